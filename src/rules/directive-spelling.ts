import { directiveRemedies, type DirectiveRemedy } from '../fixes/directive-remedy.ts';
import { placeOfDirective, type DirectiveString } from '../facts/directives.ts';
import { builtInCacheKinds, spellingOf, type Spelling } from '../facts/spelling.ts';
import { nextSettingsOf } from '../frameworks/next/settings.ts';
import { defineRule, texts } from '../rule.ts';

// A returned string is an ordinary one: nothing gives it a body.
type RemedyId = Exclude<DirectiveRemedy['action'], 'giveBody'>;
type MessageId = 'misspelt' | 'unknownKind' | RemedyId;

interface Options {
  /** Kinds of `"use cache: kind"` beside Next.js's own and the `cacheHandlers` that `next.config` shows. */
  readonly cacheKinds: readonly string[];
}

/**
 * A string that means to be a directive. Compiler kinds: misspelled-directive, unknown-cache-kind; beyond them every misspelling
 * of `"use client"`, other case, hyphens and spaces, which the compiler takes for ordinary strings.
 */
export const directiveSpelling = defineRule<MessageId, Options>({
  name: 'directive-spelling',
  code: 83002,
  description: 'Disallow misspelt directives, which are ordinary strings that do nothing.',
  reach: ['file', 'modules'],
  presets: ['recommended'],
  fixable: true,
  hasSuggestions: true,
  messages: {
    misspelt: '"{{text}}" is not a directive, so {{consequence}}. Did you mean "{{meant}}"?',
    unknownKind:
      'Unknown cache kind `{{kind}}` (known: {{kinds}}). Define it under `cacheHandlers` in next.config, or in the `cacheKinds` option.',
    write: 'Write "{{meant}}"',
    separate: 'Write "{{meant}}" with a semicolon after it',
    moveToTop: 'Write "{{meant}}" at the top of the {{body}}',
    moveToFile: 'Write "{{meant}}" at the top of the file',
    remove: 'Remove "{{text}}"',
  },
  options: {
    properties: { cacheKinds: { ...texts, uniqueItems: true } },
    defaults: { cacheKinds: [] },
  },
  check({ ts, sourceFile, facts, project, options, report }) {
    const hasCache = facts.directives.some(({ text }) => text.includes('cache'));
    const settings = hasCache ? nextSettingsOf(project, sourceFile.fileName) : undefined;
    const kinds = [...new Set([...builtInCacheKinds, ...options.cacheKinds, ...(settings?.cacheHandlers ?? [])])];
    // Where next.config is in view and takes its handlers from elsewhere, any kind may be one of them.
    const areKindsKnown = !settings || settings.cacheHandlers !== undefined;
    const misspelt = new Map<DirectiveString, Spelling>();
    // Two corrected strings in one body would be two directives there.
    const perBody = new Map<DirectiveString['owner'], number>();
    for (const directive of facts.directives) {
      const { text, name, form, position, counts } = directive;
      // A string that is part of an expression is an ordinary string.
      if (form === 'expression' || form === 'returned' || position === 'namespace') continue;
      // Where it stands or how it is written is directive-placement's to say.
      if ((name && !counts) || form === 'parenthesized') continue;
      const known = areKindsKnown ? kinds : [...kinds, text.slice(text.indexOf(':') + 1).trim()];
      const spelling = spellingOf(text, position === 'prologue', known);
      if (!spelling) continue;
      misspelt.set(directive, spelling);
      perBody.set(directive.owner, (perBody.get(directive.owner) ?? 0) + 1);
    }
    for (const [directive, { text: meant, isCertain }] of misspelt) {
      const { text, owner } = directive;
      if (meant === undefined) {
        // Where next.config shows all its handlers, cache-directive-enabled says which one is missing.
        if (directive.name && settings?.cacheHandlers) continue;
        const data = { kind: text.slice(text.indexOf(':') + 1).trim(), kinds: kinds.join(', ') };
        report({ at: placeOfDirective(directive), messageId: 'unknownKind', data });
        continue;
      }
      const body = owner ? 'function body' : 'file';
      const data = { text, meant, body, consequence: consequenceOf(meant, directive) };
      const remedies = directiveRemedies(ts, sourceFile, facts, directive, meant);
      const certain = isCertain && (perBody.get(owner) ?? 0) < 2 ? remedies.find((remedy) => remedy.isCertain) : undefined;
      report({
        at: placeOfDirective(directive),
        messageId: 'misspelt',
        data,
        ...(certain
          ? { fix: certain.edits }
          : { suggestions: remedies.map(({ action, edits }) => ({ messageId: action as RemedyId, data, edits })) }),
      });
    }
  },
});

function consequenceOf(meant: string, { owner }: DirectiveString): string {
  if (meant === 'use server')
    return owner ? 'this is not a Server Function' : 'the exports of this file are not Server Functions';
  if (meant === 'use client') return owner ? 'it does nothing' : 'this file is not a client boundary';
  return 'nothing is cached';
}
