import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { applyEdits } from '../support/apply-edits.ts';
import { renameProp } from '../../src/fixes/rename-prop.ts';
import { splitsAt } from '../../src/hints/split-file.ts';
import { forEachDescendant } from '../../src/syntax/descendants.ts';
import { memoryApp } from '../support/memory-app.ts';

/** What can be moved at the `|` of a module that a page renders, and what the new file is then. */
function splits(source: string, name = 'ui/panel.tsx'): { titles: string; text: string } {
  const at = source.indexOf('|');
  const files = {
    'app/page.tsx': `import { Panel } from '../ui/panel';\nexport default function Page() { return <Panel />; }`,
    'ui/panel.tsx': `export function Panel() { return <p />; }`,
    'ui/taken.tsx': 'export {};',
    'lib/db.ts': 'export const db = { save(_text: string) {} };',
    [name]: source.replace('|', ''),
  };
  const app = memoryApp(files);
  const found = splitsAt(app.project, app.sourceFile(name), { start: at, end: at });
  return { titles: found.map(({ title }) => title).join(), text: found[0]?.split.text ?? '' };
}

describe('a function that can be moved to the other side', () => {
  const rest = `\nexport function Panel() { return <Row />; }`;
  const head = `import { useState } from 'react';\n`;
  const row = 'Move `Row` to row.tsx, a new "use client" file';
  const save = 'Move `save` to actions.ts, a new "use server" file';

  it.each([
    [`function |Row() { return <b onClick={() => {}} />; }`, row],
    [`function Row() |{ return <b onClick={() => {}} />; }`, row],
    [`function Row() { return <b| onClick={() => {}} />; }`, ''],
    [`const |Row = () => <b onClick={() => {}} />;`, row],
    [`const |Row = () => { useState(0); return <b />; };`, row],
    [`export function |Row() { useState(0); return <b />; }`, row],
    [`function |Row() { return <b />; }`, ''],
    [`function |Row({ run }: { run?: () => void }) { return <b onClick={run} />; }`, ''],
    [`function |Row() { return <b data-on={() => {}} />; }`, ''],
    [`async function |Row() { return <b onClick={() => {}} />; }`, ''],
    [`function |row() { return <b onClick={() => {}} />; } const Row = row;`, ''],
    [`function |Row() { return <b onClick={shared} />; } const shared = () => {}; export const other = shared;`, ''],
    [`function |Row() { useState(shared); return <b />; } const shared = 1; export const other = shared;`, ''],
    [`function |Row() { useState(own); return <b />; } const own = 1;`, row],
    [`function |Row() { useState(own()); return <b />; } const own = () => part; const part = 1;`, row],
    [`function |Row() { useState(own()); return <b />; } const own = () => part; const part = 1; export { part };`, ''],
    [`function |Row() { const inner = 1; useState(inner); return <b />; }`, row],
    [`function outer() { function |Row() { useState(0); return <b />; } return Row; } const Row = outer();`, ''],
    [`const |Row = () => { useState(0); return <b />; }, two = 2;`, ''],
    [`let |Row = () => <b onClick={() => {}} />;`, ''],
    [`|const ;`, ''],
    [`|const Row = () => <b onClick={() => {}} />;`, row],
    [`const |Row = [() => <b onClick={() => {}} />][0]!;`, ''],
  ])('of the server: %s', (code, expected) => {
    expect(splits(`${head}${code}${rest}`).titles).toBe(expected);
  });

  it.each([
    [`async function |save(form: FormData) { 'use server'; form.get('a'); }`, save],
    [`async function save(form: FormData) { |'use server'; form.get('a'); }`, save],
    [`async function save(form: FormData) { 'use server'; |form.get('a'); }`, ''],
    [`const |save = async (form: FormData) => { 'use server'; form.get('a'); };`, save],
    [`const |save = async function (form: FormData) { 'use server'; form.get('a'); };`, save],
    [`async function |save(form: FormData) { form.get('a'); }`, ''],
    [`async function |save(form: FormData) { 'use server'; form.get(name); } const name = 'a';`, save],
    [`async function |save(form: FormData) { 'use server'; form.get(name); } let name = 'a'; export const other = name;`, ''],
  ])('of the client: %s', (code, expected) => {
    const panel = `\nexport function Panel() { return <form action={save} />; }`;
    expect(splits(`'use client';\n${code}${panel}`).titles).toBe(expected);
  });

  it('takes another name where one is taken', () => {
    const taken = `${head}function |Taken() { useState(0); return <b />; }\nexport function Panel() { return <Taken />; }`;
    expect(splits(taken).titles).toBe('Move `Taken` to taken-part.tsx, a new "use client" file');
  });

  it('not in a module that nothing loads', () => {
    expect(splits(`${head}export function |Row() { useState(0); return <b />; }`, 'ui/alone.tsx').titles).toBe('');
  });

  it('takes along what only it uses, with its comments, and imports the rest', () => {
    const { text } = splits(`'use client';
import type { ReactNode } from 'react';
import { db } from '../lib/db';
import * as kit from '../lib/db';

export interface Shape {
  text: string;
}
type Own = { shape: Shape };
/** The table. */
const table = 'posts';
const node: ReactNode = null;

/** Saves it. */
async function |save({ shape }: Own) {
  'use server';
  db.save(table + shape.text);
}
export const Panel = () => <button onClick={() => save({ shape: { text: 'a' } })}>{[node, String(kit)]}</button>;
`);
    expect(text).toMatchInlineSnapshot(`
      "'use server';

      import { db } from '../lib/db';
      import type { Shape } from './panel';

      type Own = { shape: Shape };

      /** The table. */
      const table = 'posts';

      /** Saves it. */
      export async function save({ shape }: Own) {
        db.save(table + shape.text);
      }
      "
    `);
  });
});

describe('a prop under another name in its file', () => {
  /** The module after the first member of `Props` was renamed; undefined where it cannot be. */
  function renamed(code: string): string | undefined {
    const app = memoryApp({ 'a.tsx': code });
    const file = app.sourceFile('a.tsx');
    let member: ts.Declaration | undefined;
    forEachDescendant(ts, file, (node) => {
      if (ts.isInterfaceDeclaration(node) && node.name.text === 'Props') member ??= node.members[0];
      return undefined;
    });
    const edits = renameProp(ts, app.project.checker!, member!, 'saveAction');
    return edits && applyEdits(code, [edits]);
  }

  it.each([
    [
      `interface Props { save(): void } const a = (p: Props) => p.save();`,
      `interface Props { saveAction(): void } const a = (p: Props) => p.saveAction();`,
    ],
    [
      `interface Props { save: 1 } const a = ({ save }: Props) => save;`,
      `interface Props { saveAction: 1 } const a = ({ saveAction: save }: Props) => save;`,
    ],
    [
      `interface Props { save: 1 } const a = ({ save: it }: Props) => it;`,
      `interface Props { saveAction: 1 } const a = ({ saveAction: it }: Props) => it;`,
    ],
    [
      `interface Props { save: 1; it: 1 } const a = ({ it: save }: Props) => save;`,
      `interface Props { saveAction: 1; it: 1 } const a = ({ it: save }: Props) => save;`,
    ],
    [
      `interface Props { save: 1 } const save = 1; const o = { save }; o.save;`,
      `interface Props { saveAction: 1 } const save = 1; const o = { save }; o.save;`,
    ],
    [
      `interface Props { save: 1 } const a = ({ save }: { save: 2 }) => save;`,
      `interface Props { saveAction: 1 } const a = ({ save }: { save: 2 }) => save;`,
    ],
    [
      `interface Props { save: 1 } const a = ([save]: Props[]) => save!.save;`,
      `interface Props { saveAction: 1 } const a = ([save]: Props[]) => save!.saveAction;`,
    ],
    [`interface Props { 'save': 1 }`, undefined],
    [`interface Props { [key: string]: 1 }`, undefined],
    [`interface Props { get save(): 1 }`, undefined],
  ])('%s', (before, after) => {
    expect(renamed(before)).toBe(after);
  });
});
