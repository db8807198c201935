import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { runCli } from '../support/cli.ts';

const app = fileURLToPath(new URL('../../examples/broken-app', import.meta.url));

interface Found {
  readonly file: string;
  readonly line: number;
  readonly rule: string;
}

const { stdout, code } = runCli(app, '--preset', 'all', '--format', 'json');
const found = JSON.parse(stdout) as Found[];

it('each mistake is found at its place, and nothing else', () => {
  expect(code).toBe(1);
  expect(found.map(({ file, line, rule }) => `${file}:${line} ${rule}`)).toEqual([
    'app/actions.ts:4 async-server-functions',
    'app/actions.ts:9 server-module-exports',
    'app/actions.ts:13 server-function-syntax',
    'app/clock/page.tsx:2 client-only-api',
    'app/clock/zone.tsx:5 server-only-api',
    'app/error.tsx:2 next-file-conventions',
    'app/invoices.ts:13 serializable-action-result',
    'app/invoices.ts:17 serializable-action-arguments',
    'app/layout.tsx:6 require-suspense',
    'app/loading.tsx:8 serializable-closure',
    'app/members/actions.ts:6 require-action-auth',
    'app/members/actions.ts:6 require-action-validation',
    'app/orders/[id]/page.tsx:3 await-request-apis',
    'app/page.tsx:10 directive-placement',
    'app/page.tsx:14 serializable-props',
    'app/page.tsx:16 serializable-props',
    'app/poll/options.tsx:8 no-children-inspection',
    'app/posts/drafts.ts:3 cache-directive-enabled',
    'app/posts/drafts.ts:3 no-conflicting-directives',
    'app/posts/latest.ts:6 no-request-data-in-cache',
    'app/posts/latest.ts:8 serializable-cache-values',
    'app/posts/publish.ts:2 directive-spelling',
    'app/posts/remove.ts:10 no-redirect-in-try',
    'app/profile/actions.ts:9 no-caller-identity',
    'app/profile/actions.ts:14 revalidation-arguments',
    'app/profile/page.tsx:13 no-redacted-error-message',
    'app/quotes/page.tsx:6 no-browser-global-in-ssr',
    'app/quotes/page.tsx:10 no-uncached-use',
    'app/settings/page.tsx:3 no-secret-exposure',
    'app/subscribe/actions.ts:8 no-exposed-action',
    'app/subscribe/page.tsx:8 action-state-signature',
    'app/team/badge.tsx:4 no-component-as-action',
    'app/team/page.tsx:5 client-reference-use',
    'app/visits/page.tsx:6 no-mutation-in-render',
    'app/votes/page.tsx:8 require-transition',
    'next.config.ts:4 server-actions-config',
    'packages/button/button.tsx:5 client-entry-props',
    'packages/kiosk/src/print.ts:2 framework-directive',
    'ui/filter.tsx:7 no-undebounced-action',
    'ui/heart.tsx:2 no-ineffective-directive',
    'ui/likes.tsx:8 no-server-directive-in-client',
    'ui/rename.tsx:7 form-status-in-child',
    'ui/roster.tsx:4 async-client-component',
    'ui/search.tsx:2 directive-spelling',
  ]);
});

it('each mistake is explained in the lines above it', () => {
  for (const { file, line } of found) {
    const lines = readFileSync(`${app}/${file}`, 'utf8').split('\n').slice(0, line - 1);
    expect(lines.slice(-2).some((text) => text.trim().startsWith('// ')), `${file}:${line}`).toBe(true);
  }
});

it('there is a mistake for each rule', () => {
  const missing = rules.map(({ name }) => name).filter((name) => !found.some(({ rule }) => rule === name));
  expect(missing).toEqual([]);
});

it('the README shows what the demo prints, to the character', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const [, shown] = /```\n(app\/posts\/publish\.ts\n[^]*?)\n```/.exec(readme)!;
  const printed = runCli(app, '--preset', 'all').stdout;
  for (const finding of shown!.split('\n\n')) expect(printed).toContain(`\n${finding}\n`);
});
