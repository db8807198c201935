import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import type { DirectiveName, DirectiveString } from './directives.ts';
import { expressionOf, type ExportFact } from './exports.ts';
import { isFunctionNode, nameOfFunction, unwrap, type FunctionNode } from '../syntax/nodes.ts';

/** A function the server offers: by a directive in its own body, or by being exported from a file with one. */
export interface ServerFunction {
  readonly node: FunctionNode;
  readonly directive: Exclude<DirectiveName, 'use client'>;
  /** `body`: its own directive; `module`: exported from a file with one, whether or not it says the same of itself again. */
  readonly by: 'body' | 'module';
  /** Where to point at it: its name, its variable's or property's name, or the function itself. */
  readonly head: ts.Node;
  /** Its name for a message; undefined where it has none. */
  readonly name: string | undefined;
}

/**
 * The Server Functions of a file (and its `"use cache"` functions), in order: functions with a directive that counts in their
 * body, and functions exported from a file with one, seen through export lists, parentheses, casts and `const f = …`.
 * Functions behind a wrapper call are not here: what the wrapper returns is judged by its type.
 */
export function serverFunctionsOf(
  ts: TypeScript,
  directives: readonly DirectiveString[],
  moduleDirective: DirectiveName | undefined,
  exports: readonly ExportFact[],
): ServerFunction[] {
  const found = new Map<FunctionNode, ServerFunction>();
  const add = (node: FunctionNode, directive: DirectiveName, by: ServerFunction['by']): void => {
    if (directive === 'use client' || (found.get(node)?.directive ?? directive) !== directive) return;
    const name = nameOfFunction(ts, node);
    found.set(node, { node, directive, by, head: name ?? node, name: name && textOfName(ts, name) });
  };
  for (const directive of directives) {
    if (directive.owner && directive.counts && directive.name) add(directive.owner, directive.name, 'body');
  }
  if (moduleDirective && moduleDirective !== 'use client') {
    for (const { thing, erased } of exports) {
      const node = erased ? undefined : functionBehind(ts, thing);
      if (node) add(node, moduleDirective, 'module');
    }
  }
  return [...found.values()].sort((a, b) => a.node.pos - b.node.pos);
}

/** The function literal an export is, seen through parentheses and casts; undefined for anything else. */
export function functionBehind(ts: TypeScript, thing: ExportFact['thing']): FunctionNode | undefined {
  if (thing.kind === 'function') return thing.node;
  const expression = expressionOf(thing);
  if (!expression) return undefined;
  const inner = unwrap(ts, expression);
  return isFunctionNode(ts, inner) ? inner : undefined;
}

function textOfName(ts: TypeScript, name: ts.Node): string | undefined {
  if (ts.isIdentifier(name) || ts.isPrivateIdentifier(name) || ts.isStringLiteralLike(name)) return name.text;
  return name.getText();
}
