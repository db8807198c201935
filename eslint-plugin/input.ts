import { dirname, isAbsolute } from 'node:path';
import type { ParserServices, TSESTree } from '@typescript-eslint/utils';
import type { Rule as EslintRule, SourceCode } from 'eslint';
import type ts from 'typescript';
import { createProject } from '../analysis/project.ts';
import { normalize, unmatchedRoots } from '../node/disk.ts';
import { loadTypeScript } from '../node/typescript.ts';
import type { Project, Settings } from '../src/project/project.ts';
import { diskFileOf } from './disk-projects.ts';
import { notice } from './notice.ts';
import { typescriptOf } from './parser-typescript.ts';
import { fileSettings, type FileSettings } from './settings.ts';

/** A file as the analysis takes it. */
export interface Input {
  readonly project: Project;
  readonly sourceFile: ts.SourceFile;
  readonly settings: FileSettings;
}

/** A parser other than typescript-eslint's has other services, or none. */
type Services = Partial<ParserServices>;

const scripts = /\.[cm]?[jt]sx?$/;

// One analysis a linted file: ESLint asks once a rule. Kept by tree, since a host may use one SourceCode for all its files.
const inputs = new WeakMap<SourceCode['ast'], Input | null>();
const checked = new WeakSet<Settings>();

/**
 * What ESLint hands a rule, as the analysis takes it: the parser's own Program and SourceFile where there are any, otherwise the
 * text parsed here and a project over the disk.
 *
 * @returns undefined for files that hold no JavaScript or TypeScript
 * @throws what kept the file from being read, to the first rule that asks; to the others it is a file without anything in it
 */
export function inputOf(context: EslintRule.RuleContext): Input | undefined {
  const { ast } = context.sourceCode;
  let input = inputs.get(ast);
  if (input === undefined) {
    inputs.set(ast, null);
    inputs.set(ast, (input = createInput(context) ?? null));
  }
  return input ?? undefined;
}

function createInput(context: EslintRule.RuleContext): Input | undefined {
  const { sourceCode } = context;
  const fileName = fileNameOf(context);
  if (!fileName) return undefined;
  const services = (sourceCode.parserServices ?? {}) as Services;
  const { program } = services;
  const parsed = parsedFile(services, sourceCode);
  const own = loadTypeScript();
  if (program && parsed) {
    const typescript = typescriptOf(program, parsed);
    if (typescript) {
      const settings = fileSettings(context, typescript, program, dirname(fileName));
      return { project: createProject({ program, typescript, serverRoots: settings.serverRoots }), sourceFile: parsed, settings };
    }
    notice(
      `Types are not looked at: ESLint's parser has made them with a TypeScript that is not found or older than 5.5, and here is ${own.version}. Install one "typescript" for both.`,
    );
  }
  const usable = parsed && isFileOf(own, parsed) ? parsed : undefined;
  const { text } = usable ?? sourceCode;
  const linted = {
    fileName,
    text,
    parse: () => usable ?? own.createSourceFile(fileName, text, own.ScriptTarget.Latest, true),
  };
  const settings = fileSettings(context, own, undefined, dirname(fileName));
  return { ...diskFileOf(own, linted, settings.serverRoots), settings };
}

/** Says of server roots that match no file of the project: of what ESLint sets for several projects at once, only in its own folder. */
export function sayUnmatchedRoots({ project, settings }: Input, cwd: string): void {
  const { serverRoots, place } = settings;
  if (serverRoots.length === 0 || checked.has(project.settings)) return;
  checked.add(project.settings);
  if (!place.startsWith('the "plugins"') && project.directory !== normalize(cwd)) return;
  for (const glob of unmatchedRoots(serverRoots, project.directory, project.fileNames()))
    notice(`In ${place}: the server root "${glob}" matches no source file of the project in ${project.directory}.`);
}

function fileNameOf(context: EslintRule.RuleContext): string | undefined {
  const { filename } = context;
  if (!scripts.test(filename))
    return filename === '<input>' || filename === '<text>' ? normalize(`${context.cwd}/input.tsx`) : undefined;
  return normalize(isAbsolute(filename) ? filename : `${context.cwd}/${filename}`);
}

function parsedFile({ esTreeNodeToTSNodeMap }: Services, { ast }: SourceCode): ts.SourceFile | undefined {
  return esTreeNodeToTSNodeMap?.get(ast as TSESTree.Program);
}

/** Whether a SourceFile was made by this TypeScript: node kinds are numbered differently from one version to the next. */
function isFileOf(typescript: typeof ts, file: ts.SourceFile): boolean {
  return (
    file.kind === typescript.SyntaxKind.SourceFile &&
    file.endOfFileToken.kind === typescript.SyntaxKind.EndOfFileToken &&
    file.statements.every((statement) => statement.parent === file)
  );
}
