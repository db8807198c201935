import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { calleesOf } from '../../src/flow/index.ts';
import { memoryApp } from '../support/memory-app.ts';

/** The functions behind `store.save('id')` in `main.ts`, each by the text of its body; each stands in a file of its own. */
function behind(declared: string, made: string): string[] {
  const { project, sourceFile } = memoryApp({
    'store.ts': declared,
    'made.ts': `import type { Store } from './store';\nimport * as stores from './store';\nimport type * as React from 'react';\n${made}`,
    'main.ts': `import type { Store } from './store'; export function run(store: Store) { return store.save('id'); }`,
  });
  let call: ts.CallExpression | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node)) call = node;
    ts.forEachChild(node, visit);
  };
  visit(sourceFile('main.ts'));
  return calleesOf(project, call!).all.map(({ node }) => node.body!.getText());
}

const declared = 'export interface Store { save(id: string): void }';

describe('the functions behind a member of an interface', () => {
  it.each([
    ['a class that implements it', 'export class Sql implements Store { save() { 1 } }'],
    [
      'a class of two interfaces',
      'interface Other { load(): void } export class Sql implements Other, Store { load() {} save() { 1 } }',
    ],
    ['a property of such a class', 'export class Sql implements Store { save = () => { 1 }; }'],
    ['an object with its type', 'export const sql: Store = { save() { 1 } };'],
    ['an object that satisfies it', 'export const sql = { save() { 1 } } satisfies Store;'],
    ['an object that is one by assertion', 'export const sql = { save() { 1 } } as Store;'],
    ['a property that is an arrow', 'export const sql: Store = { save: () => { 1 } };'],
    ['a property that is a function in parentheses', 'export const sql: Store = { save: (function () { 1 }) };'],
    ['a function by its name', 'const save = () => { 1 }; export const sql: Store = { save };'],
    ['what a function returns by its name', 'export function sql(): Store { function save() { 1 } return { save }; }'],
    ['what a function returns', 'export function sql(): Store { return { save() { 1 } }; }'],
    ['what an arrow gives', 'export const sql = (): Store => ({ save() { 1 } });'],
    ['a default export', 'export default { save() { 1 } } satisfies Store;'],
    ['a property of a class', 'export class Stores { sql: Store = { save() { 1 } }; }'],
  ])('%s', (_, made) => {
    expect(behind(declared, made)).toEqual(['{ 1 }']);
  });

  it.each([
    ['a class that names no type', 'export class Sql { save() { 1 } }'],
    ['a class of another interface', 'interface Other { save(): void } export class Sql implements Other { save() { 1 } }'],
    ['an object without its type', 'export const sql = { save() { 1 } }; export const name = "Store";'],
    ['an object of another type', 'export const sql: { save(): void } = { save() { 1 } }; export type It = Store;'],
    ['an argument of a call', 'declare function take(store: Store): void; take({ save() { 1 } });'],
    ['a function that is named elsewhere', 'declare const save: () => void; export const sql: Store = { save };'],
    ['another member', 'export const sql: Store & { load(): void } = { load() { 1 }, save: undefined! };'],
  ])('not %s', (_, made) => {
    expect(behind(declared, made)).toEqual([]);
  });

  it.each([
    ['a type by a name', 'export type Store = { save(id: string): void };', 'export const sql: Store = { save() { 1 } };'],
    [
      'a property that is a function',
      'export interface Store { save: (id: string) => void }',
      'export const sql: Store = { save() { 1 } };',
    ],
    [
      'an abstract class',
      'export abstract class Store { abstract save(id: string): void }',
      'export class Sql extends stores.Store { save() { 1 } }',
    ],
    [
      'a class with a body of its own',
      'export class Store { save(id: string) { 2 } }',
      'export class Sql extends stores.Store { other() { 1 } }',
    ],
  ])('%s', (name, store, made) => {
    expect(behind(store, made)).toEqual([name === 'a class with a body of its own' ? '{ 2 }' : '{ 1 }']);
  });

  it('all of them', () => {
    const made = 'export class A implements Store { save() { 1 } }\nexport class B implements Store { save() { 2 } }';
    expect(behind(declared, `${made}\nexport const c: Store = { save() { 3 } };`).sort()).toEqual(['{ 1 }', '{ 2 }', '{ 3 }']);
  });
});
