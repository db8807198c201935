import { builtInCacheKinds, spellingOf } from '../facts/spelling.ts';
import { directiveNameOf } from '../facts/directives.ts';
import type { DirectiveString } from '../facts/index.ts';
import { defineRule } from '../rule.ts';

interface Options {
  /** The keys of `cacheHandlers` in `next.config`: kinds of `"use cache: kind"` beside Next.js's own. */
  readonly cacheKinds: readonly string[];
}

/**
 * A string that means to be a directive. Compiler kinds: misspelled-directive, unknown-cache-kind; beyond them every misspelling
 * of `"use client"`, other case, hyphens and spaces, which the compiler takes for ordinary strings.
 */
export const directiveSpelling = defineRule<'misspelt' | 'unknownKind' | 'correct', Options>({
  name: 'directive-spelling',
  code: 83002,
  description: 'Disallow misspelt directives, which are ordinary strings that do nothing.',
  reach: ['file'],
  presets: ['recommended'],
  fixable: true,
  hasSuggestions: true,
  messages: {
    misspelt:
      'Did you mean "{{meant}}"? "{{text}}" is not a directive, so {{consequence}}.',
    unknownKind:
      'Unknown cache kind "{{kind}}": Next.js knows {{kinds}}. Name other kinds under cacheHandlers in next.config, and in this rule\'s "cacheKinds" option.',
    correct: 'Write "{{meant}}"',
  },
  options: {
    schema: {
      type: 'object',
      properties: { cacheKinds: { type: 'array', items: { type: 'string' }, uniqueItems: true } },
      additionalProperties: false,
    },
    defaults: { cacheKinds: [] },
  },
  check({ facts, sourceFile, options, report }) {
    const kinds = [...builtInCacheKinds, ...options.cacheKinds];
    for (const directive of facts.directives) {
      const { literal, text, form } = directive;
      if (form === 'expression' || form === 'returned' || form === 'parenthesized') continue;
      const kind = /^use cache: (.*)$/.exec(text)?.[1];
      if (kind !== undefined && kinds.includes(kind)) continue;
      if (kind !== undefined && !kinds.includes(kind.trim().toLowerCase())) {
        const data = { kind, kinds: kinds.map((name) => `"${name}"`).join(', ') };
        report({ at: literal, messageId: 'unknownKind', data });
        continue;
      }
      const spelling =
        kind === undefined
          ? spellingOf(text, directive.position === 'prologue')
          : { text: `use cache: ${kind.trim().toLowerCase()}`, isCertain: true };
      if (!spelling) continue;
      const data = { text, meant: spelling.text, consequence: consequenceOf(spelling.text, directive) };
      const start = literal.getStart(sourceFile);
      const edits = [{ start: start + 1, end: literal.end - 1, newText: spelling.text }];
      const isCertain = spelling.isCertain && wouldCount(directive, spelling.text, facts.directives);
      report({
        at: literal,
        messageId: 'misspelt',
        data,
        ...(isCertain ? { fix: edits } : { suggestions: [{ messageId: 'correct', data, edits }] }),
      });
    }
  },
});

function consequenceOf(meant: string, { owner }: DirectiveString): string {
  if (owner) return meant === 'use server' ? 'this is no Server Function' : 'this function is not changed by it';
  if (meant === 'use client') return 'this stays a server module';
  return meant === 'use server' ? 'the functions of this file are no Server Functions' : 'nothing here is cached';
}

/** Whether the corrected string would be a directive that counts, and the only one in its place. */
function wouldCount(directive: DirectiveString, meant: string, all: readonly DirectiveString[]): boolean {
  const { form, position, owner } = directive;
  if (form !== 'plain' || position !== 'prologue' || (owner && meant === 'use client')) return false;
  const name = directiveNameOf(meant);
  return !all.some((other) => other !== directive && other.owner === owner && other.counts && other.name !== name);
}
