import { describe, expect, it } from 'vitest';
import { applyEdits } from '../support/apply-edits.ts';
import { serverOnlyApi } from '../../src/rules/server-only-api.ts';
import { findingsInApp, type AppFiles } from '../support/app.ts';

/** Which variables are found in a Client Component that reads all of them. */
function variablesFound(options?: object, files: AppFiles = {}): string[] {
  const reads = [
    'SECRET',
    'NEXT_PUBLIC_URL',
    'SHARED_URL',
    'RELEASE',
    'NODE_ENV',
    'NEXT_RUNTIME',
    '__NEXT_BASE_PATH',
    'JEST_WORKER_ID',
  ];
  const panel = `'use client';\nexport const panel = [${reads.map((name) => `process.env.${name}`).join(', ')}];\n`;
  const findings = findingsInApp({ 'app/panel.tsx': panel, ...files }, [{ rule: serverOnlyApi, options }]);
  return findings.map(({ data }) => data['name']!);
}

describe('which variables the browser has', () => {
  it('by the names that Next.js puts into the code', () => {
    expect(variablesFound()).toEqual(['SECRET', 'SHARED_URL', 'RELEASE']);
  });

  it('by the prefixes of the options, in place of the default', () => {
    expect(variablesFound({ publicPrefixes: ['SHARED_'] })).toEqual(['SECRET', 'NEXT_PUBLIC_URL', 'RELEASE']);
  });

  it('by the names of the options', () => {
    expect(variablesFound({ publicNames: ['RELEASE', 'SECRET'] })).toEqual(['SHARED_URL']);
  });

  it.each([
    ['next.config.mjs', `export default { env: { RELEASE: '1', 'SECRET': x } }`, ['SHARED_URL']],
    ['next.config.js', `module.exports = withX({ env: { RELEASE: '1' } })`, ['SECRET', 'SHARED_URL']],
    [
      'next.config.ts',
      `const config: NextConfig = {};\nconfig.env = { RELEASE: '1' };\nexport default config`,
      ['SECRET', 'SHARED_URL'],
    ],
    ['next.config.js', `module.exports = { env: { ...all } }`, []],
    ['next.config.js', `module.exports = { other: { env: { RELEASE: '1' } } }`, ['SECRET', 'SHARED_URL', 'RELEASE']],
  ])('by %s: %s', (name, text, found) => {
    expect(variablesFound(undefined, { [name]: text })).toEqual(found);
  });
});

it('suggests to mark a module of both sides, and the mark is then what is found', () => {
  const files = {
    'app/page.tsx': `import { key } from '../lib/key';\nimport { Panel } from '../ui/panel';\nexport default () => <Panel value={key} />;`,
    'ui/panel.tsx': `'use client';\nimport { key } from '../lib/key';\nexport const Panel = () => <p>{key}</p>;`,
    'lib/key.ts': `export const key = process.env.KEY;`,
  };
  const [{ suggestions, message } = expect.fail('nothing was found'), ...others] = findingsInApp(files, [
    { rule: serverOnlyApi },
  ]);
  expect(others).toEqual([]);
  expect(message).toBe(
    '`process.env.KEY` is undefined in the browser, which loads this module too. Move what needs it to a server module.',
  );
  const marked = applyEdits(files['lib/key.ts'], [suggestions[0]!.edits]);
  expect(marked).toBe(`import 'server-only';\nexport const key = process.env.KEY;`);
  const after = findingsInApp({ ...files, 'lib/key.ts': marked }, [{ rule: serverOnlyApi }]);
  expect(after.map(({ fileName, message }) => `${fileName}: ${message}`)).toEqual([
    'ui/panel.tsx: `key` brings `lib/key.ts` to the browser, which is marked `server-only`. Use it in a Server Component or a Server Function.',
  ]);
});

describe('a module that next.config names', () => {
  const panel = `'use client';\nimport fs from 'fs';\nimport 'node:net';\nexport const panel = fs;\n`;
  it.each([
    ['module.exports = {}', ['fs', 'node:net']],
    ['module.exports = { webpack: (config) => { config.resolve.fallback = { fs: false } } }', ['node:net']],
    [`module.exports = { turbopack: { resolveAlias: { 'fs': './empty', net: './empty' } } }`, []],
    [`const fs = require('fs'); module.exports = { offs: 1 }`, ['fs', 'node:net']],
  ])('%s', (config, found) => {
    const findings = findingsInApp({ 'app/panel.js': panel, 'next.config.js': config }, [{ rule: serverOnlyApi }]);
    expect(findings.map(({ data }) => data['module'])).toEqual(found);
  });
});

it.each([
  'process.env.',
  'const { } = process.env',
  `const { A: { B } } = process.env`,
  'process.env[',
  `import { } from`,
  `import fs from '`,
  'typeof process.env.A',
  `${'process.env.A ?? '.repeat(2000)}1`,
])('half-typed and long source is no trouble: %s', (text) => {
  expect(() => findingsInApp({ 'app/a.tsx': `'use client';\n${text}` }, [{ rule: serverOnlyApi }])).not.toThrow();
});
