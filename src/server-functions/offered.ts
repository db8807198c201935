import type ts from 'typescript';
import { expressionOf } from '../facts/exports.ts';
import type { Facts } from '../facts/index.ts';
import { isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { functionsOf } from '../flow/functions.ts';
import type { Project } from '../project/project.ts';
import type { TypeScript } from '../typescript.ts';

/** A function that a file offers as a Server Function, also behind a wrapper. */
export interface OfferedFunction {
  readonly node: FunctionNode;
  /** Where to point at it: its name, or the function itself. */
  readonly head: ts.Node;
  readonly name: string | undefined;
  /** The calls that wrap it, innermost first: `actionClient.schema(…).action(handler)`. */
  readonly wrappers: readonly ts.CallExpression[];
  /** What the innermost wrapper is given, where that is the function's name. */
  readonly given?: ts.Node;
}

/**
 * The Server Functions of a file together with the handlers that its exports wrap (`export const save = client.action(async () =>
 * {…})`): these run as Server Functions too.
 */
export function serverFunctionsIn(project: Project, facts: Facts): OfferedFunction[] {
  const { ts } = project;
  const found: OfferedFunction[] = facts.serverFunctions
    .filter(({ directive }) => directive === 'use server')
    // An attribute's name is none of the function's.
    .map(({ node, head, name }) =>
      ts.isJsxAttribute(head.parent) ? { node, head: node, name: undefined, wrappers: [] } : { node, head, name, wrappers: [] },
    );
  if (facts.moduleDirective !== 'use server') return found;
  const nodes = new Set(found.map(({ node }) => node));
  for (const { thing, erased, name, local } of facts.exports) {
    const value = erased ? undefined : expressionOf(thing);
    const wrapped = value && (handlerIn(ts, value) ?? namedHandlerIn(project, value));
    if (!wrapped || nodes.has(wrapped.node)) continue;
    nodes.add(wrapped.node);
    const head = thing.kind === 'variable' ? thing.node.name : wrapped.node;
    found.push({ ...wrapped, head, name: local ?? (name === 'default' ? undefined : name) });
  }
  return found;
}

/** `export const save = withUser(saveForm)`: a function of the file that a call is given by its name. */
function namedHandlerIn(
  project: Project,
  value: ts.Expression,
): { node: FunctionNode; wrappers: ts.CallExpression[]; given: ts.Expression } | undefined {
  const { ts } = project;
  const call = unwrap(ts, value);
  if (!ts.isCallExpression(call)) return undefined;
  for (const argument of [...call.arguments].reverse()) {
    const inner = unwrap(ts, argument);
    const named = ts.isIdentifier(inner) ? functionsOf(project, inner).all : [];
    const [only] = named;
    if (named.length === 1 && only && only.node.getSourceFile() === value.getSourceFile())
      return { node: only.node, wrappers: [call], given: argument };
    const nested = namedHandlerIn(project, inner);
    if (nested) return { ...nested, wrappers: [...nested.wrappers, call] };
  }
  return undefined;
}

/** The last function literal among the arguments of a call, or of the calls in it. */
export function handlerIn(
  ts: TypeScript,
  value: ts.Expression,
): { node: FunctionNode; wrappers: ts.CallExpression[] } | undefined {
  const call = unwrap(ts, value);
  if (!ts.isCallExpression(call)) return undefined;
  for (const argument of [...call.arguments].reverse()) {
    const inner = unwrap(ts, argument);
    if (isFunctionNode(ts, inner)) return { node: inner, wrappers: [call] };
    const nested = handlerIn(ts, inner);
    if (nested) return { node: nested.node, wrappers: [...nested.wrappers, call] };
  }
  return undefined;
}

/** Whether a function, its name or its export, or the statement that it stands in, is marked with a comment `@public` that gives a reason. */
export function isMarkedPublic(ts: TypeScript, node: ts.Node): boolean {
  const { text } = node.getSourceFile();
  for (let outer: ts.Node = node; outer && !ts.isSourceFile(outer); outer = outer.parent) {
    const comments = ts.getLeadingCommentRanges(text, outer.getFullStart()) ?? [];
    if (comments.some(({ pos, end }) => /^(?:\/\*[^]*|\/\/\s*)@public\s+[^\s*]/.test(text.slice(pos, end)))) return true;
    if (ts.isStatement(outer) && !ts.isBlock(outer)) return false;
  }
  return false;
}
