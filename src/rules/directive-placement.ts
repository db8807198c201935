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
    late: '"{{directive}}" does nothing here: a directive must be first in the {{body}}. Move it above every other statement.',
    nested: '"{{directive}}" does nothing in a nested block. Move it to the top of the {{body}}.',
    inConstructor: '"{{directive}}" does nothing in a constructor. Move it to an async function.',
    inStaticBlock: '"{{directive}}" does nothing in a static block. Move it to the top of {{owner}}.',
    clientInFunction: '"use client" does nothing in a function. Move it to the top of the file.',
    parenthesized: '"{{directive}}" must not be in parentheses. Write a plain string at the top of the {{body}}.',
    template: '"{{directive}}" does nothing as a template literal. Write it with quotes at the top of the {{body}}.',
    swallowed: '"{{directive}}" does nothing: without a semicolon, the next line continues the expression. Add the semicolon.',
    expression: '"{{directive}}" does nothing inside an expression. Make it a statement of its own at the top of the {{body}}.',
    returned:
      '"{{directive}}" is a returned string here, not a directive. Make it a statement of its own at the top of the {{body}}.',
    write: 'Write "{{directive}}" as a plain string',
    separate: 'Add a semicolon after "{{directive}}"',
    moveToTop: 'Move "{{directive}}" to the top of the {{body}}',
    moveToFile: 'Move "{{directive}}" to the top of the file',
    giveBody: 'Add a function body that starts with "{{directive}}"',
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
        messageId: messageOfForm(directive),
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
  return facts.serverFunctionsAt(owner).some((fn) => fn.by === 'body');
}

function messageOfForm({ name, form, position, owner }: DirectiveString): MessageId {
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
    owner: name === 'use client' ? 'the file' : 'the file or an async function',
  };
}
