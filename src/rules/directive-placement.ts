import { directiveRemedies, type DirectiveRemedy } from '../fixes/directive-remedy.ts';
import { directiveNameOf, placeOfDirective, type DirectiveString } from '../facts/directives.ts';
import { builtInCacheKinds, spellingOf } from '../facts/spelling.ts';
import { hasModifier } from '../syntax/nodes.ts';
import { defineRule, type RuleContext } from '../rule.ts';
import { conflictsWithTop } from './no-conflicting-directives.ts';
import { isServerDirectiveInClientFile } from './no-server-directive-in-client.ts';

type MessageId =
  | 'late'
  | 'nested'
  | 'inConstructor'
  | 'inStaticBlock'
  | 'clientInFunction'
  | 'parenthesized'
  | 'template'
  | 'swallowed'
  | 'expression'
  | 'returned'
  | DirectiveRemedy['action'];

/**
 * A directive that is not where it counts. Compiler kinds: misplaced-directive, wrapped-directive, misplaced-wrapped-directive,
 * use-client-misplaced; beyond them everything the compiler ignores without a word: templates, missing semicolons, nested
 * blocks, constructors, static blocks, `"use client"` in a function.
 */
export const directivePlacement = defineRule<MessageId>({
  name: 'directive-placement',
  code: 83001,
  description: 'Require directives to stand where they count: first in their file or function, as plain strings.',
  reach: ['file'],
  presets: ['recommended'],
  fixable: true,
  hasSuggestions: true,
  messages: {
    late: 'The "{{directive}}" directive must be at the top of the {{body}}, before any other statement. Here it is only a string and does nothing.',
    nested:
      'The "{{directive}}" directive must be at the top of the {{body}}. Inside a nested block it is only a string and does nothing.',
    inConstructor:
      'The "{{directive}}" directive has no effect in a constructor: an object cannot be constructed across the boundary. Put it in an async function.',
    inStaticBlock: 'The "{{directive}}" directive has no effect in a static block. It must be at the top of a {{owner}}.',
    clientInFunction:
      'The "use client" directive must be placed at the top of the file, before any other statements. It cannot be used inside a function.',
    parenthesized:
      'The "{{directive}}" directive cannot be in parentheses: write it as a plain string at the top of the {{body}}.',
    template:
      'The "{{directive}}" directive cannot be a template literal: it does nothing here. Write it with quotes at the top of the {{body}}.',
    swallowed:
      'A semicolon is missing after "{{directive}}": the next line continues the string, so it is no directive and does nothing.',
    expression:
      'This "{{directive}}" is part of a larger expression, so it is no directive and does nothing. Write it as a statement of its own at the top of the {{body}}.',
    returned:
      'This function returns the string "{{directive}}". A directive is a statement of its own at the top of the {{body}}.',
    write: 'Write "{{directive}}" as a plain string',
    separate: 'Put a semicolon after "{{directive}}"',
    moveToTop: 'Move "{{directive}}" to the top of the {{body}}',
    moveToFile: 'Move "{{directive}}" to the top of the file',
    giveBody: 'Give the function a body with "{{directive}}" in it',
    remove: 'Remove "{{directive}}"',
  },
  check(context) {
    const { ts, sourceFile, facts, report } = context;
    for (const string of facts.directives) {
      const { directive, isCertain } = asMeant(string);
      if (!directive.name || directive.counts || directive.position === 'namespace') continue;
      if (isServerDirectiveInClientFile(facts, directive) || isInReportedMember(context, directive)) continue;
      if (conflictsWithTop(facts, directive)) continue;
      const data = dataOf(directive);
      const remedies = directiveRemedies(ts, sourceFile, facts, string, directive.text);
      const certain = isCertain ? remedies.find((remedy) => remedy.isCertain) : undefined;
      report({
        at: placeOfDirective(directive),
        messageId: messageOf(directive),
        data,
        ...(certain
          ? { fix: certain.edits }
          : { suggestions: remedies.map(({ action, edits }) => ({ messageId: action, data, edits })) }),
      });
    }
  },
});

/**
 * The directive a string means. A misspelt string in parentheses is this rule's, as it is the compiler's: one mistake, one
 * finding, the right spelling. Where the spelling is in doubt, as with an unknown cache kind, a person must look.
 */
function asMeant(directive: DirectiveString): { directive: DirectiveString; isCertain: boolean } {
  const spelling =
    directive.name && !directive.text.includes(':')
      ? undefined
      : spellingOf(directive.text, directive.position === 'prologue', builtInCacheKinds);
  if (!spelling) return { directive, isCertain: true };
  const { text, isCertain } = spelling;
  if (text === undefined || (directive.name ? !isCertain : directive.form !== 'parenthesized')) {
    return { directive, isCertain: false };
  }
  return { directive: { ...directive, text, name: directiveNameOf(text) }, isCertain };
}

/** An instance method that is a Server Function is a mistake as a whole, whatever else stands in it. */
function isInReportedMember({ ts, facts }: RuleContext<MessageId>, { owner }: DirectiveString): boolean {
  if (!owner || !ts.isClassLike(owner.parent) || hasModifier(ts, owner, ts.SyntaxKind.StaticKeyword)) return false;
  return facts.serverFunctions.some((fn) => fn.node === owner && fn.by === 'body');
}

function messageOf({ name, form, position, owner }: DirectiveString): MessageId {
  if (form === 'swallowed' || form === 'expression' || form === 'returned') return form;
  if (name === 'use client' && owner) return 'clientInFunction';
  if (position === 'constructor') return 'inConstructor';
  if (position === 'static-block') return 'inStaticBlock';
  if (position === 'nested') return 'nested';
  if (form !== 'plain') return form;
  return 'late';
}

function dataOf({ text, name, owner }: DirectiveString): Record<string, string> {
  return {
    directive: text,
    body: owner && name !== 'use client' ? 'function body' : 'file',
    owner: name === 'use client' ? 'file' : 'file or an async function',
  };
}
