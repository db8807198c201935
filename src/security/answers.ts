import type ts from 'typescript';
import { declarationOf } from '../syntax/scope.ts';
import { boundElements, forEachDescendant, isFunctionNode } from '../syntax/nodes.ts';
import type { TypeScript } from '../typescript.ts';

/** `await f()`, `await f().g()`, or a call whose value is no promise for all that is seen: it is tested on the spot. */
export function isAwaited(ts: TypeScript, call: ts.CallExpression): boolean {
  let outer: ts.Node = call;
  for (; outer.parent; outer = outer.parent) {
    const { parent } = outer;
    if (ts.isAwaitExpression(parent) || ts.isReturnStatement(parent) || ts.isPrefixUnaryExpression(parent)) return true;
    if (ts.isArrowFunction(parent)) return true;
    if (ts.isIfStatement(parent) && parent.expression === outer) return true;
    if (ts.isVariableDeclaration(parent) && parent.initializer === outer) return true;
    if (ts.isArrayLiteralExpression(parent)) return true;
    const isPart =
      ts.isPropertyAccessExpression(parent) ||
      ts.isCallExpression(parent) ||
      ts.isParenthesizedExpression(parent) ||
      ts.isNonNullExpression(parent) ||
      ts.isBinaryExpression(parent) ||
      ts.isAsExpression(parent);
    if (!isPart) break;
  }
  return false;
}

/** Whether what a call gives is looked at, and not only kept. */
export function isLookedAt(ts: TypeScript, call: ts.CallExpression): boolean {
  const outer = aroundValue(ts, call);
  const { parent } = outer;
  if (ts.isCallExpression(parent) && parent.arguments.includes(outer as ts.Expression)) {
    // `Promise.all([auth(), …])`.
    return !/^Promise\.(?:all|allSettled)$/.test(parent.expression.getText()) || isLookedAt(ts, parent);
  }
  if (ts.isVariableDeclaration(parent)) return isRead(ts, parent.name, parent);
  if (ts.isBinaryExpression(parent) && parent.right === outer && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    return ts.isIdentifier(parent.left) ? isRead(ts, parent.left, parent) : true;
  }
  return !ts.isExpressionStatement(parent) && !ts.isVoidExpression(parent);
}

/**
 * Whether what a call throws is caught without leaving, so that what stands behind it runs all the same.
 *
 * @param before what it should keep from running; undefined where that is anything
 */
export function isSwallowed(ts: TypeScript, call: ts.CallExpression, before: ts.Node | undefined): boolean {
  for (let inner: ts.Node = call, outer = call.parent; outer && !isFunctionNode(ts, outer); inner = outer, outer = outer.parent) {
    const isChained = ts.isPropertyAccessExpression(outer) && outer.name.text === 'catch' && ts.isCallExpression(outer.parent);
    if (isChained && !leaves(ts, outer.parent)) return true;
    if (!ts.isTryStatement(outer) || inner !== outer.tryBlock || !outer.catchClause) continue;
    const isBehind = before === undefined || before.pos >= outer.tryBlock.end;
    if (isBehind && !leaves(ts, outer.catchClause.block)) return true;
  }
  return false;
}

/** Whether a piece of code has a way out of the function around it, or throws. */
function leaves(ts: TypeScript, root: ts.Node): boolean {
  let found = false;
  forEachDescendant(ts, root, (node) => {
    found ||= ts.isReturnStatement(node) || ts.isThrowStatement(node) || ts.isBreakOrContinueStatement(node);
    found ||=
      ts.isCallExpression(node) &&
      /^(?:redirect|permanentRedirect|notFound|forbidden|unauthorized|unstable_rethrow)$/.test(node.expression.getText());
    return found ? false : undefined;
  });
  return found;
}

/** The expression whose value is a call's: past `await`, parentheses, casts, operators and chains of promises. */
function aroundValue(ts: TypeScript, call: ts.Node): ts.Node {
  let outer = call;
  for (; outer.parent; outer = outer.parent) {
    const { parent } = outer;
    const isChained =
      (ts.isPropertyAccessExpression(parent) && /^(?:then|catch|finally)$/.test(parent.name.text)) ||
      (ts.isCallExpression(parent) && parent.expression === outer && ts.isPropertyAccessExpression(outer));
    const isAssigned = ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    const isPart =
      ts.isAwaitExpression(parent) ||
      ts.isParenthesizedExpression(parent) ||
      ts.isNonNullExpression(parent) ||
      ts.isAsExpression(parent) ||
      ts.isArrayLiteralExpression(parent) ||
      ts.isBinaryExpression(parent);
    if (!isChained && (!isPart || isAssigned)) return outer;
  }
  return outer;
}

/** Whether a name, or one of a pattern's, is read after it was given its value. */
function isRead(ts: TypeScript, name: ts.BindingName, after: ts.Node): boolean {
  const names: ts.Identifier[] = [];
  const collect = (part: ts.BindingName): void => {
    if (ts.isIdentifier(part)) names.push(part);
    else for (const element of boundElements(ts, part)) collect(element.name);
  };
  collect(name);
  let scope: ts.Node = after;
  while (scope.parent && !isFunctionNode(ts, scope)) scope = scope.parent;
  const declarations = names.map((own) => declarationOf(ts, own));
  let found = false;
  forEachDescendant(ts, scope, (node) => {
    if (!found && ts.isIdentifier(node) && node.pos >= after.end && names.some(({ text }) => text === node.text)) {
      found = declarations.includes(declarationOf(ts, node));
    }
    return found ? false : undefined;
  });
  return found;
}
