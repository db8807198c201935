import { EditSet, type TextEdit } from '../../src/finding.ts';

/**
 * Applies groups of edits to a text, as far as they can be made at once: a group that touches an earlier one is left out whole, as
 * ESLint does, so that one pass is always the result of whole fixes. The next pass sees the rest.
 *
 * @returns the new text
 */
export function applyEdits(text: string, groups: ReadonlyArray<readonly TextEdit[]>): string {
  const edits = new EditSet();
  for (const group of groups) edits.take(group);
  return edits.apply(text);
}
