import type ts from 'typescript';
import type { TypeScript } from '../../src/typescript.ts';
import type { API, Native, Node, Program } from './api.ts';
import { CheckerView } from './checker.ts';
import { Nodes } from './nodes.ts';
import { Views } from './views.ts';

/** What of a program the analysis reads, and the doors. */
export type ProgramMembers = Pick<
  ts.Program,
  'getCompilerOptions' | 'getCurrentDirectory' | 'getSourceFile' | 'getSourceFiles' | 'getTypeChecker'
> & {
  getResolvedModuleFromModuleSpecifier(
    specifier: ts.StringLiteralLike,
    from: ts.SourceFile,
  ): { readonly resolvedModule: { readonly resolvedFileName: string } | undefined };
};

/** What there is to make a view of a program from. */
export interface ViewParts {
  readonly typescript: TypeScript;
  readonly native: Native;
  readonly program: Program;
  readonly options: ts.CompilerOptions;
  readonly directory: string;
  /** A file as TypeScript 6 parses it, with parent pointers; undefined where it is not there, or is too deep. */
  readonly parse: (fileName: string) => ts.SourceFile | undefined;
}

/**
 * A program of TypeScript 7.1 in the shape of TypeScript 6's. Its files are parsed by TypeScript 6, so that every node is what the
 * analysis has always read; what they mean, TypeScript 7.1 says.
 */
export class ProgramView implements ProgramMembers {
  readonly #parts: ViewParts;
  readonly #checker: CheckerView;
  readonly #nodes: Nodes;
  readonly #names: ReadonlyMap<string, string>;
  readonly #files = new Map<string, ts.SourceFile | undefined>();
  /** What imports land on, by specifier, where it was asked ahead. */
  readonly #resolved = new Map<Node, string | undefined>();
  #all: ts.SourceFile[] | undefined;

  constructor(parts: ViewParts) {
    const { typescript, native, program } = parts;
    this.#parts = parts;
    this.#names = new Map(program.getSourceFileNames().map((fileName) => [program.getCanonicalFileName(fileName), fileName]));
    this.#nodes = new Nodes(typescript, native.kinds, program, (fileName) => this.getSourceFile(fileName));
    this.#checker = new CheckerView(typescript, new Views(typescript, native, program, this.#nodes));
  }

  /**
   * Asks for all own files, and for what their imports land on, in two messages: else there are two for each import, and each is a turn
   * of two processes.
   */
  readAhead(api: API): void {
    const { program } = this.#parts;
    const own = [...this.#names.values()].filter((fileName) => !isLibrary(fileName));
    const files = api.batch(...own.map((fileName) => program.getSourceFile.gen(fileName)));
    const imports = files.flatMap((file) =>
      file ? file.imports.filter(({ pos }) => pos >= 0).map((specifier) => ({ file, specifier })) : [],
    );
    const found = api.batch(
      ...imports.map(({ file, specifier }) =>
        program.getResolvedModuleFromModuleSpecifier.gen(specifier as never, file.fileName),
      ),
    );
    imports.forEach(({ specifier }, index) => this.#resolved.set(specifier, found[index]?.resolvedFileName));
  }

  getCompilerOptions(): ts.CompilerOptions {
    return this.#parts.options;
  }

  getCurrentDirectory(): string {
    return this.#parts.directory;
  }

  getTypeChecker(): ts.TypeChecker {
    return this.#checker as unknown as ts.TypeChecker;
  }

  getSourceFile(fileName: string): ts.SourceFile | undefined {
    const name = this.#names.get(this.#parts.program.getCanonicalFileName(fileName));
    if (name === undefined) return undefined;
    if (!this.#files.has(name)) this.#files.set(name, this.#parts.parse(name));
    return this.#files.get(name);
  }

  /** All files. Those of libraries are no more than their names here: parsing them is what takes long, and few are looked into. */
  getSourceFiles(): readonly ts.SourceFile[] {
    return (this.#all ??= [...this.#names.values()].flatMap((fileName) => {
      if (!isLibrary(fileName)) return this.getSourceFile(fileName) ?? [];
      return { fileName, isDeclarationFile: isDeclaration(fileName) } as ts.SourceFile;
    }));
  }

  getResolvedModuleFromModuleSpecifier(
    specifier: ts.StringLiteralLike,
    from: ts.SourceFile,
  ): ReturnType<ProgramMembers['getResolvedModuleFromModuleSpecifier']> {
    const { program } = this.#parts;
    const their = this.#nodes.theirs(specifier);
    const found =
      their && !this.#resolved.has(their)
        ? program.getResolvedModuleFromModuleSpecifier(their as never, from.fileName)?.resolvedFileName
        : their && this.#resolved.get(their);
    return { resolvedModule: found === undefined ? undefined : { resolvedFileName: found } };
  }
}

function isDeclaration(fileName: string): boolean {
  return /\.d\.(?:[^./]+\.)?[cm]?ts$/.test(fileName);
}

function isLibrary(fileName: string): boolean {
  return isDeclaration(fileName) || fileName.includes('/node_modules/');
}
