import type ts from 'typescript';
import type { TextEdit } from '../finding.ts';
import type { TypeScript } from '../typescript.ts';
import { directiveNameOf, directivesOfBody, type DirectiveString } from '../facts/directives.ts';
import { endOfStatement, insertDirective, quoteOf, removeStatement } from './edits.ts';
import { functionBehind } from '../facts/functions.ts';
import type { Facts } from '../facts/index.ts';
import { hasModifier, isAsync, isStatementList, nameOfFunction, type FunctionNode } from '../syntax/nodes.ts';

/** One way to set a directive right. */
export interface DirectiveRemedy {
  /**
   * `write`: where it stands, as a plain string; `separate`: put the missing semicolon; `moveToTop`: of its file or function;
   * `moveToFile`: out of a function; `giveBody`: to an arrow; `remove`.
   */
  readonly action: 'write' | 'separate' | 'moveToTop' | 'moveToFile' | 'giveBody' | 'remove';
  readonly edits: readonly TextEdit[];
  /** Whether the file then says what was meant, beyond doubt, and says it where it counts. */
  readonly isCertain: boolean;
}

/**
 * What can be done about a string that means to be a directive and is none, the best way first.
 *
 * @param text the directive it should be, to the letter
 */
export function directiveRemedies(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  facts: Facts,
  directive: DirectiveString,
  text: string,
): DirectiveRemedy[] {
  const { form, position, literal, statement, owner } = directive;
  const name = directiveNameOf(text);
  const home = name === 'use client' ? undefined : owner;
  const isFree = !isTaken(facts, directive, name, home);
  const written = quoted(sourceFile, literal, text);
  if (form === 'expression') return [];
  if (form === 'returned') {
    if (!isFree || home !== owner || position !== 'prologue') return [];
    const isArrowBody = statement === owner?.body;
    const newText = isArrowBody ? `{ ${written}; }` : `${written};`;
    return [
      { action: isArrowBody ? 'giveBody' : 'write', edits: [replacement(sourceFile, statement, newText)], isCertain: false },
    ];
  }

  const isAtHome = home === owner && (position === 'prologue' || position === 'late');
  const isWelcome = isFree && (position === 'prologue' || suits(ts, facts, name, home));
  if (form === 'swallowed') {
    // In a prologue the semicolon would make a second directive of it.
    if (position === 'prologue' && !isFree) return [];
    return [{ action: 'separate', edits: [replacement(sourceFile, literal, `${written};`)], isCertain: isAtHome && isWelcome }];
  }
  const removal: DirectiveRemedy = { action: 'remove', edits: [remove(ts, sourceFile, statement)], isCertain: false };
  if (!isFree || (home === owner && (position === 'constructor' || position === 'static-block'))) return [removal];
  if (isAtHome && position === 'prologue') {
    const edit =
      form === 'plain'
        ? replacement(sourceFile, literal, written)
        : { ...replacement(sourceFile, statement, `${written};`), end: endOfStatement(ts, sourceFile, statement) };
    return [{ action: 'write', edits: [edit], isCertain: true }, removal];
  }
  const insertion = insertDirective(ts, sourceFile, home, written);
  if (!insertion) return [removal];
  const action = home === owner ? 'moveToTop' : 'moveToFile';
  const isCertain = position === 'late' && isAtHome && isWelcome;
  return [{ action, edits: [insertion, remove(ts, sourceFile, statement)], isCertain }, removal];
}

/** Whether the body it belongs to has a directive already, or has another string that means to be a different one. */
function isTaken(
  facts: Facts,
  directive: DirectiveString,
  name: DirectiveString['name'],
  home: FunctionNode | undefined,
): boolean {
  const { named, counting } = directivesOfBody(facts.directives, home);
  const isIts = (spelt: DirectiveString['name']): boolean => directive.owner === home && directive.name === spelt;
  return [...named].some(
    ([spelt, count]) =>
      (spelt !== name && count > (isIts(spelt) ? 1 : 0)) ||
      (counting.get(spelt) ?? 0) > (isIts(spelt) && directive.counts ? 1 : 0),
  );
}

/**
 * Whether a file or function is what a directive on top of it would make of it. `"use server"` on a file of constants and
 * components, or `"use client"` on one with Server Functions in it, is for a person to decide.
 */
function suits(ts: TypeScript, facts: Facts, name: DirectiveString['name'], home: FunctionNode | undefined): boolean {
  if (home) return facts.moduleDirective !== 'use client' && canBeServerFunction(ts, home, name);
  if (name === 'use client') return facts.serverFunctions.length === 0;
  const values = facts.exports.filter(({ erased }) => !erased);
  return (
    values.length > 0 &&
    values.every(({ thing }) => {
      const node = functionBehind(ts, thing);
      return node !== undefined && canBeServerFunction(ts, node, name);
    })
  );
}

function canBeServerFunction(ts: TypeScript, node: FunctionNode, name: DirectiveString['name']): boolean {
  if (!isAsync(ts, node)) return false;
  if (ts.isClassLike(node.parent) && !hasModifier(ts, node, ts.SyntaxKind.StaticKeyword)) return false;
  const head = nameOfFunction(ts, node);
  // A component may be cached, but "use server" would make a public endpoint of it.
  return name === 'use cache' || !(head && ts.isIdentifier(head) && /^[A-Z]/.test(head.text));
}

function remove(ts: TypeScript, sourceFile: ts.SourceFile, statement: ts.Node): TextEdit {
  // `if (x) 'use server'` needs a statement where the string was.
  return isStatementList(ts, statement.parent)
    ? removeStatement(ts, sourceFile, statement)
    : replacement(sourceFile, statement, '{}');
}

/** The directive with the quotes the string has, or with those of the file. */
function quoted(sourceFile: ts.SourceFile, literal: ts.Node, text: string): string {
  const own = sourceFile.text[literal.getStart(sourceFile)];
  const quote = own === '"' || own === "'" ? own : quoteOf(sourceFile);
  return /["'\\\n\r]/.test(text) ? JSON.stringify(text) : `${quote}${text}${quote}`;
}

function replacement(sourceFile: ts.SourceFile, node: ts.Node, newText: string): TextEdit {
  return { start: node.getStart(sourceFile), end: node.end, newText };
}
