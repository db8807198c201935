import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noRedactedErrorMessage } from '../../src/rules/no-redacted-error-message.ts';
import { findingsInApp, type AppFiles } from '../support/app.ts';
import { startReactApp, type ReactApp } from '../support/react-app.ts';

// A button that calls a Server Function, and a text that says what became of it: by React's development build and by its production
// build, each on both sides. Where they show something else, the rule has a finding, and nowhere else.

/** What a Server Function does; the text that a visitor is to see is "Name is taken". */
const actions = {
  throws: `export async function save(name: string) { if (name) throw new Error('Name is taken'); return { error: '' } }`,
  throwsDeep: `async function check(name: string) { if (name) throw new Error('Name is taken') }
export async function save(name: string) { await check(name); return { error: '' } }`,
  throwsOwn: `class TakenError extends Error {}
export const save = async (name: string) => { if (name) throw new TakenError('Name is taken'); return { error: '' } };`,
  rejects: `export async function save(name: string) { if (name) return Promise.reject(new Error('Name is taken')); return { error: '' } }`,
  returns: `export async function save(name: string) { return { error: name ? 'Name is taken' : '' } }`,
  returnsCaught: `export async function save(name: string) {
  try { if (name) throw new Error('Name is taken'); return { error: '' } } catch (problem) { return { error: (problem as Error).message } }
}`,
};

/** What the button does. */
const views = {
  message: `try { setText((await save('a')).error) } catch (problem) { setText((problem as Error).message) }`,
  guarded: `try { setText((await save('a')).error) } catch (problem) { setText(problem instanceof Error ? problem.message : 'Failed') }`,
  template: 'try { setText((await save("a")).error) } catch (problem) { setText(`Failed: ${problem}`) }',
  string: `try { setText((await save('a')).error) } catch (problem) { setText(String(problem)) }`,
  toString: `try { setText((await save('a')).error) } catch (problem: any) { setText(problem.toString()) }`,
  destructured: `try { setText((await save('a')).error) } catch ({ message }: any) { setText(message) }`,
  helper: `try { setText((await save('a')).error) } catch (problem) { setText(messageOf(problem)) }`,
  wrapped: `try { setText((await saveName('a')).error) } catch (problem: any) { setText(problem.message) }`,
  handler: `save('a').then(({ error }) => setText(error), (problem) => setText(problem.message))`,
  caught: `save('a').then(({ error }) => setText(error)).catch((problem) => setText(problem.message))`,
  all: `try { const [{ error }] = await Promise.all([save('a')]); setText(error) } catch (problem: any) { setText(problem.message) }`,
  kept: `try { setText((await save('a')).error) } catch (problem) { setProblem(problem as Error) }`,
  fixed: `try { setText((await save('a')).error) } catch (problem) { setText('Failed') }`,
  logged: `try { setText((await save('a')).error) } catch (problem: any) { log(problem.message); setText('Failed') }`,
  asked: `try { setText((await save('a')).error) } catch (problem) { setText(problem instanceof Error ? 'Failed' : 'Odd') }`,
  digest: `try { setText((await save('a')).error) } catch (problem: any) { setText(problem.digest) }`,
  local: `try { check('a') } catch (problem: any) { setText(problem.message) }`,
};

function appOf(action: string, view: string): AppFiles {
  return {
    'app/actions.ts': `'use server';\n${action}\n`,
    'app/save.ts': `import { save } from './actions';
export async function saveName(name: string) { return save(name) }
export function messageOf(problem: unknown) { return problem instanceof Error ? problem.message : 'Failed' }
export function check(name: string) { if (name) throw new Error('Name is taken') }
export function log(text: string) { void text }
`,
    'app/view.tsx': `'use client';
import { useState } from 'react';
import { save } from './actions';
import { check, log, messageOf, saveName } from './save';
export function View() {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<Error | null>(null);
  async function press() { ${view} }
  return <p><button onClick={press}>Save</button>{text}{problem?.message}</p>;
}
`,
    'app/page.tsx': `import { View } from './view';
export default function Page() { return <View /> }
`,
  };
}

let development: ReactApp;
let production: ReactApp;
beforeAll(async () => {
  [development, production] = await Promise.all([startReactApp('development'), startReactApp('production')]);
});
afterAll(() => {
  development.close();
  production.close();
});

/** All of both in `npm run parity`; in `npm test` each action with a third of the views, and each view with a third of the actions. */
const isWhole = process.env['PARITY_BUILDS'] !== undefined;

describe.each(Object.values(actions).map((action, at) => [Object.keys(actions)[at], action, at] as const))(
  'an action that %s',
  (_, action, at) => {
    it.each(Object.entries(views).filter((_view, index) => isWhole || (index + at) % 3 === 0))(
      'is asked by %s',
      async (_name, view) => {
        const files = appOf(action, view);
        const meant = await development.render(files, 'app/page.tsx');
        const got = await production.render(files, 'app/page.tsx');
        expect([meant.seen.length, got.seen.length]).toEqual([2, 2]);
        const found = findingsInApp(files, [{ rule: noRedactedErrorMessage }]);
        expect(found.length > 0, view).toBe(meant.seen[1] !== got.seen[1]);
      },
    );
  },
);

/** An error of a Server Component, shown by a boundary: only its digest arrives. */
const failing: AppFiles = {
  'app/boundary.tsx': `'use client';
import { Component, type ReactNode } from 'react';
export class Boundary extends Component<{ children: ReactNode }> {
  state: { error?: Error & { digest?: string } } = {};
  static getDerivedStateFromError(error: Error) { return { error } }
  render() { return this.state.error ? <p title={this.state.error.digest}>{this.state.error.message}</p> : this.props.children }
}
`,
  'app/page.tsx': `import { Boundary } from './boundary';
async function Albums(): Promise<string> { throw new Error('No albums') }
export default function Page() { return <Boundary><Albums /></Boundary> }
`,
};

it('the message of a Server Component stays on the server in production', async () => {
  const meant = await development.render(failing, 'app/page.tsx');
  expect(meant.seen).toEqual(['<p title="digest">No albums</p>']);
  const { seen } = await production.render(failing, 'app/page.tsx');
  expect(seen[0]).toContain('title="digest"');
  expect(seen[0]).not.toContain('No albums');
});
