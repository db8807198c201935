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
