import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { root } from '../support/build.ts';
import { TestRepository } from '../support/git.ts';
import { bin, LspClient, uriOf } from '../support/lsp-client.ts';
import { TsServer } from '../support/tsserver.ts';
import { isWholeRun } from '../support/whole-run.ts';
import { expectedFindings } from './hostile-project.ts';
import { Watched } from './watched.ts';

interface Told {
  readonly file: string;
  readonly rule: string;
}

const namesOf = (told: readonly Told[]): string[] => told.map(({ file, rule }) => `${file} ${rule}`).sort();

/** The names of what was written; anything else that was done is a failure. */
function writesOf(watched: Watched): string[] {
  const deeds = watched.deeds();
  expect(deeds.filter(({ did }) => did !== 'write')).toEqual([]);
  return deeds.map(({ what }) => what).sort();
}

it('the watch sees what it is for', () => {
  const watched = new Watched();
  const program = [
    `import { spawnSync } from 'node:child_process';`,
    `import { mkdirSync, promises, readFileSync } from 'node:fs';`,
    `import { connect } from 'node:net';`,
    `import { writeFile } from 'node:fs/promises';`,
    `import { Worker } from 'node:worker_threads';`,
    `readFileSync('package.json'); mkdirSync('made'); spawnSync('git', ['--version']); new Worker('', { eval: true });`,
    `connect(1, '127.0.0.1').on('error', () => undefined); fetch('http://127.0.0.1:1').catch(() => undefined);`,
    `await writeFile('one', ''); await promises.writeFile('two', ''); await import('./next.config.mjs');`,
  ];
  watched.node('--input-type=module', '--eval', program.join('\n'));
  const deeds = watched.deeds().map(({ did, what }) => `${did} ${what}`);
  expect(deeds.filter((deed) => !deed.startsWith('network'))).toEqual([
    'write made',
    'child git --version',
    'worker ',
    'write one',
    'write two',
    'executed next.config.mjs',
  ]);
  expect(deeds.filter((deed) => deed.startsWith('network'))).not.toEqual([]);
  expect(watched.changes()).toEqual(['made', 'one', 'two']);
});

it('the command line only reads', () => {
  const watched = new Watched();
  const { stdout, stderr } = watched.node(bin, '--preset', 'all', '--format', 'json');
  expect(namesOf(JSON.parse(stdout) as Told[]), stderr).toEqual(expect.arrayContaining(expectedFindings));
  expect(watched.node(bin, 'graph', '--format', 'html').stdout).toContain('ui/clock.tsx');
  expect(watched.node(bin, 'why', 'app/page.tsx:4:17').stdout).toContain('now');
  expect(writesOf(watched)).toEqual([]);
  expect(watched.changes()).toEqual([]);
});

it('the command line writes what it is told to, and nothing else', () => {
  const watched = new Watched();
  const formats = ['json', 'sarif', 'github', 'gitlab', 'junit', 'agent', 'stylish'];
  watched.node(
    bin,
    ...formats.flatMap((name) => ['--format', `${name}:reports/${name}.txt`]),
    '--cache',
    '--write-baseline',
    'known.json',
  );
  watched.node(bin, 'graph', '--format', 'html', '--output', 'map.html');
  const reports = formats.map((name) => `reports/${name}.txt`).sort();
  const kept = /^node_modules\/\.cache(?:\/rsc-boundary(?:\/[0-9a-f]+\.json)?)?$/;
  expect(watched.changes().filter((name) => !kept.test(name))).toEqual(['known.json', 'map.html', 'reports', ...reports]);
  const writes = writesOf(watched).map((name) => name.replace(/\.json\.\*\.tmp$/, '.json'));
  expect(writes.filter((name) => !kept.test(name) && name !== '.')).toEqual(
    expect.arrayContaining(['known.json', 'map.html', ...reports]),
  );
  // What TypeScript is compiled to lies beside TypeScript, wherever that is: what a project could bring along is not run.
  const compiled = /\/node_modules\/\.cache\/rsc-boundary(?:\/[0-9a-f]+\.code(?:\.\*\.tmp)?)?$/;
  expect(writes.filter((name) => /^(?:\/|\.\.|[A-Z]:)/.test(name) && name !== watched.project && !compiled.test(name))).toEqual(
    [],
  );
});

it('--fix writes the files it mends', () => {
  const watched = new Watched();
  watched.node(bin, '--fix');
  expect(watched.changes()).toEqual(['app/actions.ts', 'app/misspelt.ts']);
  expect([...new Set(writesOf(watched).map((name) => name.replace(/\.([^/]*)\.\*\.tmp$/, '$1')))]).toEqual([
    'app/actions.ts',
    'app/misspelt.ts',
  ]);
});

it('with --staged git runs, and nothing of the project', () => {
  const watched = new Watched(undefined, (project) => {
    new TestRepository({}, project).stage();
    for (const name of ['pre-commit', 'post-index-change', 'fsmonitor-watchman'])
      writeFileSync(join(project, '.git/hooks', name), '#!/bin/sh\ntouch executed\n', { mode: 0o755 });
  });
  const { stdout } = watched.node(bin, '--staged', '--format', 'json');
  expect(namesOf(JSON.parse(stdout) as Told[])).toEqual(expect.arrayContaining(expectedFindings));
  const deeds = watched.deeds();
  expect(deeds.filter(({ did, what }) => did !== 'child' || !what.startsWith('git --no-optional-locks '))).toEqual([]);
  expect(watched.changes()).toEqual([]);
});

// Node keeps what it denies from code that the watch could not see, too.
const permission = process.allowedNodeEnvironmentFlags.has('--permission') ? '--permission' : '--experimental-permission';

it('the command line needs no permission but to read', () => {
  const watched = new Watched();
  const { stdout, stderr } = watched.node(
    permission,
    '--allow-fs-read=*',
    `--allow-fs-write=${watched.environment['WATCH_LOG']}`,
    bin,
    '--format',
    'json',
  );
  expect(namesOf(JSON.parse(stdout) as Told[]), stderr).toEqual(expectedFindings);
});

// It is the same plugin in both.
it.each(isWholeRun ? ['eslint', 'eslint-9'] : ['eslint'])('the ESLint plugin only reads: %s', (name) => {
  const watched = new Watched();
  const config = join(dirname(watched.project), 'eslint.config.mjs');
  const from = (path: string): string => JSON.stringify(pathToFileURL(join(root, path)).href);
  writeFileSync(
    config,
    `import parser from ${from('node_modules/@typescript-eslint/parser/dist/index.js')};
import rscBoundary from ${from('dist/eslint-plugin.mjs')};
const parserOptions = { projectService: true, tsconfigRootDir: ${JSON.stringify(watched.project)} };
export default [{ files: ['**/*.{ts,tsx}'], languageOptions: { parser, parserOptions } }, { ...rscBoundary.configs.all, basePath: ${JSON.stringify(watched.project)} }];
`,
  );
  const { stdout, stderr } = watched.node(
    join(root, 'node_modules', name, 'bin/eslint.js'),
    '--config',
    config,
    '--format',
    'json',
    'app',
    'ui',
  );
  const results = JSON.parse(stdout || '[]') as Array<{ filePath: string; messages: Array<{ ruleId: string }> }>;
  const found = results.flatMap(({ filePath, messages }) =>
    messages.map(({ ruleId }) => ({
      file: filePath.slice(watched.project.length + 1).replaceAll('\\', '/'),
      rule: ruleId.replace('rsc-boundary/', ''),
    })),
  );
  expect(namesOf(found), stderr).toEqual(expect.arrayContaining(expectedFindings));
  expect(writesOf(watched)).toEqual([]);
  expect(watched.changes()).toEqual([]);
});

it('the language server only reads', async () => {
  const watched = new Watched();
  const client = await LspClient.start({
    folders: [watched.project],
    cwd: watched.project,
    environment: watched.environment,
    capabilities: { textDocument: { diagnostic: {} } },
  });
  onTestFinished(() => client.kill());
  const found: Told[] = [];
  for (const file of ['app/page.tsx', 'app/actions.ts', 'app/misspelt.ts', 'ui/clock.tsx', 'next.config.ts']) {
    const fileName = join(watched.project, file);
    await client.open(fileName);
    const textDocument = { uri: uriOf(fileName) };
    const { items } = await client.request<{ items: Array<{ code: string }> }>('textDocument/diagnostic', { textDocument });
    found.push(...items.map(({ code }) => ({ file, rule: code })));
    const position = { line: 0, character: 8 };
    await client.request('textDocument/hover', { textDocument, position });
    await client.request('textDocument/completion', { textDocument, position });
    await client.codeActions(fileName, { start: { line: 0, character: 0 }, end: { line: 4, character: 0 } });
  }
  expect(await client.stop()).toBe(0);
  expect(namesOf(found)).toEqual(expectedFindings);
  expect(client.log).toEqual([]);
  expect(writesOf(watched)).toEqual([]);
  expect(watched.changes()).toEqual([]);
});

it('the tsserver plugin only reads', async () => {
  const watched = new Watched(['eslint-plugin-rsc-boundary/ts-plugin'], (project) => {
    mkdirSync(join(project, 'node_modules'), { recursive: true });
    symlinkSync(root, join(project, 'node_modules/eslint-plugin-rsc-boundary'), 'junction');
  });
  const server = new TsServer('typescript', ['--allowLocalPluginLoads'], watched.environment);
  onTestFinished(() => server.close());
  const found: string[] = [];
  for (const file of ['app/page.tsx', 'app/actions.ts', 'app/misspelt.ts']) {
    const fileName = join(watched.project, file).replaceAll('\\', '/');
    server.open(fileName, readFileSync(fileName, 'utf8'));
    if ((await server.findings(fileName)).length > 0) found.push(file);
  }
  expect(found).toEqual(['app/page.tsx', 'app/actions.ts', 'app/misspelt.ts']);
  // tsserver's own log lies in a folder of its own.
  expect(writesOf(watched).filter((name) => !/rsc-boundary-log-.*tsserver\.log$/.test(name))).toEqual([]);
  expect(watched.changes()).toEqual([]);
});
