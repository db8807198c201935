import { directivesOfBody } from '../facts/directives.ts';
import { removeStatement } from '../fixes/edits.ts';
import type { DirectiveString, Facts } from '../facts/index.ts';
import { relatedPlace } from '../flow/related.ts';
import { defineRule } from '../rule.ts';
import { isServerDirectiveInClientFile } from './no-server-directive-in-client.ts';

/**
 * Two directives that exclude each other in one prologue. Compiler kinds: use-client-with-use-server,
 * use-client-with-use-cache, conflicting-directives; each points at the second string.
 */
export const noConflictingDirectives = defineRule({
  name: 'no-conflicting-directives',
  code: 83003,
  description: 'Disallow two directives that exclude each other at the top of one file or function.',
  reach: ['file'],
  presets: ['recommended'],
  hasSuggestions: true,
  messages: {
    conflict: '"{{second}}" conflicts with "{{first}}" in the same {{place}}: {{why}}. Keep one of them.',
    removeFirst: 'Keep "{{second}}" and remove "{{first}}"',
    removeSecond: 'Keep "{{first}}" and remove "{{second}}"',
  },
  check({ ts, sourceFile, facts, report }) {
    const prologues = new Map<DirectiveString['owner'], DirectiveString[]>();
    for (const directive of facts.directives) {
      if (isServerDirectiveInClientFile(facts, directive)) continue;
      if (!directive.counts && !conflictsWithTop(facts, directive)) continue;
      // The first of each name is all that is ever pointed back to.
      const earlier = prologues.get(directive.owner) ?? [];
      prologues.set(directive.owner, earlier);
      const first = earlier.find((other) => other.name !== directive.name);
      if (!earlier.some((other) => other.name === directive.name)) earlier.push(directive);
      if (!first) continue;
      const data = { first: first.text, second: directive.text };
      const place = directive.owner ? 'function' : 'file';
      report({
        at: directive.literal,
        messageId: 'conflict',
        data: { ...data, place, why: whyNot(first, directive) },
        related: [relatedPlace(first.literal, `"${first.text}" is here`)],
        suggestions: [
          { messageId: 'removeSecond', data, edits: [removeStatement(ts, sourceFile, directive.statement)] },
          { messageId: 'removeFirst', data, edits: [removeStatement(ts, sourceFile, first.statement)] },
        ],
      });
    }
  },
});

/**
 * Whether a late `"use server"` or `"use cache"` stands in a body whose top says the other: then the compiler calls it a conflict,
 * not a misplaced directive.
 */
export function conflictsWithTop(facts: Facts, directive: DirectiveString): boolean {
  const { owner, name, form, position, counts, isAfterExportAll } = directive;
  if (counts || form !== 'plain' || position !== 'late' || !name || name === 'use client') return false;
  const { counting } = directivesOfBody(facts.directives, owner);
  return [...counting.keys()].some((top) => top !== name && (top !== 'use client' || isAfterExportAll));
}

function whyNot(a: DirectiveString, b: DirectiveString): string {
  if (a.name === 'use client' || b.name === 'use client') {
    const other = a.name === 'use client' ? b : a;
    return other.name === 'use server'
      ? 'a module holds either client code or Server Functions'
      : 'client code cannot be cached on the server';
  }
  return 'a Server Function is never cached';
}
