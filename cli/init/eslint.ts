import { basename, join } from 'node:path';
import type ts from 'typescript';
import { loadTypeScript } from '../../node/typescript.ts';
import type { TypeScript } from '../../src/typescript.ts';
import { has, type SetupFound } from './found.ts';
import { byHand, changed, nothing, textOfFile, type StepResult } from './step.ts';

const name = 'eslint-plugin-rsc-boundary';
const configNames = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((extension) => `eslint.config.${extension}`);
const oldNames = ['', '.js', '.cjs', '.json', '.yml', '.yaml'].map((extension) => `.eslintrc${extension}`);

/** What takes configs as arguments, or a list of them as its only one: ESLint's own, typescript-eslint's, and their like. */
const composers = /^(?:defineConfig|config|antfu|withNuxt|composer|createConfig|sxzz)$/;

/** Adds the plugin to a flat config of ESLint. */
export function eslintStep({ directory, repository, manifest }: SetupFound): StepResult {
  const folders = [...new Set([directory, repository])];
  const file = folders
    .flatMap((folder) => configNames.map((config) => join(folder, config)))
    .find((path) => textOfFile(path) !== undefined);
  if (file === undefined) {
    const old = oldNames.find((config) => textOfFile(join(directory, config)) !== undefined);
    if (old !== undefined || manifest.eslintConfig !== undefined)
      return byHand(
        `${old ?? 'The "eslintConfig" of package.json'} is of ESLint 8: rsc-boundary needs a flat config (eslint.config.js) of ESLint 9 or later. The command line and the editor work without.`,
      );
    return has(manifest, 'eslint') ? byHand(`There is no eslint.config.js. ${eslintText}`) : nothing;
  }
  const before = textOfFile(file)!;
  if (before.includes(name)) return nothing;
  const after = withPlugin(loadTypeScript(), file, before);
  return after === undefined ? byHand(`${basename(file)} is not understood. ${eslintText}`) : changed(file, before, after);
}

const eslintText = `Write: import rscBoundary from '${name}', and add rscBoundary.configs.recommended to the list of configs.`;

/** The config with the plugin's preset at the end of its list; undefined where the list is not found. */
function withPlugin(ts: TypeScript, file: string, text: string): string | undefined {
  const sourceFile = ts.createSourceFile(
    file,
    text,
    ts.ScriptTarget.Latest,
    true,
    /\.[cm]?ts$/.test(file) ? ts.ScriptKind.TS : ts.ScriptKind.JS,
  );
  const exported = exportedIn(ts, sourceFile);
  const list = exported && listIn(ts, sourceFile, exported.value);
  if (!list) return undefined;
  const at = list.elements.length > 0 ? list.elements.at(-1)!.end : list.start;
  const rest = text.slice(at, list.end);
  const isLong = /[\r\n]/.test(text.slice(list.start, list.end));
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const quote = /from '|require\('/.test(text) || !/from "|require\("/.test(text) ? "'" : '"';
  const last = list.elements.at(-1);
  const indent = last ? indentAt(text, last.getStart(sourceFile)) : `${indentAt(text, list.start)}  `;
  const entry = 'rscBoundary.configs.recommended';
  const separator = isLong ? `${eol}${indent}` : ' ';
  const comma = /^\s*(?:\/\*.*?\*\/\s*)?,/s.exec(rest)?.[0] ?? '';
  const inserted = last ? (comma === '' ? `,${separator}${entry}` : `${separator}${entry},`) : entry;
  const listed = text.slice(0, at + comma.length) + inserted + text.slice(at + comma.length);
  const imports = sourceFile.statements.filter((statement) =>
    exported.isCommonJs ? isRequire(ts, statement) : ts.isImportDeclaration(statement),
  );
  const line = exported.isCommonJs
    ? `const rscBoundary = require(${quote}${name}${quote});`
    : `import rscBoundary from ${quote}${name}${quote};`;
  const semicolon = /;\s*$/m.test(text) ? line : line.slice(0, -1);
  const top = imports.at(-1)?.end ?? sourceFile.statements[0]!.getFullStart();
  return imports.length > 0
    ? `${listed.slice(0, top)}${eol}${semicolon}${listed.slice(top)}`
    : `${listed.slice(0, top)}${semicolon}${eol}${listed.slice(top)}`;
}

function indentAt(text: string, position: number): string {
  return /[^\r\n]*$/.exec(text.slice(0, position))![0].match(/^[ \t]*/)![0];
}

function isRequire(ts: TypeScript, statement: ts.Statement): boolean {
  return ts.isVariableStatement(statement) && /\brequire\(/.test(statement.getText());
}

interface Exported {
  readonly value: ts.Expression;
  readonly isCommonJs: boolean;
}

/** What `export default` or `module.exports =` is given. */
function exportedIn(ts: TypeScript, sourceFile: ts.SourceFile): Exported | undefined {
  for (const statement of sourceFile.statements) {
    if (ts.isExportAssignment(statement)) return { value: statement.expression, isCommonJs: statement.isExportEquals === true };
    if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) continue;
    const { left, right, operatorToken } = statement.expression;
    if (operatorToken.kind === ts.SyntaxKind.EqualsToken && left.getText(sourceFile) === 'module.exports')
      return { value: right, isCommonJs: true };
  }
  return undefined;
}

interface List {
  readonly elements: readonly ts.Node[];
  /** Behind what opens it, and before what closes it. */
  readonly start: number;
  readonly end: number;
}

/** The list of configs that an expression stands for: a literal, the arguments of what puts configs together, or a name for one. */
function listIn(ts: TypeScript, sourceFile: ts.SourceFile, value: ts.Expression, depth = 0): List | undefined {
  if (depth > 5) return undefined;
  if (ts.isArrayLiteralExpression(value))
    return { elements: value.elements, start: value.getStart(sourceFile) + 1, end: value.end - 1 };
  if (ts.isParenthesizedExpression(value) || ts.isAsExpression(value) || ts.isSatisfiesExpression(value))
    return listIn(ts, sourceFile, value.expression, depth + 1);
  if (ts.isIdentifier(value)) {
    for (const statement of sourceFile.statements) {
      if (!ts.isVariableStatement(statement)) continue;
      const found = statement.declarationList.declarations.find(
        ({ name: declared }) => declared.getText(sourceFile) === value.text,
      );
      if (found?.initializer) return listIn(ts, sourceFile, found.initializer, depth + 1);
    }
    return undefined;
  }
  if (!ts.isCallExpression(value)) return undefined;
  const callee = ts.isPropertyAccessExpression(value.expression)
    ? value.expression.name.text
    : value.expression.getText(sourceFile);
  if (!composers.test(callee)) return undefined;
  const [first, ...others] = value.arguments;
  if (first && others.length === 0 && ts.isArrayLiteralExpression(first)) return listIn(ts, sourceFile, first, depth + 1);
  // The first argument of a preset are its options.
  if (!first) return undefined;
  return { elements: value.arguments, start: value.arguments.pos, end: value.end - 1 };
}
