import type ts from 'typescript';
import { memoized } from '../syntax/memoized.ts';
import type { TypeScript } from '../typescript.ts';
import { builtinOf, isOfPlatform, isOfReact } from './builtins.ts';
import { judged, ok, oneOf, perhaps, unknown, worst, type Direction, type Judgement } from './judgement.ts';
import { judgeFunction, judgeObject, judgeProperties } from './object-type.ts';
import { judgeProtocols } from './protocols.ts';
import { isCallable, isClassLike, membersOf } from './type-structure.ts';
import type { TypePlace, Walk } from './walk.ts';

/** A value's way over the boundary. */
export interface TypeCrossing {
  readonly direction: Direction;
  /** `root`: the prop, argument, result or bound value itself; `nested`: inside one; `awaited`: what a promise resolves to. */
  readonly position: 'root' | 'nested' | 'awaited';
  /** What holds the value: the prop's or property's name. A function called `onX` is an event handler to React. */
  readonly name?: string | undefined;
}

/**
 * Judges what becomes of the values of a type at the boundary, as React's encoders judge the values themselves. A type that does
 * not say enough is `unknown`; one of which only some values cross is `maybe`. Looks at a bounded number of types and properties.
 *
 * A function's type seldom says which function it is: `unknown` for a declared function type as the value itself, `no` where
 * the type comes from a function literal that is no Server Function.
 *
 * @param checker one that this `ts` made
 * @param isMadeByNewAlone whether only `new` makes values of a class's type; unknown where absent. An answer that rests on it is not kept
 */
export function judgeType(
  ts: TypeScript,
  checker: ts.TypeChecker,
  type: ts.Type,
  { direction, position, name }: TypeCrossing,
  isMadeByNewAlone?: (symbol: ts.Symbol) => boolean,
): Judgement {
  if (!isMadeByNewAlone) return judgedAlone(checker, type, ts, direction, position, name);
  return new TypeWalk(ts, checker, direction, isMadeByNewAlone).judge(type, typePlaceOf(direction, position, name));
}

/** The same few types cross again and again. */
const judgedAlone = memoized(
  (
    checker: ts.TypeChecker,
    type: ts.Type,
    ts: TypeScript,
    direction: Direction,
    position: TypeCrossing['position'],
    name: string | undefined,
  ) => new TypeWalk(ts, checker, direction).judge(type, typePlaceOf(direction, position, name)),
);

function typePlaceOf(direction: Direction, position: TypeCrossing['position'], name: string | undefined): TypePlace {
  const isRoot = position === 'awaited' ? direction !== 'argument' : position === 'root' && direction === 'result';
  return { depth: 0, isRoot, isNested: position === 'nested', name };
}

/** How deep in a type is looked. */
const maximumDepth = 8;
/** How many object types and properties of one value are looked at: what bounds the time of a type without end. */
const maximumSteps = 6000;

class TypeWalk implements Walk {
  readonly ts: TypeScript;
  readonly checker: ts.TypeChecker;
  readonly direction: Direction;
  readonly isMadeByNewAlone: ((symbol: ts.Symbol) => boolean) | undefined;
  /** What is known of a type already; `ok` while it is being looked at, so that a type may hold itself. */
  readonly #known = { asRoot: new Map<ts.Type, Judgement>(), inside: new Map<ts.Type, Judgement>() };
  #steps = 0;
  /** How often the depth or the number of steps ended the look. */
  #ends = 0;

  constructor(ts: TypeScript, checker: ts.TypeChecker, direction: Direction, isMadeByNewAlone?: (symbol: ts.Symbol) => boolean) {
    this.isMadeByNewAlone = isMadeByNewAlone;
    this.ts = ts;
    this.checker = checker;
    this.direction = direction;
  }

  judge(type: ts.Type, place: TypePlace): Judgement {
    const { Never, ESSymbolLike, TypeParameter, Object, Intersection } = this.ts.TypeFlags;
    if (type.flags & Never) return ok;
    if (type.flags & ESSymbolLike) return judgeSymbol(this, type);
    if (isPrimitive(this.ts, type)) return ok;
    if (isReactNode(type)) return judgeReactNode(this);
    if (place.depth > maximumDepth || this.#steps > maximumSteps) return this.#end();
    if (type.flags & TypeParameter) return judgeTypeParameter(this, type, place);
    if (type.isUnion()) return judgeUnion(this, type, place);
    if (!(type.flags & (Object | Intersection))) return unknown;
    const known = place.isRoot ? this.#known.asRoot : this.#known.inside;
    const before = known.get(type);
    if (before) return before;
    this.#steps += 1;
    known.set(type, ok);
    const ends = this.#ends;
    const judgement = type.isIntersection() ? judgeIntersection(this, type, place) : judgeObject(this, type, place);
    // A function is judged by what holds it too, and a look that ended early may go on from a shorter way.
    if (isCallable(type) || this.#ends > ends) known.delete(type);
    else known.set(type, judgement);
    return judgement;
  }

  step(): boolean {
    this.#steps += 1;
    return this.#steps <= maximumSteps;
  }

  #end(): Judgement {
    this.#ends += 1;
    return unknown;
  }
}

function isPrimitive(ts: TypeScript, type: ts.Type): boolean {
  const { StringLike, NumberLike, BigIntLike, BooleanLike, EnumLike, Undefined, Null, Void } = ts.TypeFlags;
  return (type.flags & (StringLike | NumberLike | BigIntLike | BooleanLike | EnumLike | Undefined | Null | Void)) !== 0;
}

/** Only `Symbol.for` crosses, and only to the client; a `const` says what it was made with. */
function judgeSymbol({ ts, direction }: Walk, type: ts.Type): Judgement {
  const refused = judged('no', { kind: 'symbol' });
  if (direction === 'argument' || direction === 'bound') return refused;
  const symbol = type.symbol as ts.Symbol | undefined;
  if (symbol && isOfPlatform(symbol)) return refused;
  const declaration = symbol?.valueDeclaration;
  const made = declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
  const maker = made && ts.isCallExpression(made) ? made.expression.getText() : undefined;
  return maker === 'Symbol' ? refused : maker === 'Symbol.for' ? ok : unknown;
}

/** What no value of the constraint can do, no value of the parameter can. */
function judgeTypeParameter(walk: Walk, type: ts.Type, place: TypePlace): Judgement {
  const constraint = walk.checker.getBaseConstraintOfType(type);
  if (!constraint || constraint === type) return unknown;
  const judgement = walk.judge(constraint, { ...place, depth: place.depth + 1 });
  return judgement.verdict === 'no' ? judgement : unknown;
}

function isReactNode({ aliasSymbol }: ts.Type): boolean {
  return /^(?:Awaited)?ReactNode$/.test(aliasSymbol?.name ?? '') && isOfReact(aliasSymbol);
}

function judgeReactNode({ direction }: Walk): Judgement {
  return direction === 'argument' || direction === 'bound' ? judged('maybe', { kind: 'jsx' }) : ok;
}

function judgeUnion(walk: Walk, union: ts.UnionType, place: TypePlace): Judgement {
  const { Undefined, Null, Void } = walk.ts.TypeFlags;
  const members = membersOf(walk, union).filter(({ flags }) => !(flags & (Undefined | Null | Void)));
  // ReactNode loses its name in `ReactNode | undefined`.
  const isNode = members.length > 1 && members.some(({ symbol }) => symbol?.name === 'ReactElement' && isOfReact(symbol));
  const judgedMembers = isNode ? members.filter((member) => !isIterableOfNodes(member)) : members;
  const judgement = oneOf(judgedMembers.map((member) => walk.judge(member, place)));
  // `error: Error | null` of a state is null where there is anything to send.
  const isMissing = members.length < union.types.length && place.depth > 0 && judgement.reason?.kind === 'error';
  return isMissing && judgement.verdict === 'converts' ? perhaps(judgement) : judgement;
}

function isIterableOfNodes({ symbol }: ts.Type): boolean {
  return (symbol?.name === 'Iterable' || symbol?.name === 'Promise') && isOfPlatform(symbol);
}

function judgeIntersection(walk: Walk, intersection: ts.IntersectionType, place: TypePlace): Judgement {
  const { ts } = walk;
  const members = intersection.types;
  // A branded primitive is at run time the primitive.
  if (members.some((member) => isPrimitive(ts, member))) return ok;
  const builtin = members.find(({ symbol }) => symbol && builtinOf(symbol));
  if (builtin) return walk.judge(builtin, place);
  const protocol = judgeProtocols(walk, intersection, place);
  if (protocol) return protocol;
  const callable = members.find(isCallable);
  if (callable) return judgeFunction(walk, callable, place);
  const opaque = members.filter(
    (member) => !(member.flags & ts.TypeFlags.Object) || (member.symbol && isClassLike(walk, member.symbol)),
  );
  // Of `EventTarget & HTMLInputElement` the last says most.
  return worst([...opaque.reverse().map((member) => walk.judge(member, place)), judgeProperties(walk, intersection, place)]);
}
