import { first } from './ring-a';

export function second(depth: number): string {
  return depth === 0 ? 'ring' : first();
}
