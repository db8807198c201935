import type ts from 'typescript';
import type { TypeScript } from '../../src/typescript.ts';
import type { API, Native, Program, Types } from './api.ts';
import { nativeOptions } from './options.ts';
import { ProgramView } from './program.ts';

/** What a program is, whatever its files are. */
export interface EditedParts {
  readonly options: ts.CompilerOptions;
  readonly projectReferences?: readonly ts.ProjectReference[] | undefined;
  /** The program's folder: absolute, forward slashes. */
  readonly directory: string;
  /** A file as TypeScript 6 parses it, with parent pointers; undefined where it is not there, or is too deep. */
  readonly parse: (fileName: string) => ts.SourceFile | undefined;
}

/** A program of TypeScript 7.1 from one state of its files to the next. */
export class EditedProgram {
  readonly #ts: TypeScript;
  readonly #native: Native;
  readonly #api: API;
  readonly #parts: EditedParts;
  #snapshot: Types.Snapshot | undefined;
  #program: Program<Types.SyntheticProjectId> | undefined;

  constructor(typescript: TypeScript, native: Native, api: API, parts: EditedParts) {
    this.#ts = typescript;
    this.#native = native;
    this.#api = api;
    this.#parts = parts;
  }

  /**
   * The program as it is now, in the shape of TypeScript 6's. The one before can be asked no more.
   *
   * @param changed the files that are in another state than before, and at first than on the disk: their texts, undefined for one that is
   *   not there
   * @param isWhole whether all of it will be asked about
   */
  programWith(rootNames: readonly string[], changed: ReadonlyMap<string, string | undefined>, isWhole = false): ts.Program {
    const { options, directory, projectReferences, parse } = this.#parts;
    const files = [...changed].filter((entry): entry is [string, string] => entry[1] !== undefined);
    const removed = [...changed].flatMap(([fileName, text]) => (text === undefined ? fileName : []));
    const asked = {
      rootFiles: rootNames,
      compilerOptions: nativeOptions(this.#ts, options, directory),
      options: projectReferences ? { projectReferences } : {},
    };
    const state =
      changed.size > 0 ? { fileSystem: { kind: 'layer' as const, files: Object.fromEntries(files), removedPaths: removed } } : {};
    const before = this.#snapshot;
    if (before && this.#program) {
      const { id } = this.#program;
      this.#snapshot = before.update({ ...state, reconfigurePrograms: [{ id, ...asked }] });
      this.#program = this.#snapshot.getProgram(id);
      before.dispose();
    } else {
      const made = this.#api.createSnapshot({ ...state, createPrograms: [asked] });
      this.#snapshot = made;
      this.#program = made.operation.createdPrograms[0];
    }
    if (!this.#program) throw new Error('it gives no program');
    const view = new ProgramView({
      typescript: this.#ts,
      native: this.#native,
      program: this.#program,
      options,
      directory,
      parse,
    });
    if (isWhole) view.readAhead(this.#api);
    return view as unknown as ts.Program;
  }

  /** Lets go of what it holds of the other process. */
  dispose(): void {
    this.#snapshot?.dispose();
    this.#snapshot = undefined;
    this.#program = undefined;
  }
}
