import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { clientReferenceUse } from '../../src/rules/client-reference-use.ts';
import { projectOfFiles } from '../support/app.ts';
import { startReact, type Outcome, type React } from '../support/react-encoder.ts';

/** What server code does with the exports of a `"use client"` module: statements, and an expression that is then a prop. */
interface Use {
  readonly setup?: string;
  readonly value: string;
}

const names = [
  'Client',
  'useClient',
  'constant',
  'Menu',
  'Theme',
  'helper',
  'config',
  'items',
  'flag',
  'label',
  'Service',
  'tag',
];

const imports = `import { createElement, memo } from 'react';
import { ${names.join(', ')} } from './client';
import * as UI from './client';`;

const clientModule = `'use client';
import { createContext } from 'react';
export function Client(_: { v?: unknown }) { return null }
export function useClient() {}
export const constant = 1;
export const Menu = Object.assign(() => null, { Item: () => null });
export const Theme = createContext('light');
export const helper = () => 1;
export const config = { title: 'a', name: 'b', nested: { a: 1 } };
export const items = [1, 2];
export const flag = false;
export const label = 'a';
export class Service { a = 1 }
export const tag = (parts: TemplateStringsArray) => parts.join('');
`;

/** The message each is told; React fails at it, or brings something else to the client than the client's own code would. */
const wrong: Array<Use & { readonly messageId: string }> = [
  { messageId: 'called', value: 'helper()' },
  { messageId: 'called', value: '(helper)()' },
  { messageId: 'called', value: 'helper!()' },
  { messageId: 'called', value: 'helper?.()' },
  { messageId: 'called', value: 'UI.helper()' },
  { messageId: 'called', value: "UI['helper']()" },
  { messageId: 'called', value: 'useClient()' },
  { messageId: 'called', value: 'Client({})' },
  { messageId: 'called', value: 'tag`a`' },
  { messageId: 'called', value: 'await helper()' },
  { messageId: 'called', setup: 'const alias = helper;', value: 'alias()' },
  { messageId: 'called', setup: 'const { helper: alias } = UI;', value: 'alias()' },
  { messageId: 'constructed', value: 'new Service().a' },
  { messageId: 'constructed', value: 'new UI.Service().a' },
  { messageId: 'constructed', setup: 'class Own extends Service {}', value: 'new Own().a' },
  {
    messageId: 'constant',
    setup: 'const made: unknown = Service; const given = typeof made === "function" ? { a: 1 } : 0;',
    value: 'given instanceof Service || made',
  },
  { messageId: 'member', value: 'Menu.Item' },
  { messageId: 'member', value: 'Menu?.Item' },
  { messageId: 'member', value: '(Menu as any).Item' },
  { messageId: 'member', value: "Menu['Item']" },
  { messageId: 'member', value: 'UI.Menu.Item' },
  { messageId: 'member', value: '<Menu.Item />' },
  { messageId: 'member', value: '<Menu.Item></Menu.Item>' },
  { messageId: 'member', value: '<UI.Menu.Item />' },
  { messageId: 'member', value: '<Theme.Provider value="dark" />' },
  { messageId: 'member', value: 'createElement(Menu.Item)' },
  { messageId: 'member', setup: 'const { Item } = Menu;', value: 'Item' },
  { messageId: 'member', setup: 'const { Item: Entry } = UI.Menu;', value: '<Entry />' },
  { messageId: 'member', setup: "const { ['Item']: Entry } = Menu;", value: '<Entry />' },
  { messageId: 'member', setup: 'const { Menu: { Item } } = UI;', value: '<Item />' },
  { messageId: 'member', setup: 'let Item; ({ Item } = Menu);', value: 'Item' },
  { messageId: 'member', value: 'helper.call(undefined)' },
  { messageId: 'member', value: 'helper.apply(undefined, [])' },
  { messageId: 'member', value: 'helper.bind(undefined)()' },
  { messageId: 'member', value: 'config.title' },
  { messageId: 'member', value: 'config.name' },
  { messageId: 'member', value: 'config.nested.a' },
  { messageId: 'member', value: 'items[0]' },
  { messageId: 'member', value: 'items.map((item) => item)' },
  { messageId: 'member', value: 'items.length' },
  { messageId: 'member', value: 'label.toUpperCase()' },
  { messageId: 'member', value: 'constant.toFixed()' },
  { messageId: 'spread', value: '({ ...config })' },
  { messageId: 'spread', value: '[...items]' },
  { messageId: 'spread', value: '<div {...(config as object)} />' },
  { messageId: 'spread', value: 'Math.max(...items)' },
  { messageId: 'spread', setup: 'const { ...rest } = config;', value: 'rest' },
  { messageId: 'constant', setup: 'const [first] = items;', value: 'first' },
  { messageId: 'constant', value: '`${label}!`' },
  { messageId: 'constant', value: "label + '!'" },
  { messageId: 'constant', value: 'constant + 1' },
  { messageId: 'constant', value: '-constant' },
  { messageId: 'constant', value: 'constant > 0' },
  { messageId: 'constant', value: "label === 'a'" },
  { messageId: 'constant', value: 'flag ? 1 : 2' },
  { messageId: 'constant', value: 'flag && 1' },
  { messageId: 'constant', value: 'flag || 2' },
  { messageId: 'constant', value: '!flag' },
  { messageId: 'constant', setup: 'let n = 0; if (flag) n = 1;', value: 'n' },
  { messageId: 'constant', setup: 'let n = 0; while (flag) { n = 1; break }', value: 'n' },
  { messageId: 'constant', setup: 'let n = 0; for (const item of items) n += item;', value: 'n' },
  { messageId: 'constant', setup: 'let n = 0; for (const key in config) n += key.length;', value: 'n' },
  { messageId: 'constant', value: "'title' in config" },
  { messageId: 'constant', value: "'abc'.at(constant)" },
  { messageId: 'constant', value: "'abc'[constant]" },
  { messageId: 'constant', value: 'Object.keys(config)' },
  { messageId: 'constant', value: 'JSON.stringify(config)' },
  { messageId: 'constant', value: 'String(label)' },
  { messageId: 'constant', value: 'Array.isArray(items)' },
  { messageId: 'constant', value: 'UI.constant + 1' },
  { messageId: 'constant', value: 'new Set(items).size' },
];

/** Nothing is said of these, and they work. */
const right: Use[] = [
  { value: '<Client />' },
  { value: '<UI.Client />' },
  { value: '<UI.Client>a</UI.Client>' },
  { value: 'createElement(Client)' },
  { value: 'createElement(UI.Client, { v: helper })' },
  { value: 'Client' },
  { value: 'UI.Client' },
  { value: "UI['Client']" },
  { value: 'helper' },
  { value: 'Service' },
  { value: 'Theme' },
  { value: 'constant' },
  { value: 'config' },
  { value: '[items]' },
  { value: '({ label, config })' },
  { value: '<Client v={constant} />' },
  { value: '<Client v={{ helper, items }} />' },
  { value: '<Client {...{ v: label }} />' },
  { value: '<Theme value="dark">a</Theme>' },
  { value: '<div>{<Client v={Menu} />}</div>' },
  { setup: 'const Alias = Client;', value: '<Alias />' },
  { setup: 'const { Client: Alias } = UI;', value: '<Alias />' },
  { setup: 'const Parts = { Button: Client };', value: '<Parts.Button />' },
  { setup: 'const parts = [Client, Menu];', value: 'parts.map((Part, key) => <Part key={key} />)' },
  { setup: 'const Chosen = Math.random() < 2 ? Client : Menu;', value: '<Chosen />' },
  { setup: 'const wrap = (given: unknown) => [given];', value: 'wrap(Client)' },
  { setup: 'function View({ v }: { v: string }) { return <p>{v}</p> }', value: '<View v={label} />' },
  { value: '<p title={label}>{label}</p>' },
  { value: '<p>{Client ? label : null}</p>' },
  { value: '<p>{Client && label}</p>' },
  { value: '<p>{(null as string | null) ?? label}</p>' },
  { setup: 'const props = { v: label, list: [constant] };', value: '<Client {...props} />' },
  { setup: 'const list: unknown[] = []; list.push(label);', value: 'list' },
  { setup: 'const list = new Map([["k", label]]);', value: 'list' },
  { setup: 'const show = () => label;', value: '<p>{show()}</p>' },
  { setup: 'const show = (text: string) => <p>{text}</p>;', value: 'show(label)' },
  { setup: 'let chosen; chosen = label;', value: '<p>{chosen}</p>' },
  { value: 'Client ? 1 : 2' },
  { value: 'Menu && 1' },
  { value: 'Client === Client' },
  { value: 'typeof Client' },
  { value: 'Client.name === undefined' },
  { value: '(Client as any).displayName' },
  { value: '(Client as any).defaultProps' },
  { value: '(Client as any).toJSON' },
  { setup: 'type Props = Parameters<typeof Client>[0]; const props: Props = { v: 1 };', value: 'props' },
  { setup: 'type Config = typeof config; const own: Config = { title: "b", nested: { a: 2 } };', value: 'own.title' },
  { setup: 'function shadow(config: { title: string }) { return config.title }', value: "shadow({ title: 'b' })" },
];

/** Nothing is said of these, though they do not work. */
const unsaid: Array<Use & { readonly why: string }> = [
  { value: 'typeof constant', why: 'asking for the type is how code looks before it leaps' },
];

/** These are told, though they work: what a function of the program is given it works with, as far as can be known. */
const beyond: Array<Use & { readonly messageId: string }> = [
  { messageId: 'constant', setup: 'const wrap = (given: unknown) => [given];', value: 'wrap(constant)' },
  { messageId: 'constant', value: 'flag ? 1 : 1' },
];

const failing = [...wrong, ...unsaid];

describe('what server code does with a client module', () => {
  const all = [...failing, ...right, ...beyond];
  let react: React;
  const outcomes: Record<string, Outcome[]> = {};

  beforeAll(async () => {
    react = await startReact('production');
    const lines = all.map(({ setup = '', value }) => `async () => { ${setup}\n return [(${value})]; },`);
    const source = `${imports}\nexport const values = [\n${lines.join('\n')}\n];`;
    for (const module of ['./client', './proxied']) {
      await react.load(source.replaceAll("'./client'", `'${module}'`));
      outcomes[module] = await react.meet([...all.keys()]);
    }
  });

  afterAll(() => {
    react.close();
  });

  /** Of an ES module, and of a CommonJS one. */
  const done = (use: Use): Outcome[] => ['./client', './proxied'].map((module) => outcomes[module]![all.indexOf(use)]!);

  it.each(wrong)('$value is $messageId', (use) => {
    expect(done(use).map(({ kind }) => kind)).not.toEqual(['ok', 'ok']);
    expect(found(use)).toEqual([use.messageId]);
  });

  it.each(right)('$value works', (use) => {
    expect(done(use)).toEqual([{ kind: 'ok' }, { kind: 'ok' }]);
    expect(found(use)).toEqual([]);
  });

  it.each(beyond)('$value works, and is told all the same', (use) => {
    expect(done(use)).toEqual([{ kind: 'ok' }, { kind: 'ok' }]);
    expect(found(use)).toEqual([use.messageId]);
  });

  it.each(unsaid)('$value is let pass: $why', (use) => {
    expect(done(use).map(({ kind }) => kind)).not.toEqual(['ok', 'ok']);
    expect(found(use)).toEqual([]);
  });
});

/** What the rule says of a page that does it. */
function found({ setup = '', value }: Use): string[] {
  const page = `${imports}\nexport default async function Page() { ${setup}\n return <Client v={(${value})} />; }`;
  const project = projectOfFiles({ 'app/page.tsx': page, 'app/client.tsx': clientModule });
  return runRules(project, project.sourceFile('/p/app/page.tsx')!, [{ rule: clientReferenceUse }]).map(
    ({ messageId }) => messageId,
  );
}
