import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { declarationOf } from './scope.ts';
import { unwrap, withWrappers } from './nodes.ts';
import { identifiersAmong } from './file-index.ts';

/** A place that evaluates a global. */
export interface GlobalRead {
  readonly name: string;
  /** The name, or `globalThis.name`. */
  readonly node: ts.Expression;
}

/**
 * The places of a file that evaluate a global: a name that the file neither declares nor imports, used where a value is meant,
 * or a member that is read of `globalThis.name`, which must be there for that. Not `typeof name`, which is never an error, and
 * not a JSX tag.
 *
 * @param names the globals asked about
 */
export function globalReads(ts: TypeScript, sourceFile: ts.SourceFile, names: ReadonlySet<string>): GlobalRead[] {
  const found: GlobalRead[] = [];
  for (const node of identifiersAmong(ts, sourceFile, names)) {
    const { parent } = node;
    const isMember = ts.isPropertyAccessExpression(parent) && parent.name === node;
    if (isMember && isGlobalThis(ts, parent.expression) && isReadFurther(ts, parent)) {
      found.push({ name: node.text, node: parent });
    }
    if (!isValueUse(ts, node) || isTypeofOperand(ts, node) || isEnumMemberName(ts, node) || declarationOf(ts, node)) continue;
    found.push({ name: node.text, node });
  }
  return found;
}

function isGlobalThis(ts: TypeScript, node: ts.Expression): boolean {
  return ts.isIdentifier(node) && (node.text === 'globalThis' || node.text === 'global') && !declarationOf(ts, node);
}

/** Whether a member is read or the value called, so that undefined would be an error. */
function isReadFurther(ts: TypeScript, node: ts.Expression): boolean {
  const inner = withWrappers(ts, node);
  const { parent } = inner;
  const isRead = ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent) || ts.isCallExpression(parent);
  return isRead && parent.expression === inner && !parent.questionDotToken;
}

/** Whether an identifier stands where its value is read (or called), and does not merely name something. */
export function isValueUse(ts: TypeScript, node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node;
  if (ts.isPropertyAccessExpression(parent)) return parent.expression === node;
  if (ts.isBindingElement(parent) || ts.isVariableDeclaration(parent) || ts.isParameter(parent))
    return parent.initializer === node;
  if (ts.isPropertyAssignment(parent) || ts.isEnumMember(parent) || ts.isPropertyDeclaration(parent))
    return parent.initializer === node;
  if (
    ts.isJsxAttribute(parent) ||
    ts.isJsxOpeningLikeElement(parent) ||
    ts.isJsxClosingElement(parent) ||
    ts.isJsxNamespacedName(parent)
  )
    return false;
  if (ts.isLabeledStatement(parent) || ts.isBreakOrContinueStatement(parent) || ts.isMetaProperty(parent)) return false;
  if (ts.isImportEqualsDeclaration(parent) || ts.isNamespaceExportDeclaration(parent) || ts.isQualifiedName(parent)) return false;
  return (
    !(ts.isFunctionLike(parent) || ts.isClassLike(parent) || ts.isEnumDeclaration(parent) || ts.isModuleDeclaration(parent)) ||
    parent.name !== node
  );
}

function isTypeofOperand(ts: TypeScript, node: ts.Expression): boolean {
  let outer = node.parent;
  while (ts.isParenthesizedExpression(outer)) outer = outer.parent;
  return ts.isTypeOfExpression(outer) && unwrap(ts, outer.expression) === node;
}

/** Inside an enum its members go by their bare names. */
function isEnumMemberName(ts: TypeScript, node: ts.Identifier): boolean {
  let outer: ts.Node | undefined = node.parent;
  while (outer && !ts.isEnumDeclaration(outer)) outer = ts.isStatement(outer) ? undefined : outer.parent;
  return outer?.members.some(({ name }) => ts.isIdentifier(name) && name.text === node.text) ?? false;
}
