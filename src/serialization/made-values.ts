import type ts from 'typescript';
import { calleesOf, functionsOf, returnsOf } from '../flow/index.ts';
import { branchesOf } from '../syntax/branches.ts';
import { declaredTypeOf } from '../flow/declared-type.ts';
import { isAsync, isFunctionNode, isGenerator, isNullish, unwrap } from '../syntax/nodes.ts';
import { returnedExpressions } from '../syntax/returns.ts';
import { declaredValue, isFrom, originOf, type Origin } from '../flow/origin.ts';
import { collectionContents, hasProtocol } from './contents.ts';
import { judgeSpread } from './copied-values.ts';
import { isFunctionReason, judged, judgedFunction, ok, unknown, within, worst, type Judgement } from './judgement.ts';
import { maximumValueDepth, type ValuePlace, type ValueWalk } from './value-walk.ts';
import { isJsx } from '../syntax/jsx.ts';

/** Judges what a call returns: what is known of the language's own functions and of React's, else by its type. */
export function judgeCall(walk: ValueWalk, call: ts.CallExpression, place: ValuePlace): Judgement {
  const { project, direction, side } = walk.question;
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  if (ts.isPropertyAccessExpression(callee) && callee.name.text === 'bind') {
    const bound = walk.judge(callee.expression, { ...place, depth: place.depth + 1 });
    // Bound in the browser it can be called, and not be sent.
    if (bound.verdict === 'ok') return side === 'server' ? ok : direction === 'argument' ? judgedFunction(place.name) : ok;
    return isFunctionReason(bound) ? bound : unknown;
  }
  const origin = originOf(project, callee);
  const [argument] = call.arguments;
  if (origin.end.kind === 'global') {
    const path = [origin.end.name, ...origin.members].join('.');
    if (path === 'Symbol') return judged('no', { kind: 'symbol' });
    if (path === 'Symbol.for') return direction === 'prop' || direction === 'result' ? ok : judged('no', { kind: 'symbol' });
    if (path === 'Object.create' && argument?.kind === ts.SyntaxKind.NullKeyword) return judged('no', { kind: 'null-prototype' });
    if (path === 'Object.groupBy') return judged('no', { kind: 'null-prototype' });
    if (path === 'Object.freeze' && argument) return walk.judge(argument, { ...place, depth: place.depth + 1 });
    if (path === 'Object.assign' && argument && ts.isObjectLiteralExpression(unwrap(ts, argument))) {
      return worst(call.arguments.map((part) => judgeSpread(walk, part, place)));
    }
    // Clones have no class, and a function cannot be cloned.
    if (path === 'structuredClone') return walk.judgeByType(call, place).verdict === 'ok' ? ok : unknown;
    if (path === 'Promise.resolve' && argument) {
      return within({ kind: 'awaited' }, walk.judge(argument, { ...place, depth: place.depth + 1, isAwaited: true }));
    }
  }
  if (isFrom(origin, 'node:querystring', 'parse') || isFrom(origin, 'querystring', 'parse'))
    return judged('no', { kind: 'null-prototype' });
  if (componentMakers.some((name) => isFrom(origin, 'react', name))) return judgeMadeComponent(walk, argument, place);
  if (isFrom(origin, 'react', 'cache') || isFrom(origin, 'react', 'useCallback')) return judgedFunction(place.name);
  // On the server nothing ever fills it.
  if (side === 'server' && isFrom(origin, 'react', 'createRef')) return ok;
  if (isListOfElements(walk, call)) return ok;
  const judgement = walk.judgeByType(call, place);
  if (!isUndecided(judgement) || origin.reference) return judgement;
  return judgeReturned(walk, call, false, place) ?? judgeOfList(walk, call, origin, place) ?? judgement;
}

/**
 * What becomes of a list that is made of another, where all that is put into it cannot cross: `rows.map(toRow)`,
 * `Array.from(rows, toRow)`.
 */
function judgeOfList(
  walk: ValueWalk,
  call: ts.CallExpression,
  { end, members }: Origin,
  place: ValuePlace,
): Judgement | undefined {
  const { project } = walk.question;
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  if (!ts.isPropertyAccessExpression(callee) || place.depth > maximumValueDepth) return undefined;
  const { text: method } = callee.name;
  const inner = { ...place, depth: place.depth + 1 };
  const isMade = end.kind === 'global' && end.name === 'Array' && members.join('.') === 'from';
  const isMapped = method === 'map' || method === 'flatMap';
  if (!isMade && !isArray(walk, callee.expression)) return undefined;
  if (isMade || isMapped) {
    const made = call.arguments[isMade ? 1 : 0];
    const functions = made ? functionsOf(project, made) : undefined;
    if (!functions?.isComplete || functions.all.length === 0) return undefined;
    const returned = functions.all.flatMap(({ node }): ReadonlyArray<ts.Expression | undefined> =>
      isAsync(ts, node) || isGenerator(ts, node) ? [undefined] : returnsOf(project, node),
    );
    const judgements = returned.map((value) => (value ? walk.judge(value, { depth: inner.depth, isNested: true }) : unknown));
    if (judgements.length === 0 || !judgements.every(({ verdict }) => verdict === 'no')) return undefined;
    const element = worst(judgements);
    const [first, ...path] = element.path;
    // Of the lists that `flatMap` is given one list is made.
    const isOfList = method === 'flatMap' && first?.kind === 'index';
    return within({ kind: 'element' }, isOfList ? { ...element, path } : element);
  }
  if (sameElements.has(method)) {
    const list = walk.judge(callee.expression, inner);
    return list.verdict === 'no' ? list : undefined;
  }
  if (!oneElement.has(method)) return undefined;
  const { verdict, path, ...rest } = walk.judge(callee.expression, inner);
  const isElement = path[0]?.kind === 'element' || path[0]?.kind === 'index';
  return verdict === 'no' && isElement ? { ...rest, path: path.slice(1), verdict } : undefined;
}

/** What gives a list with some of the same elements. */
const sameElements = new Set([
  'filter',
  'slice',
  'sort',
  'toSorted',
  'reverse',
  'toReversed',
  'concat',
  'splice',
  'toSpliced',
  'with',
]);
/** What gives one of the elements. */
const oneElement = new Set(['at', 'find', 'findLast', 'pop', 'shift']);

function isArray({ question: { project } }: ValueWalk, expression: ts.Expression): boolean {
  const { checker } = project;
  if (!checker) return project.ts.isArrayLiteralExpression(unwrap(project.ts, expression));
  const type = checker.getTypeAtLocation(expression);
  return checker.isArrayType(type) || checker.isTupleType(type);
}

/**
 * Whether a call is `items.map((item) => <Row … />)`, on its way to where elements may go. The syntax tells, and the checker would check
 * the function and the element with all of its props to say the same.
 */
function isListOfElements({ question: { project, direction } }: ValueWalk, { expression, arguments: given }: ts.CallExpression) {
  const { ts, checker } = project;
  const callee = unwrap(ts, expression);
  const fn = given[0] && unwrap(ts, given[0]);
  if (!checker || direction === 'argument' || direction === 'bound') return false;
  if (!ts.isPropertyAccessExpression(callee) || callee.questionDotToken || callee.name.text !== 'map') return false;
  if (!fn || !isFunctionNode(ts, fn) || isAsync(ts, fn) || isGenerator(ts, fn)) return false;
  const returned = returnedExpressions(ts, fn).flatMap((value) => branchesOf(ts, value));
  const isElement = (value: ts.Expression): boolean => isJsx(ts, value) || isNullish(ts, value);
  if (returned.length === 0 || !returned.every(isElement)) return false;
  return checker.isArrayType(declaredTypeOf(project, callee.expression) ?? checker.getTypeAtLocation(callee.expression));
}

/** Judges what an `await` gives: of a call what its function returns, where the type alone leaves it open. */
export function judgeAwait(walk: ValueWalk, { expression }: ts.AwaitExpression, byType: Judgement, place: ValuePlace): Judgement {
  const { project } = walk.question;
  const awaited = unwrap(project.ts, expression);
  if (!isUndecided(byType) || !project.ts.isCallExpression(awaited)) return byType;
  const origin = originOf(project, awaited.expression);
  if (origin.reference) return byType;
  const known = ofRequest.find(([name]) => isFrom(origin, 'next/headers', name));
  return known?.[1] ?? judgeReturned(walk, awaited, true, place) ?? byType;
}

/** What the functions of `next/headers` give, where its types are not there to say it. */
const ofRequest: ReadonlyArray<readonly [name: string, judgement: Judgement]> = [
  ['cookies', judged('converts', { kind: 'iterable', name: 'ReadonlyRequestCookies' })],
  ['headers', judged('converts', { kind: 'iterable', name: 'Headers' })],
  ['draftMode', judged('no', { kind: 'instance', name: 'DraftMode' })],
];

/** Whether a type alone cannot say what becomes of a value: an instance of a class of fields alone types as a plain object does. */
const isUndecided = ({ verdict }: Judgement): boolean => verdict === 'unknown' || verdict === 'maybe';

/** What becomes of the value of a call, where all that its functions may return cannot cross. */
function judgeReturned(walk: ValueWalk, call: ts.CallExpression, isAwaited: boolean, place: ValuePlace): Judgement | undefined {
  const { project } = walk.question;
  const { ts } = project;
  if (place.depth > maximumValueDepth) return undefined;
  const { all, isComplete } = calleesOf(project, call);
  if (!isComplete || all.length === 0) return undefined;
  const returned = all.flatMap(({ node, reference }): ReadonlyArray<ts.Expression | undefined> =>
    reference || isGenerator(ts, node) || (isAsync(ts, node) && !isAwaited) ? [undefined] : returnsOf(project, node),
  );
  // Nothing is what a function gives that has nothing to give: what it gives otherwise tells.
  const values = returned.filter((value) => !value || !isNullish(ts, value));
  const judgements = values.map((value) => (value ? walk.judge(value, { ...place, depth: place.depth + 1 }) : unknown));
  const isRefused = judgements.length > 0 && judgements.every(({ verdict }) => verdict === 'no');
  return isRefused ? worst(judgements) : undefined;
}

/** `memo(Table)` is an object around what it is given, and crosses where that does. */
function judgeMadeComponent(walk: ValueWalk, component: ts.Expression | undefined, place: ValuePlace): Judgement {
  const inner = component ? walk.judge(component, { depth: place.depth + 1, isNested: true }) : unknown;
  return inner.verdict === 'no' ? judged('no', { kind: 'component' }) : unknown;
}

/** Judges what `new` makes: a collection by what is put in, else by its class. */
export function judgeNew(walk: ValueWalk, expression: ts.NewExpression, place: ValuePlace): Judgement {
  const { project } = walk.question;
  const { ts } = project;
  const contents = collectionContents(project, expression);
  if (contents) {
    const inner = { depth: place.depth + 1, isNested: true };
    return worst(contents.map((content) => within(content.segment, walk.judge(content.expression, inner))));
  }
  const judgement = walk.judgeByType(expression, place);
  // A class of fields alone types as a plain object does; what `new` makes is an instance all the same.
  if (judgement.verdict === 'maybe' && judgement.reason?.kind === 'instance' && judgement.path.length === 0) {
    return { ...judgement, verdict: 'no' };
  }
  if (judgement.verdict !== 'unknown' || project.checker) return judgement;
  const origin = originOf(project, expression.expression);
  const { end, members } = origin;
  if (members.length > 0) return unknown;
  if (end.kind === 'global') return refusedGlobals.has(end.name) ? judged('no', { kind: 'builtin', name: end.name }) : unknown;
  const made = declaredValue(origin);
  return made && ts.isClassLike(made) && !made.heritageClauses && !hasProtocol(ts, made.members)
    ? judged('no', { kind: 'instance', name: made.name?.text })
    : unknown;
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
