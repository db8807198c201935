import { statSync } from 'node:fs';
import type ts from 'typescript';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import { readText } from '../node/disk.ts';
import type { Disk } from '../src/project/package-modules.ts';
import { isOwnSource } from '../src/project/project.ts';
import type { TypeScript } from '../src/typescript.ts';

interface Kept {
  readonly snapshot: ts.IScriptSnapshot | undefined;
  /** When the disk's file was last written, in milliseconds; undefined for an open document. */
  readonly modified: number | undefined;
}

/**
 * The files as the editor sees them: the open documents, and the disk below them. All paths are absolute, with forward slashes.
 */
export class Files implements Disk {
  readonly #ts: TypeScript;
  readonly #documents = new Map<string, TextDocument>();
  readonly #kept = new Map<string, Kept>();
  readonly #versions = new Map<string, number>();
  /** By key, the revision that a file's last change made, with its name. */
  readonly #changes = new Map<string, readonly [number, string]>();
  #revision = 0;

  constructor(typescript: TypeScript) {
    this.#ts = typescript;
  }

  /** Grows with every change of any file. */
  get revision(): number {
    return this.#revision;
  }

  /** Takes a document in the place of the disk's file, or as it is after an edit. */
  open(fileName: string, document: TextDocument): void {
    this.#documents.set(this.#key(fileName), document);
    this.#take(fileName, document.getText(), undefined);
  }

  /** Leaves a file to the disk again. */
  close(fileName: string): void {
    this.#documents.delete(this.#key(fileName));
    this.#take(fileName, readText(this.#ts, fileName), modifiedAt(fileName));
  }

  /** The open document of a file. */
  document(fileName: string): TextDocument | undefined {
    return this.#documents.get(this.#key(fileName));
  }

  /** Forgets what was read of a file: its document or the disk has changed. */
  changed(fileName: string): void {
    const key = this.#key(fileName);
    this.#kept.delete(key);
    this.#versions.set(key, (this.#versions.get(key) ?? 0) + 1);
    this.#changes.set(key, [++this.#revision, fileName]);
  }

  /** The files that have changed since a revision. */
  changedSince(revision: number): string[] {
    return [...this.#changes.values()].flatMap(([changedAt, fileName]) => (changedAt > revision ? fileName : []));
  }

  /** Takes a file for empty until it changes: TypeScript cannot read it. */
  leaveOut(fileName: string): void {
    const modified = this.#documents.has(this.#key(fileName)) ? undefined : modifiedAt(fileName);
    this.changed(fileName);
    this.#kept.set(this.#key(fileName), { snapshot: this.#ts.ScriptSnapshot.fromString(''), modified });
  }

  /** Looks for own source files that were written since they were read: for a client that does not watch them. */
  lookAgain(): void {
    for (const [fileName, { modified }] of [...this.#kept]) {
      if (modified !== undefined && isOwnSource(fileName) && modifiedAt(fileName) !== modified) this.changed(fileName);
    }
  }

  /** A text that names the state a file is in, as a language service wants it. */
  version(fileName: string): string {
    return String(this.#versions.get(this.#key(fileName)) ?? 0);
  }

  /** The text of a file; undefined where there is none. */
  snapshot(fileName: string): ts.IScriptSnapshot | undefined {
    const key = this.#key(fileName);
    let kept = this.#kept.get(key);
    if (!kept) {
      const document = this.#documents.get(key);
      const text = document ? document.getText() : readText(this.#ts, fileName);
      kept = {
        snapshot: text === undefined ? undefined : this.#ts.ScriptSnapshot.fromString(text),
        modified: document ? undefined : modifiedAt(fileName),
      };
      this.#kept.set(key, kept);
    }
    return kept.snapshot;
  }

  readFile(fileName: string): string | undefined {
    return this.document(fileName)?.getText() ?? readText(this.#ts, fileName);
  }

  fileExists(fileName: string): boolean {
    return this.document(fileName) !== undefined || this.#ts.sys.fileExists(fileName);
  }

  directoryExists(name: string): boolean {
    return this.#ts.sys.directoryExists(name);
  }

  readDirectory(...asked: Parameters<ts.System['readDirectory']>): string[] {
    return this.#ts.sys.readDirectory(...asked);
  }

  realpath(path: string): string {
    return this.#ts.sys.realpath?.(path) ?? path;
  }

  /** Takes a text as a file's. Where it is the one that is known, nothing has changed: whoever only looks at files costs nothing. */
  #take(fileName: string, text: string | undefined, modified: number | undefined): void {
    const key = this.#key(fileName);
    const snapshot = this.#kept.get(key)?.snapshot;
    if (snapshot && text === snapshot.getText(0, snapshot.getLength())) this.#kept.set(key, { snapshot, modified });
    else this.changed(fileName);
  }

  /** One name for one file, also where the disk takes upper and lower case for the same. */
  #key(fileName: string): string {
    return this.#ts.sys.useCaseSensitiveFileNames ? fileName : fileName.toLowerCase();
  }
}

function modifiedAt(fileName: string): number | undefined {
  return statSync(fileName, { throwIfNoEntry: false })?.mtimeMs;
}
