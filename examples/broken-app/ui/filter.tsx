'use client';

import { removeItem } from '../app/actions';

export function Filter() {
  // Each keystroke is a request, and they wait for one another.
  return <input name="filter" onChange={() => removeItem()} />;
}
