/** A range of a file's text: UTF-16 code units, 0-based, end-exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** A replacement of a range by other text, in the shape every door can carry. */
export interface TextEdit extends TextRange {
  readonly newText: string;
  /** The file to edit, where it is not the file of the finding. ESLint cannot carry such an edit; editors can. */
  readonly fileName?: string;
}

/** A change for a person to choose: it alters what the program does, or there is more than one way to go. */
export interface Suggestion {
  readonly messageId: string;
  readonly message: string;
  readonly data: Readonly<Record<string, string>>;
  readonly edits: readonly TextEdit[];
}

/** A second place that explains the finding: a step of an import chain, a call site, a declaration. */
export interface RelatedInformation extends TextRange {
  readonly fileName: string;
  readonly message: string;
}

/** What a rule found in one file. The same through every door: same range, same message, same rule. */
export interface Finding extends TextRange {
  /** The rule's name, without the plugin's prefix. */
  readonly rule: string;
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  /** The text of `messageId` with `data` filled in. */
  readonly message: string;
  /** Edits that are certain to be right; all of them or none. */
  readonly fix?: readonly TextEdit[];
  readonly suggestions: readonly Suggestion[];
  readonly related: readonly RelatedInformation[];
  /** How an editor may draw the range. */
  readonly tag?: 'unnecessary' | 'deprecated';
}

/** Orders findings by where they start, then by where they end, then by rule: the order of every door. */
export function compareFindings(a: Finding, b: Finding): number {
  return a.start - b.start || a.end - b.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}

/**
 * The edits of groups that can be made at once. A group that touches an earlier one is left out whole, as ESLint does, so that
 * one pass is always the result of whole fixes; the next pass sees the rest.
 *
 * @returns the edits, of the groups that are left, from the end of the text to its start
 */
export function editsOf(groups: ReadonlyArray<readonly TextEdit[]>): TextEdit[] {
  const taken: TextEdit[] = [];
  for (const group of groups) {
    const isFree = group.every((edit) => taken.every((other) => edit.end < other.start || edit.start > other.end));
    if (isFree) taken.push(...group);
  }
  return taken.sort((a, b) => b.start - a.start || b.end - a.end);
}

/**
 * Applies groups of edits to a text, as far as they can be made at once (see {@link editsOf}).
 *
 * @returns the new text
 */
export function applyEdits(text: string, groups: ReadonlyArray<readonly TextEdit[]>): string {
  let result = text;
  for (const edit of editsOf(groups)) {
    result = result.slice(0, edit.start) + edit.newText + result.slice(edit.end);
  }
  return result;
}
