'use client';
import { createContext, createElement } from 'react';

const Context = createContext(null);

export function Provider({ children }) {
  return createElement(Context.Provider, { value: 'kit' }, children);
}
