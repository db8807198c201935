import ts from 'typescript';
import { expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { graphOf } from '../../src/graph/graph.ts';
import { projectOfProgram } from '../../src/project/program-project.ts';
import { rules } from '../../src/rules/index.ts';
import type { AppFiles } from '../support/app.ts';
import { memoryApp } from '../support/memory-app.ts';

const all = rules.map((rule) => ({ rule }));

interface Counts {
  /** The most often that the children of one and the same node of the file were gone through. */
  readonly visits: number;
  readonly checkerQuestions: number;
}

/** What all rules together do with the last file of an app. */
function countsOf(files: AppFiles): Counts {
  const visits = new Map<ts.Node, number>();
  let checkerQuestions = 0;
  const typescript = { ...ts };
  typescript.forEachChild = (node, ...given) => {
    visits.set(node, (visits.get(node) ?? 0) + 1);
    return ts.forEachChild(node, ...given);
  };
  const app = memoryApp(files, (program, disk) => {
    const checker = Object.fromEntries(
      Object.entries(program.getTypeChecker()).map(([key, member]) => [
        key,
        (...given: unknown[]) => (checkerQuestions++, (member as (...args: unknown[]) => unknown)(...given)),
      ]),
    ) as unknown as ts.TypeChecker;
    return projectOfProgram(typescript, { ...program, getTypeChecker: () => checker }, {}, disk);
  });
  const sourceFile = app.sourceFile(Object.keys(files).at(-1)!);
  // Who imports whom is asked once for all files.
  graphOf(app.project).environmentOf(sourceFile.fileName);
  checkerQuestions = 0;
  runRules(app.project, sourceFile, all);
  const ofFile = [...visits].filter(([node]) => node.getSourceFile() === sourceFile).map(([, count]) => count);
  return { visits: Math.max(0, ...ofFile), checkerQuestions };
}

const actions = `'use server';
import { cookies } from 'next/headers';
import { revalidatePath } from 'next/cache';
import { db } from './db';

export async function save(formData: FormData) {
  const title = formData.get('title');
  if (typeof title !== 'string') throw new Error('no title');
  await db.insert({ title });
  (await cookies()).set('saved', 'yes');
  revalidatePath('/');
}
`;

const editor = `'use client';
import { useState } from 'react';
import { save } from './actions';

export function Editor({ items, onSave }: { items: Array<{ id: string; at: Date }>; onSave: () => void }) {
  const [title, setTitle] = useState('');
  const rename = async (next: string) => {
    try {
      await save(new FormData());
    } catch (error) {
      console.error(error);
    }
    setTitle(next);
  };
  return (
    <form action={save}>
      {items.map((item) => <button key={item.id} onClick={() => rename(item.id)}>{item.at.getTime()}</button>)}
      <input value={title} onChange={(event) => rename(event.target.value)} />
      <button onClick={onSave}>{typeof window === 'undefined' ? '' : window.location.href}</button>
    </form>
  );
}
`;

const page = `import { Editor } from '../editor';
import { db } from '../db';

export default async function Page({ searchParams }: { searchParams: Promise<{ q: string }> }) {
  const { q } = await searchParams;
  const rows = await db.find(q);
  async function remove(id: string) {
    'use server';
    await db.remove(id);
  }
  return <Editor items={rows} onSave={remove.bind(null, q)} />;
}
`;

const db = `export const db = {
  insert: async (row: { title: string }) => void row,
  find: async (query: string) => [{ id: query, at: new Date() }],
  remove: async (id: string) => void id,
};
`;

const app: AppFiles = { 'db.ts': db, 'actions.ts': actions, 'editor.tsx': editor, 'app/page.tsx': page };

it.each(Object.keys(app))('goes through no part of %s more than three times, for all rules together', (last) => {
  const others = Object.fromEntries(Object.entries(app).filter(([name]) => name !== last));
  expect(countsOf({ ...others, [last]: app[last]! }).visits).toBeLessThanOrEqual(3);
});

it('asks the checker nothing about a file in which nothing could cross, be called or be rendered', () => {
  const plain = `import type { Row } from './types';

export const pageSize = 20;
export type Sorted = readonly Row[];

export function compare(a: Row, b: Row): number {
  const first = a.title < b.title ? -1 : 1;
  return a.title === b.title ? 0 : first;
}

export class Range {
  constructor(readonly start: number, readonly end: number) {}
  get size(): number {
    return this.end - this.start;
  }
}
`;
  const files = { 'types.ts': 'export interface Row { title: string }', ...app, 'app/sort.ts': plain };
  expect(countsOf(files)).toEqual({ visits: 1, checkerQuestions: 0 });
});
