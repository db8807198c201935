import { second } from './ring-b';

export function first(): string {
  return second(0);
}
