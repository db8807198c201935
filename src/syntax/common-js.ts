import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { declarationOf } from './scope.ts';
import { memberName } from './last-name.ts';

/** `exports`, `module.exports`. */
export function isExportsObject(ts: TypeScript, expression: ts.Expression): boolean {
  if (ts.isIdentifier(expression)) return expression.text === 'exports' && !declarationOf(ts, expression);
  return isModuleExports(ts, expression);
}

/** `module.exports`, `module['exports']`. */
export function isModuleExports(ts: TypeScript, expression: ts.Expression): boolean {
  if (!ts.isPropertyAccessExpression(expression) && !ts.isElementAccessExpression(expression)) return false;
  const { expression: holder } = expression;
  const isOfModule = ts.isIdentifier(holder) && holder.text === 'module' && !declarationOf(ts, holder);
  return isOfModule && memberName(ts, expression) === 'exports';
}
