import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { clientOnlyApi } from '../../src/rules/client-only-api.ts';
import { findingsInApp } from '../support/app.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What a package may do with React as it loads. */
const modules = [
  `import { createContext } from 'react'; export const C = createContext();`,
  `import { createContext as make } from 'react'; export const C = make(1);`,
  `import * as React from 'react'; export const C = React.createContext(1);`,
  `import React from 'react'; export const C = React.createContext(1);`,
  `import { Component } from 'react'; export class C extends Component {}`,
  `import * as React from 'react'; export const C = class extends React.PureComponent {};`,
  `import React from 'react'; export const C = (() => React.createContext(1))();`,
  `import React from 'react'; function make() { return React.createContext(1); } export const C = make();`,
  `import React from 'react'; export class C { static context = React.createContext(1); }`,
  `const { createContext } = require('react'); exports.C = createContext(1);`,
  `const react = require('react'); exports.C = (0, react.createContext)(1);`,
  `if (process.env.NODE_ENV !== 'production') { exports.C = require('react').createContext(1); }`,
  `import { createContext } from 'react'; export const make = () => createContext();`,
  `import React from 'react'; export function make() { return class extends React.Component {}; }`,
  `import React from 'react'; export class C { context = () => React.createContext(1); }`,
  `import React from 'react'; export const C = React.createContext ? React.createContext(1) : null;`,
  `import React from 'react'; export const C = React.createContext && React.createContext(1);`,
  `import React from 'react'; export const C = React.createContext?.(1);`,
  `import React from 'react'; export let C; try { C = React.createContext(1); } catch {}`,
  `import React from 'react'; export const C = React.createElement('p');`,
  `import { forwardRef, memo } from 'react'; export const C = memo(forwardRef(() => null));`,
  `import { cache, lazy } from 'react'; export const C = [cache(() => 1), lazy(() => import('react'))];`,
  `class Component {} export class C extends Component {}`,
  `const createContext = () => 1; export const C = createContext();`,
];

/** Loads each with the build of React that the server gets, and says which fail. */
function failing(): boolean[] {
  const script = `
    const sources = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
    const failed = sources.map((source) => {
      const exports = {};
      try { new Function('require', 'exports', 'module', source)(require, exports, { exports }); return false; } catch { return true; }
    });
    console.log(JSON.stringify(failed));`;
  const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true };
  const sources = modules.map((source) => ts.transpileModule(source, { compilerOptions }).outputText);
  const run = spawnSync(process.execPath, ['--conditions=react-server', '-e', script], {
    cwd: root,
    input: JSON.stringify(sources),
    encoding: 'utf8',
  });
  expect(run.stderr).toBe('');
  return JSON.parse(run.stdout) as boolean[];
}

describe('packages that the server loads: React’s own build, and client-only-api', () => {
  const outcomes = failing();

  it('some fail and some do not', () => {
    expect(outcomes.filter(Boolean)).toHaveLength(12);
  });

  it.each(modules.map((source, index) => [source, outcomes[index]!] as const))('%s', (source, isFailing) => {
    const found = findingsInApp(
      {
        'app/page.tsx': `import * as kit from 'kit';\n\nexport default function Page() {\n  return Object.keys(kit).length;\n}\n`,
        'node_modules/kit/package.json': '{ "name": "kit", "main": "index.js" }',
        'node_modules/kit/index.js': source,
      },
      [{ rule: clientOnlyApi }],
    ).filter(({ fileName }) => fileName === 'app/page.tsx');
    expect(found.map(({ messageId }) => messageId.startsWith('package'))).toEqual(isFailing ? [true] : []);
  });
});
