import type ts from 'typescript';
import { isThenable, judgeAsAction, type ActionVerdict } from '../serialization/promise.ts';
import { membersOf } from '../serialization/type-structure.ts';
import { typeText } from '../serialization/type-text.ts';
import { behindName, exportedValues } from '../facts/exported-values.ts';
import { topLevelThings } from '../facts/exports.ts';
import type { ServerFunction } from '../facts/index.ts';
import { hasModifier, isAsync, isFunctionNode, nameOfFunction, type FunctionNode } from '../syntax/nodes.ts';
import { addAsync } from '../fixes/add-async.ts';
import { relatedDirective } from '../flow/related.ts';
import { defineRule, type RuleContext } from '../rule.ts';
import { excerpt } from '../syntax/excerpt.ts';
import { returnedExpressions } from '../syntax/returns.ts';

type MessageId = 'notAsync' | 'cannotBeAsync' | 'notAsyncByType' | 'addAsync';

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
    notAsync: 'A "{{directive}}" function must be async. Add `async` to {{name}}.',
    cannotBeAsync: 'A "{{directive}}" function must be async, and {{kind}} cannot be. Write an async function instead.',
    notAsyncByType:
      'A "{{directive}}" file can export only async functions; `{{name}}` returns {{type}}. Return a promise from it.',
    addAsync: 'Add `async`',
  },
  check(context) {
    const { ts, facts } = context;
    const seen = new Set<ts.Node>();
    for (const fn of facts.serverFunctions) {
      seen.add(fn.node);
      if (isAsync(ts, fn.node) || isInClient(fn, context) || isInstanceMember(ts, fn.node)) continue;
      reportFunction(context, fn.node, fn.directive, fn.head);
    }
    const directive = facts.moduleDirective;
    if (directive !== 'use server') return;
    const things = topLevelThings(ts, context.sourceFile);
    for (const { expression, whole, name, fact } of exportedValues(ts, context.sourceFile, facts.exports)) {
      if (isFunctionNode(ts, expression)) {
        if (seen.has(expression)) continue;
        seen.add(expression);
        if (!isAsync(ts, expression))
          reportFunction(context, expression, directive, nameOfFunction(ts, expression) ?? expression);
        continue;
      }
      const behind = behindName(ts, things, expression);
      const at = fact.thing.kind === 'variable' ? fact.thing.node.name : fact.node;
      if (isFunctionNode(ts, behind)) reportAlias(context, behind, directive, at);
      else if (judge(context, whole) === 'sync') reportByType(context, expression, at, name);
    }
    for (const { thing, node, name, local, statement } of facts.exports) {
      const isImported = thing.kind === 're-export' && !(ts.isExportDeclaration(statement) && statement.moduleSpecifier);
      const reference = ts.isExportSpecifier(node)
        ? (node.propertyName ?? node.name)
        : ts.isExportAssignment(node)
          ? node.expression
          : undefined;
      if (isImported && reference) reportByType(context, reference, node, local ?? name);
      // A name taken out of a pattern has nothing but its type.
      if (thing.kind === 'variable' && ts.isBindingElement(thing.node))
        reportByType(context, thing.node, thing.node.name, local ?? name);
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

function judge({ ts, checker }: RuleContext<MessageId>, expression: ts.Node): ActionVerdict {
  return checker ? judgeAsAction(ts, checker, checker.getTypeAtLocation(expression)) : 'unknown';
}

/** A value that no function literal shows: its type must say that a call returns no promise. */
function reportByType(context: RuleContext<MessageId>, expression: ts.Node, at: ts.Node, name: string): void {
  const { ts, checker, facts, report } = context;
  if (!checker || judge(context, expression) !== 'sync') return;
  const type = returnedType(ts, checker, checker.getTypeAtLocation(expression));
  report({ at, messageId: 'notAsyncByType', data: { directive: 'use server', name, type }, related: relatedDirective(facts) });
}

/** Another name for a function of the file. The compiler lets it pass, so one that returns a promise works. */
function reportAlias(context: RuleContext<MessageId>, node: FunctionNode, directive: string, at: ts.Node): void {
  const { ts, sourceFile, facts, report } = context;
  if (isAsync(ts, node)) return;
  const verdict = judge(context, node);
  if (verdict === 'async' || (verdict === 'unknown' && !returnsNothing(ts, node))) return;
  const head = nameOfFunction(ts, node);
  const edits = addAsync(context, node)?.edits;
  report({
    at,
    messageId: 'notAsync',
    data: { directive, name: head ? `\`${head.getText(sourceFile)}\`` : 'it' },
    related: relatedDirective(facts),
    ...(edits ? { suggestions: [{ messageId: 'addAsync' as const, edits }] } : {}),
  });
}

/** Whether the syntax alone shows that a function returns no value. */
function returnsNothing(ts: RuleContext['ts'], fn: FunctionNode): boolean {
  return fn.body !== undefined && ts.isBlock(fn.body) && returnedExpressions(ts, fn).length === 0;
}

function reportFunction(context: RuleContext<MessageId>, node: FunctionNode, directive: string, head: ts.Node): void {
  const { ts, sourceFile, facts, report } = context;
  const related = relatedDirective(facts, node);
  const at = ts.isAccessor(node) ? node : head;
  const name = head === node || ts.isAccessor(node) ? 'it' : `\`${head.getText(sourceFile)}\``;
  const kind = ts.isGetAccessor(node) ? 'a getter' : ts.isSetAccessor(node) ? 'a setter' : undefined;
  if (kind) {
    report({ at, messageId: 'cannotBeAsync', data: { directive, kind }, related });
    return;
  }
  const edits = addAsync(context, node);
  report({
    at,
    messageId: 'notAsync',
    data: { directive, name },
    related,
    ...(edits?.isCertain ? { fix: edits.edits } : {}),
    ...(edits && !edits.isCertain ? { suggestions: [{ messageId: 'addAsync' as const, edits: edits.edits }] } : {}),
  });
}

function returnedType(ts: RuleContext['ts'], checker: ts.TypeChecker, type: ts.Type): string {
  for (const signature of membersOf({ ts, checker }, type).flatMap((member) => member.getCallSignatures())) {
    const returned = signature.getReturnType();
    if (!isThenable(ts, checker, returned)) return `\`${excerpt(typeText({ ts, checker }, returned))}\``;
  }
  return 'no promise';
}
