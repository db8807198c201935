import type ts from 'typescript';
import { factsOf } from '../facts/index.ts';
import { fromAncestors } from '../syntax/ancestors.ts';
import { forEachDescendant } from '../syntax/descendants.ts';
import { memoized } from '../syntax/memoized.ts';
import { boundElements } from '../syntax/nodes.ts';
import { isValueUse } from '../syntax/references.ts';
import type { TypeScript } from '../typescript.ts';
import { addTo } from '../syntax/grouped.ts';

/** A file's top level, as names that use names. */
interface TopLevel {
  /** The names declared by the statements that mention a name. */
  readonly users: ReadonlyMap<string, ReadonlyArray<readonly string[]>>;
  /** The names that statements mention which run whenever the module loads. */
  readonly run: ReadonlySet<string>;
  /** The exported names of a local name. */
  readonly exportedAs: ReadonlyMap<string, readonly string[]>;
}

const outermosts = new WeakMap<ts.Node, ts.Node>();

/** The names that the top-level declaration around a node declares; undefined outside any. */
export function topLevelNames(ts: TypeScript, node: ts.Node): readonly string[] | undefined {
  const outermost = fromAncestors(outermosts, node, (outer, inner) => (ts.isSourceFile(outer) ? inner : undefined), node);
  return ts.isStatement(outermost) ? declaredNames(ts, outermost) : undefined;
}

/** `Select.displayName = 'Select'` uses nothing by itself: it belongs to what it completes. */
function completedName(ts: TypeScript, statement: ts.Statement): string | undefined {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return undefined;
  const { left, operatorToken } = statement.expression;
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isPropertyAccessExpression(left)) return undefined;
  const isModule = left.expression.getText() === 'module' || left.expression.getText() === 'exports';
  return ts.isIdentifier(left.expression) && !isModule ? left.expression.text : undefined;
}

/** `export default` without a name is known as `default`. */
function declaredNames(ts: TypeScript, statement: ts.Statement): readonly string[] | undefined {
  const completed = completedName(ts, statement);
  if (completed !== undefined) return [completed];
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return [statement.name?.text ?? 'default'];
  if (ts.isExportAssignment(statement)) return ['default'];
  if (ts.isEnumDeclaration(statement) || ts.isModuleDeclaration(statement)) return [statement.name.text];
  if (!ts.isVariableStatement(statement)) return undefined;
  const names: string[] = [];
  const add = (name: ts.BindingName): void => {
    if (ts.isIdentifier(name)) names.push(name.text);
    else for (const element of boundElements(ts, name)) add(element.name);
  };
  for (const { name } of statement.declarationList.declarations) add(name);
  return names;
}

/** The top level of a file; see {@link TopLevel}. */
export const topLevelOf = memoized(readTopLevel);

function readTopLevel(ts: TypeScript, sourceFile: ts.SourceFile): TopLevel {
  const users = new Map<string, Array<readonly string[]>>();
  const run = new Set<string>();
  const exportedAs = new Map<string, string[]>();
  // `console.log()` is no use of a `log`.
  const isTag = ({ parent }: ts.Identifier): boolean => ts.isJsxOpeningLikeElement(parent);
  for (const statement of sourceFile.statements) {
    if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) continue;
    const names = declaredNames(ts, statement);
    const mentioned = names ? new Set<string>() : run;
    forEachDescendant(ts, statement, (node) => {
      if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return false;
      if (ts.isIdentifier(node) && (isValueUse(ts, node) || isTag(node))) mentioned.add(node.text);
      return undefined;
    });
    if (!names) continue;
    for (const name of mentioned) {
      addTo(users, name, names);
    }
  }
  for (const { name, local, statement, erased } of factsOf(ts, sourceFile).exports) {
    if (erased || (ts.isExportDeclaration(statement) && statement.moduleSpecifier)) continue;
    const own = local ?? 'default';
    addTo(exportedAs, own, name);
  }
  return { users, run, exportedAs };
}
