import type ts from 'typescript';
import { deepFiles, overflows, unbound } from '../node/deep-files.ts';
import { withWorkspaceLinks } from '../node/workspace-links.ts';
import { createState, type EditorState } from '../editor/state.ts';
import { entryNames, mergeSettings, readSettings } from '../src/settings.ts';
import type { TypeScript } from '../src/typescript.ts';
import type { Backend } from './backend.ts';
import type { ProjectConfig } from './configs.ts';
import type { Files } from './files.ts';
import { NativeProgram } from './native-program.ts';

/** What a project shares with the others of its server. */
export interface ProjectHost {
  readonly typescript: TypeScript;
  readonly files: Files;
  readonly registry: ts.DocumentRegistry;
  /** What answers for types in the place of that TypeScript, where the settings say so. */
  readonly backend: Backend;
  /** Whether the request that is being answered was cancelled. */
  isCancelled(): boolean;
  /** Writes a line to the client's log. */
  log(message: string): void;
  /** What the client has set for a folder, of any shape. */
  settingsFor(directory: string): unknown;
}

/** One program of the editor, from a config or from files that have none, with what is being typed in it. */
export class EditorProject {
  readonly state: EditorState;
  readonly config: ProjectConfig;
  readonly #host: ProjectHost;
  #native: NativeProgram | undefined;
  #service: ts.LanguageService | undefined;
  readonly #roots: Set<string>;
  /** The file that TypeScript has asked for last. */
  #asked = '';

  constructor(host: ProjectHost, config: ProjectConfig) {
    this.#host = host;
    this.config = config;
    this.#roots = new Set(config.fileNames);
    this.#native = this.#nativeProgram();
    this.state = createState({
      typescript: host.typescript,
      directory: config.directory,
      disk: host.files,
      program: () => this.#program(),
      isCancelled: () => host.isCancelled(),
      log: (message) => host.log(message),
    });
    this.configure();
  }

  /** Takes the settings as they are now: the tsconfig's entry, and the client's over it. */
  configure(): void {
    const { entry, configFile, directory } = this.config;
    const client = this.#host.settingsFor(directory);
    for (const problem of readSettings(entry, [], entryNames).problems)
      this.#host.log(`in the "plugins" of ${configFile ?? directory}: ${problem}`);
    for (const problem of readSettings(client, ['backend']).problems) this.#host.log(`in the setting "rscBoundary": ${problem}`);
    this.state.configure(readSettings(mergeSettings(entry, client), [], entryNames));
  }

  /** Whether a file is one the config names. */
  isRoot(fileName: string): boolean {
    return this.#roots.has(fileName);
  }

  /** Whether a file is one the config names, or imported from one. Makes the program. */
  has(fileName: string): boolean {
    return this.isRoot(fileName) || this.state.sourceFile(fileName) !== undefined;
  }

  /** Takes a file in that no config names. */
  adopt(fileName: string): void {
    this.#roots.add(fileName);
    this.#host.files.changed(fileName);
  }

  /** Lets a file go again that was taken in. */
  release(fileName: string): void {
    this.#roots.delete(fileName);
    this.#host.files.changed(fileName);
  }

  /** TypeScript's own highlights of what stands at a place of a file. */
  highlightsAt(fileName: string, offset: number): readonly ts.HighlightSpan[] {
    this.#ownProgram();
    const found = this.#ownService().getDocumentHighlights(fileName, offset, [fileName]) ?? [];
    return found.flatMap((of) => (of.fileName === fileName ? of.highlightSpans : []));
  }

  /** What TypeScript's own rename of what stands at a place would replace; in a pattern the local name stays as it is. */
  renamePlaces(fileName: string, offset: number): readonly ts.RenameLocation[] {
    this.#ownProgram();
    return (
      this.#ownService().findRenameLocations(fileName, offset, false, false, { providePrefixAndSuffixTextForRename: true }) ?? []
    );
  }

  /** Gives back what it holds of other projects' files. */
  dispose(): void {
    this.#service?.dispose();
    this.#native?.dispose();
  }

  #program(): ts.Program | undefined {
    if (!this.#native) return this.#ownProgram();
    try {
      return this.#native.now([...this.#roots]);
    } catch (error) {
      this.#host.backend.fail(error);
      this.#native = undefined;
      return this.#ownProgram();
    }
  }

  /** TypeScript 6's own service: where TypeScript 7.1 answers for types, it is for renaming and highlighting alone. */
  #ownService(): ts.LanguageService {
    return (this.#service ??= this.#host.typescript.createLanguageService(this.#serviceHost(), this.#host.registry));
  }

  /** The program as it is now. What is nested too deeply for TypeScript is left out of it, and said once. */
  #ownProgram(): ts.Program | undefined {
    for (;;) {
      try {
        return this.#ownService().getProgram();
      } catch (error) {
        const tooDeep = error instanceof RangeError ? this.#tooDeep() : [];
        if (tooDeep.length === 0) throw error;
        for (const fileName of tooDeep) {
          this.#host.files.leaveOut(fileName);
          this.#host.log(`${fileName} is nested too deeply for TypeScript, and taken for empty`);
        }
      }
    }
  }

  /** The file on which parsing ended, or those on which binding did. */
  #tooDeep(): readonly string[] {
    const { typescript, files } = this.#host;
    const snapshot = files.snapshot(this.#asked);
    const text = snapshot?.getText(0, snapshot.getLength()) ?? '';
    if (overflows(() => typescript.createSourceFile(this.#asked, text, typescript.ScriptTarget.Latest))) return [this.#asked];
    // The service has its program all the same, bound by half; asked again, it gives it.
    const program = this.#ownService().getProgram();
    if (!program) return [];
    const found = unbound(typescript, program);
    // How deep is too deep changes as the binder is compiled.
    return found.length > 0 ? found : deepFiles(typescript, program).map(({ fileName }) => fileName);
  }

  #nativeProgram(): NativeProgram | undefined {
    const backend = this.#host.backend.current;
    try {
      return backend && new NativeProgram(this.#host, backend, this.config);
    } catch (error) {
      this.#host.backend.fail(error);
      return undefined;
    }
  }

  // TypeScript knows the redirect of a service's host too, and does not say so in its types.
  #serviceHost(): ts.LanguageServiceHost & { useSourceOfProjectReferenceRedirect(): boolean } {
    const { typescript, files } = this.#host;
    const { options, references, directory } = this.config;
    const { sys } = typescript;
    return {
      getProjectVersion: () => String(files.revision),
      getScriptFileNames: () => [...this.#roots],
      getScriptVersion: (fileName) => files.version(fileName),
      getScriptSnapshot: (fileName) => {
        this.#asked = fileName;
        return files.snapshot(fileName);
      },
      getCompilationSettings: () => options,
      getCurrentDirectory: () => directory,
      getDefaultLibFileName: (of) => typescript.getDefaultLibFilePath(of),
      useCaseSensitiveFileNames: () => sys.useCaseSensitiveFileNames,
      getCancellationToken: () => ({ isCancellationRequested: () => this.#host.isCancelled() }),
      getProjectReferences: () => references,
      // A referenced project is seen as its source: what it was built to has no directives, and may not be there.
      useSourceOfProjectReferenceRedirect: () => true,
      ...withWorkspaceLinks(sys, directory, {
        fileExists: (fileName) => files.fileExists(fileName),
        readFile: (fileName) => files.readFile(fileName),
        directoryExists: (name) => files.directoryExists(name),
        realpath: (path) => files.realpath(path),
      }),
      getDirectories: (name) => sys.getDirectories(name),
      readDirectory: (...args) => sys.readDirectory(...args),
    };
  }
}
