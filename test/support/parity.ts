import ts from 'typescript';
import { analyze } from '../../src/analyze.ts';
import { DiskProject } from '../../src/project/disk-project.ts';
import { rules } from '../../src/rules/index.ts';
import { ruleOfKind } from './message-kinds.ts';
import { compile } from './next-compiler.ts';

/** The rules whose truth is the compiler's. */
export const comparedRules = [
  'directive-placement',
  'directive-spelling',
  'no-conflicting-directives',
  'server-module-exports',
  'async-server-functions',
  'server-function-syntax',
];

/** What one side says: `rule:line`, without repeats, in order. */
export type Statements = readonly string[];

const selected = rules.filter((rule) => comparedRules.includes(rule.name)).map((rule) => ({ rule }));

/** What our analysis says of a source, from its syntax alone. */
export function ask(source: string, fileName: string): Statements {
  const sourceFile = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
  const host = { ...ts.sys, directory: '/project', compilerOptions: {}, fileNames: () => [fileName] };
  const findings = analyze(new DiskProject(ts, host, {}), sourceFile, selected);
  return sorted(
    findings.map(({ rule, start }) => `${rule}:${sourceFile.getLineAndCharacterOfPosition(start).line + 1}`),
  );
}

/**
 * What the compiler says of a source. A `"use client"` file is a proxy in the server's layer, so both layers are asked; what it
 * says of Server Functions inside client modules belongs to another rule and is left out here.
 */
export async function askCompiler(source: string, fileName: string): Promise<Statements> {
  const errors = await compile(source, fileName, 'rsc');
  if (source.includes('use client')) errors.push(...(await compile(source, fileName, 'ssr')));
  return sorted(
    errors.flatMap(({ kind, line }) => {
      const rule = ruleOfKind(kind);
      return rule !== undefined && comparedRules.includes(rule) ? [`${rule}:${line ?? '?'}`] : [];
    }),
  );
}

function sorted(statements: readonly string[]): Statements {
  return [...new Set(statements)].sort();
}
