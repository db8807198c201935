import type ts from 'typescript';
import { componentNameOf } from '../syntax/components.ts';
import { memoized } from '../syntax/memoized.ts';
import { lastName } from '../syntax/last-name.ts';
import type { FunctionNode } from '../syntax/nodes.ts';
import { calleesOf, search, type Query } from '../flow/index.ts';
import type { Project } from '../project/project.ts';
import { isWrite, writesSql } from './writes.ts';
import { nameOfReader } from '../catalog/reading-names.ts';

/** A place where a function changes something that outlives it. */
interface Change {
  /** The call, in the function that was asked about. */
  readonly at: ts.Node;
  /** The call as a message shows it. */
  readonly text: string;
}

/** Whether a function of the program answers for a place in it: then what it changes there is none of its caller's. */
export type IsGuarded = (fn: FunctionNode, place: ts.Node) => boolean;

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

/** A change, as a message shows it. */
export function changeAt(ts: Project['ts'], at: ts.Node): Change {
  return { at, text: ts.isTaggedTemplateExpression(at) ? 'a writing statement of SQL' : `${shortCallee(ts, at)}()` };
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
    hit: (project, node) => (isChange(project, node) ? true : undefined),
    enters: ({ ts }, fn) => !nameOfReader.test(componentNameOf(ts, fn) ?? ''),
    counts: (project, place, within) => !isAnsweredFor(within, place) && !answersItself(project, place, isGuarded),
    inner: 'handed-on',
    order: 'text',
  };
}

/** `api.post(…)`, which is a change by its name, of a client of the program that answers for each request that it sends. */
function answersItself(project: Project, place: ts.Node, isGuarded: IsGuarded): boolean {
  if (!isChange(project, place) || !project.ts.isCallExpression(place)) return false;
  const { all } = calleesOf(project, place);
  return (
    all.length > 0 && all.every(({ node }) => search(project, node, sent) && !search(project, node, unguardedFor(isGuarded)))
  );
}

/** A request that may change something: its method may be told where it is called. */
const sent: Query<true> = {
  inner: 'handed-on',
  hit: (project, node) => (isChange(project, node) || isRequest(project.ts, node) ? true : undefined),
};

const unguardedFor = memoized((isGuarded: IsGuarded): Query<true> => ({
  ...sent,
  counts: (_project, place, within) => !isGuarded(within, place),
}));

function isRequest(ts: Project['ts'], node: ts.Node): boolean {
  return ts.isCallExpression(node) && node.arguments.length > 1 && lastName(ts, node.expression) === 'fetch';
}

function isChange(project: Project, node: ts.Node): boolean {
  const { ts } = project;
  if (ts.isTaggedTemplateExpression(node)) return writesSql(node.template.getText());
  return ts.isCallExpression(node) && isWrite(project, node);
}

function shortCallee(ts: Project['ts'], call: ts.Node): string {
  const callee = ts.isCallExpression(call) || ts.isNewExpression(call) ? call.expression : call;
  const text = callee.getText().replaceAll(/\s+/g, '');
  return text.length > 40 ? `…${text.slice(-39)}` : text;
}
