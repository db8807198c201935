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
import { RandomRun, seed } from '../support/random-run.ts';
import { smallerExpressions } from '../support/shrink.ts';
import { random } from './generator.ts';
import { prelude } from './react-prelude.ts';
import { values } from './react-values.ts';

// A failing run is repeated with PARITY_SEED; `npm run parity` asks for a longer one.
const run = new RandomRun('values', 20);
const batch = 150;

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

it(`claims nothing that React's encoders belie, on ${run.title}`, { timeout: 0 }, async () => {
  const next = random(seed);
  let certain = 0;
  let done = 0;
  for (; run.goesOn(done); done += batch) {
    const made = Array.from({ length: batch }, () => compose(next, 3));
    const { compared } = await compare(made);
    certain += compared.flatMap((byJudge) => Object.values(byJudge).flat()).filter(isCertain).length;
    const belied = made.filter((_, index) => claimsOf(compared[index]!).length > 0);
    if (belied.length === 0) continue;
    const [shortest] = belied.sort((a, b) => a.length - b.length);
    const smallest = await shrunk(shortest!);
    const claims = claimsOf((await compare([smallest])).compared[0]!);
    expect.fail(
      `PARITY_SEED=${seed}: ${belied.length} false claims, the smallest of them\n${smallest}\n  ${claims.join('\n  ')}`,
    );
  }
  // An analysis that never says anything would claim nothing false either.
  expect(certain).toBeGreaterThan((done * 8) / 2);
  run.tell(done);
});

async function compare(made: readonly string[]): Promise<{ compared: Array<Record<string, Comparison[]>>; mistakes: string[] }> {
  const asked = new Values(
    withHelpers,
    made.map((value) => ({ value })),
    { in: ['direct'] },
  );
  const compared = await asked.compare(react, { type: judgeByType, expression: judgeByValue, syntax: judgeBySyntax });
  return { compared, mistakes: asked.mistakes() };
}

function claimsOf(byJudge: Readonly<Record<string, readonly Comparison[]>>): string[] {
  return Object.entries(byJudge).flatMap(([judge, comparisons]) =>
    comparisons.flatMap((one) => falseClaim(one) ?? []).map((claim) => `by ${judge}: ${claim}`),
  );
}

/** The smallest part of a value, or of it with numbers in place of parts, of which something false is still claimed. */
async function shrunk(value: string): Promise<string> {
  for (const smaller of smallerExpressions(value)) {
    const { compared, mistakes } = await compare([smaller]).catch(() => ({ compared: [], mistakes: ['it cannot be run'] }));
    if (mistakes.length === 0 && claimsOf(compared[0]!).length > 0) return shrunk(smaller);
  }
  return value;
}

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
