import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { noUncachedUse } from '../../src/rules/no-uncached-use.ts';
import type { AppFiles } from '../support/app.ts';
import { memoryApp } from '../support/memory-app.ts';
import { RandomRun, seed } from '../support/random-run.ts';
import { startReactApp, type ReactApp } from '../support/react-app.ts';
import { random } from './generator.ts';

// Components that wait for a promise, each shown by React's development build: it warns of one that each render makes anew exactly
// where the rule finds one.

/** A promise, and what the component does before it waits for it. */
interface Waited {
  readonly before?: string;
  readonly promise: string;
}

const made: Waited[] = [
  { promise: 'load()' },
  { promise: 'loadLater()' },
  { promise: 'fetch("/a").then((answer) => answer.text())' },
  { promise: 'new Promise<string>((resolve) => setTimeout(() => resolve("a"), 20))' },
  { promise: 'Promise.resolve("a")' },
  { promise: '(async () => "a")()' },
  { promise: 'useLoaded()' },
  { promise: 'api.load()' },
  { promise: 'Api.load()' },
  { promise: 'new Api().get()' },
  { promise: 'Own.load()' },
  { promise: 'loadByDefault()' },
  { promise: 'useState(load)[0]' },
  { promise: 'React.useMemo(() => load(), [])' },
  { before: 'const [promise] = useState(() => load());', promise: 'promise' },
  { before: 'const promise = useMemo(() => load(), []);', promise: 'promise' },
  { before: 'const get = useCallback(() => load(), []);', promise: 'get()' },
];

const kept: Waited[] = [
  { promise: 'given' },
  { promise: 'outside' },
  { promise: 'keep("a")' },
  { promise: 'once()' },
  { promise: 'store.promise' },
  { promise: 'store.get()' },
  { promise: 'useContext(Shared)' },
  { promise: 'use(Shared)' },
  { before: 'const list = [given];', promise: 'list[0]!' },
  { before: 'const promise = given;', promise: 'promise' },
  { before: 'const get = () => outside;', promise: 'get()' },
];

/** What may stand around a promise without another one being made. */
const same: Array<(promise: string) => string> = [
  (promise) => `(${promise})`,
  (promise) => `(${promise} as Promise<string>)`,
  (promise) => `(isOn ? ${promise} : given)`,
  (promise) => `(${promise} satisfies Promise<string>)`,
];

/** What makes a new one of it. */
const anew: Array<(promise: string) => string> = [
  (promise) => `(${promise}).then((x) => x)`,
  (promise) => `(${promise}).catch(() => "a")`,
  (promise) => `(${promise}).finally(() => undefined)`,
  (promise) => `Promise.all([${promise}]).then(([x]) => x!)`,
  (promise) => `Promise.race([${promise}])`,
  (promise) => `(async () => await ${promise})()`,
];

const loader = `import { createContext } from 'react';
export const load = (): Promise<string> => new Promise((resolve) => setTimeout(() => resolve('a'), 20));
export async function loadLater() { await load(); return 'a' }
export default async function loadByDefault() { return load() }
export const outside = load();
export const Shared = createContext(outside);
const all = new Map<string, Promise<string>>();
export function keep(key: string) { let found = all.get(key); if (!found) all.set(key, (found = load())); return found }
let promise: Promise<string> | undefined;
export function once() { return (promise ??= load()) }
export const store = { promise: outside, get: () => outside };
export const api = { load: () => load() };
export class Api { static load() { return load() } get() { return load() } }
export function useLoaded() { return load() }
`;

function appOf({ before = '', promise }: Waited): AppFiles {
  const view = `'use client';
import * as React from 'react';
import { Suspense, use, useCallback, useContext, useMemo, useState } from 'react';
import * as Own from './load';
import loadByDefault, { api, Api, keep, load, loadLater, once, outside, Shared, store, useLoaded } from './load';
const isOn = true;
const handed = load();
function View({ given }: { given: Promise<string> }) {
  ${before}
  const text = use(${promise});
  return <p>{String(text)}</p>;
}
export default function App() {
  return <Suspense fallback="waiting"><View given={handed} /></Suspense>;
}
`;
  return { 'app/view.tsx': view, 'app/load.ts': loader };
}

let react: ReactApp;
beforeAll(async () => {
  react = await startReactApp('development');
});
afterAll(() => {
  react.close();
});

/** Whether React warns, or the fallback stays. */
async function isUncached(files: AppFiles): Promise<boolean> {
  const { seen, errors } = await react.show(files, 'app/view.tsx');
  const warnings = errors.filter((text) => text.includes('suspended by an uncached promise'));
  expect(errors, files['app/view.tsx']).toEqual(warnings);
  return warnings.length > 0 || !seen[0]!.startsWith('<p>');
}

/** Of each app, whether the rule finds something; with types, which tell what has the `then` of a promise. */
function foundIn(apps: readonly AppFiles[]): boolean[] {
  const views = Object.fromEntries(apps.map((files, index) => [`app/view-${index}.tsx`, files['app/view.tsx']!]));
  const { project, sourceFile } = memoryApp({ 'app/load.ts': loader, ...views });
  return Object.keys(views).map((name) => runRules(project, sourceFile(name), [{ rule: noUncachedUse }]).length > 0);
}

describe.each([
  ['each render makes another one', made, true],
  ['it is the same one', kept, false],
] as const)('%s', (_, table, isWrong) => {
  const found = foundIn(table.map(appOf));
  it.each(table.map((waited, index) => ({ ...waited, index })))('$before $promise', async ({ index, ...waited }) => {
    expect(await isUncached(appOf(waited))).toBe(isWrong);
    expect(found[index]).toBe(isWrong);
  });
});

const batch = 25;
const run = new RandomRun('components that wait', 60);

it(`finds what React warns of, on ${run.title}`, { timeout: 0 }, async () => {
  const next = random(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!;
  let done = 0;
  for (; run.goesOn(done); done += batch) {
    const apps = Array.from({ length: batch }, () => {
      const { before = '', promise } = pick([...made, ...kept]);
      const around = Array.from({ length: Math.floor(next() * 3) }, () => pick(next() < 0.5 ? same : anew));
      return appOf({ before, promise: around.reduce((inner, wrap) => wrap(inner), promise) });
    });
    const found = foundIn(apps);
    for (const [index, files] of apps.entries()) {
      const isWarned = await isUncached(files);
      expect(found[index], files['app/view.tsx']).toBe(isWarned);
    }
  }
  run.tell(done);
});
