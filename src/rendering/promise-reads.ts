import type ts from 'typescript';
import { isWritten } from '../syntax/file-index.ts';
import { usesOfDeclared } from '../syntax/declared-uses.ts';
import { declarationOf } from '../syntax/scope.ts';
import { isWrapper, unwrap } from '../syntax/nodes.ts';
import type { TypeScript } from '../typescript.ts';
import { isAssignment, isSequence } from '../syntax/operators.ts';
import { calleeName, memberName } from '../syntax/last-name.ts';

/** A place that reads a promise as if it were what it promises. */
export interface PromiseRead {
  /** The member access, the pattern, or the expression that is taken apart. */
  readonly at: ts.Node;
  /** The promise there; undefined for a parameter's own pattern. */
  readonly promise: ts.Expression | undefined;
}

/** What is done with a promise: where it is read as something else, and whether it is used in another way too. */
export interface PromiseUses {
  readonly reads: readonly PromiseRead[];
  /** Whether it is handed on, so that not all of its reads are in view. */
  readonly isHandedOn: boolean;
}

const ofPromises = new Set(['then', 'catch', 'finally']);

/** How an expression whose value is a promise is used, also under the names it is given. */
export function usesOfPromise(ts: TypeScript, expression: ts.Expression): PromiseUses {
  const collector = new Collector(ts);
  collector.expression(expression);
  return collector;
}

/** How the promise is used that a name stands for: a variable, a parameter, or a name out of a pattern. */
export function usesOfPromiseName(ts: TypeScript, declaration: NamedPromise): PromiseUses {
  const collector = new Collector(ts);
  collector.name(declaration);
  return collector;
}

/** What may give a promise a name. */
type NamedPromise = ts.VariableDeclaration | ts.ParameterDeclaration | ts.BindingElement;

class Collector implements PromiseUses {
  readonly reads: PromiseRead[] = [];
  isHandedOn = false;
  readonly #ts: TypeScript;
  readonly #seen = new Set<ts.Node>();

  constructor(ts: TypeScript) {
    this.#ts = ts;
  }

  name(declaration: NamedPromise): void {
    const ts = this.#ts;
    if (this.#seen.has(declaration)) return;
    this.#seen.add(declaration);
    const { name } = declaration;
    if (!ts.isIdentifier(name)) {
      if (ts.isObjectBindingPattern(name) && takesMembers(ts, name))
        this.reads.push({ at: name, promise: ts.isBindingElement(declaration) ? undefined : declaration.initializer });
      return;
    }
    if (isWritten(ts, name.getSourceFile(), name.text)) this.isHandedOn = true;
    else for (const use of usesOfDeclared(ts, declaration, name)) this.expression(use);
  }

  expression(expression: ts.Expression): void {
    const ts = this.#ts;
    let inner: ts.Expression = expression;
    while (isWrapper(ts, inner.parent) || isLastOfSequence(ts, inner.parent, inner)) inner = inner.parent as ts.Expression;
    const { parent } = inner;
    if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) {
      if (parent.expression !== inner) this.isHandedOn = true;
      else if (!ofPromises.has(memberName(ts, parent) ?? '')) this.reads.push({ at: parent, promise: inner });
    } else if (ts.isVariableDeclaration(parent) && parent.initializer === inner) this.name(parent);
    else if (isTakenApart(ts, parent, inner)) this.reads.push({ at: inner, promise: inner });
    else if (isAssignedApart(ts, parent, inner)) this.reads.push({ at: parent.left, promise: inner });
    else if (!ts.isAwaitExpression(parent) && !ts.isExpressionStatement(parent) && !isUse(ts, parent)) this.isHandedOn = true;
  }
}

/** `use(params)`, `React.use(params)`. */
function isUse(ts: TypeScript, node: ts.Node): boolean {
  return ts.isCallExpression(node) && calleeName(ts, node) === 'use';
}

/** `(log(), params)` */
function isLastOfSequence(ts: TypeScript, parent: ts.Node, inner: ts.Node): boolean {
  return isSequence(ts, parent) && parent.right === inner;
}

/** `({ id } = params)` */
function isAssignedApart(ts: TypeScript, parent: ts.Node, inner: ts.Node): parent is ts.BinaryExpression {
  return (
    isAssignment(ts, parent) &&
    parent.right === inner &&
    ts.isObjectLiteralExpression(parent.left) &&
    parent.left.properties.some(({ name }) => !name || !ts.isIdentifier(name) || !ofPromises.has(name.text))
  );
}

/** `{ id }`, and not `{}` or `{ then }`. */
function takesMembers(ts: TypeScript, pattern: ts.ObjectBindingPattern): boolean {
  return pattern.elements.some(({ name, propertyName }) => {
    const key = propertyName ?? name;
    return !ts.isIdentifier(key) || !ofPromises.has(key.text);
  });
}

const takingApart = /^(?:Object\.(?:keys|values|entries|fromEntries|hasOwn)|Array\.from|JSON\.stringify)$/;

/** `{ ...params }`, `[...headers()]`, `for (const [k] of headers())`, `Object.keys(params)`, `new URLSearchParams(searchParams)`, `'id' in params`, `Object.assign({}, params)`. */
function isTakenApart(ts: TypeScript, parent: ts.Node, inner: ts.Expression): boolean {
  if (ts.isSpreadAssignment(parent) || ts.isSpreadElement(parent)) return true;
  if (ts.isForOfStatement(parent) || ts.isForInStatement(parent)) return parent.expression === inner;
  if (ts.isBinaryExpression(parent))
    return parent.operatorToken.kind === ts.SyntaxKind.InKeyword && parent.right === inner && !asksForPromise(ts, parent);
  if (ts.isNewExpression(parent)) {
    const { expression: made } = parent;
    return ts.isIdentifier(made) && /^(?:URLSearchParams|Headers|Map)$/.test(made.text) && !declarationOf(ts, made);
  }
  if (!ts.isCallExpression(parent) || parent.expression === inner) return false;
  const callee = unwrap(ts, parent.expression);
  const isFirst = parent.arguments[0] === inner;
  return (
    ts.isPropertyAccessExpression(callee) &&
    ts.isIdentifier(callee.expression) &&
    (isFirst ? takingApart : /^Object\.assign$/).test(callee.getText()) &&
    !declarationOf(ts, callee.expression)
  );
}

/** `'then' in params`. */
function asksForPromise(ts: TypeScript, { left }: ts.BinaryExpression): boolean {
  return ts.isStringLiteralLike(left) && ofPromises.has(left.text);
}
