import ts from 'typescript';
import { expect, test } from 'vitest';
import { DeclaredNames } from '../../src/syntax/declared-names.ts';

/** Whether a text declares a function as a member by the name `save`. */
function declares(text: string): boolean {
  return new DeclaredNames(ts, [ts.createSourceFile('/a.tsx', text, ts.ScriptTarget.Latest, true)]).has('save');
}

test.each([
  'class Store { save() {} }',
  'class Store { async save<T>(item: T) {} }',
  'class Store { static save = async () => {} }',
  'class Store { save: Handler<{ a: 1 }> = (item) => item }',
  'class Store { #save() {} save /* the item */ () {} }',
  'class Store { get save() { return 1 } }',
  'const store = { save() {} }',
  'const store = { save: (item: string) => item }',
  'const store = { save: item => item }',
  'const store = { save: // the item\n function () {} }',
  "const store = { 'save': () => {} }",
  "const store = { ['save'](item: string) {} }",
  'const store = { save: (() => {}) as Handler }',
  'function store() { async function save() {} return { save } }',
  'export function save() {}',
  'export const save = async () => {}',
  'export const save: Handler = async () => {}',
  'const store = () => {}; export { store as save }',
  "import save from './store'; export { save }",
  'namespace Store { export function save() {} }',
])('a function can be read as a member: %s', (text) => {
  expect(declares(text)).toBe(true);
});

test.each([
  'store.save(item)',
  'store?.save(() => {})',
  'const save = item.filter(Boolean)',
  'function Form() { const save = () => {}; function save() {} return save }',
  'interface Store { save(item: string): void }',
  'declare class Store { save(item: string): void }',
  'const store = { save: 1, load: () => {} }',
  'const text = "save"; // save (the item)',
  '<Form save={() => {}} />',
])('no function can be read as a member: %s', (text) => {
  expect(declares(text)).toBe(false);
});

// Read in more ways than one, the text behind the name would be looked through as often as there are ways to cut it.
test.each([
  ['slashes', 'const save = 1 '.concat('/'.repeat(400), '\nstore')],
  ['comments', 'const save = 1 '.concat('/* a */'.repeat(400), ' store')],
  ['lines of comments', 'const save = 1\n'.concat('// a /* b */\n'.repeat(400), 'store')],
  ['blanks', 'const save = 1; save'.concat(' '.repeat(5000), 'store')],
  ['blanks that are not of ASCII', 'const save = 1; save'.concat('\u00a0'.repeat(100_000), 'store')],
  ['ends of lines that are not of ASCII', 'const save = 1; save'.concat('\u2028'.repeat(100_000), 'store')],
])('long %s behind a name are read once', (_, text) => {
  expect(declares(text)).toBe(false);
});
