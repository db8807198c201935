import type { DirectiveString, Facts } from '../facts/index.ts';
import { bundlerOf } from '../frameworks/bundler.ts';
import { graphOf } from '../graph/graph.ts';
import { relatedDirective } from '../flow/related.ts';
import { fromClientText, relatedSteps } from '../graph/chain.ts';
import { defineRule } from '../rule.ts';

/**
 * An inline `"use server"` or `"use cache"` in a module of the client graph. Compiler kinds: inline-use-server-in-client,
 * inline-use-cache-in-client; guide: Client Components import Server Functions from a module with the directive on top.
 */
export const noServerDirectiveInClient = defineRule({
  name: 'no-server-directive-in-client',
  code: 83007,
  description: 'Disallow inline "use server" and "use cache" in modules of the client graph.',
  reach: ['file', 'modules'],
  side: 'client',
  presets: ['recommended'],
  messages: {
    ownDirective:
      'A "{{directive}}" function cannot be defined in a "use client" file. Move it to a "{{fileDirective}}" file and import it.',
    reached:
      'A "{{directive}}" function cannot be defined in the client graph{{from}}. Move it to a "{{fileDirective}}" file and import it.',
  },
  check({ facts, sourceFile, project, report }) {
    const inline = facts.directives.filter(isInline);
    if (inline.length === 0 || (facts.moduleDirective && facts.moduleDirective !== 'use client')) return;
    const isClientFile = facts.moduleDirective === 'use client';
    const bundler = bundlerOf(project, sourceFile.fileName);
    // Elsewhere it is no error and does nothing: framework-directive says so.
    if (bundler && !(bundler === 'vite-rsc' && isClientFile)) return;
    const chain = isClientFile ? undefined : graphOf(project).environmentOf(sourceFile.fileName).client;
    if (!isClientFile && !chain) return;
    for (const { literal, text, name } of inline) {
      const data = { directive: text, fileDirective: name! };
      if (!chain) report({ at: literal, messageId: 'ownDirective', data, related: relatedDirective(facts) });
      else {
        report({
          at: literal,
          messageId: 'reached',
          data: { ...data, from: fromClientText(project, chain) },
          related: relatedSteps(project, chain),
        });
      }
    }
  },
});

/** Among a function body's own statements, at any position: there the compiler of the client layer minds it. */
function isInline({ owner, name, form, position }: DirectiveString): boolean {
  if (!owner || form !== 'plain' || !name || name === 'use client') return false;
  return position === 'prologue' || position === 'late';
}

/** Whether this rule says what there is to say about a string, so that others need not. */
export function isServerDirectiveInClientFile(facts: Facts, directive: DirectiveString): boolean {
  return facts.moduleDirective === 'use client' && isInline(directive);
}
