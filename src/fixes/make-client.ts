import type ts from 'typescript';
import { syntaxOf } from '../facts/exports.ts';
import type { TextEdit } from '../finding.ts';
import type { RuleContext } from '../rule.ts';
import { isAsync, isFunctionNode } from '../syntax/nodes.ts';
import { insertDirective } from './edits.ts';

type Context = Pick<RuleContext, 'ts' | 'sourceFile' | 'facts'>;

/** `"use client"` at the top of a file; undefined where the file has something that only the server can have. */
export function makeClient(context: Context): TextEdit | undefined {
  return canTakeDirective(context) ? insertDirective(context.ts, context.sourceFile, undefined, "'use client'") : undefined;
}

function canTakeDirective({ ts, facts }: Context): boolean {
  if (facts.directives.some(({ owner, name }) => owner === undefined || name === 'use server' || name === 'use cache'))
    return false;
  const isServerOnly = facts.imports.some(
    ({ specifier, erased }) => !erased && /^(?:server-only|next\/headers|node:.*)$/.test(specifier.text),
  );
  if (isServerOnly) return false;
  return !facts.exports.some(({ thing }) => {
    const value: ts.Node | undefined = syntaxOf(thing);
    return value !== undefined && isFunctionNode(ts, value) && isAsync(ts, value);
  });
}
