import type ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeProject, temporaryProject, TsServer, typescriptPackages } from '../support/tsserver.ts';
import { tsconfig } from './support.ts';

const files = {
  'tsconfig.json': tsconfig(),
  'app/page.tsx': `import { Menu } from '../ui/menu';\nimport { plain } from '../lib/plain';\nexport default function Page() {\n  return <Menu title={plain} {...{ id: 1 }}>text</Menu>;\n}\n`,
  'ui/menu.tsx': `'use client';\nimport { save } from '../lib/actions';\nimport { Item } from './item';\n/** A menu. */\nexport function Menu(props: { title: string; id: number; children: string }) {\n  return <form action={save}><Item />{props.title}</form>;\n}\n`,
  'ui/item.tsx': `'use client';\nexport function Item() {\n  return null;\n}\n`,
  'ui/unused.tsx': `'use client';\nexport {};\n`,
  'lib/actions.ts': `'use server';\nexport async function save() {}\nexport async function drop() {}\n`,
  'lib/plain.ts': `export const plain = 'x';\n`,
  'lib/inline.ts': `export async function act() {\n  'use server';\n}\n`,
  'lib/wrapped.ts': `'use server';\nimport { client } from './client';\nexport const send = client(async (to: string) => to);\nasync function store(id: string) {\n  await save();\n  return id;\n}\nexport { store as keep };\nexport async function save() {}\n`,
  'lib/client.ts': `export const client = <T>(fn: T): T => fn;\n`,
  'lib/index.ts': `export * from './wrapped';\nexport { Menu as Nav } from '../ui/menu';\n`,
  'app/post/page.tsx': `import Link from 'next/link';
import { keep, Nav, send } from '../../lib';
import { Part } from '../../ui/part';
import { Panel } from '../../ui/panel';
class Money {}
async function load() {
  return 1;
}
export default function Post({ done, action }: { done: () => void; action: () => void }) {
  const kept = keep.bind(null, 'x');
  async function act() {
    'use server';
  }
  return (
    <form action={act}>
      <Nav title="x" id={1}>text</Nav>
      <Panel save={send} item={Part} rows={load()} price={new Money()} when={new Error('x')} done={done} action={action} part={<b />} key="k" {...{ a: 1 }} />
      <button formAction={kept} onClick={() => {}} className="x" />
      <Link href="/" prefetch>home</Link>
    </form>
  );
}
`,
  'ui/part.tsx': `'use client';\nexport function Part() {\n  return null;\n}\n`,
  'ui/panel.tsx': `'use client';
import { useActionState, useEffect } from 'react';
import { act } from '../lib/inline';
import { keep, save, send } from '../lib/wrapped';
export function Panel(props: Record<string, unknown>) {
  const [, dispatch] = useActionState(save, undefined);
  const call = () => keep('y');
  useEffect(() => {
    void save();
    void act();
  });
  return <button formAction={dispatch} onClick={() => send('z')} onBlur={call}>{String(props)}</button>;
}
`,
};

describe.each(typescriptPackages)('%s', (typescript) => {
  let server: TsServer;
  let directory: string;
  beforeAll(() => {
    directory = temporaryProject(files);
    server = new TsServer(typescript);
    for (const name of Object.keys(files)) if (name !== 'tsconfig.json') server.open(`${directory}/${name}`);
  });
  afterAll(() => {
    server.close();
    removeProject(directory);
  });

  /** What is shown over the first place where a text stands in a file: the signature, and what is said below it. */
  const hover = async (name: keyof typeof files, at: string): Promise<{ shown: string; said: string[] } | undefined> => {
    const before = files[name].slice(0, files[name].indexOf(at)).split('\n');
    const location = { line: before.length, offset: before.at(-1)!.length + 2 };
    try {
      const body = await server.request<ts.server.protocol.QuickInfoResponseBody>('quickinfo', {
        file: `${directory}/${name}`,
        ...location,
      });
      return { shown: body.displayString, said: String(body.documentation).split('\n\n') };
    } catch (error) {
      // tsserver's way to say that there is nothing.
      expect((error as Error).message).toBe('No content available.');
      return undefined;
    }
  };

  it('hints, where the host asks for any', async () => {
    const hints = async (name: keyof typeof files, start = 0, length = files[name].length): Promise<unknown[]> =>
      server.request('provideInlayHints', { file: `${directory}/${name}`, start, length });
    const hint = (line: number, offset: number, text: string): object => ({
      text,
      position: { line, offset },
      kind: 'Enum',
      whitespaceBefore: true,
    });
    const all = [hint(1, 34, 'client boundary'), hint(4, 15, 'client')];
    expect(await hints('app/page.tsx')).toEqual(all);
    expect(await hints('app/page.tsx', 0, 60)).toEqual(all.slice(0, 1));
    expect(await hints('lib/plain.ts')).toEqual([]);
  });

  it('on a directive: which side, and why', async () => {
    expect(await hover('ui/menu.tsx', "'use client'")).toEqual({
      shown: "'use client'",
      said: [
        'The boundary: this module and all it imports are sent to the browser, and props its components get from the server are serialized.',
        'Reached from the server by app/page.tsx → ui/menu.tsx.',
      ],
    });
    expect((await hover('ui/item.tsx', "'use client'"))?.said).toEqual([
      'Client side already, by app/page.tsx → ui/menu.tsx → ui/item.tsx: here the directive draws no line.',
    ]);
    expect((await hover('ui/unused.tsx', "'use client'"))?.said).toEqual([
      'Client side, once something imports it: no import that leads here was found.',
    ]);
    expect((await hover('lib/actions.ts', "'use server'"))?.said).toEqual([
      'Every function exported here is a Server Function: a public endpoint. Anyone can call it with any arguments; so check who calls and what.',
      'Imported by ui/menu.tsx.',
    ]);
    expect((await hover('lib/inline.ts', "'use server'"))?.said).toEqual([
      'A Server Function: a public endpoint. Anyone can call it with any arguments; so check who calls and what.',
      'Called by Panel in ui/panel.tsx.',
    ]);
  });

  it('on a Server Function: that it is a public endpoint, and who calls or passes it on', async () => {
    const endpoint = 'A Server Function: a public endpoint. Anyone can call it with any arguments.';
    expect(await hover('lib/actions.ts', 'save')).toEqual({
      shown: 'function save(): Promise<void>',
      said: [endpoint, 'Passed to <form action> by Menu in ui/menu.tsx.'],
    });
    expect((await hover('lib/actions.ts', 'drop'))?.said).toEqual([endpoint, 'No use of it was found.']);
    // Behind a wrapper, under another name, through a barrel, and in its own file.
    expect((await hover('lib/wrapped.ts', 'send'))?.said).toEqual([
      endpoint,
      'Called by onClick of Panel in ui/panel.tsx.',
      'Passed to <Panel save> by Post in app/post/page.tsx.',
    ]);
    expect((await hover('lib/wrapped.ts', 'store'))?.said).toEqual([
      endpoint,
      'Called by call of Panel in ui/panel.tsx.',
      'Passed to <button formAction> by Post in app/post/page.tsx.',
    ]);
    expect((await hover('lib/wrapped.ts', 'save() {'))?.said).toEqual([
      endpoint,
      'Called by store in lib/wrapped.ts.',
      'Passed to useActionState() by Panel in ui/panel.tsx.',
      'Called by Panel in ui/panel.tsx.',
    ]);
    expect((await hover('app/post/page.tsx', 'act()'))?.said).toEqual([
      endpoint,
      'Passed to <form action> by Post in app/post/page.tsx.',
    ]);
    expect((await hover('app/post/page.tsx', `'use server'`))?.said.at(-1)).toBe(
      'Passed to <form action> by Post in app/post/page.tsx.',
    );
  });

  it('on an import that crosses, either way', async () => {
    const toClient = [
      'Crosses to the client: ui/menu.tsx has "use client". On the server its exports are references: components to render, not functions to call.',
      'This file is on the server side by app/page.tsx.',
    ];
    // TypeScript's own text stays on top.
    expect((await hover('app/page.tsx', 'Menu'))?.said).toEqual(['A menu.', ...toClient]);
    expect((await hover('app/page.tsx', "'../ui/menu'"))?.said.slice(-2)).toEqual(toClient);
    expect((await hover('ui/menu.tsx', 'save'))?.said).toEqual([
      'Crosses to the server: lib/actions.ts has "use server". Its exports arrive as references; calling one is a request, and its arguments and result are serialized.',
      'This file is on the client side by app/page.tsx → ui/menu.tsx.',
    ]);
  });

  it('on an import that crosses through a barrel', async () => {
    expect((await hover('app/post/page.tsx', 'Nav, send'))?.said).toEqual([
      'A menu.',
      'Crosses to the client: ui/menu.tsx has "use client". On the server its exports are references: components to render, not functions to call.',
      'This file is on the server side by app/post/page.tsx.',
    ]);
    expect((await hover('app/post/page.tsx', 'keep, Nav'))?.said.at(-1)).toBe(
      'lib/wrapped.ts has "use server": its exports are Server Functions, public endpoints.',
    );
    expect((await hover('app/post/page.tsx', `'../../lib'`))?.said).toEqual(['']);
  });

  it('on a JSX tag: that it crosses, and what with it', async () => {
    expect((await hover('app/page.tsx', 'Menu title'))?.said.at(-1)).toBe(
      'What crosses here: title (plain data), …{ id: 1 } (plain data), children (what they render).',
    );
    expect((await hover('app/post/page.tsx', 'Nav title'))?.said).toEqual([
      'A menu.',
      'Crosses to the client: ui/menu.tsx has "use client". On the server its exports are references: components to render, not functions to call.',
      'This file is on the server side by app/post/page.tsx.',
      'What crosses here: title (plain data), id (plain data), children (what they render).',
    ]);
    expect((await hover('app/post/page.tsx', 'Panel save'))?.said.at(-1)).toBe(
      'What crosses here: save (a Server Function), item (a client reference), rows (a promise), price (cannot cross), when (arrives changed), done (not known to cross), action (not known), part (an element), key (does not cross), …{ a: 1 } (plain data).',
    );
    expect((await hover('app/post/page.tsx', 'Link href'))?.said.slice(-3)).toEqual([
      'Crosses to the client: this is a Client Component.',
      'This file is on the server side by app/post/page.tsx.',
      'What crosses here: href (plain data), children (what they render).',
    ]);
  });

  it('on a prop at a crossing: as what it crosses, or why it cannot, by the judgement of the rule', async () => {
    const lineOn = async (at: string): Promise<string> => {
      const said = (await hover('app/post/page.tsx', at))?.said ?? [];
      expect(said.at(-1)).toBe('This file is on the server side by app/post/page.tsx.');
      return said.at(-2)!;
    };
    expect((await hover('app/page.tsx', 'title'))?.said.slice(-2)).toEqual([
      '"title" crosses as plain data, serialized on its way to the browser.',
      'This file is on the server side by app/page.tsx.',
    ]);
    expect(await lineOn('save={')).toBe(
      '"save" crosses as a reference to Server Function "send": calling it in the browser is a request.',
    );
    expect(await lineOn('item={')).toBe(`"item" crosses as a reference to a client module's export, and the browser loads it.`);
    expect(await lineOn('rows={')).toBe(
      '"rows" crosses as a promise: the page need not wait for it, and the component reads it with use().',
    );
    expect(await lineOn('when={')).toBe(
      '"when" arrives changed: it is an Error and arrives as a generic Error without its message in production.',
    );
    expect(await lineOn('done={')).toBe(
      '"done" cannot cross unless every caller hands in a Server Function, and nothing says so.',
    );
    expect(await lineOn('action={action')).toBe(
      '"action" is serialized on its way to the browser, and whether it can be is not known here.',
    );
    expect(await lineOn('part={')).toBe('"part" crosses as what it renders: its Server Components stay on the server.');
    expect(await lineOn('formAction={')).toBe(
      '"formAction" crosses as a reference to Server Function "keep", with the values bound to it: calling it in the browser is a request.',
    );
    expect(await lineOn('action={act')).toBe(
      '"action" crosses as a reference to Server Function "act": calling it in the browser is a request.',
    );
    // On an element of the document plain data is nothing to speak of.
    expect((await hover('app/post/page.tsx', 'className='))?.said.join()).not.toMatch(/crosses|side/u);
    const findings = await server.findings(`${directory}/app/post/page.tsx`);
    for (const name of ['price', 'onClick']) {
      const said = findings.find(({ message }) => message.startsWith(`\`${name}\``))?.message;
      expect(await lineOn(`${name}={`)).toBe(said?.replace(/ of `<\w+>`/u, ''));
    }
  });

  it('says nothing where nothing crosses', async () => {
    expect((await hover('app/page.tsx', 'plain'))?.said).toEqual(['']);
    expect((await hover('ui/menu.tsx', 'Item'))?.said).toEqual(['']);
    expect((await hover('ui/menu.tsx', 'Item /'))?.said).toEqual(['']);
    expect((await hover('ui/menu.tsx', 'title'))?.said).toEqual(['']);
  });
});
