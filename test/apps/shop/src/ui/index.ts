export { Button } from './button';
export { Card } from './card';
export * from './list';
export { Spare } from './spare';
