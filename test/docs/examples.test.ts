import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { projectOfProgram } from '../../src/project/program-project.ts';
import { rules } from '../../src/rules/index.ts';

const directory = new URL('../../docs/rules/', import.meta.url);
const root = fileURLToPath(new URL('../../', import.meta.url));
// A folder that is not there: its files are in memory, and React's types are found above it.
const appDirectory = `${root}docs-example`;

interface Example {
  readonly section: string;
  /** Files by name; a fence with `+file=` belongs to the app of the fence above it. */
  readonly files: Record<string, string>;
}

function examplesOf(markdown: string): Example[] {
  const found: Example[] = [];
  for (const part of markdown.split(/^## /mu).slice(1)) {
    const section = part.split('\n')[0]!.trim();
    for (const [, joined, file, code] of part.matchAll(/^```\w+ (\+?)file=(\S+)\n([\s\S]*?)^```$/gmu)) {
      if (joined) found.at(-1)!.files[file!] = code!;
      else found.push({ section, files: { [file!]: code! } });
    }
  }
  return found;
}

const options: ts.CompilerOptions = {
  strict: true,
  jsx: ts.JsxEmit.Preserve,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  allowJs: true,
  types: ['node', 'react', 'react-dom'],
  configFilePath: `${appDirectory}/tsconfig.json`,
};

// Libraries are parsed once for all examples.
const parsed = new Map<string, ts.SourceFile | undefined>();

function programOf(files: Record<string, string>): ts.Program {
  const texts = new Map(Object.entries(files).map(([name, text]) => [`${appDirectory}/${name}`, text]));
  const host = ts.createCompilerHost(options, true);
  const { getSourceFile, fileExists, readFile } = host;
  host.getCurrentDirectory = () => root;
  host.fileExists = (fileName) => texts.has(fileName) || fileExists(fileName);
  host.readFile = (fileName) => texts.get(fileName) ?? readFile(fileName);
  host.getSourceFile = (fileName, target) => {
    const text = texts.get(fileName);
    if (text !== undefined) return ts.createSourceFile(fileName, text, target, true);
    if (!parsed.has(fileName)) parsed.set(fileName, getSourceFile(fileName, target));
    return parsed.get(fileName);
  };
  return ts.createProgram([...texts.keys()], options, host);
}

describe.each(readdirSync(directory))('%s', (page) => {
  const rule = rules.find(({ name }) => `${name}.md` === page);
  const examples = examplesOf(readFileSync(new URL(page, directory), 'utf8'));

  it('is the page of a rule, with examples of both kinds', () => {
    expect(rule).toBeDefined();
    expect(new Set(examples.map(({ section }) => section))).toEqual(new Set(['Incorrect', 'Correct']));
  });

  it.each(examples)('$section: $files', ({ section, files }) => {
    const program = programOf(files);
    const readFile = (name: string): string | undefined => files[name.slice(appDirectory.length + 1)];
    const project = projectOfProgram(ts, program, {}, { readFile, fileExists: (name) => readFile(name) !== undefined });
    const found = Object.keys(files).flatMap((name) =>
      analyze(project, program.getSourceFile(`${appDirectory}/${name}`)!, [{ rule: rule! }]),
    );
    if (section === 'Incorrect') expect(found.length).toBeGreaterThan(0);
    else expect(found.map(({ message }) => message)).toEqual([]);
  });
});
