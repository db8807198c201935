import ts from 'typescript';
import { runRules } from '../../src/run-rules.ts';
import { DiskProject } from '../../src/project/disk-project.ts';
import { rules } from '../../src/rules/index.ts';
import type { ReceivedDiagnostic } from '../support/tsserver.ts';

/** What a rule says of a text by itself, where it has one finding: the very message each door must show. */
function messageIn(text: string, name: string): string {
  const host = { ...ts.sys, directory: '/', compilerOptions: {}, fileNames: () => ['/file.ts'] };
  const sourceFile = ts.createSourceFile('/file.ts', text, ts.ScriptTarget.Latest, true);
  const findings = runRules(
    new DiskProject(ts, host, {}),
    sourceFile,
    rules.filter((rule) => rule.name === name).map((rule) => ({ rule })),
  );
  if (findings.length !== 1) throw new Error(`${findings.length} findings in ${text}`);
  return findings[0]!.message;
}

type Changes = readonly ts.server.protocol.FileCodeEdits[];

/** Where an offset of a text is, as tsserver counts: from 1. */
export function locationOf(text: string, offset: number): ts.server.protocol.Location {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, offset: before.at(-1)!.length + 1 };
}

/** A text with a server's edits made, from the last to the first as protocol clients do. */
export function edited(text: string, changes: Changes): string {
  const lines = text.split('\n');
  const offsetOf = ({ line, offset }: ts.server.protocol.Location): number =>
    lines.slice(0, line - 1).reduce((sum, before) => sum + before.length + 1, 0) + offset - 1;
  return changes
    .flatMap((change) => change.textChanges)
    .sort((a, b) => offsetOf(b.start) - offsetOf(a.start))
    .reduce((result, { start, end, newText }) => result.slice(0, offsetOf(start)) + newText + result.slice(offsetOf(end)), text);
}

/** The options of the test projects, in the words of a tsconfig. */
export const compilerOptions = {
  strict: true,
  jsx: 'preserve',
  module: 'esnext',
  target: 'es2022',
  // The types of a browser are most of what a server would read.
  lib: ['es2022'],
  moduleResolution: 'bundler',
  allowJs: true,
  noEmit: true,
  types: [],
};

/** The name of the plugin, as a tsconfig has it. */
export const pluginName = 'eslint-plugin-rsc-boundary/ts-plugin';

/**
 * A tsconfig with this plugin in it.
 *
 * @param entry what the plugin's entry says beside the name
 */
export function tsconfig(entry: object = {}): string {
  return JSON.stringify({ compilerOptions: { ...compilerOptions, plugins: [{ name: pluginName, ...entry }] } });
}

/** A file with one finding that has a fix, */
export const sever = `'use sever';\nexport async function save() {}\n`;

/** and that finding as a server sends it. */
export const severFinding: ReceivedDiagnostic = {
  start: 0,
  end: 11,
  code: 83002,
  message: messageIn(sever, 'directive-spelling'),
  category: 'error',
  source: 'rsc-boundary',
  related: [],
  tags: [],
};

/** A file with a Server Function that is not async, */
export const sync = `'use server';\nexport function save() {}\n`;

/** and what is found in it, under the name it has. */
export function syncFinding(file: string): ReceivedDiagnostic {
  const span = { file, start: { line: 1, offset: 1 }, end: { line: 1, offset: 13 } };
  return {
    start: 30,
    end: 34,
    code: 83005,
    message: messageIn(sync, 'async-server-functions'),
    category: 'error',
    source: 'rsc-boundary',
    related: [{ message: 'This makes the file a "use server" file', fileName: file, span }],
    tags: [],
  };
}
