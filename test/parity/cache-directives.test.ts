import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { root } from '../support/build.ts';
import { fixtureCases, type FixtureFile } from '../support/fixtures.ts';
import { compile } from '../support/next-compiler.ts';

const require = createRequire(import.meta.url);
const { default: loadConfig } = require('next/dist/server/config') as {
  default(phase: string, directory: string, options: { silent: boolean }): Promise<{ experimental: { useCache?: boolean } }>;
};

const files = fixtureCases()
  .filter(({ rule }) => rule === 'cache-directive-enabled')
  .flatMap((fixture) => fixture.files);
const isConfig = ({ name }: FixtureFile): boolean => /\/next\.config\.\w+$/.test(name);
const linesOf = ({ text, expected }: FixtureFile): number[] => [
  ...new Set(expected.map(({ start }) => text.slice(0, start).split('\n').length)),
];

/** Configs that take something from a package that is not there. */
const isReadable = ({ text }: FixtureFile): boolean => !/from '(?:@acme|next-intl)|require\('@acme/.test(text);

const copies = join(root, '.cache', `configs-${process.pid}`);
afterAll(() => rmSync(copies, { recursive: true, force: true }));

/** A folder of its own for a config: this package says of its `.js` files that they are modules. */
function copyOf({ name, fileName, text }: FixtureFile): string {
  const folder = join(copies, dirname(name));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{}');
  writeFileSync(join(folder, basename(fileName)), text);
  return folder;
}

it.each(files.filter((file) => isConfig(file) && isReadable(file) && /\/(?:off|good)\//.test(file.name)))(
  '$name: Next.js reads the flag as the rule does',
  async (config) => {
    const folder = dirname(config.fileName);
    const page = files.find(({ fileName }) => fileName === `${folder}/app/page.tsx`)!;
    const { experimental } = await loadConfig('phase-production-build', copyOf(config), { silent: true });
    // A setting that hangs on the environment may be either; `dynamicIO` is what Next.js 15 called it.
    if (!/process\.env|dynamicIO: true/.test(config.text))
      expect(experimental.useCache ?? false).toBe(page.expected.length === 0);
  },
);

it.each(files.filter(({ name }) => /\/(?:forms|off)\/.*(?<!\.test)\.[jt]sx?$/.test(name) && !/next\.config/.test(name)))(
  '$name: the compiler rejects each directive where the flag is off',
  async (file) => {
    const errors = await compile(file.text, '/project/app/file.tsx', 'rsc', { useCache: false });
    const lines = errors.filter(({ kind }) => kind === 'use-cache-not-enabled').map(({ line }) => line);
    // Of a misspelt kind only the spelling is spoken of.
    const misspelt = file.text.split('\n').flatMap((line, index) => (line.includes("'use cache: remot'") ? [index + 1] : []));
    expect([...new Set(lines)]).toEqual([...linesOf(file), ...misspelt]);
  },
);

it.each(files.filter(({ name }) => /\/kinds\/app\//.test(name)))(
  '$name: the compiler knows the kinds that next.config names',
  async (file) => {
    const cacheHandlers = { redis: './redis.mjs', 'per-user': './user.mjs' };
    const errors = await compile(file.text, '/project/app/file.tsx', 'rsc', { cacheComponents: true, cacheHandlers });
    const lines = errors.filter(({ kind }) => kind === 'unknown-cache-kind').map(({ line }) => line);
    const misspelt = file.text.split('\n').flatMap((line, index) => (line.includes("'use cache: redi'") ? [index + 1] : []));
    expect([...new Set(lines)]).toEqual([...linesOf(file), ...misspelt]);
  },
);
