import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type ts from 'typescript';
import { readText } from '../../node/disk.ts';
import type { ConfiguredRule } from '../../src/configuration.ts';
import type { ProgramPlan } from '../programs.ts';
import type { RecordingProject } from './recording-project.ts';
import { hashOf, installedState, stampOf, type KeptProgram } from './store.ts';

/** A program and what is asked of it. */
export interface CacheQuestion {
  readonly typescript: typeof ts;
  /** The disk as the run sees it. */
  readonly view: typeof ts;
  readonly plan: ProgramPlan;
  readonly rules: readonly ConfiguredRule[];
  readonly serverRoots: readonly string[];
}

/** All other files that findings hang on. */
export function surroundings(
  { view }: Pick<CacheQuestion, 'view'>,
  program: ts.Program,
  own: ReadonlySet<string>,
  recorded: readonly RecordingProject[],
): Pick<KeptProgram, 'listed' | 'outside' | 'packages'> {
  const isPackage = (fileName: string): boolean => fileName.includes('/node_modules/');
  const read = new Set(program.getSourceFiles().flatMap(({ fileName }) => (own.has(fileName) ? [] : fileName)));
  for (const project of recorded) for (const fileName of [...project.outside, ...project.packages]) read.add(fileName);
  const outside: Record<string, string | null> = {};
  const packages: Record<string, string> = {};
  for (const fileName of read) {
    if (isPackage(fileName)) packages[fileName] = stampOf(fileName);
    else outside[fileName] = hashOrNull(view, fileName);
  }
  const listed = Object.fromEntries(recorded.flatMap((project) => [...project.listed]));
  return { listed, outside, packages };
}

/** A hash of a file's text; null where there is none. */
export function hashOrNull(view: typeof ts, fileName: string): string | null {
  const text = readText(view, fileName);
  return text === undefined ? null : hashOf(text);
}

/** What all findings of a program hang on, beside its files. */
export function programKeyOf({ typescript, view, plan, rules, serverRoots }: CacheQuestion, own: readonly string[]): string {
  const options = Object.entries(plan.options).filter(([name]) => name !== 'configFile');
  const folders = [...new Set(own.map((fileName) => fileName.slice(0, fileName.lastIndexOf('/'))))].sort();
  return hashOf(
    JSON.stringify([
      ownCode(),
      typescript.version,
      process.version,
      options,
      rules.map(({ rule, severity, options: set }) => [rule.name, severity, set]),
      serverRoots,
      [...plan.rootNames].sort(),
      folders.map(modulesIn),
      withParents(folders).map((folder) => hashOrNull(view, `${folder}/package.json`)),
      installedState(plan.directory),
    ]),
  );
}

let code: string | undefined;

/** This program itself, as it is installed. */
function ownCode(): string {
  if (code === undefined) {
    const folder = dirname(fileURLToPath(import.meta.url));
    const modules = readdirSync(folder).filter((name) => /\.mjs$/.test(name));
    code = hashOf(modules.map((name) => readFileSync(join(folder, name), 'utf8')).join('\0'));
  }
  return code;
}

/** Some folders, and all that they are in. */
function withParents(folders: readonly string[]): string[] {
  const all = new Set(folders);
  // The set grows while it is walked.
  for (const folder of all) if (dirname(folder) !== folder) all.add(dirname(folder));
  return [...all].sort();
}

/** The files of a folder that an import may land on. */
function modulesIn(folder: string): string {
  try {
    return readdirSync(folder)
      .filter((name) => /\.(?:[cm]?[jt]sx?|json)$/.test(name))
      .sort()
      .join(' ');
  } catch {
    return '';
  }
}
