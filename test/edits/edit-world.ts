import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { mutate, pick, type Random } from '../storm/mutants.ts';

/** Something a person does in an editor or beside it; file names are relative to the project. */
export type Edit =
  | { readonly kind: 'open' | 'change'; readonly file: string; readonly text: string }
  | { readonly kind: 'close' | 'delete'; readonly file: string }
  | { readonly kind: 'write'; readonly file: string; readonly text: string; readonly isNew: boolean }
  | { readonly kind: 'rename'; readonly file: string; readonly to: string };

/** The source files of a project, as paths relative to it. */
export function sourcesOf(directory: string): string[] {
  return ts.sys
    .readDirectory(directory, ['.ts', '.tsx'], ['**/node_modules/**', '**/.next/**'])
    .map((fileName) => fileName.replaceAll('\\', '/').slice(directory.length + 1))
    .filter((file) => !file.endsWith('.d.ts'))
    .sort();
}

/** A project as it lies on the disk and as it stands in an editor, changed at random from a seed. */
export class EditWorld {
  readonly disk = new Map<string, string>();
  /** What is open, the oldest first. */
  readonly open = new Map<string, string>();
  readonly #original = new Map<string, string>();
  readonly #renamed = new Map<string, string>();
  readonly #random: Random;

  constructor(directory: string, random: Random) {
    this.#random = random;
    for (const file of sourcesOf(directory)) this.#original.set(file, readFileSync(join(directory, file), 'utf8'));
    for (const [file, text] of this.#original) this.disk.set(file, text);
  }

  /** What an editor shows of a file. */
  textOf(file: string): string | undefined {
    return this.open.get(file) ?? this.disk.get(file);
  }

  /** All files with the texts they have in the editor. */
  state(): Map<string, string> {
    return new Map([...this.disk, ...this.open].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** Does something, in this model alone; what a client and the disk are to be told, in order. */
  next(): Edit[] {
    const dice = this.#random();
    const edits = dice < 0.72 ? this.#type() : dice < 0.78 ? this.#save() : dice < 0.83 ? this.#close() : this.#outside(dice);
    for (const edit of edits) this.#take(edit);
    return edits;
  }

  #type(): Edit[] {
    const isAgain = this.open.size > 0 && this.#random() < 0.7;
    const file = pick(this.#random, [...(isAgain ? this.open : this.disk).keys()]);
    const edits: Edit[] = [];
    if (!this.open.has(file)) {
      if (this.open.size > 5) edits.push({ kind: 'close', file: [...this.open.keys()][0]! });
      edits.push({ kind: 'open', file, text: this.disk.get(file)! });
    }
    const before = this.textOf(file)!;
    const original = this.#original.get(this.#renamed.get(file) ?? file);
    // What is broken is mended as often as it is broken, or soon nothing would be left to judge.
    const text =
      original !== undefined && original !== before && this.#random() < 0.5 ? original : mutate(before, this.#random).text;
    return [...edits, { kind: 'change', file, text }];
  }

  #save(): Edit[] {
    const file = pick(this.#random, [...this.open.keys(), ...(this.open.size === 0 ? this.disk.keys() : [])]);
    const isNew = !this.disk.has(file);
    return [{ kind: 'write', file, text: this.textOf(file)!, isNew }];
  }

  #close(): Edit[] {
    return this.open.size === 0 ? this.#type() : [{ kind: 'close', file: pick(this.#random, [...this.open.keys()]) }];
  }

  /** What another program does on the disk. */
  #outside(dice: number): Edit[] {
    const missing = [...this.#original.keys()].filter(
      (file) => !this.disk.has(file) && ![...this.#renamed.values()].includes(file),
    );
    if (missing.length > 4 || (dice < 0.88 && missing.length > 0)) {
      const file = pick(this.#random, missing);
      return [{ kind: 'write', file, text: this.#original.get(file)!, isNew: true }];
    }
    const file = pick(this.#random, [...this.disk.keys()]);
    const isOpen = this.open.has(file);
    if (dice < 0.92) {
      // The editor closes what is gone when it hears of it: before, or after.
      const close: Edit[] = isOpen ? [{ kind: 'close', file }] : [];
      return this.#random() < 0.5 ? [...close, { kind: 'delete', file }] : [{ kind: 'delete', file }, ...close];
    }
    if (dice < 0.96) {
      const former = this.#renamed.get(file);
      const to = former ?? file.replace(/(\.tsx?)$/, '-moved$1');
      if (this.disk.has(to)) return [];
      const text = this.disk.get(file)!;
      return [
        ...(isOpen ? [{ kind: 'close', file } as const] : []),
        { kind: 'rename', file, to },
        ...(isOpen ? [{ kind: 'open', file: to, text } as const] : []),
      ];
    }
    const text = this.#original.get(this.#renamed.get(file) ?? file) ?? '';
    return [{ kind: 'write', file, text: this.#random() < 0.6 ? text : mutate(text, this.#random).text, isNew: false }];
  }

  #take(edit: Edit): void {
    switch (edit.kind) {
      case 'open':
      case 'change':
        this.open.set(edit.file, edit.text);
        break;
      case 'close':
        this.open.delete(edit.file);
        break;
      case 'write':
        this.disk.set(edit.file, edit.text);
        break;
      case 'delete':
        this.disk.delete(edit.file);
        // Its original can come back: else after some thousand edits there is nothing left.
        this.#renamed.delete(edit.file);
        break;
      case 'rename': {
        this.disk.set(edit.to, this.disk.get(edit.file)!);
        this.disk.delete(edit.file);
        const former = this.#renamed.get(edit.file);
        this.#renamed.delete(edit.file);
        if (former === undefined) this.#renamed.set(edit.to, edit.file);
        break;
      }
    }
  }
}

/** What has become of a file on the disk. */
export interface DiskChange {
  readonly file: string;
  readonly kind: 'created' | 'updated' | 'deleted';
}

/** What an edit changes on the disk, in order. */
export function diskChangesOf(edit: Edit): DiskChange[] {
  const { file } = edit;
  if (edit.kind === 'write') return [{ file, kind: edit.isNew ? 'created' : 'updated' }];
  if (edit.kind === 'delete') return [{ file, kind: 'deleted' }];
  if (edit.kind !== 'rename') return [];
  return [
    { file, kind: 'deleted' },
    { file: edit.to, kind: 'created' },
  ];
}

/** Does on a disk what an edit does there; whether it does anything. */
export function applyToDisk(directory: string, edit: Edit): boolean {
  const path = join(directory, edit.file);
  if (edit.kind === 'write') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, edit.text);
  } else if (edit.kind === 'delete') rmSync(path);
  else if (edit.kind === 'rename') renameSync(path, join(directory, edit.to));
  else return false;
  return true;
}

/** The smallest piece that makes one text of another: offsets in the old one, and what stands there now. */
export function changeBetween(before: string, after: string): { start: number; end: number; text: string } {
  let start = 0;
  const shorter = Math.min(before.length, after.length);
  while (start < shorter && before[start] === after[start]) start++;
  let same = 0;
  while (same < shorter - start && before[before.length - 1 - same] === after[after.length - 1 - same]) same++;
  return { start, end: before.length - same, text: after.slice(start, after.length - same) };
}
