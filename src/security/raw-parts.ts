import type ts from 'typescript';
import { functionsOf } from '../flow/index.ts';
import type { Project } from '../project/project.ts';
import { isRunningMethod } from '../syntax/components.ts';
import { unwrap, type FunctionNode } from '../syntax/nodes.ts';
import type { Declaration } from '../syntax/scope.ts';
import { addNames, type Seeds } from './raw-names.ts';

/** What is added up, whatever its number. */
export function addends(ts: Project['ts'], sum: ts.BinaryExpression): ts.Expression[] {
  const found: ts.Expression[] = [];
  let left: ts.Expression = sum;
  while (ts.isBinaryExpression(left) && left.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    found.push(left.right);
    left = unwrap(ts, left.left);
  }
  found.push(left);
  return found;
}

/** A list, and the functions that a method of it is given by name and calls with each of its elements: `ids.forEach(remove)`. */
export function calledWithEach(
  project: Project,
  call: ts.CallExpression,
): { readonly list: ts.Expression; readonly functions: readonly FunctionNode[] } | undefined {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  if (!ts.isPropertyAccessExpression(callee) || !isRunningMethod(callee.name.text)) return undefined;
  const given = call.arguments[0] && unwrap(ts, call.arguments[0]);
  if (!given || !(ts.isIdentifier(given) || ts.isPropertyAccessExpression(given))) return undefined;
  return { list: callee.expression, functions: functionsOf(project, given).all.map(({ node }) => node) };
}

/** What a function is given first. */
export function firstOf(ts: Project['ts'], { parameters: [first] }: FunctionNode): Seeds {
  const seeds = new Set<Declaration>();
  if (first) addNames(ts, first, seeds);
  return seeds;
}
