import type ts from 'typescript';
import { factsOf } from '../../src/facts/index.ts';
import { DiskProject, type DiskHost } from '../../src/project/disk-project.ts';
import { isOwnSource, type Settings } from '../../src/project/project.ts';
import { unlessTooDeep } from '../../src/typescript.ts';
import type { ProgramPlan } from '../programs.ts';
import type { SourceFiles } from '../source-files.ts';

/**
 * The files of a program as it would hold them, parsed and no more: who imports whom, without types and without packages.
 *
 * @param view TypeScript on the disk as the run sees it
 * @returns undefined where only the program itself knows its files, or where one is too deep
 */
export function scannedProject(
  view: typeof ts,
  plan: ProgramPlan,
  settings: Settings,
  sourceFiles: SourceFiles,
): DiskProject | undefined {
  const { options, directory } = plan;
  const { Bundler, Node10 } = view.ModuleResolutionKind;
  // The others resolve by the kind of each file, and a referenced project by its own options.
  const isPlain = options.moduleResolution === Bundler || options.moduleResolution === Node10;
  if (!isPlain || plan.hasReferences) return undefined;
  const names = new Set<string>();
  const disk = sourceFiles.hostOf(view, options);
  const host: DiskHost = {
    fileExists: (fileName) => disk.fileExists(fileName),
    readFile: (fileName) => disk.readFile(fileName),
    directoryExists: (name) => disk.directoryExists!(name),
    getDirectories: (name) => disk.getDirectories!(name),
    readDirectory: (...asked) => view.sys.readDirectory(...asked),
    ...(disk.realpath ? { realpath: (path: string) => disk.realpath!(path) } : {}),
    getCurrentDirectory: () => directory,
    useCaseSensitiveFileNames: view.sys.useCaseSensitiveFileNames,
    directory,
    compilerOptions: options,
    fileNames: () => [...names],
  };
  const project = new ScannedProject(view, host, settings);
  const formatOf = formats(view, options, disk);
  const asked = new Set(plan.rootNames);
  // The set grows while it is walked.
  for (const fileName of asked) {
    if (!isOwnSource(fileName)) continue;
    const file = unlessTooDeep(() => sourceFiles.parsed(view, options, fileName, formatOf(fileName)));
    if (file === undefined) {
      if (disk.fileExists(fileName)) return undefined;
      continue;
    }
    names.add(fileName);
    project.adopt(file);
    for (const target of targetsOf(view, project, file)) asked.add(target);
  }
  return project;
}

/** All own files that a file brings into a program. */
function targetsOf(typescript: typeof ts, project: DiskProject, file: ts.SourceFile): string[] {
  const own: string[] = [];
  const add = (fileName: string | undefined): void => {
    if (fileName !== undefined && isOwnSource(fileName) && /\.(?:[cm]?[jt]sx?|json)$/.test(fileName)) own.push(fileName);
  };
  for (const { specifier } of factsOf(typescript, file).imports) add(project.resolve(file, specifier));
  for (const { fileName } of file.referencedFiles) add(typescript.resolveTripleslashReference(fileName, file.fileName));
  // `import('./a').A` of a type is in no list of what a file imports.
  if (/\bimport\s*\(/.test(file.text))
    for (const { fileName } of typescript.preProcessFile(file.text, true, true).importedFiles)
      add(project.resolve(file, { text: fileName } as ts.StringLiteralLike));
  return own;
}

/** Resolves as a program does: the JavaScript of a package is no file of it. */
class ScannedProject extends DiskProject {
  override resolve(from: ts.SourceFile, specifier: ts.StringLiteralLike): string | undefined {
    const found = super.resolve(from, specifier);
    return found !== undefined && /\/node_modules\/.*(?<!\.d)\.(?:[cm]?jsx?|json)$/.test(found) ? undefined : found;
  }
}

/** How a program of these options parses its files: whether a file is a module hangs on more than its text. */
function formats(
  typescript: typeof ts,
  options: ts.CompilerOptions,
  disk: ts.CompilerHost,
): (fileName: string) => ts.CreateSourceFileOptions {
  let format: ts.CreateSourceFileOptions = { languageVersion: typescript.ScriptTarget.Latest };
  const name = '/module.ts';
  typescript.createProgram(
    [name],
    { ...options, noResolve: true, noLib: true, types: [] },
    {
      ...disk,
      getSourceFile: (fileName, given) => {
        format = typeof given === 'object' ? given : { languageVersion: given };
        return fileName === name ? typescript.createSourceFile(fileName, '', given) : undefined;
      },
      fileExists: (fileName) => fileName === name,
      readFile: () => undefined,
    },
  );
  return (fileName) => {
    const impliedNodeFormat = typescript.getImpliedNodeFormatForFile(fileName, undefined, disk, options);
    return impliedNodeFormat === undefined ? format : { ...format, impliedNodeFormat };
  };
}
