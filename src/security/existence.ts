import type ts from 'typescript';
import type { Project } from '../project/project.ts';
import { isOfPlatform } from '../serialization/builtins.ts';
import { isNullish, isTypeOnlyWrapper, unwrap } from '../syntax/nodes.ts';
import type { TypeScript } from '../typescript.ts';
import type { Path } from './raw-paths.ts';
import { otherSide } from '../syntax/branches.ts';

/** So deep are lists of lists looked into. */
const maximumDepth = 10;

/**
 * Whether a test asks no more than its part does, of which nothing is known but that it asks whether a value is there: `!data`,
 * `data === null`, `typeof data === 'object'`, `ids.length === 0`.
 */
export function asksNoMore(ts: TypeScript, part: ts.Node, test: ts.Node): boolean {
  if (ts.isParenthesizedExpression(test) || ts.isAwaitExpression(test) || isTypeOnlyWrapper(ts, test)) return true;
  if (ts.isPrefixUnaryExpression(test)) return test.operator === ts.SyntaxKind.ExclamationToken;
  if (ts.isPropertyAccessExpression(test)) return /^(?:length|size)$/.test(test.name.text);
  if (ts.isTypeOfExpression(test)) return isTypeOfNothing(ts, test);
  if (ts.isCallExpression(test)) return isThereCall(ts, test);
  if (!ts.isBinaryExpression(test)) return false;
  const { AmpersandAmpersandToken, BarBarToken } = ts.SyntaxKind;
  const { kind } = test.operatorToken;
  if (kind === AmpersandAmpersandToken || kind === BarBarToken) return true;
  const [one, other] = test.left === part ? [test.left, test.right] : [test.right, test.left];
  const asked = unwrap(ts, one);
  const compared = unwrap(ts, other);
  if (ts.isTypeOfExpression(asked)) return isTypeOfNothing(ts, asked);
  if (isNullish(ts, compared)) return true;
  const isSize = ts.isPropertyAccessExpression(asked) && /^(?:length|size)$/.test(asked.name.text);
  return isSize && ts.isNumericLiteral(compared) && /^[01]$/.test(compared.text);
}

/** `typeof data === 'object'`, `typeof data !== 'undefined'`: what an object holds may be anything. */
export function isTypeOfNothing(ts: TypeScript, test: ts.TypeOfExpression): boolean {
  const { parent } = test;
  if (!ts.isBinaryExpression(parent)) return false;
  const other = otherSide(ts, parent, test);
  return ts.isStringLiteralLike(other) && /^(?:object|undefined)$/.test(other.text);
}

/** `Boolean(data)`, `Object.keys(data)`, `invariant(data, 'needed')`: `assert(data, schema)` asks for more. */
export function isThereCall(ts: TypeScript, call: ts.CallExpression): boolean {
  const name = unwrap(ts, call.expression).getText();
  if (/^(?:Boolean|Object\.(?:keys|values|entries))$/.test(name)) return true;
  if (!/^(?:\w+\.)?(?:assert|invariant|ok)$/.test(name)) return false;
  const [, message] = call.arguments;
  const said = message && unwrap(ts, message);
  return !said || ts.isStringLiteralLike(said) || ts.isTemplateExpression(said) || ts.isNewExpression(said);
}

/**
 * Whether of a value that is there enough is known: not of an object, a list of them, or of what may be anything, whose members are
 * still what the caller sent. Where nothing says what it is, it is.
 */
export function isKnownByExistence({ ts, checker }: Project, read: ts.Expression, path?: Path): boolean {
  if (!checker) return true;
  const type = checker.getTypeAtLocation(read);
  if (type.flags & ts.TypeFlags.Any) {
    const declared = path && path.keys.length === 0 && ts.isParameter(path.root) ? path.root.type : undefined;
    return declared?.kind !== ts.SyntaxKind.AnyKeyword;
  }
  return !hasMembers(ts, checker, type);
}

function hasMembers(ts: TypeScript, checker: ts.TypeChecker, given: ts.Type, depth = 0): boolean {
  // `type List = List[]`
  if (depth > maximumDepth) return false;
  const deeper = (type: ts.Type): boolean => hasMembers(ts, checker, type, depth + 1);
  if (given.flags & ts.TypeFlags.Unknown) return true;
  const type = checker.getNonNullableType(given);
  if (type.isUnion()) return type.types.every(deeper);
  // `string & { __brand: 'id' }` is a string.
  if (type.isIntersection()) return type.types.every(deeper);
  if (type.flags & ts.TypeFlags.TypeParameter) {
    const constraint = checker.getBaseConstraintOfType(type);
    return constraint !== undefined && !(constraint.flags & ts.TypeFlags.Unknown) && deeper(constraint);
  }
  if (type.flags & ts.TypeFlags.NonPrimitive) return true;
  if (!(type.flags & ts.TypeFlags.Object) || type.getCallSignatures().length > 0) return false;
  if (checker.isArrayType(type) || checker.isTupleType(type)) {
    const elements = checker.getTypeArguments(type as ts.TypeReference);
    return elements.some(deeper);
  }
  const { symbol } = type as { symbol?: ts.Symbol };
  const isDeclared = symbol !== undefined && (symbol.flags & (ts.SymbolFlags.Class | ts.SymbolFlags.Interface)) !== 0;
  // A `File`, a `Date`: nothing is in them that a caller may call as they like.
  return !isDeclared || !isOfPlatform(symbol) || /^(?:FormData|Map|Set|URLSearchParams|Object)$/.test(symbol.name);
}
