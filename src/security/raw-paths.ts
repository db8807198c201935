import type ts from 'typescript';
import { keyTaken } from '../flow/keys.ts';
import { descendantsOf } from '../syntax/descendants.ts';
import { declarationOf, outermost, type Declaration } from '../syntax/scope.ts';
import { isConst, isWrapper, unwrap, unwrapAwaits } from '../syntax/nodes.ts';
import type { TypeScript } from '../typescript.ts';

/** A value by where it lies: what a name was declared as, and the members on the way from there. */
export interface Path {
  readonly root: Declaration;
  readonly keys: readonly string[];
}

const maximumDepth = 10;

/**
 * The place of a value, where an expression only reads: a name, a member, `data.get('title')`; through constants that stand for
 * another place. So the same value is known again by whichever name it is read.
 */
export function pathOf(ts: TypeScript, expression: ts.Expression, depth = 0): Path | undefined {
  if (depth > maximumDepth) return undefined;
  const inner = unwrapAwaits(ts, expression);
  if (ts.isIdentifier(inner)) {
    const declaration = declarationOf(ts, inner);
    return declaration && pathOfDeclaration(ts, declaration, depth);
  }
  if (ts.isPropertyAccessExpression(inner)) return below(pathOf(ts, inner.expression, depth + 1), inner.name.text);
  if (ts.isElementAccessExpression(inner)) {
    const key = unwrap(ts, inner.argumentExpression);
    const isConstant = ts.isStringLiteralLike(key) || ts.isNumericLiteral(key);
    return isConstant ? below(pathOf(ts, inner.expression, depth + 1), key.text) : undefined;
  }
  if (!ts.isCallExpression(inner)) return undefined;
  const callee = unwrap(ts, inner.expression);
  const [key, ...more] = inner.arguments;
  const isGet = ts.isPropertyAccessExpression(callee) && /^get(?:All)?$/.test(callee.name.text);
  return isGet && key && more.length === 0 && ts.isStringLiteralLike(key)
    ? below(pathOf(ts, callee.expression, depth + 1), `get ${key.text}`)
    : undefined;
}

/** Where what is declared lies: a constant that only stands for another place lies there. */
function pathOfDeclaration(ts: TypeScript, declaration: Declaration, depth: number): Path {
  const own: Path = { root: declaration, keys: [] };
  if (ts.isBindingElement(declaration) && !declaration.dotDotDotToken && !declaration.initializer) {
    const key = keyTaken(ts, declaration);
    const holder = declaration.parent.parent;
    // Each name in a parameter's pattern is a place of its own.
    if (ts.isParameter(outermost(ts, declaration))) return own;
    const of = ts.isVariableDeclaration(holder)
      ? holder.initializer && pathOf(ts, holder.initializer, depth + 1)
      : pathOfDeclaration(ts, holder as Declaration, depth + 1);
    return (key !== undefined && of && below(of, key)) || own;
  }
  if (!ts.isVariableDeclaration(declaration) || !declaration.initializer || !ts.isIdentifier(declaration.name)) return own;
  return (isConst(ts, declaration) && pathOf(ts, declaration.initializer, depth + 1)) || own;
}

function below(path: Path | undefined, key: string): Path | undefined {
  return path && { root: path.root, keys: [...path.keys, key] };
}

/** Whether a place is another, or in it. */
export function isAtOrBelow(path: Path, other: Path): boolean {
  return path.root === other.root && other.keys.every((key, index) => path.keys[index] === key);
}

/** The whole chain of members that an expression is the beginning of: `input.title` at `input`. What is called is left out. */
export function wholeRead(ts: TypeScript, name: ts.Identifier): ts.Expression {
  let whole: ts.Expression = name;
  for (;;) {
    const { parent } = whole;
    if (isWrapper(ts, parent)) {
      whole = parent;
      continue;
    }
    const isMember =
      (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) && parent.expression === whole;
    if (!isMember) return whole;
    const { parent: outer } = parent;
    const isCalled = ts.isCallExpression(outer) && outer.expression === parent;
    if (isCalled) return pathOf(ts, outer) ? outer : whole;
    // How long a list is says something of the list.
    if (ts.isPropertyAccessExpression(parent) && /^(?:length|size)$/.test(parent.name.text)) return whole;
    whole = parent;
  }
}

/** The names of a pattern. */
export function namesOf(ts: TypeScript, name: ts.BindingName): readonly ts.BindingElement[] {
  return ts.isIdentifier(name) ? [] : descendantsOf(ts, name, 'BindingElement');
}
