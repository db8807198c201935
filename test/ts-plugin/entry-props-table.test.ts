import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeProject, temporaryProject, TsServer } from '../support/tsserver.ts';
import { compilerOptions, pluginName } from './support.ts';

/** One form of declaration: its source, and whether a Server Component that passed the natural value would fail. */
interface Row {
  readonly form: string;
  readonly source: string;
  readonly fails: boolean;
  readonly files?: Readonly<Record<string, string>>;
}

const component = (props: string): string => `export function C(props: ${props}) { return <b>{String(props)}</b>; }`;
const prop = (type: string, name = 'value', before = ''): string => `${before}${component(`{ ${name}: ${type} }`)}`;
const row = (form: string, source: string, fails: boolean, files?: Row['files']): Row => ({
  form,
  source,
  fails,
  ...(files ? { files } : {}),
});

const declarations: readonly Row[] = [
  row('export function', 'export function C({ onClick }: { onClick: () => void }) { return <b onClick={onClick} />; }', true),
  row(
    'export default function',
    'export default function C({ onClick }: { onClick: () => void }) { return <b onClick={onClick} />; }',
    true,
  ),
  row('export const = arrow', 'export const C = ({ onClick }: { onClick: () => void }) => <b onClick={onClick} />;', true),
  row(
    'export const: FC',
    `import type { FC } from 'react';\nexport const C: FC<{ onClick: () => void }> = (props) => <b onClick={props.onClick} />;`,
    true,
  ),
  row(
    'undestructured props',
    'export function C(props: { onClick: () => void }) { return <b onClick={props.onClick} />; }',
    true,
  ),
  row('export default arrow', 'export default ({ onClick }: { onClick: () => void }) => <b onClick={onClick} />;', true),
  row(
    'const, export default',
    'const C = ({ onClick }: { onClick: () => void }) => <b onClick={onClick} />;\nexport default C;',
    true,
  ),
  row(
    'function, export default',
    'function C({ onClick }: { onClick: () => void }) { return <b onClick={onClick} />; }\nexport default C;',
    true,
  ),
  row(
    'export { C }',
    'function C({ onClick }: { onClick: () => void }) { return <b onClick={onClick} />; }\nexport { C };',
    true,
  ),
  row(
    'export { C as default }',
    'function C({ onClick }: { onClick: () => void }) { return <b onClick={onClick} />; }\nexport { C as default };',
    true,
  ),
  row('export { C } from', `export { C } from './ROW-part';`, true, {
    part: 'export const C = ({ onClick }: { onClick: () => void }) => <b onClick={onClick} />;',
  }),
  row('export *', `export * from './ROW-part';`, true, {
    part: 'export const C = ({ onClick }: { onClick: () => void }) => <b onClick={onClick} />;',
  }),
  row(
    'function expression',
    'export const C = function ({ onClick }: { onClick: () => void }) { return <b onClick={onClick} />; };',
    true,
  ),
  row(
    'memo',
    `import { memo } from 'react';\nexport const C = memo(({ onClick }: { onClick: () => void }) => <b onClick={onClick} />);`,
    true,
  ),
  row(
    'forwardRef',
    `import { forwardRef } from 'react';\nexport const C = forwardRef<HTMLElement, { onClick: () => void }>((props, ref) => <b ref={ref} onClick={props.onClick} />);`,
    true,
  ),
  row(
    'class component',
    `import { Component } from 'react';\nexport class C extends Component<{ onClick: () => void }> { override render() { return <b onClick={this.props.onClick} />; } }`,
    true,
  ),
  row(
    'satisfies',
    `import type { FC } from 'react';\nexport const C = (({ onClick }: { onClick: () => void }) => <b onClick={onClick} />) satisfies FC<{ onClick: () => void }>;`,
    true,
  ),
];

const types: readonly Row[] = [
  row('type alias', `type P = { onClick: () => void };\n${component('P')}`, true),
  row('generic alias', `type P<T> = { onClick: (value: T) => void };\n${component('P<string>')}`, true),
  row('interface', `interface P { onClick: () => void }\n${component('P')}`, true),
  row(
    'interface extends',
    `interface A { onClick: () => void }\ninterface P extends A { label: string }\n${component('P')}`,
    true,
  ),
  row('imported type', `import type { P } from './ROW-part';\n${component('P')}`, true, {
    part: 'export type P = { onClick: () => void };',
  }),
  row('intersection', component('{ a: string } & { onClick: () => void }'), true),
  row('union', component(`{ kind: 'a'; onClick: () => void } | { kind: 'b' }`), true),
  row('Readonly', component('Readonly<{ onClick: () => void }>'), true),
  row(
    'PropsWithChildren',
    `import type { PropsWithChildren } from 'react';\n${component('PropsWithChildren<{ onClick: () => void }>')}`,
    true,
  ),
  row('Pick', `interface A { onClick: () => void; b: string }\n${component(`Pick<A, 'onClick'>`)}`, true),
  row('Partial', component('Partial<{ onClick: () => void }>'), false),
  row('any', component('any'), false),
];

const reactImport = `import type { ComponentType, Dispatch, FC, MouseEventHandler, ReactElement, ReactNode, Ref, SetStateAction } from 'react';\n`;
const values: readonly Row[] = [
  ...[
    '() => void',
    '(() => void) | undefined',
    '(() => void) | null',
    'MouseEventHandler',
    'Dispatch<SetStateAction<string>>',
    '(value: string) => ReactNode',
    '{ (value: string): void }',
    'Function',
    '{ deep: { onClick: () => void } }',
    'Array<() => void>',
    'Record<string, () => void>',
    'new () => Date',
    'RegExp',
    'WeakMap<object, string>',
    'Request',
  ].map((type) => row(type, prop(type, 'value', reactImport), true)),
  row('method', `${component('{ onClick(): void }')}`, true),
  row('type parameter', 'export function C<T extends () => void>(props: { value: T }) { return <b>{String(props)}</b>; }', true),
  row('class instance', prop('Money', 'value', `class Money { format() { return ''; } }\n`), true),
  row('class instance[]', prop('Money[]', 'value', `class Money { format() { return ''; } }\n`), true),
  row('class instance | null', prop('Money | null', 'value', `class Money { format() { return ''; } }\n`), true),
  row('Ref under ref', prop('Ref<HTMLElement>', 'ref', reactImport), true),
  row('children function', prop('(value: string) => ReactNode', 'children', reactImport), true),
  ...[
    'Date',
    'Map<string, Set<bigint>>',
    'Promise<string>',
    'ReactNode',
    'ReactElement',
    'Error',
    'FormData',
    'Uint8Array',
    'ReadableStream',
    'any',
    'unknown',
    'object',
    'string | null',
    'FC<{ a: string }>',
    'ComponentType',
    '() => Promise<void>',
  ].map((type) => row(type, prop(type, 'value', reactImport), false)),
  row('class E extends Error', prop('E', 'value', 'class E extends Error {}\n'), false),
  row('typeof a Server Function', prop('typeof save', 'value', `import type { save } from './actions';\n`), false),
];

const places: readonly Row[] = [
  ...['action', 'formAction', 'submitAction', 'onAction'].map((name) =>
    row(`function called ${name}`, prop('() => void', name), false),
  ),
  ...[`'submitAction'`, '"action"'].map((name) => row(`function called ${name}, quoted`, prop('() => void', name), false)),
  ...['Action', 'actionFn', 'transaction', 'submit_action', 'onSubmit'].map((name) =>
    row(`function called ${name}`, prop('() => void', name), true),
  ),
  row('imported by client files alone', component('{ onClick: () => void }'), false, {
    parent: `import { C } from './ROW';\nexport const Parent = () => <C onClick={() => {}} />;`,
  }),
  row('custom hook', 'export function useThing(options: { onClick: () => void }) { return options; }', false),
  row('helper', 'export function helper(options: { onClick: () => void }) { return options; }', false),
  row(
    'unexported component',
    'function Hidden(props: { onClick: () => void }) { return <b>{String(props)}</b>; }\nexport const C = () => <Hidden onClick={() => {}} />;',
    false,
  ),
];

const tables = {
  '3a: forms of declaration': declarations,
  '3b: forms of props': types,
  '3c: types of a prop': values,
  '3d: names and places': places,
};

describe("the declarations that Next.js's plugin judges, side by side with it", () => {
  let server: TsServer;
  let directory: string;
  const all = Object.values(tables).flat();
  const fileOf = (entry: Row): string => `ui/row-${all.indexOf(entry)}.tsx`;

  beforeAll(() => {
    const plugins = [{ name: 'next' }, { name: pluginName, next: 'leave' }];
    const files: Record<string, string> = {
      'tsconfig.json': JSON.stringify({ compilerOptions: { ...compilerOptions, lib: ['es2022', 'dom'], plugins } }),
      'ui/actions.ts': `'use server';\nexport async function save() {}\n`,
    };
    for (const entry of all) {
      const name = fileOf(entry).replace(/^ui\/|\.tsx$/gu, '');
      files[fileOf(entry)] = `'use client';\n${entry.source.replaceAll('ROW', name)}\n`;
      for (const [suffix, text] of Object.entries(entry.files ?? {})) {
        const head = suffix === 'parent' ? `'use client';\n` : '';
        files[`ui/${name}-${suffix}.tsx`] = `${head}${text.replaceAll('ROW', name)}\n`;
      }
    }
    directory = temporaryProject(files);
    server = new TsServer('typescript');
  });
  afterAll(() => {
    server.close();
    removeProject(directory);
  });

  it.each(Object.entries(tables))('%s', async (title, rows) => {
    const lines: string[] = [];
    const wrong: string[] = [];
    let theirsRight = 0;
    for (const entry of rows) {
      const file = `${directory}/${fileOf(entry)}`;
      server.open(file);
      const codes = (await server.diagnostics(file)).map(({ code }) => code);
      const ours = codes.includes(83016);
      const theirs = codes.includes(71007);
      if (theirs === entry.fails) theirsRight++;
      if (ours !== entry.fails) wrong.push(entry.form);
      lines.push(
        `  ${entry.form.padEnd(42)} ${entry.fails ? 'fails' : 'fine '}   ours ${mark(ours, entry.fails)}   Next.js ${mark(theirs, entry.fails)}`,
      );
    }
    process.stdout.write(
      `\n${title}: ours ${rows.length - wrong.length} of ${rows.length} right, Next.js's plugin ${theirsRight}\n${lines.join('\n')}\n`,
    );
    expect(wrong).toEqual([]);
    // Were theirs ever all right, this table would have nothing to say.
    expect(theirsRight).toBeLessThan(rows.length);
  });
});

function mark(flagged: boolean, fails: boolean): string {
  return `${flagged ? 'speaks' : 'silent'}${flagged === fails ? '      ' : ' WRONG'}`;
}
