import ts from 'typescript';
import { expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { projectOfProgram } from '../../src/project/program-project.ts';
import { rules } from '../../src/rules/index.ts';

const options: ts.CompilerOptions = {
  jsx: ts.JsxEmit.Preserve,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  noLib: true,
  types: [],
};

type Files = Readonly<Record<string, string>>;

/** A language service over files in `/p`, whose files can be changed as an editor changes them. */
class Editor {
  #files: Files;
  readonly #service: ts.LanguageService;

  constructor(files: Files) {
    this.#files = files;
    const textOf = (fileName: string): string | undefined => this.#files[fileName.replace('/p/', '')];
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => options,
      getScriptFileNames: () => Object.keys(this.#files).map((name) => `/p/${name}`),
      getScriptVersion: (fileName) => textOf(fileName) ?? '',
      getScriptSnapshot: (fileName) => {
        const text = textOf(fileName);
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
      },
      getCurrentDirectory: () => '/p',
      getDefaultLibFileName: () => 'lib.d.ts',
      fileExists: (fileName) => textOf(fileName) !== undefined,
      readFile: textOf,
    });
  }

  change(files: Files): void {
    this.#files = files;
  }

  /** What every rule finds in every file. */
  findings(): string[] {
    const project = projectOfProgram(ts, this.#service.getProgram()!);
    return project.sourceFiles().flatMap((file) =>
      runRules(
        project,
        file,
        rules.map((rule) => ({ rule })),
      ).map((finding) => `${file.fileName.slice(3)}:${finding.start} ${finding.rule} ${finding.message}`),
    );
  }
}

const app: Files = {
  'app/page.tsx': `import { Menu } from '../ui/menu';\nimport { save } from '../lib/actions';\nimport { setup } from '../lib/setup';\nexport default function Page() {\n  setup();\n  return <Menu action={save} />;\n}\n`,
  'ui/menu.tsx': `'use client';\nimport { useState } from 'react';\nimport { Item, Other } from './parts';\nexport function Menu({ action }: { action: () => Promise<void> }) {\n  return <form action={action} id={String(useState(0)[0])}><Item /></form>;\n}\n`,
  'ui/parts.tsx': `export function Item() {\n  return <b />;\n}\nexport async function Other() {\n  return <i />;\n}\n`,
  'lib/actions.ts': `'use server';\nexport async function save() {}\nexport async function drop() {}\n`,
  'lib/setup.ts': `import { read } from './read';\nexport function setup() {\n  return read();\n}\nexport function other() {\n  return read();\n}\n`,
  'lib/read.ts': `export function read() {\n  return 1;\n}\n`,
};

const edits: ReadonlyArray<readonly [string, string, (text: string) => string]> = [
  ['another name is imported', 'app/page.tsx', (text) => text.replace('{ save }', '{ drop as save }')],
  ['a name is used that was not', 'ui/menu.tsx', (text) => text.replace('<Item />', '<Other />')],
  ['a value is handed on that cannot cross', 'app/page.tsx', (text) => text.replace('action={save}', 'action={() => {}}')],
  [
    'a helper begins to mutate',
    'lib/read.ts',
    (text) => `import { revalidatePath } from 'next/cache';\n${text.replace('return 1', "return revalidatePath('/')")}`,
  ],
  ['a component is no longer used', 'app/page.tsx', (text) => text.replace('<Menu action={save} />', 'null')],
  ['a directive comes', 'lib/setup.ts', (text) => `'use client';\n${text}`],
  ['a directive goes', 'ui/menu.tsx', (text) => text.replace(`'use client';\n`, '')],
  [
    'an import becomes one of types',
    'app/page.tsx',
    (text) => text.replace('import { save }', 'import type { save }').replace('action={save}', ''),
  ],
  [
    'an action is no action any more',
    'lib/actions.ts',
    (text) => text.replace('export async function drop', 'export function drop'),
  ],
  ['a file comes', 'lib/new.ts', () => `'use server';\nexport function late() {}\n`],
];

it.each(edits)('%s: an editor says what it would say of the new text', (_what, name, edit) => {
  const editor = new Editor(app);
  const before = editor.findings();
  const changed = { ...app, [name]: edit(app[name] ?? '') };
  editor.change(changed);
  const after = editor.findings();
  expect(after).toEqual(new Editor(changed).findings());
  expect(after).not.toEqual(before);
  editor.change(app);
  expect(editor.findings()).toEqual(before);
});

it('a file goes', () => {
  const editor = new Editor(app);
  editor.findings();
  const { 'ui/menu.tsx': _menu, ...rest } = app;
  editor.change(rest);
  expect(editor.findings()).toEqual(new Editor(rest).findings());
});
