import type ts from 'typescript';
import { hasNode } from '../syntax/descendants.ts';
import { branchesOf } from '../syntax/branches.ts';
import { holderOf } from '../syntax/scope.ts';
import { unwrap, withWrappers, type FunctionNode } from '../syntax/nodes.ts';
import type { Project } from '../project/project.ts';
import type { TypeScript } from '../typescript.ts';
import { calleesOf } from '../flow/index.ts';
import { CircularMemo } from '../syntax/circular-memo.ts';
import { memoized } from '../syntax/memoized.ts';
import { returnedExpressions } from '../syntax/returns.ts';
import { keepingName } from '../catalog/validation.ts';
import { lastName } from '../syntax/last-name.ts';
import { valueOrSpread } from '../syntax/members.ts';

const maximumDepth = 8;

/**
 * Whether a value is what a function was sent, or a part or another form of it: a parameter, a member, `formData.get('id')`,
 * `String(id)`, `schema.parse(input)`, through names and through functions that give it back. What was looked up by it is not.
 */
export function isSent(project: Project, expression: ts.Expression, fn: FunctionNode, depth = 0): boolean {
  const { ts } = project;
  if (depth > maximumDepth) return false;
  const deeper = (part: ts.Expression): boolean => isSent(project, part, fn, depth + 1);
  return branchesOf(ts, expression).some((branch) => {
    const inner = unwrap(ts, branch);
    if (ts.isAwaitExpression(inner)) return deeper(inner.expression);
    if (ts.isIdentifier(inner)) return isSentName(project, inner, fn, depth);
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
    if (!(inner.arguments ?? []).some(deeper)) return false;
    const { all } = calleesOf(project, inner);
    return all.length > 0 ? all.some(({ node }) => handsBack(project, node)) : keepingName.test(lastName(ts, callee));
  });
}

/** Whether a function gives back what it is given, or a form of it. An object that holds more than that is something else. */
function handsBack(project: Project, fn: FunctionNode): boolean {
  const { ts } = project;
  const isForm = (returned: ts.Expression): boolean => {
    const inner = unwrap(ts, returned);
    if (!ts.isObjectLiteralExpression(inner)) return isSent(project, inner, fn);
    const { properties } = inner;
    return (
      properties.length > 0 &&
      properties.every((one) => {
        const value = valueOrSpread(ts, one);
        return value !== undefined && isSent(project, value, fn);
      })
    );
  };
  return handedBack(project).ask(fn, () =>
    returnedExpressions(ts, fn)
      .flatMap((returned) => branchesOf(ts, returned))
      .some(isForm),
  );
}

const handedBack = memoized((_project: Project) => new CircularMemo<FunctionNode, boolean>(false));

/** Whether anything in a piece of code is what a function was sent. */
export function mentionsSent(project: Project, root: ts.Node, fn: FunctionNode): boolean {
  const { ts } = project;
  return hasNode(ts, root, (node) => {
    const isMember = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node;
    return ts.isIdentifier(node) && !isMember && isSentName(project, node, fn, 0);
  });
}

function isSentName(project: Project, name: ts.Identifier, fn: FunctionNode, depth: number): boolean {
  const { ts } = project;
  const holder = holderOf(ts, name);
  if (!holder) return false;
  if (ts.isParameter(holder)) return holder.parent === fn || isMadeBy(ts, holder.parent, fn);
  return (
    ts.isVariableDeclaration(holder) && holder.initializer !== undefined && isSent(project, holder.initializer, fn, depth + 1)
  );
}

/** Whether a function is the one that a wrapper returns: `(run) => async (input) => …`. */
export function isMadeBy(ts: TypeScript, made: ts.Node, fn: FunctionNode): boolean {
  const outer = withWrappers(ts, made).parent;
  if (outer === fn) return true;
  return ts.isReturnStatement(outer) && outer.parent === fn.body;
}
