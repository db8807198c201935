import type ts from 'typescript';
import { judgeAsAction } from '../boundary/promise.ts';
import { assignmentsTo, branchesOf } from '../facts/exported-values.ts';
import type { ExportFact } from '../facts/index.ts';
import { isFunctionNode, unwrap } from '../facts/syntax.ts';
import { defineRule, type RuleContext } from '../rule.ts';
import type { TypeScript } from '../typescript.ts';

type MessageId = 'value' | 'reExport' | 'exportAll' | 'commonJs';

/**
 * What a `"use server"` or `"use cache"` file may not export. Compiler kind: exported-non-async; beyond it what Next.js finds
 * only at run time (`ensureServerEntryExports`: objects, enums, namespaces, variables without a value) or not at all (classes in
 * an export list, CommonJS).
 */
export const serverModuleExports = defineRule<MessageId>({
  name: 'server-module-exports',
  code: 83004,
  description: 'Allow only async functions as exports of a "use server" or "use cache" file.',
  reach: ['file', 'types'],
  presets: ['recommended'],
  messages: {
    value:
      'Only async functions are allowed to be exported in a "{{directive}}" file, and {{name}} is {{kind}}. Move it to a file without the directive, or do not export it.',
    reExport:
      'Only async functions are allowed to be exported in a "{{directive}}" file, and a re-export is not one: the directive does not reach into another file. Export it from its own file, or wrap it in an async function here.',
    exportAll:
      'Only async functions are allowed to be exported in a "{{directive}}" file, and `export *` exports whatever the other file has. Name what you need in an async function of its own.',
    commonJs:
      'A "{{directive}}" file exports its functions with `export`: what `{{target}}` is given is not registered as a Server Function, and the directive does nothing.',
  },
  check(context) {
    const { ts, facts, sourceFile, report } = context;
    const directive = facts.moduleDirective;
    if (directive !== 'use server' && directive !== 'use cache') return;
    const seen = new Set<ts.Node>();
    for (const fact of facts.exports) {
      if (fact.erased || seen.has(fact.node)) continue;
      const problem = problemOf(context, fact, directive);
      if (!problem) continue;
      const at = problem.messageId === 'reExport' ? fact.statement : fact.node;
      if (seen.has(at)) continue;
      seen.add(at);
      report({ at, messageId: problem.messageId, data: { directive, ...problem.data } });
    }
    for (const { node, target } of commonJsExports(ts, sourceFile)) {
      report({ at: node, messageId: 'commonJs', data: { directive, target } });
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
  const { ts, sourceFile } = context;
  const { thing } = fact;
  const isServer = directive === 'use server';
  const name = fact.name === 'default' ? 'the default export' : `"${fact.local ?? fact.name}"`;
  const value = (kind: string): Problem => ({ messageId: 'value', data: { name, kind } });
  switch (thing.kind) {
    case 're-export':
      if (fact.name === '*') return { messageId: 'exportAll' };
      if (!isServer) return undefined;
      // A name that is imported and then exported is judged by what it is: an async function may pass.
      if (!ts.isExportDeclaration(fact.statement) || fact.statement.moduleSpecifier) return { messageId: 'reExport' };
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
      const { initializer } = thing;
      if (!initializer) {
        const isBare = ts.isVariableDeclaration(thing.node);
        const isAssigned = assignmentsTo(ts, sourceFile, fact.local ?? '').length > 0;
        if (isBare && !isAssigned && !isAssignedDeeper(ts, sourceFile, fact.local)) return value('undefined');
        return typeProblem(context, fact, value);
      }
      for (const branch of branchesOf(ts, initializer)) {
        const kind = kindOfValue(ts, branch);
        if (kind) return value(kind);
      }
      return typeProblem(context, fact, value);
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

/** The compiler takes a function, an identifier or a call as a default export, and nothing else. */
function defaultProblem(
  { ts }: RuleContext<MessageId>,
  node: ts.Expression,
  value: (kind: string) => Problem,
): Problem | undefined {
  const inner = unwrap(ts, node);
  if (isFunctionNode(ts, inner) || ts.isIdentifier(inner) || ts.isCallExpression(inner)) {
    return ts.isIdentifier(inner) && inner.text === 'undefined' ? value('undefined') : undefined;
  }
  return value(kindOfValue(ts, inner) ?? 'neither a function nor a call that returns one');
}

/** What a value is, where its syntax shows that it is no function. */
function kindOfValue(ts: TypeScript, expression: ts.Expression): string | undefined {
  const { SyntaxKind } = ts;
  if (ts.isStringLiteralLike(expression) || ts.isTemplateExpression(expression)) return 'a string';
  if (ts.isNumericLiteral(expression)) return 'a number';
  if (ts.isBigIntLiteral(expression)) return 'a bigint';
  if (ts.isRegularExpressionLiteral(expression)) return 'a regular expression';
  if (ts.isObjectLiteralExpression(expression)) return 'an object';
  if (ts.isArrayLiteralExpression(expression)) return 'an array';
  if (ts.isClassExpression(expression)) return 'a class';
  if (ts.isJsxElement(expression) || ts.isJsxSelfClosingElement(expression) || ts.isJsxFragment(expression)) {
    return 'a JSX element';
  }
  if (ts.isNewExpression(expression)) {
    const isFunction = ts.isIdentifier(expression.expression) && /Function$|^Proxy$/.test(expression.expression.text);
    return isFunction ? undefined : 'an instance of a class';
  }
  if (ts.isTypeOfExpression(expression)) return 'a string';
  if (ts.isVoidExpression(expression)) return 'undefined';
  if (ts.isIdentifier(expression)) {
    if (expression.text === 'undefined') return 'undefined';
    return expression.text === 'NaN' || expression.text === 'Infinity' ? 'a number' : undefined;
  }
  switch (expression.kind) {
    case SyntaxKind.TrueKeyword:
    case SyntaxKind.FalseKeyword:
      return 'a boolean';
    case SyntaxKind.NullKeyword:
      return 'null';
    case SyntaxKind.PrefixUnaryExpression: {
      const { operator } = expression as ts.PrefixUnaryExpression;
      return operator === SyntaxKind.ExclamationToken ? 'a boolean' : 'a number';
    }
    case SyntaxKind.BinaryExpression:
      return kindOfOperation(ts, expression as ts.BinaryExpression);
    default:
      return undefined;
  }
}

function kindOfOperation(ts: TypeScript, { operatorToken }: ts.BinaryExpression): string | undefined {
  const text = ts.tokenToString(operatorToken.kind) ?? '';
  if (['+', '-', '*', '/', '%', '**', '|', '&', '^', '<<', '>>', '>>>'].includes(text)) return 'the result of a calculation';
  return ['==', '===', '!=', '!==', '<', '>', '<=', '>=', 'in', 'instanceof'].includes(text) ? 'a boolean' : undefined;
}

/** What only the type shows: a value that cannot be called. Silent where the type is `any` or unknown. */
function typeProblem(
  { ts, checker, sourceFile }: RuleContext<MessageId>,
  { node, thing, name }: ExportFact,
  value: (kind: string) => Problem,
): Problem | undefined {
  if (!checker) return undefined;
  const symbol = checker.getSymbolAtLocation(sourceFile);
  const exported = symbol && checker.getExportsOfModule(symbol).find((candidate) => candidate.name === name);
  if (!exported) return undefined;
  const target = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
  if (!(target.flags & ts.SymbolFlags.Value)) return undefined;
  if (target.flags & ts.SymbolFlags.Class) return value('a class');
  const type = checker.getTypeOfSymbolAtLocation(target, thing.kind === 'variable' ? thing.node : node);
  if (judgeAsAction(ts, checker, type) !== 'not-callable') return undefined;
  return value(`of type \`${checker.typeToString(type)}\``);
}

/** Whether a variable is given a value somewhere below the top level: then nobody can say here what it is. */
function isAssignedDeeper(ts: TypeScript, sourceFile: ts.SourceFile, name: string | undefined): boolean {
  let found = false;
  const visit = (node: ts.Node): void => {
    if (found) return;
    if (ts.isBinaryExpression(node) && ts.isIdentifier(node.left) && node.left.text === name) {
      found ||= node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    }
    ts.forEachChild(node, visit);
  };
  visit(sourceFile);
  return found;
}

function* commonJsExports(ts: TypeScript, sourceFile: ts.SourceFile): Generator<{ node: ts.Node; target: string }> {
  for (const statement of sourceFile.statements) {
    if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) continue;
    const { left, operatorToken } = statement.expression;
    if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isPropertyAccessExpression(left)) continue;
    const target = left.getText(sourceFile);
    if (/^(?:module\s*\.\s*exports|exports\s*\.\s*\w+)(?:\s*\.|$)/.test(target)) yield { node: statement, target };
  }
}
