import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { projectOfProgram } from '../../src/project/program-project.ts';
import type { Disk } from '../../src/project/package-modules.ts';
import type { Project } from '../../src/project/project.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
// A folder that is not there: its files are in memory, and React's types are found above it.
const directory = `${root}docs-example`;

const options: ts.CompilerOptions = {
  strict: true,
  jsx: ts.JsxEmit.Preserve,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowJs: true,
  types: ['node', 'react', 'react-dom'],
  paths: { '@/*': ['./docs-example/*'] },
  configFilePath: `${directory}/tsconfig.json`,
};

// Libraries are parsed once for all apps, and what they import is looked for once; the disk is asked once for each thing.
const parsed = new Map<string, ts.SourceFile | undefined>();
const resolved = new Map<string, ts.ResolvedModuleWithFailedLookupLocations>();
const disk = ts.createCompilerHost(options, true);
const [fileExists, directoryExists, readFile, realpath] = [
  once((name) => disk.fileExists(name)),
  once((name) => disk.directoryExists!(name)),
  once((name) => disk.readFile(name)),
  once((name) => disk.realpath!(name)),
];

function once<T>(ask: (name: string) => T): (name: string) => T {
  const answers = new Map<string, T>();
  return (name) => {
    if (!answers.has(name)) answers.set(name, ask(name));
    return answers.get(name)!;
  };
}

/** An app whose files are in memory only. */
export interface MemoryApp {
  readonly project: Project;
  /** A file of it by its name; throws where there is none. */
  readonly sourceFile: (name: string) => ts.SourceFile;
}

/**
 * @param files the text of each file by its name, relative to the app; `@/` in an import stands for the app
 * @param projectOf makes the project, where it is not the usual one
 */
export function memoryApp(
  files: Readonly<Record<string, string>>,
  projectOf = (program: ts.Program, disk: Disk): Project => projectOfProgram(ts, program, {}, disk),
): MemoryApp {
  const texts = new Map(Object.entries(files).map(([name, text]) => [`${directory}/${name}`, text]));
  const host = ts.createCompilerHost(options, true);
  const { getSourceFile } = host;
  host.getCurrentDirectory = () => root;
  host.fileExists = (fileName) => texts.has(fileName) || fileExists(fileName);
  host.directoryExists = (name) => [...texts.keys()].some((file) => file.startsWith(`${name}/`)) || directoryExists(name);
  host.realpath = realpath;
  host.readFile = (fileName) => texts.get(fileName) ?? readFile(fileName);
  host.getSourceFile = (fileName, target) => {
    const text = texts.get(fileName);
    if (text !== undefined) return ts.createSourceFile(fileName, text, target, true);
    if (!parsed.has(fileName)) parsed.set(fileName, getSourceFile(fileName, target));
    return parsed.get(fileName);
  };
  host.resolveModuleNameLiterals = (literals, containingFile, redirected, given, sourceFile) =>
    literals.map((literal) => {
      const mode = ts.getModeForUsageLocation(sourceFile, literal, given);
      const resolve = () => ts.resolveModuleName(literal.text, containingFile, given, host, undefined, redirected, mode);
      if (texts.has(containingFile)) return resolve();
      const key = JSON.stringify([containingFile, literal.text, mode]);
      if (!resolved.has(key)) resolved.set(key, resolve());
      return resolved.get(key)!;
    });
  const program = ts.createProgram([...texts.keys()], options, host);
  const own = { readFile: (name: string) => texts.get(name), fileExists: (name: string) => texts.has(name) };
  return {
    project: projectOf(program, own),
    sourceFile: (name) => {
      const file = program.getSourceFile(`${directory}/${name}`);
      if (!file) throw new Error(`${name} is not in the app`);
      return file;
    },
  };
}
