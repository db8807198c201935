import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { fromAncestors } from './ancestors.ts';
import { memoized } from './memoized.ts';
import { kindTest } from './kinds.ts';
import { boundElements, hasModifier, unwrap } from './nodes.ts';

/** What declares a name that exists at run time. */
export type Declaration =
  | ts.VariableDeclaration
  | ts.BindingElement
  | ts.ParameterDeclaration
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ClassLikeDeclaration
  | ts.EnumDeclaration
  | ts.ModuleDeclaration
  | ts.ImportClause
  | ts.NamespaceImport
  | ts.ImportSpecifier
  | ts.ImportEqualsDeclaration;

type DeclaredNames = ReadonlyMap<string, Declaration>;

const nothingDeclared: DeclaredNames = new Map();

/**
 * What a name stands for in its own file, found by scope and without a checker: the innermost declaration that the name can
 * see. Names that exist only as types are not looked at.
 *
 * @param identifier a name where a value is meant, with parent pointers set
 * @returns undefined where the file does not declare it: a global, or a name of nothing; and for any node that is no name
 */
export function declarationOf(ts: TypeScript, identifier: ts.Node): Declaration | undefined {
  if (!ts.isIdentifier(identifier) || isHostTagName(ts, identifier)) return undefined;
  return declarationOfName(ts, identifier.text, identifier);
}

/** `<p />` is an element of the page, whatever else is called `p`. */
function isHostTagName(ts: TypeScript, { parent, text }: ts.Identifier): boolean {
  const isTag = ts.isJsxOpeningLikeElement(parent) || ts.isJsxClosingElement(parent);
  return isTag && /^[a-z]/.test(text);
}

/** As {@link declarationOf}, for a name given as text and the place from which it is looked for. */
export function declarationOfName(ts: TypeScript, name: string, from: ts.Node): Declaration | undefined {
  for (let scope = scopeAround(ts, from); scope; scope = scopeAround(ts, scope)) {
    const declaration = namesDeclared(ts, scope).get(name);
    if (declaration) return declaration;
  }
  return undefined;
}

const around = new WeakMap<ts.Node, { readonly scope: ts.Node | undefined }>();
const noScope = { scope: undefined };

/** The innermost scope around a node that declares anything. */
function scopeAround(ts: TypeScript, node: ts.Node): ts.Node | undefined {
  return fromAncestors(around, node, (outer) => (namesDeclared(ts, outer).size > 0 ? { scope: outer } : undefined), noScope)
    .scope;
}

function namesDeclared(ts: TypeScript, scope: ts.Node): DeclaredNames {
  return isScope(ts, scope) ? collected(ts, scope) : nothingDeclared;
}

const collected = memoized(collect);

// Asked of every node that a name is looked for from.
const isScope = kindTest<ts.Node>(
  'Block',
  'SourceFile',
  'ModuleBlock',
  'CaseBlock',
  'CatchClause',
  'ClassDeclaration',
  'ClassExpression',
  'ClassStaticBlockDeclaration',
  'ForStatement',
  'ForOfStatement',
  'ForInStatement',
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunction',
  'MethodDeclaration',
  'Constructor',
  'GetAccessor',
  'SetAccessor',
  'MethodSignature',
  'CallSignature',
  'ConstructSignature',
  'IndexSignature',
  'FunctionType',
  'ConstructorType',
);

function collect(ts: TypeScript, scope: ts.Node): DeclaredNames {
  const names = new Map<string, Declaration>();
  // Of overloads and merged declarations the first that has a body counts.
  const add = (name: string, declaration: Declaration): void => {
    if (!names.has(name)) names.set(name, declaration);
  };
  const addVariable = (declaration: ts.VariableDeclaration | ts.BindingElement | ts.ParameterDeclaration): void => {
    if (ts.isIdentifier(declaration.name)) add(declaration.name.text, declaration);
    else boundElements(ts, declaration.name).forEach(addVariable);
  };
  if (ts.isSourceFile(scope) || ts.isBlock(scope) || ts.isModuleBlock(scope)) {
    for (const statement of scope.statements) addStatement(ts, statement, add, addVariable);
  } else if (ts.isCaseBlock(scope)) {
    for (const clause of scope.clauses) {
      for (const statement of clause.statements) addStatement(ts, statement, add, addVariable);
    }
  } else if (ts.isCatchClause(scope)) {
    if (scope.variableDeclaration) addVariable(scope.variableDeclaration);
  } else if (ts.isForStatement(scope) || ts.isForOfStatement(scope) || ts.isForInStatement(scope)) {
    const { initializer } = scope;
    if (initializer && ts.isVariableDeclarationList(initializer)) initializer.declarations.forEach(addVariable);
  } else if (ts.isClassLike(scope)) {
    if (scope.name) add(scope.name.text, scope);
  } else if (ts.isFunctionLike(scope)) {
    for (const parameter of scope.parameters) {
      if (ts.isParameter(parameter)) addVariable(parameter);
    }
  }
  if (ts.isFunctionLike(scope) || ts.isSourceFile(scope) || ts.isModuleBlock(scope) || ts.isClassStaticBlockDeclaration(scope)) {
    forEachVar(ts, scope, addVariable);
  }
  if (ts.isFunctionExpression(scope) && scope.name) add(scope.name.text, scope);
  return names;
}

function addStatement(
  ts: TypeScript,
  statement: ts.Statement,
  add: (name: string, declaration: Declaration) => void,
  addVariable: (declaration: ts.VariableDeclaration) => void,
): void {
  if (ts.isVariableStatement(statement)) statement.declarationList.declarations.forEach(addVariable);
  else if (ts.isFunctionDeclaration(statement)) {
    if (statement.name && statement.body) add(statement.name.text, statement);
  } else if (ts.isClassDeclaration(statement)) {
    if (statement.name) add(statement.name.text, statement);
  } else if (ts.isEnumDeclaration(statement)) add(statement.name.text, statement);
  else if (ts.isModuleDeclaration(statement)) {
    const isAmbient = hasModifier(ts, statement, ts.SyntaxKind.DeclareKeyword);
    if (ts.isIdentifier(statement.name) && !isAmbient) add(statement.name.text, statement);
  } else if (ts.isImportEqualsDeclaration(statement)) add(statement.name.text, statement);
  else if (ts.isImportDeclaration(statement)) {
    const clause = statement.importClause;
    if (clause?.name) add(clause.name.text, clause);
    const named = clause?.namedBindings;
    if (named && ts.isNamespaceImport(named)) add(named.name.text, named);
    else named?.elements.forEach((element) => add(element.name.text, element));
  }
}

/** The `var`s that a function or file holds in its inner statements. */
function forEachVar(ts: TypeScript, root: ts.Node, add: (declaration: ts.VariableDeclaration) => void): void {
  const stack: ts.Node[] = [];
  const push = (node: ts.Node): void => {
    ts.forEachChild(node, (child) => {
      const isInner = ts.isFunctionLike(child) || ts.isClassLike(child) || ts.isModuleDeclaration(child) || ts.isTypeNode(child);
      if (!isInner && !ts.isExpression(child)) stack.push(child);
    });
  };
  push(root);
  for (let node = stack.pop(); node; node = stack.pop()) {
    if (ts.isVariableDeclarationList(node) && !(node.flags & ts.NodeFlags.BlockScoped)) node.declarations.forEach(add);
    push(node);
  }
}

/** The variable or parameter that a name in a pattern belongs to; anything else itself. */
export function outermost(ts: TypeScript, declaration: ts.Node): ts.Node {
  let holder = declaration;
  while (ts.isBindingElement(holder)) holder = holder.parent.parent;
  return holder;
}

/** The variable or parameter that declares a name, in a pattern too, or whatever else declares it. */
export function holderOf(ts: TypeScript, name: ts.Node): ts.Node | undefined {
  const declaration = declarationOf(ts, name);
  return declaration && outermost(ts, declaration);
}

/** What the variable is declared with that a name stands for: nothing for any other expression. */
export function initializerOf(ts: TypeScript, name: ts.Expression): ts.Expression | undefined {
  const declaration = declarationOf(ts, name);
  return declaration && ts.isVariableDeclaration(declaration) ? declaration.initializer : undefined;
}

/** As {@link initializerOf}, also for a name that a pattern takes out of it. */
export function initializerAround(ts: TypeScript, name: ts.Expression): ts.Expression | undefined {
  const holder = holderOf(ts, name);
  return holder && ts.isVariableDeclaration(holder) ? holder.initializer : undefined;
}

/** What an element of a variable's pattern is taken out of: `load()` of `const { rows } = load()`. */
export function patternSource(ts: TypeScript, { parent: pattern }: ts.BindingElement): ts.Expression | undefined {
  const { parent: holder } = pattern;
  return ts.isVariableDeclaration(holder) && holder.initializer ? unwrap(ts, holder.initializer) : undefined;
}
