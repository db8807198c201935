import type ts from 'typescript';
import type { ImportFact } from '../facts/index.ts';
import { folderAt, placeIn } from '../frameworks/app.ts';
import { viteConfigs } from '../frameworks/bundler.ts';
import { propertiesOf } from '../frameworks/config.ts';
import { globExpression } from '../frameworks/globs.ts';
import type { Project } from '../project/project.ts';
import { descendantsOf } from '../syntax/descendants.ts';
import type { TypeScript } from '../typescript.ts';

// `import.meta.glob('./pages/*.tsx')`: Vite writes an import of each file that matches in its place, late ones, or with `eager` at once.

/** A call of `import.meta.glob` by its patterns as they are written. */
interface GlobImport {
  readonly call: ts.CallExpression;
  readonly patterns: readonly ts.StringLiteralLike[];
  /** What the patterns are relative to, where it is said. */
  readonly base: string | undefined;
}

function globImportsOf(ts: TypeScript, file: ts.SourceFile): GlobImport[] {
  if (!file.text.includes('import.meta.glob')) return [];
  return descendantsOf(ts, file, 'CallExpression').flatMap((call): GlobImport[] => {
    const { expression } = call;
    if (!ts.isPropertyAccessExpression(expression) || !ts.isMetaProperty(expression.expression)) return [];
    if (!/^glob(?:Eager)?$/.test(expression.name.text)) return [];
    const [given, options] = call.arguments;
    const listed = given && ts.isArrayLiteralExpression(given) ? [...given.elements] : given ? [given] : [];
    const patterns = listed.filter((one) => ts.isStringLiteralLike(one));
    const option = (name: string): ts.Expression | undefined => propertiesOf(ts, placeIn(ts, options), name)[0]?.value;
    // What is asked for as text or as an address is not run.
    if (patterns.length === 0 || option('query') || option('as')) return [];
    const base = option('base');
    return [{ call, patterns, base: base && ts.isStringLiteralLike(base) ? base.text : undefined }];
  });
}

/** The patterns of a file's `import.meta.glob`, as far as where they lead hangs on them. */
export function globKeyOf(ts: TypeScript, file: ts.SourceFile): string[] {
  return globImportsOf(ts, file).map(({ patterns, base = '' }) => ['glob', base, ...patterns.map(({ text }) => text)].join(' '));
}

/** The files that the `import.meta.glob` of a file lead to, each with what stands for its import. */
export function globImportsIn(project: Project, file: ts.SourceFile): Array<{ to: string; fact: ImportFact }> {
  return globImportsOf(project.ts, file).flatMap(({ call, patterns, base }) => {
    const folder = folderAt(file.fileName, './');
    const top = viteRoot(project, folder);
    const from = base === undefined ? folder : base.startsWith('/') ? folderAt(top, base.slice(1)) : folderAt(folder, base);
    const read = patterns.map((specifier) => ({ specifier, ...matcherOf(specifier.text, from, top) }));
    return project.fileNames().flatMap((to) => {
      const by = read.find(({ isNegative, matches }) => !isNegative && matches(to));
      if (!by || to === file.fileName || read.some(({ isNegative, matches }) => isNegative && matches(to))) return [];
      const fact: ImportFact = { kind: 'dynamic', specifier: by.specifier, node: call, bindings: [], erased: false };
      return [{ to, fact }];
    });
  });
}

function matcherOf(text: string, from: string, top: string): { isNegative: boolean; matches: (fileName: string) => boolean } {
  const isNegative = text.startsWith('!');
  const pattern = isNegative ? text.slice(1) : text;
  // A pattern that begins with none of these is an alias, which only the configuration resolves.
  const [start] = /^(?:\/|(?:\.{1,2}\/)+|(?=\*\*))/.exec(pattern) ?? [];
  if (start === undefined) return { isNegative, matches: () => false };
  // The folder is no part of the pattern: its name may have brackets.
  const folder = start === '/' ? top : folderAt(from, start);
  const expression = globExpression(pattern.slice(start.length));
  return { isNegative, matches: (fileName) => fileName.startsWith(folder) && expression.test(fileName.slice(folder.length)) };
}

/** Vite's root: where its configuration is, or the `package.json`. */
function viteRoot(project: Project, folder: string): string {
  for (let at = folder; at !== ''; at = at.replace(/[^/]*\/$/, '')) {
    if ([...viteConfigs, 'package.json'].some((name) => project.outsideFile(at + name))) return at;
    if (at === '/') break;
  }
  return folder;
}
