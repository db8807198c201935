import type ts from 'typescript';
import { forEachDescendant } from '../syntax/descendants.ts';
import { declarationOf } from '../syntax/scope.ts';
import { enclosingFunction, isInside, type FunctionNode } from '../syntax/nodes.ts';
import type { TypeScript } from '../typescript.ts';
import { isAnyAssignment } from '../syntax/operators.ts';
import { isOnlyNamed } from '../syntax/name-positions.ts';

/** A value that an inline Server Function closes over. */
interface Capture {
  /** What is captured: a name, or the members read of it as far as the compiler captures them alone. */
  readonly expression: ts.Identifier | ts.PropertyAccessExpression;
}

/**
 * What an inline Server Function captures: the names of functions around it, not those of the module. `user.name` captures the
 * member alone, `user.save()` the object the method is called on; of `user` and `user.name` in one action `user` alone is
 * captured. Each captured value once, at its first use.
 *
 * @param fn a function with `"use server"` in its body
 */
export function capturesOf(ts: TypeScript, fn: FunctionNode): Capture[] {
  const found = new Map<string, Capture & { readonly chain: readonly string[] }>();
  if (!fn.body) return [];
  forEachDescendant(ts, fn, (node) => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return false;
    if (!ts.isIdentifier(node) || isOnlyNamed(ts, node)) return undefined;
    const declaration = declarationOf(ts, node);
    if (!declaration || !isLocalOutside(ts, declaration, fn)) return undefined;
    const expression = capturedChain(ts, node, fn);
    const chain = [String(declaration.pos), ...membersOfChain(ts, expression)];
    const key = chain.join();
    if (!found.has(key)) found.set(key, { expression, chain });
    return undefined;
  });
  const isPartOfAnother = (chain: readonly string[]): boolean =>
    chain.some((_member, length) => length > 0 && found.has(chain.slice(0, length).join()));
  return [...found.values()].filter(({ chain }) => !isPartOfAnother(chain));
}

/** The members of a chain, each with the `?.` in front of it: the compiler tells `a.b` from `a?.b`. */
function membersOfChain(ts: TypeScript, expression: ts.Expression): string[] {
  const members: string[] = [];
  let inner = expression;
  for (;;) {
    if (ts.isNonNullExpression(inner)) inner = inner.expression;
    else if (ts.isPropertyAccessExpression(inner)) {
      members.unshift(`${inner.questionDotToken ? '?' : ''}.${inner.name.text}`);
      inner = inner.expression;
    } else return members;
  }
}

/** Declared in a function around the action, and not in the module. */
function isLocalOutside(ts: TypeScript, declaration: ts.Node, fn: FunctionNode): boolean {
  return !isInside(declaration, fn) && enclosingFunction(ts, declaration) !== undefined;
}

/**
 * The chain of members that the compiler captures alone. Of a call it captures the object the method is called on (but the method
 * itself where there is a `?.` in the chain), of an assignment the object whose member is written.
 *
 * @param fn the action
 */
function capturedChain(ts: TypeScript, node: ts.Identifier, fn: FunctionNode): ts.Identifier | ts.PropertyAccessExpression {
  const links: Array<ts.Identifier | ts.PropertyAccessExpression> = [node];
  let end: ts.Expression = node;
  for (;;) {
    const { parent } = end;
    if (ts.isPropertyAccessExpression(parent) && parent.expression === end) {
      links.push(parent);
      end = parent;
    } else if (ts.isNonNullExpression(parent)) end = parent;
    else break;
  }
  const { parent } = end;
  const isTarget = isAnyAssignment(ts, parent) && parent.left === end;
  if (isTarget && links.length > 1) links.pop();
  if (isInCallee(ts, end, fn) && links.length > 1) links.pop();
  return links.at(-1)!;
}

/** Anywhere in what is called, as the compiler takes it: of `o.x(user.list).y()` it captures `o` and `user`. */
function isInCallee(ts: TypeScript, node: ts.Node, fn: FunctionNode): boolean {
  for (let inner = node, outer = node.parent; outer !== fn; inner = outer, outer = outer.parent) {
    if (ts.isCallExpression(outer) && outer.expression === inner && !ts.isOptionalChain(outer)) return true;
  }
  return false;
}
