import ts from 'typescript';
import { analyze } from '../../src/analyze.ts';
import { mapOf } from '../../cli/graph/model.ts';
import { configure, type ConfiguredRule } from '../../src/configuration.ts';
import { severityOf, type Finding, type TextEdit } from '../../src/finding.ts';
import { explainAt } from '../../src/hover/explain.ts';
import { projectOfProgram } from '../../src/project/program-project.ts';
import type { Project } from '../../src/project/project.ts';
import { rules } from '../../src/rules/index.ts';
import { withoutSuppressed } from '../../src/suppressions.ts';
import type { Answers, Change, Question, Shown } from './messages.ts';

// TypeScript and the analysis, as they are in an editor: only the disk is a list of texts.

const directory = '/app';
const options: ts.CompilerOptions = {
  strict: true,
  jsx: ts.JsxEmit.Preserve,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.esnext.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  types: ['react', 'react-dom'],
  allowJs: true,
  noEmit: true,
  paths: { '@/*': [`${directory}/*`] },
  configFilePath: `${directory}/tsconfig.json`,
};

let types: Promise<ReadonlyMap<string, string>> | undefined;
const parsed = new Map<string, { readonly text: string; readonly file: ts.SourceFile }>();
let texts: ReadonlyMap<string, string> = new Map();
let program: ts.Program | undefined;
let project: Project | undefined;

function typesOf(): Promise<ReadonlyMap<string, string>> {
  return (types ??= fetch(new URL(/* @vite-ignore */ '../types.json', import.meta.url))
    .then((response) => response.json() as Promise<Record<string, string>>)
    .then((files) => new Map(Object.entries(files))));
}

function makeProject(libraries: ReadonlyMap<string, string>): Project {
  const textOf = (name: string): string | undefined =>
    texts.get(name) ?? libraries.get(name.replace(/^\/app(?=\/node_modules\/)/, ''));
  const folders = new Set<string>(['/', directory]);
  for (const name of [...texts.keys(), ...libraries.keys()]) {
    for (let at = name.lastIndexOf('/'); at > 0; at = name.lastIndexOf('/', at - 1)) folders.add(name.slice(0, at));
  }
  const disk = {
    readFile: textOf,
    fileExists: (name: string): boolean => textOf(name) !== undefined,
    directoryExists: (name: string): boolean => folders.has(name.replace(/\/$/, '') || '/'),
  };
  const host: ts.CompilerHost = {
    ...disk,
    getSourceFile(name, target) {
      const text = textOf(name);
      if (text === undefined) return undefined;
      const known = parsed.get(name);
      if (known?.text === text) return known.file;
      const file = ts.createSourceFile(name, text, target, true);
      parsed.set(name, { text, file });
      return file;
    },
    getDefaultLibFileName: () => '/lib/lib.esnext.full.d.ts',
    getDefaultLibLocation: () => '/lib',
    getCurrentDirectory: () => directory,
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
    writeFile: () => undefined,
    getDirectories: (name) => (name.endsWith('@types') ? ['react', 'react-dom'] : []),
  };
  const names = [...texts.keys()].filter((name) => /\.[cm]?[jt]sx?$/.test(name));
  program = ts.createProgram(names, options, host, program);
  return projectOfProgram(ts, program, {}, disk);
}

async function check(question: Extract<Question, { kind: 'check' }>): Promise<Answers['check']> {
  const libraries = await typesOf();
  const start = performance.now();
  texts = new Map(question.files.map(([name, text]) => [`${directory}/${name}`, text]));
  project = makeProject(libraries);
  const { rules: on } = question.only
    ? configure({ presets: [], rules: { [question.only]: 'error' } })
    : configure({ presets: question.presets, rules: Object.fromEntries(question.off.map((name) => [name, 'off'])) });
  const failed = new Set<string>();
  const findings = project.sourceFiles().flatMap((file) => {
    const found = analyze(project!, file, on, { onRuleError: (rule) => failed.add(rule.name) });
    return withoutSuppressed(ts, file, found).map((finding) => shown(file, finding, on));
  });
  const map = question.withMap ? mapOf(project) : undefined;
  return { findings, map, failed: [...failed], milliseconds: performance.now() - start };
}

function nameOf(fileName: string): string {
  return fileName.slice(directory.length + 1);
}

function lineOf(file: ts.SourceFile, position: number): number {
  return file.getLineAndCharacterOfPosition(position).line + 1;
}

function shown(file: ts.SourceFile, finding: Finding, on: readonly ConfiguredRule[]): Shown {
  const { start, end, rule, message, fix, suggestions, related } = finding;
  const changeOf = (title: string, edits: readonly TextEdit[]): Change => ({
    title,
    edits: edits.map((edit) => ({
      file: nameOf(edit.fileName ?? file.fileName),
      start: edit.start,
      end: edit.end,
      newText: edit.newText,
    })),
  });
  return {
    file: nameOf(file.fileName),
    start,
    end,
    line: lineOf(file, start),
    rule,
    message,
    severity: severityOf(finding, on.find((one) => one.rule.name === rule)?.severity ?? 'error'),
    related: related.flatMap((place) => {
      const other = project!.sourceFile(place.fileName);
      if (!other || !place.fileName.startsWith(`${directory}/`) || place.fileName.includes('/node_modules/')) return [];
      return [{ file: nameOf(place.fileName), start: place.start, line: lineOf(other, place.start), message: place.message }];
    }),
    changes: [...(fix ? [changeOf('Fix this', fix)] : []), ...suggestions.map((one) => changeOf(one.message, one.edits))],
  };
}

function hover({ file, position }: Extract<Question, { kind: 'hover' }>): Answers['hover'] {
  const sourceFile = project?.sourceFile(`${directory}/${file}`);
  if (!project || !sourceFile || position > sourceFile.text.length) return undefined;
  return explainAt(project, sourceFile, position);
}

async function answer(question: Question): Promise<Answers[keyof Answers]> {
  if (question.kind === 'check') return check(question);
  if (question.kind === 'hover') return hover(question);
  return rules.map(({ name, description, presets }) => ({ name, description, presets }));
}

addEventListener('message', ({ data }: MessageEvent<{ id: number; question: Question }>) => {
  answer(data.question).then(
    (result) => postMessage({ id: data.id, result }),
    (error: unknown) => postMessage({ id: data.id, error: error instanceof Error ? error.message : String(error) }),
  );
});
