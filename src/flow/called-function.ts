import type ts from 'typescript';
import { methodNamed } from '../syntax/members.ts';
import { isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { isFrom, originOf } from './origin.ts';
import type { Project } from '../project/project.ts';

/**
 * The function of the program that a call runs: by its name, through React's `cache`, as a method of an object, of a class, or of
 * what `new` makes of one. By syntax alone, so that it is the same with and without types.
 */
export function calledFunction(project: Project, { expression }: ts.CallExpression): FunctionNode | undefined {
  const { ts } = project;
  const callee = unwrap(ts, expression);
  if (!ts.isIdentifier(callee) && !ts.isPropertyAccessExpression(callee)) return undefined;
  if (ts.isPropertyAccessExpression(callee)) {
    const holder = classBehind(project, callee.expression);
    if (holder) return methodNamed(ts, holder, callee.name.text);
  }
  return namedFunction(project, callee);
}

/** The function of the program that a name stands for, also in React's `cache`. */
export function namedFunction(project: Project, name: ts.Identifier | ts.PropertyAccessExpression): FunctionNode | undefined {
  const { end, members } = originOf(project, name);
  return end.kind === 'declaration' && members.length === 0 ? functionOfValue(project, end.value) : undefined;
}

/** The class that an object is of: `this`, `new Posts()`, or a name for it. */
function classBehind(project: Project, expression: ts.Expression): ts.ClassLikeDeclaration | undefined {
  const { ts } = project;
  let inner = unwrap(ts, expression);
  if (inner.kind === ts.SyntaxKind.ThisKeyword) {
    let outer: ts.Node = inner;
    while (outer && !ts.isClassLike(outer)) outer = outer.parent;
    return outer;
  }
  if (ts.isIdentifier(inner)) {
    const { end, members } = originOf(project, inner);
    if (end.kind !== 'declaration' || members.length > 0 || !end.value || !ts.isExpression(end.value)) return undefined;
    inner = unwrap(ts, end.value);
  }
  if (!ts.isNewExpression(inner)) return undefined;
  const { end } = originOf(project, inner.expression);
  return end.kind === 'declaration' && end.value && ts.isClassLike(end.value) ? end.value : undefined;
}

/** The function that a value is, also in `useCallback` and `cache`. */
export function functionOfValue(project: Project, value: ts.Node | undefined): FunctionNode | undefined {
  const { ts } = project;
  if (!value || isFunctionNode(ts, value)) return value;
  if (!ts.isCallExpression(value)) return undefined;
  const [first] = value.arguments;
  const callee = originOf(project, value.expression);
  if (!first || !(isFrom(callee, 'react', 'useCallback') || isFrom(callee, 'react', 'cache'))) return undefined;
  const inner = unwrap(ts, first);
  return isFunctionNode(ts, inner) ? inner : undefined;
}
