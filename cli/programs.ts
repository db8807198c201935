import { dirname } from 'node:path';
import type ts from 'typescript';
import {
  analysisOptions,
  findConfig,
  missingBaseOf,
  normalize,
  plainOptions,
  readConfig,
  referencedConfig,
  sourceFilesIn,
} from '../node/disk.ts';
import type { NativeBackend } from '../node/typescript7/backend.ts';
import { UsageError } from '../node/usage-error.ts';
import { byPath } from '../src/project/project.ts';
import { isMonorepoRoot, packageConfigs } from './monorepo.ts';
import { readNativeProgram } from './native-program.ts';
import { note } from './notices.ts';
import { readProgram, type ReadProgram } from './read-program.ts';
import { SourceFiles } from './source-files.ts';

/** A program that can be made, and where it is. */
export interface ProgramPlan {
  readonly directory: string;
  /** Where there is one: absolute, forward slashes. */
  readonly configFile?: string;
  readonly options: ts.CompilerOptions;
  readonly rootNames: readonly string[];
  /** Whether it is made of other projects too. */
  readonly hasReferences: boolean;
  /** Makes it, or the part of it that some files and what they lead to are. */
  make(rootNames?: readonly string[]): ReadProgram;
}

/** Where programs are made from. */
export interface ProgramSource {
  /** What they have in common with other programs of the run. */
  readonly sourceFiles?: SourceFiles;
  /** The configs to take where none are named: absolute. Left out, the nearest one. */
  readonly configs?: readonly string[];
  /** The folders asked about, absolute: their configs are taken where there is none at or above the working directory. */
  readonly near?: readonly string[];
  /** What answers for programs in the place of the TypeScript that reads the configs. */
  readonly backend?: NativeBackend | undefined;
}

/**
 * The programs a run is about: those of the named configs, or of the nearest one, or of those near to what is asked about, or of the
 * folder's plain JavaScript. A config that only lists references stands for the projects it refers to, and the root of a monorepo for
 * the packages below it.
 *
 * @param typescript its `sys` is where everything is read
 * @param configFiles as the user named them; a folder stands for the tsconfig.json in it
 * @throws UsageError where a config is missing or broken, or where there is nothing to check
 */
export function planPrograms(
  typescript: typeof ts,
  configFiles: readonly string[],
  workingDirectory: string,
  { sourceFiles = new SourceFiles(), configs, near = [], backend }: ProgramSource = {},
): ProgramPlan[] {
  const found = new Configs(typescript);
  if (configFiles.length > 0) {
    for (const configFile of configFiles) found.add(referencedConfig(typescript, normalize(configFile)));
  } else {
    const [nearest, below] = configsAt(typescript, normalize(workingDirectory));
    const isAbove = nearest === undefined && below.length === 0;
    const several = configs ?? (isAbove ? near.flatMap((folder) => allConfigsAt(typescript, folder)) : below);
    // The inner ones first: what an outer one says about all files below it is not meant for those that an inner one has.
    for (const configFile of [...several].sort(innerFirst)) found.addFound(configFile);
    if (nearest && !configs) found.add(nearest);
    else if (found.isEmpty) return [plainPlan(typescript, normalize(workingDirectory), sourceFiles, backend)];
  }
  if (found.all.length === 0) {
    throw new UsageError(`There are no source files in ${found.seen.join(', ')}. Check its "include" and "files".`);
  }
  return found.all.map(({ configFile, parsed }) => planOf(typescript, configFile, parsed, sourceFiles, backend));
}

/** The config nearest to a folder, and where that is the root of a monorepo those of its packages. */
function configsAt(typescript: typeof ts, folder: string): readonly [nearest: string | undefined, below: readonly string[]] {
  const nearest = findConfig(typescript, folder);
  const root = nearest ? dirname(nearest) : folder;
  return [nearest, isMonorepoRoot(typescript, root) ? packageConfigs(typescript, root) : []];
}

function allConfigsAt(typescript: typeof ts, folder: string): string[] {
  const [nearest, below] = configsAt(typescript, folder);
  return nearest === undefined ? [...below] : [...below, nearest];
}

function innerFirst(one: string, other: string): number {
  return other.split('/').length - one.split('/').length || byPath(one, other);
}

/** Configs as they are found, each once, with their files. */
class Configs {
  readonly all: Array<{ readonly configFile: string; readonly parsed: ts.ParsedCommandLine }> = [];
  readonly #ts: typeof ts;
  readonly #seen = new Set<string>();
  /** The config that a file was found in by itself. */
  readonly #owners = new Map<string, string>();

  constructor(typescript: typeof ts) {
    this.#ts = typescript;
  }

  get seen(): string[] {
    return [...this.#seen];
  }

  get isEmpty(): boolean {
    return this.#seen.size === 0;
  }

  /** @param from the config that refers to this one */
  add(configFile: string, from?: string): void {
    if (this.#seen.has(configFile)) return;
    this.#seen.add(configFile);
    const { sys } = this.#ts;
    if (from !== undefined && !sys.fileExists(configFile))
      throw new UsageError(
        `${from} refers to ${configFile}, and there is no such file. Take the reference out, or mend its path.`,
      );
    const parsed = readConfig(this.#ts, configFile);
    const missing = missingBaseOf(this.#ts, parsed);
    if (missing !== undefined) note(`${configFile}: ${missing} Install the dependencies: without them less is found.`);
    const absent = parsed.fileNames.filter((name) => !sys.fileExists(name));
    for (const fileName of absent) note(`${configFile} names ${fileName}, and there is no such file.`);
    const folder = `${dirname(configFile)}/`;
    const fileNames = parsed.fileNames.filter((fileName) => !this.#owners.get(fileName)?.startsWith(folder));
    if (fileNames.length > absent.length) this.all.push({ configFile, parsed: { ...parsed, fileNames } });
    else for (const reference of parsed.projectReferences ?? []) this.add(referencedConfig(this.#ts, reference.path), configFile);
  }

  /** A config that was not named: where it cannot be read, the others are. */
  addFound(configFile: string): void {
    try {
      this.add(configFile);
      const { fileNames = [] } = this.all.find((one) => one.configFile === configFile)?.parsed ?? {};
      for (const fileName of fileNames) if (!this.#owners.has(fileName)) this.#owners.set(fileName, configFile);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      note(`${error.message} Nothing is said of what is below it.`);
    }
  }
}

function planOf(
  typescript: typeof ts,
  configFile: string,
  parsed: ts.ParsedCommandLine,
  sourceFiles: SourceFiles,
  backend: NativeBackend | undefined,
): ProgramPlan {
  const directory = dirname(configFile);
  const options = analysisOptions(parsed.options);
  const references = parsed.projectReferences ? { projectReferences: parsed.projectReferences } : {};
  // A referenced project is seen as its source, as in an editor: what it was built to has no directives, and may not be there.
  const make = (rootNames: readonly string[] = parsed.fileNames): ReadProgram => {
    if (backend) return readNativeProgram(typescript, backend, { rootNames, options, directory, sourceFiles, ...references });
    const host: ts.CompilerHost & { useSourceOfProjectReferenceRedirect?(): boolean } = sourceFiles.hostOf(typescript, options);
    host.useSourceOfProjectReferenceRedirect = () => true;
    return readProgram(typescript, { rootNames, options, host, tooDeep: sourceFiles.tooDeep, ...references });
  };
  const hasReferences = (parsed.projectReferences ?? []).length > 0;
  return { options, rootNames: parsed.fileNames, hasReferences, make, directory, configFile };
}

function plainPlan(
  typescript: typeof ts,
  directory: string,
  sourceFiles: SourceFiles,
  backend: NativeBackend | undefined,
): ProgramPlan {
  const rootNames = sourceFilesIn(typescript, directory);
  if (rootNames.length === 0) {
    throw new UsageError(
      `There is no tsconfig.json or jsconfig.json at or above ${directory}, and no source file below it. Name a config with --project.`,
    );
  }
  const options = plainOptions(typescript);
  const make = (names: readonly string[] = rootNames): ReadProgram =>
    backend
      ? readNativeProgram(typescript, backend, { rootNames: names, options, directory, sourceFiles })
      : readProgram(typescript, {
          rootNames: names,
          options,
          host: sourceFiles.hostOf(typescript, options),
          tooDeep: sourceFiles.tooDeep,
        });
  return { options, rootNames, hasReferences: false, make, directory };
}
