import type ts from 'typescript';
import { descendantsOf, forEachDescendant } from './descendants.ts';
import type { TypeScript } from '../typescript.ts';
import { isFunctionNode, isWrapper, nameOfFunction, withWrappers, type FunctionNode } from './nodes.ts';
import { returnedExpressions } from './returns.ts';
import { memoized } from './memoized.ts';
import { calleeName, lastName } from './last-name.ts';
import { isJsx } from './jsx.ts';

/**
 * The name under which a function is known as a component or hook: its own, its variable's, or that of what wraps it
 * (`const Row = memo(function (props) {…})`).
 */
export function componentNameOf(ts: TypeScript, node: FunctionNode): string | undefined {
  const named = componentNameNode(ts, node);
  return named && (ts.isIdentifier(named) || ts.isStringLiteralLike(named)) ? named.text : undefined;
}

/** Where the name of {@link componentNameOf} is written. */
export function componentNameNode(ts: TypeScript, node: FunctionNode): ts.Node | undefined {
  const named = nameOfFunction(ts, node);
  if (named) return named;
  const outer = aroundWrappers(ts, node);
  if (outer && ts.isVariableDeclaration(outer)) return ts.isIdentifier(outer.name) ? outer.name : undefined;
  // `exports.Row = (props) => …`
  if (!outer || !ts.isBinaryExpression(outer) || outer.operatorToken.kind !== ts.SyntaxKind.EqualsToken) return undefined;
  return ts.isPropertyAccessExpression(outer.left) ? outer.left.name : undefined;
}

// What these make of a function is not the function: they load it, or only hold it.
const notWrapping = /^(?:dynamic|lazy|loadable|useCallback|useMemo|startTransition|then)$/;

/** What a function stands in, past the calls that may wrap a component (`memo`, `forwardRef`, `withAuth` …). */
function aroundWrappers(ts: TypeScript, node: FunctionNode): ts.Node | undefined {
  let outer: ts.Node | undefined = node.parent;
  while (outer) {
    const isWrapping = ts.isCallExpression(outer) && !notWrapping.test(calleeName(ts, outer));
    if (!isWrapping && !isWrapper(ts, outer)) return outer;
    outer = outer.parent;
  }
  return undefined;
}

/**
 * Whether a function is a component: it has a component's name (or, without a name, is the file's default export) and its own
 * body shows JSX or `createElement`, or it is a default export with a component's name, which may render nothing (a page that
 * only redirects), or its file renders it, or all it returns is `null` or its children.
 */
export const isComponentFunction = memoized(isComponent);

function isComponent(ts: TypeScript, node: FunctionNode): boolean {
  if (ts.isConstructorDeclaration(node) || ts.isAccessor(node)) return false;
  if (ts.isMethodDeclaration(node)) {
    return (
      ts.isIdentifier(node.name) &&
      node.name.text === 'render' &&
      ts.isClassLike(node.parent) &&
      isClassComponent(ts, node.parent)
    );
  }
  const name = componentNameOf(ts, node);
  const isDefault = isDefaultExport(ts, node, name);
  if (name === undefined ? !isDefault : !/^[A-Z]/.test(name)) return false;
  if ((isDefault && name !== undefined) || rendersJsx(ts, node)) return true;
  return name !== undefined && (tagsOf(ts, node.getSourceFile()).has(name) || rendersNothing(ts, node));
}

/** The plain names that a file renders: `Row` of `<Row />`. */
const tagsOf = memoized((ts: TypeScript, sourceFile: ts.SourceFile): ReadonlySet<string> => {
  const elements = [
    ...descendantsOf(ts, sourceFile, 'JsxOpeningElement'),
    ...descendantsOf(ts, sourceFile, 'JsxSelfClosingElement'),
  ];
  return new Set(elements.flatMap(({ tagName }) => (ts.isIdentifier(tagName) ? [tagName.text] : [])));
});

/**
 * Whether a function that could be given props returns `null` or its `children`, and nothing else: a component for its effects, or
 * one that only lets through what it is given.
 */
function rendersNothing(ts: TypeScript, node: FunctionNode): boolean {
  const [props, second] = node.parameters;
  if (second) return false;
  const takesProps =
    props === undefined || ts.isObjectBindingPattern(props.name) || (ts.isIdentifier(props.name) && props.name.text === 'props');
  if (!takesProps) return false;
  const returned = returnedExpressions(ts, node);
  return returned.length > 0 && returned.every((value) => isEmptyOutput(ts, value));
}

/** `null`, `children`, `props.children`, and a choice between them. */
function isEmptyOutput(ts: TypeScript, value: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(value)) return isEmptyOutput(ts, value.expression);
  if (ts.isConditionalExpression(value)) return isEmptyOutput(ts, value.whenTrue) && isEmptyOutput(ts, value.whenFalse);
  if (ts.isPropertyAccessExpression(value)) return value.name.text === 'children';
  return value.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(value) && value.text === 'children');
}

/** Whether a function is a hook by its name. */
export function isHookFunction(ts: TypeScript, node: FunctionNode): boolean {
  return isHookName(componentNameOf(ts, node) ?? '');
}

/** Whether a name is a hook's: `use`, or `use` and a capital or a digit. */
export function isHookName(name: string): boolean {
  return /^use(?:[A-Z0-9]|$)/.test(name);
}

/** Whether a class extends `Component` or `PureComponent`, by name. */
export function isClassComponent(ts: TypeScript, node: ts.ClassLikeDeclaration): boolean {
  const clause = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
  const base = clause?.types[0]?.expression;
  if (!base) return false;
  const name = lastName(ts, base);
  return name === 'Component' || name === 'PureComponent';
}

/** The method by which a class renders. */
export function renderMethodOf(ts: TypeScript, { members }: ts.ClassLikeDeclaration): ts.MethodDeclaration | undefined {
  return members
    .filter((member) => ts.isMethodDeclaration(member))
    .find(({ name, body }) => body !== undefined && name.getText() === 'render');
}

/** Whether a function's own code (not that of functions it only hands on) shows JSX or calls `createElement`. */
export const rendersJsx = memoized(showsJsx);

function showsJsx(ts: TypeScript, node: FunctionNode): boolean {
  let found = false;
  const isElement = (inner: ts.Node): boolean => isJsx(ts, inner) || isCreateElement(ts, inner);
  if (!node.body) return false;
  if (isElement(node.body)) return true;
  forEachDescendant(ts, node.body, (inner) => {
    if (found) return false;
    if (isElement(inner)) found = true;
    // What a list is mapped to is rendered here.
    return ts.isFunctionLike(inner) && !(isFunctionNode(ts, inner) && isRunAtOnce(ts, inner)) ? false : undefined;
  });
  return found;
}

function isCreateElement(ts: TypeScript, node: ts.Node): boolean {
  if (!ts.isCallExpression(node)) return false;
  const name = calleeName(ts, node);
  return makesElements.test(name) || aliasesOfMakers(node.getSourceFile()).has(name);
}

const makesElements = /^_?(?:createElement|cloneElement|jsxs?|jsxDEV)$/;

/** `import { createElement as h } from 'react'` */
const aliasesOfMakers = memoized(
  (sourceFile: ts.SourceFile): ReadonlySet<string> =>
    new Set(
      [...sourceFile.text.matchAll(/\b(?:createElement|cloneElement|jsxs?|jsxDEV)\s+as\s+(\w+)/g)].map(([, alias]) => alias!),
    ),
);

const synchronousMethods = new Set([
  'map',
  'flatMap',
  'forEach',
  'filter',
  'reduce',
  'reduceRight',
  'some',
  'every',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'sort',
  'toSorted',
  'replace',
  'replaceAll',
  'from',
  'groupBy',
]);

/** Whether a method calls what it is given before it returns, by its name. */
export function isRunningMethod(name: string): boolean {
  return synchronousMethods.has(name);
}

/** Whether a method is one of a promise, which calls what it is given once that is settled, by its name. */
export function isPromiseMethod(name: string): boolean {
  return name === 'then' || name === 'catch' || name === 'finally';
}

/** Hooks that run an argument as the component renders, and which one: the reducer of `useReducer` waits for a dispatch. */
const renderingHooks = new Map([
  ['useMemo', 0],
  ['useState', 0],
  ['useReducer', 2],
]);

/**
 * Whether a function runs where it stands: called on the spot, given to a method that calls it before it returns (`map`,
 * `filter`, `sort` …), a `new Promise` executor, or the initialiser of `useState`, `useMemo` or `useReducer`.
 */
export function isRunAtOnce(ts: TypeScript, node: FunctionNode): boolean {
  const inner = withWrappers<ts.Node>(ts, node);
  const parent = inner.parent as ts.Node | undefined;
  if (!parent) return false;
  if (ts.isNewExpression(parent)) return ts.isIdentifier(parent.expression) && parent.expression.text === 'Promise';
  if (!ts.isCallExpression(parent)) return false;
  if (parent.expression === inner) return true;
  const callee = parent.expression;
  if (ts.isPropertyAccessExpression(callee) && synchronousMethods.has(callee.name.text)) return true;
  const index = renderingHooks.get(calleeName(ts, parent));
  return index !== undefined && parent.arguments[index] === inner;
}

/** Whether a function, or what wraps it, is its file's default export. @param name the function's {@link componentNameOf} */
export function isDefaultExport(ts: TypeScript, node: FunctionNode, name: string | undefined): boolean {
  const isDefault = (modifiers: readonly ts.ModifierLike[] | undefined): boolean =>
    modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword) ?? false;
  if (ts.isFunctionDeclaration(node) && isDefault(node.modifiers)) return true;
  const sourceFile = node.getSourceFile();
  const outer = aroundWrappers(ts, node);
  if (outer && ts.isExportAssignment(outer)) return true;
  return name !== undefined && defaultNames(ts, sourceFile).has(name);
}

/** The local names that a file exports as its default: one, unless it is half-typed. */
const defaultNames = memoized((ts: TypeScript, sourceFile: ts.SourceFile): ReadonlySet<string> => {
  const names = new Set<string>();
  for (const statement of sourceFile.statements) {
    if (ts.isExportAssignment(statement)) {
      if (ts.isIdentifier(statement.expression)) names.add(statement.expression.text);
    } else if (ts.isExportDeclaration(statement) && !statement.moduleSpecifier && statement.exportClause) {
      const { exportClause } = statement;
      if (!ts.isNamedExports(exportClause)) continue;
      for (const { name, propertyName } of exportClause.elements) {
        if (name.text === 'default') names.add((propertyName ?? name).text);
      }
    }
  }
  return names;
});
