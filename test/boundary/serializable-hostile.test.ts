import ts6 from 'typescript';
import ts55 from 'typescript-5.5';
import ts59 from 'typescript-5.9';
import { describe, expect, it } from 'vitest';
import { describeReason, pathText } from '../../src/serialization/describe.ts';
import { judgeType } from '../../src/serialization/serializable.ts';
import { directions } from '../support/react-parity.ts';
import { typedSource } from '../support/typed-source.ts';
import { isWholeRun } from '../support/whole-run.ts';

const declarations = `
import { z } from 'zod';
import type * as React from 'react';
import type { Missing } from './missing';

type Nest<T> = { value: T; next: Nest<T[]> };
type Wide<T> = { a: Wide<[T, 1]>; b: Wide<[T, 2]>; c: Wide<[T, 3]>; d: Wide<[T, 4]>; e: Wide<[T, 5]>; f: Wide<[T, 6]> };
type Grow<T> = Grow<{ inner: T }> | T[];
interface Endless<T> extends Array<Endless<T[]>> { own: T }
class Chain<T> { next!: Chain<T[]>; map() { return this } }
interface Selfish extends Selfish {}
class Snake extends Snake {}
interface Tail extends Head {} interface Head extends Tail {}
type Loop = Loop[];
type Circle = { circle: Circle; map: Map<Circle, Set<Circle>>; promise: Promise<Circle>; list: readonly Circle[] };
type Thenable = { then(resolve: (value: Thenable) => void): void };
type Iterates = { [Symbol.iterator](): Iterator<Iterates> };
type Jsons = { toJSON(): Jsons };
type DeepTuple = [DeepTuple?];
type Json = string | number | boolean | null | { [key: string]: Json } | Json[];
type DeepPartial<T> = { [K in keyof T]?: DeepPartial<T[K]> };
type Unresolved<T> = T extends string ? { f: () => void } : never;
type Keys5000 = { [K in \`key\${Digit}\${Digit}\${Digit}\${Half}\`]: { value: K } };
type Keys1000 = { [K in \`key\${Digit}\${Digit}\${Digit}\`]: { value: K } };
type Digit = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;
type Half = 0 | 1 | 2 | 3 | 4;
type Members1000 = ${Array.from({ length: 1000 }, (_, index) => `{ kind: ${index}; value${index}: string }`).join(' | ')};
type Literals = \`\${Digit}\${Digit}\${Digit}\`;
type Mixed300 = ${Array.from({ length: 300 }, (_, index) => `{ kind: ${index}; run${index}: () => string }`).join(' | ')};
type Crowd = ${Array.from({ length: 150 }, (_, index) => `{ key${index}: string }`).join(' & ')};
declare const unique: unique symbol;
type Brand = number & { readonly [unique]: 'Brand' };
type BrandedObject = { id: string } & { readonly [unique]: 'Brand' };
const schema = z.object({ id: z.string().brand<'Id'>(), at: z.date(), tags: z.array(z.string()).optional(), kind: z.enum(['a', 'b']), meta: z.record(z.string(), z.union([z.string(), z.number()])) });
const recursive: z.ZodType<{ children: unknown[] }> = z.lazy(() => z.object({ children: z.array(recursive) }));
declare class Decimal { constructor(value: string); toJSON(): string; plus(other: Decimal): Decimal }
type Order = { id: string; total: Decimal; meta: Json; lines: { price: Decimal | null }[] };
function generic<T, F extends () => void, O extends { run(): string }, K extends keyof T>() {
  type A = T; type B = F; type C = O; type D = T[K]; type E = Partial<T>; type G = { [P in K]: T[P] }; type H = Awaited<T>;
  return null as unknown as { a: A; b: B[]; c: C; d: D; e: E; g: G; h: H };
}
`;

const types: Array<[type: string, says?: string]> = [
  ['Nest<string>', 'unknown'],
  ['Wide<string>', 'unknown'],
  ['Grow<string>', 'unknown'],
  ['Endless<string>'],
  ['Chain<string>', 'no: it is an instance of class Chain'],
  ['Selfish', 'unknown'],
  ['Snake'],
  ['Head', 'unknown'],
  ['Loop', 'ok'],
  ['Circle', 'ok'],
  ['Thenable', 'ok'],
  ['Iterates', 'converts: it is an iterable (Iterates)'],
  ['Jsons'],
  ['DeepTuple', 'ok'],
  ['Json', 'ok'],
  ['DeepPartial<HTMLElement>'],
  ['Unresolved<any>'],
  ['Keys5000', 'unknown'],
  ['Keys1000', 'ok'],
  ['Members1000', 'ok'],
  ['Literals', 'ok'],
  ['Mixed300', 'no: it.run0 is a function'],
  ['Crowd', 'ok'],
  ['Brand', 'ok'],
  ['BrandedObject', 'ok'],
  ['z.infer<typeof schema>', 'ok'],
  ['z.infer<typeof recursive>', 'unknown'],
  ['typeof schema', 'no: it is an instance of class ZodObject'],
  ['{ total: Decimal & { scale: 2 } }', 'converts: it.total is a Decimal with a toJSON method'],
  ['{ error: Error | null; rows: string[] }', 'maybe: it.error is an Error'],
  ['{ error: Error; at: Decimal }', 'converts: it.at is a Decimal with a toJSON method'],
  ['{ total?: Decimal }', 'maybe: it.total is a Decimal with a toJSON method'],
  ['Order', 'converts: it.total is a Decimal with a toJSON method'],
  ['ReturnType<typeof generic>'],
  ['Missing', 'unknown'],
  ['Missing[]', 'unknown'],
  ['Promise<Missing>', 'unknown'],
  ['NotDeclared', 'unknown'],
  ['{ a: NotDeclared; f: () => string }', 'no: it.f is a function'],
  ['[...NotDeclared[]]', 'unknown'],
  ["React.ComponentProps<'button'>"],
  ['React.JSX.IntrinsicElements'],
  ["React.ComponentType<React.ComponentProps<'input'>>"],
  ['React.ElementType'],
  ['React.CSSProperties', 'ok'],
  ['Window'],
  ['typeof globalThis'],
  ['NodeJS.Process'],
  ['HTMLElementTagNameMap'],
  ['never[]', 'ok'],
  ['Record<never, never>', 'unknown'],
  ['Parameters<typeof fetch>'],
  ['new () => string', 'no: it is a class'],
  ['abstract new () => string', 'no: it is a class'],
  ['(() => void) & { displayName: string }', 'unknown: it is a function'],
  ['keyof any', 'unknown'],
  ['ThisType<string>', 'unknown'],
  ['this', 'unknown'],
  ['PropertyDescriptor'],
  ['ArrayLike<string>', 'ok'],
  ['Iterable<string>', 'unknown'],
  ['AsyncGenerator<string>', 'ok'],
  ['typeof import("./missing")', 'unknown'],
];

/** A checker of which each question is told. */
function counted(checker: ts6.TypeChecker, tell: () => void): ts6.TypeChecker {
  return new Proxy(checker, {
    get(target, name) {
      const member = Reflect.get(target, name) as unknown;
      if (typeof member === 'function') tell();
      return member;
    },
  });
}

const text = `${declarations}\n${types.map(([type], index) => `type T${index} = ${type};`).join('\n')}\nexport {}`;

// Each was far below a tenth of this when written; of a type without end there is no end of asking.
const questions = 2_000_000;

// As for the editors: in `npm run doors` the one between them too.
const versions = [ts55, ...(isWholeRun ? [ts59] : []), ts6] as unknown as Array<typeof ts6>;

describe.each(versions.map((ts) => ({ ts, version: ts.version })))('TypeScript $version', ({ ts }) => {
  const source = typedSource(text, { ts });

  it.each(types.map(([type, says], index) => ({ type, says, index })))('$type', ({ says, index }) => {
    const type = source.type(`T${index}`);
    let asked = 0;
    const checker = counted(source.checker, () => asked++);
    const [judgement] = directions.flatMap((direction) =>
      (['root', 'nested', 'awaited'] as const).map((position) => judgeType(ts, checker, type, { direction, position })),
    );
    const { verdict, reason, path } = judgement!;
    expect(asked).toBeLessThan(questions);
    if (says !== undefined) expect(`${verdict}${reason ? `: ${pathText('it', path)} ${describeReason(reason)}` : ''}`).toBe(says);
  });
});
