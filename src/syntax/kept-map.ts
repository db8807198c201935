/** A map by anything, which keeps an object for no longer than somebody else does: a node for as long as its file. */
export class KeptMap<Key, Value> {
  #byObject: WeakMap<object, Value> | undefined;
  #byOther: Map<unknown, Value> | undefined;

  get(key: Key): Value | undefined {
    return isObject(key) ? this.#byObject?.get(key) : this.#byOther?.get(key);
  }

  has(key: Key): boolean {
    return (isObject(key) ? this.#byObject?.has(key) : this.#byOther?.has(key)) ?? false;
  }

  set(key: Key, value: Value): void {
    if (isObject(key)) (this.#byObject ??= new WeakMap()).set(key, value);
    else (this.#byOther ??= new Map()).set(key, value);
  }
}

function isObject(key: unknown): key is object {
  return (typeof key === 'object' && key !== null) || typeof key === 'function';
}
