import type ts from 'typescript';
import type { ArgumentCrossing } from '../crossings/crossing.ts';
import type { Project } from '../project/project.ts';
import { usesOfDeclared } from '../syntax/declared-uses.ts';

/**
 * Whether a Server Function does nothing with what it is sent but give it back: `async function wrap(node) { return node; }`. React puts
 * a reference in the place of what it cannot carry, and the browser gets its own value again.
 */
export function isOnlyHandedBack({ ts }: Project, { expression, target }: ArgumentCrossing): boolean {
  const call = expression.parent;
  const place = ts.isCallExpression(call) ? call.arguments.indexOf(expression) : -1;
  const parameter = place < 0 ? undefined : target.node?.parameters[place + target.bound.length];
  if (!parameter || parameter.dotDotDotToken || !ts.isIdentifier(parameter.name)) return false;
  const uses = usesOfDeclared(ts, parameter, parameter.name);
  return uses.length > 0 && uses.every((use) => isUseReturned(ts, use, target.node!));
}

function isUseReturned(ts: Project['ts'], use: ts.Node, fn: ts.Node): boolean {
  for (let inner = use, outer = use.parent; outer; inner = outer, outer = outer.parent) {
    if (ts.isReturnStatement(outer)) return true;
    if (outer === fn) return ts.isArrowFunction(fn) && fn.body === inner;
    const isKept =
      ts.isParenthesizedExpression(outer) ||
      ts.isAsExpression(outer) ||
      ts.isObjectLiteralExpression(outer) ||
      ts.isArrayLiteralExpression(outer) ||
      ts.isShorthandPropertyAssignment(outer) ||
      (ts.isPropertyAssignment(outer) && outer.initializer === inner);
    if (!isKept) return false;
  }
  return false;
}
