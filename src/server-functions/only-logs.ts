import type ts from 'typescript';
import { harmlessMethod } from '../catalog/harmless-calls.ts';
import { logging, showingCall } from '../catalog/logging.ts';
import { convertingClass, keepingCall } from '../catalog/validation.ts';
import { calleesOf } from '../flow/calls.ts';
import { stateSetBy } from '../flow/dispatched.ts';
import { functionsOf } from '../flow/functions.ts';
import { search, type Query } from '../flow/search.ts';
import type { Project } from '../project/project.ts';
import { lastName } from '../syntax/last-name.ts';
import { nodesFrom } from '../syntax/descendants.ts';
import { unwrap } from '../syntax/nodes.ts';
import { isAssignment } from '../syntax/operators.ts';

/** Whether a function of the program is seen to write down what it is given, or to send it to a service, and to do nothing else. */
export function onlyLogs(project: Project, callee: ts.Expression): boolean {
  const { all } = functionsOf(project, unwrap(project.ts, callee));
  return (
    all.length > 0 &&
    all.every(
      ({ node }) =>
        node.body !== undefined &&
        nodesFrom(project.ts, node, 'CallExpression').length > 0 &&
        search(project, node, acting) === undefined,
    )
  );
}

/**
 * Whether what a call is given goes to the developer alone: its body says so, or its name where nothing in view says otherwise. What is
 * called like a log may show it all the same: `reportError` that sets a state.
 */
export function isLogged(project: Project, callee: ts.Expression): boolean {
  if (onlyLogs(project, callee)) return true;
  if (!logging.test(callee.getText())) return false;
  return !functionsOf(project, unwrap(project.ts, callee)).all.some(({ node }) => search(project, node, showing) !== undefined);
}

/** What puts something before the visitor's eyes: the setter of a state, a toast, an alert, the document. */
const showing: Query<true> = {
  inner: 'handed-on',
  hit(project, node) {
    const { ts } = project;
    if (isAssignment(ts, node)) return /\.(?:textContent|innerText|innerHTML|title)$/.test(node.left.getText()) || undefined;
    if (!ts.isCallExpression(node) || calleesOf(project, node).all.length > 0) return undefined;
    return stateSetBy(project, node.expression) !== undefined || showingCall.test(lastName(ts, node.expression)) || undefined;
  },
};

/** Something else than logging. */
const acting: Query<true> = {
  inner: 'handed-on',
  hit(project, node) {
    const { ts } = project;
    if (ts.isCallExpression(node)) {
      const { all } = calleesOf(project, node);
      const isSeen = all.length > 0 && all.every((called) => called.node.body !== undefined);
      return isSeen || (all.length === 0 && isHarmless(ts, node)) ? undefined : true;
    }
    const isActing =
      // `banner.textContent = message`
      isAssignment(ts, node) ||
      // `new Notification(message)`
      (ts.isNewExpression(node) && !convertingClass.test(node.expression.getText())) ||
      ts.isThrowStatement(node) ||
      ts.isJsxElement(node) ||
      ts.isJsxSelfClosingElement(node) ||
      ts.isJsxFragment(node);
    return isActing || undefined;
  },
};

/** Whether a call logs or asks a service, by its name, or only makes another value of one. */
function isHarmless(ts: Project['ts'], call: ts.CallExpression): boolean {
  const text = call.expression.getText();
  const name = lastName(ts, call.expression);
  return logging.test(text) || keepingCall.test(text) || harmlessMethod.test(name) || /^(?:fetch|sendBeacon)$/.test(name);
}
