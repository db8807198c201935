import { expect, it } from 'vitest';
import { noExposedAction } from '../../src/rules/no-exposed-action.ts';
import { findingsInApp, type AppFiles } from '../support/app.ts';

const page = (body: string): string => `import * as actions from './actions';
export default async function Page() { ${body}; return <form action={actions.kept} />; }`;
const head = `'use server';
import { client, make, withAuth } from 'elsewhere';
async function own() { return 1; }
export async function kept() { return 1; }
`;

/** What is told of a module of Server Functions that nothing uses, by what is marked and how. */
function told(code: string, others: AppFiles = {}): string[] {
  const text = `${head}${code}`;
  return findingsInApp({ 'app/actions.ts': text, 'app/page.tsx': page(''), ...others }, [{ rule: noExposedAction }])
    .filter(({ fileName }) => fileName === 'app/actions.ts')
    .map(({ start, end, messageId }) => `${text.slice(start, end).split('(')[0]} ${messageId}`);
}

it.each<[string, string[]]>([
  [`export async function save() { return 1; }`, ['save unused']],
  [`export const save = async () => 1;`, ['save unused']],
  [`export const save = withAuth(own);`, ['save unused']],
  [`export const save = client.action(async () => 1);`, ['save unused']],
  [`export const save = client.schema({ id: 1 }).action({ a: 1 }, async () => 1);`, ['save unused']],
  [`export const save = make();`, []],
  [`export const save = make('a', 1);`, []],
  [`export const save = make({ own });`, []],
  [`export const save = 1;`, []],
  [`/** @public for the app */\nexport async function save() { return 1; }`, []],
])('%s', (code, expected) => {
  expect(told(code)).toEqual(expected);
});

const save = `export async function save() { return 1; }`;
it.each<[string, AppFiles, string[]]>([
  ['called on the server', { 'app/page.tsx': page('await actions.save()') }, ['save onlyCalled']],
  ['given to a form', { 'app/page.tsx': page('return <form action={actions.save} />') }, []],
  [
    'called in the browser',
    { 'ui/a.tsx': `'use client'; import { save } from '../app/actions'; export const A = () => <b onClick={() => save()} />;` },
    [],
  ],
  ['named as a type', { 'ui/a.tsx': `import { save } from '../app/actions'; export type Save = typeof save;` }, ['save unused']],
  [
    'called by its own module',
    {
      'app/actions.ts': `${head}${save}\nexport async function all() { return [await save()]; }`,
      'app/page.tsx': page('return <form action={actions.all} />'),
    },
    ['save ownFile'],
  ],
  ['called by a test alone', { 'app/a.test.ts': `import { save } from './actions'; save();` }, ['save unused']],
  ['called by a script', { 'scripts/a.ts': `import { save } from '../app/actions'; save();` }, ['save onlyCalled']],
])('%s', (_what, others, expected) => {
  const text = others['app/actions.ts'] ?? `${head}${save}`;
  const found = findingsInApp({ 'app/page.tsx': page(''), 'app/actions.ts': text, ...others }, [{ rule: noExposedAction }])
    .filter(({ fileName }) => fileName === 'app/actions.ts')
    .map(({ start, end, messageId }) => `${text.slice(start, end).split('(')[0]} ${messageId}`);
  expect(found).toEqual(expected);
});
