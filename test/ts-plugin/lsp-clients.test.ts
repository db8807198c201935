import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import type { CodeAction, Diagnostic } from 'vscode-languageserver-protocol/node';
import { root } from '../support/build.ts';
import { edited, LspClient, uriOf } from '../support/lsp-client.ts';
import { hasNeovim } from '../support/neovim.ts';
import { removeProject, temporaryProject } from '../support/tsserver.ts';
import { pluginName, sever, severFinding, tsconfig } from './support.ts';

const files = { 'tsconfig.json': tsconfig(), 'actions.tsx': sever, 'client.tsx': `'use client';\nexport {};\n` };
const fixed = `'use server';\nexport async function save() {}\n`;
const titles = ['Fix this directive-spelling problem', 'Disable rsc-boundary/directive-spelling for this line'];
const tsserver = join(root, 'node_modules/typescript/lib/tsserver.js');

// Editors without VS Code's client reach tsserver through one of these.
it.each(['typescript-language-server/lib/cli.mjs', '@vtsls/language-server/bin/vtsls.js'])(
  '%s: diagnostics, a fix that makes one go, hover',
  async (script) => {
    const directory = temporaryProject(files);
    const plugin = {
      name: pluginName,
      location: directory,
      languages: ['typescript'],
      enableForWorkspaceTypeScriptVersions: true,
    };
    const settings = {
      typescript: { tsdk: join(root, 'node_modules/typescript/lib') },
      vtsls: { autoUseWorkspaceTsdk: true, tsserver: { globalPlugins: [plugin] } },
    };
    const client = await LspClient.start({
      command: [process.execPath, join(root, 'node_modules', script), '--stdio'],
      folders: [directory],
      capabilities: {
        textDocument: {
          codeAction: { codeActionLiteralSupport: { codeActionKind: { valueSet: ['quickfix'] } } },
          publishDiagnostics: {},
        },
        workspace: { configuration: true },
      },
      settings: () => settings,
      initializationOptions: { tsserver: { path: tsserver }, plugins: [{ name: pluginName, location: directory }] },
    });
    try {
      await client.notify('workspace/didChangeConfiguration', { settings });
      const file = `${directory}/actions.tsx`;
      // Neither says of which version of the file its diagnostics are.
      const diagnosticsWhere = (isWanted: (own: Diagnostic[]) => boolean): Promise<Diagnostic[]> =>
        client.until(() => {
          const own = client.lastPublished(file)?.diagnostics;
          return own && isWanted(own) ? own : undefined;
        });
      await client.open(file);
      const diagnostics = await diagnosticsWhere((own) => own.length > 0);
      const range = { start: { line: 0, character: 0 }, end: { line: 0, character: 11 } };
      expect(diagnostics).toMatchObject([{ source: 'rsc-boundary', code: 83002, message: severFinding.message, range }]);
      const actions = await client.codeActions(file, range, ['quickfix'], diagnostics);
      expect(actions.map(({ title }) => title)).toEqual(expect.arrayContaining(titles));
      const fix = actions.find(({ title }) => title === titles[0])!;
      const text = edited(sever, file, fix.edit ? fix : await client.request<CodeAction>('codeAction/resolve', fix));
      expect(text).toBe(fixed);
      await client.change(file, { text });
      expect(await diagnosticsWhere((own) => own.length === 0)).toEqual([]);
      await client.open(`${directory}/client.tsx`);
      const hover = await client.request('textDocument/hover', {
        textDocument: { uri: uriOf(`${directory}/client.tsx`) },
        position: { line: 0, character: 3 },
      });
      expect(JSON.stringify(hover)).toContain('no import that leads here was found');
    } finally {
      client.kill();
      removeProject(directory);
    }
  },
);

it.skipIf(!hasNeovim)('in Neovim by typescript-language-server: diagnostics, hover, a fix that makes one go', () => {
  const directory = temporaryProject(files);
  try {
    const { stderr } = spawnSync(
      'nvim',
      ['--headless', '--clean', '-n', '-S', fileURLToPath(new URL('neovim.lua', import.meta.url))],
      {
        encoding: 'utf8',
        timeout: 600_000,
        env: {
          ...process.env,
          RSC_COMMAND: JSON.stringify([
            process.execPath,
            join(root, 'node_modules/typescript-language-server/lib/cli.mjs'),
            '--stdio',
          ]),
          RSC_OPTIONS: JSON.stringify({ tsserver: { path: tsserver }, plugins: [{ name: pluginName, location: directory }] }),
          RSC_ROOT: directory,
          RSC_FIX: titles[0],
        },
      },
    );
    const said = JSON.parse(readFileSync(`${directory}/said.json`, 'utf8')) as Record<string, unknown>;
    expect(said, stderr).toEqual({
      before: [{ line: 0, column: 0, code: 83002, source: 'rsc-boundary', message: severFinding.message }],
      hover: expect.stringContaining('no import that leads here was found') as string,
      titles: expect.arrayContaining(titles) as string[],
      text: fixed.trimEnd().split('\n'),
      after: 0,
    });
  } finally {
    removeProject(directory);
  }
});
