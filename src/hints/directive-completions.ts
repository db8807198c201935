import type ts from 'typescript';
import { quoteOf } from '../fixes/edits.ts';
import { factsOf, type DirectiveName } from '../facts/index.ts';
import { isFunctionNode } from '../syntax/nodes.ts';
import type { TextRange } from '../finding.ts';
import type { TypeScript } from '../typescript.ts';
import { nodesTo } from '../syntax/node-at.ts';

const ofModule: readonly DirectiveName[] = ['use client', 'use server', 'use cache'];
const ofFunction: readonly DirectiveName[] = ['use server', 'use cache'];

/** Directives that can stand at a place, and what they take the place of. */
export interface DirectiveCompletions extends TextRange {
  readonly names: readonly DirectiveName[];
  /** The quote to put around a name; absent inside a string, which has its own. */
  readonly quote?: string;
}

/**
 * The directives to offer: inside a string that stands where a directive counts, and where one could be begun: at the first
 * statement of a file or function that has none, with nothing typed or the beginning of `use`.
 *
 * @param position UTF-16 offset, 0-based
 * @returns undefined where none can stand
 */
export function directivesAt(ts: TypeScript, sourceFile: ts.SourceFile, position: number): DirectiveCompletions | undefined {
  return inString(ts, sourceFile, position) ?? atStart(ts, sourceFile, position);
}

function inString(ts: TypeScript, sourceFile: ts.SourceFile, position: number): DirectiveCompletions | undefined {
  const string = factsOf(ts, sourceFile).directives.find(
    ({ literal, form, position: place }) =>
      form === 'plain' && place === 'prologue' && literal.getStart(sourceFile) < position && position <= literal.end,
  );
  if (!string) return undefined;
  const start = string.literal.getStart(sourceFile) + 1;
  const isClosed = string.literal.end > start && sourceFile.text[string.literal.end - 1] === sourceFile.text[start - 1];
  const end = string.literal.end - (isClosed ? 1 : 0);
  if (position > end) return undefined;
  return { names: string.owner ? ofFunction : ofModule, start, end };
}

function atStart(ts: TypeScript, sourceFile: ts.SourceFile, position: number): DirectiveCompletions | undefined {
  const body = bodyAround(ts, sourceFile, position);
  const isFile = body === sourceFile;
  if (
    sourceFile.isDeclarationFile ||
    factsOf(ts, sourceFile).directives.some(({ counts, owner }) => counts && owner?.body === (isFile ? undefined : body))
  )
    return undefined;
  const [first] = body.statements;
  const found = { names: isFile ? ofModule : ofFunction, quote: quoteOf(sourceFile) };
  if (first && ts.isExpressionStatement(first) && ts.isIdentifier(first.expression)) {
    const start = first.getStart(sourceFile);
    const { end, text } = first.expression;
    if (start < position && position <= end) return 'use'.startsWith(text) ? { ...found, start, end } : undefined;
  }
  const isBefore = isFile && (!first || position <= first.getStart(sourceFile)) && isBlank(ts, sourceFile, position);
  return isBefore ? { ...found, start: position, end: position } : undefined;
}

/** The file, or the block of the innermost function around a position. */
function bodyAround(ts: TypeScript, sourceFile: ts.SourceFile, position: number): ts.SourceFile | ts.Block {
  const around = nodesTo(ts, sourceFile, (node) => node.getStart(sourceFile) < position && position <= node.end);
  return around.findLast((node): node is ts.Block => ts.isBlock(node) && isFunctionNode(ts, node.parent)) ?? sourceFile;
}

/** Whether a line has nothing on it, and is not part of a comment. */
function isBlank(ts: TypeScript, { text }: ts.SourceFile, position: number): boolean {
  const lineStart = text.lastIndexOf('\n', position - 1) + 1;
  const next = text.indexOf('\n', position);
  if (text.slice(lineStart, next < 0 ? text.length : next).trim() !== '') return false;
  const comments = ts.getLeadingCommentRanges(text, 0) ?? [];
  return !comments.some((comment) => comment.pos < position && position < comment.end);
}
