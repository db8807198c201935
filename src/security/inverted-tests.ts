import type ts from 'typescript';
import { givingVisitor, visitorKey, visitorName } from '../catalog/authentication.ts';
import { calleeName } from '../syntax/last-name.ts';
import { isFunctionNode, isInside, isNullish, isWrapper, unwrap, unwrapAwaits } from '../syntax/nodes.ts';
import { initializerOf } from '../syntax/scope.ts';
import type { Project } from '../project/project.ts';
import type { TypeScript } from '../typescript.ts';
import { leaves } from './answers.ts';
import type { Guarded } from './guarded.ts';
import { equalityOf, isNegation } from '../syntax/operators.ts';

/**
 * Whether who calls is tested the wrong way round: `if (session) return;`, `user || (await remove(id))`, `if (!user) { await remove(id); }`.
 * The change is then made by nobody alone. Only of what is asked for being there; of a verdict its name or its function would have to tell
 * which way it goes.
 */
export function isTestedInverted(project: Project, value: ts.Node, guarded: Guarded): boolean {
  const { ts } = project;
  const { before } = guarded;
  if (!before) return false;
  let member = value;
  let isThere = true;
  for (let inner = value, outer = value.parent; outer && !isFunctionNode(ts, outer); inner = outer, outer = outer.parent) {
    if (ts.isPropertyAccessExpression(outer) && member === inner) member = outer;
    else if (isNegation(ts, outer)) isThere = !isThere;
    else if (ts.isBinaryExpression(outer) && outer.left === inner && isNullish(ts, unwrap(ts, outer.right))) {
      const equality = equalityOf(ts, outer);
      if (!equality) return false;
      if (equality === 'same') isThere = !isThere;
    } else if (ts.isBinaryExpression(outer)) {
      const isAnd = outer.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
      const isOr = outer.operatorToken.kind === ts.SyntaxKind.BarBarToken;
      return (isThere ? isOr : isAnd) && isInside(before, outer.right) && isVisitor(ts, member, guarded);
    } else if (ts.isConditionalExpression(outer) && outer.condition === inner) {
      return isInside(before, isThere ? outer.whenFalse : outer.whenTrue) && isVisitor(ts, member, guarded);
    } else if (ts.isIfStatement(outer) && outer.expression === inner) {
      const { thenStatement, elseStatement } = outer;
      const [whenThere, whenNot] = isThere ? [thenStatement, elseStatement] : [elseStatement, thenStatement];
      const isMadeByNobody = whenNot !== undefined && isInside(before, whenNot) && !(whenThere && isInside(before, whenThere));
      const isMadeBehind = !isInside(before, outer) && whenThere !== undefined && leaves(project, whenThere, before);
      const isNobodySent = whenNot !== undefined && leaves(project, whenNot, before);
      return (
        (isMadeByNobody || (isMadeBehind && !isNobodySent && !shows(ts, whenThere, member))) && isVisitor(ts, member, guarded)
      );
    } else if (!ts.isAwaitExpression(outer) && !isWrapper(ts, outer)) return false;
  }
  return false;
}

/** `if (denied) return denied;`: what is given back is the answer to whoever is refused. */
function shows(ts: TypeScript, branch: ts.Node, member: ts.Node): boolean {
  const name = ts.isIdentifier(member) ? member.text : undefined;
  return name !== undefined && new RegExp(`\\b${name}\\b`).test(branch.getText());
}

/** Whether a value is who calls, or nobody, by its type and by what it is called or given by. */
function isVisitor(ts: TypeScript, member: ts.Node, guarded: Guarded): boolean {
  return guarded.mayBeNothing(member) && isOfVisitor(ts, member);
}

function isOfVisitor(ts: TypeScript, member: ts.Node): boolean {
  if (ts.isPropertyAccessExpression(member)) {
    const { text } = member.name;
    return visitorName.test(text) || (visitorKey.test(text) && isOfVisitor(ts, member.expression));
  }
  if (ts.isCallExpression(member)) return givingVisitor.test(calleeName(ts, member));
  if (!ts.isIdentifier(member)) return false;
  if (visitorName.test(member.text)) return true;
  const given = initializerOf(ts, member);
  const call = given && unwrapAwaits(ts, given);
  return call !== undefined && ts.isCallExpression(call) && givingVisitor.test(calleeName(ts, call));
}
