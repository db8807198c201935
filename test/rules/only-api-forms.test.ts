import { expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { findingsInApp, type AppFiles } from '../support/app.ts';

const on = rules.filter(({ name }) => name.endsWith('-only-api')).map((rule) => ({ rule }));

/** A page whose component has a body. */
const P = (body: string, imports = ''): AppFiles => ({
  'app/page.tsx': `${imports}\nexport default function Page() { ${body} }`,
});

/** A Client Component with a body. */
const C = (body: string, imports = ''): AppFiles => ({
  'app/c.tsx': `'use client';\n${imports}\nexport default function C() { ${body} }`,
});

it.each<[form: string, files: AppFiles, found: string]>([
  ['nested pattern env', C(`const { env: { API_KEY } } = process; return API_KEY`), 'app/c.tsx: API_KEY'],
  ['env import', C(`return env.SECRET`, `import { env } from 'node:process';`), 'app/c.tsx: env.SECRET'],
  ['env in const alias', C(`const e = process.env; const { SECRET } = e; return SECRET`), 'app/c.tsx: SECRET'],
  ['env optional', C(`return process?.env?.['SECRET']`), `app/c.tsx: process?.env?.['SECRET']`],
  ['env template', C('return `${process.env.SECRET}`'), 'app/c.tsx: process.env.SECRET'],
  ['env typeof', C('return typeof process.env.SECRET'), 'app/c.tsx: process.env.SECRET'],
  ['env param default', C('return f()', 'const f = (k = process.env.SECRET) => k;'), 'app/c.tsx: process.env.SECRET'],
  ['env class field', C('return new A().k', 'class A { k = process.env.SECRET }'), 'app/c.tsx: process.env.SECRET'],
  ['env jsx', C('return <a href={process.env.SECRET} />'), 'app/c.tsx: process.env.SECRET'],
  [
    'env in an effect',
    C('useEffect(() => { fetch(process.env.SECRET!) }); return null', `import { useEffect } from 'react';`),
    'app/c.tsx: process.env.SECRET',
  ],
  ['env shadow', C('const process = { env: { SECRET: 1 } }; return process.env.SECRET'), ''],
  ['env public lower', C('return process.env.next_public_x'), 'app/c.tsx: process.env.next_public_x'],
  ['env behind a guard', C(`if (typeof window !== 'undefined') return null; return process.env.SECRET`), ''],
  [
    'env node_env && secret',
    C(`return process.env.NODE_ENV === 'development' && process.env.SECRET`),
    'app/c.tsx: process.env.SECRET',
  ],
  ['env in', C(`return 'SECRET' in process.env`), ''],
  ['env written', C(`process.env.A ||= '1'; process.env.B++; return null`), ''],
  [
    'use server file',
    {
      'app/a.ts': `'use server';\nexport async function a() { return process.env.SECRET }`,
      'app/c.tsx': `'use client';\nimport { a } from './a';\nexport default () => <button onClick={() => a()} />`,
    },
    '',
  ],
  ['import equals', P('return R.useState(0)', `import R = require('react');`), 'app/page.tsx: R.useState'],
  ['require inline', P(`return require('react').useState(0)`), `app/page.tsx: require('react').useState`],
  [
    'await import',
    { 'app/page.tsx': `export default async function Page() { const { useState } = await import('react'); return useState(0) }` },
    'app/page.tsx: useState',
  ],
  [
    'await import ns',
    { 'app/page.tsx': `export default async function Page() { const R = await import('react'); return R.useState(0) }` },
    'app/page.tsx: R.useState',
  ],
  [
    'export ns',
    {
      'app/page.tsx': `import { React } from '../r';\nexport default () => React.useState(0);`,
      'r.ts': `export * as React from 'react';`,
    },
    'app/page.tsx: React.useState',
  ],
  [
    'export default React',
    {
      'app/page.tsx': `import React from '../r';\nexport default () => React.useState(0);`,
      'r.ts': `import React from 'react';\nexport default React;`,
    },
    'app/page.tsx: React.useState',
  ],
  [
    'reexport local',
    {
      'app/page.tsx': `import { useState } from '../r';\nexport default () => useState(0);`,
      'r.ts': `import { useState } from 'react';\nexport { useState };`,
    },
    'r.ts: useState',
  ],
  [
    'const reexport',
    {
      'app/page.tsx': `import { s } from '../r';\nexport default () => s(0);`,
      'r.ts': `import React from 'react';\nexport const s = React.useState;`,
    },
    'r.ts: React.useState',
  ],
  [
    'const reexport client',
    {
      'app/page.tsx': `import { s } from '../r';\nexport default () => <p>{s}</p>;`,
      'r.ts': `'use client';\nimport React from 'react';\nexport const s = React.useState;`,
    },
    '',
  ],
  [
    'class of a pattern',
    P('return <A/>', `import React from 'react';\nconst { Component } = React;\nclass A extends Component {}`),
    'app/page.tsx: Component',
  ],
  [
    'class without a name',
    {
      'app/page.tsx': `import React from 'react';\nexport default class extends React.PureComponent { render() { return null } }`,
    },
    'app/page.tsx: React.PureComponent',
  ],
  [
    'class generics',
    P('return <A/>', `import * as React from 'react';\nclass A extends React.Component<{}, {}> {}`),
    'app/page.tsx: React.Component',
  ],
  [
    'class as a type',
    P('return null', `import React from 'react';\nexport type X = React.Component;\nconst f = (x: React.ReactNode) => x;`),
    '',
  ],
  ['instanceof', P('return x instanceof React.Component', `import React from 'react';`), 'app/page.tsx: React.Component'],
  ['class as a type only', P('return null', `import { Component } from 'react';\nlet c: Component;`), ''],
  [
    'an unused import of JavaScript',
    { 'app/page.jsx': `import { useState } from 'react';\nexport default () => null` },
    'app/page.jsx: useState',
  ],
  ['hooks of the server', P('return use(p)', `import { use, useMemo, useId, useCallback, useDebugValue } from 'react';`), ''],
  ['window in jsx handler', P('return <a onClick={() => window.open()} />'), ''],
  ['window in jsx text', P('return <a>window document</a>'), ''],
  ['window string', P('return "window.x"'), ''],
  ['window in script', P('return <script dangerouslySetInnerHTML={{ __html: "window.x" }} />'), ''],
  ['window prop', P('const a = { window: 1 }; return a.window'), ''],
  ['members called like globals', P('return null', 'class A { window = 1; document() {} get history() { return 1 } }'), ''],
  ['types', P('return null', 'interface A { window: Window } type B = typeof window;'), ''],
  ['declare global', P('return window.x', 'declare global { interface Window { x: 1 } }'), 'app/page.tsx: window'],
  ['a callback run at once', P('return [1].map(() => window.x)'), 'app/page.tsx: window'],
  [
    'the executor of a promise',
    {
      'app/page.tsx': `export default async function Page() { await new Promise((r) => { window.setTimeout(r) }); return null }`,
    },
    'app/page.tsx: window',
  ],
  ['setTimeout', P('setTimeout(() => window.x); return null'), ''],
  ['try finally', P('try { window.x } finally {} return null'), 'app/page.tsx: window'],
  ['ternary typeof', P(`return typeof navigator !== 'undefined' ? navigator.userAgent : ''`), ''],
  ['a constant behind a guard', P(`const w = typeof window !== 'undefined' ? window : undefined; return w?.innerWidth`), ''],
  ['isServer const', P(`return isServer ? 0 : window.innerWidth`, `const isServer = typeof window === 'undefined';`), ''],
  [
    'early return nested',
    P(`const f = () => { if (typeof window === 'undefined') return 0; return [1].map(() => window.innerWidth) }; return f()`),
    '',
  ],
  [
    'default param',
    { 'app/page.tsx': `export default function Page({ w = window.innerWidth }) { return w }` },
    'app/page.tsx: window',
  ],
  [
    'an async component',
    { 'app/page.tsx': `export default async function Page() { const t = document.cookie; return <p>{t}</p> }` },
    'app/page.tsx: document',
  ],
  [
    'a component of a layout',
    {
      'app/layout.tsx': `import { Nav } from './nav';\nexport default ({ children }) => <><Nav/>{children}</>`,
      'app/nav.tsx': `export const Nav = () => { const p = location.pathname; return <nav>{p}</nav> }`,
    },
    'app/nav.tsx: location',
  ],
  [
    'a helper of a namespace',
    {
      'app/page.tsx': `import * as u from '../u';\nexport default () => <p>{u.w()}</p>`,
      'u.ts': `export const w = () => window.innerWidth`,
    },
    'u.ts: window',
  ],
  [
    'helper lib via barrel',
    {
      'app/page.tsx': `import { w } from '../i';\nexport default () => <p>{w()}</p>`,
      'i.ts': `export * from './u'`,
      'u.ts': `export const w = () => window.innerWidth`,
    },
    'u.ts: window',
  ],
  [
    'helper default',
    {
      'app/page.tsx': `import w from '../u';\nexport default () => <p>{w()}</p>`,
      'u.ts': `export default () => window.innerWidth`,
    },
    'u.ts: window',
  ],
  [
    'helper default named',
    {
      'app/page.tsx': `import w from '../u';\nexport default () => <p>{w()}</p>`,
      'u.ts': `function w() { return window.innerWidth }\nexport default w`,
    },
    'u.ts: window',
  ],
  [
    'helper in client only',
    {
      'app/page.tsx': `import { w } from '../u';\nimport C from '../c';\nexport default () => <C a={w} />`,
      'c.tsx': `'use client';\nimport { v } from './u';\nexport default function C() { return v() }`,
      'u.ts': `export const v = () => window.innerWidth; export const w = 1`,
    },
    '',
  ],
  [
    'route helper',
    {
      'app/api/route.ts': `import { w } from '../../u';\nexport const GET = async () => Response.json(w())`,
      'u.ts': `export const w = () => window.innerWidth`,
    },
    'u.ts: window',
  ],
  [
    'client page with all',
    {
      'app/page.tsx': `'use client';\nimport { useState } from 'react';\nexport default () => { useState(window.x); return null }`,
    },
    '',
  ],
  [
    'next/headers in hook',
    {
      'app/page.tsx': `import C from './c';\nexport default () => <C/>`,
      'app/c.tsx': `'use client';\nimport { x } from '../x';\nexport default () => <p>{x()}</p>`,
      'x.ts': `import { headers } from 'next/headers';\nexport const x = () => headers()`,
    },
    'app/c.tsx: x',
  ],
  ['dynamic next/headers', C(`return null`, `const get = async () => (await import('next/headers')).cookies();`), ''],
  [
    'types of a server module',
    {
      'app/c.tsx': `'use client';\nimport type { U } from '../db';\nimport { V } from '../db';\nexport default (u: U & V) => null`,
      'db.ts': `import 'server-only';\nexport interface U {} export interface V {}`,
    },
    '',
  ],
])('%s', (_form, files, found) => {
  const findings = findingsInApp(files, on);
  expect(findings.map(({ fileName, start, end }) => `${fileName}: ${files[fileName]!.slice(start, end)}`).join(', ')).toBe(found);
});
