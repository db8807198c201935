import type ts from 'typescript';
import { descendantsOf } from '../syntax/descendants.ts';
import { calleesOf } from '../flow/index.ts';
import { originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { isNameOrAccess, unwrap, unwrapAwaits } from '../syntax/nodes.ts';
import { returnedExpressions } from '../syntax/returns.ts';

/** A call whose result is the promise of what a request holds. */
interface RequestCall {
  readonly call: ts.CallExpression;
  /** As it is called: `cookies()`. */
  readonly name: string;
}

const functions = new Set(['cookies', 'headers', 'draftMode']);
const maximumDepth = 5;

/** The calls of `cookies`, `headers` and `draftMode` in a file, also by way of functions of the program that return one. */
export function requestCallsIn(project: Project, sourceFile: ts.SourceFile): RequestCall[] {
  const { ts } = project;
  const found: RequestCall[] = [];
  for (const node of descendantsOf(ts, sourceFile, 'CallExpression')) {
    const name = requestCalled(project, node, 0);
    if (name !== undefined) found.push({ call: node, name });
  }
  return found;
}

/** Not for `search`, which finds what a function calls: here all that it returns must be such a call. */
function requestCalled(project: Project, call: ts.CallExpression, depth: number): string | undefined {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  if (!isNameOrAccess(ts, callee)) return undefined;
  const { end, members } = originOf(project, callee);
  if (end.kind === 'package')
    return end.module === 'next/headers' && functions.has(end.name) && members.length === 0 ? `${end.name}()` : undefined;
  // A function that gives the promise on as it is.
  if (depth > maximumDepth || end.kind !== 'declaration') return undefined;
  const { all } = calleesOf(project, call);
  const fn = all.length === 1 ? all[0]!.node : undefined;
  const returned = fn ? returnedExpressions(ts, fn) : [];
  const areAll = returned.every((expression) => {
    const inner = unwrapAwaits(ts, expression);
    return ts.isCallExpression(inner) && requestCalled(project, inner, depth + 1) !== undefined;
  });
  return returned.length > 0 && areAll ? `${callee.getText().split('.').at(-1)}()` : undefined;
}
