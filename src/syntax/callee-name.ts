import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { unwrap } from './nodes.ts';

/** The name by which a callee is called: its own, or the member's; empty where it has none. */
export function nameOfCallee(ts: TypeScript, expression: ts.Expression): string {
  const callee = unwrap(ts, expression);
  return ts.isIdentifier(callee) ? callee.text : ts.isPropertyAccessExpression(callee) ? callee.name.text : '';
}

/** The last name of what a call calls: `save` of `save()` and of `store.save()`; empty where it has none. */
export function calleeName(ts: TypeScript, call: ts.CallExpression): string {
  return nameOfCallee(ts, call.expression);
}
