import type { PlatformPath } from 'node:path';
import { Linter, type Rule } from 'eslint';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { windowsSystem } from './windows-disk.ts';

// A host that speaks like Windows: the machine's own tests run in CI on Windows too.
const platform = vi.hoisted(() => {
  const own = Object.getOwnPropertyDescriptor(process, 'platform')!;
  Object.defineProperty(process, 'platform', { ...own, value: 'win32' });
  return own;
});
vi.mock('node:path', async (original) => {
  const { win32 } = await original<{ win32: PlatformPath }>();
  return { ...win32, default: win32 };
});

const { check } = await import('../../cli/check.ts');
const { mapOf } = await import('../../cli/graph/model.ts');
const { configuredProjects } = await import('../../cli/configured.ts');
const { default: rscBoundary } = await import('../../eslint-plugin/index.ts');
const { fileNameOf, isWithin, uriOf } = await import('../../lsp/paths.ts');
const { normalize } = await import('../../node/disk.ts');
Object.defineProperty(process, 'platform', platform);

const files = {
  'C:/Work/App/tsconfig.json':
    '{ "compilerOptions": { "jsx": "preserve", "lib": ["es5"], "types": [], "module": "esnext", "moduleResolution": "bundler", "paths": { "@/*": ["./*"] } } }',
  'C:/Work/App/package.json': '{ "name": "app" }',
  'C:/Work/App/next.config.js': 'module.exports = {};\n',
  // Each import spells the file otherwise than it lies on the disk.
  'C:/Work/App/app/page.tsx': `import { Clock } from '../UI/clock';\nimport { Menu } from '@/ui/Menu';\nexport default function Page() {\n  return <Clock now={() => 1}><Menu /></Clock>;\n}\n`,
  'C:/Work/App/ui/Clock.tsx': `'use client';\nimport { format } from './FORMAT';\nexport function Clock(props: { now: () => number; children: unknown }) {\n  return <b>{format(props.now())}</b>;\n}\n`,
  'C:/Work/App/ui/menu.tsx': `import { useState } from 'react';\nexport function Menu() {\n  return <b>{useState(0)[0]}</b>;\n}\n`,
  'C:/Work/App/ui/format.ts': `export function format(value: number) {\n  return String(value);\n}\n`,
  'C:/Work/App/node_modules/react/package.json': '{ "name": "react", "version": "19.0.0", "types": "index.d.ts" }',
  'C:/Work/App/node_modules/react/index.d.ts': 'export function useState(value: number): [number];\n',
};

const setSystem = (ts as unknown as { setSys(system: ts.System): void }).setSys;
const ownSystem = ts.sys;

beforeAll(() => setSystem(windowsSystem(files)));
afterAll(() => setSystem(ownSystem));

const options = { project: [], preset: ['all'], rule: {}, format: [], fix: false, maxWarnings: undefined, serverRoot: [] };
const expected = ['app/page.tsx serializable-props', 'ui/menu.tsx client-only-api'];

describe('a host that speaks like Windows', () => {
  it.each(['C:\\Work\\App', 'c:\\Work\\App', 'C:/Work/App/', 'C:\\Work\\App\\ui'])('the command line in %s', (directory) => {
    const { findings, failures } = check([], options, directory);
    expect(failures).toEqual([]);
    // A program has a file by the spelling of whatever named it first.
    expect(findings.map(({ sourceFile, finding }) => `${sourceFile.fileName.toLowerCase()} ${finding.rule}`)).toEqual(
      expected.map((text) => `c:/work/app/${text}`),
    );
  });

  it('the map has each module once, on its side', () => {
    const [configured] = configuredProjects(ts, options, 'C:\\Work\\App');
    const { modules } = mapOf(configured!.project);
    const told = modules.map(
      ({ file, server, client }) => `${file.toLowerCase()}${server ? ' server' : ''}${client ? ' client' : ''}`,
    );
    expect(told.sort()).toEqual(['app/page.tsx server', 'ui/clock.tsx client', 'ui/format.ts client', 'ui/menu.tsx server']);
  });

  it.each([
    ['C:\\Work\\App\\app\\page.tsx', '4:17 rsc-boundary/serializable-props'],
    ['c:/Work/App/app/page.tsx', '4:17 rsc-boundary/serializable-props'],
    ['app\\page.tsx', '4:17 rsc-boundary/serializable-props'],
    // Whoever imports it spells it `Menu`.
    ['ui\\menu.tsx', '1:10 rsc-boundary/client-only-api'],
  ])('ESLint on %s', (filename, finding) => {
    const rules = rscBoundary.rules as Record<string, Rule.RuleModule>;
    const linter = new Linter({ cwd: 'C:\\Work\\App' });
    const name = filename.replaceAll('\\', '/').replace(/^.*App\//, '');
    const messages = linter.verify(
      files[`C:/Work/App/${name}` as keyof typeof files],
      {
        files: ['**'],
        plugins: { 'rsc-boundary': { rules } },
        rules: { 'rsc-boundary/serializable-props': 'error', 'rsc-boundary/client-only-api': 'error' },
        languageOptions: { parserOptions: { ecmaFeatures: { jsx: true } } },
      },
      filename,
    );
    expect(messages.map(({ ruleId, line, column }) => `${line}:${column} ${ruleId}`)).toEqual([finding]);
  });

  it('the language server knows a file by any spelling of its URI, and writes one', () => {
    for (const uri of ['file:///c%3A/Work/App/app/page.tsx', 'file:///C:/Work/App/app/page.tsx'])
      expect(fileNameOf(uri)).toBe('c:/Work/App/app/page.tsx');
    expect(uriOf('c:/Work/App/app/[id]/page.tsx')).toBe('file:///c%3A/Work/App/app/%5Bid%5D/page.tsx');
    expect(isWithin(normalize('C:\\Work\\App\\ui\\menu.tsx'), normalize('c:\\Work\\App\\'))).toBe(true);
    expect(fileNameOf('file://server/share/App/page.tsx')).toBe('//server/share/App/page.tsx');
  });
});
