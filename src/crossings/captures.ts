import type ts from 'typescript';
import { declarationOf } from '../syntax/scope.ts';
import { forEachDescendant, isFunctionNode, type FunctionNode } from '../syntax/nodes.ts';
import type { TypeScript } from '../typescript.ts';

/** A value that an inline Server Function closes over. */
export interface Capture {
  /** What is captured: a name, or the members read of it as far as the compiler captures them alone. */
  readonly expression: ts.Identifier | ts.PropertyAccessExpression;
}

/**
 * What an inline Server Function captures: the names of functions around it, not those of the module. `user.name` captures the
 * member alone, `user.save()` the object the method is called on. Each captured value once, at its first use.
 *
 * @param fn a function with `"use server"` in its body
 */
export function capturesOf(ts: TypeScript, fn: FunctionNode): Capture[] {
  const found = new Map<string, Capture>();
  if (!fn.body) return [];
  forEachDescendant(ts, fn, (node) => {
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return false;
    if (!ts.isIdentifier(node) || !isValue(ts, node)) return undefined;
    const declaration = declarationOf(ts, node);
    if (!declaration || !isLocalOutside(ts, declaration, fn)) return undefined;
    const expression = capturedChain(ts, node);
    const key = `${declaration.pos} ${expression.getText()}`;
    if (!found.has(key)) found.set(key, { expression });
    return undefined;
  });
  return [...found.values()];
}

/** Declared in a function around the action, and not in the module. */
function isLocalOutside(ts: TypeScript, declaration: ts.Node, fn: FunctionNode): boolean {
  const isInside = declaration.pos >= fn.pos && declaration.end <= fn.end && declaration !== fn;
  if (isInside || declaration === fn) return false;
  let outer: ts.Node | undefined = declaration.parent;
  while (outer && !isFunctionNode(ts, outer)) outer = outer.parent;
  return outer !== undefined;
}

/** Whether an identifier reads a value, and does not only name something. */
function isValue(ts: TypeScript, node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isPropertyAssignment(parent)) return parent.initializer === node;
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node;
  if (ts.isJsxAttribute(parent) || ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return false;
  if (ts.isBindingElement(parent)) return parent.initializer === node;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent)) return parent.initializer === node;
  if (isFunctionNode(ts, parent)) return parent.body === node;
  if (ts.isFunctionLike(parent)) return false;
  return true;
}

/**
 * The chain of members that the compiler captures alone. Of a call it captures the object the method is called on (but the method
 * itself where there is a `?.` in the chain), of an assignment the object whose member is written.
 */
function capturedChain(ts: TypeScript, node: ts.Identifier): ts.Identifier | ts.PropertyAccessExpression {
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
  const isCallee = ts.isCallExpression(parent) && parent.expression === end && !ts.isOptionalChain(parent);
  const isTarget = ts.isBinaryExpression(parent) && parent.left === end && isAssignment(ts, parent.operatorToken.kind);
  if ((isCallee || isTarget) && links.length > 1) links.pop();
  return links.at(-1)!;
}

function isAssignment(ts: TypeScript, kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}
