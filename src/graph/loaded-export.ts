import type ts from 'typescript';
import { isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import type { TypeScript } from '../typescript.ts';

/** The export that a loader brings. */
export interface LoadedExport {
  /** What `import()` is given. */
  readonly specifier: ts.Expression;
  /** The exported name; `default` where nothing else is picked. */
  readonly name: string;
}

/**
 * The component that the loader of `next/dynamic` or `React.lazy` brings: `() => import('./x')`, with or without
 * `.then((module) => module.X)`, or `{ loader: () => … }`.
 *
 * By syntax alone: the module graph is built of it, on which the flow engine rests.
 *
 * @param loader the first argument of the call
 */
export function loadedExport(ts: TypeScript, loader: ts.Expression): LoadedExport | undefined {
  let inner = unwrap(ts, loader);
  if (ts.isObjectLiteralExpression(inner)) {
    const property = inner.properties.find(({ name }) => name && ts.isIdentifier(name) && name.text === 'loader');
    if (!property || !ts.isPropertyAssignment(property)) return undefined;
    inner = unwrap(ts, property.initializer);
  }
  const returned = isFunctionNode(ts, inner) ? returnedExpression(ts, inner) : undefined;
  if (!returned || !ts.isCallExpression(returned)) return undefined;
  const direct = importedSpecifier(ts, returned);
  if (direct) return { specifier: direct, name: 'default' };
  const { expression: callee } = returned;
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'then') return undefined;
  const specifier = importedSpecifier(ts, unwrap(ts, callee.expression));
  const [pick] = returned.arguments;
  const name = pick && isFunctionNode(ts, pick) ? pickedName(ts, pick) : undefined;
  return specifier && name !== undefined ? { specifier, name } : undefined;
}

/** What `import()` is given, where a parameter is the module that `import('x').then((module) => …)` hands its callback. */
export function loadedBy(ts: TypeScript, { parent: callback }: ts.ParameterDeclaration): ts.Expression | undefined {
  if (!ts.isArrowFunction(callback) && !ts.isFunctionExpression(callback)) return undefined;
  const call = callback.parent;
  if (!ts.isCallExpression(call) || call.arguments[0] !== callback || callback.parameters.length !== 1) return undefined;
  if (!ts.isPropertyAccessExpression(call.expression) || call.expression.name.text !== 'then') return undefined;
  return importedSpecifier(ts, unwrap(ts, call.expression.expression));
}

function importedSpecifier(ts: TypeScript, node: ts.Expression): ts.Expression | undefined {
  return ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments[0] : undefined;
}

/** The one expression a function returns: an arrow's body, or the only `return` of a block of one statement. */
function returnedExpression(ts: TypeScript, { body }: FunctionNode): ts.Expression | undefined {
  if (!body) return undefined;
  const returned = ts.isBlock(body) ? body.statements.at(-1) : undefined;
  const expression = !ts.isBlock(body) ? body : returned && ts.isReturnStatement(returned) ? returned.expression : undefined;
  if (!expression) return undefined;
  const inner = unwrap(ts, expression);
  return ts.isAwaitExpression(inner) ? unwrap(ts, inner.expression) : inner;
}

/** The export that `(module) => module.X`, `({ X }) => X` or either in `{ default: … }` takes. */
function pickedName(ts: TypeScript, fn: FunctionNode): string | undefined {
  const [parameter] = fn.parameters;
  let picked = returnedExpression(ts, fn);
  if (picked && ts.isObjectLiteralExpression(picked)) {
    const property = picked.properties.find(({ name }) => name && ts.isIdentifier(name) && name.text === 'default');
    picked = property && ts.isPropertyAssignment(property) ? unwrap(ts, property.initializer) : undefined;
  }
  if (!parameter || !picked) return undefined;
  if (ts.isPropertyAccessExpression(picked) && ts.isIdentifier(picked.expression) && ts.isIdentifier(parameter.name)) {
    return picked.expression.text === parameter.name.text ? picked.name.text : undefined;
  }
  if (!ts.isIdentifier(picked)) return undefined;
  if (ts.isIdentifier(parameter.name)) return picked.text === parameter.name.text ? 'default' : undefined;
  if (!ts.isObjectBindingPattern(parameter.name)) return undefined;
  const wanted = picked.text;
  const element = parameter.name.elements.find(({ name }) => ts.isIdentifier(name) && name.text === wanted);
  const key = element?.propertyName ?? element?.name;
  return key && ts.isIdentifier(key) ? key.text : undefined;
}
