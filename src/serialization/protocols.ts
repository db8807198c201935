import type ts from 'typescript';
import { isOfPlatform } from './builtins.ts';
import { judged, ok, unknown, worst, type Judgement, type Reason } from './judgement.ts';
import {
  awaitedType,
  isClassLike,
  iteratedType,
  methodSignatures,
  nameOfType,
  symbolMethodSignatures,
} from './type-structure.ts';
import { typeText } from './type-text.ts';
import { inside, type TypePlace, type Walk } from './walk.ts';

/** What React asks of any object before it looks at its class: `then`, `toJSON`, `[Symbol.iterator]`, `[Symbol.asyncIterator]`. */
export function judgeProtocols(walk: Walk, type: ts.Type, place: TypePlace): Judgement | undefined {
  if (methodSignatures(walk, type, 'then').length > 0) {
    const resolved = awaitedType(walk, type);
    return resolved ? inside(walk, resolved, { kind: 'awaited' }, place) : unknown;
  }
  const toJSON = methodSignatures(walk, type, 'toJSON')[0];
  if (toJSON) return judgeToJSON(walk, type, toJSON, place);
  const iterator = symbolMethodSignatures(walk, type, 'iterator')[0]?.getReturnType();
  if (iterator) {
    const isIterator = methodSignatures(walk, type, 'next').length > 0;
    const iterated = iteratedType(walk, iterator);
    const elements = iterated ? inside(walk, iterated, { kind: 'element' }, place) : unknown;
    // What is typed as nothing but an Iterable is mostly an array.
    const isAnyIterable = type.symbol?.name === 'Iterable' && isOfPlatform(type.symbol);
    const converted = judged('converts', { kind: 'iterable', name: nameOfType(walk, type) ?? 'object' });
    const own = isIterator ? ok : isAnyIterable ? unknown : converted;
    return worst([own, elements]);
  }
  const asyncIterator = symbolMethodSignatures(walk, type, 'asyncIterator')[0]?.getReturnType();
  if (!asyncIterator) return undefined;
  const iterated = iteratedType(walk, asyncIterator);
  return iterated ? inside(walk, iterated, { kind: 'element' }, place) : unknown;
}

function judgeToJSON(walk: Walk, type: ts.Type, signature: ts.Signature, place: TypePlace): Judgement {
  const returned = signature.getReturnType();
  const becomes = returned.flags & walk.ts.TypeFlags.Any ? undefined : typeText(walk, returned);
  const reason: Reason = { kind: 'toJSON', name: nameOfType(walk, type) ?? 'object', becomes };
  // A root's class is looked at before its toJSON; a plain object's is called even there.
  if (place.isRoot && !isPlainType(walk, type)) return judged('no', reason);
  const replaced = walk.judge(returned, { ...place, isNested: true, depth: place.depth + 1 });
  return replaced.verdict === 'no' ? replaced : judged('converts', reason);
}

/** Whether a type is written for a plain object: not a class, and not a library's interface for one. */
function isPlainType(walk: Walk, type: ts.Type): boolean {
  const symbol = type.symbol as ts.Symbol | undefined;
  const isOfLibrary = symbol?.declarations?.some((declaration) => declaration.getSourceFile().isDeclarationFile) ?? false;
  return symbol !== undefined && !isOfLibrary && !isClassLike(walk, symbol);
}
