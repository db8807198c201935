import type ts from 'typescript';
import { factsOf, type ImportFact } from '../facts/index.ts';
import { dependenciesIn } from '../project/package-json.ts';
import type { Project } from '../project/project.ts';
import type { TypeScript } from '../typescript.ts';
import { configValues, type ConfigPlace } from './config.ts';

/** The side a framework loads a file on; `per-export`: each export of it on its own, as in a route module of React Router. */
export type RootSide = 'server' | 'client' | 'per-export';

/** The files that a framework loads by itself, each with its side. */
export type Roots = ReadonlyMap<string, RootSide>;

/** A package of the project that may be an app, with what its configuration is read from. */
export interface AppFolder {
  readonly project: Project;
  /** With a slash at its end. */
  readonly folder: string;
  /** What its `package.json` names. */
  readonly dependencies: ReadonlySet<string>;
  /** Its `vite.config`. */
  readonly config: ts.SourceFile | undefined;
  /** The project's own files in it, by path. */
  readonly fileNames: readonly string[];
}

const scripts = ['tsx', 'ts', 'jsx', 'js', 'mts', 'mjs', 'cts', 'cjs'];
const configExtensions = ['ts', 'mts', 'js', 'mjs', 'cts', 'cjs'];

/** The folder of a package as an app; see {@link AppFolder}. */
export function appFolderOf(project: Project, folder: string): AppFolder {
  return {
    project,
    folder,
    dependencies: new Set(dependenciesIn(project, folder).map(({ name }) => name)),
    config: configFileOf(project, `${folder}vite.config`),
    fileNames: project.fileNames().filter((fileName) => fileName.startsWith(folder)),
  };
}

/** A configuration by its name without the extension. */
export function configFileOf(project: Project, name: string): ts.SourceFile | undefined {
  for (const extension of configExtensions) {
    const file = project.outsideFile(`${name}.${extension}`);
    if (file) return file;
  }
  return undefined;
}

/** What a configuration imports from a module, or from what lies below it; undefined where it imports nothing of it. */
export function importFrom(ts: TypeScript, config: ts.SourceFile | undefined, module: string): ImportFact | undefined {
  if (!config) return undefined;
  return factsOf(ts, config).imports.find(({ specifier, erased }) => {
    return !erased && (specifier.text === module || specifier.text.startsWith(`${module}/`));
  });
}

/** An expression of a configuration as a place in it. */
export function placeIn(ts: TypeScript, expression: ts.Expression | undefined): ConfigPlace {
  const objects = expression ? configValues(ts, expression).filter((value) => ts.isObjectLiteralExpression(value)) : [];
  return { objects, assigned: [] };
}

/** The paths that a value may be: `'./a'`, `resolve(__dirname, 'a')`, `fileURLToPath(new URL('./a', import.meta.url))`, or a list of such. */
export function pathsIn(ts: TypeScript, expression: ts.Expression): string[] {
  return configValues(ts, expression, true).flatMap((value): string[] => {
    if (ts.isStringLiteralLike(value)) return [value.text];
    if (ts.isArrayLiteralExpression(value)) return value.elements.flatMap((element) => pathsIn(ts, element));
    if (ts.isPropertyAccessExpression(value)) return pathsIn(ts, value.expression);
    if (ts.isNewExpression(value)) return value.arguments?.[0] ? pathsIn(ts, value.arguments[0]) : [];
    if (!ts.isCallExpression(value)) return [];
    const parts = value.arguments.flatMap((argument) => pathsIn(ts, argument).slice(0, 1));
    return parts.length > 0 ? [parts.join('/')] : [];
  });
}

/**
 * The file that a path of a configuration means: relative to a folder, with or without its extension; from the top with a slash
 * before it, as Vite takes it.
 */
export function fileAt({ fileNames }: AppFolder, folder: string, path: string): string | undefined {
  const name = path.startsWith(folder) ? path : joinedPath(folder, path.replace(/^\//, ''));
  const candidates = [
    name,
    ...scripts.map((extension) => `${name}.${extension}`),
    ...scripts.map((extension) => `${name}/index.${extension}`),
  ];
  return candidates.find((candidate) => fileNames.includes(candidate));
}

/** The files below a folder of an app. */
export function filesIn({ fileNames }: AppFolder, folder: string): string[] {
  return fileNames.filter((fileName) => fileName.startsWith(folder));
}

/** A folder of an app by its path: with a slash at its end. */
export function folderAt(folder: string, path: string): string {
  return joinedPath(folder, path).replace(/\/*$/, '/');
}

function joinedPath(folder: string, path: string): string {
  const parts = folder.split('/').slice(0, -1);
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(part);
  }
  return parts.join('/');
}
