import { dirname } from 'node:path';
import type ts from 'typescript';
import {
  analysisOptions,
  findConfig,
  missingBaseOf,
  normalize,
  plainOptions,
  readConfig,
  readText,
  referencedConfig,
  sourceFilesIn,
} from '../node/disk.ts';
import { UsageError } from '../node/usage-error.ts';
import { note } from './notices.ts';

/** A program to check, and where it is. */
export interface CheckedProgram {
  readonly program: ts.Program;
  readonly directory: string;
}

/**
 * The programs a run is about: those of the named configs, or of the nearest one, or of the folder's plain JavaScript. A config
 * that only lists references stands for the projects it refers to.
 *
 * @param configFiles as the user named them; a folder stands for the tsconfig.json in it
 * @throws UsageError where a config is missing or broken, or where there is nothing to check
 */
export function createPrograms(
  typescript: typeof ts,
  configFiles: readonly string[],
  workingDirectory: string,
): CheckedProgram[] {
  const nearest = findConfig(typescript, normalize(workingDirectory));
  if (configFiles.length === 0 && !nearest) return [plainProgram(typescript, normalize(workingDirectory))];
  const seen = new Set<string>();
  const programs: CheckedProgram[] = [];
  const add = (configFile: string, from?: string): void => {
    if (seen.has(configFile)) return;
    seen.add(configFile);
    if (from !== undefined && !typescript.sys.fileExists(configFile))
      throw new UsageError(
        `${from} refers to ${configFile}, and there is no such file. Take the reference out, or mend its path.`,
      );
    const parsed = readConfig(typescript, configFile);
    const missing = missingBaseOf(typescript, parsed);
    if (missing !== undefined) note(`${configFile}: ${missing} Install the dependencies: without them less is found.`);
    const absent = parsed.fileNames.filter((name) => !typescript.sys.fileExists(name));
    for (const fileName of absent) note(`${configFile} names ${fileName}, and there is no such file.`);
    if (parsed.fileNames.length > absent.length) programs.push(programOf(typescript, configFile, parsed));
    else for (const reference of parsed.projectReferences ?? []) add(referencedConfig(typescript, reference.path), configFile);
  };
  for (const configFile of configFiles.length > 0 ? configFiles : [nearest!]) {
    add(referencedConfig(typescript, normalize(configFile)));
  }
  if (programs.length === 0) {
    throw new UsageError(`There are no source files in ${[...seen].join(', ')}. Check its "include" and "files".`);
  }
  return programs;
}

function programOf(typescript: typeof ts, configFile: string, parsed: ts.ParsedCommandLine): CheckedProgram {
  const options = analysisOptions(parsed.options);
  const references = parsed.projectReferences ? { projectReferences: parsed.projectReferences } : {};
  // A referenced project is seen as its source, as in an editor: what it was built to has no directives, and may not be there.
  const host: ts.CompilerHost & { useSourceOfProjectReferenceRedirect?(): boolean } = typescript.createCompilerHost(options);
  host.readFile = (fileName) => readText(typescript, fileName);
  host.useSourceOfProjectReferenceRedirect = () => true;
  const program = typescript.createProgram({ rootNames: parsed.fileNames, options, host, ...references });
  return { program, directory: dirname(configFile) };
}

function plainProgram(typescript: typeof ts, directory: string): CheckedProgram {
  const rootNames = sourceFilesIn(typescript, directory);
  if (rootNames.length === 0) {
    throw new UsageError(
      `There is no tsconfig.json or jsconfig.json at or above ${directory}, and no source file below it. Name a config with --project.`,
    );
  }
  return { program: typescript.createProgram({ rootNames, options: plainOptions(typescript) }), directory };
}
