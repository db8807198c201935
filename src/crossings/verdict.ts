import type ts from 'typescript';
import { branchesOf } from '../syntax/branches.ts';
import { originOf } from '../flow/origin.ts';
import { valuesOfOrigin } from '../flow/values.ts';
import type { Side } from '../graph/environment.ts';
import { graphOf } from '../graph/graph.ts';
import { isUsedOn } from '../graph/liveness.ts';
import type { Project } from '../project/project.ts';
import { judgeJson } from '../serialization/json.ts';
import {
  isFunctionReason,
  isLoudConversion,
  judged,
  ok,
  unknown,
  worst,
  type Direction,
  type Judgement,
} from '../serialization/judgement.ts';
import { judgeSpreadValue, judgeValue, type Question } from '../serialization/value.ts';
import { memoized } from '../syntax/memoized.ts';
import { enclosingFunction, isFunctionNode } from '../syntax/nodes.ts';
import type { BoundCrossing, Crossing, PropCrossing } from './crossing.ts';
import { withMissedMember } from './missed-members.ts';

/** An expression that makes a value, of a conditional one branch, and what becomes of it. */
export interface Judged {
  readonly expression: ts.Expression;
  readonly judgement: Judgement;
}

/** What becomes of the value of a crossing. */
interface CrossingVerdict {
  /** The worst of the parts. */
  readonly judgement: Judgement;
  /** Each branch of a conditional for itself; of a prop the value as a whole. */
  readonly parts: readonly Judged[];
  /** The way it goes, by which it was judged. */
  readonly direction: Direction;
}

/**
 * What becomes of the value of a crossing; judged once.
 *
 * @param actionPattern a regular expression: a function handed through under such a name is taken for a Server Function
 */
export function verdictOf(project: Project, crossing: Crossing, actionPattern = ''): CrossingVerdict {
  return keptVerdict(project, crossing, actionPattern);
}

const keptVerdict = memoized((project: Project, crossing: Crossing, actionPattern: string) =>
  judgeCrossing(project, crossing, actionPattern || undefined),
);

/** Whether a value cannot cross, or arrives as something else in a way that React itself warns of. */
export function isFault(judgement: Judgement): boolean {
  return judgement.reason !== undefined && (judgement.verdict === 'no' || isLoudConversion(judgement));
}

/**
 * Whether the code at a crossing is really used on the side where it fails, and does not merely lie in a module that is loaded there.
 * To be asked only where there is something to say.
 */
export function isLive(project: Project, crossing: Crossing): boolean {
  switch (crossing.kind) {
    case 'prop':
    case 'spread':
    case 'child':
    case 'handed':
      return !isForSomebody(project, crossing.site.node) && isUsedOn(project, 'server', crossing.site.node);
    case 'argument':
    case 'event':
      return isUsedOn(project, 'client', crossing.expression);
    default:
      return true;
  }
}

/** A prop or parameter that is captured: its call sites tell whether it is a function. */
function withGivenFunction(project: Project, expression: ts.Expression, verdict: CrossingVerdict): CrossingVerdict {
  if (verdict.judgement.verdict !== 'unknown' || !project.ts.isIdentifier(expression)) return verdict;
  for (const { kind, expression: given, members } of valuesOfOrigin(project, originOf(project, expression)).given) {
    if (kind !== 'value' || !given || members.length > 0) continue;
    const judgement = judgeValue({ project, direction: 'prop', side: 'server' }, given);
    if (judgement.verdict === 'no' && judgement.path.length === 0 && isFunctionReason(judgement))
      return { ...verdict, judgement, parts: [{ expression, judgement }] };
  }
  return verdict;
}

function judgeCrossing(project: Project, crossing: Crossing, actionPattern: string | undefined): CrossingVerdict {
  const { expression } = crossing;
  const each = (question: Omit<Question, 'project'>): CrossingVerdict => {
    const parts = branchesOf(project.ts, expression).map((branch) => ({
      expression: branch,
      judgement: withMissedMember(project, crossing, branch, judgeValue({ project, ...question }, branch)),
    }));
    return { judgement: worst(parts.map(({ judgement }) => judgement)), parts, direction: question.direction };
  };
  const whole = (direction: Direction, judgement: Judgement): CrossingVerdict => ({
    judgement,
    parts: [{ expression, judgement }],
    direction,
  });
  switch (crossing.kind) {
    case 'prop':
    case 'spread':
    case 'child':
      return whole('prop', withMissedMember(project, crossing, expression, judgePropCrossing(project, crossing, actionPattern)));
    case 'handed': {
      const judgement = judgeValue({ project, direction: 'prop', side: 'server', actionPattern }, expression, crossing.name);
      // All else that a component may be given is judged where it hands it on.
      const isFunction = isFunctionReason(judgement) && judgement.path.length === 0 && judgement.verdict === 'no';
      return whole('prop', isFunction ? judgement : unknown);
    }
    case 'capture':
      // Next.js encrypts what is captured and reads it again on the server: only the encoder for props is met.
      return withGivenFunction(project, expression, each({ direction: 'prop', side: 'server' }));
    case 'bound':
      return judgeBound(project, crossing, each);
    case 'argument':
      return each({ direction: 'argument', side: 'client' });
    case 'event':
      return whole('argument', judged('no', { kind: 'event', name: 'event' }));
    case 'result':
      return each({ direction: 'result', side: 'server' });
    case 'cached-argument':
      return each({ direction: 'argument', side: 'server' });
    case 'cached-result':
      return crossing.encoder === 'json'
        ? whole('result', judgeJson(project, expression))
        : each({ direction: 'result', side: 'server' });
  }
}

function judgePropCrossing(project: Project, crossing: PropCrossing, actionPattern: string | undefined): Judgement {
  const { name, kind, expression, hidden, site } = crossing;
  // React keeps the key for itself.
  if (name === 'key') return ok;
  if (name === 'ref') return isRef(project, expression) ? judged('no', { kind: 'ref' }) : unknown;
  const question: Question = { project, direction: 'prop', side: 'server', actionPattern };
  if (kind === 'spread') {
    // What is spread between the tags is a list.
    const judgement =
      name === 'children' ? judgeValue(question, expression, name) : judgeSpreadValue(question, expression, hidden);
    return judgement.path.length === 0 && judgement.reason ? unknown : judgement;
  }
  const judgement = judgeValue(question, expression, kind === 'child' ? undefined : name);
  // What may stand between the tags of a host element is React's own matter, except for functions.
  if (kind === 'child' && site.target === 'host' && !(isFunctionReason(judgement) && judgement.path.length === 0)) return unknown;
  return kind === 'child' && judgement.verdict === 'handed' ? unknown : judgement;
}

/** Whether a `ref` holds something for certain: one that was handed in may be absent. */
function isRef(project: Project, value: ts.Expression): boolean {
  const { ts } = project;
  return branchesOf(ts, value).some((branch) => {
    if (isFunctionNode(ts, branch) || ts.isCallExpression(branch)) return true;
    const { end } = originOf(project, branch);
    return (
      end.kind === 'declaration' && end.value !== undefined && (isFunctionNode(ts, end.value) || ts.isCallExpression(end.value))
    );
  });
}

/** On each machine on which the bind runs; where that is not known, only what fails on both is wrong. */
function judgeBound(
  project: Project,
  { call }: BoundCrossing,
  each: (question: Omit<Question, 'project'>) => CrossingVerdict,
): CrossingVerdict {
  const ask = (side: Side): CrossingVerdict => each({ direction: side === 'server' ? 'bound' : 'argument', side });
  const hasFault = ({ parts }: CrossingVerdict): boolean => parts.some(({ judgement }) => isFault(judgement));
  const sides = sidesOf(project, call);
  if (sides.length === 0) {
    const asked = ask('client');
    return hasFault(asked) && hasFault(ask('server')) ? asked : { judgement: unknown, parts: [], direction: 'argument' };
  }
  const asked = sides.map(ask);
  return asked.find(hasFault) ?? asked[0]!;
}

function sidesOf(project: Project, node: ts.Node): readonly Side[] {
  const { server, client } = graphOf(project).environmentOf(node.getSourceFile().fileName);
  if (server && client) return (['server', 'client'] as const).filter((side) => isUsedOn(project, side, node));
  return server ? ['server'] : client ? ['client'] : [];
}

/**
 * Whether an element stands in a function that an object holds under a name no component has (`{ render: (row) => … }`): who calls
 * it, and on which side, is not known.
 */
function isForSomebody({ ts }: Project, node: ts.Node): boolean {
  let fn = enclosingFunction(ts, node);
  while (fn && ts.isCallExpression(fn.parent)) fn = enclosingFunction(ts, fn.parent);
  if (!fn) return false;
  const holder = ts.isMethodDeclaration(fn) ? fn : fn.parent;
  if (!(ts.isMethodDeclaration(holder) || ts.isPropertyAssignment(holder)) || !ts.isObjectLiteralExpression(holder.parent))
    return false;
  return !/^[A-Z]/.test(holder.name.getText().replace(/^['"]/, ''));
}
