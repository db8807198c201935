import { expect, it } from 'vitest';
import { noUncachedUse } from '../../src/rules/no-uncached-use.ts';
import { memoryApp } from '../support/memory-app.ts';
import { runRules } from '../../src/run-rules.ts';

const head = `'use client';
import { cache, use, useMemo, useState } from 'react';
const load = async (id?: string) => id ?? 'a';
function plain() { return 'a'; }
async function* rows() { yield 1; }
const one = Promise.resolve('a');
const kept = cache(load);
const given = () => one;
const either = (is: boolean) => (is ? load() : fetch('/a'));
const first = (is: boolean) => (is ? load() : one);
const store = { load: async () => 'a', one, make() { return load(); }, same: () => one };
class Api { load = async () => 'a'; get() { return load(); } static all = async () => [1]; }
const api = new Api();
declare const outside: { load(): Promise<string>; one: Promise<string> };
declare function outer(): Promise<string>;
`;

/** Each is used by a component of its own; whether it is made anew at each render. */
const rows: ReadonlyArray<readonly [body: string, isNew: boolean]> = [
  ['use(load())', true],
  ['use(fetch("/a"))', true],
  ['use(window.fetch("/a"))', true],
  ['use(globalThis.fetch("/a"))', true],
  ['use(store.load())', true],
  ['use(api.load())', true],
  ['use(api.get())', true],
  ['use(Api.all())', true],
  ['use(store.make())', true],
  ['use(store.same())', false],
  ['use(store.one)', false],
  ['use(outside.load())', false],
  ['use(outside.load().then((it) => it))', true],
  ['use(outer())', false],
  ['use(one)', false],
  ['use(one.then((it) => it))', true],
  ['use(one.finally(() => {}))', true],
  ['use(load().catch(() => "a"))', true],
  ['use(given())', false],
  ['use(either(true))', true],
  ['use(first(true))', false],
  ['use(new Promise<string>((resolve) => resolve("a")))', true],
  ['use(Promise.all([one]))', true],
  ['use(Promise.resolve(1))', true],
  ['use((async () => "a")())', true],
  ['use((() => one)())', false],
  ['use(kept())', true],
  ['use(useMemo(() => load(), []))', true],
  ['use(useMemo(load, []))', true],
  ['use(useMemo(() => one, []))', false],
  ['use(useState(() => load())[0])', true],
  ['use(useState(load)[0])', true],
  ['use(useState(load())[0])', true],
  ['use(useState(one)[0])', false],
  ['use(useState<Promise<string>>()[0]!)', false],
  ['const [state] = useState(() => load()); use(state)', true],
  ['const [state] = useState(one); use(state)', false],
  ['const [, state] = useState(() => load()); use(state as never)', false],
  ['const [state] = [load()]; use(state!)', false],
  ['const pending = load(); use(pending)', true],
  ['let pending = load(); pending = one; use(pending)', false],
  ['const pending = load(); hold(pending); use(pending)', false],
  ['const pending = one; use(pending)', false],
  ['use(true ? load() : one)', true],
  ['use(true ? one : one)', false],
];

it('what is made anew at each render is told', () => {
  const parts = rows.map(([body], index) => `export function C${index}() { ${body}; return null; }`);
  const text = `${head}function hold(_value: unknown) {}\n${parts.join('\n')}\n`;
  const page = `import * as all from '../ui/all';\nexport default function Page() { return <>${rows.map((_row, index) => `<all.C${index} />`).join('')}</>; }`;
  const app = memoryApp({ 'app/page.tsx': page, 'ui/all.tsx': text });
  const lines = text.split('\n');
  const found = new Set(
    runRules(app.project, app.sourceFile('ui/all.tsx'), [{ rule: noUncachedUse }]).map(
      ({ start }) => text.slice(0, start).split('\n').length - 1,
    ),
  );
  const told = rows.map(([body], index) => [body, found.has(lines.findIndex((line) => line.includes(`function C${index}()`)))]);
  expect(told).toEqual(rows);
});
