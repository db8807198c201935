import type ts from 'typescript';
import { basesOf, builtinOf, isOfPlatform, isOfReact, type Builtin } from './builtins.ts';
import { isAnyFunction, judgeFunctionType } from './function-type.ts';
import { judged, ok, perhaps, unknown, worst, type Judgement, type Reason } from './judgement.ts';
import { judgeProtocols } from './protocols.ts';
import { isCallable, isClassLike, isLostInCopy, isModuleNamespace, isOnlyByConstructor, nameOfType } from './type-structure.ts';
import { inside, type TypePlace, type Walk } from './walk.ts';

/** Judges an object type that is neither a union nor an intersection: by the first thing React would notice of its values. */
export function judgeObject(walk: Walk, type: ts.Type, place: TypePlace): Judgement {
  const { ts, checker } = walk;
  if (checker.isTupleType(type)) {
    const items = checker.getTypeArguments(type as ts.TupleTypeReference);
    return worst(items.map((item, index) => inside(walk, item, { kind: 'index', index }, place)));
  }
  const symbol = type.symbol as ts.Symbol | undefined;
  if (symbol?.name === 'Object' && isOfPlatform(symbol)) return unknown;
  const builtin = symbol && builtinOf(symbol);
  if (builtin) return judgeBuiltin(walk, type, builtin, place);
  if (isCallable(type) || (symbol && isAnyFunction(symbol) && isOfPlatform(symbol))) return judgeFunction(walk, type, place);
  const inherited = judgeBases(walk, type, place);
  if (inherited) return inherited;
  const protocol = judgeProtocols(walk, type, place);
  if (protocol) return protocol;
  if (symbol && isModuleNamespace(ts, symbol)) return judged('no', { kind: 'null-prototype' });
  if (symbol && isClassLike(walk, symbol)) {
    const reason = reasonOfInstance(walk, type, symbol);
    if (isOnlyByConstructor(walk, type, symbol)) return judged('no', reason);
    return worst([judged('maybe', reason), judgeProperties(walk, type, place)]);
  }
  // `{}`, an empty interface and the copy of an `object` hold anything.
  if (checker.getPropertiesOfType(type).length === 0 && checker.getIndexInfosOfType(type).length === 0) return unknown;
  const judgement = judgeProperties(walk, type, place);
  // Interfaces stand for the classes of Node.js that have no name of their own: timers, the process.
  const isMethod = judgement.reason?.kind === 'function' && judgement.path.length === 1;
  const isObjectOfPlatform = symbol && (symbol.flags & ts.SymbolFlags.Interface) !== 0 && isOfPlatform(symbol);
  return isMethod && isObjectOfPlatform ? { ...judgement, reason: reasonOfInstance(walk, type, symbol), path: [] } : judgement;
}

/** Judges a type that can be called or constructed, or one that is only known to be a function. */
export function judgeFunction({ ts, checker, direction }: Walk, type: ts.Type, { name, isNested }: TypePlace): Judgement {
  return judgeFunctionType({ ts, checker }, type, { direction, name, isNested });
}

/** The worse of what the encoders of the direction do; a bound value meets both. */
function builtinVerdictOf({ direction }: Walk, { prop, argument, reason }: Builtin): Judgement {
  if (!reason) return ok;
  if (direction === 'argument') return judgedBy(argument, reason);
  return direction === 'bound' ? worst([judgedBy(prop, reason), judgedBy(argument, reason)]) : judgedBy(prop, reason);
}

function judgedBy(verdict: Builtin['prop'], reason: Reason): Judgement {
  return verdict === 'ok' ? ok : judged(verdict, reason);
}

function judgeBuiltin(walk: Walk, type: ts.Type, builtin: Builtin, place: TypePlace): Judgement {
  const own = builtinVerdictOf(walk, builtin);
  if (own.reason?.kind === 'buffer' && place.isRoot) return judged('converts', { kind: 'buffer', becomes: 'Uint8Array' });
  if (own.verdict !== 'ok' || !builtin.holds) return own;
  const [first, second] = walk.checker.getTypeArguments(type as ts.TypeReference);
  if (!first) return unknown;
  if (builtin.holds === 'result') return inside(walk, first, { kind: 'awaited' }, place);
  if (builtin.holds === 'elements') return inside(walk, first, { kind: 'element' }, place);
  const key = inside(walk, first, { kind: 'map-key' }, place);
  return second ? worst([key, inside(walk, second, { kind: 'map-value' }, place)]) : key;
}

/** A class that extends a built-in one arrives as that one; an interface only says more of the same value. */
function judgeBases(walk: Walk, type: ts.Type, place: TypePlace): Judgement | undefined {
  const { ts, checker } = walk;
  const bases = basesOf(checker, type);
  if ([type, ...bases].some(isSyntheticEvent)) return judged('no', { kind: 'event', name: nameOfType(walk, type) ?? 'object' });
  // What could not be resolved could be anything.
  if (bases.some(({ flags }) => flags & ts.TypeFlags.Any)) return unknown;
  for (const base of bases) {
    const builtin = base.symbol && builtinOf(base.symbol);
    if (!builtin) continue;
    const judgement = judgeBuiltin(walk, base, builtin, place);
    if (judgement.reason?.kind === 'error' && judgement.path.length === 0)
      return { ...judgement, reason: { kind: 'error', name: nameOfType(walk, type) ?? 'object' } };
    if (judgement.verdict !== 'ok' && judgement.verdict !== 'unknown') return judgement;
    const isConverted = (type.symbol.flags & ts.SymbolFlags.Class) !== 0 && builtin.holds !== 'result';
    return isConverted
      ? judged('converts', { kind: 'subclass', name: nameOfType(walk, type) ?? 'object', base: base.symbol.name })
      : judgement;
  }
  return undefined;
}

/** Judges a plain object by what is in it. */
export function judgeProperties(walk: Walk, type: ts.Type, place: TypePlace): Judgement {
  return worst(judgeEach(walk, type, place));
}

function* judgeEach(walk: Walk, type: ts.Type, place: TypePlace): Generator<Judgement> {
  const { ts, checker } = walk;
  const isOptional = ({ flags }: ts.Symbol): boolean => (flags & ts.SymbolFlags.Optional) !== 0;
  const properties = checker.getPropertiesOfType(type);
  // Only what is always there can be certain: it is looked at while there are steps left.
  for (const property of [...properties.filter((each) => !isOptional(each)), ...properties.filter(isOptional)]) {
    if (!walk.step()) {
      yield unknown;
      return;
    }
    if (String(property.escapedName).startsWith('__@')) {
      const name = keyOfDroppedSymbol(ts, property);
      if (name !== undefined) yield judged('converts', { kind: 'symbol-key', name });
      continue;
    }
    if (isLostInCopy(walk, type, property)) continue;
    const judgement = inside(walk, checker.getTypeOfSymbol(property), { kind: 'property', name: property.name }, place);
    // What is optional in a type that both sides share is mostly absent on the server: callbacks, refs, signals.
    yield isOptional(property) ? perhaps(judgement) : judgement;
  }
  for (const { type: value } of checker.getIndexInfosOfType(type)) yield inside(walk, value, { kind: 'entry' }, place);
}

/**
 * The key of a property that an object literal gives a symbol: React drops it. A type that only declares one may be a brand, of
 * which no value has anything.
 */
function keyOfDroppedSymbol(
  { isPropertyAssignment, isComputedPropertyName }: Walk['ts'],
  { declarations }: ts.Symbol,
): string | undefined {
  const name = declarations?.find(isPropertyAssignment)?.name;
  return name && isComputedPropertyName(name) ? name.expression.getText() : undefined;
}

/** React's own events are described by interfaces alone. */
function isSyntheticEvent({ symbol }: ts.Type): boolean {
  return symbol?.name === 'BaseSyntheticEvent' && isOfReact(symbol);
}

function reasonOfInstance(walk: Walk, type: ts.Type, symbol: ts.Symbol): Reason {
  const { checker } = walk;
  if (!isOfPlatform(symbol)) return { kind: 'instance', name: nameOfType(walk, type) };
  // `Intl.NumberFormat`, without the module a name of Node.js is in.
  const name = checker.getFullyQualifiedName(symbol).replace(/^(?:.*"|global)\./, '');
  const chain = [type, ...basesOf(checker, type)].map((base) => base.symbol?.name);
  if (chain.includes('Event')) return { kind: 'event', name };
  return { kind: chain.includes('Node') ? 'dom' : 'builtin', name };
}
