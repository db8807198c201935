// `npm run test:vscode`: the extension in the real VS Code, used as a person would. Pictures of what was seen are in
// node_modules/.cache/vscode-screenshots.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { missing, project, root, tsconfig } from './code-server.mjs';
import { openWorkbench, PATIENCE } from './workbench.mjs';

const files = {
  'package.json': '{ "name": "app", "private": true }\n',
  'tsconfig.json': tsconfig,
  'app/page.tsx': `import { Menu } from '../ui/menu';
export default function Page() {
  return <Menu title="Home" onSelect={() => {}} />;
}
`,
  'app/about/page.tsx': `import { Menu } from '../../ui/menu';
export default function About() {
  return <Menu title="About" />;
}
`,
  'ui/menu.tsx': `'use client';
import { save } from '../lib/actions';
export function Menu(props: { title: string; onSelect?: () => void }) {
  return <button onClick={() => save()}>{props.title}</button>;
}
`,
  'lib/actions.ts': `'use server';
export async function save() {}
export function drop() {}
`,
};

const reason = missing();

for (const typescript of ['typescript', 'typescript-7']) {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', typescript, 'package.json'), 'utf8'));

  describe(`TypeScript ${version}`, { skip: reason, timeout: 20 * 60_000 }, () => {
    let workbench;
    let page;

    before(async () => {
      workbench = await openWorkbench(project(files, typescript), { name: typescript });
      ({ page } = workbench);
      await workbench.open('app/page.tsx');
    });

    after(() => workbench?.close());

    it('the problems panel shows the finding, once', async () => {
      await workbench.command('Problems: Focus on Problems View');
      await workbench.says('.markers-panel', '`onSelect` of `<Menu>` is an event handler and cannot be passed from the server.');
      const rows = await page.locator('.markers-panel .monaco-list-row', { hasText: 'serializable-props' }).count();
      assert.equal(rows, 1);
      await workbench.picture('problems');
    });

    it('hints in the text', async () => {
      await workbench.says('.view-line', "import { Menu } from '../ui/menu' client boundary");
      await workbench.says('.view-line', '<Menu client title');
    });

    it('the status bar says the side', async () => {
      await workbench.says('.statusbar-item', 'server. Server side: the framework loads app/page.tsx by itself.');
      await workbench.says('.statusbar-item .statusbar-item-label', 'server');
    });

    it('the explorer has badges', async () => {
      await workbench.command('View: Show Explorer');
      await workbench.says('.explorer-folders-view .monaco-list-row', 'page.tsx');
      await page.waitForFunction(
        () =>
          [...document.querySelectorAll('.explorer-folders-view .monaco-list-row .monaco-icon-label')].some(
            (label) =>
              /On the server side/.test(label.getAttribute('aria-label') ?? '') ||
              /"S"/.test(getComputedStyle(label, '::after').content),
          ),
        undefined,
        { timeout: PATIENCE },
      );
      await workbench.picture('explorer');
    });

    it('the hover says what crosses', async () => {
      await page.locator('.editor-instance .view-lines').first().click();
      await workbench.goTo(3, 12);
      await workbench.hovers(/What\s+crosses\s+here:\s+title\s+\(plain\s+data\),\s+onSelect\s+\(cannot\s+cross\)\./);
      await workbench.picture('hover');
      await page.keyboard.press('Escape');
    });

    it('lenses, and a code action that mends', async () => {
      await workbench.open('lib/actions.ts');
      await workbench.says('.codelens-decoration', 'called from 1 place · public endpoint');
      await workbench.says('.codelens-decoration', 'checks auth: no');
      await workbench.says('.statusbar-item', 'Server Functions');
      await workbench.goTo(3, 18);
      await workbench.codeActions('Fix this async-server-functions problem');
      await workbench.picture('code-action');
      // The preferred one has the focus.
      await page.keyboard.press('Enter');
      await workbench.says('.view-line', 'export async function drop() {}');
    });

    it('the boundary: a lens at its directive, and its side', async () => {
      await workbench.open('ui/menu.tsx');
      await workbench.says('.codelens-decoration', 'boundary: entered from 2 pages');
      await workbench.says('.statusbar-item', 'client boundary');
      await workbench.picture('boundary');
    });

    it('the map in a webview', async () => {
      await workbench.command('RSC Boundary: Show the Map of Modules');
      const frame = page.frameLocator('iframe.webview.ready').frameLocator('iframe');
      await frame.locator('#summary').waitFor();
      await frame.locator('#canvas text', { hasText: 'menu.tsx' }).first().waitFor();
      await workbench.picture('map');
      const colors = () =>
        frame.locator('body').evaluate((body) => `${getComputedStyle(body).backgroundColor} on ${getComputedStyle(body).color}`);
      assert.equal(await colors(), 'rgb(251, 250, 247) on rgb(28, 27, 25)');
      await workbench.command('Preferences: Toggle between Light/Dark Themes');
      const end = Date.now() + PATIENCE;
      while (!/^rgb\(22, 22, 20\)/.test(await colors().catch(() => '')) && Date.now() < end) await page.waitForTimeout(200);
      assert.equal(await colors(), 'rgb(22, 22, 20) on rgb(236, 234, 228)');
      await frame.locator('#canvas text', { hasText: 'menu.tsx' }).first().waitFor();
      await workbench.picture('map-dark');
    });
  });
}
