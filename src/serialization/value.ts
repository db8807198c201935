import type ts from 'typescript';
import { isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { branchesOf } from '../facts/exported-values.ts';
import { factsOf } from '../facts/index.ts';
import { isFrom, originOf, type Origin } from '../flow/origin.ts';
import type { Side } from '../graph/environment.ts';
import type { Project } from '../project/project.ts';
import { collectionContents, hasProtocol, returnedFunctions, segmentOf } from './contents.ts';
import { isActionName, mayBeAction } from './function-type.ts';
import {
  isFunctionReason,
  judged,
  judgedFunction,
  ok,
  unknown,
  within,
  worst,
  type Direction,
  type Judgement,
  type PathSegment,
} from './judgement.ts';
import { judgeType } from './serializable.ts';

/** What is asked of a value: where it is made, and which way it goes. */
export interface Question {
  readonly project: Project;
  readonly direction: Direction;
  /** The machine on which the expression runs: on the other one an import with a directive is a reference. */
  readonly side: Side;
}

/** How deep in literals and names is looked: an object written by hand is far shallower. */
const maximumDepth = 12;

/**
 * Judges the value of an expression at the boundary: by the expression first (a Server Function, a client reference, a
 * function literal, each branch of a conditional, each property of a literal), by its type second. Without a checker only what
 * the syntax shows.
 *
 * @param name what holds the value, the prop's or property's name: a function called `onX` is an event handler to React, and of
 *   a function from a parameter the name decides
 */
export function judgeValue(question: Question, expression: ts.Expression, name?: string): Judgement {
  question.project.throwIfCancelled?.();
  return new ValueWalk(question).judge(expression, { name, depth: 0, isNested: false });
}

interface Place {
  readonly name?: string | undefined;
  readonly depth: number;
  /** Whether it is inside another value. */
  readonly isNested: boolean;
  /** Whether it is what a promise resolves to. */
  readonly isAwaited?: boolean;
}

class ValueWalk {
  readonly #question: Question;
  readonly #ts: Project['ts'];

  constructor(question: Question) {
    this.#question = question;
    this.#ts = question.project.ts;
  }

  judge(expression: ts.Expression, place: Place): Judgement {
    if (place.depth > maximumDepth) return unknown;
    const branches = branchesOf(this.#ts, expression);
    return worst(branches.map((branch) => this.#judgeOne(branch, place)));
  }

  #judgeOne(expression: ts.Expression, place: Place): Judgement {
    const ts = this.#ts;
    const { direction } = this.#question;
    const isOutward = direction === 'prop' || direction === 'result';
    if (isFunctionNode(ts, expression)) return this.#judgeFunction(expression, place);
    // The checker gives the string of a JSX attribute no type.
    if (ts.isStringLiteralLike(expression)) return ok;
    if (ts.isArrayLiteralExpression(expression)) return this.#judgeArray(expression, place);
    if (ts.isObjectLiteralExpression(expression)) return this.#judgeObject(expression, place);
    if (ts.isClassExpression(expression)) return judged('no', { kind: 'class', name: expression.name?.text });
    if (expression.kind === ts.SyntaxKind.RegularExpressionLiteral) return judged('no', { kind: 'builtin', name: 'RegExp' });
    if (ts.isJsxElement(expression) || ts.isJsxSelfClosingElement(expression) || ts.isJsxFragment(expression)) {
      return isOutward ? ok : judged('no', { kind: 'jsx' });
    }
    if (ts.isIdentifier(expression) || ts.isPropertyAccessExpression(expression) || ts.isElementAccessExpression(expression)) {
      return this.#judgeNamed(expression, place);
    }
    if (ts.isCallExpression(expression)) return this.#judgeCall(expression, place);
    if (ts.isNewExpression(expression)) return this.#judgeNew(expression, place);
    return this.#judgeByType(expression, place);
  }

  #judgeFunction(node: FunctionNode, { name }: Place): Judgement {
    const own = factsOf(this.#ts, node.getSourceFile()).serverFunctions.find((fn) => fn.node === node);
    if (own?.directive === 'use server') return ok;
    // What a cached function is to React depends on Next.js's configuration.
    return own ? unknown : judgedFunction(name);
  }

  #judgeArray(literal: ts.ArrayLiteralExpression, { depth }: Place): Judgement {
    const ts = this.#ts;
    return worst(
      literal.elements.map((element, index): Judgement => {
        if (ts.isOmittedExpression(element)) return ok;
        if (ts.isSpreadElement(element))
          return this.#judgeCopied(element.expression, depth, ['index', 'element', 'map-key', 'map-value']);
        return within({ kind: 'index', index }, this.judge(element, { depth: depth + 1, isNested: true }));
      }),
    );
  }

  #judgeObject(literal: ts.ObjectLiteralExpression, place: Place): Judgement {
    const ts = this.#ts;
    const depth = place.depth + 1;
    // Any object with a `then` is a promise to React, one with a `toJSON` is replaced by what that returns: its type says which.
    if (hasProtocol(ts, literal.properties)) return this.#judgeByType(literal, place);
    return worst(
      literal.properties.map((property): Judgement => {
        if (ts.isSpreadAssignment(property))
          return this.#judgeCopied(property.expression, place.depth, ['property', 'index', 'entry']);
        const segment = segmentOf(this.#question.project, property.name);
        if (!segment || ts.isAccessor(property)) return unknown;
        const inner = { name: segment.kind === 'property' ? segment.name : undefined, depth, isNested: true };
        if (ts.isMethodDeclaration(property)) return within(segment, this.#judgeFunction(property, inner));
        return within(segment, this.judge(ts.isPropertyAssignment(property) ? property.initializer : property.name, inner));
      }),
    );
  }

  /** What is copied out of a value by its keys, or by iterating it: only what comes along can be wrong, not the value's own class. */
  #judgeCopied(expression: ts.Expression, depth: number, copies: ReadonlyArray<PathSegment['kind']>): Judgement {
    const copied = this.judge(expression, { depth: depth + 1, isNested: true });
    const [first] = copied.path;
    return copied.verdict === 'ok' || (first && copies.includes(first.kind)) ? copied : unknown;
  }

  #judgeNamed(expression: ts.Identifier | ts.PropertyAccessExpression | ts.ElementAccessExpression, place: Place): Judgement {
    const origin = originOf(this.#question.project, expression);
    const byReference = this.#judgeReference(origin);
    if (byReference) return byReference;
    if (this.#isNullPrototype(expression)) return judged('no', { kind: 'null-prototype' });
    const { end, members } = origin;
    if (end.kind === 'global') return this.#judgeGlobal(end.name, members, expression, place);
    if (end.kind === 'module') return judged('no', { kind: 'null-prototype' });
    if (end.kind === 'parameter') return this.#judgeParameter(expression, end.node, place);
    if (end.kind === 'declaration' && members.length === 0) {
      const { value, node } = end;
      if (value && isFunctionNode(this.#ts, value)) return this.#judgeFunction(value, place);
      if (value && this.#ts.isClassLike(value)) return judged('no', { kind: 'class', name: value.name?.text });
      // A value in another file may be of a type that only that file's reader of types knows: look at it where it is made.
      if (value && value !== expression && node !== expression && this.#isTelling(value))
        return this.judge(value, { ...place, depth: place.depth + 1 });
    }
    return this.#judgeByType(expression, place);
  }

  /** `match.groups`: typed as a plain object, and made without a prototype. */
  #isNullPrototype(expression: ts.Expression): boolean {
    const { checker } = this.#question.project;
    if (!checker || !this.#ts.isPropertyAccessExpression(expression) || expression.name.text !== 'groups') return false;
    const matched = checker.getNonNullableType(checker.getTypeAtLocation(expression.expression));
    return /^RegExp(?:Exec|Match)Array$/.test(matched.symbol?.name ?? '');
  }

  /** An expression whose syntax says more than its type. */
  #isTelling(value: ts.Expression): boolean {
    const ts = this.#ts;
    return branchesOf(ts, value).some(
      (branch) =>
        ts.isObjectLiteralExpression(branch) ||
        ts.isArrayLiteralExpression(branch) ||
        isFunctionNode(ts, branch) ||
        ts.isCallExpression(branch) ||
        ts.isNewExpression(branch) ||
        ts.isClassExpression(branch) ||
        branch.kind === ts.SyntaxKind.RegularExpressionLiteral,
    );
  }

  /** What an import with a directive is on the machine where the expression runs. */
  #judgeReference({ reference, members }: Origin): Judgement | undefined {
    if (!reference) return undefined;
    const { direction, side } = this.#question;
    if (reference.directive === 'use server') {
      // Members of an export are no reference of their own; what they are only their own value tells.
      return reference.members.length === 0 && members.length === 0 ? ok : unknown;
    }
    if (reference.directive === 'use cache') return unknown;
    if (side === 'client') return undefined;
    // Reading a member of a client reference is another rule's business.
    if (reference.members.length > 0) return unknown;
    return direction === 'bound' || direction === 'argument' ? judged('no', { kind: 'component' }) : ok;
  }

  #judgeGlobal(name: string, members: readonly string[], expression: ts.Expression, place: Place): Judgement {
    if (name === 'undefined' || name === 'NaN' || name === 'Infinity') return ok;
    if (name === 'process' && members.join('.') === 'env') return judged('no', { kind: 'null-prototype' });
    const judgement = this.#judgeByType(expression, place);
    // A function of the language or the browser is never a Server Function.
    return judgement.verdict === 'unknown' && this.#isFunction(expression) ? judgedFunction(place.name) : judgement;
  }

  /** A value handed through. Of a function that is handed through its name is all there is: `action`, `saveAction`. */
  #judgeParameter(expression: ts.Expression, parameter: ts.ParameterDeclaration | ts.BindingElement, place: Place): Judgement {
    const judgement = this.#judgeByType(expression, place);
    const ownName = this.#ts.isIdentifier(parameter.name) ? parameter.name.text : undefined;
    const names = [place.name, nameIn(this.#ts, expression), ownName];
    return isFunctionReason(judgement) && names.some(isActionName) ? unknown : judgement;
  }

  #judgeCall(call: ts.CallExpression, place: Place): Judgement {
    const ts = this.#ts;
    const { project, direction } = this.#question;
    const callee = unwrap(ts, call.expression);
    if (ts.isPropertyAccessExpression(callee) && callee.name.text === 'bind') {
      const bound = this.judge(callee.expression, { ...place, depth: place.depth + 1 });
      // Bound in the browser it can be called, and not be sent.
      if (bound.verdict === 'ok')
        return this.#question.side === 'server' ? ok : direction === 'argument' ? judgedFunction(place.name) : ok;
      return isFunctionReason(bound) ? bound : unknown;
    }
    const origin = originOf(project, callee);
    const [argument] = call.arguments;
    if (origin.end.kind === 'global') {
      const path = [origin.end.name, ...origin.members].join('.');
      if (path === 'Symbol') return judged('no', { kind: 'symbol' });
      if (path === 'Symbol.for') return direction === 'prop' || direction === 'result' ? ok : judged('no', { kind: 'symbol' });
      if (path === 'Object.create' && argument?.kind === ts.SyntaxKind.NullKeyword)
        return judged('no', { kind: 'null-prototype' });
      if (path === 'Object.groupBy') return judged('no', { kind: 'null-prototype' });
      if (path === 'Object.freeze' && argument) return this.judge(argument, { ...place, depth: place.depth + 1 });
      if (path === 'Object.assign' && argument && ts.isObjectLiteralExpression(unwrap(ts, argument))) {
        return worst(call.arguments.map((part) => this.#judgeCopied(part, place.depth, ['property', 'index', 'entry'])));
      }
      // Clones have no class, and a function cannot be cloned.
      if (path === 'structuredClone') return this.#judgeByType(call, place).verdict === 'ok' ? ok : unknown;
      if (path === 'Promise.resolve' && argument) {
        return within({ kind: 'awaited' }, this.judge(argument, { ...place, depth: place.depth + 1, isAwaited: true }));
      }
    }
    if (isFrom(origin, 'node:querystring', 'parse') || isFrom(origin, 'querystring', 'parse'))
      return judged('no', { kind: 'null-prototype' });
    if (componentMakers.some((name) => isFrom(origin, 'react', name))) return this.#judgeMadeComponent(argument, place);
    if (isFrom(origin, 'react', 'cache') || isFrom(origin, 'react', 'useCallback')) return judgedFunction(place.name);
    const judgement = this.#judgeByType(call, place);
    if (judgement.verdict !== 'unknown' || origin.end.kind !== 'declaration' || origin.reference) return judgement;
    const returned = origin.end.value && isFunctionNode(ts, origin.end.value) ? returnedFunctions(project, origin.end.value) : [];
    return returned.length > 0 ? worst(returned.map((fn) => this.#judgeFunction(fn, place))) : judgement;
  }

  /** `memo(Table)` is an object around what it is given, and crosses where that does. */
  #judgeMadeComponent(component: ts.Expression | undefined, place: Place): Judgement {
    const inner = component ? this.judge(component, { depth: place.depth + 1, isNested: true }) : unknown;
    return inner.verdict === 'no' ? judged('no', { kind: 'component' }) : unknown;
  }

  #judgeNew(expression: ts.NewExpression, place: Place): Judgement {
    const ts = this.#ts;
    const { project } = this.#question;
    const contents = collectionContents(project, expression);
    if (contents) {
      const inner = { depth: place.depth + 1, isNested: true };
      return worst(contents.map((content) => within(content.segment, this.judge(content.expression, inner))));
    }
    const judgement = this.#judgeByType(expression, place);
    // A class of fields alone types as a plain object does; what `new` makes is an instance all the same.
    if (judgement.verdict === 'maybe' && judgement.reason?.kind === 'instance' && judgement.path.length === 0) {
      return { ...judgement, verdict: 'no' };
    }
    if (judgement.verdict !== 'unknown' || project.checker) return judgement;
    const { end, members } = originOf(project, expression.expression);
    if (members.length > 0) return unknown;
    if (end.kind === 'global') return refusedGlobals.has(end.name) ? judged('no', { kind: 'builtin', name: end.name }) : unknown;
    const isPlainClass =
      end.kind === 'declaration' &&
      end.value &&
      ts.isClassLike(end.value) &&
      !end.value.heritageClauses &&
      !hasProtocol(ts, end.value.members);
    return isPlainClass && end.value && ts.isClassLike(end.value)
      ? judged('no', { kind: 'instance', name: end.value.name?.text })
      : unknown;
  }

  #judgeByType(expression: ts.Expression, { name, isNested, isAwaited }: Place): Judgement {
    const { checker } = this.#question.project;
    if (!checker) return unknown;
    const position = isAwaited ? 'awaited' : isNested ? 'nested' : 'root';
    const { direction } = this.#question;
    const type = checker.getTypeAtLocation(expression);
    const judgement = judgeType(this.#ts, checker, type, { direction, position, name });
    // `number | (() => number)` may be the number.
    if (isFunctionReason(judgement) && judgement.path.length === 0 && mayBeNoFunction(checker, type)) return unknown;
    const isNoAction =
      judgement.verdict === 'unknown' && isFunctionReason(judgement) && !mayBeAction({ ts: this.#ts, checker }, type);
    if (isNoAction) return judgedFunction(name);
    // There is no document on the server: what is typed as a node of one is null there.
    return judgement.reason?.kind === 'dom' && direction !== 'argument' ? unknown : judgement;
  }

  #isFunction(expression: ts.Expression): boolean {
    const { checker } = this.#question.project;
    return checker !== undefined && checker.getTypeAtLocation(expression).getCallSignatures().length > 0;
  }
}

/** Whether a type, other than by missing, allows for something that cannot be called. */
function mayBeNoFunction(checker: ts.TypeChecker, type: ts.Type): boolean {
  const present = checker.getNonNullableType(type);
  return (
    present.isUnion() &&
    present.types.some((member) => member.getCallSignatures().length === 0 && member.getConstructSignatures().length === 0)
  );
}

/** React's functions that make a component of another one. */
const componentMakers = ['memo', 'forwardRef', 'lazy'];

/** Classes of the language and the platform that React refuses, for where there are no types to tell. */
const refusedGlobals = new Set([
  'RegExp',
  'WeakMap',
  'WeakSet',
  'WeakRef',
  'Request',
  'Response',
  'AbortController',
  'EventTarget',
  'Event',
  'MessageChannel',
  'SharedArrayBuffer',
  'Function',
  'TextEncoder',
  'TextDecoder',
]);

function nameIn(ts: Project['ts'], expression: ts.Expression): string | undefined {
  if (ts.isIdentifier(expression)) return expression.text;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : undefined;
}
