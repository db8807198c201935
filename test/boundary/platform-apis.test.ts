import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { builtinModules, createRequire } from 'node:module';
import { describe, expect, it } from 'vitest';
import { clientOnlyApis, isNodeOnlyModule, serverOnlyApis } from '../../src/catalog/platform-apis.ts';

const require = createRequire(import.meta.url);

/** The names a module exports, as Node sees them under a condition. */
function exportsOf(module: string, ...conditions: string[]): string[] {
  const flags = conditions.map((condition) => `--conditions=${condition}`);
  const print = `console.log(JSON.stringify(Object.keys(require(${JSON.stringify(module)}))))`;
  return JSON.parse(
    execFileSync(process.execPath, [...flags, '-e', print], { cwd: import.meta.dirname, encoding: 'utf8', stdio: 'pipe' }),
  ) as string[];
}

describe.each(['react', 'react-dom'])('%s', (module) => {
  const everywhere = exportsOf(module).filter((name) => !name.startsWith('__'));
  const onServer = new Set(exportsOf(module, 'react-server'));
  const listed = clientOnlyApis.get(module)!;

  it('lacks on the server what is listed, and nothing else', () => {
    const missing = everywhere.filter((name) => !onServer.has(name));
    expect(missing.length).toBeGreaterThan(5);
    expect(missing.filter((name) => !listed.has(name))).toEqual([]);
    expect([...listed.keys()].filter((name) => onServer.has(name))).toEqual([]);
  });
});

it.each([...clientOnlyApis.keys()].filter((module) => module.startsWith('react-dom/')))(
  '%s throws in the server build',
  (module) => {
    expect(() => exportsOf(module, 'react-server')).toThrow(/not supported in React Server Components/);
  },
);

it('what is listed of a module it has', () => {
  const old = [
    'createFactory',
    'experimental_useOptimistic',
    'unstable_after',
    'navigation',
    'prefetch',
    'unstable_useCacheRefresh',
  ];
  const missing = [...clientOnlyApis, ...serverOnlyApis].flatMap(([module, names]) => {
    if (names.has('*') || module === 'next/compat/router') return [];
    const text = readFileSync(require.resolve(module), 'utf8');
    const has = new Set(exportsOf(module));
    return [...names.keys()]
      .filter((name) => !has.has(name) && !text.includes(name) && !old.includes(name))
      .map((name) => `${module} ${name}`);
  });
  expect(missing).toEqual([]);
});

describe('modules of Node', () => {
  const config = readFileSync(require.resolve('next/dist/build/webpack-config'), 'utf8');
  // `url` has one in another place; `console` needs none.
  const hasStandIn = (name: string): boolean =>
    new RegExp(String.raw`^\s+${name}: require\.resolve\(`, 'm').test(config) || name === 'url' || name === 'console';

  it('are found where Next.js has no stand-in for them', () => {
    const plain = builtinModules.filter((name) => !/^(?:node:|_)|\//.test(name));
    expect(plain.filter((name) => isNodeOnlyModule(name) === hasStandIn(name)).sort()).toEqual([]);
  });

  it.each(['fs', 'node:fs', 'fs/promises', 'node:fs/promises', 'node:test', 'node:sqlite', 'dns/promises', 'child_process'])(
    '%s',
    (name) => {
      expect(isNodeOnlyModule(name)).toBe(true);
    },
  );

  it.each(['path', 'node:path', 'buffer', 'test', 'sqlite', 'fs-extra', './fs', 'crypto', 'net-utils', '@scope/fs'])(
    'not %s',
    (name) => {
      expect(isNodeOnlyModule(name)).toBe(false);
    },
  );
});
