import type ts from 'typescript';
import { linksOf } from '../../src/graph/links.ts';
import { importsIn } from '../../src/project/imports.ts';
import { byPath, type Project } from '../../src/project/project.ts';
import { codeOf } from './code.ts';
import type { Overlay } from './overlay.ts';
import type { ChangedFile } from './repository.ts';
import { ScannedProject } from './scanned-project.ts';

/** Why what is found in a file can be something else than before. */
export interface AffectedReason {
  /** `imports` and `imported-by` lead one step nearer to what changed. */
  readonly kind: 'changed' | 'imports' | 'imported-by' | 'everything';
  /** The file that the step leads to; of `everything` what changed. */
  readonly fileName?: string;
}

/** Files of which more hangs than an import says: settings of packages, compilers and frameworks, but for tools that build nothing. */
const settings =
  /\.(?:jsonc?)$|(?:^|\/)(?!(?:eslint|prettier|stylelint|commitlint|lint-staged|jest|vitest|playwright|cypress|tailwind|postcss)\.)[^/]*\.config\.[cm]?[jt]s$|\.d\.[cm]?ts$/;

/** Whether a file has anything to do with what is found. */
export function isTelling(fileName: string): boolean {
  return settings.test(fileName) || /\.[cm]?[jt]sx?$/.test(fileName);
}

/**
 * The files of a project in which something else can be found than before: what changed, all that imports it, and all that it
 * imports or imported. A file whose code is the same, but for comments and blanks, stands for itself alone.
 *
 * @param before the state before, and how files were called in it
 */
export function affectedBy(
  project: Project,
  before: { readonly typescript: typeof ts; readonly overlay: Overlay; readonly changes: readonly ChangedFile[] },
): Map<string, AffectedReason> {
  const found = new Map<string, AffectedReason>();
  const own = new Set(project.fileNames());
  const inside = (fileName: string): boolean => fileName.startsWith(`${project.directory}/`);
  const cause = before.changes.find(({ fileName }) => settings.test(fileName) && (own.has(fileName) || inside(fileName)));
  if (cause) for (const fileName of own) found.set(fileName, { kind: 'everything', fileName: cause.fileName });
  const importersOf = importersIn(project);
  const [up, down]: [string[], string[]] = [[], []];
  for (const change of before.changes) {
    const { fileName, isDeleted } = change;
    if (isDeleted ? settings.test(fileName) : !own.has(fileName)) continue;
    const text = change.before === undefined ? undefined : before.overlay.get(change.before);
    const sourceFile = isDeleted ? undefined : project.sourceFile(fileName);
    if (sourceFile) found.set(fileName, { kind: 'changed' });
    if (sourceFile && text !== undefined && isSameCode(project.ts, change, text, sourceFile)) continue;
    if (sourceFile) up.push(fileName);
    if (sourceFile) down.push(fileName);
    if (text === undefined) continue;
    for (const target of formerImports(project, before.typescript, change.before!, text)) {
      if (!own.has(target)) continue;
      if (!found.has(target)) found.set(target, { kind: 'imported-by', fileName });
      down.push(target);
    }
  }
  for (const [importer, target] of danglingImports(project, before)) {
    if (!found.has(importer)) found.set(importer, { kind: 'imports', fileName: target });
    up.push(importer);
  }
  spread(up, importersOf, (fileName) => ({ kind: 'imports', fileName }), found);
  spread(
    down,
    (fileName) => (own.has(fileName) ? importsOf(project, fileName) : []),
    (fileName) => ({ kind: 'imported-by', fileName }),
    found,
  );
  return new Map([...found].filter(([fileName]) => own.has(fileName)).sort(([one], [other]) => byPath(one, other)));
}

function spread(
  from: readonly string[],
  next: (fileName: string) => readonly string[],
  reason: (fileName: string) => AffectedReason,
  found: Map<string, AffectedReason>,
): void {
  const seen = new Set(from);
  // A set that is walked gives what is added on the way too.
  for (const fileName of seen) {
    for (const other of next(fileName)) {
      seen.add(other);
      if (!found.has(other)) found.set(other, reason(fileName));
    }
  }
}

/** The files that a file imports, each once, by path. */
function importsOf(project: Project, fileName: string): string[] {
  const file = project.sourceFile(fileName);
  return file ? [...new Set(linksOf(project, file).edges.map(({ to }) => to))].sort(byPath) : [];
}

/** Who imports a file, also for its types alone. */
function importersIn(project: Project): (fileName: string) => readonly string[] {
  if (project instanceof ScannedProject) return (fileName) => project.importersOf(fileName);
  const importers = new Map<string, string[]>();
  for (const file of project.sourceFiles()) {
    for (const { specifier } of importsIn(project, file)) {
      const target = project.resolve(file, specifier);
      if (target === undefined) continue;
      const known = importers.get(target);
      if (known) known.push(file.fileName);
      else importers.set(target, [file.fileName]);
    }
  }
  return (fileName) => importers.get(fileName) ?? [];
}

function isSameCode(typescript: Project['ts'], change: ChangedFile, text: string, sourceFile: ts.SourceFile): boolean {
  if (change.before !== change.fileName) return false;
  return (
    text === sourceFile.text || codeOf(typescript, change.fileName, text) === codeOf(typescript, change.fileName, sourceFile.text)
  );
}

/** The files that a former text imported. */
function formerImports(project: Project, typescript: typeof ts, fileName: string, text: string): string[] {
  return typescript.preProcessFile(text).importedFiles.flatMap((reference) => {
    const { resolvedModule } = typescript.resolveModuleName(
      reference.fileName,
      fileName,
      project.compilerOptions,
      typescript.sys,
    );
    return resolvedModule ? resolvedModule.resolvedFileName : [];
  });
}

/** Imports that lead nowhere now, and led to a file that is gone. */
function danglingImports(
  project: Project,
  { typescript, changes }: { readonly typescript: typeof ts; readonly changes: readonly ChangedFile[] },
): Array<[string, string]> {
  const gone = new Set(
    changes.flatMap(({ before, fileName, isDeleted }) => (before && (isDeleted || before !== fileName) ? before : [])),
  );
  if (gone.size === 0) return [];
  return project.sourceFiles().flatMap((file) =>
    importsIn(project, file).flatMap(({ specifier }): Array<[string, string]> => {
      if (project.resolve(file, specifier) !== undefined) return [];
      const { resolvedModule } = typescript.resolveModuleName(
        specifier.text,
        file.fileName,
        project.compilerOptions,
        typescript.sys,
      );
      const target = resolvedModule?.resolvedFileName;
      return target !== undefined && gone.has(target) ? [[file.fileName, target]] : [];
    }),
  );
}
