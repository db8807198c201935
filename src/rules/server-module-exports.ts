import type ts from 'typescript';
import { judgeAsAction } from '../serialization/promise.ts';
import { typeText } from '../serialization/type-text.ts';
import { behindName, valuesGiven } from '../facts/exported-values.ts';
import { branchesOf } from '../syntax/branches.ts';
import { isOfOtherFramework } from '../frameworks/framework.ts';
import { isWritten } from '../syntax/file-index.ts';
import { Grouped } from '../syntax/grouped.ts';
import { topLevelThings } from '../facts/exports.ts';
import type { ExportFact } from '../facts/index.ts';
import type { TextEdit } from '../finding.ts';
import { memoized } from '../syntax/memoized.ts';
import { isFunctionNode, isImportCall, unwrap, unwrapTypes } from '../syntax/nodes.ts';
import { relatedDirective } from '../flow/related.ts';
import { defineRule, type RuleContext } from '../rule.ts';
import { excerpt } from '../syntax/excerpt.ts';
import type { TypeScript } from '../typescript.ts';
import { isAssignment } from '../syntax/operators.ts';
import { isExportsObject, isModuleExports } from '../syntax/common-js.ts';
import { isJsx } from '../syntax/jsx.ts';
import { behindAlias } from '../syntax/types.ts';

type MessageId = 'value' | 'reExport' | 'exportAll' | 'commonJs' | 'parenthesized' | 'removeParentheses';

/**
 * What a `"use server"` or `"use cache"` file may not export. Compiler kind: exported-non-async; beyond it what Next.js finds
 * only at run time (`ensureServerEntryExports`: objects, enums, namespaces, variables without a value) or not at all (classes in
 * an export list, CommonJS).
 */
export const serverModuleExports = defineRule<MessageId>({
  name: 'server-module-exports',
  code: 83004,
  description: 'Allow only async functions as exports of a "use server" or "use cache" file.',
  reach: ['file', 'modules', 'types'],
  presets: ['recommended'],
  hasSuggestions: true,
  messages: {
    parenthesized:
      'A default export in parentheses is refused in a "{{directive}}" file. Give the function a name and export that name.',
    removeParentheses: 'Remove the parentheses',
    value: 'A "{{directive}}" file can export only async functions; {{name}} is {{kind}}. Move it to another file.',
    reExport:
      'A "{{directive}}" file can export only its own async functions; this is a re-export. Export it from its own file, or wrap it in an async function here.',
    exportAll:
      'A "{{directive}}" file can export only its own async functions, so `export *` is not allowed. Wrap what you need in async functions.',
    commonJs: '"{{directive}}" does not apply to CommonJS exports (`{{target}}`). Use `export`.',
  },
  check(context) {
    const { ts, facts, sourceFile, report } = context;
    const directive = facts.moduleDirective;
    if (directive !== 'use server' && directive !== 'use cache') return;
    const seen = new Set<ts.Node>();
    for (const fact of facts.exports) {
      if (fact.erased || seen.has(fact.node)) continue;
      const parenthesized = parenthesizedDefault(ts, fact);
      if (parenthesized) {
        const edits = withoutParentheses(ts, sourceFile, parenthesized);
        report({
          at: fact.node,
          messageId: 'parenthesized',
          data: { directive },
          related: relatedDirective(facts),
          ...(edits ? { suggestions: [{ messageId: 'removeParentheses' as const, edits }] } : {}),
        });
        continue;
      }
      const problem = problemOf(context, fact, directive);
      if (!problem) continue;
      const at = problem.messageId === 'reExport' ? fact.statement : fact.node;
      if (seen.has(at)) continue;
      seen.add(at);
      report({ at, messageId: problem.messageId, data: { directive, ...problem.data }, related: relatedDirective(facts) });
    }
    for (const { node, target } of commonJsExports(ts, sourceFile)) {
      report({ at: node, messageId: 'commonJs', data: { directive, target }, related: relatedDirective(facts) });
    }
  },
});

interface Problem {
  readonly messageId: MessageId;
  readonly data?: Record<string, string>;
}

function problemOf(
  context: RuleContext<MessageId>,
  fact: ExportFact,
  directive: 'use server' | 'use cache',
): Problem | undefined {
  const { ts, sourceFile, project } = context;
  const { thing } = fact;
  const isServer = directive === 'use server';
  const name = fact.name === 'default' ? 'the default export' : `\`${fact.local ?? fact.name}\``;
  const value = (kind: string): Problem => ({ messageId: 'value', data: { name, kind } });
  switch (thing.kind) {
    case 're-export':
      // Vite's plugin and those built on it write out what `export *` stands for.
      if (fact.name === '*') return isOfOtherFramework(project, sourceFile.fileName) ? undefined : { messageId: 'exportAll' };
      if (!isServer) return undefined;
      if (ts.isExportDeclaration(fact.statement) && fact.statement.moduleSpecifier) return { messageId: 'reExport' };
      if (ts.isNamespaceImport(thing.node)) return value('the namespace of a module');
      // A name that is imported and then exported is judged by what it is: an async function may pass.
      return typeProblem(context, fact, value);
    case 'class':
      return value('a class');
    case 'enum':
      return isServer ? value('an enum') : undefined;
    case 'namespace':
      return isServer ? value('a namespace') : undefined;
    case 'expression':
      if (fact.name === 'export=') return { messageId: 'commonJs', data: { target: 'export =' } };
      return defaultProblem(context, thing.node, value) ?? typeProblem(context, fact, value);
    case 'variable': {
      if (!isServer) return classKind(ts, thing.initializer, value);
      const given = valuesGiven(ts, sourceFile, fact);
      const isBare = given.length === 0 && ts.isVariableDeclaration(thing.node);
      if (isBare && fact.local && !isWritten(ts, sourceFile, fact.local)) return value('undefined');
      for (const branch of given.flatMap((whole) => branchesOf(ts, whole))) {
        const isName = ts.isIdentifier(branch);
        const kind = kindOfValue(ts, isName ? behindName(ts, topLevelThings(ts, sourceFile), branch) : branch);
        if (kind) return value(kind);
      }
      // What is assigned later is not what its type says at the declaration.
      const isLate = given.some((whole) => whole !== thing.initializer) || isBare;
      return isLate ? undefined : typeProblem(context, fact, value);
    }
    default:
      return undefined;
  }
}

function classKind(
  ts: TypeScript,
  initializer: ts.Expression | undefined,
  value: (kind: string) => Problem,
): Problem | undefined {
  return initializer && ts.isClassExpression(unwrap(ts, initializer)) ? value('a class') : undefined;
}

/** The parentheses around a default export that would pass without them. A cast around them changes nothing to the compiler. */
function parenthesizedDefault(ts: TypeScript, { statement, name }: ExportFact): ts.ParenthesizedExpression | undefined {
  if (!ts.isExportAssignment(statement) || name !== 'default') return undefined;
  const whole = unwrapTypes(ts, statement.expression);
  if (!ts.isParenthesizedExpression(whole)) return undefined;
  return isAllowedDefault(ts, unwrap(ts, whole)) ? whole : undefined;
}

/** Only where what is inside can stand there alone: with a cast around them, or as a function with a name, it is something else. */
function withoutParentheses(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  outer: ts.ParenthesizedExpression,
): TextEdit[] | undefined {
  if (!ts.isExportAssignment(outer.parent)) return undefined;
  let inner: ts.Expression = outer.expression;
  while (ts.isParenthesizedExpression(inner)) inner = inner.expression;
  if (ts.isFunctionExpression(inner) || ts.isParenthesizedExpression(unwrapTypes(ts, inner))) return undefined;
  return [{ start: outer.getStart(sourceFile), end: outer.end, newText: inner.getText(sourceFile) }];
}

/** The compiler takes a function, an identifier or a plain call as a default export, and nothing else. */
function isAllowedDefault(ts: TypeScript, inner: ts.Expression): boolean {
  if (ts.isCallExpression(inner)) return !ts.isOptionalChain(inner);
  return isFunctionNode(ts, inner) || (ts.isIdentifier(inner) && inner.text !== 'undefined');
}

function defaultProblem(
  { ts }: RuleContext<MessageId>,
  node: ts.Expression,
  value: (kind: string) => Problem,
): Problem | undefined {
  const inner = unwrap(ts, node);
  if (isAllowedDefault(ts, inner)) return undefined;
  const kind = ts.isOptionalChain(inner) && ts.isCallExpression(inner) ? 'an optional call' : kindOfValue(ts, inner);
  return value(kind ?? 'neither a function nor a call that returns one');
}

/** What a value is, where its syntax shows that it is no function. */
function kindOfValue(ts: TypeScript, expression: ts.Node): string | undefined {
  const { SyntaxKind } = ts;
  if (ts.isStringLiteralLike(expression) || ts.isTemplateExpression(expression)) return 'a string';
  if (ts.isNumericLiteral(expression)) return 'a number';
  if (ts.isBigIntLiteral(expression)) return 'a bigint';
  if (ts.isRegularExpressionLiteral(expression)) return 'a regular expression';
  if (ts.isObjectLiteralExpression(expression)) return 'an object';
  if (ts.isArrayLiteralExpression(expression)) return 'an array';
  if (ts.isClassLike(expression)) return 'a class';
  if (ts.isEnumDeclaration(expression)) return 'an enum';
  if (ts.isModuleDeclaration(expression)) return 'a namespace';
  if (ts.isNamespaceImport(expression)) return 'the namespace of a module';
  if (isJsx(ts, expression)) {
    return 'a JSX element';
  }
  if (ts.isNewExpression(expression)) {
    const isFunction = ts.isIdentifier(expression.expression) && /Function$|^Proxy$/.test(expression.expression.text);
    return isFunction ? undefined : 'an instance of a class';
  }
  if (isImportCall(ts, expression)) return 'a promise';
  if (ts.isTypeOfExpression(expression)) return 'a string';
  if (ts.isVoidExpression(expression)) return 'undefined';
  if (ts.isIdentifier(expression)) {
    if (expression.text === 'undefined') return 'undefined';
    return expression.text === 'NaN' || expression.text === 'Infinity' ? 'a number' : undefined;
  }
  if (ts.isPrefixUnaryExpression(expression))
    return expression.operator === SyntaxKind.ExclamationToken ? 'a boolean' : 'a number';
  if (ts.isBinaryExpression(expression)) return kindOfOperation(ts, expression);
  switch (expression.kind) {
    case SyntaxKind.TrueKeyword:
    case SyntaxKind.FalseKeyword:
      return 'a boolean';
    case SyntaxKind.NullKeyword:
      return 'null';
    default:
      return undefined;
  }
}

function kindOfOperation(ts: TypeScript, { operatorToken }: ts.BinaryExpression): string | undefined {
  const text = ts.tokenToString(operatorToken.kind) ?? '';
  if (['+', '-', '*', '/', '%', '**', '|', '&', '^', '<<', '>>', '>>>'].includes(text)) return 'the result of a calculation';
  return ['==', '===', '!=', '!==', '<', '>', '<=', '>=', 'in', 'instanceof'].includes(text) ? 'a boolean' : undefined;
}

/** What a module exports; asked for each of its exports. */
const exportedSymbols = memoized(
  (checker: ts.TypeChecker, module: ts.Symbol) => new Grouped(checker.getExportsOfModule(module), (symbol) => symbol.name),
);

/** What only the type shows: a value that cannot be called. Silent where the type is `any` or unknown. */
function typeProblem(
  { ts, checker, sourceFile }: RuleContext<MessageId>,
  { node, thing, name }: ExportFact,
  value: (kind: string) => Problem,
): Problem | undefined {
  if (!checker) return undefined;
  const symbol = checker.getSymbolAtLocation(sourceFile);
  const exported = symbol && exportedSymbols(checker, symbol).of(name)[0];
  if (!exported) return undefined;
  const target = behindAlias(ts, checker, exported);
  if (!(target.flags & ts.SymbolFlags.Value)) return undefined;
  if (target.flags & ts.SymbolFlags.Class) return value('a class');
  const type = checker.getTypeOfSymbolAtLocation(target, thing.kind === 'variable' ? thing.node : node);
  if (judgeAsAction(ts, checker, type) !== 'not-callable') return undefined;
  // An annotation may say less than the value does: `const a: Action | undefined = async () => {}`.
  const given = thing.kind === 'variable' ? thing.initializer : undefined;
  const verdict = given && judgeAsAction(ts, checker, checker.getTypeAtLocation(given));
  if (verdict === 'async' || verdict === 'sync') return undefined;
  // The path of a module on this machine means nothing to a reader.
  const text = typeText({ ts, checker }, type).replace(/\bimport\("[^"]*"\)\./g, '');
  return value(`of type \`${excerpt(text)}\``);
}

/** CommonJS exports at the top level of a file, one a statement. */
function* commonJsExports(ts: TypeScript, sourceFile: ts.SourceFile): Generator<{ node: ts.Node; target: string }> {
  for (const statement of sourceFile.statements) {
    const target = ts.isExpressionStatement(statement) ? commonJsTarget(ts, unwrap(ts, statement.expression)) : undefined;
    if (target) yield { node: statement, target: target.getText(sourceFile) };
  }
}

/** What a statement writes to, where that is `module.exports` or a member of it. */
function commonJsTarget(ts: TypeScript, expression: ts.Expression): ts.Expression | undefined {
  if (isAssignment(ts, expression)) {
    const { left, right } = expression;
    const isWritten = isModuleExports(ts, left) || (isMember(ts, left) && isExportsObject(ts, left.expression));
    return isWritten ? left : commonJsTarget(ts, unwrap(ts, right));
  }
  if (!ts.isCallExpression(expression) || !ts.isPropertyAccessExpression(expression.expression)) return undefined;
  const { expression: object, name } = expression.expression;
  if (!ts.isIdentifier(object) || object.text !== 'Object') return undefined;
  const [target, key] = expression.arguments;
  if (!target || !isExportsObject(ts, target)) return undefined;
  if (name.text === 'assign' || name.text === 'defineProperties') return target;
  // The mark that transpilers leave says nothing of an export.
  const isMark = key !== undefined && ts.isStringLiteralLike(key) && key.text === '__esModule';
  return name.text === 'defineProperty' && !isMark ? target : undefined;
}

function isMember(
  ts: TypeScript,
  expression: ts.Expression,
): expression is ts.PropertyAccessExpression | ts.ElementAccessExpression {
  return ts.isPropertyAccessExpression(expression) || ts.isElementAccessExpression(expression);
}
