import { symlinkSync, existsSync, mkdirSync, readFileSync, chmodSync } from 'node:fs';
import { join, delimiter } from 'node:path';
import { spawnSync } from 'node:child_process';
import { ESLint } from 'eslint';
import { parse } from 'jsonc-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { findProject } from '../../cli/init/found.ts';
import { planFor, undo, write } from '../../cli/init/plan.ts';
import { root } from '../support/build.ts';
import { runCli } from '../support/cli.ts';
import { removeProject, temporaryProject, TsServer } from '../support/tsserver.ts';

const bad = `'use sever';\nexport async function save() {}\n`;
const message = `"use sever" is not a directive`;

/** A config with a parser and whatever else a project has. */
const flat = `// What this project lints.\nimport parser from '@typescript-eslint/parser';\n\nexport default [\n  { files: ['**/*.ts'], languageOptions: { parser } }, // sources\n];\n`;
const tsconfig = `{\n  // As it came.\n  "compilerOptions": { "jsx": "preserve", "types": [], "noLib": true, "noEmit": true },\n  "include": ["app"]\n}\n`;
const manifest = (more: object = {}): string =>
  `${JSON.stringify({ name: 'app', private: true, type: 'module', devDependencies: { eslint: '*', 'eslint-plugin-rsc-boundary': '*' }, ...more }, null, 2)}\n`;

interface Shape {
  readonly files: Readonly<Record<string, string>>;
  /** The files that are written, sorted. */
  readonly written: readonly string[];
  readonly byHand?: readonly RegExp[];
  /** Whether ESLint finds what is wrong, and the editor. */
  readonly lints?: boolean;
  readonly opens?: boolean;
  /** The tool whose hook is to be put into git. */
  readonly hook?: 'husky' | 'lefthook' | 'simple-git-hooks';
}

const noHook = /^No hook tool was found/;
const twice = /^Where the ESLint extension runs in the same editor/;
const editor = ['.vscode/settings.json', 'tsconfig.json'];
const plain = { 'package.json': manifest(), 'tsconfig.json': tsconfig, 'app/actions.ts': bad };

const shapes: Readonly<Record<string, Shape>> = {
  'an array of configs, husky, GitHub': {
    files: {
      ...plain,
      'package-lock.json': '{}',
      'eslint.config.js': flat,
      '.husky/pre-commit': '# checks\n',
      '.github/workflows/ci.yml': `# CI\non: [push]\njobs:\n  test:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: actions/checkout@v4\n      - run: npm ci # from the lock file\n      - run: npm run lint\n\n      - run: npm test\n`,
    },
    written: ['.github/workflows/ci.yml', '.husky/pre-commit', ...editor, 'eslint.config.js'],
    byHand: [twice],
    lints: true,
    opens: true,
    hook: 'husky',
  },
  "Next.js's template: a name for defineConfig, lefthook, GitLab": {
    files: {
      ...plain,
      'eslint.config.mjs': `import { defineConfig, globalIgnores } from "eslint/config";\nimport parser from "@typescript-eslint/parser";\n\nconst eslintConfig = defineConfig([\n  { files: ["**/*.ts"], languageOptions: { parser } },\n  globalIgnores([".next/**"])\n]);\n\nexport default eslintConfig;\n`,
      'lefthook.yml': `# hooks\npre-commit:\n  commands:\n    types:\n      run: "true" # quick\n`,
      '.gitlab-ci.yml': 'stages: [build, test]\nbuild:\n  stage: build\n  script: [make]\n',
    },
    written: ['.gitlab-ci.yml', ...editor, 'eslint.config.mjs', 'lefthook.yml'],
    byHand: [twice],
    lints: true,
    opens: true,
    hook: 'lefthook',
  },
  'typescript-eslint, whose configs are arguments, simple-git-hooks': {
    files: {
      ...plain,
      'package.json': manifest({ 'simple-git-hooks': { 'pre-commit': 'true' } }),
      'eslint.config.js': `import tseslint from 'typescript-eslint';\n\nexport default tseslint.config({ files: ['**/*.ts'], extends: [tseslint.configs.base] });\n`,
    },
    written: [...editor, 'eslint.config.js', 'package.json'],
    byHand: [twice, /npx simple-git-hooks/],
    lints: true,
    opens: true,
    hook: 'simple-git-hooks',
  },
  CommonJS: {
    files: {
      ...plain,
      'package.json': manifest({ type: 'commonjs' }),
      'eslint.config.js': `const parser = require('@typescript-eslint/parser');\n\nmodule.exports = [\n  { files: ['**/*.ts'], languageOptions: { parser } }\n]\n`,
    },
    written: [...editor, 'eslint.config.js'],
    byHand: [twice, noHook],
    lints: true,
    opens: true,
  },
  'one line, tabs, CRLF': {
    files: {
      ...plain,
      'tsconfig.json': tsconfig.replaceAll('  ', '\t').replaceAll('\n', '\r\n'),
      'eslint.config.js': `import parser from '@typescript-eslint/parser';\r\nexport default [{ files: ['**/*.ts'], languageOptions: { parser } }];\r\n`,
    },
    written: [...editor, 'eslint.config.js'],
    byHand: [twice, noHook],
    lints: true,
    opens: true,
  },
  'an empty list, other plugins in the tsconfig, settings of VS Code': {
    files: {
      ...plain,
      'tsconfig.json': tsconfig.replace('"noEmit": true', '"plugins": [{ "name": "next" }]'),
      '.vscode/settings.json': '{\n  // ours\n  "editor.tabSize": 2,\n}\n',
      'eslint.config.js': 'export default [];\n',
      'app/actions.js': bad,
    },
    written: [...editor, 'eslint.config.js'],
    byHand: [twice, noHook],
    opens: true,
  },
  'plugins from the base of the tsconfig': {
    files: {
      ...plain,
      'base.json': tsconfig.replace('"noEmit": true', '"plugins": [{ "name": "next" }]'),
      'tsconfig.json': '{ "extends": "./base.json" }\n',
      'eslint.config.ts': flat,
    },
    written: [...editor, 'eslint.config.ts'],
    byHand: [twice, noHook],
    opens: true,
  },
  'a config of references': {
    files: {
      ...plain,
      'tsconfig.json': '{ "files": [], "references": [{ "path": "./tsconfig.node.json" }, { "path": "./tsconfig.app.json" }] }\n',
      'tsconfig.app.json': tsconfig,
      'tsconfig.node.json': '{ "compilerOptions": { "noEmit": true }, "include": ["eslint.config.js"] }\n',
      'eslint.config.js': flat,
    },
    written: ['.vscode/settings.json', 'eslint.config.js', 'tsconfig.app.json'],
    byHand: [twice, noHook],
    lints: true,
  },
  'JavaScript without ESLint': {
    files: {
      'package.json': manifest({ devDependencies: { 'eslint-plugin-rsc-boundary': '*' } }),
      'jsconfig.json': '{ "compilerOptions": { "checkJs": false } }\n',
      'app/actions.js': bad,
    },
    written: ['.vscode/settings.json', 'jsconfig.json'],
    byHand: [noHook],
  },
  'ESLint 8, TypeScript 7, pnpm, the framework pre-commit': {
    files: {
      ...plain,
      'package.json': manifest({ devDependencies: { eslint: '^8.0.0', typescript: '^7.0.0' } }),
      '.eslintrc.json': '{}',
      'pnpm-lock.yaml': '',
      '.pre-commit-config.yaml': 'repos:\n- repo: https://example.com/hooks # theirs\n  rev: v1\n  hooks:\n  - id: check\n',
    },
    written: ['.pre-commit-config.yaml'],
    byHand: [/^Install it: pnpm add -D eslint-plugin-rsc-boundary$/, /of ESLint 8/, /TypeScript 7 has no plugins/],
  },
  'what it does not understand': {
    files: {
      ...plain,
      'tsconfig.json': '{ "compilerOptions": {',
      'eslint.config.js': `import make from './make.js';\nexport default make({ strict: true });\n`,
      '.vscode/settings.json': '{ no',
      '.husky/pre-commit': 'exec true\n',
      '.gitlab-ci.yml': 'a: [',
    },
    written: [],
    byHand: [
      /^eslint\.config\.js is not understood/,
      /^tsconfig\.json cannot be read/,
      /^\.vscode\/settings\.json cannot be read/,
      /^\.husky\/pre-commit ends by itself/,
      /^\.gitlab-ci\.yml is not understood/,
    ],
  },
  'a package of a monorepo': {
    files: {
      'package.json': '{ "name": "root", "private": true }\n',
      'yarn.lock': '',
      '.husky/pre-commit': 'true\n',
      '.github/workflows/a.yaml': 'jobs:\n  a:\n    steps:\n    - run: yarn install\n',
      'apps/web/package.json': manifest(),
      'apps/web/tsconfig.json': tsconfig,
      'apps/web/eslint.config.js': flat,
      'apps/web/app/actions.ts': bad,
    },
    written: [
      '.github/workflows/a.yaml',
      '.husky/pre-commit',
      '.vscode/settings.json',
      'apps/web/eslint.config.js',
      'apps/web/tsconfig.json',
    ],
    byHand: [twice],
  },
};

const made: string[] = [];
let server: TsServer;
beforeAll(() => {
  server = new TsServer('typescript');
});
afterAll(() => {
  server.close();
  made.forEach(removeProject);
});

const texts = (directory: string, names: readonly string[]): Array<string | undefined> =>
  names.map((name) => (existsSync(join(directory, name)) ? readFileSync(join(directory, name), 'utf8') : undefined));

describe.each(Object.entries(shapes))('%s', (_name, { files, written, byHand = [], lints, opens, hook }) => {
  let directory: string;
  let project: string;
  beforeAll(async () => {
    directory = temporaryProject(files, { hasOwnModules: true });
    made.push(directory);
    spawnSync('git', ['init', '-q'], { cwd: directory });
    project = 'apps/web/package.json' in files ? `${directory}/apps/web` : directory;
    const found = await findProject(project);
    const before = texts(directory, written);
    const plan = planFor(found);
    expect(plan.changes.map(({ file }) => file.slice(directory.length + 1)).sort()).toEqual([...written].sort());
    expect(plan.byHand).toHaveLength(byHand.length);
    for (const [index, text] of byHand.entries()) expect(plan.byHand[index]).toMatch(text);
    // Taken back, it is as it was; written again, there is nothing more to write.
    if (written.length > 0) {
      write(found, plan.changes);
      undo(found);
      expect(texts(directory, written)).toEqual(before);
      write(found, plan.changes);
    }
    expect(planFor(await findProject(project)).changes).toEqual([]);
  });

  it('is written so that its tools can read it', () => {
    for (const [index, text] of texts(directory, written).entries()) {
      if (/\.ya?ml$/.test(written[index]!)) expect(JSON.stringify(parseYaml(text!))).toContain('rsc-boundary');
      if (text!.includes('\r\n')) expect(text!.replaceAll('\r\n', '')).not.toContain('\n');
      for (const comment of files[written[index]!]?.match(/(?:#|\/\/) .*/g) ?? []) expect(text).toContain(comment.trim());
    }
    expect(written.length + byHand.length).toBeGreaterThan(0);
  });

  it.skipIf(!lints)('is linted', async () => {
    const eslint = new ESLint({ cwd: directory });
    const [result] = await eslint.lintFiles(['app/actions.ts']);
    expect(result!.messages.map(({ ruleId }) => ruleId)).toEqual(['rsc-boundary/directive-spelling']);
  });

  it.skipIf(!opens)('is opened in an editor', async () => {
    const file = `${directory}/app/actions.ts`;
    server.open(file);
    expect((await server.findings(file)).map(({ message: text }) => text)).toEqual([expect.stringContaining(message)]);
  });

  it.skipIf(hook === undefined)('is committed in', () => {
    const bin = join(directory, 'node_modules/.bin');
    mkdirSync(bin, { recursive: true });
    symlinkSync(join(root, 'dist/cli.mjs'), join(bin, 'rsc-boundary'));
    chmodSync(join(root, 'dist/cli.mjs'), 0o755);
    const PATH = `${join(root, 'node_modules/.bin')}${delimiter}${process.env['PATH']}`;
    spawnSync(hook!, hook === 'lefthook' ? ['install'] : [], { cwd: directory, env: { ...process.env, PATH } });
    const git = (...args: string[]): { status: number | null; output: string } => {
      const name = ['-c', 'user.name=A', '-c', 'user.email=a@example.com'];
      const { status, stdout, stderr } = spawnSync('git', [...name, ...args], {
        cwd: directory,
        encoding: 'utf8',
        env: { ...process.env, PATH, NO_COLOR: '1' },
      });
      return { status, output: stdout + stderr };
    };
    git('add', 'app', 'tsconfig.json');
    const refused = git('commit', '-m', 'bad');
    expect(refused.output).toContain(message);
    expect(refused.status).not.toBe(0);
  });
});

describe('the command', () => {
  it('shows the diff, writes nothing without an answer, and takes back what it wrote', () => {
    const directory = temporaryProject({ ...plain, 'eslint.config.js': flat }, { hasOwnModules: true });
    made.push(directory);
    const asked = runCli(directory, 'init');
    expect(asked.stdout).toContain('+  rscBoundary.configs.recommended,');
    expect(asked.stderr).toBe(
      'rsc-boundary: Nothing was written: there is no terminal to ask on. Run it with --yes to write this.\n',
    );
    expect(asked.code).toBe(2);
    expect(runCli(directory, 'init', '--yes').stdout).toContain('Wrote 3 files.');
    expect(parse(readFileSync(join(directory, 'tsconfig.json'), 'utf8'))).toMatchObject({
      compilerOptions: { plugins: [{ name: 'eslint-plugin-rsc-boundary/ts-plugin' }] },
    });
    expect(runCli(directory, 'init').stdout).toContain('Nothing to write');
    expect(runCli(directory, 'init', '--undo').stdout).toBe(
      '.vscode/settings.json is as it was.\ntsconfig.json is as it was.\neslint.config.js is as it was.\n',
    );
    expect(readFileSync(join(directory, 'eslint.config.js'), 'utf8')).toBe(flat);
    expect(runCli(directory, 'init', '--undo').code).toBe(2);
  });
});
