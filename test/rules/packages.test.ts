import { expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { findingsInApp, type AppFiles } from '../support/app.ts';

const page = `import { Provider, useKit, Menu } from 'kit';

export default function Page() {
  const kit = useKit();
  return <Provider onOpen={() => kit} icon={Menu.Icon}>text</Provider>;
}
`;

const kit = (source: string): AppFiles => ({
  'node_modules/kit/package.json':
    '{"name":"kit","type":"module","exports":{".":{"types":"./index.d.ts","default":"./index.js"}}}',
  'node_modules/kit/index.d.ts':
    'export declare function Provider(props: object): null; export declare function useKit(): string; export declare const Menu: any;',
  'node_modules/kit/index.js': source,
});

/** Where each rule finds something in the page: the rule, and the text its finding starts with. */
function found(files: AppFiles): string[] {
  const on = rules
    .filter(({ name }) => name === 'serializable-props' || name === 'client-reference-use')
    .map((rule) => ({ rule }));
  return findingsInApp({ 'app/page.tsx': page, ...files }, on)
    .filter(({ fileName }) => fileName === 'app/page.tsx')
    .map(({ rule, start, end }) => `${rule}: ${page.slice(start, end)}`);
}

const exported =
  'export function Provider() { return null }\nexport function useKit() { return 1 }\nexport const Menu = { Icon: 1 };';

it('what is given to a client package is judged as what is given to a client module of the app', () => {
  const expected = ['client-reference-use: useKit()', 'serializable-props: onOpen', 'client-reference-use: Menu.Icon'];
  expect(found(kit(`"use client";\n${exported}`)).sort()).toEqual([...expected].sort());
  expect(found({ ...kit(`export * from './kit.js';`), 'node_modules/kit/kit.js': `'use client';\n${exported}` }).sort()).toEqual(
    [...expected].sort(),
  );
});

it('the message says what can be done where the module is not one’s own', () => {
  const rule = rules.find(({ name }) => name === 'client-reference-use')!;
  const [first] = findingsInApp({ 'app/page.tsx': page, ...kit(`"use client";\n${exported}`) }, [{ rule }]);
  expect(first!.message).toBe(
    '`useKit` cannot be called on the server: `kit/index.js` is a "use client" file. Use it in a Client Component of your own, and render that here.',
  );
});

it('nothing is said of a package without a directive, nor where the server loads another build of it', () => {
  expect(found(kit(exported))).toEqual([]);
  const conditions = { types: './index.d.ts', 'react-server': './server.js', default: './index.js' };
  expect(
    found({
      ...kit(`'use client';\n${exported}`),
      'node_modules/kit/package.json': JSON.stringify({ name: 'kit', exports: { '.': conditions } }),
      'node_modules/kit/server.js': exported,
    }),
  ).toEqual([]);
});

/** Where `serializable-props` finds something where exports of a package are given to a Client Component. */
function given(index: string, types: string): string[] {
  const source = `import { Tab } from './tab';
import Default, { Icon, Arrow, Made, Again, label, format } from 'kit';
import * as kit from 'kit';

export default function Page() {
  return [
    <Tab icon={Icon} />,
    <Tab icon={Arrow} />,
    <Tab icon={Made} />,
    <Tab icon={Again} />,
    <Tab icon={Default} />,
    <Tab icon={kit.Icon} />,
    <Tab icon={label} />,
    <Tab icon={format} />,
    <Tab icon={<Icon />} />,
  ];
}
`;
  const files = {
    'app/tab.tsx': "'use client';\nexport function Tab({ icon }: { icon: unknown }) { return String(icon) }",
    'app/page.tsx': source,
    ...kit(index),
    'node_modules/kit/index.d.ts': types,
    'node_modules/kit/again.js': 'export function Again() { return null }',
  };
  const rule = rules.find(({ name }) => name === 'serializable-props')!;
  return findingsInApp(files, [{ rule }])
    .filter(({ fileName }) => fileName === 'app/page.tsx')
    .map(({ start }) => /^icon=\{(.*)\} \/>/m.exec(source.slice(start))![1]!);
}

const declarations = `import type { ForwardRefExoticComponent, JSX } from 'react';
export declare function Icon(props: object): JSX.Element;
export declare const Arrow: (props: object) => JSX.Element;
export declare const Made: ForwardRefExoticComponent<object>;
export declare function Again(): null;
export declare const label: string;
export declare function format(value: number): string;
export default Icon;
`;
const javaScript = `import { forwardRef } from 'react';
export function Icon() { return null }
export const Arrow = () => null;
export const Made = forwardRef(() => null);
export { Again } from './again.js';
export const label = [1].join('');
export const format = (value) => String(value);
export default Icon;
`;

it('a component or function that a package declares without a directive is no reference, and cannot be a prop', () => {
  const functions = ['Icon', 'Arrow', 'Made', 'Again', 'Default', 'kit.Icon', 'format'];
  expect(given(javaScript, declarations)).toEqual(functions);
  expect(given(`'use client';\n${javaScript}`, declarations)).toEqual([]);
  expect(given(javaScript, 'declare const kit: any; export = kit;')).toEqual(functions);
});

it('nothing is said of what a package may hand on from a client module', () => {
  const client = `'use client';\nexport function Inner() { return null }`;
  const index = `import { Inner } from './client.js';
export { Inner as Icon } from './client.js';
export const Arrow = Inner;
export default Inner;
`;
  expect(given(`${index}//`, declarations).filter((name) => name !== 'Again')).toEqual([]);
  expect(client).toContain('use client');
});
