import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';

/** What the type of an exported value says about it as a Server Function. */
export type ActionVerdict =
  /** every way to call it returns a promise */
  | 'async'
  /** it can be called, and some way to call it returns no promise */
  | 'sync'
  /** it, or a member of its union, cannot be called */
  | 'not-callable'
  /** the type does not say */
  | 'unknown';

/**
 * Judges a value as an async function by its type. Every overload and every member of a union must return a promise; any
 * thenable is one (Next.js's TS71011 takes `Promise` alone), and an intersection is one where a part of it is.
 */
export function judgeAsAction(ts: TypeScript, checker: ts.TypeChecker, type: ts.Type): ActionVerdict {
  if (isOpaque(ts, type)) return 'unknown';
  if (type.isUnion()) {
    const verdicts = type.types.map((member) => judgeAsAction(ts, checker, member));
    return (
      verdicts.find((verdict) => verdict === 'not-callable') ??
      verdicts.find((verdict) => verdict === 'sync') ??
      verdicts.find((verdict) => verdict === 'unknown') ??
      'async'
    );
  }
  const signatures = type.getCallSignatures();
  if (signatures.length === 0) return isFunctionInterface(type) || isAnyObject(ts, type) ? 'unknown' : 'not-callable';
  return signatures.every((signature) => isThenable(ts, checker, signature.getReturnType())) ? 'async' : 'sync';
}

/** Whether a type is a promise or cannot be told from one. */
export function isThenable(ts: TypeScript, checker: ts.TypeChecker, type: ts.Type): boolean {
  if (isOpaque(ts, type)) return true;
  if (type.isUnion()) return type.types.every((member) => isThenable(ts, checker, member));
  if (type.isIntersection()) return type.types.some((member) => isThenable(ts, checker, member));
  const then = type.getProperty('then');
  if (then) return true;
  // Async generators have no `then`, and Next.js accepts them.
  return /^Async(?:Generator|Iterable|IterableIterator|IteratorObject)$/.test(type.symbol?.name ?? '');
}

function isOpaque(ts: TypeScript, type: ts.Type): boolean {
  const { Any, Unknown, Never, TypeParameter, IndexedAccess, Conditional, Substitution } = ts.TypeFlags;
  return (type.flags & (Any | Unknown | Never | TypeParameter | IndexedAccess | Conditional | Substitution)) !== 0;
}

function isFunctionInterface(type: ts.Type): boolean {
  return type.symbol?.name === 'Function';
}

/** `object`, `{}`: a function may stand behind it. */
function isAnyObject(ts: TypeScript, type: ts.Type): boolean {
  if (type.flags & ts.TypeFlags.NonPrimitive) return true;
  if (!(type.flags & ts.TypeFlags.Object) || type.getProperties().length > 0) return false;
  return !type.getConstructSignatures().length && !type.getStringIndexType() && !type.getNumberIndexType();
}
