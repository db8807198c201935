import type ts from 'typescript';
import { parseOptionsOf } from '../node/parse-options.ts';
import type { NativeBackend } from '../node/typescript7/backend.ts';
import { isTooDeep } from '../src/typescript.ts';
import { overlayOf } from './changes/overlay.ts';
import type { ReadProgram } from './read-program.ts';
import type { SourceFiles } from './source-files.ts';

/** What there is to make a program from, with TypeScript 7.1 to answer for it. */
export interface NativeProgramParts {
  readonly rootNames: readonly string[];
  readonly options: ts.CompilerOptions;
  readonly directory: string;
  readonly projectReferences?: readonly ts.ProjectReference[] | undefined;
  readonly sourceFiles: SourceFiles;
}

/**
 * Makes a program that TypeScript 7.1 has read. Its own files are parsed here: a file that is too deep for that stays out of it.
 *
 * @throws UsageError where TypeScript 7.1 cannot be started, or cannot read the program
 */
export function readNativeProgram(typescript: typeof ts, backend: NativeBackend, parts: NativeProgramParts): ReadProgram {
  const { rootNames, sourceFiles, options, ...others } = parts;
  const missed = new Set<string>();
  const host = sourceFiles.hostOf(typescript, options);
  const optionsFor = parseOptionsOf(typescript, options, host);
  const parse = (fileName: string): ts.SourceFile | undefined => {
    const text = host.readFile(fileName);
    if (text === undefined) return undefined;
    try {
      if (!sourceFiles.tooDeep.has(fileName))
        return sourceFiles.parsed(typescript, options, fileName, optionsFor(fileName), text);
    } catch (error) {
      if (!isTooDeep(error)) throw error;
      sourceFiles.tooDeep.add(fileName);
    }
    missed.add(fileName);
    return undefined;
  };
  const program = backend.program(typescript, rootNames, overlayOf(typescript), { ...others, options, parse });
  // Here they are parsed, so that it is known which are too deep.
  program.getSourceFiles();
  return { program, tooDeep: [...missed].sort() };
}
