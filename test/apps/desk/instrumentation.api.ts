import { watch } from './lib/watch';

export function register() {
  watch();
}
