import type ts from 'typescript';
import { isNameOrAccess, unwrap } from '../syntax/nodes.ts';
import { declaredValue, originOf } from './origin.ts';
import type { Project } from '../project/project.ts';
import { isSum } from '../syntax/operators.ts';

const maximumDepth = 8;

/**
 * The text that an expression is, as far as the program shows it: literals, templates, sums, constants and members of constant
 * objects. What is not known is undefined among the parts; a text that is known whole is one part.
 */
export function textParts(project: Project, expression: ts.Expression, depth = 0): Array<string | undefined> {
  const { ts } = project;
  const inner = unwrap(ts, expression);
  if (depth > maximumDepth) return [undefined];
  if (ts.isStringLiteralLike(inner)) return [inner.text];
  if (ts.isNumericLiteral(inner)) return [inner.text];
  if (ts.isTemplateExpression(inner)) {
    const spans = inner.templateSpans.flatMap((span) => [...textParts(project, span.expression, depth + 1), span.literal.text]);
    return joinedParts([inner.head.text, ...spans]);
  }
  if (isSum(ts, inner))
    return joinedParts([...textParts(project, inner.left, depth + 1), ...textParts(project, inner.right, depth + 1)]);
  if (!isNameOrAccess(ts, inner)) return [undefined];
  const value = declaredValue(originOf(project, inner));
  return value && ts.isExpression(value) && value !== inner ? textParts(project, value, depth + 1) : [undefined];
}

function joinedParts(parts: ReadonlyArray<string | undefined>): Array<string | undefined> {
  const result: Array<string | undefined> = [];
  for (const part of parts) {
    const last = result.at(-1);
    if (part !== undefined && last !== undefined) result[result.length - 1] = last + part;
    else if (part !== '' || parts.length === 1) result.push(part);
  }
  return result.length > 0 ? result : [''];
}
