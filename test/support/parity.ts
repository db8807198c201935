import ts from 'typescript';
import { runRules } from '../../src/run-rules.ts';
import { DiskProject } from '../../src/project/disk-project.ts';
import { rules } from '../../src/rules/index.ts';
import { ruleOfKind } from './message-kinds.ts';
import { compile, type Layer, type NextConfig } from './next-compiler.ts';

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
  const findings = runRules(new DiskProject(ts, host, {}), sourceFile, selected);
  return sorted(findings.map(({ rule, start }) => `${rule}:${sourceFile.getLineAndCharacterOfPosition(start).line + 1}`));
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

/**
 * What our analysis says of a source that is in one graph: a root of the server imports it, or for a client layer one of
 * the client.
 *
 * @param file below `/project`
 * @param names the rules to ask
 * @param config what `next.config` says; its defaults are those of {@link compile}
 */
export function askInLayer(
  source: string,
  file: string,
  layer: Layer,
  names: readonly string[],
  { useCache = true, cacheComponents = false, taint = false }: NextConfig = {},
): Statements {
  // The client's own root: of a "use client" module that imports it the import would be at fault, and not the file.
  const [root, up] = layer === 'rsc' ? ['app/default.tsx', '../'] : ['instrumentation-client.ts', './'];
  const files = new Map([
    ['/project/next.config.js', `module.exports = ${JSON.stringify({ cacheComponents, experimental: { useCache, taint } })}`],
    [`/project/${root}`, `import '${up}${file.replace(/\.\w+$/u, '')}'`],
    [`/project/${file}`, source],
  ]);
  const host = {
    directory: '/project',
    compilerOptions: { moduleResolution: ts.ModuleResolutionKind.Bundler, allowJs: true, jsx: ts.JsxEmit.Preserve },
    fileNames: () => [...files.keys()],
    fileExists: (name: string) => files.has(name),
    readFile: (name: string) => files.get(name),
  };
  const project = new DiskProject(ts, host, {});
  const sourceFile = project.sourceFile(`/project/${file}`)!;
  const asked = rules.filter(({ name }) => names.includes(name)).map((rule) => ({ rule }));
  const findings = runRules(project, sourceFile, asked);
  return sorted(findings.map(({ rule, start }) => `${rule}:${sourceFile.getLineAndCharacterOfPosition(start).line + 1}`));
}
