import type { Value } from '../support/react-parity.ts';

/** A value to send over the boundary. */
export interface Row extends Value {
  /** Why its static type says less than, or something else than, what React does. */
  readonly beyondType?: string;
  /** The same of what the expression shows, its type included. */
  readonly beyondValue?: string;
}

/** A value a line. */
export function rows(values: string): Row[] {
  return values
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((value) => ({ value }));
}

const anyFunction = 'the type of any function: a Server Function may stand behind it';

/** Values whose static type says less than, or something else than, what React does with them. */
export const exceptions: readonly Row[] = [
  ...rows('Object(1n) as BigInt\nObject(local) as Symbol').map((row) => ({
    ...row,
    beyondValue: 'a cast of any says what somebody hopes',
  })),
  { setup: 'const empty = Object.create(null); empty.a = 1;', value: 'empty', beyondType: 'its type is any' },
  ...rows('Object.assign({}, new Methods())\nObject.assign({ a: 1 }, new Private())').map((row) => ({
    ...row,
    beyondType: 'its type is that of what was copied, and its class is gone',
  })),
  ...rows('new Blob(["x"])\n{ file: new Blob(["x"]) }').map((row) => ({
    ...row,
    beyondType: 'as an argument it arrives as a File, which is a Blob',
    beyondValue: 'as an argument it arrives as a File, which is a Blob',
  })),
  ...rows('new Fields()\nnew Empty()\n[new Fields()]\n{ a: new Fields() }').map((row) => ({
    ...row,
    beyondType: 'a plain object may stand for an instance of a class that has only fields',
  })),
  ...rows('local\nSymbol.iterator\nSymbol.asyncIterator\n{ key: local }\n{ key: Symbol.iterator }\n[local]').map((row) => ({
    ...row,
    beyondType: 'inside another value its type widens to symbol',
  })),
  ...rows('Symbol("x")\nSymbol()\n[Symbol()]').map((row) => ({
    ...row,
    beyondType: 'its type is symbol, and Symbol.for gives one too',
  })),
  { value: "new Function('return 1')", beyondType: anyFunction, beyondValue: anyFunction },
  ...rows('plain as () => number\nplain as Function').map((row) => ({
    ...row,
    beyondType: anyFunction,
  })),
  {
    setup: 'let maybe: (() => number) | undefined = () => 1;',
    value: 'maybe',
    beyondType: 'a declared function type: a Server Function may stand behind it',
  },
  ...rows(
    'memo(() => null)\nforwardRef(() => null)\n{ Icon: memo(() => null) }\nlazy(async () => ({ default: () => null }))',
  ).map((row) => ({
    ...row,
    side: 'server' as const,
    beyondType: 'where a component comes from decides: one of a "use client" module is a reference',
  })),
  ...rows('cache(save)\n{ save: cache(save) }').map((row) => ({
    ...row,
    side: 'server' as const,
    beyondType: 'the type of cache(save) is that of save',
  })),
  ...rows('Object.create(null)\n{ a: Object.create(null) }').map((row) => ({ ...row, beyondType: 'its type is any' })),
  ...rows('Object.create({})\nObject.create(base)').map((row) => ({
    ...row,
    beyondType: 'its type is any',
    beyondValue: 'its type is any',
  })),
  ...rows("parseQuery('a=1')\nprocess.env\n{ env: process.env }\n'x'.match(/(?<a>x)/)!.groups").map((row) => ({
    ...row,
    beyondType: 'no type tells a prototype of null',
  })),
  {
    setup: 'const invalid = new Date(NaN);',
    value: 'invalid',
    beyondType: 'no type tells an invalid date',
    beyondValue: 'no type tells an invalid date',
  },
  { value: 'structuredClone(new Methods())', beyondType: 'its type is that of what was cloned, and its class is gone' },
  { value: '[new Error("x")] as unknown[]', beyondType: 'its type is unknown' },
  { value: '(() => 1) as any', beyondType: 'its type is any' },
  { value: 'new Methods() as { x: number }', beyondType: 'the cast hides the class' },
  { value: 'new Methods() as object', beyondType: 'its type is object' },
  { value: '({ a: () => 1 }) as { a?: () => number }', beyondType: 'an optional function may be absent' },
  { value: '[1, () => 1]', beyondType: 'an element may be either member of the union' },
  { value: 'Math.min(1, 2) > 1 ? 1 : () => 1', beyondType: 'the value may be either member of the union' },
  {
    value: 'schema.safeParse({})',
    beyondType: 'the value may be either member of the union',
    beyondValue: 'the value may be either member of the union',
  },
  {
    value: 'Readable.from([() => 1])',
    beyondType: 'a Readable says nothing of its chunks',
    beyondValue: 'a Readable says nothing of its chunks',
  },
  {
    value: 'useClient',
    side: 'server',
    beyondType: 'what the import gives decides: a reference to a "use client" module crosses out, and not back',
  },
  {
    value: 'constant',
    side: 'server',
    beyondType: 'on the server a constant of a "use client" module is a reference',
    beyondValue: 'a reference arrives as what it stands for',
  },
];
