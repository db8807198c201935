import type ts from 'typescript';
import { asksByLibrary, authPackages, stoppingName, stoppingOption } from '../catalog/authentication.ts';
import { calleesOf } from '../flow/index.ts';
import { libraryOf } from '../flow/library.ts';
import { originOf } from '../flow/origin.ts';
import { mayStop } from './answers.ts';
import type { Project } from '../project/project.ts';
import { isThenable } from '../serialization/promise.ts';
import { forEachDescendant } from '../syntax/descendants.ts';
import { isAsync, isFunctionNode } from '../syntax/nodes.ts';

/** Whether a call may throw or leave the function by itself. */
export function isStopping(project: Project, call: ts.CallExpression): boolean {
  return calleesOf(project, call).all.some(({ node }) => mayStop(project, node));
}

/** Whether a callee is a function of an auth library that tells who calls. */
export function isOfAuthLibrary(project: Project, callee: ts.Expression, name: string): boolean {
  const library = libraryOf(project, callee);
  if (library === undefined || !authPackages.test(library) || /\.from\(/.test(callee.getText())) return false;
  const { end, members } = originOf(project, callee);
  // By the name it has there: `import { auth as clerk }`.
  return asksByLibrary.test(end.kind === 'package' && members.length === 0 ? end.name : name);
}

/** Whether a function of an auth library throws or redirects where nobody is signed in, by its name or an option. */
export function stopsByItself(call: ts.CallExpression, name: string): boolean {
  return (
    name === 'protect' || /^(?:jwtVerify|verify)/.test(name) || stoppingName.test(name) || stoppingOption.test(call.getText())
  );
}

/** Whether a call may give a promise: by the function it calls, or by its type. */
export function mayBePromise(project: Project, call: ts.CallExpression): boolean {
  const { ts, checker } = project;
  const callees = calleesOf(project, call).all;
  if (callees.length > 0) return callees.some(({ node }) => isAsync(ts, node));
  return checker !== undefined && isThenable(ts, checker, checker.getTypeAtLocation(call));
}

/** Whether an argument of a call is one that the function around it was given. */
export function isGivenBySender(ts: Project['ts'], call: ts.CallExpression): boolean {
  let fn: ts.Node = call;
  while (fn.parent && !isFunctionNode(ts, fn)) fn = fn.parent;
  if (!isFunctionNode(ts, fn)) return false;
  const names = new Set<string>();
  for (const { name } of fn.parameters) {
    if (ts.isIdentifier(name)) names.add(name.text);
    else forEachDescendant(ts, name, (node) => void (ts.isIdentifier(node) && names.add(node.text)));
  }
  return call.arguments.some((argument) => {
    let found = ts.isIdentifier(argument) && names.has(argument.text);
    forEachDescendant(ts, argument, (node) => void (found ||= ts.isIdentifier(node) && names.has(node.text)));
    return found;
  });
}

/** Whether anything is done with the value of a call. */
export function isResultUsed(ts: Project['ts'], call: ts.Node): boolean {
  let outer = call;
  while (ts.isAwaitExpression(outer.parent) || ts.isParenthesizedExpression(outer.parent)) outer = outer.parent;
  return !ts.isExpressionStatement(outer.parent);
}
