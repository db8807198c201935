import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { runsWhen, search, type Query } from '../../src/flow/index.ts';
import type { Project } from '../../src/project/project.ts';
import { isFunctionNode, type FunctionNode } from '../../src/syntax/nodes.ts';
import { projectOfFiles } from '../support/app.ts';
import { shuffled } from '../support/shuffle.ts';

function functionNamed(project: Project, name: string, fileName = '/p/main.tsx'): FunctionNode {
  let found: FunctionNode | undefined;
  const visit = (node: ts.Node): void => {
    if (isFunctionNode(ts, node)) {
      const own = node.name ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name : undefined);
      if (own?.getText() === name) found ??= node;
    }
    ts.forEachChild(node, visit);
  };
  visit(project.sourceFile(fileName)!);
  if (!found) throw new Error(`no function ${name}`);
  return found;
}

function queryFor(inner: Query<string>['inner'] = 'run', more: Partial<Query<string>> = {}): Query<string> {
  const hit = (_: Project, node: ts.Node): string | undefined =>
    ts.isCallExpression(node) && /^hit\w*$/.test(node.expression.getText()) ? node.expression.getText() : undefined;
  return { hit, inner, ...more };
}

/** The calls passed through from a function, and the hit: `a > b > hit`. */
function wayFrom(text: string, name: string, query = queryFor()): string {
  const project = projectOfFiles({ 'main.tsx': text });
  const way = search(project, functionNamed(project, name), query);
  return way ? [...way.calls.map((call) => call.getText().replace(/\(.*$/s, '')), way.hit].join(' > ') : 'nothing';
}

describe('search', () => {
  it.each([
    ['function a() { b(); } function b() { c(); } function c() { hit(); }', 'b > c > hit'],
    ['function a() { b(); hit(); } function b() {}', 'hit'],
    ['function a() { b(); hit1(); } function b() { hit2(); }', 'hit1'],
    ['function a() { b(); d(); } function b() { c(); } function c() { hit1(); } function d() { hit2(); }', 'd > hit2'],
    ['function a() { const later = () => hit(); }', 'nothing'],
    ['function a() { const later = () => hit(); later(); }', 'later > hit'],
    ['function a() { return <button onClick={() => hit()} />; }', 'nothing'],
    ['function a() { run(() => hit()); }', 'nothing'],
    ['function a() { ids.map(() => hit()); }', 'hit'],
    ['function a() { new Promise(() => hit()); }', 'hit'],
    ['function a() { load().then(() => hit()); }', 'hit'],
    ['function a() { setTimeout(() => hit()); }', 'nothing'],
    [`import { startTransition } from 'react'; function a() { startTransition(() => hit()); }`, 'hit'],
    [`import { after } from 'next/server'; function a() { after(() => hit()); }`, 'nothing'],
    ['function run(f) { f(); } function a() { run(() => hit()); }', 'run > f > hit'],
    ['function run(f) { keep = f; } function a() { run(() => hit()); }', 'nothing'],
    ['function run(f) { setTimeout(() => f()); } function a() { run(() => hit()); }', 'nothing'],
    ['function run(f) { f(); } function a() { run(() => {}); } function b() { run(() => hit()); }', 'nothing'],
    ['function a(x = hit()) {}', 'hit'],
    ['class A { x = hit(); } function a() { A; }', 'nothing'],
    ['class A { constructor() { hit(); } } class B extends A {} function a() { new B(); }', 'new B > hit'],
    [
      'class A { constructor() { hit(); } } class B extends A { constructor() { super(); } } function a() { new B(); }',
      'new B > super > hit',
    ],
  ])('%s', (text, expected) => {
    expect(wayFrom(text, 'a')).toBe(expected);
  });

  it('takes all that is handed on where it is asked to', () => {
    expect(wayFrom('function a() { run(() => hit()); }', 'a', queryFor('handed-on'))).toBe('hit');
    expect(wayFrom('function a() { run(b); } function b() { hit(); }', 'a', queryFor('handed-on'))).toBe('run > hit');
    expect(wayFrom('function a() { const b = () => hit(); }', 'a', queryFor('handed-on'))).toBe('nothing');
  });

  it('enters only what it may', () => {
    const text = 'function a() { b(); c(); } function b() { hit1(); } function c() { hit2(); }';
    const enters: Query<string>['enters'] = (_, fn) => fn.name?.getText() !== 'b';
    expect(wayFrom(text, 'a', queryFor('run', { enters }))).toBe('c > hit2');
  });

  it('counts only what counts where it stands', () => {
    const text = 'function a() { b(); c(); } function b() { hit1(); } function c() { hit2(); }';
    const counts: Query<string>['counts'] = (_, place) => !['b()', 'hit2()'].includes(place.getText());
    const query = queryFor('run', { counts });
    expect(wayFrom(text, 'a', query)).toBe('nothing');
    expect(wayFrom(text, 'b', query)).toBe('hit1');
    expect(wayFrom(text, 'c', query)).toBe('nothing');
  });

  it('follows only what is awaited where it is asked to', () => {
    const query = queryFor('run', { isAwaitedOnly: true });
    expect(wayFrom('async function a() { b(); } async function b() { hit(); }', 'a', query)).toBe('nothing');
    expect(wayFrom('async function a() { await b(); } async function b() { hit(); }', 'a', query)).toBe('b > hit');
    expect(wayFrom('async function a() { return b(); } async function b() { hit(); }', 'a', query)).toBe('b > hit');
    expect(wayFrom('async function a() { b(); } function b() { hit(); }', 'a', query)).toBe('b > hit');
  });

  it('says the same in circles, whoever asks first', () => {
    const text = `
      function a() { b(); hit1(); } function b() { c(); } function c() { a(); hit2(); d(); } function d() { b(); e(); }
      function e() { f(); } function f() { e(); } function g() { e(); c(); }`;
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    const asked = (order: readonly string[]): Record<string, string> => {
      const project = projectOfFiles({ 'main.tsx': text });
      const query = queryFor();
      return Object.fromEntries(
        order.map((name) => {
          const way = search(project, functionNamed(project, name), query);
          return [name, way ? [...way.calls.map((call) => call.getText()), way.hit].join(' > ') : 'nothing'] as const;
        }),
      );
    };
    const expected = asked(names);
    expect(expected).toMatchObject({
      a: 'hit1',
      b: 'c() > hit2',
      c: 'hit2',
      d: 'b() > c() > hit2',
      e: 'nothing',
      f: 'nothing',
      g: 'c() > hit2',
    });
    for (let first = 0; first < names.length; first++) {
      const order = [...names.slice(first), ...names.slice(0, first)];
      expect(asked(order)).toEqual(expected);
      expect(asked(order.reverse())).toEqual(expected);
    }
  });

  it.each([1, 2, 3, 4, 5, 6])('finds the same in program %i in whatever order its functions are asked about', (seed) => {
    const numbers = Array.from({ length: 14 }, (_, index) => index);
    const text = numbers
      .map((index) => {
        const calls = shuffled(numbers, seed * 100 + index).slice(0, 3);
        const hit = index % 7 === seed % 7 ? ` hit${index}();` : '';
        return `function f${index}() { ${calls.map((callee) => `f${callee}();`).join(' ')}${hit} }`;
      })
      .join('\n');
    const asked = (order: readonly number[], project: Project, query: Query<string>): Record<number, string> =>
      Object.fromEntries(
        order.map((index) => {
          const way = search(project, functionNamed(project, `f${index}`), query);
          return [index, way ? [...way.calls.map((call) => call.getText()), way.hit].join(' > ') : 'nothing'];
        }),
      );
    const alone = Object.assign(
      {},
      ...numbers.map((index) => asked([index], projectOfFiles({ 'main.tsx': text }), queryFor())),
    ) as Record<number, string>;
    for (const order of [numbers, numbers.toReversed(), shuffled(numbers, seed), shuffled(numbers, seed + 50)]) {
      expect(asked(order, projectOfFiles({ 'main.tsx': text }), queryFor())).toEqual(alone);
    }
  });

  it('follows a chain of any length that a program has', () => {
    const chain = Array.from({ length: 150 }, (_, index) => `function f${index}() { f${index + 1}(); }`).join('\n');
    expect(wayFrom(`${chain} function f150() { hit(); }`, 'f0')).toMatch(/^f1 > .* > f150 > hit$/);
  });
});

describe('runsWhen', () => {
  it.each([
    ['at', 'load'],
    ['inPage', 'render'],
    ['inHook', 'render'],
    ['inHandler', 'event'],
    ['inNamedHandler', 'event'],
    ['inEffect', 'later'],
    ['inTimer', 'later'],
    ['inAfter', 'later'],
    ['inAction', 'request'],
    ['inRoute', 'request'],
    ['inBoth', 'render, request'],
    ['inNothing', ''],
  ])('%s: %s', (name, expected) => {
    const project = projectOfFiles({
      'lib/all.ts': [
        ...'at inPage inHook inHandler inNamedHandler inEffect inTimer inAfter inAction inRoute inBoth inNothing'.split(' '),
      ]
        .map((each) => `export function ${each}() { work(); }`)
        .join('\n'),
      'app/page.tsx': `
        import { useEffect } from 'react'; import { after } from 'next/server'; import * as all from '../lib/all';
        all.at();
        function useAll() { all.inHook(); }
        function named() { all.inNamedHandler(); }
        export default function Page() {
          useAll(); all.inPage(); all.inBoth();
          useEffect(() => { all.inEffect(); });
          setTimeout(() => all.inTimer());
          after(() => all.inAfter());
          async function act() { 'use server'; all.inAction(); all.inBoth(); }
          return <p onClick={() => all.inHandler()} onInput={named} />;
        }`,
      'app/x/route.ts': `import { inRoute } from '../../lib/all'; export async function GET() { inRoute(); }`,
    });
    const fn = functionNamed(project, name, '/p/lib/all.ts');
    const runs = runsWhen(project, fn.body!.getChildAt(1));
    expect(
      runs
        .map(({ when }) => when)
        .sort()
        .join(', '),
    ).toBe(expected);
  });
});
