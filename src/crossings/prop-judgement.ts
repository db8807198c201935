import type ts from 'typescript';
import { branchesOf } from '../facts/exported-values.ts';
import { isFunctionNode } from '../syntax/nodes.ts';
import { graphOf } from '../graph/graph.ts';
import { originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { isActionName } from '../serialization/function-type.ts';
import { handedAs } from './handed.ts';
import { isFunctionReason, isLoudConversion, type Judgement } from '../serialization/judgement.ts';
import type { GivenProp, Site } from './sites.ts';
import { judgeValue } from '../serialization/value.ts';

/** What a user can set about props that cross. */
export interface PropOptions {
  /** A regular expression: a function handed through under such a name is taken for a Server Function. */
  readonly actionPattern?: string;
  /** Whether values that arrive changed without a warning of React's are reported too. */
  readonly reportConversions?: boolean;
}

/**
 * What is wrong with what a component of the server gives to an element.
 *
 * @returns `no`: it cannot cross; `converts`: it arrives changed; `unknown`: a function that was handed in, and that nothing shows
 *   to be a Server Function; undefined where nothing is wrong, or nothing can be said
 */
export function problemOfProp(
  project: Project,
  site: Site,
  { name, kind, value }: GivenProp,
  options: PropOptions = {},
): Judgement | undefined {
  // React keeps the key for itself.
  if (name === 'key') return undefined;
  if (name === 'ref') return isRef(project, value) ? { verdict: 'no', reason: { kind: 'ref' }, path: [] } : undefined;
  const judgement = judgeValue({ project, direction: 'prop', side: 'server' }, value, kind === 'child' ? undefined : name);
  if (kind === 'spread' && judgement.path.length === 0) return undefined;
  // What may stand between the tags of a host element is React's own matter, except for functions.
  if (kind === 'child' && site.target === 'host' && !(isFunctionReason(judgement) && judgement.path.length === 0))
    return undefined;
  if (judgement.verdict === 'no') return judgement;
  if (judgement.verdict === 'converts') {
    return isLoudConversion(judgement) || judgement.reason?.kind === 'error' || options.reportConversions ? judgement : undefined;
  }
  return kind === 'attribute' && isHandedFunction(project, name, value, judgement, options) ? judgement : undefined;
}

/** A function that came in as a prop, that no name and no call site shows to be a Server Function, or not to be given at all. */
function isHandedFunction(
  project: Project,
  name: string,
  value: ts.Expression,
  judgement: Judgement,
  { actionPattern }: PropOptions,
): boolean {
  if (judgement.verdict !== 'unknown' || !isFunctionReason(judgement)) return false;
  return branchesOf(project.ts, value).some((branch) => {
    const origin = originOf(project, branch);
    if (origin.end.kind !== 'parameter' || graphOf(project).environmentOf(branch.getSourceFile().fileName).client) return false;
    const names = [name, branch.getText(), ...origin.members.slice(-1)];
    const isNamed = names.some((text) =>
      actionPattern === undefined ? isActionName(text) : new RegExp(actionPattern).test(text),
    );
    if (isNamed) return false;
    const handed = handedAs(project, origin);
    return handed === 'functions' || handed === 'unknown';
  });
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
