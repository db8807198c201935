import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import type { Project, Settings } from './project.ts';

/** What a project without a Program reads from: the door hands in the disk. */
export interface DiskHost extends ts.ModuleResolutionHost {
  readonly directory: string;
  readonly compilerOptions: ts.CompilerOptions;
  /** The project's own source files, absolute, forward slashes. */
  fileNames(): readonly string[];
}

/**
 * The project over the disk: files are parsed when asked for, imports resolved as TypeScript does it, no types.
 *
 * @param host the disk; never written to
 */
export function projectOfDisk(typescript: TypeScript, host: DiskHost, settings: Settings = {}): DiskProject {
  return new DiskProject(typescript, host, settings);
}

/** A project over the disk. A door that has parsed a file itself puts it in with {@link DiskProject.adopt}. */
export class DiskProject implements Project {
  readonly ts: TypeScript;
  readonly checker = undefined;
  readonly settings: Settings;
  readonly #host: DiskHost;
  readonly #files = new Map<string, ts.SourceFile | undefined>();
  readonly #cache: ts.ModuleResolutionCache;

  constructor(typescript: TypeScript, host: DiskHost, settings: Settings) {
    this.ts = typescript;
    this.settings = settings;
    this.#host = host;
    this.#cache = typescript.createModuleResolutionCache(host.directory, (name) => name, host.compilerOptions);
  }

  get compilerOptions(): ts.CompilerOptions {
    return this.#host.compilerOptions;
  }

  get directory(): string {
    return this.#host.directory;
  }

  fileNames(): readonly string[] {
    return this.#host.fileNames();
  }

  sourceFile(fileName: string): ts.SourceFile | undefined {
    if (!this.#files.has(fileName)) {
      const text = this.#host.readFile(fileName);
      const file =
        text === undefined ? undefined : this.ts.createSourceFile(fileName, text, this.ts.ScriptTarget.Latest, true);
      this.#files.set(fileName, file);
    }
    return this.#files.get(fileName);
  }

  /** Takes a file as it is being edited or linted in place of the one on the disk. */
  adopt(sourceFile: ts.SourceFile): void {
    this.#files.set(sourceFile.fileName, sourceFile);
  }

  resolve(from: ts.SourceFile, specifier: ts.StringLiteralLike): string | undefined {
    const { resolvedModule } = this.ts.resolveModuleName(
      specifier.text,
      from.fileName,
      this.compilerOptions,
      this.#host,
      this.#cache,
    );
    return resolvedModule?.resolvedFileName;
  }
}
