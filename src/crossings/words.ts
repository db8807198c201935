import type ts from 'typescript';
import type { MessageData } from '../rule.ts';
import { describeArrival, describeReason, pathText } from '../serialization/describe.ts';
import type { Direction, PathSegment } from '../serialization/judgement.ts';
import type { Project } from '../project/project.ts';
import { adviceFor } from './advice.ts';
import { functionShape } from './function-shape.ts';
import type { Judged } from './verdict.ts';
import { unwrap } from '../syntax/nodes.ts';
import { valueOfProperty } from '../syntax/members.ts';

/** The words for what is wrong with a value: `culprit`, `what` it is, its `arrival`, and `advice`. */
export function wordsFor(
  project: Project,
  { judgement: { reason, path }, expression }: Judged,
  direction: Direction,
): MessageData {
  if (!reason) return {};
  const text = expression.getText();
  const isShort = text.length <= 24 && !text.includes('\n');
  // The way into a literal or a call's result is told without the whole of it in front.
  const isNameText = (name: string): boolean => /^[\p{ID_Continue}$.!?]+$/u.test(name);
  const written = isNameText(text) ? undefined : writtenAt(project, expression, path);
  const inner = written && written.path.length < path.length ? written.expression.getText() : undefined;
  // A name that a literal is given is told as it stands there: `input.owner` of `{ owner: input.owner }`.
  const way =
    inner !== undefined && /^[\p{ID_Start}$_]/u.test(inner) && isNameText(inner)
      ? pathText(inner, written!.path)
      : pathText(isNameText(text) ? text : 'value', path);
  const culprit = path.length > 0 ? `\`${way}\`` : isShort ? `\`${text}\`` : 'The value';
  return {
    culprit,
    what: describeReason(reason),
    arrival: describeArrival(reason, direction) ?? 'as something else',
    advice: adviceFor(reason, direction, functionShape(project, expression, path)),
  };
}

/** The expression that a literal is given at the end of a path, as far as it is written there, and what of the path is left. */
function writtenAt(
  project: Project,
  expression: ts.Expression,
  path: readonly PathSegment[],
): { readonly expression: ts.Expression; readonly path: readonly PathSegment[] } {
  const { ts } = project;
  const [first, ...rest] = path;
  const literal = unwrap(ts, expression);
  let inner: ts.Expression | undefined;
  if (first?.kind === 'property' && ts.isObjectLiteralExpression(literal)) {
    const property = literal.properties.find(({ name }) => name && ts.isIdentifier(name) && name.text === first.name);
    inner = valueOfProperty(ts, property);
  } else if (first?.kind === 'index' && ts.isArrayLiteralExpression(literal)) inner = literal.elements[first.index];
  return inner && !ts.isSpreadElement(inner) ? writtenAt(project, inner, rest) : { expression, path };
}
