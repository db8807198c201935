import type ts from 'typescript';
import type { TypeScript } from '../../src/typescript.ts';
import type { Native, Program } from './api.ts';
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
  #all: ts.SourceFile[] | undefined;

  constructor(parts: ViewParts) {
    const { typescript, native, program } = parts;
    this.#parts = parts;
    this.#names = new Map(program.getSourceFileNames().map((fileName) => [program.getCanonicalFileName(fileName), fileName]));
    this.#nodes = new Nodes(typescript, native.kinds, program, (fileName) => this.getSourceFile(fileName));
    this.#checker = new CheckerView(typescript, new Views(typescript, native, program, this.#nodes));
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
      const isDeclarationFile = /\.d\.(?:[^./]+\.)?[cm]?ts$/.test(fileName);
      if (!isDeclarationFile && !fileName.includes('/node_modules/')) return this.getSourceFile(fileName) ?? [];
      return { fileName, isDeclarationFile } as ts.SourceFile;
    }));
  }

  getResolvedModuleFromModuleSpecifier(
    specifier: ts.StringLiteralLike,
    from: ts.SourceFile,
  ): ReturnType<ProgramMembers['getResolvedModuleFromModuleSpecifier']> {
    const { program } = this.#parts;
    const their = this.#nodes.theirs(specifier);
    const found = their && program.getResolvedModuleFromModuleSpecifier(their as never, from.fileName);
    return { resolvedModule: found && { resolvedFileName: found.resolvedFileName } };
  }
}
