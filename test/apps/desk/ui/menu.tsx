import { secretItems } from '../lib/items';

export function Menu() {
  return <nav>{secretItems()}</nav>;
}
