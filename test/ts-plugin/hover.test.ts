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
    ]);
  });

  it('on a Server Function: that it is a public endpoint, and who imports it', async () => {
    expect(await hover('lib/actions.ts', 'save')).toEqual({
      shown: 'function save(): Promise<void>',
      said: ['A Server Function: a public endpoint. Anyone can call it with any arguments.', 'Imported by ui/menu.tsx.'],
    });
    expect((await hover('lib/actions.ts', 'drop'))?.said[1]).toBe('No import of it was found.');
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

  it('on a JSX tag and a prop at a crossing: what crosses', async () => {
    expect((await hover('app/page.tsx', 'Menu title'))?.said.at(-1)).toBe('What crosses here: title, …{ id: 1 }, children.');
    expect((await hover('app/page.tsx', 'title'))?.said.at(-1)).toBe(
      'Crosses to the client: the value of "title" is serialized on its way to the browser.',
    );
  });

  it('says nothing where nothing crosses', async () => {
    expect((await hover('app/page.tsx', 'plain'))?.said).toEqual(['']);
    expect((await hover('ui/menu.tsx', 'Item'))?.said).toEqual(['']);
    expect((await hover('ui/menu.tsx', 'Item /'))?.said).toEqual(['']);
    expect((await hover('ui/menu.tsx', 'title'))?.said).toEqual(['']);
  });
});
