import type ts from 'typescript';
import { writtenKey, writtenMethod } from '../catalog/data-writes.ts';
import { declarationOf } from '../syntax/scope.ts';
import {
  boundElements,
  enclosingFunction,
  isFunctionNode,
  isInside,
  isNullish,
  unwrap,
  type FunctionNode,
} from '../syntax/nodes.ts';
import type { Project } from '../project/project.ts';
import type { TypeScript } from '../typescript.ts';
import { isSwallowed, leaves, runsFinally } from './answers.ts';
import type { Guarded } from './guarded.ts';
import { isTestedInverted } from './inverted-tests.ts';
import { isMadeBy, isSent, mentionsSent } from './sent-values.ts';
import { afterAwait } from '../syntax/name-positions.ts';
import { isAssignment, isFallback, isLogical } from '../syntax/operators.ts';
import { identifiersBelow } from '../syntax/file-index.ts';
import { exitsBelow } from '../syntax/returns.ts';

/** How an answer was read before it got a name. */
interface ReadSoFar {
  /** `session?.user.id`: it is nothing where nobody is signed in. */
  readonly isOptional?: boolean;
  /** `?? ''`: it is never missing. */
  readonly isDefaulted?: boolean;
  /** `?? 'anonymous'`: it is something else then, and never nothing. */
  readonly isReplaced?: boolean;
  /** A member of it: it may say that nobody is there although the whole never does. */
  readonly isMember?: boolean;
}

const maximumDepth = 6;

/**
 * Whether an answer decides anything before the change: a branch on it that ends the function or that the change is in, another
 * function that is given it, the change's own query. An answer that is only kept or logged decides nothing.
 */
export function isActedOn(project: Project, value: ts.Node, guarded: Guarded, depth = 0, read: ReadSoFar = {}): boolean {
  const { ts } = project;
  if (depth > maximumDepth || avoidedBy(project, value, guarded)) return false;
  if (isTestedInverted(project, value, guarded)) {
    guarded.onInverted?.();
    return false;
  }
  const { before } = guarded;
  let { isOptional = false, isDefaulted = false, isReplaced = false } = read;
  let isData = false;
  /** What is read of the answer at its place. */
  let member = value;
  let isCompared = read.isMember === true;
  for (let inner = value, outer = value.parent; outer; inner = outer, outer = outer.parent) {
    if (ts.isExpressionStatement(outer) || ts.isVoidExpression(outer)) return false;
    if (ts.isPropertyAccessExpression(outer)) {
      isOptional ||= outer.questionDotToken !== undefined;
      if (member === inner) member = outer;
    }
    isCompared ||= isReplaced && (ts.isPropertyAccessExpression(outer) || ts.isCallExpression(outer));
    if (isOptional && !isDefaulted && guarded.isLeftOutFilter(outer)) return false;
    if (ts.isPropertyAssignment(outer)) isData ||= writtenKey.test(outer.name.getText());
    if (ts.isVariableDeclaration(outer)) {
      const isMember = isCompared || !ts.isIdentifier(outer.name);
      return isNameActedOn(project, outer.name, outer, guarded, depth, { isOptional, isDefaulted, isReplaced, isMember });
    }
    if (ts.isBinaryExpression(outer)) {
      if (isAssignment(ts, outer) && outer.right === inner)
        return !ts.isIdentifier(outer.left) || isNameActedOn(project, outer.left, outer, guarded, depth);
      if (outer.left === inner && isLogical(ts, outer) && ends(project, outer.right, guarded)) return true;
      // `(await currentUser()) ?? { id: 'anonymous' }` is there for everybody; only what it is compared with tells them apart.
      if (outer.left === inner && isFallback(ts, outer)) {
        const instead = unwrap(ts, outer.right);
        isDefaulted ||= !isNullish(ts, instead);
        if (ts.isObjectLiteralExpression(instead) && instead.properties.length === 0) isOptional = true;
        else isReplaced ||= ts.isObjectLiteralExpression(instead) || (ts.isStringLiteralLike(instead) && instead.text !== '');
      } else if (!isLogical(ts, outer)) isCompared = true;
    }
    if (isReplaced && !isCompared && isDecidedBy(ts, outer, inner)) return false;
    if (ts.isIfStatement(outer) && outer.expression === inner) return decides(project, outer, guarded);
    if (ts.isConditionalExpression(outer) && outer.condition === inner) {
      if (ends(project, outer.whenTrue, guarded) || ends(project, outer.whenFalse, guarded)) return true;
    }
    if (ts.isStatement(outer) || isFunctionNode(ts, outer)) return true;
    if (!ts.isCallExpression(outer) && !ts.isNewExpression(outer)) continue;
    if (outer.expression === inner || ts.isNewExpression(outer)) {
      const then = ts.isCallExpression(outer) ? thenCallback(ts, outer) : undefined;
      // What is not given the answer cannot look at it.
      if (then) return then.parameters.some(({ name }) => isNameActedOn(project, name, name, guarded, depth, {}));
      if (ts.isCallExpression(outer) && before && isInside(before, outer)) return true;
      continue;
    }
    if (/^Promise\.(?:all|allSettled|resolve|race)$|^(?:String|Number|Boolean)$/.test(outer.expression.getText())) continue;
    if (guarded.handsOnNobody(outer, value)) return false;
    const isPartOfChange = before !== undefined && (isInside(before, outer) || isInside(outer, chainOf(ts, before)));
    if (isPartOfChange && isReplaced) return false;
    // `data: { author: session?.user?.id }` is written without a user, too.
    if (isPartOfChange)
      return !((isData || writtenMethod.test(outer.expression.getText())) && (isOptional || guarded.mayBeNothing(member)));
    if (!guarded.mayAct(outer)) return false;
    if (!ts.isExpressionStatement(afterAwait(ts, outer))) continue;
    return true;
  }
  return true;
}

function isDecidedBy(ts: TypeScript, branch: ts.Node, condition: ts.Node): boolean {
  if (ts.isIfStatement(branch)) return branch.expression === condition;
  return ts.isConditionalExpression(branch) && branch.condition === condition;
}

/** The function that `currentUser().then((user) => …)` runs with the answer. */
function thenCallback(ts: TypeScript, { expression, arguments: [first] }: ts.CallExpression): FunctionNode | undefined {
  if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== 'then' || !first) return undefined;
  const callback = unwrap(ts, first);
  return isFunctionNode(ts, callback) ? callback : undefined;
}

function decides(project: Project, branch: ts.IfStatement, guarded: Guarded): boolean {
  const parts = branch.elseStatement ? [branch.thenStatement, branch.elseStatement] : [branch.thenStatement];
  return parts.some((part) => ends(project, part, guarded));
}

/** Whether a branch ends the function for good, or is where the change is made. */
function ends(project: Project, branch: ts.Node, { before }: Guarded): boolean {
  const { ts } = project;
  if (before && isInside(before, branch)) return true;
  if (!leaves(project, branch, before) || runsFinally(ts, branch, before)) return false;
  if (!isSwallowed(project, branch, before)) return true;
  // What is thrown is caught and the change is made all the same; what returns is not.
  return ts.isReturnStatement(branch) || exitsBelow(ts, branch, 'ReturnStatement').length > 0;
}

/** Whether a name, or one of a pattern's, decides anything after it was given its value. */
function isNameActedOn(
  project: Project,
  name: ts.BindingName,
  after: ts.Node,
  guarded: Guarded,
  depth: number,
  read: ReadSoFar = {},
): boolean {
  const { ts } = project;
  const names: ts.Identifier[] = [];
  const collect = (part: ts.BindingName): void => {
    if (ts.isIdentifier(part)) names.push(part);
    else for (const element of boundElements(ts, part)) collect(element.name);
  };
  collect(name);
  const scope = enclosingFunction(ts, after) ?? after.getSourceFile();
  const declarations = names.map((own) => declarationOf(ts, own));
  const last = guarded.before && isInside(guarded.before, scope) ? chainOf(ts, guarded.before).end : scope.end;
  const isRead = (node: ts.Identifier): boolean => {
    const { parent } = node;
    if (node.pos < after.end || node.pos >= last || (ts.isPropertyAccessExpression(parent) && parent.name === node)) return false;
    // `session = null` reads nothing.
    return declarations.includes(declarationOf(ts, node)) && !(isAssignment(ts, parent) && parent.left === node);
  };
  return names
    .flatMap(({ text }) => identifiersBelow(ts, scope, text).filter(isRead))
    .some((node) => isActedOn(project, node, guarded, depth + 1, read));
}

/**
 * Who decides that a value is never asked for: the caller (`given ?? (await currentUser())`, `if (input.isPrivate) { … }` around a check
 * and not around the change), or where the program runs (`if (process.env.NODE_ENV === 'production') { … }`); undefined where nobody does.
 */
export function avoidedBy(project: Project, value: ts.Node, guarded: Guarded): 'caller' | 'environment' | undefined {
  const { ts } = project;
  const { fn, before } = guarded;
  // What a wrapper is told where it is called is its maker's word, and no caller's: `withUser(run, { isRequired: true })`.
  const own = enclosingFunction(ts, value);
  const asked = own && own !== fn && isMadeBy(ts, own, fn) ? { ...guarded, fn: own } : guarded;
  for (let inner = value, outer = value.parent; outer && outer !== fn; inner = outer, outer = outer.parent) {
    if (before && isInside(before, inner)) return undefined;
    const by = avoidedAt(project, inner, outer, asked);
    if (by) return by;
  }
  return undefined;
}

function avoidedAt(project: Project, inner: ts.Node, outer: ts.Node, guarded: Guarded): 'caller' | 'environment' | undefined {
  const { ts } = project;
  const { fn, before, isAsked, isOfEnvironment } = guarded;
  const decidedBy = (condition: ts.Node): 'caller' | 'environment' | undefined => {
    if (isAsked && mentionsSent(project, condition, fn)) return 'caller';
    return isOfEnvironment(condition) ? 'environment' : undefined;
  };
  if (ts.isBinaryExpression(outer) && outer.right === inner) {
    const { kind } = outer.operatorToken;
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken && !(before && isInside(before, outer))) {
      if (isAsked && isSentTest(project, outer.left, fn)) return 'caller';
      return isOfEnvironment(outer.left) ? 'environment' : undefined;
    }
    const isInstead =
      kind === ts.SyntaxKind.QuestionQuestionToken || (kind === ts.SyntaxKind.BarBarToken && !isCondition(ts, outer));
    return isInstead && isAsked && isSent(project, outer.left, fn) ? 'caller' : undefined;
  }
  if (ts.isConditionalExpression(outer) && outer.condition !== inner) {
    const other = inner === outer.whenTrue ? outer.whenFalse : outer.whenTrue;
    return leaves(project, other) ? undefined : decidedBy(outer.condition);
  }
  if (ts.isIfStatement(outer) && outer.expression !== inner) {
    const other = inner === outer.thenStatement ? outer.elseStatement : outer.thenStatement;
    return other && leaves(project, other) ? undefined : decidedBy(outer.expression);
  }
  if (ts.isCaseOrDefaultClause(outer) && ts.isSwitchStatement(outer.parent.parent))
    return decidedBy(outer.parent.parent.expression);
  return undefined;
}

/** `isPrivate && !session`, of what the caller sent; `user && user.id !== id` is about both. */
function isSentTest(project: Project, test: ts.Expression, fn: FunctionNode): boolean {
  const { ts } = project;
  const inner = unwrap(ts, test);
  return ts.isPrefixUnaryExpression(inner)
    ? isSent(project, inner.operand, fn)
    : isSent(project, inner, fn) && !ts.isBinaryExpression(inner);
}

function isCondition(ts: TypeScript, expression: ts.Expression): boolean {
  let outer: ts.Node = expression;
  while (
    ts.isParenthesizedExpression(outer.parent) ||
    ts.isBinaryExpression(outer.parent) ||
    ts.isPrefixUnaryExpression(outer.parent)
  )
    outer = outer.parent;
  return ts.isIfStatement(outer.parent);
}

/** `db.update(posts).set(…).where(…)`: what is called on a change is part of it. */
export function chainOf(ts: TypeScript, node: ts.Node): ts.Node {
  let outer = node;
  for (;;) {
    const { parent } = outer;
    const isFurther =
      (ts.isPropertyAccessExpression(parent) && parent.expression === outer) ||
      (ts.isCallExpression(parent) && parent.expression === outer);
    if (!isFurther) return outer;
    outer = parent;
  }
}
