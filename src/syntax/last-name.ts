import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { unwrap } from './nodes.ts';

/** The last name of an expression: `save` of `save` and of `store.save`; empty where it has none. */
export function lastName(ts: TypeScript, expression: ts.Expression): string {
  const inner = unwrap(ts, expression);
  return ts.isIdentifier(inner) ? inner.text : ts.isPropertyAccessExpression(inner) ? inner.name.text : '';
}

/** The {@link lastName} of what a call calls, or `new` makes. */
export function calleeName(ts: TypeScript, call: ts.CallExpression | ts.NewExpression): string {
  return lastName(ts, call.expression);
}

/** The member that is read, as it is written: `.save`, `['save']`; undefined of anything else. */
export function memberName(ts: TypeScript, node: ts.Node): string | undefined {
  if (ts.isPropertyAccessExpression(node)) return node.name.text;
  const key = ts.isElementAccessExpression(node) ? unwrap(ts, node.argumentExpression) : undefined;
  return key && ts.isStringLiteralLike(key) ? key.text : undefined;
}
