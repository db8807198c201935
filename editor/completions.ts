import { factsOf, type DirectiveName } from '../src/facts/index.ts';
import type { TextRange } from '../src/finding.ts';
import type { EditorState } from './state.ts';

const ofModule: readonly DirectiveName[] = ['use client', 'use server', 'use cache'];
const ofFunction: readonly DirectiveName[] = ['use server', 'use cache'];

/** Directives that can stand in a string, and what of the string they take the place of. */
export interface DirectiveCompletions extends TextRange {
  readonly names: readonly DirectiveName[];
}

/**
 * The directives to offer inside a string that stands where a directive counts.
 *
 * @param position UTF-16 offset, 0-based
 * @returns undefined where none can stand
 */
export function directivesAt(state: EditorState, fileName: string, position: number): DirectiveCompletions | undefined {
  const sourceFile = state.sourceFile(fileName);
  if (!sourceFile) return undefined;
  const string = factsOf(state.typescript, sourceFile).directives.find(
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
