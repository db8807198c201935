import type ts from 'typescript';
import { isThenable, judgeAsAction } from '../boundary/promise.ts';
import { exportedValues } from '../facts/exported-values.ts';
import type { ServerFunction } from '../facts/index.ts';
import { hasModifier, isAsync, isFunctionNode, nameOfFunction, type FunctionNode } from '../facts/syntax.ts';
import type { TextEdit } from '../finding.ts';
import { defineRule, type RuleContext } from '../rule.ts';

type MessageId = 'notAsync' | 'notAsyncByType' | 'addAsync';

/**
 * A Server Function that is not async. Compiler kind: must-be-async; beyond it functions that parentheses, casts, conditionals
 * and late assignments hide from the compiler, and wrapped or aliased ones by their type (Next.js's TS71011).
 */
export const asyncServerFunctions = defineRule<MessageId>({
  name: 'async-server-functions',
  code: 83005,
  description: 'Require Server Functions and "use cache" functions to be async.',
  reach: ['file', 'types'],
  presets: ['recommended'],
  fixable: true,
  hasSuggestions: true,
  messages: {
    notAsync: '"{{directive}}" functions must be async functions. Add "async" to {{name}}: its caller is on the other side of the network.',
    notAsyncByType:
      'Everything a "{{directive}}" file exports must be an async function, but calling "{{name}}" returns {{type}}. Return a promise from it.',
    addAsync: 'Add "async"',
  },
  check(context) {
    const { ts, facts, report } = context;
    const seen = new Set<ts.Node>();
    for (const fn of facts.serverFunctions) {
      seen.add(fn.node);
      if (isAsync(ts, fn.node) || isInClient(fn, context) || isInstanceMember(ts, fn.node)) continue;
      reportFunction(context, fn.node, fn.directive, fn.head);
    }
    const directive = facts.moduleDirective;
    if (directive !== 'use server') return;
    for (const { expression, name, fact } of exportedValues(ts, context.sourceFile, facts.exports)) {
      if (isFunctionNode(ts, expression)) {
        if (seen.has(expression)) continue;
        seen.add(expression);
        if (!isAsync(ts, expression)) reportFunction(context, expression, directive, nameOfFunction(ts, expression) ?? expression);
      } else if (context.checker) {
        const type = context.checker.getTypeAtLocation(expression);
        if (judgeAsAction(ts, context.checker, type) !== 'sync') continue;
        const returned = returnedType(ts, context.checker, type);
        report({ at: fact.thing.kind === 'variable' ? fact.thing.node.name : fact.node, messageId: 'notAsyncByType', data: { directive, name, type: returned } });
      }
    }
  },
});

function isInClient(fn: ServerFunction, { facts }: RuleContext<MessageId>): boolean {
  // In a client module the directive itself is the mistake.
  return fn.by === 'body' && facts.moduleDirective === 'use client';
}

function isInstanceMember(ts: RuleContext['ts'], node: FunctionNode): boolean {
  if (!ts.isClassLike(node.parent)) return false;
  const isPrivate = node.name !== undefined && ts.isPrivateIdentifier(node.name);
  return isPrivate || !hasModifier(ts, node, ts.SyntaxKind.StaticKeyword);
}

function reportFunction(
  context: RuleContext<MessageId>,
  node: FunctionNode,
  directive: string,
  head: ts.Node,
): void {
  const { ts, sourceFile, report } = context;
  const at = ts.isAccessor(node) ? node : head;
  const name = head === node || ts.isAccessor(node) ? 'it' : `"${head.getText(sourceFile)}"`;
  const edits = addAsync(context, node);
  report({
    at,
    messageId: 'notAsync',
    data: { directive, name },
    ...(edits?.isCertain ? { fix: edits.edits } : {}),
    ...(edits && !edits.isCertain ? { suggestions: [{ messageId: 'addAsync' as const, edits: edits.edits }] } : {}),
  });
}

/** `async` in its place, with a return type that is no promise wrapped in one. Nothing for accessors and generators. */
function addAsync(
  context: RuleContext<MessageId>,
  node: FunctionNode,
): { edits: TextEdit[]; isCertain: boolean } | undefined {
  const { ts, sourceFile, checker } = context;
  if (ts.isAccessor(node) || ts.isConstructorDeclaration(node)) return undefined;
  if (!ts.isArrowFunction(node) && node.asteriskToken) return undefined;
  const at = ts.isMethodDeclaration(node)
    ? node.name.getStart(sourceFile)
    : ts.isArrowFunction(node)
      ? node.getStart(sourceFile)
      : node.getChildren(sourceFile).find((child) => child.kind === ts.SyntaxKind.FunctionKeyword)?.getStart(sourceFile);
  if (at === undefined) return undefined;
  const edits: TextEdit[] = [{ start: at, end: at, newText: 'async ' }];
  const { type } = node;
  if (!type) return { edits, isCertain: !isOverloaded(ts, node) };
  if (ts.isTypePredicateNode(type)) return undefined;
  const isPromise = /^(?:globalThis\.)?Promise\b/.test(type.getText(sourceFile));
  if (!isPromise) {
    if (checker ? !isThenable(ts, checker, checker.getTypeFromTypeNode(type)) : !ts.isTypeReferenceNode(type)) {
      edits.push({ start: type.getStart(sourceFile), end: type.getStart(sourceFile), newText: 'Promise<' });
      edits.push({ start: type.end, end: type.end, newText: '>' });
    } else return { edits, isCertain: false };
  }
  return { edits, isCertain: !isOverloaded(ts, node) };
}

/** An overload's signatures would have to change with it. */
function isOverloaded(ts: RuleContext['ts'], node: FunctionNode): boolean {
  if (!ts.isFunctionDeclaration(node) || !node.name) return false;
  const { parent } = node;
  if (!ts.isSourceFile(parent) && !ts.isBlock(parent)) return false;
  return parent.statements.some(
    (other) => other !== node && ts.isFunctionDeclaration(other) && other.name?.text === node.name?.text,
  );
}

function returnedType(ts: RuleContext['ts'], checker: ts.TypeChecker, type: ts.Type): string {
  const members = type.isUnion() ? type.types : [type];
  for (const signature of members.flatMap((member) => member.getCallSignatures())) {
    const returned = signature.getReturnType();
    if (!isThenable(ts, checker, returned)) return checker.typeToString(returned);
  }
  return 'no promise';
}
