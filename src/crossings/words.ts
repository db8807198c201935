import type { MessageData } from '../rule.ts';
import { describeArrival, describeReason, pathText } from '../serialization/describe.ts';
import type { Direction } from '../serialization/judgement.ts';
import type { Project } from '../project/project.ts';
import { adviceFor } from './advice.ts';
import { functionShape } from './function-shape.ts';
import type { Judged } from './verdict.ts';

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
  const isName = /^[\p{ID_Continue}$.!?]+$/u.test(text);
  const way = pathText(isName ? text : 'value', path);
  const culprit = path.length > 0 ? `\`${way}\`` : isShort ? `\`${text}\`` : 'The value';
  return {
    culprit,
    what: describeReason(reason),
    arrival: describeArrival(reason, direction) ?? 'as something else',
    advice: adviceFor(reason, direction, functionShape(project, expression, path)),
  };
}
