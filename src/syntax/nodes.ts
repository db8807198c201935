import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { fromAncestors } from './ancestors.ts';
import { isAssignment } from './operators.ts';

/** Whether the file's types are stripped before anything else looks at it (`.ts`, `.tsx`, `.mts`, `.cts`). */
export function isTypeScriptFile(sourceFile: ts.SourceFile): boolean {
  return /\.[mc]?tsx?$/.test(sourceFile.fileName);
}

/** Whether a file is none of the program's own: a declaration file, or one of a package. */
export function isForeignFile({ isDeclarationFile, fileName }: ts.SourceFile): boolean {
  return isDeclarationFile || fileName.includes('/node_modules/');
}

/** An expression without the wrappers that change nothing at run time: parentheses, `as`, `satisfies`, `!`, `<T>x`. */
export function unwrap(ts: TypeScript, expression: ts.Expression): ts.Expression {
  let inner = expression;
  for (;;) {
    if (ts.isParenthesizedExpression(inner)) inner = inner.expression;
    else if (isTypeOnlyWrapper(ts, inner)) inner = inner.expression;
    else return inner;
  }
}

/** An expression without what TypeScript erases (`as`, `satisfies`, `!`, `<T>x`); parentheses stay. */
export function unwrapTypes(ts: TypeScript, expression: ts.Expression): ts.Expression {
  let inner = expression;
  while (isTypeOnlyWrapper(ts, inner)) inner = inner.expression;
  return inner;
}

/** As {@link unwrap}, without what waits for a value too: `load()` of `(await load())`. */
export function unwrapAwaits(ts: TypeScript, expression: ts.Expression): ts.Expression {
  let inner = unwrap(ts, expression);
  while (ts.isAwaitExpression(inner)) inner = unwrap(ts, inner.expression);
  return inner;
}

type Link = ts.PropertyAccessExpression | ts.ElementAccessExpression | ts.CallExpression | ts.AwaitExpression;

/**
 * What a chain of members begins with: `form` of `form.fields.title`.
 *
 * @param others what counts as a link beside a member that is read by its name
 */
export function rootOf(
  ts: TypeScript,
  expression: ts.Expression,
  ...others: ReadonlyArray<(node: ts.Node) => node is Link>
): ts.Expression {
  const isLink = (node: ts.Node): node is Link => ts.isPropertyAccessExpression(node) || others.some((isOther) => isOther(node));
  let root = unwrap(ts, expression);
  while (isLink(root)) root = unwrap(ts, root.expression);
  return root;
}

/** The opposite of {@link unwrap}: a node with the wrappers around it. */
export function withWrappers<T extends ts.Node>(ts: TypeScript, node: T): T | ts.Expression {
  let outer: T | ts.Expression = node;
  while (outer.parent && isWrapper(ts, outer.parent)) outer = outer.parent;
  return outer;
}

/** Whether a node only wraps an expression, and changes nothing at run time. */
export function isWrapper(ts: TypeScript, node: ts.Node): node is ts.Expression {
  return ts.isParenthesizedExpression(node) || isTypeOnlyWrapper(ts, node);
}

/** Whether a node is one that TypeScript erases around an expression: `as`, `satisfies`, `!`, `<T>x`. */
export function isTypeOnlyWrapper(
  ts: TypeScript,
  node: ts.Node,
): node is ts.AsExpression | ts.SatisfiesExpression | ts.NonNullExpression | ts.TypeAssertion {
  return (
    ts.isAsExpression(node) ||
    ts.isSatisfiesExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isTypeAssertionExpression(node)
  );
}

/** Whether a node is a name, or a member that is read by its name: `save`, `store.save`. */
export function isNameOrMember(ts: TypeScript, node: ts.Node): node is ts.Identifier | ts.PropertyAccessExpression {
  return ts.isIdentifier(node) || ts.isPropertyAccessExpression(node);
}

/** As {@link isNameOrMember}, also in brackets: `store['save']`. */
export function isNameOrAccess(
  ts: TypeScript,
  node: ts.Node,
): node is ts.Identifier | ts.PropertyAccessExpression | ts.ElementAccessExpression {
  return isNameOrMember(ts, node) || ts.isElementAccessExpression(node);
}

/** A function with a body of its own that could hold a directive. */
export type FunctionNode =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.ConstructorDeclaration
  | ts.AccessorDeclaration;

/** Whether a node is any kind of function with a body position: declaration, expression, arrow, method, accessor, constructor. */
export function isFunctionNode(ts: TypeScript, node: ts.Node): node is FunctionNode {
  return (
    ts.isFunctionDeclaration(node) ||
    ts.isFunctionExpression(node) ||
    ts.isArrowFunction(node) ||
    ts.isMethodDeclaration(node) ||
    ts.isConstructorDeclaration(node) ||
    ts.isGetAccessorDeclaration(node) ||
    ts.isSetAccessorDeclaration(node)
  );
}

/** Whether a node is a function that is written where a value is: an arrow or a function expression. */
export function isFunctionLiteral(ts: TypeScript, node: ts.Node): node is ts.ArrowFunction | ts.FunctionExpression {
  return ts.isArrowFunction(node) || ts.isFunctionExpression(node);
}

/** Whether a node is in another one, or is it. */
export function isInside(node: ts.Node, outer: ts.Node): boolean {
  return node.pos >= outer.pos && node.end <= outer.end && node.getSourceFile() === outer.getSourceFile();
}

/** The innermost function around a node; undefined at module level. */
export function enclosingFunction(ts: TypeScript, node: ts.Node): FunctionNode | undefined {
  const decide = (outer: ts.Node): Around | undefined => (isFunctionNode(ts, outer) ? { fn: outer } : undefined);
  return fromAncestors(functionsAround, node, decide, atModuleLevel).fn;
}

interface Around {
  readonly fn: FunctionNode | undefined;
}

const functionsAround = new WeakMap<ts.Node, Around>();
const atModuleLevel: Around = { fn: undefined };

/** The parameters of a function that take arguments: all but `this`. */
export function parametersOf(ts: TypeScript, { parameters }: ts.SignatureDeclaration): ts.ParameterDeclaration[] {
  return parameters.filter(({ name }) => !(ts.isIdentifier(name) && name.text === 'this'));
}

/** The elements of a pattern that declare something: all but the holes of `[, a]`. */
export function boundElements(ts: TypeScript, { elements }: ts.BindingPattern): ts.BindingElement[] {
  const found: ts.BindingElement[] = [];
  for (const element of elements) if (ts.isBindingElement(element) && !isHole(ts, element)) found.push(element);
  return found;
}

/** Whether a node is the hole of a pattern as TypeScript 7 has it: an element without a name, which no type says. */
export function isHole(ts: TypeScript, node: ts.Node): boolean {
  return ts.isBindingElement(node) && (node.name as ts.BindingName | undefined) === undefined;
}

/** Whether a node is a list of statements: a file, a block, a clause of a `switch`. */
export function isStatementList(
  ts: TypeScript,
  node: ts.Node,
): node is ts.SourceFile | ts.Block | ts.ModuleBlock | ts.CaseOrDefaultClause {
  return ts.isSourceFile(node) || ts.isBlock(node) || ts.isModuleBlock(node) || ts.isCaseOrDefaultClause(node);
}

/** Whether a declaration or statement has a modifier such as `async`, `static`, `export`, `default`, `declare`. */
export function hasModifier(ts: TypeScript, node: ts.Node, kind: ts.ModifierSyntaxKind): boolean {
  return ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((modifier) => modifier.kind === kind) ?? false);
}

/** Whether a function is a generator. */
export function isGenerator(ts: TypeScript, node: FunctionNode): boolean {
  const mayBe = ts.isFunctionDeclaration(node) || ts.isFunctionExpression(node) || ts.isMethodDeclaration(node);
  return mayBe && node.asteriskToken !== undefined;
}

/** `true`, `false` or `null`. */
export function isKeywordLiteral(ts: TypeScript, { kind }: ts.Node): boolean {
  const { TrueKeyword, FalseKeyword, NullKeyword } = ts.SyntaxKind;
  return kind === TrueKeyword || kind === FalseKeyword || kind === NullKeyword;
}

/** Whether a declaration is of a constant. */
export function isConst(ts: TypeScript, declaration: ts.VariableDeclaration | ts.BindingElement): boolean {
  return (ts.getCombinedNodeFlags(declaration) & ts.NodeFlags.Const) !== 0;
}

/** Whether a node is `import(…)`. */
export function isImportCall(ts: TypeScript, node: ts.Node): node is ts.ImportCall {
  return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
}

/** `null` or `undefined`, as it is written. */
export function isNullish(ts: TypeScript, node: ts.Expression): boolean {
  return node.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(node) && node.text === 'undefined');
}

/** Whether a function is declared `async` (async generators included). */
export function isAsync(ts: TypeScript, node: FunctionNode): boolean {
  return hasModifier(ts, node, ts.SyntaxKind.AsyncKeyword);
}

/**
 * Whether TypeScript leaves nothing of a statement: interfaces, type aliases, `declare`, `const enum`, overload signatures,
 * `import type`, `export type`, `export {}`, and empty statements in a TypeScript file. Elided imports are not decided here: see {@link ImportFact.erased}.
 */
export function isErasedStatement(ts: TypeScript, statement: ts.Statement): boolean {
  if (ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement)) return true;
  if (hasModifier(ts, statement, ts.SyntaxKind.DeclareKeyword)) return true;
  if (ts.isFunctionDeclaration(statement)) return statement.body === undefined;
  if (ts.isEnumDeclaration(statement)) {
    const isConst = hasModifier(ts, statement, ts.SyntaxKind.ConstKeyword);
    return isConst && !hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword);
  }
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly || exportsOnlyTypes(ts, statement);
  if (ts.isModuleDeclaration(statement)) return !isInstantiated(ts, statement);
  return ts.isEmptyStatement(statement);
}

/** `export {}`, `export { type A }`, `export { type A } from './a'`. */
function exportsOnlyTypes(ts: TypeScript, statement: ts.ExportDeclaration): boolean {
  const { exportClause, moduleSpecifier } = statement;
  if (!exportClause || !ts.isNamedExports(exportClause)) return false;
  const { elements } = exportClause;
  return elements.every((element) => element.isTypeOnly) && (elements.length > 0 || !moduleSpecifier);
}

/** Whether a namespace holds anything that exists at run time. */
function isInstantiated(ts: TypeScript, namespace: ts.ModuleDeclaration): boolean {
  const body = namespace.body;
  if (!body) return false;
  if (ts.isModuleBlock(body)) return body.statements.some((statement) => !isErasedStatement(ts, statement));
  return ts.isModuleDeclaration(body) ? isInstantiated(ts, body) : true;
}

/** The name by which a message calls a function: its own, its variable's or its property's; undefined where it has none. */
export function nameOfFunction(ts: TypeScript, node: FunctionNode): ts.Node | undefined {
  if (node.name) return node.name;
  const outer = withWrappers<ts.Node>(ts, node).parent as ts.Node | undefined;
  if (!outer) return undefined;
  if (ts.isVariableDeclaration(outer) && ts.isIdentifier(outer.name)) return outer.name;
  if (ts.isPropertyAssignment(outer) || ts.isPropertyDeclaration(outer)) return outer.name;
  if (ts.isJsxExpression(outer) && outer.parent && ts.isJsxAttribute(outer.parent)) return outer.parent.name;
  return isAssignment(ts, outer) && ts.isIdentifier(outer.left) ? outer.left : undefined;
}
