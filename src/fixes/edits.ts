import type ts from 'typescript';
import type { TextEdit } from '../finding.ts';
import type { TypeScript } from '../typescript.ts';
import { isStatementList, type FunctionNode } from '../syntax/nodes.ts';

/** The file's own line break. */
export function newLineOf(sourceFile: ts.SourceFile): string {
  return sourceFile.text.includes('\r\n') ? '\r\n' : '\n';
}

/** The quote the file begins its first string with. */
export function quoteOf(sourceFile: ts.SourceFile): string {
  return /["']/.exec(sourceFile.text.replace(/`[^`]*`/g, ''))?.[0] ?? "'";
}

/**
 * Where a statement ends as a person sees it: without a semicolon that stands on a later line, in front of what follows.
 */
export function endOfStatement(ts: TypeScript, sourceFile: ts.SourceFile, statement: ts.Node): number {
  if (!ts.isExpressionStatement(statement)) return statement.end;
  const { end } = statement.expression;
  return sourceFile.text.slice(end, statement.end).includes('\n') ? end : statement.end;
}

/**
 * Removes a statement: its whole line where it is alone on it. Where the next statement would then continue the one before
 * (no semicolon, and it starts with `(`, `[`, a template …), a semicolon is left in its place.
 */
export function removeStatement(ts: TypeScript, sourceFile: ts.SourceFile, statement: ts.Node): TextEdit {
  const { text } = sourceFile;
  const start = statement.getStart(sourceFile);
  const end = endOfStatement(ts, sourceFile, statement);
  const siblings = isStatementList(ts, statement.parent) ? statement.parent.statements : [];
  const index = siblings.findIndex((sibling) => sibling === statement);
  const previous = siblings[index - 1];
  const next = siblings[index + 1];
  // A semicolon left on a later line does the same.
  if (
    end === statement.end &&
    previous &&
    next &&
    text[previous.end - 1] !== ';' &&
    '([`+-/*<'.includes(text[next.getStart(sourceFile)]!)
  ) {
    return { start, end, newText: ';' };
  }
  let lineStart = start;
  while (text[lineStart - 1] === ' ' || text[lineStart - 1] === '\t') lineStart--;
  const isLineStart = lineStart === 0 || '\r\n\uFEFF'.includes(text[lineStart - 1]!);
  const after = /^[ \t]*(\r?\n)?/.exec(text.slice(end))!;
  const isLineEnd = after[1] !== undefined || end + after[0].length === text.length;
  if (isLineStart && isLineEnd) {
    // Of two blank lines around it one is enough.
    const isBetweenBlanks = /\n\r?\n$/.test(text.slice(Math.max(0, lineStart - 3), lineStart));
    const blank = isBetweenBlanks ? /^[ \t]*\r?\n/.exec(text.slice(end + after[0].length)) : null;
    return { start: lineStart, end: end + after[0].length + (blank?.[0].length ?? 0), newText: '' };
  }
  // On a line with others: the blanks on one side go with it, the line break stays.
  if (isLineEnd) return { start: lineStart, end, newText: '' };
  return { start, end: end + after[0].length, newText: '' };
}

/**
 * Puts a directive in front of everything else: of a file (below a shebang and below comments that must stay on top), or of
 * a function's body.
 *
 * @param directive the string with its quotes, without semicolon
 * @returns undefined where the function has no body to put it in
 */
export function insertDirective(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  owner: FunctionNode | undefined,
  directive: string,
): TextEdit | undefined {
  if (!owner) {
    const at = topOfFile(ts, sourceFile);
    return { start: at, end: at, newText: `${directive};${newLineOf(sourceFile)}` };
  }
  const body = owner.body;
  return body && ts.isBlock(body) ? insertFirst(sourceFile, body, `${directive};`) : undefined;
}

/**
 * Puts a statement in front of the others of a block, on a line of its own where they have theirs.
 *
 * @param statement with its semicolon
 */
export function insertFirst(sourceFile: ts.SourceFile, block: ts.Block, statement: string): TextEdit {
  const at = block.getStart(sourceFile) + 1;
  const first = block.statements[0];
  if (!first) return { start: at, end: at, newText: ` ${statement}${sourceFile.text[at] === '}' ? ' ' : ''}` };
  const between = sourceFile.text.slice(at, first.getStart(sourceFile));
  const lastLine = /(\r?\n)([ \t]*)$/.exec(between);
  return { start: at, end: at, newText: lastLine ? `${lastLine[1]}${lastLine[2]}${statement}` : ` ${statement}` };
}

// Comments of these kinds only work, or are only wanted, on top of the file.
const headerComment =
  /@ts-|eslint|@jsx|@jest|@vitest|@license|@preserve|@flow|@prettier|@format|copyright|licen[cs]e|spdx|^\/\*!/i;

function topOfFile(ts: TypeScript, sourceFile: ts.SourceFile): number {
  const { text } = sourceFile;
  let top = ts.getShebang(text) ? /^.*(?:\r\n|[\n\r\u2028\u2029])?/.exec(text)![0].length : text.charCodeAt(0) === 0xfeff ? 1 : 0;
  for (const comment of ts.getLeadingCommentRanges(text, top) ?? []) {
    const after = /^[ \t]*(?:(\r?\n)([ \t]*\r?\n)?)?/.exec(text.slice(comment.end))!;
    const isHeader = after[2] !== undefined || headerComment.test(text.slice(comment.pos, comment.end));
    // A comment right above the first statement belongs to it, one with a blank line below it to the file.
    if (isHeader && after[1]) top = comment.end + after[0].length;
  }
  return top;
}
