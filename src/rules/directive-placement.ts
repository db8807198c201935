import type ts from 'typescript';
import { insertDirective, removeStatement } from '../facts/edits.ts';
import { directiveNameOf } from '../facts/directives.ts';
import { functionBehind } from '../facts/functions.ts';
import type { DirectiveString, Facts } from '../facts/index.ts';
import { spellingOf } from '../facts/spelling.ts';
import { hasModifier } from '../facts/syntax.ts';

import type { TextEdit } from '../finding.ts';
import { defineRule, type RuleContext, type SuggestionDescriptor } from '../rule.ts';
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
  | 'moveToTop'
  | 'moveToFile'
  | 'giveBody'
  | 'remove';

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
    inStaticBlock:
      'The "{{directive}}" directive has no effect in a static block. It must be at the top of a {{owner}}.',
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
    moveToTop: 'Move "{{directive}}" to the top of the {{body}}',
    moveToFile: 'Move "{{directive}}" to the top of the file',
    giveBody: 'Give the function a body with "{{directive}}" in it',
    remove: 'Remove "{{directive}}"',
  },
  check(context) {
    const { facts, report } = context;
    for (const string of facts.directives) {
      const directive = asMeant(string);
      if (!directive.name || directive.counts || directive.position === 'namespace') continue;
      if (isServerDirectiveInClientFile(facts, directive) || isInReportedMember(context, directive)) continue;
      if (conflictsWithTop(facts, directive)) continue;
      const isWhole = directive.form === 'parenthesized' || directive.form === 'swallowed';
      report({
        at: isWhole ? directive.statement : directive.literal,
        messageId: messageOf(directive),
        data: dataOf(directive),
        ...remedy(context, directive),
      });
    }
  },
});

/** A misspelt string in parentheses is this rule's, as it is the compiler's: one mistake, one finding, the right spelling. */
function asMeant(directive: DirectiveString): DirectiveString {
  if (directive.name || directive.form !== 'parenthesized') return directive;
  const spelling = spellingOf(directive.text, false);
  return spelling ? { ...directive, text: spelling.text, name: directiveNameOf(spelling.text) } : directive;
}

/** An instance method that is a Server Function is a mistake as a whole, whatever else stands in it. */
function isInReportedMember({ ts, facts }: RuleContext<MessageId>, { owner }: DirectiveString): boolean {
  if (!owner || !ts.isClassLike(owner.parent) || hasModifier(ts, owner, ts.SyntaxKind.StaticKeyword)) return false;
  return facts.serverFunctions.some((fn) => fn.node === owner && fn.by === 'body');
}

function messageOf({ name, form, position, owner }: DirectiveString): MessageId {
  if (form === 'swallowed' || form === 'expression' || form === 'returned') return form;
  if (position === 'constructor' && name !== 'use client') return 'inConstructor';
  if (position === 'static-block') return 'inStaticBlock';
  if (name === 'use client' && owner) return 'clientInFunction';
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

interface Remedy {
  fix?: readonly TextEdit[];
  suggestions?: ReadonlyArray<SuggestionDescriptor<MessageId>>;
}

function remedy(context: RuleContext<MessageId>, directive: DirectiveString): Remedy {
  const { form, position, literal, owner, name } = directive;
  const data = dataOf(directive);
  const isAtHome = position === 'prologue' || position === 'late';
  if (form === 'swallowed' && isAtHome && !(owner && name === 'use client')) {
    return { fix: [{ start: literal.end, end: literal.end, newText: ';' }] };
  }
  if (form === 'returned') {
    if (position !== 'prologue' || directive.statement !== literal) return {};
    const newText = `{ ${quoted(context, directive)}; }`;
    return { suggestions: [{ messageId: 'giveBody', data, edits: [{ ...rangeOf(context, literal), newText }] }] };
  }
  if (form === 'swallowed' || form === 'expression') return {};

  const removal: SuggestionDescriptor<MessageId> = { messageId: 'remove', data, edits: [remove(context, directive)] };
  if (owner && name === 'use client') {
    const edits = move(context, directive, undefined);
    return { suggestions: [...(edits ? [{ messageId: 'moveToFile' as const, data, edits }] : []), removal] };
  }
  if (position === 'constructor' || position === 'static-block') return { suggestions: [removal] };
  if (form !== 'plain' && position === 'prologue') {
    const edit = { ...rangeOf(context, directive.statement), newText: `${quoted(context, directive)};` };
    return wouldClash(context.facts, directive) ? { suggestions: [removal] } : { fix: [edit] };
  }
  const edits = move(context, directive, owner);
  if (!edits) return { suggestions: [removal] };
  const isCertain = position === 'late' && isCertainAtTop(context, directive);
  return isCertain ? { fix: edits } : { suggestions: [{ messageId: 'moveToTop', data, edits }, removal] };
}

/** Takes the directive out of where it is and puts it on top; undefined where the top already says something. */
function move(
  context: RuleContext<MessageId>,
  directive: DirectiveString,
  owner: DirectiveString['owner'],
): TextEdit[] | undefined {
  if (clashes(context.facts, directive, owner)) return undefined;
  const insertion = insertDirective(context.ts, context.sourceFile, owner, quoted(context, directive));
  return insertion && [insertion, remove(context, directive)];
}

function remove({ ts, sourceFile }: RuleContext<MessageId>, { statement }: DirectiveString): TextEdit {
  const { parent } = statement;
  // `if (x) 'use server'` needs a statement where the string was.
  const needsStatement = !ts.isSourceFile(parent) && !ts.isBlock(parent) && !ts.isCaseOrDefaultClause(parent);
  if (!needsStatement) return removeStatement(sourceFile, statement);
  return { start: statement.getStart(sourceFile), end: statement.end, newText: '{}' };
}

function wouldClash(facts: Facts, directive: DirectiveString): boolean {
  return clashes(facts, directive, directive.owner);
}

/** Whether the body already has a directive, or has another misplaced one that wants the same place. */
function clashes(facts: Facts, directive: DirectiveString, owner: DirectiveString['owner']): boolean {
  return facts.directives.some(
    (other) => other.literal !== directive.literal && other.owner === owner && other.name && (other.counts || other.name !== directive.name),
  );
}

/**
 * Whether the file means what was meant once the directive is on top. A `"use server"` that would turn a file of constants
 * and components into Server Functions is for a person to move.
 */
function isCertainAtTop({ ts, facts }: RuleContext<MessageId>, directive: DirectiveString): boolean {
  if (directive.owner) return facts.moduleDirective !== 'use client';
  if (directive.name === 'use client') return true;
  return facts.exports.every(({ thing, erased }) => {
    const fn = erased ? undefined : functionBehind(ts, thing);
    return erased || fn !== undefined;
  });
}

/** The directive with the quotes it has, or with the file's. */
function quoted({ sourceFile }: RuleContext<MessageId>, { literal, text }: DirectiveString): string {
  const own = sourceFile.text[literal.getStart(sourceFile)];
  const quote = own === '"' || own === "'" ? own : /["']/.exec(sourceFile.text.replace(/`[^`]*`/g, ''))?.[0] ?? "'";
  return `${quote}${text}${quote}`;
}

function rangeOf({ sourceFile }: RuleContext<MessageId>, node: ts.Node): { start: number; end: number } {
  return { start: node.getStart(sourceFile), end: node.end };
}
