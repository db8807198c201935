import type ts from 'typescript';
import { hasNode } from '../syntax/descendants.ts';
import { branchesOf } from '../facts/exported-values.ts';
import { holderOf } from '../syntax/scope.ts';
import { unwrap, withWrappers, type FunctionNode } from '../syntax/nodes.ts';
import type { TypeScript } from '../typescript.ts';
import { keepingName } from '../catalog/validation.ts';
import { lastName } from '../syntax/last-name.ts';
import { valueOrSpread } from '../syntax/members.ts';

const maximumDepth = 8;

/**
 * Whether a value is what a function was sent, or a part or another form of it: a parameter, a member, `formData.get('id')`,
 * `String(id)`, `schema.parse(input)`, through names. What was looked up by it is not.
 */
export function isSent(ts: TypeScript, expression: ts.Expression, fn: FunctionNode, depth = 0): boolean {
  if (depth > maximumDepth) return false;
  const deeper = (part: ts.Expression): boolean => isSent(ts, part, fn, depth + 1);
  return branchesOf(ts, expression).some((branch) => {
    const inner = unwrap(ts, branch);
    if (ts.isAwaitExpression(inner)) return deeper(inner.expression);
    if (ts.isIdentifier(inner)) return isSentName(ts, inner, fn, depth);
    if (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner)) return deeper(inner.expression);
    if (ts.isTemplateExpression(inner)) return inner.templateSpans.some((span) => deeper(span.expression));
    if (ts.isBinaryExpression(inner)) return deeper(inner.left) || deeper(inner.right);
    if (ts.isObjectLiteralExpression(inner))
      return inner.properties.some((property) => {
        const value = valueOrSpread(ts, property);
        return value !== undefined && deeper(value);
      });
    if (ts.isArrayLiteralExpression(inner)) return inner.elements.some(deeper);
    if (ts.isSpreadElement(inner)) return deeper(inner.expression);
    if (!ts.isCallExpression(inner) && !ts.isNewExpression(inner)) return false;
    const callee = unwrap(ts, inner.expression);
    if (ts.isPropertyAccessExpression(callee) && deeper(callee.expression)) return true;
    return keepingName.test(lastName(ts, callee)) && (inner.arguments ?? []).some(deeper);
  });
}

/** Whether anything in a piece of code is what a function was sent. */
export function mentionsSent(ts: TypeScript, root: ts.Node, fn: FunctionNode): boolean {
  return hasNode(ts, root, (node) => {
    const isMember = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
    return ts.isIdentifier(node) && !isMember && isSentName(ts, node, fn, 0);
  });
}

function isSentName(ts: TypeScript, name: ts.Identifier, fn: FunctionNode, depth: number): boolean {
  const holder = holderOf(ts, name);
  if (!holder) return false;
  if (ts.isParameter(holder)) return holder.parent === fn || isMadeBy(ts, holder.parent, fn);
  return ts.isVariableDeclaration(holder) && holder.initializer !== undefined && isSent(ts, holder.initializer, fn, depth + 1);
}

/** Whether a function is the one that a wrapper returns: `(run) => async (input) => …`. */
export function isMadeBy(ts: TypeScript, made: ts.Node, fn: FunctionNode): boolean {
  const outer = withWrappers(ts, made).parent;
  if (outer === fn) return true;
  return ts.isReturnStatement(outer) && outer.parent === fn.body;
}
