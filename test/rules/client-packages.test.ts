import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { findingsInApp, type AppFiles } from '../support/app.ts';

const on = rules.filter(({ name }) => name === 'client-only-api').map((rule) => ({ rule }));

const page = `import { Provider } from 'kit';\n\nexport default function Page() {\n  return <Provider>text</Provider>;\n}\n`;

/** A package `kit`, by its modules; the entry is `index.js`. */
function kit(modules: Record<string, string>, more: object = {}, name = 'kit'): AppFiles {
  const manifest = { name, type: 'module', exports: { '.': './index.js', './*': './*' }, ...more };
  const files = Object.entries({ 'package.json': JSON.stringify(manifest), ...modules });
  return Object.fromEntries(files.map(([file, text]) => [`node_modules/${name}/${file}`, text]));
}

/** What is found in the app's own files: the message's id and the text it stands on. */
function found(files: AppFiles): string[] {
  const app = { 'app/page.tsx': page, ...files };
  return findingsInApp(app, on)
    .filter(({ fileName }) => !fileName.startsWith('node_modules/'))
    .map(
      ({ fileName, messageId, start, end }) =>
        `${fileName} ${messageId}: ${app[fileName as keyof typeof app]!.slice(start, end).split('\n')[0]}`,
    );
}

const context = [`app/page.tsx packageContext: import { Provider } from 'kit';`];
const component = [`app/page.tsx packageClass: import { Provider } from 'kit';`];
const use = 'export function Provider() { return null }\n';
const pure = { sideEffects: false };
const commonjs = { type: 'commonjs' };

describe('a package that fails as the server loads it', () => {
  it.each<[string, AppFiles, string[]]>([
    ['a context', kit({ 'index.js': `import { createContext } from 'react';\nconst C = createContext();\n${use}` }), context],
    [
      'of the namespace',
      kit({ 'index.js': `import * as React from 'react';\nexport const C = React.createContext(1);\n${use}` }),
      context,
    ],
    [
      'of the default',
      kit({ 'index.js': `import React from 'react';\nexport const C = React.createContext(1);\n${use}` }),
      context,
    ],
    [
      'under another name',
      kit({ 'index.js': `import{createContext as e}from"react";const t=e(null);export function Provider(){return t}` }),
      context,
    ],
    ['a class', kit({ 'index.js': `import { Component } from 'react';\nexport class Provider extends Component {}` }), component],
    [
      'a pure class of the namespace',
      kit({ 'index.js': `import * as R from 'react';\nclass P extends R.PureComponent {}\nexport { P as Provider };` }),
      component,
    ],
    [
      'Babel',
      kit(
        {
          'index.js': `"use strict";var _react = _interopRequireDefault(require("react"));exports.C = _react.default.createContext();exports.Provider = () => null;`,
        },
        commonjs,
      ),
      context,
    ],
    [
      'Babel, by name',
      kit(
        {
          'index.js': `var _react = require("react");const C = exports.C = /*#__PURE__*/(0, _react.createContext)();exports.Provider = () => null;`,
        },
        commonjs,
      ),
      context,
    ],
    [
      'esbuild',
      kit(
        {
          'index.js': `var import_react = __toESM(require("react"), 1);\nvar C = (0, import_react.createContext)(null);\nexports.Provider = () => null;`,
        },
        commonjs,
      ),
      context,
    ],
    [
      'Rollup',
      kit(
        {
          'index.js': `var React = require('react');\nvar React__default = /*#__PURE__*/_interopDefaultLegacy(React);\nvar C = React__default['default'] || 1;\nvar D = React__default.createContext(C);\nexports.Provider = D.Provider;`,
        },
        commonjs,
      ),
      context,
    ],
    [
      'TypeScript',
      kit(
        {
          'index.js': `const react_1 = __importStar(require("react"));\nclass P extends react_1.Component {}\nexports.Provider = P;`,
        },
        commonjs,
      ),
      component,
    ],
    [
      'out of a pattern',
      kit(
        {
          'index.js': `const { createContext } = require('react');\nexports.C = createContext(1);\nexports.Provider = () => null;`,
        },
        commonjs,
      ),
      context,
    ],
    [
      'a class of an older JavaScript',
      kit({
        'index.js': `import React from 'react';\nexport var Provider = function (_Base) {\n  _inherits(Provider, _Base);\n  function Provider() {}\n  return Provider;\n}(React.Component);`,
      }),
      component,
    ],
    [
      'builds for two modes',
      kit(
        {
          'index.js': `if (process.env.NODE_ENV === 'production') { module.exports = require('./a.min.js'); } else { module.exports = require('./a.js'); }`,
          'a.js': `var React = require('react'); exports.C = React.createContext();`,
          'a.min.js': `var a=require("react");exports.C=a.createContext();`,
        },
        commonjs,
      ),
      context,
    ],
    [
      'through an import of its own',
      kit(
        {
          'index.js': `import { C } from './context.js';\nexport function Provider() { return C }`,
          'context.js': `import { createContext } from 'react';\nexport const C = createContext();`,
        },
        pure,
      ),
      context,
    ],
    [
      'what it passes on',
      kit(
        {
          'index.js': `export { Provider } from './provider.js';`,
          'provider.js': `import { createContext } from 'react';\nexport const { Provider } = createContext();`,
        },
        pure,
      ),
      context,
    ],
    [
      'what it passes on with all else',
      kit(
        {
          'index.js': `export * from './text.js';\nexport * from './provider.js';`,
          'text.js': 'export const text = 1;',
          'provider.js': `import { createContext } from 'react';\nexport const { Provider } = createContext();`,
        },
        pure,
      ),
      context,
    ],
    [
      'another module of a package that may have effects',
      kit({
        'index.js': `export * from './other.js';\n${use}`,
        'other.js': `import { createContext } from 'react';\nexport const Other = createContext();`,
      }),
      context,
    ],
    [
      'another package',
      {
        ...kit({ 'index.js': `import { Base } from 'base';\nexport function Provider() { return Base }` }),
        ...kit({ 'index.js': `import { Component } from 'react';\nexport class Base extends Component {}` }, {}, 'base'),
      },
      component,
    ],
    [
      'by a function of its own',
      kit({
        'index.js': `import * as React from 'react';\nfunction make(name) { const C = React.createContext(); C.displayName = name; return [C.Provider, C]; }\nexport const [Provider, C] = make('kit');`,
      }),
      context,
    ],
    [
      'in a function that runs at once',
      kit({
        'index.js': `import React from 'react';\nexport const Provider = (() => { const C = React.createContext(); return C.Provider; })();`,
      }),
      context,
    ],
    [
      'a function in one file with a context',
      {
        ...kit(
          {
            'index.js': `import { createContext } from 'react';\nexport const C = createContext();\nexport const text = () => 'a';`,
          },
          pure,
        ),
        'app/page.tsx': `import { text } from 'kit';\n\nexport default function Page() {\n  return text();\n}\n`,
      },
      [`app/page.tsx packageContext: import { text } from 'kit';`],
    ],
    [
      'an import for its effects',
      {
        ...kit({ 'index.js': `import { createContext } from 'react';\nglobalThis.C = createContext();` }),
        'app/page.tsx': `import 'kit';\nexport default function Page() { return null }`,
      },
      [`app/page.tsx packageContext: import 'kit';`],
    ],
    [
      'require',
      {
        ...kit({ 'index.js': `exports.C = require('react').createContext();` }, commonjs),
        'app/page.jsx': `const kit = require('kit');\nexport default function Page() { return kit.C }`,
        'app/page.tsx': '',
      },
      [`app/page.jsx packageContext: require('kit')`],
    ],
    [
      'a module of the app on both sides',
      {
        ...kit({ 'index.js': `import { createContext } from 'react';\nexport const { Provider } = createContext();` }),
        'app/page.tsx': `import { Shell } from './shell';\nexport default function Page() { return <Shell /> }`,
        'app/shell.tsx': `import { Provider } from 'kit';\nexport const Shell = () => <Provider value={1} />;`,
      },
      [`app/shell.tsx packageContext: import { Provider } from 'kit';`],
    ],
    [
      'passed on by the app',
      {
        ...kit({ 'index.js': `import { createContext } from 'react';\nexport const { Provider } = createContext();` }),
        'app/page.tsx': `import { Provider } from './kit';\nexport default function Page() { return <Provider value={1} /> }`,
        'app/kit.ts': `export { Provider } from 'kit';`,
      },
      [`app/kit.ts packageContext: export { Provider } from 'kit';`],
    ],
  ])('%s', (_what, files, expected) => {
    expect(found(files)).toEqual(expected);
  });
});

describe('a package that the server can load', () => {
  const made = `import { createContext } from 'react';\nexport const { Provider } = createContext();`;
  it.each<[string, AppFiles]>([
    ['with a directive', kit({ 'index.js': `'use client';\n${made}` })],
    ['with a directive behind its entry', kit({ 'index.js': `export * from './a.js';`, 'a.js': `"use client";\n${made}` })],
    [
      'with a build for the server',
      kit({ 'index.js': made, 'server.js': use }, { exports: { '.': { 'react-server': './server.js', default: './index.js' } } }),
    ],
    [
      'for its types alone',
      {
        ...kit({ 'index.js': made }),
        'app/page.tsx': `import type { Values } from 'kit';\nexport default function Page(props: Values) { return null }`,
      },
    ],
    [
      'in a client file',
      {
        ...kit({ 'index.js': made }),
        'app/page.tsx': `import { Form } from './form';\nexport default function Page() { return <Form /> }`,
        'app/form.tsx': `'use client';\nimport { Provider } from 'kit';\nexport const Form = () => <Provider value={1} />;`,
      },
    ],
    [
      'below a client file',
      {
        ...kit({ 'index.js': made }),
        'app/page.tsx': `import { Form } from './form';\nexport default function Page() { return <Form /> }`,
        'app/form.tsx': `'use client';\nexport { Inner as Form } from './inner';`,
        'app/inner.tsx': `import { Provider } from 'kit';\nexport const Inner = () => <Provider value={1} />;`,
      },
    ],
    [
      'in a function',
      kit({ 'index.js': `import { createContext } from 'react';\nexport const make = () => createContext();\n${use}` }),
    ],
    [
      'in a component',
      kit({
        'index.js': `import React from 'react';\nexport function Provider() { class Inner extends React.Component {}; return Inner }`,
      }),
    ],
    [
      'asked for first',
      kit({
        'index.js': `import * as React from 'react';\nexport const C = React.createContext ? React.createContext(1) : null;\n${use}`,
      }),
    ],
    [
      'asked for with &&',
      kit({
        'index.js': `import * as React from 'react';\nexport const C = React.createContext && React.createContext(1);\n${use}`,
      }),
    ],
    [
      'asked for with if',
      kit({
        'index.js': `import * as React from 'react';\nlet C;\nif (typeof window !== 'undefined') { C = React.createContext(1); }\n${use}`,
      }),
    ],
    [
      'called if it is there',
      kit({ 'index.js': `import * as React from 'react';\nexport const C = React.createContext?.(1);\n${use}` }),
    ],
    [
      'tried',
      kit({ 'index.js': `import * as React from 'react';\nlet C;\ntry { C = React.createContext(1); } catch {}\n${use}` }),
    ],
    [
      'of another library',
      kit({
        'index.js': `import { createContext, Component } from 'unctx';\nexport const C = createContext();\nexport class D extends Component {}\n${use}`,
      }),
    ],
    [
      'its own function of that name',
      kit({
        'index.js': `import React from 'react';\nfunction createContext() { return {} }\nexport const C = createContext();\n${use}`,
      }),
    ],
    [
      'a class of its own',
      kit({ 'index.js': `import React from 'react';\nclass Component {}\nexport class Store extends Component {}\n${use}` }),
    ],
    [
      'a name shadowed',
      kit({
        'index.js': `import { createContext } from 'react';\nexport const C = ((createContext) => createContext())(() => 1);\n${use}`,
      }),
    ],
    [
      'a module that nothing is taken of',
      kit(
        {
          'index.js': `export { Other } from './other.js';\n${use}`,
          'other.js': `import { createContext } from 'react';\nexport const Other = createContext();`,
        },
        pure,
      ),
    ],
    [
      'a module passed by with all else',
      kit(
        {
          'index.js': `export * from './other.js';\nexport * from './own.js';`,
          'own.js': use,
          'other.js': `import { createContext } from 'react';\nexport const Other = createContext();`,
        },
        pure,
      ),
    ],
    [
      'another entry',
      {
        ...kit({ 'index.js': made, 'text.js': 'export const text = 1;' }),
        'app/page.tsx': `import { text } from 'kit/text.js';\nexport default function Page() { return text }`,
      },
    ],
    [
      'what the server does not use of the app',
      {
        ...kit({ 'index.js': made }),
        'app/page.tsx': `import { text } from './kit';\nexport default function Page() { return text }`,
        'app/kit.tsx': `import { Provider } from 'kit';\nexport const text = 'a';\nexport const Shell = () => <Provider value={1} />;`,
      },
    ],
    ['left to Node', { ...kit({ 'index.js': made }), 'next.config.mjs': `export default { serverExternalPackages: ['kit'] };` }],
    [
      'in an API route of the Pages Router',
      {
        ...kit({ 'index.js': made }),
        'app/page.tsx': '',
        'pages/api/a.ts': `import { Provider } from 'kit';\nexport default function handler() { return Provider }`,
      },
    ],
    ['a package of types', { ...kit({ 'index.d.ts': 'export declare const Provider: any;' }) }],
    [
      'loaded late',
      {
        ...kit({ 'index.js': made }),
        'app/page.tsx': `export default async function Page() { return typeof (await import('kit')) }`,
      },
    ],
    ['JavaScript that does not parse', kit({ 'index.js': `import { createContext } from 'react'; const C = = (` })],
  ])('%s', (_what, files) => {
    expect(found(files)).toEqual([]);
  });
});

it('circles of modules come to an end', () => {
  const files = kit({
    'index.js': `export * from './a.js';\n${use}`,
    'a.js': `export * from './b.js';`,
    'b.js': `import './index.js';\nexport * from './a.js';`,
  });
  expect(found(files)).toEqual([]);
  expect(
    found(
      Object.fromEntries(
        Object.entries(files).map(([name, text]) => [name, text.replace('"type"', '"sideEffects":false,"type"')]),
      ),
    ),
  ).toEqual([]);
});

it('says where, and how the module is reached', () => {
  const source = `import { createContext } from 'react';\nexport const { Provider } = createContext();`;
  const app = {
    ...kit({ 'index.js': source }),
    'app/page.tsx': `import { Shell } from './shell';\nexport default function Page() { return <Shell /> }`,
    'app/shell.tsx': `import { Provider } from 'kit';\nexport const Shell = () => <Provider value={1} />;`,
  };
  const [finding] = findingsInApp(app, on).filter(({ fileName }) => fileName === 'app/shell.tsx');
  expect(finding!.message).toBe(
    '`kit` calls `createContext` as it loads, but this module runs on the server (from `app/page.tsx`). Add "use client" to this file.',
  );
  const { fileName, start, end, message } = finding!.related[0]!;
  expect([fileName, source.slice(start, end), message]).toEqual([
    '/p/node_modules/kit/index.js',
    'createContext()',
    '`createContext` is called here, as the module loads',
  ]);
});
