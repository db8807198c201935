import type ts from 'typescript';
import { givenFor, givenProp, type GivenProp } from '../flow/call-sites.ts';
import type { Origin } from '../flow/origin.ts';
import { valuesOfOrigin } from '../flow/values.ts';
import { graphOf } from '../graph/graph.ts';
import { enclosingFunction, isFunctionNode, isInside, type FunctionNode } from '../syntax/nodes.ts';
import { carrierOf } from '../syntax/carrier.ts';
import { patternOf } from '../syntax/pattern.ts';
import { isActionName } from './function-type.ts';
import { isFunctionReason, judgedFunction, ok, unknown, worst, type Judgement } from './judgement.ts';
import { maximumValueDepth, type Question, type ValuePlace, type ValueWalk } from './value-walk.ts';

/**
 * Judges a value that came in as a parameter, where its type says that it is a function, or holds one, or says nothing: of a prop by
 * what the call sites of the component give, of any other by the name alone (`action`, `saveAction`).
 *
 * @param origin where it comes from: it ends at the parameter
 * @param names what it is called on its way
 */
export function judgeHanded(
  walk: ValueWalk,
  expression: ts.Expression,
  origin: Origin,
  names: ReadonlyArray<string | undefined>,
  place: ValuePlace,
): Judgement {
  const { question } = walk;
  const isOutward = areServerProps(question, expression);
  // Handed on, it is judged as if it stood alone: what a literal around it says about it is nothing.
  const judgement = walk.judgeByType(expression, isOutward ? { ...place, isNested: false } : place);
  const isUntold = judgement.verdict === 'unknown' && !judgement.reason;
  if (!isFunctionReason(judgement) && !isUntold) return judgement;
  if (names.some((name) => isNamedAction(question, name))) return unknown;
  if (!isOutward)
    return isUntold && question.direction === 'argument' ? (judgeSentOn(walk, origin, place) ?? judgement) : judgement;
  if (isShared(question, expression)) return judgement.verdict === 'no' ? judgement : unknown;
  const given = givenFor(question.project, origin);
  if (isUntold) {
    // `any`, or JavaScript: what is given is all that is known.
    const values = judgeValues(walk, given, place);
    return values.verdict === 'no' ? values : judgement;
  }
  if (judgement.path.length > 0) {
    // A function inside it: what is given is more than its type.
    const values = given.isOpen || given.values.length === 0 ? undefined : judgeValues(walk, given, place);
    return values && values.verdict !== 'unknown' ? values : judgement;
  }
  return judgement.verdict === 'unknown' ? judgeGiven(walk, given, place, substituteOf(question, origin)) : judgement;
}

/**
 * Whether a parameter is that of a function around the expression that was asked about. What another function is given, which was only
 * looked into for one of its calls, is given at all of them.
 */
export function isOwnParameter({ question, root }: ValueWalk, parameter: ts.ParameterDeclaration | ts.BindingElement): boolean {
  const { ts } = question.project;
  return isInside(root, enclosingFunction(ts, parameter) ?? parameter.getSourceFile());
}

/** What a function that sends its own parameter on is given, where it is refused: `const submit = (value) => save(value)`. */
function judgeSentOn(walk: ValueWalk, origin: Origin, place: ValuePlace): Judgement | undefined {
  if (place.depth > maximumValueDepth || origin.end.kind !== 'parameter' || !isOwnParameter(walk, origin.end.node))
    return undefined;
  const { given } = valuesOfOrigin(walk.question.project, origin);
  const judgements = given.flatMap(({ kind, expression, members }) =>
    kind === 'value' && expression && members.length === 0
      ? [walk.judgeAnew(expression, { ...place, depth: place.depth + 1 })]
      : [],
  );
  return judgements.find(({ verdict }) => verdict === 'no');
}

/**
 * Judges one of a component's props that is copied along with the others.
 *
 * @param byType what its type says: a function that must be there, or may be; or nothing, where there are no types
 */
export function judgeProp(walk: ValueWalk, component: FunctionNode, place: ValuePlace, byType: Judgement): Judgement {
  const { question } = walk;
  if (!areServerProps(question, component)) return byType;
  if (isShared(question, component)) return unknown;
  if (isNamedAction(question, place.name)) return unknown;
  const given = givenProp(question.project, component, place.name!);
  const values = judgeValues(walk, given, place);
  const isOfElement = place.depth === 0 && !place.isNested;
  if (values.verdict === 'no')
    return isOfElement && given.values.every((value) => isSaidThere(walk, value, place)) ? unknown : values;
  if (!isFunctionReason(byType)) return unknown;
  const judgement = judgeGiven(walk, given, place, undefined);
  // What may be missing is mostly missing.
  return judgement.verdict === 'handed' && byType.verdict !== 'no' ? unknown : judgement;
}

/**
 * Whether a component that spreads its props over an element is not where to say what is wrong with one of them: a function that is
 * written for it at an element of the server's, which is a crossing of its own, or what crosses.
 */
function isSaidThere(walk: ValueWalk, value: ts.Expression | FunctionNode, place: ValuePlace): boolean {
  const { ts } = walk.question.project;
  const judgement = isFunctionNode(ts, value) ? walk.judgeFunction(value, place) : walk.judge(value, place);
  if (judgement.verdict !== 'no') return true;
  const { parent } = carrierOf(ts, value);
  return (
    isFunctionReason(judgement) && judgement.path.length === 0 && ts.isJsxExpression(parent) && ts.isJsxAttribute(parent.parent)
  );
}

/** Whether what is asked about are props of the server's: in the browser any function can be handed on. */
function areServerProps({ project, direction, side }: Question, node: ts.Node): boolean {
  if (side !== 'server' || (direction !== 'prop' && direction !== 'bound')) return false;
  return graphOf(project).environmentOf(node.getSourceFile().fileName).server !== undefined;
}

/** Whether a file is on both sides: what its components are given is given in the browser too. */
function isShared({ project }: Question, node: ts.Node): boolean {
  return graphOf(project).environmentOf(node.getSourceFile().fileName).client !== undefined;
}

function isNamedAction({ actionPattern }: Question, name: string | undefined): boolean {
  return isActionName(name) || (actionPattern !== undefined && name !== undefined && patternOf(actionPattern).test(name));
}

function judgeGiven(walk: ValueWalk, given: GivenProp, place: ValuePlace, substitute: ts.Expression | undefined): Judgement {
  const values = judgeValues(walk, given, place);
  if (values.verdict === 'no') return values;
  if (!given.isOpen) {
    if (given.values.length > 0) {
      if (values.verdict === 'ok') return ok;
    } else if (!substitute || walk.judge(substitute, { ...place, depth: place.depth + 1 }).verdict === 'ok') {
      // `({ onEat = () => {} })`: what is given nowhere is a function all the same.
      return ok;
    }
  }
  return { ...judgedFunction(place.name), verdict: 'handed' };
}

function judgeValues(walk: ValueWalk, { values }: GivenProp, place: ValuePlace): Judgement {
  const inner = { ...place, depth: place.depth + 1, isNested: false };
  const { ts } = walk.question.project;
  return worst(values.map((value) => (isFunctionNode(ts, value) ? walk.judgeFunction(value, inner) : walk.judge(value, inner))));
}

function substituteOf({ project: { ts } }: Question, { end, members }: Origin): ts.Expression | undefined {
  return end.kind === 'parameter' && ts.isBindingElement(end.node) && members.length === 0 ? end.node.initializer : undefined;
}
