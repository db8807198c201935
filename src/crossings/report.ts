import type ts from 'typescript';
import { branchesOf } from '../facts/exported-values.ts';
import type { MessageData } from '../rule.ts';
import { adviceFor } from './advice.ts';
import { describeArrival, describeReason, pathText } from '../serialization/describe.ts';
import { isLoudConversion, type Direction, type Judgement } from '../serialization/judgement.ts';
import { judgeValue, type Question } from '../serialization/value.ts';

/** A value that cannot cross as it is, with what a message says of it. */
export interface Culprit {
  /** The expression that makes it: of a conditional the branch. */
  readonly expression: ts.Expression;
  readonly judgement: Judgement;
  readonly messageId: 'cannotCross' | 'arrivesChanged';
  readonly data: MessageData;
}

/**
 * What is wrong with a value on its way: each branch of a conditional for itself.
 *
 * @param question where the value is made and which way it goes
 */
export function culpritsIn(question: Question, expression: ts.Expression): Culprit[] {
  const { project, direction } = question;
  return branchesOf(project.ts, expression).flatMap((branch): Culprit[] => {
    const judgement = judgeValue(question, branch);
    const isLoud = isLoudConversion(judgement);
    if (!judgement.reason || (judgement.verdict !== 'no' && !isLoud)) return [];
    const messageId = isLoud ? 'arrivesChanged' : 'cannotCross';
    return [{ expression: branch, judgement, messageId, data: wordsFor(judgement, direction, branch) }];
  });
}

/** The words for a judgement: `culprit`, `what` it is, `arrival`, and `advice`. */
function wordsFor({ reason, path }: Judgement, direction: Direction, expression: ts.Expression): MessageData {
  if (!reason) return {};
  const text = expression.getText();
  const isShort = text.length <= 40 && !text.includes('\n');
  // The way into a literal or a call's result is told without the whole of it in front.
  const isName = /^[\p{ID_Continue}$.!?]+$/u.test(text);
  const way = pathText(isName ? text : 'value', path);
  const culprit = path.length > 0 ? `"${way}"` : isShort ? `"${text}"` : 'the value';
  return {
    culprit,
    what: describeReason(reason),
    arrival: describeArrival(reason, direction) ?? 'as something else',
    advice: adviceFor(reason, direction),
  };
}
