'use client';

import { Children, isValidElement, type ReactNode } from 'react';
import { Option } from './option';

export function Options({ children }: { children: ReactNode }) {
  // What comes from the server has no type that could be compared.
  const options = Children.toArray(children).filter((child) => isValidElement(child) && child.type === Option);
  return <ul>{options}</ul>;
}
