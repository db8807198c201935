import { afterAll, beforeAll, expect, it } from 'vitest';
import { startReact, type React } from '../support/react-encoder.ts';
import {
  differenceOf,
  isCertain,
  judgeBySyntax,
  judgeByType,
  judgeByValue,
  Values,
  type Comparison,
} from '../support/react-parity.ts';
import { random } from './generator.ts';
import { prelude } from './react-prelude.ts';
import { values } from './react-values.ts';

// A failing run is repeated with PARITY_SEED; `npm run parity` asks for a longer one with PARITY_COUNT.
const seed = Number(process.env['PARITY_SEED'] ?? Math.floor(Math.random() * 2 ** 31));
const count = Math.ceil(Number(process.env['PARITY_COUNT'] ?? 3000) / 20);
const batch = 250;

const withHelpers = `${prelude}
// What a union says of null and undefined is said of the value that is there.
function either<A, B>(first: A, second: B): A | B { return first ?? second }
function same<T>(value: T): T { return value }
`;

const leaves = values
  .filter(({ setup, side, beyondType, beyondValue }) => !setup && !side && !beyondType && !beyondValue)
  .map(({ value }) => value)
  // Its promise gives undefined, of which a union says nothing either.
  .filter((value) => value !== 'save()');

const copied = ['user', 'new Methods()', 'new Private()', 'new Map()', 'new URL("https://a.b")', 'new Error("x")', '/x/'];

let react: React;

beforeAll(async () => {
  react = await startReact('production');
});

afterAll(() => {
  react.close();
});

it(
  `claims nothing that React's encoders belie, on ${count} random values (PARITY_SEED=${seed})`,
  { timeout: 3_600_000 },
  async () => {
    const next = random(seed);
    let certain = 0;
    const failures: string[] = [];
    for (let done = 0; done < count; done += batch) {
      const made = Array.from({ length: Math.min(batch, count - done) }, () => ({ value: compose(next, 3) }));
      const asked = new Values(withHelpers, made, { in: ['direct'] });
      const compared = await asked.compare(react, { type: judgeByType, expression: judgeByValue, syntax: judgeBySyntax });
      compared.forEach((byJudge, index) => {
        for (const [judge, comparisons] of Object.entries(byJudge)) {
          for (const one of comparisons) {
            if (isCertain(one)) certain += 1;
            const claim = falseClaim(one);
            if (claim) failures.push(`${made[index]!.value}\n  by ${judge}: ${claim}`);
          }
        }
      });
    }
    failures.sort((a, b) => a.length - b.length);
    expect(failures.slice(0, 5), `PARITY_SEED=${seed}: ${failures.length} false claims, the shortest of them`).toEqual([]);
    // An analysis that never says anything would claim nothing false either.
    expect(certain).toBeGreaterThan((count * 8) / 2);
  },
);

function falseClaim(one: Comparison): string | undefined {
  // What converts may stand beside something of which nothing can be said.
  const isPart = one.ours.verdict === 'converts' && one.theirs.kind === 'error';
  return isCertain(one) && !isPart ? differenceOf(one) : undefined;
}

/** An expression from a stream of random numbers: values of the table inside each other. */
function compose(next: () => number, depth: number): string {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!;
  if (depth === 0 || next() < 0.15) return `(${pick(leaves)})`;
  // Never two side by side in an array: of `{ a: 1 }` and `{ a: 1, f }` TypeScript keeps the type of the first.
  const inner = (): string => compose(next, depth - 1);
  return pick([
    () => `{ a: ${inner()}, b: ${inner()} }`,
    () => `{ a: 1, list: [${inner()}] }`,
    () => `{ onSelect: ${inner()} }`,
    () => `{ ...{ a: ${inner()} }, b: ${inner()} }`,
    () => `{ ...${pick(copied)}, b: ${inner()} }`,
    () => `{ ...{ a: ${inner()}, b: ${inner()} }, b: 1 }`,
    () => `{ ...{ a: ${inner()} }, ...either({ a: 1, b: ${inner()} }, { a: 2, b: 2 }) }`,
    () => `{ ...either({ a: ${inner()} }, undefined), b: 1 }`,
    () => `[${inner()}]`,
    () => `[${inner()}, ${inner()}] as const`,
    () => `[...[${inner()}], 1]`,
    () => `new Map([['k', ${inner()}]])`,
    () => `new Map([[${inner()}, 'v']])`,
    () => `new Set([${inner()}])`,
    () => `Promise.resolve(${inner()})`,
    () => `(async () => ${parenthesized(inner())})()`,
    () => `[${inner()}].values()`,
    () => `(function* () { yield ${inner()} })()`,
    () => `(async function* () { yield ${inner()} })()`,
    () => `either(${inner()}, ${inner()})`,
    () => `same(${inner()})`,
    () => `[1].map(() => ${parenthesized(inner())})`,
    () => `Object.assign({ a: 1 }, { b: ${inner()} })`,
    () => `Object.freeze({ a: ${inner()} })`,
  ])();
}

/** An arrow's body may not begin with the brace of an object. */
function parenthesized(expression: string): string {
  return `(${expression})`;
}
