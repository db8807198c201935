import type ts from 'typescript';
import { originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { isAnotherClass, type Judgement, type Reason } from '../serialization/judgement.ts';
import { descendantsOf } from '../syntax/descendants.ts';
import { unwrap } from '../syntax/nodes.ts';
import type { Crossing } from './crossing.ts';

/**
 * A judgement that says what is missed on the other side, where a value arrives as one of another class (an iterable as an array, a
 * File as a Blob, a subclass as its base) and the code that takes it reads a member which that one lacks: `params.get(…)` of an array.
 * Where nothing in view reads such a member, what arrives may be all that is wanted.
 *
 * @param expression what crosses
 */
export function withMissedMember(
  project: Project,
  crossing: Crossing,
  expression: ts.Expression,
  judgement: Judgement,
): Judgement {
  const { reason } = judgement;
  if (judgement.verdict !== 'converts' || !reason || !isAnotherClass(reason)) return judgement;
  const lacks = lackedBy(reason);
  const missed =
    lacks &&
    (crossing.kind === 'capture'
      ? readOfCapture(project, crossing, judgement, lacks)
      : readByTaker(project, crossing, expression, judgement, lacks));
  return missed === undefined ? judgement : { ...judgement, reason: { ...reason, missed } };
}

type Lacks = (member: string) => boolean;

/** What the value that arrives has not; its class is one of the language or the browser, which Node.js has too. */
function lackedBy(reason: Reason): Lacks | undefined {
  const name =
    reason.kind === 'iterable' ? 'Array' : reason.kind === 'file' ? 'Blob' : reason.kind === 'subclass' ? reason.base : '';
  const prototype = (globalThis as unknown as Record<string, { readonly prototype?: object } | undefined>)[name]?.prototype;
  return prototype && ((member) => !Reflect.has(prototype, member));
}

/** Of a captured value the uses are in view: the first that reads what is not there any more. */
function readOfCapture(
  { ts }: Project,
  { expression, action }: Extract<Crossing, { readonly kind: 'capture' }>,
  { path }: Judgement,
  lacks: Lacks,
): string | undefined {
  const { node } = action;
  if (path.length > 0) return undefined;
  const text = expression.getText();
  return descendantsOf(ts, node, 'PropertyAccessExpression').find(
    (read) => lacks(read.name.text) && unwrap(ts, read.expression).getText() === text,
  )?.name.text;
}

/** A member that the file of the taker reads of a value of the type it declares. */
function readByTaker(
  project: Project,
  crossing: Crossing,
  expression: ts.Expression,
  { path }: Judgement,
  lacks: Lacks,
): string | undefined {
  const { ts, checker } = project;
  const file = checker && takerOf(project, crossing);
  if (!file) return undefined;
  let declared = checker.getContextualType(expression);
  for (const segment of path) {
    const member =
      segment.kind === 'property'
        ? declared && checker.getPropertyOfType(checker.getNonNullableType(declared), segment.name)
        : undefined;
    declared = member && checker.getTypeOfSymbol(member);
  }
  const symbol = declared && checker.getNonNullableType(declared).getSymbol();
  if (!symbol) return undefined;
  return descendantsOf(ts, file, 'PropertyAccessExpression').find(
    (read) =>
      lacks(read.name.text) && checker.getNonNullableType(checker.getTypeAtLocation(read.expression)).getSymbol() === symbol,
  )?.name.text;
}

/** The file in which what takes the value is written: the component, the Server Function. */
function takerOf(project: Project, crossing: Crossing): ts.SourceFile | undefined {
  switch (crossing.kind) {
    case 'prop': {
      const { node } = crossing.site;
      if (!project.ts.isJsxOpeningLikeElement(node)) return undefined;
      const { end } = originOf(project, node.tagName);
      return end.kind === 'declaration' ? end.sourceFile : undefined;
    }
    case 'argument':
    case 'bound':
      return crossing.target.node?.getSourceFile();
    default:
      return undefined;
  }
}
