import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { unwrap } from './nodes.ts';

/** The last name of what a call calls: `save` of `save()` and of `store.save()`; empty where it has none. */
export function calleeName(ts: TypeScript, call: ts.CallExpression): string {
  const callee = unwrap(ts, call.expression);
  return ts.isIdentifier(callee) ? callee.text : ts.isPropertyAccessExpression(callee) ? callee.name.text : '';
}
