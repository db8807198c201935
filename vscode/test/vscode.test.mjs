// `npm run test:vscode`: the extension in the real VS Code, used as a person would. Pictures of what was seen are in
// node_modules/.cache/vscode-screenshots.
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { chromium as playwright } from 'playwright-core';
import { chromium, missing, project, root, startCodeServer } from './code-server.mjs';

const files = {
  'package.json': '{ "name": "app", "private": true }\n',
  'tsconfig.json': JSON.stringify({
    compilerOptions: {
      strict: true,
      jsx: 'preserve',
      module: 'esnext',
      target: 'es2022',
      moduleResolution: 'bundler',
      noEmit: true,
      lib: ['es2022', 'dom'],
    },
    exclude: ['node_modules'],
  }),
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

/** The machine may be slow; nothing here waits longer than it must. */
const PATIENCE = 180_000;
const pictures = join(root, 'node_modules/.cache/vscode-screenshots');
const reason = missing();

for (const typescript of ['typescript', 'typescript-7']) {
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', typescript, 'package.json'), 'utf8'));

  describe(`TypeScript ${version}`, { skip: reason, timeout: 20 * 60_000 }, () => {
    let server;
    let browser;
    let page;
    let folder;

    before(async () => {
      mkdirSync(pictures, { recursive: true });
      folder = project(files, typescript);
      server = await startCodeServer({
        'workbench.startupEditor': 'none',
        'workbench.tips.enabled': false,
        'workbench.enableExperiments': false,
        'extensions.ignoreRecommendations': true,
        'window.commandCenter': false,
        'editor.minimap.enabled': false,
        'editor.hover.delay': 100,
        'telemetry.telemetryLevel': 'off',
        'git.enabled': false,
      });
      browser = await playwright.launch({ executablePath: chromium, args: ['--no-sandbox', '--disable-gpu'] });
      page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      page.setDefaultTimeout(PATIENCE);
      await page.goto(`${server.url}/?folder=${folder}`);
      await page.locator('.monaco-workbench .statusbar').waitFor();
      await open('app/page.tsx');
    });

    after(async () => {
      await browser?.close();
      server?.stop();
    });

    const picture = (name) => page.screenshot({ path: join(pictures, `${typescript}-${name}.png`) });

    /** Waits until something of the page says a text; the blanks of VS Code are of many kinds. */
    async function says(selector, wanted) {
      try {
        await page.waitForFunction(
          ([at, text]) =>
            [...document.querySelectorAll(at)].some((element) =>
              `${element.getAttribute('aria-label') ?? ''} ${element.textContent}`
                .replace(/[\s\u200b-\u200f]+/g, ' ')
                .includes(text),
            ),
          [selector, wanted],
          { timeout: PATIENCE },
        );
      } catch (error) {
        await picture('failed');
        const seen = (await page.locator(selector).allInnerTexts()).map((text) => text.slice(0, 300));
        throw new Error(`${selector} does not say ${JSON.stringify(wanted)} but ${JSON.stringify(seen)}`, { cause: error });
      }
    }

    async function command(title) {
      await page.keyboard.press('F1');
      await page.locator('.quick-input-widget input').fill(`>${title}`);
      await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
      await page.keyboard.press('Enter');
      await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    }

    async function open(file) {
      await page.keyboard.press('Control+P');
      await page.locator('.quick-input-widget input').fill(join(folder, file));
      await page
        .locator('.quick-input-list .monaco-list-row', { hasText: file.split('/').at(-1) })
        .first()
        .waitFor();
      await page.keyboard.press('Enter');
      await page.locator('.tab.active', { hasText: file.split('/').at(-1) }).waitFor();
      await page.locator('.editor-instance .view-lines').first().waitFor();
    }

    /** Puts the cursor at a line and column, counted from 1. */
    async function goTo(line, column) {
      await page.keyboard.press('Control+G');
      await page.locator('.quick-input-widget input').fill(`:${line}:${column}`);
      await page.keyboard.press('Enter');
      await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
    }

    it('the problems panel shows the finding, once', async () => {
      await command('Problems: Focus on Problems View');
      await says('.markers-panel', '`onSelect` of `<Menu>` is an event handler and cannot be passed from the server.');
      const rows = await page.locator('.markers-panel .monaco-list-row', { hasText: 'serializable-props' }).count();
      assert.equal(rows, 1);
      await picture('problems');
    });

    it('hints in the text', async () => {
      await says('.view-line', "import { Menu } from '../ui/menu' client boundary");
      await says('.view-line', '<Menu client title');
    });

    it('the status bar says the side', async () => {
      await says('.statusbar-item', 'server. Server side: the framework loads app/page.tsx by itself.');
      await says('.statusbar-item .statusbar-item-label', 'server');
    });

    it('the explorer has badges', async () => {
      await command('View: Show Explorer');
      await says('.explorer-folders-view .monaco-list-row', 'page.tsx');
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
      await picture('explorer');
    });

    it('the hover says what crosses', async () => {
      await page.locator('.editor-instance .view-lines').first().click();
      await goTo(3, 12);
      await command('Show or Focus Hover');
      await says('.monaco-hover', 'What crosses here: title (plain data), onSelect (cannot cross).');
      await picture('hover');
      await page.keyboard.press('Escape');
    });

    it('lenses, and a code action that mends', async () => {
      await open('lib/actions.ts');
      await says('.codelens-decoration', 'called from 1 place · public endpoint');
      await says('.codelens-decoration', 'checks auth: no');
      await says('.statusbar-item', 'Server Functions');
      await goTo(3, 18);
      await page.keyboard.press('Control+.');
      await page.locator('.action-widget .monaco-list-row', { hasText: 'Fix this async-server-functions problem' }).waitFor();
      await picture('code-action');
      // The preferred one has the focus.
      await page.keyboard.press('Enter');
      await says('.view-line', 'export async function drop() {}');
    });

    it('the boundary: a lens at its directive, and its side', async () => {
      await open('ui/menu.tsx');
      await says('.codelens-decoration', 'boundary: entered from 2 pages');
      await says('.statusbar-item', 'client boundary');
      await picture('boundary');
    });

    it('the map in a webview', async () => {
      await command('RSC Boundary: Show the Map of Modules');
      const frame = page.frameLocator('iframe.webview.ready').frameLocator('iframe');
      await frame.locator('#summary').waitFor();
      await frame.locator('#canvas text', { hasText: 'menu.tsx' }).first().waitFor();
      await picture('map');
    });
  });
}
