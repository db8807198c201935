import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import semver from 'semver';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../support/build.ts';
import { LspClient } from '../support/lsp-client.ts';
import { npm } from '../support/npm.ts';
import { TsServer } from '../support/tsserver.ts';
import { isWholeRun } from '../support/whole-run.ts';
import { sever, severFinding, tsconfig } from '../ts-plugin/support.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rsc-boundary-pack-')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let tarball: string;
let packed: string[];

beforeAll(() => {
  const output = npm(root, ['pack', '--json', '--pack-destination', folder]);
  const [entry] = JSON.parse(output) as Array<{ filename: string; files: Array<{ path: string }> }>;
  tarball = join(folder, entry!.filename);
  packed = entry!.files.map(({ path }) => path).sort();
});

it('holds what is needed, and nothing else', () => {
  const allowed = ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json'];
  // With the TypeScript it brings, in which nothing of another package may lie.
  const bundled = packed.filter((path) => path.startsWith('node_modules/'));
  expect(new Set(bundled.map((path) => path.split('/').slice(0, 3).join('/')))).toEqual(
    new Set(['node_modules/@typescript/old', 'node_modules/@typescript/typescript6']),
  );
  expect(packed.filter((path) => !allowed.includes(path) && !bundled.includes(path))).toEqual([
    'dist/analysis.d.mts',
    'dist/analysis.mjs',
    'dist/backend.mjs',
    'dist/cli.mjs',
    'dist/commands.mjs',
    'dist/eslint-plugin.d.mts',
    'dist/eslint-plugin.mjs',
    'dist/graph-page.iife.js',
    'dist/graph-page/page.css',
    'dist/graph-page/page.html',
    'dist/init.mjs',
    'dist/lsp.mjs',
    'dist/shared.mjs',
    'dist/ts-plugin.cjs',
    'dist/ts-plugin.d.cts',
    'dist/watch.mjs',
    'dist/why.mjs',
    'ts-plugin/package.json',
  ]);
  expect(packed).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']));
});

it('runs nothing when it is installed, and every licence in it is told', () => {
  const manifestOf = (folder: string): { license: string; scripts?: object } =>
    JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8')) as { license: string; scripts?: object };
  const bundled = ['node_modules/@typescript/old', 'node_modules/@typescript/typescript6'];
  for (const folder of ['', ...bundled])
    expect(
      Object.keys(manifestOf(folder).scripts ?? {}).filter((name) => /^(?:pre|post)?(?:install|prepare|pack|publish)/.test(name)),
    ).toEqual([]);
  expect(manifestOf('').license).toBe('MIT');
  const readme = readFileSync(join(root, 'README.md'), 'utf8');
  for (const folder of bundled) {
    expect(packed).toContain(`${folder}/LICENSE.txt`);
    expect(manifestOf(folder).license).toBe('Apache-2.0');
  }
  expect(readme).toContain('brings TypeScript 6 (Apache-2.0)');
  // The bundler marks what it has taken in of another package, whose licence would have to be there too.
  for (const file of packed.filter((name) => /^dist\/.*js$/.test(name)))
    expect(readFileSync(join(root, file), 'utf8')).not.toContain('#region node_modules/');
});

// As npm asks it: a version before a release counts only for a range that names such a version of the same release.
it('its peer range takes every supported TypeScript, also before its release', () => {
  const { peerDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    peerDependencies: { typescript: string };
  };
  const taken = [
    '5.4.5',
    '5.5.2',
    '5.9.3',
    '6.0.3',
    '7.0.2',
    '7.1.0-beta',
    '7.1.0-dev.20261021.1',
    '7.1.0-rc',
    '7.1.0',
    '8.0.0',
  ].filter((version) => semver.satisfies(version, peerDependencies.typescript));
  expect(taken).toEqual(['5.5.2', '5.9.3', '6.0.3', '7.0.2', '7.1.0-beta', '7.1.0-dev.20261021.1', '7.1.0-rc', '7.1.0', '8.0.0']);
});

const config = `import { defineConfig } from 'eslint/config';
import parser from '@typescript-eslint/parser';
import rscBoundary from 'eslint-plugin-rsc-boundary';

export default defineConfig([
  { files: ['**/*.{ts,tsx}'], languageOptions: { parser } },
  { files: ['app/**'], plugins: { 'rsc-boundary': rscBoundary }, extends: ['rsc-boundary/recommended'] },
]);
`;

const commonJs = `const { defineConfig } = require('eslint/config');
const rscBoundary = require('eslint-plugin-rsc-boundary');

module.exports = defineConfig([
  { files: ['**/*.{ts,tsx}'], languageOptions: { parser: require('@typescript-eslint/parser') } },
  { files: ['app/**'], plugins: { 'rsc-boundary': rscBoundary }, extends: ['rsc-boundary/recommended'] },
  rscBoundary.configs.recommended,
]);
`;

const types = `import { defineConfig } from 'eslint/config';
import rscBoundary, { configs } from 'eslint-plugin-rsc-boundary';
import { analyze, createProject, graph, rules, type Finding, type Rule, type RuleName } from 'eslint-plugin-rsc-boundary/analysis';

export default defineConfig([rscBoundary.configs.recommended, configs.security]);
export const byName = defineConfig([
  { plugins: { 'rsc-boundary': rscBoundary }, extends: ['rsc-boundary/strict'] },
  { extends: [rscBoundary.configs.all] },
]);
// @ts-expect-error The presets are known by name.
configs.recomended;
rscBoundary.rules['directive-spelling'].meta;
// @ts-expect-error The rules are known by name.
rscBoundary.rules['directive-speling'];

const project = createProject({ directory: '.' });
const findings: readonly Finding[] = analyze(project, 'app/actions.ts', { rules: { 'directive-spelling': 'warn' } });
export const shown: ReadonlyArray<[RuleName, 'warn' | 'error', number]> = findings.map((one) => [one.rule, one.severity, one.start]);
export const server: readonly string[] | undefined = graph(project).environmentOf('app/page.tsx').server;
export const described: readonly Rule[] = rules;
// @ts-expect-error So are they here.
analyze(project, 'app/actions.ts', { rules: { 'directive-speling': 'warn' } });
`;

const versions = ['eslint', 'eslint-9'].map((name) => versionOf(name));

// In `npm run doors` both; in `npm test` the newest: that ESLint 9 takes the plugin, other tests say.
describe.each(isWholeRun ? versions : versions.slice(0, 1))('with ESLint %s', (version) => {
  let app: string;
  beforeAll(() => {
    app = install(
      [
        `eslint@${version}`,
        `typescript@${versionOf('typescript')}`,
        `@typescript-eslint/parser@${versionOf('@typescript-eslint/parser')}`,
      ],
      { 'eslint.config.js': config, 'eslint.config.cjs': commonJs, 'check.mts': types, 'app/actions.ts': sever },
    );
  });

  it.each(['eslint.config.js', 'eslint.config.cjs'])('finds what it should, by %s', (configFile) => {
    const flags = ['--format', 'json', '-c', configFile];
    const { stdout, stderr } = node(app, ['node_modules/eslint/bin/eslint.js', ...flags, 'app']);
    expect(stdout, stderr).toMatch(/^\[/);
    const [result] = JSON.parse(stdout) as Array<{
      messages: Array<{ ruleId: string; column: number; endColumn: number; message: string }>;
    }>;
    expect(result!.messages.map(({ ruleId, column, endColumn, message }) => ({ ruleId, column, endColumn, message }))).toEqual([
      { ruleId: 'rsc-boundary/directive-spelling', column: 1, endColumn: 12, message: severFinding.message },
    ]);
  });

  it('type-checks in a config', () => {
    const flags = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--target', 'es2023'];
    expect(node(app, ['node_modules/typescript/bin/tsc', ...flags, 'check.mts']).stdout).toBe('');
  });
});

describe('without ESLint', () => {
  let app: string;
  beforeAll(() => {
    app = install([`typescript@${versionOf('typescript')}`], { 'tsconfig.json': tsconfig(), 'app/actions.ts': sever });
  });

  it('has a command', () => {
    const { status, stdout } = node(app, ['node_modules/eslint-plugin-rsc-boundary/dist/cli.mjs', '--format', 'json']);
    const found = JSON.parse(stdout) as Array<{ file: string; rule: string }>;
    expect(found.map(({ file, rule }) => `${file} ${rule}`)).toEqual(['app/actions.ts directive-spelling']);
    expect(status).toBe(1);
    const bin = JSON.parse(readFileSync(join(app, 'node_modules/eslint-plugin-rsc-boundary/package.json'), 'utf8')) as {
      bin: object;
    };
    expect(bin.bin).toEqual({ 'rsc-boundary': 'dist/cli.mjs' });
  });

  it('has the analysis as a library', () => {
    const script = `import { analyze, createProject } from 'eslint-plugin-rsc-boundary/analysis';
const project = createProject({ directory: '.' });
console.log(JSON.stringify(project.fileNames().flatMap((name) => analyze(project, name).map(({ rule, message }) => ({ rule, message })))));`;
    const { stdout, stderr } = node(app, ['--input-type=module', '--eval', script]);
    expect(JSON.parse(stdout), stderr).toEqual([{ rule: 'directive-spelling', message: severFinding.message }]);
  });

  it.each([
    // As VS Code starts the workspace's version.
    ['beside its own tsserver', []],
    ['with local plugins allowed', ['--allowLocalPluginLoads']],
  ])('is found by tsserver, %s', async (_name, options) => {
    const server = new TsServer(relative(join(root, 'node_modules'), join(app, 'node_modules/typescript')), options);
    try {
      const file = join(app, 'app/actions.ts').replaceAll('\\', '/');
      server.open(file);
      expect(await server.findings(file)).toEqual([severFinding]);
    } finally {
      server.close();
    }
  });
});

describe('beside TypeScript 7, which has no API', () => {
  let app: string;
  beforeAll(() => {
    const plain = `import rscBoundary from 'eslint-plugin-rsc-boundary';\nexport default [rscBoundary.configs.recommended];\n`;
    app = install([`typescript@${versionOf('typescript-7')}`, `eslint@${versionOf('eslint')}`], {
      'eslint.config.js': plain,
      'app/actions.js': sever,
      'tsconfig.json': tsconfig(),
    });
  });

  it('finds what it should: on the command line, in lint', () => {
    const command = node(app, ['node_modules/eslint-plugin-rsc-boundary/dist/cli.mjs', '--format', 'json']);
    expect(JSON.parse(command.stdout)).toMatchObject([
      { file: 'app/actions.js', rule: 'directive-spelling', message: severFinding.message },
    ]);
    const lint = node(app, ['node_modules/eslint/bin/eslint.js', '--format', 'json', 'app']);
    expect(JSON.parse(lint.stdout), lint.stderr).toMatchObject([
      { messages: [{ ruleId: 'rsc-boundary/directive-spelling', column: 1, endColumn: 12, message: severFinding.message }] },
    ]);
  });

  it('has a language server, started as the README says', async () => {
    const client = await LspClient.start({
      folders: [app],
      cwd: app,
      command: ['npx', '--no-install', 'rsc-boundary', 'lsp', '--stdio'],
    });
    try {
      const file = join(app, 'app/actions.js');
      await client.open(file);
      expect((await client.published(file)).map(({ code }) => code)).toEqual(['directive-spelling']);
      expect(await client.stop()).toBe(0);
    } finally {
      client.kill();
    }
  });

  // npm links the commands of whatever lies in the top node_modules: the TypeScript this package brings must not lie there.
  it("leaves the project's own tsc in its place, also after a clean install", () => {
    const tsc = (): string => node(app, ['node_modules/.bin/tsc', '--version']).stdout.trim();
    expect(tsc()).toBe(`Version ${versionOf('typescript-7')}`);
    npm(app, ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts']);
    expect(tsc()).toBe(`Version ${versionOf('typescript-7')}`);
  });
});

/** Makes an app out of the tarball, other packages and files. */
function install(packages: readonly string[], files: Readonly<Record<string, string>>): string {
  const app = mkdtempSync(join(folder, 'app-'));
  const all = { 'package.json': '{ "name": "app", "private": true, "type": "module" }', ...files };
  for (const [name, text] of Object.entries(all)) {
    mkdirSync(dirname(join(app, name)), { recursive: true });
    writeFileSync(join(app, name), text);
  }
  npm(app, ['install', '--prefer-offline', '--no-audit', '--no-fund', '--ignore-scripts', tarball, ...packages]);
  return app;
}

function versionOf(name: string): string {
  return (JSON.parse(readFileSync(join(root, 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;
}

function node(cwd: string, args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync(process.execPath, args, { cwd, encoding: 'utf8', timeout: 600_000 });
}
