'use client';
export * from './panel';
export { Drawer } from './drawer';
