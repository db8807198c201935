import type ts from 'typescript';
import { descendantsOf } from '../syntax/descendants.ts';
import { isFunctionNode, withWrappers } from '../syntax/nodes.ts';
import { usesOfDeclared } from '../syntax/declared-uses.ts';
import type { TypeScript } from '../typescript.ts';
import { usesOfPromise, usesOfPromiseName, type PromiseRead, type PromiseUses } from './promise-reads.ts';
import type { RequestEntry } from './request-entries.ts';
import { isAssignment } from '../syntax/operators.ts';

/** How a function uses one of the promises that it is called with: `({ params })`, `props.params`, `const { params } = this.props`. */
export function usesOfRequestProp(
  ts: TypeScript,
  { node, index }: Pick<RequestEntry, 'node' | 'index'>,
  name: string,
): PromiseUses {
  const search = new PropSearch(ts, name);
  if (isFunctionNode(ts, node)) {
    const parameter = node.parameters[index];
    if (parameter && name === '') return usesOfPromiseName(ts, parameter);
    if (parameter) search.holder(parameter);
  } else {
    for (const inner of descendantsOf(ts, node, 'PropertyAccessExpression')) {
      const isProps = inner.expression.kind === ts.SyntaxKind.ThisKeyword && inner.name.text === 'props';
      if (isProps) search.holderExpression(inner);
    }
  }
  // `props.params = await props.params`: what is read later is another value.
  return search.isReplaced ? { reads: [], isHandedOn: true } : search;
}

class PropSearch implements PromiseUses {
  readonly reads: PromiseRead[] = [];
  isHandedOn = false;
  isReplaced = false;
  readonly #ts: TypeScript;
  readonly #name: string;
  readonly #seen = new Set<ts.Node>();

  constructor(ts: TypeScript, name: string) {
    this.#ts = ts;
    this.#name = name;
  }

  /** A declaration of what holds the promise. */
  holder(declaration: ts.ParameterDeclaration | ts.VariableDeclaration | ts.BindingElement): void {
    const ts = this.#ts;
    const { name } = declaration;
    if (this.#seen.has(declaration)) return;
    this.#seen.add(declaration);
    if (ts.isIdentifier(name)) {
      for (const use of usesOfDeclared(ts, declaration, name)) this.holderExpression(use);
    } else if (ts.isObjectBindingPattern(name)) {
      const taken = name.elements.find(
        (element) => !element.dotDotDotToken && this.#isWanted(element.propertyName ?? element.name),
      );
      const rest = name.elements.find(({ dotDotDotToken }) => dotDotDotToken);
      if (taken) this.#add(usesOfPromiseName(ts, taken));
      else if (rest) this.holder(rest);
    }
  }

  /** An expression that is what holds the promise. */
  holderExpression(expression: ts.Expression): void {
    const ts = this.#ts;
    const inner = withWrappers(ts, expression);
    const { parent } = inner;
    const isRead =
      (ts.isPropertyAccessExpression(parent) && this.#isWanted(parent.name)) ||
      (ts.isElementAccessExpression(parent) && this.#isWanted(parent.argumentExpression));
    if (isRead && parent.expression === inner) {
      if (isAssigned(ts, parent)) this.isReplaced = true;
      else this.#add(usesOfPromise(ts, parent));
    } else if (ts.isVariableDeclaration(parent) && parent.initializer === inner) this.holder(parent);
    else if (!ts.isPropertyAccessExpression(parent) && !ts.isElementAccessExpression(parent)) this.isHandedOn = true;
  }

  #isWanted(key: ts.Node): boolean {
    const ts = this.#ts;
    return (ts.isIdentifier(key) || ts.isStringLiteralLike(key)) && key.text === this.#name;
  }

  #add({ reads, isHandedOn }: PromiseUses): void {
    this.reads.push(...reads);
    this.isHandedOn ||= isHandedOn;
  }
}

function isAssigned(ts: TypeScript, target: ts.Expression): boolean {
  const { parent } = target;
  return isAssignment(ts, parent) && parent.left === target;
}
