import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { originOf } from '../../src/flow/origin.ts';
import { projectOfFiles } from '../support/app.ts';

/** Where the last expression statement of `main.tsx` comes from, in a line. */
function originIn(files: Record<string, string>): string {
  const project = projectOfFiles(files);
  const main = project.sourceFile('/p/main.tsx')!;
  let asked: ts.Expression | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isExpressionStatement(node)) asked = node.expression;
    ts.forEachChild(node, visit);
  };
  visit(main);
  if (asked && ts.isJsxSelfClosingElement(asked)) asked = asked.tagName as ts.Expression;
  const { end, reference, members } = originOf(project, asked!);
  const rest = members.map((name) => `.${name}`).join('');
  const crossed = reference
    ? ` by ${reference.directive} ${reference.fileName.slice(3)}#${[reference.name, ...reference.members].join('.')}`
    : '';
  switch (end.kind) {
    case 'package':
      return `${end.module}#${end.name}${rest}${crossed}`;
    case 'declaration':
      return `${end.sourceFile.fileName.slice(3)}: ${end.node.getText().split('\n')[0]}${rest}${crossed}`;
    case 'module':
      return `all of ${end.fileName.slice(3)}${crossed}`;
    case 'global':
      return `global ${end.name}${rest}`;
    default:
      return `${end.kind}${rest}`;
  }
}

const client = `'use client'; export function Button() {} export default Button; export const Menu = { Item: Button }; export const size = 3;`;
const actions = `'use server'; export async function save() {}`;

describe('a name of one file', () => {
  it.each([
    [`import { useState } from 'react'; useState`, 'react#useState'],
    [`import { useState as s } from 'react'; s`, 'react#useState'],
    [`import React from 'react'; React.useState`, 'react#useState'],
    [`import * as R from 'react'; R['useState']`, 'react#useState'],
    [`import * as R from 'react'; R.default.useState`, 'react#useState'],
    [`import R, { memo } from 'react'; const { useState: s } = R; s`, 'react#useState'],
    [`import * as R from 'react'; const { Children: { map } } = R; map`, 'react#Children.map'],
    [`const { useState } = require('react'); useState`, 'react#useState'],
    [`import R = require('react'); R.useState`, 'react#useState'],
    [`import { useState } from 'react'; const a = useState; const b = (a as any)!; b`, 'react#useState'],
    [`import { useState } from 'react'; function f(useState) { useState }`, 'parameter'],
    [`import { useState } from 'react'; function f({ useState }) { useState }`, 'parameter'],
    [`import { useState } from 'react'; { const useState = 1; useState }`, 'main.tsx: useState = 1'],
    [`import { useState } from 'react'; function f() { useState; { var useState = 1 } useState }`, 'main.tsx: useState = 1'],
    [`import { useState } from 'react'; try {} catch (useState) { useState }`, 'main.tsx: useState'],
    [`import { a } from 'x'; let b = a; b`, 'x#a'],
    [`import { a } from 'x'; let b = a; b = 1; function f() { b }`, 'main.tsx: b = a'],
    [`import { headers } from 'next/headers.js'; headers`, 'next/headers#headers'],
    [`import lib from 'lib'; lib.deep.er`, 'lib#default.deep.er'],
    ['window', 'global window'],
    ['window.localStorage.getItem', 'global window.localStorage.getItem'],
    ['const { localStorage: store } = window; store', 'global window.localStorage'],
    ['const o = { a: { b: f } }; function f() {} o.a.b', 'main.tsx: function f() {}'],
    ['const o = { a: 1, ...x }; o.a', 'main.tsx: o = { a: 1, ...x }.a'],
    ['const o = Object.freeze({ a() {} }); o.a', 'main.tsx: a() {}'],
    ['for (const x of y) { x }', 'main.tsx: x'],
    ['const a = b, b = a; a', 'main.tsx: b = a'],
    ['const [a] = require("x"); a', 'main.tsx: a'],
    ['f()', 'unknown'],
    [`import('x').then`, 'unknown'],
    [`async () => { (await import('x')).y }`, 'x#y'],
    ['const f = function g() { g }', 'main.tsx: function g() { g }'],
    ['class A { m() { A } }', 'main.tsx: class A { m() { A } }'],
    ['namespace N { export const x = 1 } N.x', 'main.tsx: namespace N { export const x = 1 }.x'],
    ['import { type T, T as U } from "x"; U', 'x#T'],
  ])('%s', (code, expected) => {
    expect(originIn({ 'main.tsx': code })).toBe(expected);
  });
});

describe('a name of another file', () => {
  it.each([
    [
      'a named import',
      { 'main.tsx': `import { f } from './a'; f`, 'a.ts': 'export function f() {}' },
      'a.ts: export function f() {}',
    ],
    ['a default', { 'main.tsx': `import f from './a'; f`, 'a.ts': 'function f() {} export default f' }, 'a.ts: function f() {}'],
    [
      'a default expression',
      { 'main.tsx': `import f from './a'; f`, 'a.ts': 'export default () => 1' },
      'a.ts: export default () => 1',
    ],
    [
      'a barrel',
      { 'main.tsx': `import { g } from './b'; g`, 'b.ts': `export { f as g } from './a'`, 'a.ts': 'export const f = 1' },
      'a.ts: f = 1',
    ],
    [
      'export *',
      {
        'main.tsx': `import { f } from './b'; f`,
        'b.ts': `export * from './c'; export * from './a'`,
        'a.ts': 'export const f = 1',
        'c.ts': 'export const g = 1',
      },
      'a.ts: f = 1',
    ],
    [
      'export * of a package',
      { 'main.tsx': `import { useState } from './b'; useState`, 'b.ts': `export * from 'react'` },
      'react#useState',
    ],
    [
      'a re-export of a package',
      { 'main.tsx': `import { s } from './b'; s`, 'b.ts': `export { useState as s } from 'react'` },
      'react#useState',
    ],
    [
      'import, then export',
      { 'main.tsx': `import { s } from './b'; s`, 'b.ts': `import { useState } from 'react'; export { useState as s }` },
      'react#useState',
    ],
    ['a namespace', { 'main.tsx': `import * as a from './a'; a.f`, 'a.ts': 'export const f = 1' }, 'a.ts: f = 1'],
    [
      'export * as',
      { 'main.tsx': `import { a } from './b'; a.f`, 'b.ts': `export * as a from './a'`, 'a.ts': 'export const f = 1' },
      'a.ts: f = 1',
    ],
    ['the whole module', { 'main.tsx': `import * as a from './a'; a`, 'a.ts': 'export const f = 1' }, 'all of a.ts'],
    [
      'a circle',
      { 'main.tsx': `import { f } from './a'; f`, 'a.ts': `export { f } from './b'`, 'b.ts': `export { f } from './a'` },
      'unknown',
    ],
    [
      'a circle of stars',
      { 'main.tsx': `import { f } from './a'; f`, 'a.ts': `export * from './b'`, 'b.ts': `export * from './a'` },
      'unknown',
    ],
    ['a type', { 'main.tsx': `import { T } from './a'; T`, 'a.ts': 'export type T = 1' }, 'unknown'],
    [
      'a client reference',
      { 'main.tsx': `import { Button } from './ui'; Button`, 'ui.tsx': client },
      'ui.tsx: export function Button() {} by use client ui.tsx#Button',
    ],
    [
      'its default',
      { 'main.tsx': `import B from './ui'; <B/>`, 'ui.tsx': client },
      'ui.tsx: export function Button() {} by use client ui.tsx#default',
    ],
    [
      'a member of it',
      { 'main.tsx': `import { Menu } from './ui'; <Menu.Item/>`, 'ui.tsx': client },
      'ui.tsx: export function Button() {} by use client ui.tsx#Menu.Item',
    ],
    [
      'of a namespace',
      { 'main.tsx': `import * as UI from './ui'; UI.Menu.Item`, 'ui.tsx': client },
      'ui.tsx: export function Button() {} by use client ui.tsx#Menu.Item',
    ],
    [
      'through a pattern',
      { 'main.tsx': `import { Menu } from './ui'; const { Item } = Menu; Item`, 'ui.tsx': client },
      'ui.tsx: export function Button() {} by use client ui.tsx#Menu.Item',
    ],
    [
      'a plain barrel',
      { 'main.tsx': `import { Button } from './b'; Button`, 'b.ts': `export * from './ui'`, 'ui.tsx': client },
      'ui.tsx: export function Button() {} by use client ui.tsx#Button',
    ],
    [
      'a client barrel',
      { 'main.tsx': `import { f } from './b'; f`, 'b.ts': `'use client'; export { f } from './a'`, 'a.ts': 'export const f = 1' },
      'a.ts: f = 1 by use client b.ts#f',
    ],
    [
      'dynamic',
      { 'main.tsx': `import dynamic from 'next/dynamic'; const B = dynamic(() => import('./ui')); B`, 'ui.tsx': client },
      'ui.tsx: export function Button() {} by use client ui.tsx#default',
    ],
    [
      'dynamic with then',
      {
        'main.tsx': `import dynamic from 'next/dynamic'; const B = dynamic(() => import('./ui').then((m) => m.Button), { loading: f }); B`,
        'ui.tsx': client,
      },
      'ui.tsx: export function Button() {} by use client ui.tsx#Button',
    ],
    [
      'dynamic with a loader',
      {
        'main.tsx': `import dynamic from 'next/dynamic'; const B = dynamic({ loader: async () => { return await import('./ui') } }); B`,
        'ui.tsx': client,
      },
      'ui.tsx: export function Button() {} by use client ui.tsx#default',
    ],
    [
      'lazy',
      {
        'main.tsx': `import * as R from 'react'; const B = R.lazy(() => import('./ui').then(({ Button }) => ({ default: Button }))); B`,
        'ui.tsx': client,
      },
      'ui.tsx: export function Button() {} by use client ui.tsx#Button',
    ],
    [
      'import()',
      { 'main.tsx': `async () => { const { save } = await import('./act'); save }`, 'act.ts': actions },
      'act.ts: export async function save() {} by use server act.ts#save',
    ],
    [
      'import() with then',
      { 'main.tsx': `import('./act').then((m) => { m.save })`, 'act.ts': actions },
      'act.ts: export async function save() {} by use server act.ts#save',
    ],
    [
      'import() with then and a pattern',
      { 'main.tsx': `import('./act').then(function ({ save: s }) { s })`, 'act.ts': actions },
      'act.ts: export async function save() {} by use server act.ts#save',
    ],
    ['then of something else', { 'main.tsx': `load('./act').then((m) => { m.save })`, 'act.ts': actions }, 'parameter.save'],
    [
      'a Server Function',
      { 'main.tsx': `import { save } from './act'; const actions = { save }; actions.save`, 'act.ts': actions },
      'act.ts: export async function save() {} by use server act.ts#save',
    ],
    [
      'a wrapped one',
      {
        'main.tsx': `import { save } from './act'; save`,
        'act.ts': `'use server'; export const save = client.action(async () => {})`,
      },
      'act.ts: save = client.action(async () => {}) by use server act.ts#save',
    ],
  ])('%s', (_, files, expected) => {
    expect(originIn(files)).toBe(expected);
  });
});

describe('what the loader of next/dynamic brings', () => {
  const origin = (loader: string): string =>
    originIn({
      'main.tsx': `import dynamic from 'next/dynamic'; const B = dynamic(${loader}); B`,
      'ui.tsx': `'use client'; export function Button() {}`,
    });

  it.each([
    "async () => (await import('./ui')).Button",
    "async () => ({ default: (await import('./ui')).Button })",
    "async () => { const ui = await import('./ui'); return ui.Button; }",
    "async () => { const ui = await import('./ui'); return { default: ui.Button }; }",
    "async () => { const { Button } = await import('./ui'); return Button; }",
    "async () => { const { Button: Shown } = await import('./ui'); const it = Shown; return { default: it }; }",
    "async function () { const loading = import('./ui'); const { Button } = await loading; return Button; }",
    "() => { return import('./ui').then(({ Button: Shown }) => { return Shown; }); }",
    "() => import('./ui').then((m) => m).then((m) => ({ default: m.Button }))",
    "() => import('./ui').then(function (m) { const { Button } = m; return Button; })",
    "{ loader: () => import('./ui').then((m) => m.Button), ssr: false }",
  ])('%s: a named export', (loader) => {
    expect(origin(loader)).toBe('ui.tsx: export function Button() {} by use client ui.tsx#Button');
  });

  it.each([
    "() => import('./ui').then((m) => other.Button)",
    "() => import('./ui').then((m) => m.Button.Inner)",
    "() => import('./ui').then(({ Button }) => ({ main: Button }))",
    "() => import('./ui').then(({ ...Button }) => Button)",
    "() => import('./ui').catch((m) => m.Button)",
    "() => import('./ui').then(pick)",
    'async () => { const a = b, b = a; return a; }',
    "async () => { const ui = await other('./ui'); return ui.Button; }",
    "async () => { const [Button] = await import('./ui'); return Button; }",
    '{ loading: () => null }',
    '() => {}',
  ])('%s: not known', (loader) => {
    expect(origin(loader)).toBe(`main.tsx: B = dynamic(${loader})`);
  });
});
