import type ts from 'typescript';
import { isFunctionNode, isNameOrAccess, type FunctionNode } from '../syntax/nodes.ts';
import { branchesOf } from '../syntax/branches.ts';
import { declaredTypeOf } from '../flow/declared-type.ts';
import { isClasslessCopy } from '../flow/json-copies.ts';
import { serverFunctionsAt } from '../flow/server-function.ts';
import { originOf, type Origin } from '../flow/origin.ts';
import { importOfEnd } from '../flow/origin-end.ts';
import type { Names } from '../flow/properties.ts';
import { plainExport } from '../project/package-exports.ts';
import type { Project } from '../project/project.ts';
import { judgeLiteral, judgeSpread } from './copied-values.ts';
import { mayBeAction } from './function-type.ts';
import { isEvent } from './given-events.ts';
import { isOwnParameter, judgeHanded } from './handed-values.ts';
import { judgeAwait, judgeCall, judgeNew } from './made-values.ts';
import { maximumValueDepth, type Question, type ValuePlace, type ValueWalk } from './value-walk.ts';
import {
  isFunctionReason,
  judged,
  judgedFunction,
  ok,
  unknown,
  within,
  worst,
  type Judgement,
  type PathSegment,
} from './judgement.ts';
import { isMadeByNewAlone, isTakenFrom } from './made-classes.ts';
import { judgeType, type TypeCrossing } from './serializable.ts';
import { isJsx } from '../syntax/jsx.ts';

const iteratedSegments: ReadonlySet<PathSegment['kind']> = new Set(['index', 'element', 'map-key', 'map-value']);

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
  return new Judge(question, expression).judge(expression, { name, depth: 0, isNested: false });
}

/**
 * Judges what a spread value brings into an object or into an element's props.
 *
 * @param hidden names that something behind it sets again
 */
export function judgeSpreadValue(question: Question, expression: ts.Expression, hidden: Names): Judgement {
  question.project.throwIfCancelled?.();
  return judgeSpread(new Judge(question, expression), expression, { depth: 0, isNested: false }, hidden);
}

export type { Question } from './value-walk.ts';

class Judge implements ValueWalk {
  readonly question: Question;
  readonly root: ts.Expression;
  readonly #ts: Project['ts'];

  constructor(question: Question, root: ts.Expression) {
    this.question = question;
    this.root = root;
    this.#ts = question.project.ts;
  }

  judgeAnew(expression: ts.Expression, place: ValuePlace): Judgement {
    return new Judge(this.question, expression).judge(expression, place);
  }

  judge(expression: ts.Expression, place: ValuePlace): Judgement {
    if (place.depth > maximumValueDepth) return unknown;
    const branches = branchesOf(this.#ts, expression);
    return worst(branches.map((branch) => this.#judgeOne(branch, place)));
  }

  #judgeOne(expression: ts.Expression, place: ValuePlace): Judgement {
    const ts = this.#ts;
    const { direction } = this.question;
    const isOutward = direction === 'prop' || direction === 'result';
    if (isFunctionNode(ts, expression)) return this.judgeFunction(expression, place);
    // The checker gives the string of a JSX attribute no type.
    if (ts.isStringLiteralLike(expression)) return ok;
    if (ts.isArrayLiteralExpression(expression)) return this.#judgeArray(expression, place);
    if (ts.isObjectLiteralExpression(expression)) return judgeLiteral(this, expression, place);
    if (ts.isClassExpression(expression)) return judged('no', { kind: 'class', name: expression.name?.text });
    if (expression.kind === ts.SyntaxKind.RegularExpressionLiteral) return judged('no', { kind: 'builtin', name: 'RegExp' });
    if (isJsx(ts, expression)) {
      return isOutward ? ok : judged('no', { kind: 'jsx' });
    }
    if (isNameOrAccess(ts, expression)) {
      return this.#judgeNamed(expression, place);
    }
    if (ts.isCallExpression(expression)) return judgeCall(this, expression, place);
    if (ts.isNewExpression(expression)) return judgeNew(this, expression, place);
    if (ts.isAwaitExpression(expression)) return judgeAwait(this, expression, this.judgeByType(expression, place), place);
    return this.judgeByType(expression, place);
  }

  judgeFunction(node: FunctionNode, { name }: ValuePlace): Judgement {
    const own = serverFunctionsAt(this.question.project, node)[0];
    if (own?.directive === 'use server') return ok;
    // What a cached function is to React depends on Next.js's configuration.
    return own ? unknown : judgedFunction(name);
  }

  #judgeArray(literal: ts.ArrayLiteralExpression, { depth }: ValuePlace): Judgement {
    const ts = this.#ts;
    return worst(
      literal.elements.map((element, index): Judgement => {
        if (ts.isOmittedExpression(element)) return ok;
        if (ts.isSpreadElement(element)) return this.#judgeIterated(element.expression, depth);
        return within({ kind: 'index', index }, this.judge(element, { depth: depth + 1, isNested: true }));
      }),
    );
  }

  /** What iterating a value brings along: only its elements can be wrong, not the value's own class. */
  #judgeIterated(expression: ts.Expression, depth: number): Judgement {
    const iterated = this.judge(expression, { depth: depth + 1, isNested: true });
    const [first] = iterated.path;
    return iterated.verdict === 'ok' || (first && iteratedSegments.has(first.kind)) ? iterated : unknown;
  }

  #judgeNamed(
    expression: ts.Identifier | ts.PropertyAccessExpression | ts.ElementAccessExpression,
    place: ValuePlace,
  ): Judgement {
    const origin = originOf(this.question.project, expression);
    const byReference = this.#judgeReference(origin);
    if (byReference) return byReference;
    if (this.#isNullPrototype(expression)) return judged('no', { kind: 'null-prototype' });
    const { end, members } = origin;
    if (end.kind === 'global') return this.#judgeGlobal(end.name, members, expression, place);
    if (end.kind === 'module') return judged('no', { kind: 'null-prototype' });
    if (end.kind === 'package') return this.#judgeOfPackage(expression, origin, place);
    if (end.kind === 'parameter') return this.#judgeParameter(expression, origin, place);
    if (end.kind === 'declaration' && members.length === 0) {
      const { value, node } = end;
      if (value && isFunctionNode(this.#ts, value)) return this.judgeFunction(value, place);
      if (value && this.#ts.isClassLike(value)) return judged('no', { kind: 'class', name: value.name?.text });
      // A value in another file may be of a type that only that file's reader of types knows: look at it where it is made.
      if (value && value !== expression && node !== expression && this.#isTelling(value))
        return this.judge(value, { ...place, depth: place.depth + 1 });
    }
    return this.judgeByType(expression, place);
  }

  /** `match.groups`: typed as a plain object, and made without a prototype. */
  #isNullPrototype(expression: ts.Expression): boolean {
    const { checker } = this.question.project;
    if (!checker || !this.#ts.isPropertyAccessExpression(expression) || expression.name.text !== 'groups') return false;
    const matched = checker.getNonNullableType(checker.getTypeAtLocation(expression.expression));
    return /^RegExp(?:Exec|Match)Array$/.test(matched.symbol?.name ?? '');
  }

  /** An expression whose syntax says more than its type. */
  #isTelling(value: ts.Expression): boolean {
    const ts = this.#ts;
    const branches = branchesOf(ts, value);
    return branches.some(
      (branch) =>
        // `isWide ? Table : List`
        (branches.length > 1 && ts.isIdentifier(branch)) ||
        ts.isObjectLiteralExpression(branch) ||
        ts.isArrayLiteralExpression(branch) ||
        isFunctionNode(ts, branch) ||
        ts.isCallExpression(branch) ||
        ts.isAwaitExpression(branch) ||
        ts.isNewExpression(branch) ||
        ts.isClassExpression(branch) ||
        branch.kind === ts.SyntaxKind.RegularExpressionLiteral,
    );
  }

  /** What an import with a directive is on the machine where the expression runs. */
  #judgeReference({ reference, members }: Origin): Judgement | undefined {
    if (!reference) return undefined;
    const { direction, side } = this.question;
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

  #judgeGlobal(name: string, members: readonly string[], expression: ts.Expression, place: ValuePlace): Judgement {
    if (name === 'undefined' || name === 'NaN' || name === 'Infinity') return ok;
    if (name === 'process' && members.join('.') === 'env') return judged('no', { kind: 'null-prototype' });
    const judgement = this.judgeByType(expression, place);
    // A function of the language or the browser is never a Server Function.
    return judgement.verdict === 'unknown' && this.#isFunction(expression) ? judgedFunction(place.name) : judgement;
  }

  /** A function or component of a package that is declared in a module without a directive is what it is on the server. */
  #judgeOfPackage(expression: ts.Expression, { end, members }: Origin, place: ValuePlace): Judgement {
    const judgement = this.judgeByType(expression, place);
    if (judgement.verdict !== 'unknown' || judgement.path.length > 0 || members.length > 0) return judgement;
    if (end.kind !== 'package' || this.question.side !== 'server') return judgement;
    const imported = importOfEnd(end);
    const plain = imported && plainExport(this.question.project, imported.from, imported.specifier, end.name);
    const isCallable = isFunctionReason(judgement) || judgement.reason?.kind === 'component';
    // Its JavaScript says what a type that is not there does not.
    if (!plain || !(isCallable || (plain !== 'value' && !this.#isTyped(expression)))) return judgement;
    const name = end.name === 'default' ? nameIn(this.#ts, expression) : end.name;
    const isComponent = plain === 'component' || (name !== undefined && /^\p{Lu}/u.test(name));
    return isComponent ? judged('no', { kind: 'component' }) : judgedFunction(place.name);
  }

  #isTyped(expression: ts.Expression): boolean {
    const { checker } = this.question.project;
    const { Any, Unknown } = this.#ts.TypeFlags;
    return checker !== undefined && (checker.getTypeAtLocation(expression).flags & (Any | Unknown)) === 0;
  }

  /** A value handed through. Of a function that is handed through its names may say that it is a Server Function. */
  #judgeParameter(expression: ts.Expression, origin: Origin, place: ValuePlace): Judgement {
    const { end, members } = origin;
    const parameter = end.kind === 'parameter' && this.#ts.isIdentifier(end.node.name) ? end.node.name.text : undefined;
    const names = [place.name, nameIn(this.#ts, expression), parameter, members.at(-1)];
    const judgement = judgeHanded(this, expression, origin, names, place);
    const isOpen = judgement.verdict === 'unknown' && !judgement.reason && this.question.direction === 'argument';
    return isOpen &&
      members.length === 0 &&
      end.kind === 'parameter' &&
      isOwnParameter(this, end.node) &&
      isEvent(this.question.project, end.node)
      ? judged('no', { kind: 'event', name: 'Event' })
      : judgement;
  }

  judgeByType(expression: ts.Expression, { name, isNested, isAwaited }: ValuePlace): Judgement {
    const { checker } = this.question.project;
    if (!checker) return unknown;
    const position = isAwaited ? 'awaited' : isNested ? 'nested' : 'root';
    const { direction } = this.question;
    const declared = declaredTypeOf(this.question.project, expression);
    if (declared && judgeType(this.#ts, checker, declared, { direction, position, name }).verdict === 'ok') return ok;
    const type = checker.getTypeAtLocation(expression);
    const judgement = this.#judgeByNews(expression, type, judgeType(this.#ts, checker, type, { direction, position, name }), {
      direction,
      position,
      name,
    });
    if (mayFail(judgement) && isClasslessCopy(this.question.project, expression)) return ok;
    // `number | (() => number)` may be the number.
    if (isFunctionReason(judgement) && judgement.path.length === 0 && mayBeNoFunction(checker, type)) return unknown;
    const isNoAction =
      judgement.verdict === 'unknown' && isFunctionReason(judgement) && !mayBeAction({ ts: this.#ts, checker }, type);
    if (isNoAction) return judgedFunction(name);
    // There is no document on the server: what is typed as a node of one is null there.
    return judgement.reason?.kind === 'dom' && direction !== 'argument' ? unknown : judgement;
  }

  /** A type that a plain object may have, looked at again by where the program speaks of its classes. */
  #judgeByNews(expression: ts.Expression, type: ts.Type, byType: Judgement, crossing: TypeCrossing): Judgement {
    const { project } = this.question;
    if (byType.verdict !== 'maybe' || byType.reason?.kind !== 'instance') return byType;
    const isTaken = isTakenFrom(project, expression);
    return judgeType(this.#ts, project.checker!, type, crossing, (symbol) => isMadeByNewAlone(project, symbol, isTaken));
  }

  #isFunction(expression: ts.Expression): boolean {
    const { checker } = this.question.project;
    return checker !== undefined && checker.getTypeAtLocation(expression).getCallSignatures().length > 0;
  }
}

function mayFail({ verdict }: Judgement): boolean {
  return verdict === 'no' || verdict === 'converts' || verdict === 'maybe';
}

/** Whether a type, other than by missing, allows for something that cannot be called. */
function mayBeNoFunction(checker: ts.TypeChecker, type: ts.Type): boolean {
  const present = checker.getNonNullableType(type);
  return (
    present.isUnion() &&
    present.types.some((member) => member.getCallSignatures().length === 0 && member.getConstructSignatures().length === 0)
  );
}

function nameIn(ts: Project['ts'], expression: ts.Expression): string | undefined {
  if (ts.isIdentifier(expression)) return expression.text;
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : undefined;
}
