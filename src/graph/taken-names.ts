import type ts from 'typescript';
import { forEachDescendant } from '../syntax/descendants.ts';
import { memoized } from '../syntax/memoized.ts';
import { isValueUse } from '../syntax/references.ts';
import type { TypeScript } from '../typescript.ts';
import { loadedExport } from './loaded-export.ts';
import { isImportCall } from '../syntax/nodes.ts';
import { memberName } from '../syntax/last-name.ts';

/**
 * The exports that a file takes out of a namespace it imports (`ui.Button`, `const { Button } = ui`). By syntax alone: the module
 * graph is built of it, on which the flow engine's `uses` rests.
 *
 * @param namespace the namespace's name in the file
 * @returns undefined where anything else is done with the namespace
 */
export const membersTaken = memoized(findMembersTaken);

function findMembersTaken(ts: TypeScript, sourceFile: ts.SourceFile, namespace: string): ReadonlySet<string> | undefined {
  const found = new Set<string>();
  let isWhole = false;
  forEachDescendant(ts, sourceFile, (node) => {
    if (isWhole || ts.isImportDeclaration(node)) return false;
    if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return false;
    if (!ts.isIdentifier(node) || node.text !== namespace || !isValueUse(ts, node)) return undefined;
    const names = namesRead(ts, node);
    if (names) for (const name of names) found.add(name);
    else isWhole = true;
    return undefined;
  });
  return isWhole ? undefined : found;
}

/**
 * The exports that an `import()` or `require()` is made for: what is read of it at once, taken by a pattern, or picked by the
 * loader of `next/dynamic` or `React.lazy`.
 *
 * @param call the call itself
 * @returns undefined where that cannot be told
 */
export function namesLoaded(ts: TypeScript, call: ts.Node): readonly string[] | undefined {
  if (!ts.isCallExpression(call)) return undefined;
  let inner: ts.Node = call;
  while (ts.isParenthesizedExpression(inner.parent) || ts.isAwaitExpression(inner.parent)) inner = inner.parent;
  const { parent } = inner;
  const isThen = ts.isPropertyAccessExpression(parent) && parent.name.text === 'then' && inner === call;
  if (!isThen && (inner !== call || !isImportCall(ts, call))) {
    const names = namesRead(ts, inner);
    if (names) return names;
  }
  return nameOfLoader(ts, call);
}

/** `x.A`, `x['A']`, `const { A } = x`. */
function namesRead(ts: TypeScript, node: ts.Node): readonly string[] | undefined {
  const { parent } = node;
  if ((ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) && parent.expression === node) {
    const name = memberName(ts, parent);
    return name === undefined ? undefined : [name];
  }
  if (!ts.isVariableDeclaration(parent) || parent.initializer !== node || !ts.isObjectBindingPattern(parent.name))
    return undefined;
  const names: string[] = [];
  for (const { name, propertyName, dotDotDotToken } of parent.name.elements) {
    const key = propertyName ?? name;
    if (dotDotDotToken || (!ts.isIdentifier(key) && !ts.isStringLiteralLike(key))) return undefined;
    names.push(key.text);
  }
  return names;
}

function nameOfLoader(ts: TypeScript, call: ts.CallExpression): readonly string[] | undefined {
  for (let inner: ts.Node = call, outer = call.parent; outer && !ts.isStatement(inner); inner = outer, outer = outer.parent) {
    if (!ts.isCallExpression(outer) || outer.arguments[0] !== inner) continue;
    if (!/(?:^|\.)(?:dynamic|lazy)$/i.test(outer.expression.getText())) continue;
    const loaded = loadedExport(ts, outer.arguments[0]);
    return loaded?.specifier === call.arguments[0] ? [loaded!.name] : undefined;
  }
  return undefined;
}
