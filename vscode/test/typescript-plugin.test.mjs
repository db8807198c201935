// `npm run test:vscode`: the extension in a project that has the TypeScript plugin too. What both say is said once.
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { missing, project, tsconfig } from './code-server.mjs';
import { openWorkbench } from './workbench.mjs';

const config = JSON.parse(tsconfig);
config.compilerOptions.plugins = [{ name: 'eslint-plugin-rsc-boundary/ts-plugin' }];

const files = {
  'package.json': '{ "name": "app", "private": true }\n',
  'tsconfig.json': JSON.stringify(config),
  'app/page.tsx': `import { Menu } from '../ui/menu';
export default function Page() {
  return <Menu title="Home" onSelect={() => {}} />;
}
`,
  'ui/menu.tsx': `'use client';
export function Menu(props: { title: string; onSelect?: () => void }) {
  return <b>{props.title}</b>;
}
`,
  'ui/empty.tsx': '\nexport {};\n',
};

for (const isLoaded of [true, false]) {
  describe(
    `a plugin that TypeScript ${isLoaded ? 'loads' : 'is not told where to find'}`,
    {
      skip: missing(),
      timeout: 20 * 60_000,
    },
    () => {
      let workbench;
      let page;

      before(async () => {
        const folder = project(files, 'typescript');
        workbench = await openWorkbench(folder, {
          name: `typescript-plugin-${isLoaded ? 'loaded' : 'not-found'}`,
          settings: {
            ...(isLoaded ? { 'typescript.tsserver.pluginPaths': [folder] } : {}),
            'typescript.inlayHints.parameterNames.enabled': 'literals',
          },
        });
        ({ page } = workbench);
        await workbench.open('app/page.tsx');
        await workbench.command('Problems: Focus on Problems View');
        // The plugin says its own number, the server a name.
        await workbench.says('.markers-panel .monaco-list-row', isLoaded ? '83015' : 'serializable-props');
      });

      after(() => workbench?.close());

      it('the finding', async () => {
        const rows = page.locator('.markers-panel .monaco-list-row', { hasText: 'cannot be passed from the server' });
        await settled(() => rows.count(), 1);
      });

      it('the hover', async () => {
        await page.locator('.editor-instance .view-lines').first().click();
        await workbench.goTo(3, 12);
        const told = async () => {
          await page.keyboard.press('Escape');
          await workbench.hovers('What crosses here');
          // The words of TypeScript and of the extension come each in their own time.
          await page.waitForTimeout(1000);
          const text = (await page.locator('.monaco-hover').allInnerTexts()).join(' ');
          return text.split('What crosses here').length - 1;
        };
        await settled(told, 1);
        await workbench.picture('hover');
        await page.keyboard.press('Escape');
      });

      it('the hints', async () => {
        await workbench.says('.view-line', '<Menu client title');
        const told = async () => {
          const lines = await page.locator('.view-line').allInnerTexts();
          return lines
            .map((line) => line.replace(/\s/g, ' ').match(/\bclient\b(?! boundary)/g)?.length ?? 0)
            .reduce((sum, one) => sum + one, 0);
        };
        await settled(told, 1);
      });

      it('the completions', async () => {
        await workbench.open('ui/empty.tsx');
        await workbench.goTo(1, 1);
        await page.keyboard.type("'use ");
        const rows = await workbench.completions('use client');
        await settled(() => rows.count(), 1);
        await workbench.picture('completions');
      });

      /** Waits for a number, and sees that it stays. */
      async function settled(count, wanted) {
        const end = Date.now() + 60_000;
        let seen = await count();
        while (seen !== wanted && Date.now() < end) {
          await page.waitForTimeout(300);
          seen = await count();
        }
        await page.waitForTimeout(1500);
        assert.equal(await count(), wanted);
      }
    },
  );
}
