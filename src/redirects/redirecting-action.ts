import type ts from 'typescript';
import { nodesFrom } from '../syntax/descendants.ts';
import { factsOf } from '../facts/index.ts';
import { functionsOf } from '../flow/functions.ts';
import { stateSetBy } from '../flow/dispatched.ts';
import { originOf } from '../flow/origin.ts';
import { search, type Query } from '../flow/search.ts';
import { functionsBehind } from '../flow/values.ts';
import { graphOf } from '../graph/graph.ts';
import type { Project } from '../project/project.ts';
import { isFunctionNode, isNameOrMember, rootOf, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { isNavigationModule } from './navigation.ts';
import { swallowerOf, type Swallower } from './swallower.ts';
import { serverFunctionsAt } from '../flow/server-function.ts';
import { loggingObject, showingCall } from '../catalog/logging.ts';
import { onlyLogs } from '../server-functions/only-logs.ts';

/** A redirect that a Server Function comes to. */
interface ActionRedirect {
  readonly name: string;
  /** The call of `redirect` itself. */
  readonly call: ts.Node;
}

/** The functions of `next/navigation` that lead elsewhere. */
export const redirectNames: readonly string[] = ['redirect', 'permanentRedirect'];

const redirects: Query<string> = {
  inner: 'run',
  isAwaitedOnly: true,
  hit: (project, node) => (project.ts.isCallExpression(node) ? redirectName(project, node) : undefined),
  // A redirect that the action keeps to itself is no business of the browser's.
  counts: (project, place) =>
    !project.ts.isCallExpression(place) ||
    [false, true].every((isAsync) => !swallowerOf(project, place, { name: 'redirect', isAsync })),
};

function redirectName(project: Project, call: ts.CallExpression): string | undefined {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  if (!isNameOrMember(ts, callee)) return undefined;
  const { end, members } = originOf(project, callee);
  const isIt = end.kind === 'package' && members.length === 0 && isNavigationModule(end.module);
  return isIt && redirectNames.includes(end.name) ? end.name : undefined;
}

/** Whether code of a file runs in the browser alone. */
export function isBrowserFile(project: Project, sourceFile: ts.SourceFile): boolean {
  const { client, server } = graphOf(project).environmentOf(sourceFile.fileName);
  return factsOf(project.ts, sourceFile).moduleDirective === 'use client' || (client !== undefined && server === undefined);
}

/** The redirect of the Server Function that a call in the browser calls, by its name or as a prop. */
function redirectOfAction(project: Project, call: ts.CallExpression): ActionRedirect | undefined {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  if (!isNameOrMember(ts, callee)) return undefined;
  for (const fn of actionsBehind(project, callee)) {
    const way = search(project, fn, redirects);
    if (way) return { name: way.hit, call: way.node };
  }
  return undefined;
}

const calledActions: Query<ActionRedirect> = {
  inner: 'run',
  isAwaitedOnly: true,
  hit: (project, node) => (project.ts.isCallExpression(node) ? redirectOfAction(project, node) : undefined),
  counts: redirects.counts!,
};

/** As {@link redirectOfAction}, also of a function of the browser that awaits such a Server Function: `const leave = () => logout()`. */
export function redirectBehind(project: Project, call: ts.CallExpression): ActionRedirect | undefined {
  const own = redirectOfAction(project, call);
  if (own || !project.ts.isIdentifier(unwrap(project.ts, call.expression))) return own;
  for (const { node } of functionsOf(project, call.expression).all) {
    if (!isBrowserFile(project, node.getSourceFile())) continue;
    const way = search(project, node, calledActions);
    if (way) return way.hit;
  }
  return undefined;
}

function actionsBehind(project: Project, callee: ts.Expression): FunctionNode[] {
  return functionsBehind(project, callee).flatMap(({ node, reference }) => {
    const own = serverFunctionsAt(project, node)[0];
    return own?.directive === 'use server' || reference?.directive === 'use server' ? [node] : [];
  });
}

/** Whether a handler shows the visitor something: it sets a state, opens a toast; not where it only logs. */
export function showsError(project: Project, swallower: Swallower): boolean {
  const { ts } = project;
  if (swallower.kind === 'catch') return showsIn(project, swallower.clause.block);
  if (swallower.kind !== 'handler') return false;
  const handler = unwrap(ts, swallower.handler);
  if (isFunctionNode(ts, handler)) return handler.body !== undefined && showsIn(project, handler.body);
  if (isShowing(project, handler)) return true;
  return functionsOf(project, handler).all.some(({ node }) => node.body !== undefined && showsIn(project, node.body));
}

function showsIn(project: Project, body: ts.Node): boolean {
  const { ts } = project;
  return nodesFrom(ts, body, 'CallExpression').some((call) => isShowing(project, call.expression));
}

function isShowing(project: Project, callee: ts.Expression): boolean {
  const { ts } = project;
  const inner = unwrap(ts, callee);
  if (onlyLogs(project, inner)) return false;
  if (ts.isIdentifier(inner)) return showingCall.test(inner.text) || stateSetBy(project, inner) !== undefined;
  if (!ts.isPropertyAccessExpression(inner)) return false;
  const root = rootOf(ts, inner);
  if (ts.isIdentifier(root) && loggingObject.test(root.text)) return false;
  return showingCall.test(inner.name.text) || (ts.isIdentifier(root) && showingCall.test(root.text));
}
