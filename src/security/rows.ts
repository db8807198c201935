import type ts from 'typescript';
import { calleesOf } from '../flow/index.ts';
import { libraryOf } from '../flow/library.ts';
import type { Project } from '../project/project.ts';
import { lastName } from '../syntax/last-name.ts';
import { isAwaited } from '../syntax/name-positions.ts';
import { isNullish, rootOf, unwrap } from '../syntax/nodes.ts';
import { holderOf } from '../syntax/scope.ts';
import { isWrite } from './changes.ts';
import { queryPart, rowName } from '../catalog/data-reads.ts';
import { dataPackages } from '../catalog/data-writes.ts';
import { equalityOf, isNegation } from '../syntax/operators.ts';

/** Whether a call asks something outside the program for rows: by what it is, or by being called so and awaited. */
export function isLookUp(project: Project, call: ts.CallExpression): boolean {
  const { ts } = project;
  if (isWrite(project, call)) return true;
  const callee = unwrap(ts, call.expression);
  const library = libraryOf(project, callee);
  if (library !== undefined && dataPackages.test(library) && !isQueryPart(project, call)) return true;
  return isAwaited(ts, call) && rowName.test(lastName(ts, callee));
}

/** `eq(posts.id, id)`, `doc(db, 'posts', id)`: a part of a query or of an address, which holds what it is given as it came. */
export function isQueryPart(project: Project, call: ts.CallExpression): boolean {
  const callee = unwrap(project.ts, call.expression);
  return project.ts.isIdentifier(callee) && queryPart.test(callee.text) && calleesOf(project, call).all.length === 0;
}

/**
 * The part of a branching that is taken where a row is missing: that of `if (!row || row.owner !== me)` its first, of `row && …` none.
 *
 * @param row what declares the row; undefined where the call that looks it up stands in the condition itself
 * @returns undefined where the condition does not tell
 */
export function partWithoutRow(
  ts: Project['ts'],
  condition: ts.Expression,
  control: ts.Node,
  row: ts.Node | undefined,
): { readonly part: ts.Node | undefined } | undefined {
  const holds = truthWithout(ts, condition, row);
  if (holds === undefined) return undefined;
  if (ts.isIfStatement(control)) return { part: holds ? control.thenStatement : control.elseStatement };
  if (ts.isConditionalExpression(control)) return { part: holds ? control.whenTrue : control.whenFalse };
  if (!ts.isBinaryExpression(control)) return undefined;
  const isAnd = control.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
  return { part: holds === isAnd ? control.right : undefined };
}

/** Whether a condition holds where a row is missing. */
function truthWithout(ts: Project['ts'], condition: ts.Expression, row: ts.Node | undefined): boolean | undefined {
  const inner = unwrap(ts, condition);
  if (isNegation(ts, inner)) {
    const operand = truthWithout(ts, inner.operand, row);
    return operand === undefined ? undefined : !operand;
  }
  if (!ts.isBinaryExpression(inner)) return isRowRead(ts, inner, row) ? false : undefined;
  const { kind } = inner.operatorToken;
  const { AmpersandAmpersandToken, BarBarToken } = ts.SyntaxKind;
  if (kind === AmpersandAmpersandToken || kind === BarBarToken) {
    const [left, right] = [truthWithout(ts, inner.left, row), truthWithout(ts, inner.right, row)];
    const decisive = kind === BarBarToken;
    if (left === decisive || right === decisive) return decisive;
    return left === undefined || right === undefined ? undefined : !decisive;
  }
  const other = isRowRead(ts, inner.left, row) ? inner.right : isRowRead(ts, inner.right, row) ? inner.left : undefined;
  if (!other) return undefined;
  const isNothing = isNullish(ts, unwrap(ts, other));
  const equality = equalityOf(ts, inner);
  return equality && (equality === 'same') === isNothing;
}

/** `row`, `row?.owner`, or the look-up itself. */
function isRowRead(ts: Project['ts'], expression: ts.Expression, row: ts.Node | undefined): boolean {
  const inner = rootOf(ts, expression, ts.isAwaitExpression);
  if (!row) return ts.isCallExpression(inner);
  const holder = holderOf(ts, inner);
  return holder === row;
}
