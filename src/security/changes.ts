import type ts from 'typescript';
import { componentNameOf } from '../syntax/components.ts';
import { forEachDescendant, isFunctionNode, type FunctionNode } from '../syntax/nodes.ts';
import { calledFunction, namedFunction } from '../flow/called-function.ts';
import type { Project } from '../project/project.ts';
import { isWrite, writesSql } from './writes.ts';

/** A place where a function changes something that outlives it. */
export interface Mutation {
  /** The call, in the function that was asked about. */
  readonly at: ts.Node;
  /** The call as a message shows it. */
  readonly text: string;
}

/** Whether a function of the program answers for its own change: then calling it is none of the caller's. */
export type IsGuarded = (fn: FunctionNode, mutation: Mutation) => boolean;

const maximumFunctions = 60;

/** What a function that reads is called: the cache that it fills, or the request by which it asks, is no change of the caller's. */
const readingName =
  /^(?:get|fetch|list|find|load|read|is|has|does|can|should|count|search|query|lookup)(?![a-z])(?!\w*(?:OrCreate|OrSet|OrInsert|And[A-Z]))/;

/**
 * The first change that a function makes, through functions of the program that it calls: a write by a data library or to a file,
 * a statement of SQL that writes, a request of a writing method, or a call of something unseen that is named as a change.
 */
export function firstMutation(project: Project, fn: FunctionNode, isGuarded: IsGuarded = () => false): Mutation | undefined {
  return search(project, fn, isGuarded, new Set());
}

function search(project: Project, fn: FunctionNode, isGuarded: IsGuarded, seen: Set<FunctionNode>): Mutation | undefined {
  const { ts } = project;
  if (!fn.body || seen.has(fn) || seen.size > maximumFunctions) return undefined;
  seen.add(fn);
  let found: Mutation | undefined;
  const visit = (node: ts.Node): boolean | undefined => {
    if (found || isDeclaredFunction(ts, node)) return false;
    if (ts.isTaggedTemplateExpression(node) && writesSql(node.template.getText()))
      found = { at: node, text: 'a writing statement of SQL' };
    else if (ts.isCallExpression(node) && isMutation(project, node, isGuarded, seen))
      found = { at: node, text: `${shortCallee(node)}()` };
    return found ? false : undefined;
  };
  if (visit(fn.body) !== false) forEachDescendant(ts, fn.body, visit);
  return found;
}

/** A function that has a name runs where that is called, and not where it stands. */
export function isDeclaredFunction(ts: Project['ts'], node: ts.Node): boolean {
  if (ts.isFunctionDeclaration(node)) return true;
  if (!isFunctionNode(ts, node)) return false;
  return ts.isVariableDeclaration(node.parent);
}

function isMutation(project: Project, call: ts.CallExpression, isGuarded: IsGuarded, seen: Set<FunctionNode>): boolean {
  if (isWrite(project, call)) return true;
  // `ids.map(removePost)`: what is handed on by its name runs too.
  const handed = call.arguments
    .filter((argument) => project.ts.isIdentifier(argument))
    .map((argument) => namedFunction(project, argument));
  return [calledFunction(project, call), ...handed].some((fn) => {
    if (!fn || readingName.test(componentNameOf(project.ts, fn) ?? '')) return false;
    const inner = search(project, fn, isGuarded, seen);
    return inner !== undefined && !isGuarded(fn, inner);
  });
}

function shortCallee(call: ts.CallExpression): string {
  const text = call.expression.getText().replaceAll(/\s+/g, '');
  return text.length > 40 ? `…${text.slice(-39)}` : text;
}
