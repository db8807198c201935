import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { runCli } from '../support/cli.ts';
import type { ToldFinding } from '../support/told-findings.ts';
import { sourcesOf } from './edit-world.ts';

/** A finding as all doors can tell it. */
export function findingText(file: string, start: number, end: number, rule: string, message: string): string {
  return `${file} ${start}-${end} ${rule}: ${message}`;
}

/** What the command line finds in a state, started anew. */
export function coldFindings(directory: string, state: ReadonlyMap<string, string>): string[] {
  for (const file of sourcesOf(directory)) if (!state.has(file)) rmSync(join(directory, file));
  for (const [file, text] of state) {
    mkdirSync(dirname(join(directory, file)), { recursive: true });
    writeFileSync(join(directory, file), text);
  }
  const { stdout, stderr } = runCli(directory, '--preset', 'all', '--format', 'json');
  if (!stdout.startsWith('[')) return [`the command line failed: ${stderr}`];
  const sources = new Map<string, ts.SourceFile>();
  const sourceOf = (file: string): ts.SourceFile => {
    let source = sources.get(file);
    if (!source) sources.set(file, (source = ts.createSourceFile(file, state.get(file) ?? '', ts.ScriptTarget.Latest)));
    return source;
  };
  const failures = /failed on/.test(stderr) ? [`a rule failed: ${stderr}`] : [];
  return [
    ...failures,
    ...(JSON.parse(stdout) as ToldFinding[]).map(({ file, line, column, endLine, endColumn, rule, message }) => {
      const at = (row: number, character: number): number => sourceOf(file).getPositionOfLineAndCharacter(row - 1, character - 1);
      return findingText(file, at(line, column), at(endLine, endColumn), rule, message);
    }),
  ].sort();
}
