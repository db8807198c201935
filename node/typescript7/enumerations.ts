type Enumeration = Readonly<Record<string, string | number>>;

/** Translates sets of flags from one TypeScript's numbers to another's, by the names of the flags. */
export function flagsBetween(from: object, to: object): (flags: number) => number {
  const bits = Object.entries(from as Enumeration).flatMap(([name, bit]) => {
    const other = (to as Enumeration)[name];
    return typeof bit === 'number' && isOneBit(bit) && typeof other === 'number' ? [[bit, other] as const] : [];
  });
  const known = new Map<number, number>();
  return (flags) => {
    let translated = known.get(flags);
    if (translated === undefined) {
      translated = bits.reduce((set, [bit, other]) => ((flags & bit) === 0 ? set : set | other), 0);
      known.set(flags, translated);
    }
    return translated;
  };
}

function isOneBit(bit: number): boolean {
  return bit !== 0 && (bit & (bit - 1)) === 0;
}

/** Translates single values from one TypeScript's numbers to another's, by their names; undefined where the other has none of that name. */
export function valuesBetween(from: object, to: object): (value: number) => number | undefined {
  const known = new Map<number, number>();
  for (const [name, value] of Object.entries(from as Enumeration)) {
    const other = (to as Enumeration)[name];
    // The names of ranges (`FirstToken`) stand for other kinds from one version to the next.
    if (typeof value === 'number' && typeof other === 'number' && !/^(?:First|Last)[A-Z]/.test(name) && !known.has(value))
      known.set(value, other);
  }
  return (value) => known.get(value);
}
