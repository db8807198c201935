import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { declarationOf } from './scope.ts';

/** `exports`, `module.exports`. */
export function isExportsObject(ts: TypeScript, expression: ts.Expression): boolean {
  if (ts.isIdentifier(expression)) return expression.text === 'exports' && !declarationOf(ts, expression);
  return isModuleExports(ts, expression);
}

/** `module.exports`, `module['exports']`. */
export function isModuleExports(ts: TypeScript, expression: ts.Expression): boolean {
  if (!ts.isPropertyAccessExpression(expression) && !ts.isElementAccessExpression(expression)) return false;
  const key = ts.isPropertyAccessExpression(expression) ? expression.name : expression.argumentExpression;
  const holder = expression.expression;
  const isExports = (ts.isIdentifier(key) || ts.isStringLiteralLike(key)) && key.text === 'exports';
  return isExports && ts.isIdentifier(holder) && holder.text === 'module' && !declarationOf(ts, holder);
}
