/** One feature of an app: a page, its parts on either side of the boundary, and what is behind them. Ten modules. */
function feature(index: number): Record<string, string> {
  const folder = `features/f${index}`;
  return {
    [`app/f${index}/page.tsx`]: `import { Panel } from '../../${folder}/panel';
import { Toolbar } from '../../${folder}/toolbar';
import { load } from '../../${folder}/data';
import { save } from '../../${folder}/actions';

export default async function Page({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const items = await load(id);
  async function rename(data: FormData) {
    'use server';
    await save(id, String(data.get('name')));
  }
  return (
    <main>
      <Toolbar title={id} onSave={save} since={new Date()} />
      <form action={rename}>
        <input name="name" />
      </form>
      {items.map((item) => (
        <Panel key={item.id} item={item} action={save.bind(null, item.id)} />
      ))}
    </main>
  );
}
`,
    [`${folder}/actions.ts`]: `'use server';
import { revalidatePath } from 'next/cache';
import { redirect } from 'next/navigation';
import { store } from './store';

export async function save(id: string, name: string) {
  if (!name) return { error: 'name' };
  await store.put(id, { id, name, tags: [] });
  revalidatePath('/f${index}');
  redirect('/f${index}');
}

export async function drop(id: string) {
  await store.drop(id);
  revalidatePath('/f${index}');
}
`,
    [`${folder}/store.ts`]: `import 'server-only';
import type { Item } from './types';

const items = new Map<string, Item>();

export const store = {
  async put(id: string, item: Item) {
    items.set(id, item);
  },
  async drop(id: string) {
    items.delete(id);
  },
  async all(): Promise<Item[]> {
    return [...items.values()];
  },
};
`,
    [`${folder}/types.ts`]: `export interface Item {
  id: string;
  name: string;
  tags: readonly string[];
}

export type Sort = 'name' | 'id';
`,
    [`${folder}/data.ts`]: `import { cache } from 'react';
import { sortItems } from './sort';
import { store } from './store';

export const load = cache(async (id: string) => {
  const all = await store.all();
  return sortItems(all.filter((item) => item.id !== id), 'name');
});
`,
    [`${folder}/sort.ts`]: `import { clamp } from '../../lib/numbers${index % 20}';
import type { Item, Sort } from './types';

export function sortItems(items: Item[], by: Sort): Item[] {
  return [...items].sort((a, b) => clamp(a[by].localeCompare(b[by]), -1, 1));
}
`,
    [`${folder}/toolbar.tsx`]: `'use client';
import { useState, useTransition } from 'react';
import { Button } from '../../ui/button${index % 20}';
import { useShout } from './hooks';

interface ToolbarProps {
  title: string;
  since: Date;
  onSave: (id: string, name: string) => Promise<unknown>;
}

export function Toolbar({ title, onSave, since }: ToolbarProps) {
  const [open, setOpen] = useState(false);
  const [pending, start] = useTransition();
  const shout = useShout(title);
  return (
    <header data-open={open}>
      <h1>
        {shout} {since.toISOString()}
      </h1>
      <Button onClick={() => setOpen(!open)}>Open</Button>
      <Button onClick={() => start(async () => void (await onSave(title, 'x')))}>{pending ? '…' : 'Save'}</Button>
    </header>
  );
}
`,
    [`${folder}/panel.tsx`]: `'use client';
import { useRef } from 'react';
import { Button } from '../../ui/button${index % 20}';
import { drop } from './actions';
import { Row } from './row';
import type { Item } from './types';

export function Panel({ item, action }: { item: Item; action: (name: string) => Promise<unknown> }) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <section>
      <Row item={item} />
      <input ref={input} defaultValue={item.name} />
      <Button onClick={() => void action(input.current?.value ?? '')}>Rename</Button>
      <form action={drop.bind(null, item.id)}>
        <button>Drop</button>
      </form>
    </section>
  );
}
`,
    [`${folder}/row.tsx`]: `import { trimmed } from '../../lib/numbers${index % 20}';
import type { Item } from './types';

export function Row({ item }: { item: Item }) {
  return (
    <p>
      {trimmed(item.name)} {item.tags.map((tag) => <b key={tag}>{tag}</b>)}
    </p>
  );
}
`,
    [`${folder}/hooks.ts`]: `import { useEffect, useState } from 'react';

export function useShout(title: string) {
  const [value, setValue] = useState('');
  useEffect(() => setValue(title.toUpperCase()), [title]);
  return value;
}
`,
  };
}

function shared(index: number): Record<string, string> {
  return {
    [`ui/button${index}.tsx`]: `'use client';
import type { ReactNode } from 'react';

export function Button({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <button type="button" onClick={onClick}>
      {children}
    </button>
  );
}
`,
    [`lib/numbers${index}.ts`]: `export function clamp(value: number, low: number, high: number) {
  return Math.min(high, Math.max(low, value));
}

export function trimmed(text: string) {
  return text.trim();
}
`,
  };
}

/**
 * An App Router app of a given size, as texts by relative path: without mistakes, so that what is measured is looking and not
 * reporting.
 *
 * @param modules how many modules at least; every ten of them are a page with all that is behind it
 */
export function appOf(modules: number): Record<string, string> {
  const files: Record<string, string> = {
    'package.json': JSON.stringify({ name: 'app', private: true, dependencies: { next: '*' } }),
    'app/layout.tsx': `import type { ReactNode } from 'react';

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html>
      <body>{children}</body>
    </html>
  );
}
`,
  };
  for (let index = 0; index < 20; index++) Object.assign(files, shared(index));
  for (let index = 0; Object.keys(files).length <= modules; index++) Object.assign(files, feature(index));
  return files;
}

/** The compiler options of the measured apps, in the words of a tsconfig. */
export const compilerOptions = {
  strict: true,
  jsx: 'react-jsx',
  target: 'es2022',
  lib: ['dom', 'dom.iterable', 'esnext'],
  module: 'esnext',
  moduleResolution: 'bundler',
  noEmit: true,
  skipLibCheck: true,
  types: [],
  noUncheckedSideEffectImports: false,
};
