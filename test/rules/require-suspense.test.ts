import { describe, expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { requireSuspense } from '../../src/rules/require-suspense.ts';
import { projectOfFiles, type AppFiles } from '../support/app.ts';

const app: AppFiles = {
  'app/layout.tsx': `export default function Layout({ children }) { return <html><body>{children}</body></html>; }`,
  'ui/search.tsx': `'use client'; import { useSearchParams } from 'next/navigation'; export function Search() { return <p>{useSearchParams().get('q')}</p>; }`,
};

/** What is found, as it stands in the code. */
function found(files: AppFiles): string[] {
  const all: AppFiles = { ...app, ...files };
  const project = projectOfFiles({ ...all, 'package.json': '{ "dependencies": { "next": "16.0.0" } }' });
  return Object.entries(all).flatMap(([fileName, text]) =>
    runRules(project, project.sourceFile(`/p/${fileName}`)!, [{ rule: requireSuspense }]).map(({ start, end }) =>
      text.slice(start, end),
    ),
  );
}

const imports = `import { Component, createContext, Suspense, useState } from 'react'; import dynamic from 'next/dynamic'; import { Box } from 'some-package';`;
const inner = `function Inner({ children }) { return <i>{children}</i>; } const Theme = createContext(1); const Late = dynamic(() => import('./late'), { ssr: false });`;

function withShell(shell: string, element = '<Shell><Search /></Shell>'): string[] {
  return found({
    'ui/late.tsx': `export default function Late({ children }) { return children; }`,
    'ui/shell.tsx': `${imports}\n${inner}\nexport ${shell}`,
    'app/page.tsx': `import { Search } from '../ui/search'; import { Shell } from '../ui/shell'; export default function Page() { return ${element}; }`,
  });
}

describe('a component around it', () => {
  it.each([
    `function Shell({ children }) { return <div>{children}</div>; }`,
    `function Shell({ children: inside }) { return <div>{inside}</div>; }`,
    `function Shell(props) { return <div>{props.children}</div>; }`,
    `function Shell(props) { const { children } = props; return <>{children}</>; }`,
    `function Shell({ title, ...rest }) { return <Inner {...rest} />; }`,
    `function Shell({ title, ...rest }) { const { children } = rest; return <Inner>{children}</Inner>; }`,
    `function Shell(props) { return <Inner {...props} />; }`,
    `class Shell extends Component { render() { return <p>{this.props.children}</p>; } }`,
    `class Shell extends Component { render() { const { children } = this.props; return <p>{children}</p>; } }`,
    `function Shell({ children }) { const Tag = 'section'; return <Tag>{children}</Tag>; }`,
    `function Shell({ children, isList }) { const Tag = isList ? 'ul' : 'div'; return <Tag>{children}</Tag>; }`,
    `function Shell({ children }) { return <Theme.Provider value={2}>{children}</Theme.Provider>; }`,
    `function Shell({ children }) { return children && <p>{children}</p>; }`,
    `function Shell({ children }) { return children ? <p>{children}</p> : null; }`,
    `function Shell({ children }) { if (!children) return null; return <p>{children}</p>; }`,
    `function Shell({ children }) { return children ?? null; }`,
    `function Shell({ children }) { const body = <b>{children}</b>; return <p>{body}</p>; }`,
    `const Shell = ({ children }) => <Inner>{children}</Inner>;`,
  ])('%s shows it', (shell) => expect(withShell(shell)).toEqual(['<Search />']));

  it.each([
    `function Shell({ children }) { return <Suspense>{children}</Suspense>; }`,
    `function Shell({ children }) { return <Inner><Suspense>{children}</Suspense></Inner>; }`,
    `function Shell({ children }) { return <Suspense fallback={children}><p /></Suspense>; }`,
    `function Shell({ children }) { return <Late>{children}</Late>; }`,
    `function Shell({ children }) { return <Box.Of>{children}</Box.Of>; }`,
    `function Shell({ children, isOpen }) { return isOpen ? children : null; }`,
    `function Shell({ children, isOpen }) { return isOpen && <p>{children}</p>; }`,
    `function Shell({ children }) { return typeof children === 'string' ? <p /> : null; }`,
    `function Shell({ children }) { return children ? <p /> : null; }`,
    `function Shell({ children }) { return !children; }`,
    `function Shell() { return null; }`,
    `function Shell({ other }) { return <p>{other}</p>; }`,
    `function Shell(props) { return <p>{props.other}</p>; }`,
    `function Shell([children]) { return <p>{children}</p>; }`,
    `function Shell({ children: [first] }) { return <p>{first}</p>; }`,
    `class Shell extends Component { render() { return <p>{this.props.other}</p>; } }`,
    `class Shell extends Component { render() { return <p>{this.state.children}</p>; } }`,
    `function Shell({ children }) { const body = <Suspense>{children}</Suspense>; return <p>{body}</p>; }`,
    `function Shell({ children }) { const body = <b>{children}</b>; return <p />; }`,
    `function Shell({ children }) { const Tag = find(); return <Tag>{children}</Tag>; }`,
  ])('%s does not, for all that is known', (shell) => expect(withShell(shell)).toEqual([]));

  it.each([
    ['<Shell side={<Search />} />', ['<Search />']],
    ['<Shell side={<p><Search /></p>} />', ['<Search />']],
    ['<Shell other={<Search />} />', []],
    ['<Shell><Search /></Shell>', []],
    ['<Shell side={<Suspense><Search /></Suspense>} />', ['<Search />']],
  ])('%s of one that shows a prop', (element, expected) => {
    expect(withShell(`function Shell({ side }) { return <div>{side}</div>; }`, element.replaceAll('Suspense', 'b'))).toEqual(
      expected,
    );
  });
});

function withPage(text: string, more: AppFiles = {}): string[] {
  const head = `import { use } from 'react'; import { cookies, headers } from 'next/headers'; import { connection } from 'next/server'; import { unstable_noStore } from 'next/cache'; import { Search } from '../ui/search';`;
  return found({ 'app/page.tsx': `${head}\n${text}`, ...more });
}

const page = `export default function Page() { return <Search />; }`;

describe('a page', () => {
  it.each([
    page,
    `export const dynamic = 'auto'; ${page}`,
    `export const dynamic = 'error'; ${page}`,
    `export const revalidate = 60; ${page}`,
    `export const revalidate = false; ${page}`,
    `export const fetchCache = 'default-cache'; ${page}`,
    `export const runtime = 'nodejs'; ${page}`,
    `export default async function Page() { await fetch('/a'); return <Search />; }`,
    `export default async function Page() { await fetch('/a', { next: { revalidate: 60 } }); return <Search />; }`,
    `export default async function Page() { await fetch('/a', { cache: 'force-cache' }); return <Search />; }`,
    `export default function Page({ params }) { return <Search />; }`,
    `export default function Page(props) { props.params; return <Search />; }`,
    `export default function Page(props) { const { params } = props; return <Search />; }`,
    `export default function Page() { const later = () => cookies(); return <Search />; }`,
    `export function generateMetadata() { return {}; } ${page}`,
  ])('%s is made by the build', (text) => expect(withPage(text)).toEqual(['<Search />']));

  it.each([
    `export const dynamic = 'force-dynamic'; ${page}`,
    `export const dynamic = 'force-static'; ${page}`,
    `export const dynamic = of(); ${page}`,
    `const dynamic = 'force-dynamic'; export { dynamic }; ${page}`,
    `export const revalidate = 0; ${page}`,
    `export const fetchCache = 'force-no-store'; ${page}`,
    `export const fetchCache = 'only-no-store'; ${page}`,
    `export const runtime = 'edge'; ${page}`,
    `export default async function Page() { await fetch('/a', { cache: 'no-store' }); return <Search />; }`,
    `export default async function Page() { await fetch('/a', { next: { revalidate: 0 } }); return <Search />; }`,
    `export default function Page({ searchParams }) { return <Search />; }`,
    `export default function Page({ searchParams: asked }) { return <Search />; }`,
    `export default function Page({ params, ...rest }) { return <Search />; }`,
    `export default function Page(props) { use(props.searchParams); return <Search />; }`,
    `export default function Page(props) { const { searchParams } = props; return <Search />; }`,
    `export default function Page(props) { const { ...rest } = props; return <Search />; }`,
    `export default function Page(props) { show(props); return <Search />; }`,
    `export default function Page([props]) { return <Search />; }`,
    `export default async function Page() { await cookies(); return <Search />; }`,
    `export default async function Page() { await headers(); return <Search />; }`,
    `export default async function Page() { await connection(); return <Search />; }`,
    `export default function Page() { unstable_noStore(); return <Search />; }`,
    `async function User() { await cookies(); return <p />; } export default function Page() { return <div><User /><Search /></div>; }`,
    `export async function generateMetadata() { await headers(); return {}; } ${page}`,
    `export async function generateViewport() { await cookies(); return {}; } ${page}`,
  ])('%s is not, for all that is known', (text) => expect(withPage(text)).toEqual([]));

  it.each<[string, AppFiles, string[]]>([
    ['a loading file', { 'app/loading.tsx': 'export default function Loading() { return null; }' }, []],
    [
      'a layout with one around its children',
      {
        'app/layout.tsx': `import { Suspense } from 'react'; export default function Layout({ children }) { return <Suspense>{children}</Suspense>; }`,
      },
      [],
    ],
    [
      'a layout that cannot be read',
      { 'app/layout.tsx': `import { wrapped } from 'some-package'; export default wrapped(() => null);` },
      [],
    ],
    [
      'a layout that reads the request',
      {
        'app/layout.tsx': `import { cookies } from 'next/headers'; export default async function Layout({ children }) { await cookies(); return <p>{children}</p>; }`,
      },
      [],
    ],
    [
      'a layout of the browser',
      { 'app/layout.tsx': `'use client'; export default function Layout({ children }) { return <p>{children}</p>; }` },
      ['<Search />'],
    ],
    ['a template', { 'app/template.tsx': `export default function Template({ children }) { return children; }` }, ['<Search />']],
    [
      'the setting of Next.js 14',
      { 'next.config.mjs': 'export default { experimental: { missingSuspenseWithCSRBailout: false } };' },
      [],
    ],
  ])('with %s', (_name, more, expected) => expect(withPage(page, more)).toEqual(expected));

  it.each<[string, string[]]>([
    ['app/not-found.tsx', ['<Search />']],
    ['app/posts/not-found.tsx', []],
    ['app/posts/page.tsx', ['<Search />']],
    ['app/posts/error.tsx', []],
    ['app/posts/(.)shown/page.tsx', []],
    ['app/posts/[id]/page.tsx', []],
    ['app/(group)/page.tsx', ['<Search />']],
    ['ui/page.tsx', []],
  ])('%s', (fileName, expected) => {
    expect(found({ [fileName]: `import { Search } from '@/ui/search';\n${page}`.replace('@', '/p') })).toEqual(expected);
  });

  it.each([
    [`export function generateStaticParams() { return [{ id: '1' }]; }`, ['<Search />']],
    [`export const generateStaticParams = async () => [{ id: '1' }];`, ['<Search />']],
    [`export function generateStaticParams() { return []; }`, []],
    [`export const generateStaticParams = () => [];`, []],
  ])('of a dynamic segment with %s', (text, expected) => {
    expect(found({ 'app/posts/[id]/page.tsx': `import { Search } from '../../../ui/search'; ${text} ${page}` })).toEqual(
      expected,
    );
  });
});
