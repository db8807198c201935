import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { root } from '../support/build.ts';
import { bin } from '../support/lsp-client.ts';
import { hasNeovim } from '../support/neovim.ts';
import { tsconfig } from '../ts-plugin/support.ts';
import { project } from './support.ts';

const script = fileURLToPath(new URL('neovim.lua', import.meta.url));

it.skipIf(!hasNeovim)('in Neovim: diagnostics, hover, an action applied, settings', () => {
  const text = `'use server';\nexport function save() {}\nexport class Store {}\n`;
  const directory = project({ 'tsconfig.json': tsconfig(), 'app/[id]/actions.ts': text });
  const { stderr } = spawnSync('nvim', ['--headless', '--clean', '-n', '-S', script], {
    encoding: 'utf8',
    timeout: 600_000,
    env: {
      ...process.env,
      RSC_NODE: process.execPath,
      RSC_BIN: bin,
      RSC_ROOT: directory,
      RSC_FILE: `${directory}/app/\\[id\\]/actions.ts`,
      RSC_OUTPUT: `${directory}/said.json`,
    },
  });
  const said = JSON.parse(readFileSync(`${directory}/said.json`, 'utf8')) as Record<string, unknown>;
  const store = { line: 2, column: 0, code: 'server-module-exports', source: 'rsc-boundary', severity: 2 };
  expect(said, stderr).toEqual({
    before: [{ line: 1, column: 16, code: 'async-server-functions', source: 'rsc-boundary', severity: 1 }, store],
    hover: expect.stringContaining('Every function exported here is a Server Function') as string,
    text: [`'use server';`, 'export async function save() {}', 'export class Store {}'],
    after: [store],
  });
});

it.skipIf(!hasNeovim).each(['README.md', 'docs/editors.md'])('the lines for Neovim in %s are Lua', (page) => {
  const blocks = [...readFileSync(join(root, page), 'utf8').matchAll(/```lua\n([\s\S]*?)```/gu)].map(([, block]) => block!);
  expect(blocks.length).toBeGreaterThan(0);
  for (const block of blocks) {
    const command = `lua local _, problem = loadstring(vim.env.RSC_BLOCK) io.stderr:write(problem or '')`;
    const { stderr } = spawnSync('nvim', ['--headless', '--clean', '-c', command, '-c', 'qall!'], {
      encoding: 'utf8',
      env: { ...process.env, RSC_BLOCK: block },
    });
    expect(stderr).toBe('');
  }
});
