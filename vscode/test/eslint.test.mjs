// `npm run test:vscode`: the extension beside Microsoft's ESLint extension, in an app that lints with the plugin. What both find is
// shown once, and what one of them alone finds is not lost.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import { eslintExtension, missing, project, tsconfig } from './code-server.mjs';
import { openWorkbench } from './workbench.mjs';

const files = {
  'package.json': '{ "name": "app", "private": true }\n',
  'tsconfig.json': tsconfig,
  // Without types: the language server sees more than this lint does.
  'eslint.config.mjs': `import { defineConfig } from 'eslint/config';
import { parser } from 'typescript-eslint';
import rscBoundary from 'eslint-plugin-rsc-boundary';

export default defineConfig([
  {
    files: ['**/*.{ts,tsx}'],
    extends: [rscBoundary.configs.recommended],
    languageOptions: { parser },
    rules: { 'no-debugger': 'error' },
  },
]);
`,
  'app/page.tsx': `import { Menu } from '../ui/menu';
import { ownerOf } from '../lib/owner';
export default function Page() {
  debugger;
  const owner = ownerOf('home');
  return <Menu title="Home" owner={owner} onSelect={() => {}} />;
}
`,
  'ui/menu.tsx': `'use client';
import type { Owner } from '../lib/owner';
import { save } from '../lib/actions';
export function Menu(props: { title: string; owner?: Owner; onSelect?: () => void }) {
  return <button onClick={() => save()}>{props.title}</button>;
}
`,
  'lib/owner.ts': `export class Owner {
  constructor(readonly name: string) {}
  greet() {
    return 'Hello, ' + this.name;
  }
}
declare const owners: Map<string, Owner>;
export const ownerOf = (page: string) => owners.get(page)!;
`,
  'lib/actions.ts': `'use server';
export async function save() {}
export function drop() {}
`,
};

const reason =
  missing() ??
  (existsSync(eslintExtension) ? undefined : 'There is no ESLint extension: node vscode/scripts/eslint-extension.mjs.');

describe('beside the ESLint extension', { skip: reason, timeout: 20 * 60_000 }, () => {
  let workbench;
  let page;

  /** What the problems panel shows, a line each: who says it, and which rule. */
  const problems = async () => {
    const rows = await page.locator('.markers-panel .monaco-list-row .marker-source').evaluateAll((all) =>
      all.flatMap((source) => {
        // The panel may be drawing its rows anew.
        const row = source.closest('.monaco-list-row');
        const code = row?.querySelector('.code-link, .marker-code')?.textContent ?? '';
        return row ? [`${source.textContent} ${code}`.trim()] : [];
      }),
    );
    return rows.sort();
  };

  /** Waits until the panel shows these and no others. */
  async function shows(wanted) {
    const end = Date.now() + 120_000;
    let seen = await problems();
    while (JSON.stringify(seen) !== JSON.stringify(wanted) && Date.now() < end) {
      await page.waitForTimeout(200);
      seen = await problems();
    }
    assert.deepEqual(seen, wanted);
  }

  before(async () => {
    const folder = project(files, 'typescript', ['eslint', 'typescript-eslint']);
    workbench = await openWorkbench(folder, {
      name: 'eslint',
      extensions: [eslintExtension],
      // Else it looks for itself whether there is an ESLint for such files, and on a slow machine gives up.
      settings: { 'eslint.validate': ['typescript', 'typescriptreact'] },
    });
    ({ page } = workbench);
    await workbench.open('app/page.tsx');
    await workbench.command('Problems: Focus on Problems View');
  });

  after(() => workbench?.close());

  it('each finding is shown once, and what only one of them finds too', async () => {
    await shows(['eslint no-debugger', 'eslint rsc-boundary/serializable-props', 'rsc-boundary serializable-props']);
    await workbench.says(
      '.markers-panel',
      '`owner` of `<Menu>` is an instance of class Owner and cannot be passed from the server.',
    );
    await workbench.picture('problems');
  });

  it('each change is offered once', async () => {
    await workbench.open('lib/actions.ts');
    await shows([
      'eslint no-debugger',
      'eslint rsc-boundary/async-server-functions',
      'eslint rsc-boundary/serializable-props',
      'rsc-boundary serializable-props',
    ]);
    await workbench.goTo(3, 18);
    const offered = await workbench.codeActions('async-server-functions');
    await workbench.picture('code-action');
    const titles = (await offered.allInnerTexts()).map((title) => title.trim());
    assert.deepEqual(titles, [
      'Fix this rsc-boundary/async-server-functions problem',
      'Disable rsc-boundary/async-server-functions for this line',
      'Disable rsc-boundary/async-server-functions for the entire file',
      'Show documentation for rsc-boundary/async-server-functions',
    ]);
    await page.keyboard.press('Enter');
    await workbench.says('.view-line', 'export async function drop() {}');
    await shows(['eslint no-debugger', 'eslint rsc-boundary/serializable-props', 'rsc-boundary serializable-props']);
  });

  it('what lint is told to be silent about in the text, the server is silent about too', async () => {
    await workbench.open('app/page.tsx');
    await page.locator('.editor-instance .view-lines').first().click();
    await workbench.goTo(5, 99);
    await page.keyboard.type('\n// eslint-disable-next-line rsc-boundary/serializable-props');
    await shows(['eslint no-debugger']);
    await workbench.picture('silenced');
  });
});
