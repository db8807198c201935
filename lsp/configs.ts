import { dirname } from 'node:path';
import type ts from 'typescript';
import { analysisOptions, isProjectFolder, plainOptions, readConfig, referencedConfig, sourceFilesIn } from '../node/disk.ts';
import { entryOf } from '../node/plugin-entry.ts';
import type { TypeScript } from '../src/typescript.ts';

/** A project as its config describes it. */
export interface ProjectConfig {
  /** Absolute, forward slashes. */
  readonly directory: string;
  /** undefined for a folder without a config. */
  readonly configFile: string | undefined;
  readonly fileNames: readonly string[];
  /** Whether all source files below the folder are meant, for want of a config. */
  readonly isWhole: boolean;
  readonly options: ts.CompilerOptions;
  readonly references: readonly ts.ProjectReference[] | undefined;
  /** The plugin's entry in the config, of any shape; undefined where there is none. */
  readonly entry: unknown;
  /** Why the config could not be read, where it could not. */
  readonly problem: string | undefined;
}

/** Reads a config. One that cannot be read stands for all the source files of its folder, as if it were not there. */
export function configuredProject(typescript: TypeScript, configFile: string): ProjectConfig {
  try {
    const { options, fileNames, projectReferences } = readConfig(typescript, configFile);
    return {
      directory: dirname(configFile),
      configFile,
      fileNames,
      isWhole: false,
      options: analysisOptions(options),
      references: projectReferences,
      entry: entryOf(options),
      problem: undefined,
    };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return { ...plainProject(typescript, dirname(configFile), true), configFile, problem };
  }
}

/**
 * A folder without a config.
 *
 * @param isWhole whether all its source files are one project; else it has only those that are opened
 */
export function plainProject(typescript: TypeScript, directory: string, isWhole: boolean): ProjectConfig {
  return {
    directory,
    configFile: undefined,
    fileNames: isWhole && isProjectFolder(directory) ? sourceFilesIn(typescript, directory) : [],
    isWhole,
    options: plainOptions(typescript),
    references: undefined,
    entry: undefined,
    problem: undefined,
  };
}

/** The configs a config refers to, directly. */
export function referencesOf(typescript: TypeScript, { references = [] }: ProjectConfig): string[] {
  return references.map(({ path }) => referencedConfig(typescript, path));
}

/** The configs at and above a folder, from the nearest; of the two in one folder the tsconfig. */
export function* configsAbove(typescript: TypeScript, directory: string): Generator<string> {
  for (let folder = directory; ; folder = dirname(folder)) {
    const names = ['tsconfig.json', 'jsconfig.json'].map((name) => `${folder.replace(/\/$/, '')}/${name}`);
    const found = names.find((name) => typescript.sys.fileExists(name));
    if (found) yield found;
    if (dirname(folder) === folder) return;
  }
}
