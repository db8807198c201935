import type ts from 'typescript';
import { filesMentioning, type Project } from '../project/project.ts';
import { everyIdentifierNamed } from '../syntax/file-index.ts';
import { originOf } from '../flow/origin.ts';
import { memoized } from '../syntax/memoized.ts';
import { isFunctionNode, unwrap } from '../syntax/nodes.ts';
import { behindAlias } from '../syntax/types.ts';

/** Where types speak of a class. */
type Mention =
  /** nowhere: a value of the class's type is one because `new` made it */
  | 'none'
  /** only where functions say what they take: what is not read from a parameter was made by `new` */
  | 'parameters'
  /** elsewhere: a plain object may have been given the type */
  | 'values';

/**
 * Whether only `new` makes the values of a class's type, by what the program says of it.
 *
 * @param isTaken whether the value was given to a function, whose parameter may have had the type said of it
 */
export function isMadeByNewAlone(project: Project, symbol: ts.Symbol, isTaken: boolean): boolean {
  const mention = mentionOf(project, symbol);
  return mention === 'none' || (mention === 'parameters' && !isTaken);
}

/** Whether a value is, or is part of, what a function was given or gives: it may be what somebody else made. */
export function isTakenFrom(project: Project, expression: ts.Expression): boolean {
  const { ts } = project;
  const passed = new Set<ts.Node>();
  let inner = unwrap(ts, expression);
  while (!passed.has(inner)) {
    passed.add(inner);
    if (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner)) inner = unwrap(ts, inner.expression);
    else if (ts.isIdentifier(inner)) {
      const { end } = originOf(project, inner);
      if (end.kind === 'parameter') return true;
      const value = end.kind === 'declaration' ? end.value : undefined;
      if (!value || isFunctionNode(ts, value) || ts.isClassLike(value)) return false;
      inner = unwrap(ts, value);
    } else return ts.isCallExpression(inner) || ts.isAwaitExpression(inner);
  }
  return true;
}

/**
 * Where types speak of a class of the program. A plain object passes for an instance of a class of fields alone, but only where
 * something says that it is one: `const user: User = {…}`, `as User`, `Promise<User>`. Where nothing does, a value has the type
 * only by inference, and that begins at `new`.
 */
const mentionOf = memoized(findMention);

function findMention(project: Project, symbol: ts.Symbol): Mention {
  const { ts } = project;
  const declaration = symbol.declarations?.[0];
  const name = declaration && ts.isClassLike(declaration) ? declaration.name : undefined;
  // A default export has another name wherever it is imported.
  if (!declaration || !name || symbol.declarations?.length !== 1 || symbol.name === 'default') return 'values';
  if (declaration.getSourceFile().isDeclarationFile) return 'values';
  let found: Mention = 'none';
  for (const sourceFile of filesMentioning(project, name.text)) {
    // Comments give types there.
    if (/\.[cm]?jsx?$/.test(sourceFile.fileName) && saysInComment(sourceFile.text, name.text)) return 'values';
    for (const identifier of everyIdentifierNamed(ts, sourceFile, name.text)) {
      const mention = mentionAt(ts, identifier);
      if (mention === 'none' || !means(project, identifier, symbol)) continue;
      if (mention === 'values') return mention;
      found = mention;
    }
  }
  return found;
}

/** `@type {User}`, `@param {User[]} users` */
function saysInComment(text: string, name: string): boolean {
  return text.split('\n').some((line) => line.includes('@') && line.includes(name));
}

/** Whether a name is this class's, and not that of another thing that is called the same. */
function means({ ts, checker }: Project, identifier: ts.Identifier, symbol: ts.Symbol): boolean {
  const named = checker?.getSymbolAtLocation(identifier);
  if (!checker || !named) return true;
  const meant = behindAlias(ts, checker, named);
  return meant === symbol || meant.name === 'unknown';
}

function mentionAt(ts: Project['ts'], identifier: ts.Identifier): Mention {
  const { parent } = identifier;
  // Under another name its mentions are not seen.
  if ((ts.isImportSpecifier(parent) || ts.isExportSpecifier(parent)) && parent.propertyName !== undefined) return 'values';
  let isType = false;
  for (let outer: ts.Node = parent; ; outer = outer.parent) {
    if (ts.isHeritageClause(outer) || ts.isStatement(outer) || ts.isSourceFile(outer))
      return isType && isPropsType(ts, outer) ? 'parameters' : isType ? 'values' : 'none';
    if (ts.isTypeNode(outer) && !ts.isExpressionWithTypeArguments(outer)) isType = true;
    else if (ts.isParameter(outer)) return isType ? 'parameters' : 'none';
    else if (ts.isExpression(outer) || ts.isVariableDeclaration(outer) || isFunctionNode(ts, outer))
      return isType ? 'values' : 'none';
  }
}

/** `interface Props`, `type PriceProps`: what a component takes. */
function isPropsType(ts: Project['ts'], node: ts.Node): boolean {
  return (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) && node.name.text.endsWith('Props');
}
