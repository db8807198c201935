import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { isUsedOn } from '../../src/graph/liveness.ts';
import { projectOfFiles } from '../support/app.ts';

/** Whether the identifier `here` of a file is used on the server, and on the client. */
function usedIn(files: Record<string, string>): string {
  const project = projectOfFiles(files);
  let here: ts.Node | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === 'here') here = node;
    ts.forEachChild(node, visit);
  };
  for (const fileName of project.fileNames()) visit(project.sourceFile(fileName)!);
  return (['server', 'client'] as const).filter((side) => isUsedOn(project, side, here!)).join(', ');
}

const panel = { 'panel.tsx': `'use client'; import { B } from './ui'; export function Panel() { return <B/> }` };

describe('what is used on a side', () => {
  it.each<[string, Record<string, string>, string]>([
    ['the root itself', { 'app/page.tsx': 'export default function Page() { here }' }, 'server'],
    ['a helper of the root', { 'app/page.tsx': 'const f = () => here; export default function Page() { f() }' }, 'server'],
    ['a helper that nothing mentions', { 'app/page.tsx': 'const f = () => here; export default function Page() {}' }, ''],
    ['code outside a declaration', { 'app/page.tsx': 'if (a) here; export default function Page() {}' }, 'server'],
    [
      'an import',
      { 'app/page.tsx': `import { A } from '../ui'; export default () => <A/>`, 'ui.tsx': 'export const A = () => here' },
      'server',
    ],
    [
      'another export of an imported module',
      {
        'app/page.tsx': `import { A } from '../ui'; export default () => <A/>`,
        'ui.tsx': 'export const A = 1; export const B = () => here',
      },
      '',
    ],
    [
      'on both sides, each its own',
      {
        'app/page.tsx': `import { A } from '../ui'; import { Panel } from '../panel'; export default () => <Panel><A/></Panel>`,
        ...panel,
        'ui.tsx': 'export const A = 1; export const B = () => here',
      },
      'client',
    ],
    [
      'on both sides',
      {
        'app/page.tsx': `import { B } from '../ui'; import { Panel } from '../panel'; export default () => <Panel><B/></Panel>`,
        ...panel,
        'ui.tsx': 'export const B = () => here',
      },
      'server, client',
    ],
    [
      'through a barrel',
      {
        'app/page.tsx': `import { C } from '../barrel'; export default () => <C/>`,
        'barrel.ts': `export { B as C } from './ui'`,
        'ui.tsx': 'export const B = () => here',
      },
      'server',
    ],
    [
      'a barrel of which another is taken',
      {
        'app/page.tsx': `import { C } from '../barrel'; export default () => <C/>`,
        'barrel.ts': `export { B } from './ui'; export { C } from './c'`,
        'c.tsx': 'export const C = 1',
        'ui.tsx': 'export const B = () => here',
      },
      '',
    ],
    [
      'export *',
      {
        'app/page.tsx': `import * as ui from '../barrel'; export default () => <ui.B/>`,
        'barrel.ts': `export * from './ui'`,
        'ui.tsx': 'export const B = () => here',
      },
      'server',
    ],
    [
      'a default export',
      { 'app/page.tsx': `import B from '../ui'; export default () => <B/>`, 'ui.tsx': 'function B() { here } export default B' },
      'server',
    ],
    [
      'a wrapped default export',
      {
        'app/page.tsx': `import B from '../ui'; export default () => <B/>`,
        'ui.tsx': 'function B() { here } export default memo(B)',
      },
      'server',
    ],
    [
      'an unnamed default export',
      { 'app/page.tsx': `import B from '../ui'; export default () => <B/>`, 'ui.tsx': 'export default function () { here }' },
      'server',
    ],
    [
      'dynamic',
      {
        'app/page.tsx': `const B = dynamic(() => import('../ui')); export default () => <B/>`,
        'ui.tsx': 'export default function () { here }',
      },
      'server',
    ],
    [
      'a member of a namespace',
      {
        'app/page.tsx': `import * as ui from '../ui'; export default () => <ui.B/>`,
        'ui.tsx': 'export const A = 1; export const B = () => here',
      },
      'server',
    ],
    [
      'another member of a namespace',
      {
        'app/page.tsx': `import * as ui from '../ui'; const { C } = ui; export default () => <ui.A b={C}/>`,
        'ui.tsx': 'export const A = 1; export const C = 1; export const B = () => here',
      },
      '',
    ],
    [
      'a namespace handed on',
      {
        'app/page.tsx': `import * as ui from '../ui'; export default () => <ui.A all={ui}/>`,
        'ui.tsx': 'export const A = 1; export const B = () => here',
      },
      'server',
    ],
    [
      'another export of what dynamic loads',
      {
        'app/page.tsx': `const B = dynamic(() => import('../ui')); export default () => <B/>`,
        'ui.tsx': 'export default function () {} export const B = () => here',
      },
      '',
    ],
    [
      'the export that dynamic picks',
      {
        'app/page.tsx': `const B = dynamic(() => import('../ui').then((m) => m.B)); export default () => <B/>`,
        'ui.tsx': 'export default function () {} export const B = () => here',
      },
      'server',
    ],
    [
      'what import() is made for',
      {
        'app/page.tsx': `export default async () => { const { B } = await import('../ui'); return <B/> }`,
        'ui.tsx': 'export const B = () => here',
      },
      'server',
    ],
    [
      'what import() is not made for',
      {
        'app/page.tsx': `export default async () => { const { A } = await import('../ui'); return <A/> }`,
        'ui.tsx': 'export const A = 1; export const B = () => here',
      },
      '',
    ],
    [
      'a promise of a module',
      {
        'app/page.tsx': `export default async () => { const ui = import('../ui'); return use(ui) }`,
        'ui.tsx': 'export const B = () => here',
      },
      'server',
    ],
    [
      'then',
      { 'app/page.tsx': `export default () => import('../ui').then((ui) => ui.B())`, 'ui.tsx': 'export const B = () => here' },
      'server',
    ],
    [
      'a name that is only completed',
      {
        'app/page.tsx': `import { A } from '../ui'; export default () => <A/>`,
        'ui.tsx': `export const A = 1; export const B = () => here; B.displayName = 'B'`,
      },
      '',
    ],
    [
      'what a name in use is completed with',
      {
        'app/page.tsx': `import { A } from '../ui'; export default () => <A/>`,
        'ui.tsx': 'export const A = () => 1; A.Item = () => here',
      },
      'server',
    ],
    [
      'a circle of names that are used',
      {
        'app/page.tsx': `import { A } from '../ui'; export default () => <A/>`,
        'ui.tsx': 'export const A = () => B; const B = () => A && C; const C = () => B && here',
      },
      'server',
    ],
    [
      'a circle of names that are not',
      {
        'app/page.tsx': `import { D } from '../ui'; export default () => <D/>`,
        'ui.tsx': 'export const D = 1; const B = () => C; const C = () => B && here',
      },
      '',
    ],
    [
      'a component of a module that is loaded and handed on',
      {
        'app/page.tsx': `export const all = { ui: lazy(async () => pick(await import('../ui'))) }; export default () => all.ui`,
        'ui.tsx': 'export const Dial = () => here',
      },
      'server',
    ],
    [
      'a hook of a module that is loaded and handed on',
      {
        'app/page.tsx': `export const all = { ui: lazy(async () => pick(await import('../ui'))) }; export default () => all.ui`,
        'ui.tsx': 'export const useDial = () => here',
      },
      '',
    ],
    [
      'a hook that is loaded and called',
      {
        'app/page.tsx': `export default async () => { const ui = await import('../ui'); return ui.useDial() }`,
        'ui.tsx': 'export const useDial = () => here',
      },
      'server',
    ],
    [
      'what a page of the Pages Router renders with',
      { 'pages/index.tsx': `import { a } from '../data'; export default () => a()`, 'data.ts': 'export const a = () => here' },
      'client',
    ],
    [
      'what it only fetches its data with',
      {
        'pages/index.tsx': `import { a } from '../data'; const load = () => a(); export async function getServerSideProps() { return load() } export default () => 1`,
        'data.ts': 'export const a = () => here',
      },
      '',
    ],
    [
      'what another thing is called',
      {
        'app/page.tsx': `import { A } from '../ui'; export default () => <A/>`,
        'ui.tsx': 'export const log = () => here; export function A({ log: b }) { console.log({ log: 1 }); return <p log={b}/> }',
      },
      '',
    ],
    [
      'what is named in all forms',
      {
        'app/page.tsx': `import { A } from '../ui'; export default () => <A/>`,
        'ui.tsx': 'const here1 = () => here; export const A = (a = { here1 }) => a',
      },
      'server',
    ],
    [
      'behind the boundary',
      {
        'app/page.tsx': `import { A } from '../ui'; export default () => <A/>`,
        'ui.tsx': `'use client'; export const A = () => here`,
      },
      'client',
    ],
    [
      'imported as a type',
      {
        'app/page.tsx': `import { type B, A } from '../ui'; export default () => <A/>`,
        'ui.tsx': 'export const A = 1; export class B { a = here }',
      },
      '',
    ],
  ])('%s', (_, files, expected) => {
    expect(usedIn(files)).toBe(expected);
  });
});
