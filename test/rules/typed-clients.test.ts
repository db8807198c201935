import { expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { rules } from '../../src/rules/index.ts';
import { memoryApp } from '../support/memory-app.ts';

const plaid = {
  'node_modules/plaid/package.json': '{"name":"plaid","types":"./index.d.ts","main":"./index.js"}',
  'node_modules/plaid/index.js': 'exports.PlaidApi = class {};',
  'node_modules/plaid/index.d.ts':
    'export declare class PlaidApi { linkTokenCreate(request: object): Promise<{ data: { link_token: string } }>; linkTokenGet(request: object): Promise<{ data: { link_token: string } }> }',
};

/** The messages of a rule on an action that calls a method of a client that it is handed by its type alone, and on a page that calls it. */
function found(name: string, method: string): string[] {
  const action = `'use server';
import type { PlaidApi } from 'plaid';
import { clients } from './clients';

async function link(client: PlaidApi, user: string) {
  const { data } = await client.${method}({ user });
  return data.link_token;
}
export async function createLink(user: string) {
  return link(clients().bank, user);
}
`;
  const files = {
    ...plaid,
    'app/actions.ts': action,
    'app/clients.ts': `import type { PlaidApi } from 'plaid';\nexport declare function clients(): { bank: PlaidApi };\n`,
    'app/page.tsx': `import { createLink } from './actions';\nexport default async function Page() {\n  return <p>{await createLink('me')}</p>;\n}\n`,
  };
  const { project, sourceFile } = memoryApp(files);
  const rule = rules.find((each) => each.name === name)!;
  return ['app/actions.ts', 'app/page.tsx'].flatMap((file) =>
    runRules(project, sourceFile(file), [{ rule }]).map(({ message }) => message),
  );
}

it('a client that is handed in is the one that its type says', () => {
  expect(found('require-action-auth', 'linkTokenCreate')).toEqual([
    '`createLink` mutates data (link()) without an authentication check. Add one, or mark it /** @public reason */.',
  ]);
  expect(found('require-action-auth', 'linkTokenGet')).toEqual([]);
});

it('what it changes is no part of rendering', () => {
  expect(found('no-mutation-in-render', 'linkTokenCreate')).toEqual([
    '`createLink` calls a Server Function while `Page` renders. Call it from a form or an event handler; to read data, use a plain function.',
  ]);
  expect(found('no-mutation-in-render', 'linkTokenGet')).toEqual([]);
});
