import type ts from 'typescript';
import { componentNameOf } from '../syntax/components.ts';
import type { FunctionNode } from '../syntax/nodes.ts';
import { calleesOf, search, type Query } from '../flow/index.ts';
import type { Project } from '../project/project.ts';
import { isWrite, writesSql } from './writes.ts';
import { nameOfReader } from '../catalog/reading-names.ts';

/** A place where a function changes something that outlives it. */
export interface Change {
  /** The call, in the function that was asked about. */
  readonly at: ts.Node;
  /** The call as a message shows it. */
  readonly text: string;
}

/** Whether a function of the program answers for a place in it: then what it changes there is none of its caller's. */
export type IsGuarded = (fn: FunctionNode, place: ts.Node) => boolean;

const anyChange = queryFor();

/**
 * The first change that a function makes, by itself or by functions of the program that it calls: a write by a data library or to
 * a file, a statement of SQL that writes, a request of a writing method, or a call of something unseen that is named as a change.
 *
 * @param isGuarded leaves out the changes that a function answers for, on the way to each of them
 */
export function firstChange(project: Project, fn: FunctionNode, isGuarded?: IsGuarded): Change | undefined {
  const way = search(project, fn, isGuarded ? queryFor(isGuarded) : anyChange);
  if (!way) return undefined;
  const at = way.calls[0] ?? way.node;
  return {
    at,
    text: project.ts.isTaggedTemplateExpression(at) ? 'a writing statement of SQL' : `${shortCallee(project.ts, at)}()`,
  };
}

/** A function that a person writes has fewer; what is behind them is left to who asked. */
const maximumAsked = 20;

function queryFor(isGuarded?: IsGuarded): Query<true> {
  const asked = new Map<FunctionNode, number>();
  const isAnsweredFor = (project: Project, within: FunctionNode, place: ts.Node): boolean => {
    const { ts } = project;
    if (!isGuarded || (!isChange(project, place) && (!ts.isCallExpression(place) || calleesOf(project, place).all.length === 0)))
      return false;
    const before = asked.get(within) ?? 0;
    asked.set(within, before + 1);
    return before < maximumAsked && isGuarded(within, place);
  };
  return {
    hit: (project, node) => (isChange(project, node) ? true : undefined),
    enters: ({ ts }, fn) => !nameOfReader.test(componentNameOf(ts, fn) ?? ''),
    counts: (project, place, within) => !isAnsweredFor(project, within, place),
    inner: 'handed-on',
    order: 'text',
  };
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
