import type ts from 'typescript';
import { askingSide, runtimeGlobal } from '../catalog/side-names.ts';
import { browserGlobals } from '../catalog/browser-globals.ts';
import { declaredValue, originOf } from '../flow/origin.ts';
import type { Side } from '../graph/environment.ts';
import type { Project } from '../project/project.ts';
import { isFunctionNode, isNameOrMember, isNullish, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { declarationOf } from '../syntax/scope.ts';
import { isBrowserOfReactDom, isUseOfBrowser } from './browser-only.ts';
import { equalityOf } from '../syntax/operators.ts';
import { lastName } from '../syntax/last-name.ts';

/** What a condition says about the machine the code is on; `unclear` where it asks but the answer cannot be read. */
type SideAnswer = Side | 'unclear';

/** How much of a condition is read before it counts as one that says nothing: names may stand for each other in a circle. */
const maximumSteps = 200;

/** What it says of the side that code is on that a condition holds, or that it does not; undefined where it asks something else. */
export function sideByCondition(project: Project, condition: ts.Expression, holds: boolean): SideAnswer | undefined {
  return sideAnswerOf(project, condition, holds, { steps: maximumSteps });
}

function sideAnswerOf(
  project: Project,
  expression: ts.Expression,
  holds: boolean,
  budget: { steps: number },
): SideAnswer | undefined {
  const { ts } = project;
  const condition = unwrap(ts, expression);
  if (budget.steps-- <= 0) return undefined;
  const further = (inner: ts.Expression, innerHolds: boolean): SideAnswer | undefined =>
    sideAnswerOf(project, inner, innerHolds, budget);
  if (ts.isPrefixUnaryExpression(condition)) {
    return condition.operator === ts.SyntaxKind.ExclamationToken ? further(condition.operand, !holds) : undefined;
  }
  if (ts.isBinaryExpression(condition)) {
    const {
      left,
      right,
      operatorToken: { kind },
    } = condition;
    const isAnd = kind === ts.SyntaxKind.AmpersandAmpersandToken;
    if (isAnd || kind === ts.SyntaxKind.BarBarToken) {
      const [a, b] = [further(left, holds), further(right, holds)];
      // Of an `and` that holds both hold; of one that does not, either may be the reason.
      if (isAnd === holds) return a ?? b;
      return a === b ? a : 'unclear';
    }
    if (kind === ts.SyntaxKind.InKeyword)
      return ts.isStringLiteralLike(left) && browserGlobals.has(left.text) && isGlobalObject(ts, right)
        ? sideIf(holds)
        : undefined;
    return comparison(project, condition, holds) ?? undefined;
  }
  // `switch (typeof window)`: which case it is in is not looked at.
  if (ts.isTypeOfExpression(condition)) return isBrowserGlobal(ts, unwrap(ts, condition.expression)) ? 'unclear' : undefined;
  if (isBrowserGlobal(ts, condition)) return sideIf(holds);
  if (ts.isCallExpression(condition)) {
    const [argument] = condition.arguments;
    if (argument && ts.isIdentifier(condition.expression) && condition.expression.text === 'Boolean')
      return further(argument, holds);
    if (isUseOfBrowser(ts, condition)) return isBrowserOfReactDom(project, condition) ? sideIf(holds) : undefined;
    const { end } = originOf(project, condition.expression);
    const value = end.kind === 'declaration' ? end.value : undefined;
    const returned = value && isFunctionNode(ts, value) ? returnedBy(ts, value) : undefined;
    return returned ? further(returned, holds) : unclearByName(ts, condition.expression);
  }
  if (isNameOrMember(ts, condition)) {
    const text = condition.getText();
    if (text === 'process.browser') return sideIf(holds);
    if (text === 'import.meta.env.SSR') return sideIf(!holds);
    const value = declaredValue(originOf(project, condition));
    if (value && ts.isExpression(value) && !isFunctionNode(ts, value)) {
      const verdict = further(value, holds);
      if (verdict) return verdict;
    }
    return unclearByName(ts, condition);
  }
  return undefined;
}

function sideIf(isBrowser: boolean): Side {
  return isBrowser ? 'client' : 'server';
}

/** `typeof window === 'undefined'`, `globalThis.window != null`, `process.env.NEXT_RUNTIME === 'nodejs'`, either way round. */
function comparison(project: Project, compared: ts.BinaryExpression, holds: boolean): SideAnswer | undefined {
  const { ts } = project;
  const { left, right } = compared;
  const equality = equalityOf(ts, compared);
  if (!equality) return undefined;
  const are = (equality === 'same') === holds;
  for (const [asked, value] of [
    [left, right],
    [right, left],
  ] as const) {
    const [subject, answer] = [unwrap(ts, asked), unwrap(ts, value)];
    if (ts.isTypeOfExpression(subject) && ts.isStringLiteralLike(answer)) {
      const operand = unwrap(ts, subject.expression);
      if (isBrowserGlobal(ts, operand)) return sideIf((answer.text === 'undefined') !== are);
      // Bundlers put a `process` and a `global` into the browser, so these say little.
      return ts.isIdentifier(operand) && runtimeGlobal.test(operand.text) ? 'unclear' : undefined;
    }
    if (isBrowserGlobal(ts, subject) && isNullish(ts, answer)) return sideIf(!are);
    const isRuntime = ts.isPropertyAccessExpression(subject) && subject.getText() === 'process.env.NEXT_RUNTIME';
    if (isRuntime) return are && ts.isStringLiteralLike(answer) && answer.text !== '' ? 'server' : 'unclear';
  }
  return undefined;
}

/** `window`, `document.body`, `globalThis.window`: something that only a browser has. */
function isBrowserGlobal(ts: Project['ts'], node: ts.Expression): boolean {
  if (ts.isIdentifier(node)) return browserGlobals.has(node.text) && !declarationOf(ts, node);
  if (!ts.isPropertyAccessExpression(node)) return false;
  const object = unwrap(ts, node.expression);
  return (isGlobalObject(ts, object) && browserGlobals.has(node.name.text)) || isBrowserGlobal(ts, object);
}

function isGlobalObject(ts: Project['ts'], expression: ts.Expression): boolean {
  const node = unwrap(ts, expression);
  return ts.isIdentifier(node) && /^(?:globalThis|global|self|window)$/.test(node.text) && !declarationOf(ts, node);
}

function returnedBy(ts: Project['ts'], { body }: FunctionNode): ts.Expression | undefined {
  if (!body || !ts.isBlock(body)) return body;
  const [statement] = body.statements;
  return statement && ts.isReturnStatement(statement) ? statement.expression : undefined;
}

function unclearByName(ts: Project['ts'], node: ts.Expression): 'unclear' | undefined {
  const name = lastName(ts, node);
  return askingSide.test(name) ? 'unclear' : undefined;
}
