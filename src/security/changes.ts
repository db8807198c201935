import type ts from 'typescript';
import { componentNameOf } from '../syntax/components.ts';
import { memoized } from '../syntax/memoized.ts';
import { calleeText } from '../syntax/excerpt.ts';
import type { FunctionNode } from '../syntax/nodes.ts';
import { nothingTold, search, searchCall, type Query, type Told } from '../flow/index.ts';
import type { Project } from '../project/project.ts';
import type { IsGuarded } from './guarded.ts';
import { isWriteBehindName } from './named-writes.ts';
import { effectOf } from './requests.ts';
import { writeEvidence, writesSql } from './writes.ts';
import { nameOfReader } from '../catalog/reading-names.ts';

/** A place where a function changes something that outlives it. */
interface Change {
  /** The call, in the function that was asked about. */
  readonly at: ts.Node;
  /** The call as a message shows it. */
  readonly text: string;
}

/**
 * The first change that a function makes, by itself or by functions of the program that it calls: a write by a data library or to
 * a file, a statement of SQL that writes, a request of a writing method, or a call of something unseen that is named as a change.
 *
 * @param isGuarded leaves out the changes that a function answers for, on the way to each of them; what is found is kept by it
 */
export function firstChange(project: Project, fn: FunctionNode, isGuarded?: IsGuarded): Change | undefined {
  const way = search(project, fn, queryFor(isGuarded ?? isNever));
  if (!way) return undefined;
  return changeAt(project.ts, way.calls[0] ?? way.node);
}

/**
 * Whether a call changes something: by itself, as {@link isWrite} says, or by the functions of the program that it runs, with what it
 * gives them.
 *
 * @param told what is known of the parameters around it
 */
export function changesData(project: Project, call: ts.CallExpression, told: Told = nothingTold): boolean {
  return isWrite(project, call, told) || searchCall(project, call, anyChange, told) !== undefined;
}

/**
 * Whether a call writes by itself: its package says so, or what it is given, or its name where no body and no type belies that.
 *
 * @param told what is known of the parameters around it
 */
export function isWrite(project: Project, call: ts.CallExpression, told: Told = nothingTold): boolean {
  return writes(project, call, told, isNever);
}

/** A change, as a message shows it. */
export function changeAt(ts: Project['ts'], at: ts.Node): Change {
  return { at, text: ts.isTaggedTemplateExpression(at) ? 'a writing statement of SQL' : `${calleeText(ts, at)}()` };
}

/** A function that a person writes has fewer; what is behind them is left to who asked. */
const maximumAsked = 20;

const isNever: IsGuarded = () => false;
const queryFor = memoized(newQuery);

function newQuery(isGuarded: IsGuarded): Query<true> {
  const askedIn = memoized((_within: FunctionNode) => new Map<ts.Node, boolean>());
  const isAnsweredFor = (within: FunctionNode, place: ts.Node): boolean => {
    const answers = askedIn(within);
    let isAnswered = answers.get(place);
    if (isAnswered === undefined) answers.set(place, (isAnswered = answers.size < maximumAsked && isGuarded(within, place)));
    return isAnswered;
  };
  return {
    hit: (project, node, _within, told) => (isChange(project, node, told, isGuarded) ? true : undefined),
    enters: ({ ts }, fn) => !nameOfReader.test(componentNameOf(ts, fn) ?? ''),
    counts: (_project, place, within) => !isAnsweredFor(within, place),
    tells: effectOf,
    inner: 'handed-on',
    order: 'text',
  };
}

const anyChange = queryFor(isNever);

function isChange(project: Project, node: ts.Node, told: Told, isGuarded: IsGuarded): boolean {
  const { ts } = project;
  if (ts.isTaggedTemplateExpression(node)) return writesSql(node.template.getText());
  return ts.isCallExpression(node) && writes(project, node, told, isGuarded);
}

function writes(project: Project, call: ts.CallExpression, told: Told, isGuarded: IsGuarded): boolean {
  const evidence = writeEvidence(project, call, told);
  return evidence === 'named' ? isWriteBehindName(project, call, told, isGuarded) : evidence !== undefined;
}
