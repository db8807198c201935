/** A range of a file's text: UTF-16 code units, 0-based, end-exclusive. */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** How loudly a finding is said. */
export type Severity = 'warn' | 'error';

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
  /** Of the steps of a chain of imports, which stand in its order. */
  readonly kind?: 'import';
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
  /** As its rule is set, or by itself; `warn` where it is never more than that. ESLint has one severity for all that a rule reports. */
  readonly severity: Severity;
  /** Whether it is never more than a warning, whatever its rule is set to. */
  readonly isWarning?: true;
}

/** Orders findings by where they start, then by where they end, then by rule: the order of every door. */
export function compareFindings(a: Finding, b: Finding): number {
  return a.start - b.start || a.end - b.end || (a.rule < b.rule ? -1 : a.rule > b.rule ? 1 : 0);
}

/** Edits of one text that can be made at once: none of them touches another one's group. */
export class EditSet {
  /** By where they start. */
  readonly #edits: TextEdit[] = [];
  readonly #joins: boolean;

  /** @param joins whether an edit that is in already may be asked for again, as an import is that two changes need */
  constructor(joins = false) {
    this.#joins = joins;
  }

  /**
   * Takes a group in, whole, where nothing of it touches an earlier one.
   *
   * @returns whether it was taken
   */
  take(group: readonly TextEdit[]): boolean {
    const added = this.#joins ? group.filter((edit) => !this.#has(edit)) : group;
    if (!added.every((edit) => this.#isFree(edit))) return false;
    for (const edit of added) this.#edits.splice(this.#indexOf(edit), 0, edit);
    return true;
  }

  /** The edits from the end of the text to its start. */
  fromEnd(): TextEdit[] {
    return this.#edits.toReversed();
  }

  /** The text with the edits made. */
  apply(text: string): string {
    const parts: string[] = [];
    let at = 0;
    for (const { start, end, newText } of this.#edits) {
      parts.push(text.slice(at, start), newText);
      at = end;
    }
    return parts.join('') + text.slice(at);
  }

  #isFree({ start, end }: TextEdit): boolean {
    const index = this.#firstFrom(start);
    const [before, after] = [this.#edits[index - 1], this.#edits[index]];
    return (!before || before.end < start) && (!after || end < after.start);
  }

  #has({ start, end, newText }: TextEdit): boolean {
    for (let index = this.#firstFrom(start); this.#edits[index]?.start === start; index++) {
      const other = this.#edits[index]!;
      if (other.end === end && other.newText === newText) return true;
    }
    return false;
  }

  /** Where an edit belongs: what is only put in comes before what takes the place of something. */
  #indexOf({ start, end }: TextEdit): number {
    let index = this.#firstFrom(start);
    while (this.#edits[index]?.start === start && this.#edits[index]!.end <= end) index++;
    return index;
  }

  /** The first edit that starts at a place or behind it. */
  #firstFrom(start: number): number {
    let [low, high] = [0, this.#edits.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#edits[middle]!.start < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
