import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { isFunctionNode, withWrappers } from './nodes.ts';

/** Whether a call is awaited where it stands. */
export function isAwaited(ts: TypeScript, call: ts.Node): boolean {
  const outer = withWrappers(ts, call).parent as ts.Node | undefined;
  return outer !== undefined && ts.isAwaitExpression(outer);
}

/** Whether a node waits: `await load()`, `for await (…)`. */
export function isWaiting(ts: TypeScript, node: ts.Node): node is ts.AwaitExpression | ts.ForOfStatement {
  return ts.isAwaitExpression(node) || (ts.isForOfStatement(node) && node.awaitModifier !== undefined);
}

/** What a call stands in, past what waits for it. */
export function afterAwait(ts: TypeScript, node: ts.Node): ts.Node {
  let outer = node.parent;
  while (ts.isAwaitExpression(outer) || ts.isParenthesizedExpression(outer)) outer = outer.parent;
  return outer;
}

/** The declaration that an import's binding is. */
export function declarationOfImport(ts: TypeScript, node: ts.Node): ts.NamedDeclaration | undefined {
  const { parent } = node;
  if (ts.isImportSpecifier(parent) || ts.isNamespaceImport(parent) || ts.isImportClause(parent)) return parent;
  return ts.isImportEqualsDeclaration(parent) ? parent : undefined;
}

/** The file itself for a name of its top level. */
export function scopeOfDeclaration(ts: TypeScript, declaration: ts.Node): ts.Node {
  let outer = declaration.parent;
  while (
    ts.isVariableDeclarationList(outer) ||
    ts.isVariableStatement(outer) ||
    ts.isVariableDeclaration(outer) ||
    ts.isBindingElement(outer) ||
    ts.isObjectBindingPattern(outer) ||
    ts.isArrayBindingPattern(outer) ||
    ts.isImportClause(outer) ||
    ts.isNamedImports(outer) ||
    ts.isImportDeclaration(outer)
  )
    outer = outer.parent;
  return outer;
}

/** Whether a name stands in a type, so that nothing of it is left at run time. */
export function isInType(ts: TypeScript, node: ts.Node): boolean {
  for (let outer = node.parent; outer; outer = outer.parent) {
    if (ts.isExpressionWithTypeArguments(outer))
      return ts.isHeritageClause(outer.parent) && outer.parent.token === ts.SyntaxKind.ImplementsKeyword;
    if (ts.isTypeNode(outer) || ts.isInterfaceDeclaration(outer)) return true;
    if (!ts.isQualifiedName(outer) && !ts.isPropertyAccessExpression(outer)) return false;
  }
  return false;
}

/** A name that stands for nothing: of a property, a declaration, an attribute. */
export function isOnlyNamed(ts: TypeScript, node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node;
  if (ts.isImportSpecifier(parent) || ts.isImportClause(parent) || ts.isNamespaceImport(parent)) return true;
  if (ts.isBindingElement(parent)) return parent.initializer !== node;
  if (ts.isJsxAttribute(parent) || ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent)) return true;
  if (ts.isPropertyAssignment(parent) || ts.isEnumMember(parent) || ts.isPropertyDeclaration(parent))
    return parent.initializer !== node;
  if (ts.isVariableDeclaration(parent) || ts.isParameter(parent)) return parent.initializer !== node;
  return (isFunctionNode(ts, parent) || ts.isClassLike(parent)) && parent.name === node;
}

/** Whether what stands around a value only looks at it: asks for its type, tests it, throws it away, extends it. */
export function isOnlyRead(ts: TypeScript, parent: ts.Node): boolean {
  return (
    ts.isTypeOfExpression(parent) ||
    ts.isPrefixUnaryExpression(parent) ||
    ts.isExpressionStatement(parent) ||
    ts.isIfStatement(parent) ||
    ts.isVoidExpression(parent) ||
    ts.isHeritageClause(parent.parent)
  );
}
