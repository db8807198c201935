import type { ReactElement, ReactNode } from 'react';

export declare function Provider(props: { children: ReactNode }): ReactElement;
