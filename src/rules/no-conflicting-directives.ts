import { defineRule } from '../rule.ts';
import type { DirectiveString } from '../facts/index.ts';

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
    conflict:
      'This {{place}} already says "{{first}}", so "{{second}}" cannot stand here too: {{why}}. Keep one of them.',
    removeFirst: 'Keep "{{second}}" and remove "{{first}}"',
    removeSecond: 'Keep "{{first}}" and remove "{{second}}"',
  },
  check({ facts, sourceFile, report }) {
    const prologues = new Map<DirectiveString['owner'], DirectiveString>();
    for (const directive of facts.directives) {
      if (!directive.counts) continue;
      const first = prologues.get(directive.owner);
      if (!first) {
        prologues.set(directive.owner, directive);
        continue;
      }
      if (first.name === directive.name) continue;
      const data = { first: first.text, second: directive.text };
      const place = directive.owner ? 'function' : 'file';
      report({
        at: directive.literal,
        messageId: 'conflict',
        data: { ...data, place, why: whyNot(first, directive) },
        suggestions: [
          { messageId: 'removeSecond', data, edits: [removal(directive, sourceFile.text)] },
          { messageId: 'removeFirst', data, edits: [removal(first, sourceFile.text)] },
        ],
      });
    }
  },
});

function whyNot(a: DirectiveString, b: DirectiveString): string {
  if (a.name === 'use client' || b.name === 'use client') {
    const other = a.name === 'use client' ? b : a;
    return other.name === 'use server'
      ? 'a module is either a Client Component module or a file of Server Functions'
      : 'what runs in the browser cannot be cached on the server';
  }
  return 'a Server Function is called anew each time, a cached one is not';
}

function removal({ statement }: DirectiveString, text: string): { start: number; end: number; newText: string } {
  const start = statement.getStart();
  const lineEnd = /^[ \t]*(?:\r?\n[ \t]*)?/.exec(text.slice(statement.end))![0].length;
  return { start, end: statement.end + lineEnd, newText: '' };
}
