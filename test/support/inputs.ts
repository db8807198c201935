import ts from 'typescript';
import { expect } from 'vitest';
import { diskHost, findConfig } from '../../node/disk.ts';
import { runRules, type SelectedRule } from '../../src/run-rules.ts';
import type { TextEdit } from '../../src/finding.ts';
import { applyEdits } from './apply-edits.ts';
import { DiskProject, type DiskHost } from '../../src/project/disk-project.ts';
import { projectOfProgram } from '../../src/project/program-project.ts';
import type { Project } from '../../src/project/project.ts';
import { isRead, programOf, type FixtureCase } from './fixtures.ts';

/** A file of the fixtures as the analysis takes it. */
export interface Input {
  readonly project: Project;
  readonly sourceFile: ts.SourceFile;
}

const typedProjects = new Map<string, Project>();

interface DiskInput {
  readonly host: DiskHost;
  readonly project: DiskProject;
}

const diskInputs = new Map<string, DiskInput>();

/**
 * A file in the Program of its case.
 *
 * @param text what is in it instead of what the disk has; then the other files of the case are all that is read beside it
 */
export function typedInput(fixture: FixtureCase, fileName: string, text?: string): Input {
  const { tsconfig } = fixture;
  if (text !== undefined) {
    const changed = programWith(fixture, fileName, text);
    return { project: projectOfProgram(ts, changed, {}, ts.sys), sourceFile: changed.getSourceFile(fileName)! };
  }
  const program = programOf(tsconfig);
  const project = typedProjects.get(tsconfig) ?? projectOfProgram(ts, program, {}, ts.sys);
  typedProjects.set(tsconfig, project);
  return { project, sourceFile: program.getSourceFile(fileName)! };
}

let lastProgram: { readonly fileName: string; readonly text: string; readonly program: ts.Program } | undefined;

/** The Program of a case alone, with another text in one of its files. Asked for the same one again, it is the same. */
export function programWith({ tsconfig, files }: FixtureCase, fileName: string, text: string): ts.Program {
  if (lastProgram?.fileName === fileName && lastProgram.text === text) return lastProgram.program;
  const whole = programOf(tsconfig);
  const options = whole.getCompilerOptions();
  const host = ts.createCompilerHost(options, true);
  host.getSourceFile = (name, languageVersion) =>
    name === fileName ? ts.createSourceFile(name, text, languageVersion, true) : whole.getSourceFile(name);
  const declarations = whole.getRootFileNames().filter((name) => name.endsWith('.d.ts'));
  const program = ts.createProgram({ rootNames: [...files.map((file) => file.fileName), ...declarations], options, host });
  lastProgram = { fileName, text, program };
  return program;
}

/** The same in a project over the disk, where there are no types. One project for each config, as a door has it. */
export function untypedInput({ files }: FixtureCase, fileName: string, text?: string): Input {
  const { host, project } = overDisk(fileName.replace(/\/[^/]*$/, ''));
  if (text === undefined) return { project, sourceFile: project.sourceFile(fileName)! };
  const changed = new DiskProject(ts, { ...host, fileNames: () => files.map((file) => file.fileName) }, {}, project);
  const sourceFile = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true);
  changed.adopt(sourceFile);
  return { project: changed, sourceFile };
}

/** What is read of a folder's config, whose list of files is gone through once. */
function overDisk(directory: string): DiskInput {
  const config = findConfig(ts, directory) ?? directory;
  let input = diskInputs.get(config);
  if (!input) {
    const disk = diskHost(ts, directory);
    const host = { ...disk, fileNames: () => disk.fileNames().filter(isRead) };
    input = { host, project: new DiskProject(ts, host, {}) };
    diskInputs.set(config, input);
  }
  return input;
}

/** The edits of each fix of a file. */
type Fixes = ReadonlyArray<readonly TextEdit[]>;

/** ESLint takes a fix for one edit from the first place it changes to the last, and fixes in the order in which those start. */
export function asEslintTakes(text: string, fixes: Fixes): Fixes {
  const whole = fixes.map((edits): TextEdit => {
    const [start, end] = [Math.min(...edits.map((edit) => edit.start)), Math.max(...edits.map((edit) => edit.end))];
    const moved = edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
    return { start, end, newText: applyEdits(text.slice(start, end), [moved]) };
  });
  return whole.sort((a, b) => a.start - b.start || a.end - b.end).map((edit) => [edit]);
}

/**
 * Applies fixes until none is left, as `--fix` does, and checks that what comes out parses.
 *
 * @param inputOf the file with a text in it; with its own where there is none
 * @param arranged fixes as a door takes them, which need not be as they are
 * @returns the text after each pass
 */
export function fixPasses(
  inputOf: (text?: string) => Input,
  on: readonly SelectedRule[],
  arranged: (text: string, fixes: Fixes) => Fixes = (_text, fixes) => fixes,
): string[] {
  const passes: string[] = [];
  let input = inputOf();
  const { fileName, text: source } = input.sourceFile;
  for (let pass = 0; pass < 10; pass++) {
    const fixes = runRules(input.project, input.sourceFile, on).flatMap(({ fix }) => (fix ? [fix] : []));
    if (fixes.length === 0) return passes;
    const before = passes.at(-1) ?? source;
    const text = applyEdits(before, arranged(before, fixes));
    expect(syntaxErrorsOf(fileName, text), text).toEqual(syntaxErrorsOf(fileName, source));
    passes.push(text);
    input = inputOf(text);
  }
  throw new Error(`${fileName}: the fixes do not come to an end`);
}

const parsed = new Map<string, readonly number[]>();

/** The codes of what TypeScript's parser says of a text. */
export function syntaxErrorsOf(fileName: string, text: string): readonly number[] {
  const key = `${fileName}\n${text}`;
  let codes = parsed.get(key);
  if (!codes) {
    const sourceFile = ts.createSourceFile(fileName, text, ts.ScriptTarget.ESNext, true);
    const options: ts.CompilerOptions = { jsx: ts.JsxEmit.Preserve, allowJs: true, noLib: true, noResolve: true, types: [] };
    const host = {
      ...ts.createCompilerHost(options),
      getSourceFile: (name: string) => (name === fileName ? sourceFile : undefined),
    };
    const program = ts.createProgram({ rootNames: [fileName], options, host });
    codes = program.getSyntacticDiagnostics(sourceFile).map(({ code }) => code);
    parsed.set(key, codes);
  }
  return codes;
}
