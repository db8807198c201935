import type ts from 'typescript';
import { hasNode } from '../syntax/descendants.ts';
import { directFunction } from '../flow/direct-function.ts';
import { stateSetBy } from '../flow/dispatched.ts';
import { originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { Guard } from '../rendering/guards.ts';
import { isFunctionNode, unwrap, withWrappers, type FunctionNode } from '../syntax/nodes.ts';
import { usesOfDeclared } from '../syntax/declared-uses.ts';
import { returnedExpressions } from '../syntax/returns.ts';
import { declarationOf } from '../syntax/scope.ts';
import { isLogged } from './only-logs.ts';
import { isSum } from '../syntax/operators.ts';

const textMethods = /^(?:trim|slice|substring|replace|replaceAll|toUpperCase|toLowerCase|toString|concat|at|split|padEnd)$/;
const maximumDepth = 8;

/** A name for an error that was caught. */
export type ErrorName = ts.VariableDeclaration | ts.ParameterDeclaration | ts.BindingElement;

/**
 * The places that make a text of an error and show it: its `message`, `String(error)`, a template, a function of the program that
 * returns its message, or shows it; also where the error waits in a state. What is only logged, compared or thrown again is not shown.
 *
 * @param error the name that stands for it, an expression that is it, or a function of another file that gets it
 * @param showsResult whether what the function around returns is shown
 */
export function shownTextsOf(project: Project, error: ErrorName | ts.Expression, showsResult = false): ts.Node[] {
  const { ts } = project;
  if (ts.isVariableDeclaration(error) || ts.isParameter(error) || ts.isBindingElement(error))
    return new Shown(project, showsResult).ofName(error, 0);
  if (ts.isPropertyAccessExpression(error)) return new Shown(project, showsResult).of(error, 0);
  return new Shown(project, showsResult).byHandler(error);
}

class Shown {
  readonly #project: Project;
  readonly #showsResult: boolean;
  readonly #isHelper: boolean;

  /** @param isHelper whether it is about a function that is given the error: what such a one returns is its caller's to show */
  constructor(project: Project, showsResult: boolean, isHelper = false) {
    this.#project = project;
    this.#showsResult = showsResult;
    this.#isHelper = isHelper;
  }

  ofName(declaration: ErrorName, depth: number): ts.Node[] {
    const { ts } = this.#project;
    const { name } = declaration;
    if (ts.isObjectBindingPattern(name)) {
      // `catch ({ message })`
      const message = name.elements.find((element) => (element.propertyName ?? element.name).getText() === 'message');
      return message &&
        ts.isIdentifier(message.name) &&
        usesOfDeclared(ts, message, message.name).some((use) => this.#isShown(use))
        ? [message]
        : [];
    }
    if (!ts.isIdentifier(name)) return [];
    return usesOfDeclared(ts, declaration, name).flatMap((use) => this.of(use, depth));
  }

  of(error: ts.Expression, depth: number): ts.Node[] {
    const { ts } = this.#project;
    if (depth > maximumDepth) return [];
    const inner = withWrappers(ts, error);
    const { parent } = inner;
    if (ts.isVariableDeclaration(parent) && parent.initializer === inner) return this.ofName(parent, depth + 1);
    const text = textMadeOf(this.#project, inner);
    if (text) return this.#isShown(text) && !isForDevelopers(ts, text) ? [text] : [];
    if (!ts.isCallExpression(parent) || parent.arguments[0] !== inner) return [];
    return this.#isShownBy(parent.expression) ? [parent] : this.#keptBy(parent, depth);
  }

  /** `save().catch(showError)`, of another file. */
  byHandler(handler: ts.Expression): ts.Node[] {
    return this.#isShownBy(handler) ? [handler] : [];
  }

  /** Whether a function of the program makes a text of the error that it is given, and shows it. */
  #isShownBy(callee: ts.Expression): boolean {
    const { end } = originOf(this.#project, callee);
    const fn = end.kind === 'declaration' ? directFunction(this.#project, end.value) : undefined;
    const [parameter] = fn?.parameters ?? [];
    return parameter !== undefined && new Shown(this.#project, false, true).ofName(parameter, maximumDepth - 1).length > 0;
  }

  /** `setError(problem)`, and `error.message` where the component shows its state. */
  #keptBy(call: ts.CallExpression, depth: number): ts.Node[] {
    const { ts } = this.#project;
    const holder = stateSetBy(this.#project, call.expression)?.parent;
    if (!holder) return [];
    const [state, setter] = ts.isVariableDeclaration(holder) && ts.isArrayBindingPattern(holder.name) ? holder.name.elements : [];
    if (!state || !setter || !ts.isBindingElement(state) || !ts.isIdentifier(state.name)) return [];
    if (!ts.isBindingElement(setter) || !ts.isIdentifier(setter.name)) return [];
    // What else the state holds may have a message of its own.
    const isAlone = usesOfDeclared(ts, setter, setter.name).every(({ parent }) => {
      if (!ts.isCallExpression(parent)) return ts.isArrayLiteralExpression(parent);
      const [given] = parent.arguments;
      return parent === call || !given || /^(?:null|undefined|''|"")$/.test(given.getText());
    });
    return isAlone ? this.ofName(state, depth + 1) : [];
  }

  #isShown(text: ts.Expression): boolean {
    return isShown(this.#project, text, 0, { showsResult: this.#showsResult, isHelper: this.#isHelper });
  }
}

/** The expression that makes a text of an error. */
function textMadeOf(project: Project, error: ts.Expression): ts.Expression | undefined {
  const { ts } = project;
  const { parent } = error;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === error) {
    if (parent.name.text === 'message') return parent;
    return parent.name.text === 'toString' && ts.isCallExpression(parent.parent) ? parent.parent : undefined;
  }
  if (ts.isElementAccessExpression(parent) && parent.expression === error)
    return parent.argumentExpression.getText().slice(1, -1) === 'message' ? parent : undefined;
  if (ts.isTemplateSpan(parent)) return parent.parent;
  if (isSum(ts, parent)) return parent;
  if (!ts.isCallExpression(parent) || parent.arguments[0] !== error) return undefined;
  const { end } = originOf(project, parent.expression);
  if (end.kind === 'global') return end.name === 'String' ? parent : undefined;
  const fn = end.kind === 'declaration' ? directFunction(project, end.value) : undefined;
  return fn && returnsMessage(ts, fn) ? parent : undefined;
}

/** `(error) => error instanceof Error ? error.message : 'Unknown'`. */
function returnsMessage(ts: Project['ts'], fn: FunctionNode): boolean {
  const [parameter] = fn.parameters;
  return (
    parameter !== undefined &&
    returnedExpressions(ts, fn).some((returned) => hasNode(ts, returned, (node) => isMessageOf(ts, node, parameter)))
  );
}

/** Whether an expression is the message of a parameter, by its member or by a name that was given to that. */
function isMessageOf(ts: Project['ts'], node: ts.Node, parameter: ts.ParameterDeclaration): boolean {
  const isParameter = (value: ts.Expression | undefined): boolean => {
    const inner = value && unwrap(ts, value);
    return inner !== undefined && ts.isIdentifier(inner) && declarationOf(ts, inner) === parameter;
  };
  if (ts.isPropertyAccessExpression(node)) return node.name.text === 'message' && isParameter(node.expression);
  const declaration = declarationOf(ts, node);
  if (!declaration) return false;
  if (ts.isVariableDeclaration(declaration)) {
    const inner = declaration.initializer && unwrap(ts, declaration.initializer);
    return inner !== undefined && ts.isPropertyAccessExpression(inner) && isMessageOf(ts, inner, parameter);
  }
  if (!ts.isBindingElement(declaration) || (declaration.propertyName ?? declaration.name).getText() !== 'message') return false;
  const holder = declaration.parent.parent;
  return holder === parameter || (ts.isVariableDeclaration(holder) && isParameter(holder.initializer));
}

/** Whether a text comes to be shown: kept in a state, given to a toast, rendered, returned. */
function isShown(
  project: Project,
  text: ts.Expression,
  depth: number,
  about: { showsResult: boolean; isHelper: boolean },
): boolean {
  const { ts } = project;
  if (depth > maximumDepth) return false;
  for (let inner: ts.Node = text, outer = text.parent; outer; inner = outer, outer = outer.parent) {
    if (ts.isConditionalExpression(outer) && outer.condition === inner) return false;
    if (ts.isBinaryExpression(outer)) {
      const { kind } = outer.operatorToken;
      if (kind === ts.SyntaxKind.EqualsToken) return outer.right === inner;
      const isText =
        kind === ts.SyntaxKind.PlusToken || kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;
      if (!isText && !(kind === ts.SyntaxKind.AmpersandAmpersandToken && outer.right === inner)) return false;
    } else if (ts.isCallExpression(outer)) {
      if (outer.expression === inner) continue;
      return !isLogged(project, outer.expression);
    } else if (ts.isPropertyAccessExpression(outer)) {
      if (!textMethods.test(outer.name.text)) return false;
    } else if (ts.isVariableDeclaration(outer)) {
      const { name } = outer;
      return ts.isIdentifier(name) && usesOfDeclared(ts, outer, name).some((use) => isShown(project, use, depth + 1, about));
    } else if (ts.isJsxExpression(outer)) return true;
    else if (ts.isReturnStatement(outer)) return !about.isHelper;
    else if (ts.isArrowFunction(outer)) return outer.body === inner && (about.showsResult || isUpdater(project, outer));
    else if (ts.isStatement(outer) || ts.isNewExpression(outer) || isFunctionNode(ts, outer)) return false;
  }
  return false;
}

/** `setProblems((old) => [...old, error.message])`. */
function isUpdater(project: Project, fn: ts.ArrowFunction): boolean {
  const { ts } = project;
  const call = fn.parent;
  return ts.isCallExpression(call) && call.arguments[0] === fn && stateSetBy(project, call.expression) !== undefined;
}

/** Behind a question for `NODE_ENV`. */
function isForDevelopers(ts: Project['ts'], node: ts.Node): boolean {
  return forDevelopers.isAround(ts, node);
}

const forDevelopers = new Guard(([condition]) => /NODE_ENV|isDev/i.test(condition.getText()));
