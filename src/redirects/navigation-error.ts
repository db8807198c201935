import type ts from 'typescript';
import { hasNode } from '../syntax/descendants.ts';
import { isWritten } from '../syntax/file-index.ts';
import { declarationOf } from '../syntax/scope.ts';
import { isConst, isNullish, unwrap } from '../syntax/nodes.ts';
import { isNavigationModule, navigationOf } from './navigation.ts';
import { originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { isAssignment, isFallback, isNegation } from '../syntax/operators.ts';
import { memberName } from '../syntax/last-name.ts';

/**
 * Whether a condition holds for a navigation's error: for certain, for certain not, unknown (`perhaps`: it asks something
 * of the error), or it has nothing to do with the error (`free`).
 */
type Truth = boolean | 'perhaps' | 'free';

const statuses: Readonly<Record<string, string>> = { notFound: '404', forbidden: '403', unauthorized: '401' };

/** Conditions nested deeper than this are not looked into. */
const maximumDepth = 100;

// What the errors of Next.js carry; anything else read of them is undefined.
const ownProperties = new Set(['message', 'name', 'stack', 'digest', 'constructor', 'toString']);

/**
 * The error of a function of `next/navigation`, under the name that a `catch` or a handler gives it: an `Error` with a `digest`
 * that begins with `NEXT_REDIRECT`, or `NEXT_HTTP_ERROR_FALLBACK` (`NEXT_NOT_FOUND` before Next.js 15), and a message of the same.
 */
export class NavigationError {
  readonly project: Project;
  readonly #binding: ts.Node | undefined;
  readonly #call: ts.CallExpression;
  readonly #navigation: string;
  /** Questions it still answers: constants may stand for each other in circles. */
  #fuel = 100_000;
  #depth = 0;

  /**
   * @param binding what declares the name: the `catch` clause's variable, or a parameter
   * @param call the call that throws it
   * @param navigation the function of `next/navigation` that the call ends in
   */
  constructor(project: Project, binding: ts.Node | undefined, call: ts.CallExpression, navigation: string) {
    this.project = project;
    this.#binding = binding;
    this.#call = call;
    this.#navigation = navigation;
  }

  /** Whether it is a redirect's: Auth.js's functions end in one. */
  get isRedirect(): boolean {
    return this.isOfAuth || /redirect$/i.test(this.#navigation);
  }

  /** Whether Auth.js throws it, which has no other way to say where to go. */
  get isOfAuth(): boolean {
    return this.#navigation === 'signIn' || this.#navigation === 'signOut';
  }

  /** Whether a call throws an error that is the same to Next.js: `notFound()` again, or `redirect()` to the same place. */
  isRepeatedBy(call: ts.CallExpression): boolean {
    const given = (of: ts.CallExpression): string => of.arguments.map((argument) => argument.getText()).join();
    return given(call) === given(this.#call) && navigationOf(this.project, call)?.name === this.#navigation;
  }

  /** The same error under another name. */
  as(binding: ts.Node | undefined): NavigationError {
    return new NavigationError(this.project, binding, this.#call, this.#navigation);
  }

  /** Whether an expression is the error itself, also where it is `error instanceof Error ? error : new Error()`. */
  isIt(expression: ts.Expression): boolean {
    return this.#within(() => this.#isIt(expression), false);
  }

  /** Answers a question, unless it is nested too deeply. */
  #within<T>(answer: () => T, otherwise: T): T {
    if (--this.#fuel < 0 || this.#depth > maximumDepth) return otherwise;
    this.#depth++;
    try {
      return answer();
    } finally {
      this.#depth--;
    }
  }

  #isIt(expression: ts.Expression): boolean {
    const { ts } = this.project;
    const inner = unwrap(ts, expression);
    if (ts.isIdentifier(inner)) {
      if (this.#binding && declarationOf(ts, inner) === this.#binding) return true;
      const constant = this.#constantBehind(inner);
      return constant !== undefined && this.isIt(constant);
    }
    if (ts.isConditionalExpression(inner)) {
      const truth = this.truthOf(inner.condition);
      if (truth === true) return this.isIt(inner.whenTrue);
      if (truth === false) return this.isIt(inner.whenFalse);
      return this.isIt(inner.whenTrue) || this.isIt(inner.whenFalse);
    }
    if (ts.isBinaryExpression(inner)) {
      if (isAssignment(ts, inner)) return this.isIt(inner.right);
      return isFallback(ts, inner) && this.isIt(inner.left);
    }
    // `Object.assign(error, { … })` gives back what it was given.
    if (!ts.isCallExpression(inner) || !inner.arguments[0]) return false;
    const { end, members } = originOf(this.project, inner.expression);
    return end.kind === 'global' && end.name === 'Object' && members.join('.') === 'assign' && this.isIt(inner.arguments[0]);
  }

  /** Whether an expression mentions the error. */
  isAbout(expression: ts.Expression): boolean {
    return this.#within(() => this.#isAbout(expression), true);
  }

  #isAbout(expression: ts.Expression): boolean {
    const { ts } = this.project;
    return hasNode(ts, expression, (node) => {
      if (!ts.isIdentifier(node)) return false;
      if (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node) return false;
      if (this.isIt(node) || this.#pathOf(node) !== undefined) return true;
      const constant = this.#constantBehind(node);
      return constant !== undefined && constant !== expression && this.isAbout(constant);
    });
  }

  /** Whether a condition holds for the error. */
  truthOf(condition: ts.Expression): Truth {
    return this.#within<Truth>(() => this.#truthOf(condition), 'perhaps');
  }

  #truthOf(condition: ts.Expression): Truth {
    const { ts } = this.project;
    const inner = unwrap(ts, condition);
    const { kind } = inner;
    if (kind === ts.SyntaxKind.TrueKeyword || kind === ts.SyntaxKind.FalseKeyword) return kind === ts.SyntaxKind.TrueKeyword;
    if (isNegation(ts, inner)) {
      const truth = this.truthOf(inner.operand);
      return typeof truth === 'boolean' ? !truth : truth;
    }
    const known = ts.isBinaryExpression(inner)
      ? this.#truthOfBinary(inner)
      : ts.isCallExpression(inner)
        ? this.#truthOfCall(inner)
        : this.#truthOfValue(inner);
    return known ?? (this.isAbout(inner) ? 'perhaps' : 'free');
  }

  #truthOfValue(inner: ts.Expression): Truth | undefined {
    const { ts } = this.project;
    if (this.isIt(inner)) return true;
    const path = this.#pathOf(inner);
    if (path && path.length > 0) return path.length === 1 && ownProperties.has(path[0]!);
    const constant = ts.isIdentifier(inner) ? this.#constantBehind(inner) : undefined;
    return constant && this.truthOf(constant);
  }

  #truthOfBinary({ left, operatorToken, right }: ts.BinaryExpression): Truth | undefined {
    const { ts } = this.project;
    switch (operatorToken.kind) {
      case ts.SyntaxKind.AmpersandAmpersandToken:
      case ts.SyntaxKind.BarBarToken: {
        const isAnd = operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
        const both = [this.truthOf(left), this.truthOf(right)];
        if (both.includes(!isAnd)) return !isAnd;
        if (both.every((truth) => truth === isAnd)) return isAnd;
        return both.includes('perhaps') ? 'perhaps' : 'free';
      }
      case ts.SyntaxKind.InstanceOfKeyword:
        return this.isIt(left) ? this.#isInstanceOf(right) : undefined;
      case ts.SyntaxKind.InKeyword:
        return this.isIt(right) && ts.isStringLiteralLike(left) ? ownProperties.has(left.text) : undefined;
      case ts.SyntaxKind.EqualsEqualsEqualsToken:
      case ts.SyntaxKind.EqualsEqualsToken:
        return this.equals(left, right) ?? this.equals(right, left);
      case ts.SyntaxKind.ExclamationEqualsEqualsToken:
      case ts.SyntaxKind.ExclamationEqualsToken: {
        const truth = this.equals(left, right) ?? this.equals(right, left);
        return truth === undefined ? undefined : !truth;
      }
      default:
        return undefined;
    }
  }

  /** `error.digest === 'NEXT_REDIRECT'`, `typeof error === 'object'`, `error.code === 'P2002'`, `error === null`; undefined where it is unknown. */
  equals(read: ts.Expression, other: ts.Expression): boolean | undefined {
    const { ts } = this.project;
    const value = unwrap(ts, other);
    const isNothing = isNullish(ts, value);
    const inner = unwrap(ts, read);
    if (ts.isTypeOfExpression(inner)) {
      const path = this.#pathOf(unwrap(ts, inner.expression));
      if (!path || !ts.isStringLiteralLike(value)) return undefined;
      if (path.length === 0) return value.text === 'object';
      return (
        value.text === (path.length === 1 && ['message', 'digest', 'name', 'stack'].includes(path[0]!) ? 'string' : 'undefined')
      );
    }
    const path = this.#pathOf(inner);
    if (!path) return undefined;
    if (path.length === 0) return isNothing ? false : undefined;
    if (!ownProperties.has(path[0]!)) return isNothing;
    if (!ts.isStringLiteralLike(value) || path.length > 1) return isNothing ? false : undefined;
    return this.#reads(path[0]!, value.text);
  }

  /** Whether a property of the error is a text, or as `startsWith` and `includes` ask it. */
  #reads(property: string, text: string, asked?: string): boolean | undefined {
    if (property === 'name') return text === 'Error';
    if (property !== 'message' && property !== 'digest') return undefined;
    const isRedirect = this.isRedirect;
    const start = isRedirect ? 'NEXT_REDIRECT' : `NEXT_HTTP_ERROR_FALLBACK;${statuses[this.#navigation] ?? ''}`;
    if (asked === 'startsWith' ? start.startsWith(text) : asked === 'includes' && start.includes(text)) return true;
    // A redirect's digest has the address in it.
    if (asked === 'includes' && isRedirect && property === 'digest' && !text.startsWith('NEXT')) return undefined;
    if (text.startsWith('NEXT_REDIRECT')) return isRedirect;
    if (text.startsWith('NEXT_HTTP_ERROR_FALLBACK')) return !isRedirect && this.#hasStatus(text);
    if (text.startsWith('NEXT_NOT_FOUND')) return this.#navigation === 'notFound';
    return false;
  }

  #hasStatus(text: string): boolean {
    const status = /;(\d+)/.exec(text)?.[1];
    return status === undefined || status === statuses[this.#navigation];
  }

  #truthOfCall(call: ts.CallExpression): Truth | undefined {
    const { ts } = this.project;
    const callee = unwrap(ts, call.expression);
    const [argument] = call.arguments;
    const path = ts.isPropertyAccessExpression(callee) ? this.#pathOf(unwrap(ts, callee.expression)) : undefined;
    // `error.code?.startsWith('P')`
    if (path?.[0] !== undefined && !ownProperties.has(path[0])) return false;
    if (ts.isPropertyAccessExpression(callee) && argument && ts.isStringLiteralLike(argument)) {
      if (path?.length === 1 && /^(?:includes|startsWith)$/.test(callee.name.text))
        return this.#reads(path[0]!, argument.text, callee.name.text);
    }
    if (!call.arguments.some((given) => this.isIt(given))) return undefined;
    const { end } = originOf(this.project, callee);
    const isOfNext = end.kind === 'package' && isNavigationModule(end.module);
    const isRedirect = this.isRedirect;
    const name = isOfNext
      ? end.name
      : ts.isIdentifier(callee)
        ? callee.text
        : ts.isPropertyAccessExpression(callee)
          ? callee.name.text
          : '';
    // One of the program's own by that name may let more through.
    if (name === 'isRedirectError') return isRedirect || (isOfNext ? false : undefined);
    if (name === 'isNotFoundError') return this.#navigation === 'notFound' || (isOfNext ? false : undefined);
    if (name === 'isHTTPAccessFallbackError') return !isRedirect || (isOfNext ? false : undefined);
    return name === 'isNextRouterError' ? true : undefined;
  }

  /** Of the classes there are only `Error` and `Object` are behind a navigation's error. */
  #isInstanceOf(expression: ts.Expression): boolean | undefined {
    const { end, members } = originOf(this.project, expression);
    if (end.kind === 'global') return members.length === 0 && (end.name === 'Error' || end.name === 'Object');
    if (end.kind === 'package') return false;
    return end.kind === 'declaration' && end.value && this.project.ts.isClassLike(end.value) ? false : undefined;
  }

  /** The members read of the error: none for the error itself; undefined for anything else. */
  #pathOf(expression: ts.Expression): string[] | undefined {
    const { ts } = this.project;
    const path: string[] = [];
    let inner = unwrap(ts, expression);
    while (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner)) {
      const name = memberName(ts, inner);
      if (name === undefined) break;
      path.unshift(name);
      inner = unwrap(ts, inner.expression);
    }
    if (this.isIt(inner)) return path;
    const declaration = declarationOf(ts, inner);
    if (!declaration || !ts.isBindingElement(declaration) || !ts.isObjectBindingPattern(declaration.parent)) return undefined;
    const holder = declaration.parent.parent;
    const key = declaration.propertyName ?? declaration.name;
    const isOfError =
      holder === this.#binding ||
      (ts.isVariableDeclaration(holder) && holder.initializer !== undefined && this.isIt(holder.initializer));
    return isOfError && ts.isIdentifier(key) ? [key.text, ...path] : undefined;
  }

  #constantBehind(name: ts.Identifier): ts.Expression | undefined {
    const { ts } = this.project;
    const declaration = declarationOf(ts, name);
    if (!declaration || !ts.isVariableDeclaration(declaration)) return undefined;
    const isConstant = isConst(ts, declaration) || !isWritten(ts, name.getSourceFile(), name.text);
    return isConstant ? declaration.initializer : undefined;
  }
}
