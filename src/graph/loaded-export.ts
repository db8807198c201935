import type ts from 'typescript';
import { isFunctionLiteral, isFunctionNode, isImportCall, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import type { TypeScript } from '../typescript.ts';

/** The export that a loader brings. */
interface LoadedExport {
  /** What `import()` is given. */
  readonly specifier: ts.Expression;
  /** The exported name; `default` where nothing else is picked. */
  readonly name: string;
}

/** What a part of a loader is: a module, or one of its exports. */
interface Taken {
  readonly specifier: ts.Expression;
  /** The exported name; undefined for the module itself. */
  readonly name?: string;
}

/**
 * The component that the loader of `next/dynamic` or `React.lazy` brings: `() => import('./x')`, with or without
 * `.then((module) => module.X)`, `async () => (await import('./x')).X`, the same by a constant of the loader's, or
 * `{ loader: () => … }`.
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
  const taken = isFunctionNode(ts, inner) ? takenBy(ts, inner) : undefined;
  return taken && { specifier: taken.specifier, name: taken.name ?? 'default' };
}

/** What a function returns of a module; `given` is what it is called with. */
function takenBy(ts: TypeScript, { body, parameters }: FunctionNode, given?: Taken): Taken | undefined {
  const read = (expression: ts.Expression): Taken | undefined => {
    const inner = unwrap(ts, expression);
    if (ts.isAwaitExpression(inner)) return read(inner.expression);
    if (ts.isObjectLiteralExpression(inner)) {
      const property = inner.properties.find(({ name }) => name && ts.isIdentifier(name) && name.text === 'default');
      return property && ts.isPropertyAssignment(property) ? read(property.initializer) : undefined;
    }
    if (ts.isPropertyAccessExpression(inner)) return takenMember(read(inner.expression), inner.name.text);
    if (ts.isIdentifier(inner)) return named(inner.text);
    if (!ts.isCallExpression(inner)) return undefined;
    const specifier = importedSpecifier(ts, inner);
    if (specifier) return { specifier };
    const { expression: callee } = inner;
    if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'then') return undefined;
    const [pick] = inner.arguments;
    return pick && isFunctionNode(ts, pick) ? takenBy(ts, pick, read(callee.expression)) : undefined;
  };
  const seen = new Set<string>();
  const named = (name: string): Taken | undefined => {
    // `const a = b, b = a`
    if (seen.has(name)) return undefined;
    seen.add(name);
    const [parameter] = parameters;
    const bound = parameter && boundBy(ts, parameter.name, name, () => given);
    if (bound || !body || !ts.isBlock(body)) return bound;
    for (const statement of body.statements) {
      if (!ts.isVariableStatement(statement)) continue;
      for (const { name: pattern, initializer } of statement.declarationList.declarations) {
        const found = initializer && boundBy(ts, pattern, name, () => read(initializer));
        if (found) return found;
      }
    }
    return undefined;
  };
  if (!body) return undefined;
  const returned = ts.isBlock(body) ? body.statements.at(-1) : undefined;
  const result = !ts.isBlock(body) ? body : returned && ts.isReturnStatement(returned) ? returned.expression : undefined;
  return result && read(result);
}

/** What a name is that a pattern binds. */
function boundBy(ts: TypeScript, pattern: ts.BindingName, name: string, value: () => Taken | undefined): Taken | undefined {
  if (ts.isIdentifier(pattern)) return pattern.text === name ? value() : undefined;
  if (!ts.isObjectBindingPattern(pattern)) return undefined;
  const element = pattern.elements.find((one) => ts.isIdentifier(one.name) && one.name.text === name);
  const key = element?.propertyName ?? element?.name;
  return key && ts.isIdentifier(key) && !element?.dotDotDotToken ? takenMember(value(), key.text) : undefined;
}

function takenMember(taken: Taken | undefined, name: string): Taken | undefined {
  return taken && taken.name === undefined ? { ...taken, name } : undefined;
}

/** What `import()` is given, where a parameter is the module that `import('x').then((module) => …)` hands its callback. */
export function loadedBy(ts: TypeScript, { parent: callback }: ts.ParameterDeclaration): ts.Expression | undefined {
  if (!isFunctionLiteral(ts, callback)) return undefined;
  const call = callback.parent;
  if (!ts.isCallExpression(call) || call.arguments[0] !== callback || callback.parameters.length !== 1) return undefined;
  if (!ts.isPropertyAccessExpression(call.expression) || call.expression.name.text !== 'then') return undefined;
  return importedSpecifier(ts, unwrap(ts, call.expression.expression));
}

function importedSpecifier(ts: TypeScript, node: ts.Expression): ts.Expression | undefined {
  return isImportCall(ts, node) ? node.arguments[0] : undefined;
}
