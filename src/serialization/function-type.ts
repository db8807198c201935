import type ts from 'typescript';
import { factsOf } from '../facts/index.ts';
import { carrierOf } from '../syntax/carrier.ts';
import { isAsync, isFunctionNode } from '../syntax/nodes.ts';
import type { TypeScript } from '../typescript.ts';
import { basesOf, isOfPlatform, isOfReact } from './builtins.ts';
import { judged, judgedFunction, ok, perhaps, unknown, type Direction, type Judgement } from './judgement.ts';
import { isThenable } from './promise.ts';
import { callSignatures, nameOfType, type Shapes } from './type-structure.ts';
import { typesOf } from '../syntax/types.ts';

/** Where a function stands. */
interface FunctionPlace {
  readonly direction: Direction;
  /** The prop or property that holds it. */
  readonly name: string | undefined;
  /** Whether it is inside another value, rather than the prop, argument or result itself. */
  readonly isNested: boolean;
}

/**
 * Judges a type that can be called or constructed. A type that comes from a function literal says which function it is, and so
 * whether that is a Server Function; of a declared type (`() => void`) only what holds it can tell.
 */
export function judgeFunctionType(shapes: Shapes, type: ts.Type, place: FunctionPlace): Judgement {
  const { ts, checker } = shapes;
  const { direction, name, isNested } = place;
  const isComponent = [type, ...basesOf(checker, type)].some(isReactComponent);
  // Not even a reference to a Client Component can be sent back.
  if (isComponent) return judged(direction === 'argument' || direction === 'bound' ? 'no' : 'unknown', { kind: 'component' });
  const symbol = type.symbol as ts.Symbol | undefined;
  if (type.getConstructSignatures().length > 0) {
    if (symbol && isFromElsewhere(ts, symbol)) return { ...unknown, reason: { kind: 'component' } };
    return judged('no', { kind: 'class', name: nameOfType(shapes, { symbol: type.symbol })?.replace(/Constructor$/, '') });
  }
  const literals = symbol?.declarations?.filter((declaration) => isFunctionNode(ts, declaration)) ?? [];
  if (symbol && literals.length > 0) return judgeLiterals(ts, symbol, literals, place);
  if (symbol && (isPlatformFunction(ts, symbol) || isStateSetter(ts, symbol))) return judgedFunction(name);
  const refused = judgedFunction(name);
  if (!isNested || isActionName(name) || (name !== undefined && /^\p{Lu}/u.test(name))) return { ...refused, verdict: 'unknown' };
  const isAsync = callSignatures(type).some((signature) => isThenable(ts, checker, signature.getReturnType()));
  return isAsync || callSignatures(type).length === 0 ? perhaps(refused) : refused;
}

/** Whether a prop's name says that it takes a Server Function, by Next.js's own convention: `action`, `saveAction`. */
export function isActionName(name: string | undefined): boolean {
  return name !== undefined && /^action$|.Action$/.test(name);
}

/** Whether a function of a type can be a Server Function: one returns a promise, so a type that returns anything else tells. */
export function mayBeAction({ ts, checker }: Shapes, type: ts.Type): boolean {
  const signatures = callSignatures(checker.getNonNullableType(type));
  return (
    signatures.length === 0 ||
    signatures.some((signature) => {
      const returned = signature.getReturnType();
      const members = typesOf(returned);
      return members.some((member) => (member.flags & ts.TypeFlags.Void) !== 0 || isThenable(ts, checker, member));
    })
  );
}

/** `parseInt`, `Math.max`: a function that is there, not a type for functions such as `EventListener`. */
function isPlatformFunction(ts: TypeScript, symbol: ts.Symbol): boolean {
  return (symbol.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Method)) !== 0 && isOfPlatform(symbol) && !isOfReact(symbol);
}

/** `Dispatch<SetStateAction<T>>`: the setters and dispatchers of React's hooks. */
function isStateSetter(ts: TypeScript, symbol: ts.Symbol): boolean {
  const { parent } = symbol.declarations?.[0] ?? {};
  return parent !== undefined && ts.isTypeAliasDeclaration(parent) && /^Dispatch/.test(parent.name.text) && isOfReact(symbol);
}

/** The types of functions themselves: they say nothing of which function stands behind them. */
export function isAnyFunction(symbol: ts.Symbol): boolean {
  return /^(?:Function|CallableFunction|NewableFunction)$/.test(symbol.name);
}

function judgeLiterals(
  ts: TypeScript,
  symbol: ts.Symbol,
  literals: readonly ts.Declaration[],
  { direction, name }: FunctionPlace,
): Judgement {
  const owners = literals.map((node) => {
    const facts = factsOf(ts, node.getSourceFile());
    return facts.serverFunctionsAt(node)[0]?.directive ?? (isWrappedExport(ts, node) ? facts.moduleDirective : undefined);
  });
  if (owners.includes('use server')) return ok;
  if (owners.includes('use cache')) return unknown;
  // Which function a factory's result was exported as, only the expression tells: `export const save = withUser(async (user) => …)`.
  if (literals.every((node) => isMadeAsync(ts, node))) return { ...judgedFunction(name), verdict: 'unknown' };
  if (direction !== 'argument' && isFromElsewhere(ts, symbol)) return { ...unknown, reason: { kind: 'component' } };
  return judgedFunction(name);
}

/** `export const load = cache(async () => …)`: whose type is the function's own, as it was given. */
function isWrappedExport(ts: TypeScript, literal: ts.Declaration): boolean {
  let outer = literal.parent;
  while (ts.isCallExpression(outer) || ts.isParenthesizedExpression(outer) || ts.isAsExpression(outer)) outer = outer.parent;
  const statement = ts.isVariableDeclaration(outer) ? outer.parent.parent : outer;
  return outer !== literal.parent && ts.isSourceFile(statement.parent);
}

/** Whether a declaration is in a `"use client"` module or a library's types: what its exports are on the server, only the import tells. */
function isFromElsewhere(ts: TypeScript, symbol: ts.Symbol): boolean {
  if (isOfPlatform(symbol)) return false;
  return (
    symbol.declarations?.some((declaration) => {
      const sourceFile = declaration.getSourceFile();
      return sourceFile.isDeclarationFile || factsOf(ts, sourceFile).moduleDirective === 'use client';
    }) ?? false
  );
}

/** An async function that another function returns. */
function isMadeAsync(ts: TypeScript, literal: ts.Declaration): boolean {
  if (!isFunctionNode(ts, literal) || !isAsync(ts, literal)) return false;
  const { parent } = carrierOf(ts, literal);
  return ts.isReturnStatement(parent) || ts.isArrowFunction(parent);
}

function isReactComponent({ symbol, aliasSymbol }: ts.Type): boolean {
  return [symbol as ts.Symbol | undefined, aliasSymbol].some(
    (named) => isOfReact(named) && /Component(?:Class)?$|^(?:Provider|Consumer|Context)$/.test(named?.name ?? ''),
  );
}
