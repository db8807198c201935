import { isAbsolute } from 'node:path';
import type { Rule as EslintRule, SourceCode } from 'eslint';
import type ts from 'typescript';
import { diskOf, normalize, settingsFrom } from '../node/disk.ts';
import { loadTypeScript } from '../node/typescript.ts';
import { directoryOf, projectOfProgram } from '../src/project/program-project.ts';
import type { Project } from '../src/project/project.ts';
import { isCheckerOf } from '../src/typescript.ts';
import { diskProjectOf } from './disk-projects.ts';

/** A file as the analysis takes it. */
export interface Input {
  readonly project: Project;
  readonly sourceFile: ts.SourceFile;
}

interface ParserServices {
  readonly program?: ts.Program | null;
  readonly esTreeNodeToTSNodeMap?: { get(node: object): ts.Node | undefined };
}

const scripts = /\.[cm]?[jt]sx?$/;

// One analysis a linted file: ESLint asks once a rule. Kept by tree, since a host may use one SourceCode for all its files.
const inputs = new WeakMap<SourceCode['ast'], Input | null>();

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
  const typescript = loadTypeScript();
  const services = (sourceCode.parserServices ?? {}) as ParserServices;
  const { serverRoots } = (context.settings['rsc-boundary'] ?? {}) as { serverRoots?: string[] };
  const { program } = services;
  if (program && isCheckerOf(typescript, program.getTypeChecker())) {
    const sourceFile = parsedFile(services, sourceCode);
    const settings = settingsFrom(serverRoots, directoryOf(program));
    if (sourceFile) return { project: projectOfProgram(typescript, program, settings, diskOf(typescript)), sourceFile };
  }
  const parsed = parsedFile(services, sourceCode);
  const sourceFile =
    parsed && isFileOf(typescript, parsed)
      ? parsed
      : typescript.createSourceFile(fileName, sourceCode.text, typescript.ScriptTarget.Latest, true);
  return { project: diskProjectOf(typescript, sourceFile, serverRoots), sourceFile };
}

function fileNameOf(context: EslintRule.RuleContext): string | undefined {
  const { filename } = context;
  if (!scripts.test(filename))
    return filename === '<input>' || filename === '<text>' ? normalize(`${context.cwd}/input.tsx`) : undefined;
  return normalize(isAbsolute(filename) ? filename : `${context.cwd}/${filename}`);
}

function parsedFile(services: ParserServices, sourceCode: SourceCode): ts.SourceFile | undefined {
  return services.esTreeNodeToTSNodeMap?.get(sourceCode.ast) as ts.SourceFile | undefined;
}

/** Whether a SourceFile was made by this TypeScript: node kinds are numbered differently from one version to the next. */
function isFileOf(typescript: typeof ts, file: ts.SourceFile): boolean {
  return (
    file.kind === typescript.SyntaxKind.SourceFile &&
    file.endOfFileToken.kind === typescript.SyntaxKind.EndOfFileToken &&
    file.statements.every((statement) => statement.parent === file)
  );
}
