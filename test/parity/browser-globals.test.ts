import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noBrowserGlobalInSsr } from '../../src/rules/no-browser-global-in-ssr.ts';
import { findingsInApp, type AppFiles } from '../support/app.ts';
import { runnable, startNext } from '../support/next-side.ts';
import type { Side } from '../support/react-encoder.ts';

// Client components that read something of the browser's, each loaded and rendered by React's server renderer as Next.js's server does
// it: what ends in a ReferenceError is what has a finding.

/** Expressions that read a global, and some that do not come to it. */
const reads = {
  window: 'window.innerWidth',
  document: 'document.title',
  localStorage: "localStorage.getItem('a')",
  navigator: 'navigator.userAgent',
  call: "matchMedia('print').matches",
  template: '`${location.href}`',
  index: "window['innerWidth']",
  optional: 'window?.innerWidth',
  destructured: '(({ href }) => href)(location)',
  constructed: 'new Image()',
  typeOf: 'typeof document',
  typeOfWindow: "typeof window === 'undefined' ? 0 : window.innerWidth",
  typeOfNot: "typeof window !== 'undefined' && window.innerWidth",
  typeOfOther: "typeof document === 'object' ? localStorage.length : 0",
  ofGlobalThis: 'globalThis.window?.innerWidth',
  constant: 'isBrowser ? window.innerWidth : 0',
  negated: '!isBrowser || document.title',
  helper: 'width()',
  guardedHelper: 'careful()',
  imported: 'far()',
  importedGuarded: 'farCareful()',
  shadowed: '((window: { innerWidth: number }) => window.innerWidth)({ innerWidth: 1 })',
};

type Read = keyof typeof reads;

/** Where a component reads it. */
const places = {
  load: (read: string) => component('', '', `const value = ${read};`),
  loadInClass: (read: string) => component('', '', `class Store { static value = ${read}; }`),
  loadAtOnce: (read: string) => component('', '', `const value = (() => ${read})();`),
  loadLater: (read: string) => component('', '', `const value = () => ${read};`),
  loadTried: (read: string) => component('', '', `let value; try { value = ${read}; } catch {}`),
  render: (read: string) => component(`const value = ${read};`),
  jsx: (read: string) => component('', `{String(${read})}`),
  attribute: (read: string) => component('', `<i title={String(${read})} />`),
  named: (read: string) => component(`const get = () => ${read}; const value = get();`),
  namedUnused: (read: string) => component(`const get = () => ${read};`),
  tried: (read: string) => component(`try { void (${read}); } catch {}`),
  triedOnly: (read: string) => component(`try { void (${read}); } finally { noted(); }`),
  state: (read: string) => component(`const [value] = useState(${read});`),
  stateLazy: (read: string) => component(`const [value] = useState(() => ${read});`),
  reducer: (read: string) => component(`const [value] = useReducer((old: unknown) => old, 0, () => ${read});`),
  reducerAction: (read: string) => component(`const [value] = useReducer(() => ${read}, 0);`),
  memo: (read: string) => component(`const value = useMemo(() => ${read}, []);`),
  ref: (read: string) => component(`const value = useRef(${read});`),
  callback: (read: string) => component(`const value = useCallback(() => ${read}, []);`),
  effect: (read: string) => component(`useEffect(() => { void (${read}); }, []);`),
  layoutEffect: (read: string) => component(`useLayoutEffect(() => { void (${read}); });`),
  insertionEffect: (read: string) => component(`React.useInsertionEffect(() => { void (${read}); });`),
  effectNamed: (read: string) => component(`const start = () => { void (${read}); }; useEffect(start, []);`),
  handler: (read: string) => component('', `<button onClick={() => { void (${read}); }} />`),
  handlerNamed: (read: string) => component(`function press() { void (${read}); }`, '<button onClick={press} />'),
  refCallback: (read: string) => component('', `<i ref={() => { void (${read}); }} />`),
  snapshot: (read: string) => component(`const value = useSyncExternalStore(() => () => {}, () => ${read}, () => 0);`),
  serverSnapshot: (read: string) => component(`const value = useSyncExternalStore(() => () => {}, () => 0, () => ${read});`),
  mounted: (read: string) =>
    component('const [isMounted, mount] = useState(false); useEffect(() => mount(true), []);', `{isMounted && String(${read})}`),
  mountedEarly: (read: string) =>
    component(
      `const [isMounted, mount] = useState(false); useEffect(() => mount(true), []); if (!isMounted) return null; void (${read});`,
    ),
  ownHook: (read: string) => component('const value = useValue();', '', `function useValue() { return ${read}; }`),
  ownHookEffect: (read: string) =>
    component('const value = useValue();', '', `function useValue() { useEffect(() => { void (${read}); }); }`),
  child: (read: string) => component('', '<Child />', `function Child() { return <i>{String(${read})}</i>; }`),
  childUnused: (read: string) => component('', '', `function Child() { return <i>{String(${read})}</i>; }`),
  memoed: (read: string) => component('', '<Child />', `const Child = memo(() => <i>{String(${read})}</i>);`),
  forwarded: (read: string) =>
    component('', '<Child />', `const Child = forwardRef<HTMLElement>((_, ref) => <i ref={ref}>{String(${read})}</i>);`),
  classRender: (read: string) =>
    component('', '<Child />', `class Child extends Component { render() { return <i>{String(${read})}</i>; } }`),
  classField: (read: string) =>
    component('', '<Child />', `class Child extends Component { state = { value: ${read} }; render() { return null; } }`),
  classConstructor: (read: string) =>
    component(
      '',
      '<Child />',
      `class Child extends React.Component { constructor(props: object) { super(props); void (${read}); } render() { return null; } }`,
    ),
  classMounted: (read: string) =>
    component(
      '',
      '<Child />',
      `class Child extends Component { componentDidMount() { void (${read}); } render() { return null; } }`,
    ),
  classArrow: (read: string) =>
    component(
      '',
      '<Child />',
      `class Child extends Component { press = () => { void (${read}); }; render() { return <b onClick={this.press} />; } }`,
    ),
  mapped: (read: string) => component('', `{[1].map((key) => <i key={key}>{String(${read})}</i>)}`),
  timer: (read: string) =>
    component(`useEffect(() => { const id = setTimeout(() => { void (${read}); }); return () => clearTimeout(id); });`),
  imported: (read: string) => component('', '<Far />', '', `export function Far() { return <i>{String(${read})}</i>; }`),
  importedLoad: (read: string) =>
    component('', '<Far />', '', `const value = ${read}; export function Far() { return <i>{String(value)}</i>; }`),
  withoutSsr: (read: string) =>
    component(
      '',
      '<Late />',
      "const Late = dynamic(() => import('./late'), { ssr: false });",
      '',
      `export default function Late() { return <i>{String(${read})}</i>; }`,
    ),
  withoutSsrLoad: (read: string) =>
    component(
      '',
      '<Late />',
      "const Late = dynamic(() => import('./late').then((all) => all.Late), { ssr: false });",
      '',
      `const value = ${read}; export const Late = () => <i>{String(value)}</i>; export default Late;`,
    ),
  withSsr: (read: string) =>
    component(
      '',
      '<Late />',
      "const Late = dynamic(() => import('./late'), { loading: () => <p /> });",
      '',
      `export default function Late() { return <i>{String(${read})}</i>; }`,
    ),
  lazy: (read: string) =>
    component(
      '',
      '<Suspense><Late /></Suspense>',
      "const Late = lazy(() => import('./late'));",
      '',
      `export default function Late() { return <i>{String(${read})}</i>; }`,
    ),
  fallback: (read: string) => component('', `<Suspense fallback={<i>{String(${read})}</i>}><b /></Suspense>`),
};

type Place = keyof typeof places;

function component(body: string, children = '', beside = '', far = '', late = ''): AppFiles {
  return {
    'app/page.tsx': `'use client';
import * as React from 'react';
import { Component, forwardRef, lazy, memo, Suspense, useCallback, useEffect, useLayoutEffect, useMemo, useReducer, useRef, useState, useSyncExternalStore } from 'react';
import dynamic from 'next/dynamic';
import { careful, far, farCareful, Far, isBrowser, noted, width } from './far';
${beside}
export default function Page() {
  ${body}
  return <main>${children}</main>;
}
`,
    'app/far.tsx': `import { isBrowser } from './env';
export { isBrowser };
export function noted() {}
export const width = () => window.innerWidth;
export const careful = () => (isBrowser ? window.innerWidth : 0);
export function far() { return width(); }
export function farCareful() { if (!isBrowser) return 0; return width(); }
${far || 'export const Far = () => <i />;'}
`,
    'app/env.ts': "export const isBrowser = typeof window !== 'undefined';",
    'app/late.tsx': `import { careful, far, farCareful, isBrowser, width } from './far';
${late || 'export default function Late() { return <i />; }'}
`,
  };
}

let next: Side;
beforeAll(async () => {
  next = await startNext('ssr');
});
afterAll(() => {
  next.close();
});

async function expectAgreement(read: Read, place: Place): Promise<boolean> {
  const files = places[place](reads[read]);
  const errors = (await next.ask('errors', runnable(files, 'app/page.tsx'))) as string[];
  const isFailing = errors.some((text) => text.startsWith('ReferenceError'));
  expect(errors.filter((text) => !text.startsWith('ReferenceError'))).toEqual([]);
  const found = findingsInApp(files, [{ rule: noBrowserGlobalInSsr }]);
  expect(found.length > 0, `${read} in ${place}: ${errors[0]}`).toBe(isFailing);
  return isFailing;
}

// Each place has a fifth of the reads here, other ones each time; `npm run parity` has them all.
const isWhole = process.env['PARITY_BUILDS'] !== undefined;
const readNames = Object.keys(reads) as Read[];

describe('client modules on the server', () => {
  it.each(Object.keys(places) as Place[])('%s', async (place) => {
    const number = Object.keys(places).indexOf(place);
    for (const [index, read] of readNames.entries()) {
      if (isWhole || index === 0 || (index + number) % 5 === 0) await expectAgreement(read, place);
    }
  });
});
