import type ts from 'typescript';
import { expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { removeProject, temporaryProject, currentTypescript, withServer, type ReceivedDiagnostic } from '../support/tsserver.ts';
import { tsconfig } from './support.ts';

/** An app in which every rule that names another place finds something. */
const files: Readonly<Record<string, string>> = {
  'tsconfig.json': tsconfig({ preset: 'all' }),
  'next.d.ts': `declare module 'next/navigation' { export function redirect(url: string): never; }
declare module 'next/headers' { export function cookies(): Promise<{ set(name: string, value: string): void }>; }
declare module 'node:fs' { export function readFileSync(name: string): string; }
declare const process: { env: Record<string, string> };
`,
  'app/page.tsx': `import { Table, Menu, columns } from '../ui/table';
import { visits } from '../lib/visits';
import { send } from './send';
const key = process.env.API_KEY;
class Money {}
export default function Page() {
  const price = new Money();
  const render = () => null;
  async function buy() {
    'use server';
    return price;
  }
  visits();
  columns.map(String);
  return <form action={buy}><Table render={render} label={key} /><Menu pick={send.bind(null, price)} /></form>;
}
`,
  'app/send.ts': `'use server';
import { redirect } from 'next/navigation';
import { cookies } from 'next/headers';
declare const db: { insert(value: unknown): Promise<void> };
export async function send(value: unknown) {
  await db.insert(value);
}
export async function go() {
  try {
    redirect('/');
  } catch {}
}
export async function rate(form: FormData) {
  (await cookies()).set('a', String(form));
}
export async function unused() {}
export const limit = 3;
`,
  'lib/visits.ts': `import { cookies } from 'next/headers';
export async function visits() {
  (await cookies()).set('a', 'b');
}
`,
  'ui/table.tsx': `'use client';
import { useActionState } from 'react';
import { useFormState, useFormStatus } from 'react-dom';
import { go, rate, send } from '../app/send';
import { Row } from './row';
export const columns: string[] = [];
export function Table({ label }: { render: () => null; label: string }) {
  const [, act] = useActionState(rate, null);
  const [, old] = useFormState(async (state: null) => state, null);
  const { pending } = useFormStatus();
  const search = () => send('x');
  const made = new Date().toISOString;
  return (
    <form action={act} onClick={() => send(made)}>
      <input onChange={search} />
      <button formAction={old}>{label}{String(pending)}</button>
      <Row go={go} />
    </form>
  );
}
export function Menu(props: { pick: () => void }) {
  return <b>{String(props)}</b>;
}
`,
  'ui/row.tsx': `'use client';
import { readFileSync } from 'node:fs';
export async function Row({ go }: { go: () => Promise<void> }) {
  await go();
  return <b>{readFileSync('x')}</b>;
}
export function plain() {
  async function inner() {
    'use server';
  }
  return inner;
}
`,
  'ui/lone.tsx': `'use client';
import type { LoneProps } from './lone-props';
export function Lone(props: LoneProps) {
  return <b>{String(props)}</b>;
}
`,
  'ui/lone-props.ts': `export interface LoneProps {
  onPick: () => void;
}
`,
  'ui/both.ts': `'use client';
'use server';
export async function both() {}
`,
  'lib/arguments.ts': `'use server';
export async function first() {
  return arguments.length;
}
export function second() {}
`,
};

const expected = `
app/page.tsx price – serializable-action-result
  app/page.tsx price: "price" is declared here
app/page.tsx price – serializable-closure
  app/page.tsx price: "price" is declared here
app/page.tsx visits() – no-mutation-in-render
  lib/visits.ts (await cookies()).set('a', 'b'): The call is here
app/page.tsx columns.map – client-reference-use
  ui/table.tsx 'use client': This makes the file a "use client" file
app/page.tsx render – serializable-props
  app/page.tsx render: "render" is declared here
  ui/table.tsx render: <Table> declares "render" here
app/page.tsx key – no-secret-exposure
  app/page.tsx key: "key" is declared here
app/page.tsx price – serializable-closure
  app/page.tsx price: "price" is declared here
  app/send.ts send: "send" is declared here
app/send.ts send – require-action-auth
  app/send.ts db.insert(value): The mutation is here
app/send.ts send – require-action-validation
  app/send.ts db.insert(value): The mutation is here
app/send.ts redirect('/') – no-redirect-in-try
  app/send.ts catch {}: What it throws is swallowed here
app/send.ts unused – no-exposed-action (unnecessary)
app/send.ts export const limit = 3; – server-module-exports
  app/send.ts 'use server': This makes the file a "use server" file
ui/table.tsx useActionState(rate, null) – action-state-signature
  app/send.ts form: FormData: The first parameter is declared here
ui/table.tsx useFormState(async (state: null) => state, null) – action-state-signature (deprecated)
ui/table.tsx useFormStatus() – form-status-in-child
  ui/table.tsx <form action={act} onClick={() => send(made)}>: The form is rendered here
ui/table.tsx send('x') – no-undebounced-action
  ui/table.tsx search: This is the handler of \`onChange\`
ui/table.tsx made – serializable-action-arguments
  ui/table.tsx made: "made" is declared here
  app/send.ts send: "send" is declared here
ui/row.tsx 'use client' – no-ineffective-directive (unnecessary)
  ui/table.tsx './row': Imported here, in the client graph
ui/row.tsx import { readFileSync } from 'node:fs'; – server-only-api
  app/page.tsx '../ui/table': app/page.tsx imports ui/table.tsx
  ui/table.tsx './row': ui/table.tsx imports ui/row.tsx
ui/row.tsx Row – async-client-component
  ui/row.tsx 'use client': This makes the file a "use client" file
ui/row.tsx 'use server' – no-server-directive-in-client
  ui/row.tsx 'use client': This makes the file a "use client" file
ui/lone.tsx Lone – client-entry-props
  ui/lone-props.ts onPick: () => void;: \`onPick\` is declared here
ui/both.ts 'use server' – no-conflicting-directives
  ui/both.ts 'use client': "use client" is here
lib/arguments.ts first – no-exposed-action (unnecessary)
lib/arguments.ts arguments – server-function-syntax
  lib/arguments.ts 'use server': This makes the file a "use server" file
lib/arguments.ts second – async-server-functions
  lib/arguments.ts 'use server': This makes the file a "use server" file
lib/arguments.ts second – no-exposed-action (unnecessary)
`;

/** The text of a range in one of the app's files. */
function textAt(name: string, { start, end }: Pick<ts.server.protocol.FileSpan, 'start' | 'end'>): string {
  const lines = files[name]!.split('\n');
  const offsetOf = ({ line, offset }: ts.server.protocol.Location): number =>
    lines.slice(0, line - 1).reduce((sum, before) => sum + before.length + 1, 0) + offset - 1;
  return files[name]!.slice(offsetOf(start), offsetOf(end));
}

/** A diagnostic by its rule and text, with its tags, and the places it names. */
function shown(directory: string, name: string, { code, start, end, related, tags }: ReceivedDiagnostic): string {
  const rule = rules.find((candidate) => candidate.code === code)?.name ?? `TS${code}`;
  const places = related.map(({ message, fileName, span }) => {
    const place = fileName!.slice(directory.length + 1);
    return `\n  ${place} ${textAt(place, span!).split('\n')[0]}: ${message}`;
  });
  return `${name} ${files[name]!.slice(start, end).split('\n')[0]} – ${rule}${tags.map((tag) => ` (${tag})`).join('')}${places.join('')}`;
}

it.each(currentTypescript)('%s: the places a finding names, and how its range is drawn', async (typescript) => {
  const directory = temporaryProject(files);
  try {
    const said = await withServer(typescript, async (server) => {
      const all: string[] = [];
      for (const name of Object.keys(files).filter((name) => name !== 'tsconfig.json')) {
        server.open(`${directory}/${name}`);
        for (const found of await server.findings(`${directory}/${name}`)) all.push(shown(directory, name, found));
      }
      return all.join('\n');
    });
    expect(said).toBe(expected.trim());
  } finally {
    removeProject(directory);
  }
});
