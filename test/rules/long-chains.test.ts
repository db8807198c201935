import { expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { rules } from '../../src/rules/index.ts';
import { memoryApp } from '../support/memory-app.ts';

const count = 1500;

/** Of what each wrapper is given the next thirty are asked at each. */
const wrappers = 150;

/** Functions of which each calls the next. */
function chain(write: (index: number, next: string | undefined) => string, name: string, length = count): string {
  return Array.from({ length }, (_, index) => write(index, index + 1 < length ? `${name}${index + 1}` : undefined)).join('\n');
}

function findingsIn(ruleName: string, text: string): string[] {
  const { project, sourceFile } = memoryApp({ 'app/actions.ts': text });
  const rule = rules.find(({ name }) => name === ruleName)!;
  return runRules(project, sourceFile('app/actions.ts'), [{ rule }]).map(({ start, message }) => {
    const { line } = sourceFile('app/actions.ts').getLineAndCharacterOfPosition(start);
    return `${line - text.split('\n').length + 1}: ${message}`;
  });
}

const called = `'use server';
declare const db: { post: { delete(id: string): Promise<void> } };
${chain((index, next) => `async function f${index}(id: string) { ${next ? `await ${next}(id);` : 'console.log(id);'} }`, 'f')}
export async function save(id: string) { await f0(id); await db.post.delete(id); }`;

const wrapped = `'use server';
declare const db: { post: { delete(id: string): Promise<void> } };
${chain((index, next) => `function w${index}(fn) { return async (id: string) => { await ${next ? `${next}(fn)` : 'fn'}(id); }; }`, 'w', wrappers)}
export const save = w0(async (id: string) => { await db.post.delete(id); });`;

const navigating = `'use server';
import { redirect } from 'next/navigation';
${chain((index, next) => `function f${index}() { ${next ? `${next}();` : "redirect('/');"} }`, 'f')}
export async function go() { try { f0(); } catch { console.log(1); } }`;

const unasked =
  '0: `save` mutates data (db.post.delete()) without an authentication check. Add one, or mark it /** @public reason */.';
const unread = '0: `save` mutates data (db.post.delete()) with unvalidated arguments: `id`. Parse or narrow them first.';

it.each([
  ['require-action-auth', called, [unasked]],
  ['require-action-auth', called.replace('console.log(id)', "if (!(await auth())) throw new Error('signed out')"), []],
  ['require-action-auth', wrapped, [unasked]],
  ['require-action-validation', called, [unread]],
  ['require-action-validation', wrapped, [unread]],
  [
    'no-redirect-in-try',
    navigating,
    ['0: `f0` (`redirect`) throws, and this `catch` swallows it. Call it after the `try`, or use `unstable_rethrow`.'],
  ],
])('%s follows a chain of any length', (rule, text, expected) => {
  expect(findingsIn(rule, text)).toEqual(expected);
});
