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
import { UsageError } from '../node/usage-error.ts';
import { isMonorepoRoot, packageConfigs } from './monorepo.ts';
import { note } from './notices.ts';
import { SourceFiles } from './source-files.ts';

/** A program to check, and where it is. */
export interface CheckedProgram {
  readonly program: ts.Program;
  readonly directory: string;
}

/**
 * The programs a run is about: those of the named configs, or of the nearest one, or of the folder's plain JavaScript. A config
 * that only lists references stands for the projects it refers to, and the root of a monorepo for the packages below it.
 *
 * @param typescript its `sys` is where everything is read
 * @param configFiles as the user named them; a folder stands for the tsconfig.json in it
 * @param sourceFiles what the programs have in common with others
 * @throws UsageError where a config is missing or broken, or where there is nothing to check
 */
export function createPrograms(
  typescript: typeof ts,
  configFiles: readonly string[],
  workingDirectory: string,
  sourceFiles = new SourceFiles(),
): CheckedProgram[] {
  const configs = new Configs(typescript);
  if (configFiles.length > 0) {
    for (const configFile of configFiles) configs.add(referencedConfig(typescript, normalize(configFile)));
  } else {
    const nearest = findConfig(typescript, normalize(workingDirectory));
    const root = nearest ? dirname(nearest) : normalize(workingDirectory);
    const packages = isMonorepoRoot(typescript, root) ? packageConfigs(typescript, root) : [];
    for (const configFile of packages) configs.addFound(configFile);
    // What a config at the root says of all files is not meant for those that have a config of their own.
    const isOwn = (fileName: string): boolean => !packages.some((configFile) => fileName.startsWith(`${dirname(configFile)}/`));
    if (nearest) configs.add(nearest, undefined, packages.length > 0 ? isOwn : undefined);
    else if (packages.length === 0) return [plainProgram(typescript, normalize(workingDirectory), sourceFiles)];
  }
  if (configs.found.length === 0) {
    throw new UsageError(`There are no source files in ${configs.seen.join(', ')}. Check its "include" and "files".`);
  }
  return configs.found.map(({ configFile, parsed }) => programOf(typescript, configFile, parsed, sourceFiles));
}

/** Configs as they are found, each once, with their files. */
class Configs {
  readonly found: Array<{ readonly configFile: string; readonly parsed: ts.ParsedCommandLine }> = [];
  readonly #ts: typeof ts;
  readonly #seen = new Set<string>();

  constructor(typescript: typeof ts) {
    this.#ts = typescript;
  }

  get seen(): string[] {
    return [...this.#seen];
  }

  /**
   * @param from the config that refers to this one
   * @param isOwn says of the config's files which it is asked for; for all of them where it is left out
   */
  add(configFile: string, from?: string, isOwn?: (fileName: string) => boolean): void {
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
    const fileNames = isOwn ? parsed.fileNames.filter(isOwn) : parsed.fileNames;
    if (fileNames.length > absent.length) this.found.push({ configFile, parsed: { ...parsed, fileNames } });
    else for (const reference of parsed.projectReferences ?? []) this.add(referencedConfig(this.#ts, reference.path), configFile);
  }

  /** A config that nobody has named: where it cannot be read, the others are. */
  addFound(configFile: string): void {
    try {
      this.add(configFile);
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      note(`${error.message} Nothing is said of what is below it.`);
    }
  }
}

function programOf(
  typescript: typeof ts,
  configFile: string,
  parsed: ts.ParsedCommandLine,
  sourceFiles: SourceFiles,
): CheckedProgram {
  const options = analysisOptions(parsed.options);
  const references = parsed.projectReferences ? { projectReferences: parsed.projectReferences } : {};
  // A referenced project is seen as its source, as in an editor: what it was built to has no directives, and may not be there.
  const host: ts.CompilerHost & { useSourceOfProjectReferenceRedirect?(): boolean } = sourceFiles.hostOf(typescript, options);
  host.useSourceOfProjectReferenceRedirect = () => true;
  const program = typescript.createProgram({ rootNames: parsed.fileNames, options, host, ...references });
  return { program, directory: dirname(configFile) };
}

function plainProgram(typescript: typeof ts, directory: string, sourceFiles: SourceFiles): CheckedProgram {
  const rootNames = sourceFilesIn(typescript, directory);
  if (rootNames.length === 0) {
    throw new UsageError(
      `There is no tsconfig.json or jsconfig.json at or above ${directory}, and no source file below it. Name a config with --project.`,
    );
  }
  const options = plainOptions(typescript);
  const host = sourceFiles.hostOf(typescript, options);
  return { program: typescript.createProgram({ rootNames, options, host }), directory };
}
