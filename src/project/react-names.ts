import type ts from 'typescript';
import { unwrap } from '../syntax/nodes.ts';
import { declarationOf } from '../syntax/scope.ts';
import type { TypeScript } from '../typescript.ts';
import { lastName } from '../syntax/last-name.ts';
import { isSequence } from '../syntax/operators.ts';

// What bundlers and compilers put around `require('react')`.
const interop = /interop|toESM|import(?:Default|Star)|namespace|default/i;
const maximumDepth = 6;

/**
 * Whether an expression of a package's JavaScript is an export of React under one of some names, in whatever a bundler has made of it.
 */
export function isReactExport(ts: TypeScript, expression: ts.Expression, names: ReadonlySet<string>, depth = 0): boolean {
  if (depth > maximumDepth) return false;
  const value = bare(ts, expression);
  if (ts.isPropertyAccessExpression(value)) return names.has(value.name.text) && isReact(ts, value.expression, depth + 1);
  if (!ts.isIdentifier(value)) return false;
  const declaration = declarationOf(ts, value);
  if (!declaration) return false;
  if (ts.isImportSpecifier(declaration))
    return names.has((declaration.propertyName ?? declaration.name).text) && isFromReact(ts, declaration.parent.parent.parent);
  if (ts.isBindingElement(declaration)) {
    const key = declaration.propertyName ?? declaration.name;
    const holder = declaration.parent.parent;
    if (!ts.isIdentifier(key) || !names.has(key.text) || !ts.isVariableDeclaration(holder)) return false;
    return holder.initializer !== undefined && isReact(ts, holder.initializer, depth + 1);
  }
  if (!ts.isVariableDeclaration(declaration) || !declaration.initializer) return false;
  return isReactExport(ts, declaration.initializer, names, depth + 1);
}

/** Whether an expression is React as a whole. */
function isReact(ts: TypeScript, expression: ts.Expression, depth: number): boolean {
  if (depth > maximumDepth) return false;
  const value = bare(ts, expression);
  if (ts.isPropertyAccessExpression(value)) return value.name.text === 'default' && isReact(ts, value.expression, depth + 1);
  if (ts.isCallExpression(value)) {
    const [first] = value.arguments;
    if (!first) return false;
    const callee = bare(ts, value.expression);
    if (ts.isIdentifier(callee) && callee.text === 'require') return ts.isStringLiteralLike(first) && first.text === 'react';
    const name = lastName(ts, callee);
    return interop.test(name) && isReact(ts, first, depth + 1);
  }
  if (!ts.isIdentifier(value)) return false;
  const declaration = declarationOf(ts, value);
  if (!declaration) return false;
  if (ts.isImportClause(declaration)) return isFromReact(ts, declaration.parent);
  if (ts.isNamespaceImport(declaration)) return isFromReact(ts, declaration.parent.parent);
  if (ts.isImportSpecifier(declaration))
    return declaration.propertyName?.text === 'default' && isFromReact(ts, declaration.parent.parent.parent);
  if (!ts.isVariableDeclaration(declaration) || !declaration.initializer) return false;
  return isReact(ts, declaration.initializer, depth + 1);
}

function isFromReact(ts: TypeScript, statement: ts.Node): boolean {
  if (!ts.isImportDeclaration(statement)) return false;
  return ts.isStringLiteralLike(statement.moduleSpecifier) && statement.moduleSpecifier.text === 'react';
}

/** Without parentheses, and of `(0, react.createContext)` what is called. */
function bare(ts: TypeScript, expression: ts.Expression): ts.Expression {
  const inner = unwrap(ts, expression);
  const isComma = isSequence(ts, inner);
  return isComma ? bare(ts, inner.right) : inner;
}
