import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { factsOf } from '../../src/facts/index.ts';
import { topLevelThings } from '../../src/facts/exports.ts';
import { findingsInApp } from '../support/app.ts';
import { rules } from '../../src/rules/index.ts';

function parse(text: string): ts.SourceFile {
  return ts.createSourceFile('file.js', text, ts.ScriptTarget.Latest, true);
}

/** Each import as `kind specifier: imported as local`. */
function imports(text: string): string[] {
  return factsOf(ts, parse(text)).imports.map(({ kind, specifier, bindings }) =>
    [`${kind} ${specifier.text}`, ...bindings.map(({ imported, local }) => `${imported} as ${local}`)].join(': '),
  );
}

/** Each export as `name: kind`, with the specifier of a re-export. */
function exports(text: string): string[] {
  return factsOf(ts, parse(text)).exports.map(
    ({ name, thing }) => `${name}: ${thing.kind}${thing.kind === 're-export' ? ` ${thing.specifier?.text ?? '?'}` : ''}`,
  );
}

describe('imports of what is no module', () => {
  it.each([
    [`import fs from require('fs')`, ['require fs']],
    ['import x from `y`', []],
    ['import x from y', []],
    ['import { a } from', []],
    ['import{{', []],
    ['import{*', []],
    ['import *', []],
    ['import', []],
    ['import x', []],
    [`import x from 'y' + 'z'`, ['import y: default as x']],
    [`import x from ('y')`, []],
    [`import x from import('y')`, ['dynamic y']],
    [`import x from ''`, []],
    [`import ''`, []],
    ['import x from { a }', []],
    ['import x from <b></b>', []],
    ['import 1', []],
    [`import x = require()`, []],
    ['import x = require(`y`)', []],
    [`import x = require('')`, []],
    [`import x = `, []],
    [`require(''); import('')`, []],
    [`require(); import()`, []],
    [`export * from foo()`, []],
    ['export * from', []],
    ['export * as all from `y`', []],
    ['export { a } from y', []],
    [`export { a } from ''`, []],
  ])('%s', (text, expected) => expect(imports(text)).toEqual(expected));

  it.each([
    [`import { a as } from 'y'`, ['import y']],
    [`import { , b } from 'y'`, ['import y: b as b']],
    [`import * as from 'y'`, ['import y: * as from']],
    [`import * as`, []],
    [`import x, from 'y'`, ['import y: default as x']],
    [`import { default } from 'y'`, ['import y: default as default']],
    [`import { "a b" as c } from 'y'`, ['import y: a b as c']],
    [`import 'y`, ['import y']],
    [`export { a as } from 'y'`, ['export y']],
    [`export { "a b" as "c d" } from 'y'`, ['export y: a b as c d']],
    [`export * as from 'y'`, ['export y: * as from']],
  ])('%s keeps what is written', (text, expected) => expect(imports(text)).toEqual(expected));
});

describe('exports of what is no module, or has no name yet', () => {
  it.each([
    ['export * from foo()', ['*: re-export ?']],
    ['export * from', ['*: re-export ?']],
    ['export * as all from y', ['all: re-export ?']],
    ['const a = 1; export { a } from y', ['a: re-export ?']],
    ['const a = 1; export { a } from', ['a: re-export ?']],
    ['import { a } from y; export { a }', ['a: re-export ?']],
    ['import a from require(`y`); export default a', ['default: re-export ?']],
    ['export { a as }', []],
    ['export { , }', []],
    ['export {', []],
    ['export', []],
    ['export const', []],
    ['export const = 1', []],
    ['export const { a: , ...b } = c', ['b: variable']],
    ['export const [, a] = c', ['a: variable']],
    ['export function', []],
    ['export function () {}', []],
    ['export async function (', []],
    ['export class', []],
    ['export enum {}', []],
    ['export default', ['default: expression']],
    ['export default function', []],
    ['export default class', ['default: class']],
    ['function () {} export default ;', ['default: expression']],
    ['export =', ['export=: expression']],
  ])('%s', (text, expected) => expect(exports(text)).toEqual(expected));

  it('names nothing at the top level that has no name', () => {
    const text = `import { a as } from 'y'; import * as from 'z'; function () {} class {} const = 1; enum {} namespace {}`;
    expect([...topLevelThings(ts, parse(text)).keys()]).toEqual(['from']);
  });
});

describe('one broken file in a project', () => {
  const good = `'use client';\nexport async function save() {\n  'use server';\n}\n`;
  it.each([
    `import fs from require('fs')`,
    'import x from `y`',
    'import{{',
    'import{*',
    'export * from foo()',
    'export const [, a',
    `import { a as } from './good'`,
  ])('%s silences no other', (text) => {
    const on = rules.map((rule) => ({ rule }));
    const found = findingsInApp(
      { 'broken.tsx': text, 'good.tsx': good, 'app/page.tsx': `import '../broken'; import '../good';` },
      on,
    );
    expect(found.filter(({ fileName }) => fileName === 'good.tsx').map(({ rule, start, end }) => [rule, start, end])).toEqual([
      ['no-server-directive-in-client', 47, 59],
    ]);
  });
});
