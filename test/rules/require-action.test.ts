import { describe, expect, it } from 'vitest';
import { requireActionAuth } from '../../src/rules/require-action-auth.ts';
import { requireActionValidation } from '../../src/rules/require-action-validation.ts';
import { findingsInApp } from '../support/app.ts';

const action = (body: string, parameters = 'id'): string => `'use server';
import { db } from './db';
import { letIn, tidy } from 'house';

export async function act(${parameters}) {
  ${body}
}
`;

function auth(text: string, options = {}): string[] {
  return findingsInApp({ 'actions.ts': text }, [{ rule: requireActionAuth, options }]).map(({ messageId }) => messageId);
}

function validation(text: string, options = {}): string[] {
  return findingsInApp({ 'actions.ts': text }, [{ rule: requireActionValidation, options }]).map(({ messageId }) => messageId);
}

describe('require-action-auth', () => {
  it('takes more names of functions that ask', () => {
    const text = action('await letIn();\n  await db.post.delete({ id });');
    expect(auth(text)).toEqual(['missing']);
    expect(auth(text, { authFunctions: ['letIn'] })).toEqual([]);
    // Whether it is asynchronous is not to be seen here: then it need not be awaited.
    expect(auth(action('letIn();\n  await db.post.delete({ id });'), { authFunctions: ['letIn'] })).toEqual([]);
  });

  it('asks it of what only reads where that is wanted', () => {
    const text = action('return db.post.findMany({ where: { id } });');
    expect(auth(text)).toEqual([]);
    expect(auth(text, { reads: true })).toEqual(['missingRead']);
    expect(
      auth(
        action('const session = await getSession();\n  if (!session) return;\n  return db.post.findMany({ where: { id } });'),
        { reads: true },
      ),
    ).toEqual([]);
  });

  it.each([
    ['db.post.delete({ id })', ['missing']],
    ['db.post.findMany({ id })', []],
    ['fetch("https://example.com", { method: "put" })', ['missing']],
    ['fetch("https://example.com", { method: "GET" })', []],
    ['api.delete(`/posts/${id}`)', ['missing']],
    ['cache.delete(id)', []],
    ['new Set([id]).delete(id)', []],
  ])('%s', (call, expected) => {
    expect(auth(action(`await ${call};`))).toEqual(expected);
  });
});

describe('require-action-validation', () => {
  it('takes more names of functions that parse', () => {
    const text = action('await db.post.delete({ id: tidy(id) });');
    expect(validation(text)).toEqual(['missing']);
    expect(validation(text, { validators: ['tidy'] })).toEqual([]);
    expect(validation(action('tidy(id);\n  await db.post.delete({ id });'), { validators: ['tidy'] })).toEqual(['missing']);
  });
});
