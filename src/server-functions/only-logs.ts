import type ts from 'typescript';
import { harmlessMethod } from '../catalog/harmless-calls.ts';
import { logging } from '../catalog/logging.ts';
import { convertingClass, keepingCall } from '../catalog/validation.ts';
import { calleesOf } from '../flow/calls.ts';
import { functionsOf } from '../flow/functions.ts';
import type { Project } from '../project/project.ts';
import { nameOfCallee } from '../syntax/callee-name.ts';
import { forEachNodeFrom, nodesFrom } from '../syntax/descendants.ts';
import { Leading } from '../syntax/leading.ts';
import { memoized } from '../syntax/memoized.ts';
import { unwrap, type FunctionNode } from '../syntax/nodes.ts';

/** Whether a function of the program is seen to write down what it is given, or to send it to a service, and to do nothing else. */
export function onlyLogs(project: Project, callee: ts.Expression): boolean {
  const { all } = functionsOf(project, unwrap(project.ts, callee));
  return (
    all.length > 0 &&
    all.every(({ node }) => !actingIn(project).leads(node) && nodesFrom(project.ts, node, 'CallExpression').length > 0)
  );
}

/** Which functions lead to something else than logging. */
const actingIn = memoized((project: Project) => new Leading<FunctionNode>((fn) => actsOrCalls(project, fn)));

function actsOrCalls(project: Project, fn: FunctionNode): true | readonly FunctionNode[] {
  const { ts } = project;
  if (!fn.body) return true;
  const called: FunctionNode[] = [];
  let acts = false;
  forEachNodeFrom(ts, fn.body, (node) => {
    if (ts.isCallExpression(node)) {
      const { all } = calleesOf(project, node);
      called.push(...all.map((value) => value.node));
      acts ||= all.length === 0 && !isHarmless(ts, node);
    }
    // `banner.textContent = message`, `new Notification(message)`
    acts ||= ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.EqualsToken;
    acts ||= ts.isNewExpression(node) && !convertingClass.test(node.expression.getText());
    acts ||= ts.isThrowStatement(node) || ts.isJsxElement(node) || ts.isJsxSelfClosingElement(node) || ts.isJsxFragment(node);
    return acts ? false : undefined;
  });
  return acts || called;
}

/** Whether a call logs or asks a service, by its name, or only makes another value of one. */
function isHarmless(ts: Project['ts'], call: ts.CallExpression): boolean {
  const text = call.expression.getText();
  const name = nameOfCallee(ts, call.expression);
  return logging.test(text) || keepingCall.test(text) || harmlessMethod.test(name) || /^(?:fetch|sendBeacon)$/.test(name);
}
