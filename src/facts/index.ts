import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { directiveStrings, moduleDirectives, type DirectiveName, type DirectiveString } from './directives.ts';
import { exportsOf, type ExportFact } from './exports.ts';
import { serverFunctionsOf, type ServerFunction } from './functions.ts';
import { importsOf, type ImportFact } from './imports.ts';

/**
 * What one file says by itself: syntax only, each part worked out when first asked for. The parts at the top of the file
 * (`moduleDirective`, `imports`, `exports`) are cheap enough for every module of a program; the others walk the file.
 */
export interface Facts {
  /** The first directive at the top of the file that counts: what the module is. */
  readonly moduleDirective: DirectiveName | undefined;
  /** All the directives at the top of the file that count; more than one is a conflict. */
  readonly moduleDirectives: readonly DirectiveString[];
  /** Every string that could be a directive, wherever it stands. */
  readonly directives: readonly DirectiveString[];
  /** With those erased that are used only as types, or not at all. */
  readonly imports: readonly ImportFact[];
  /** The same imports under `verbatimModuleSyntax`: only what says `type` is erased. A project knows which of the two holds: see `importsIn`. */
  readonly writtenImports: readonly ImportFact[];
  readonly exports: readonly ExportFact[];
  /** Functions with a directive of their own, or exported from a file with one. */
  readonly serverFunctions: readonly ServerFunction[];
}

const cache = new WeakMap<ts.SourceFile, Facts>();

/**
 * The facts of a file. Kept by SourceFile: an edit replaces one SourceFile and leaves the others, so this is the whole
 * incremental story.
 *
 * @param sourceFile a file with parent pointers set
 */
export function factsOf(ts: TypeScript, sourceFile: ts.SourceFile): Facts {
  let facts = cache.get(sourceFile);
  if (!facts) cache.set(sourceFile, (facts = new FileFacts(ts, sourceFile)));
  return facts;
}

class FileFacts implements Facts {
  readonly #ts: TypeScript;
  readonly #sourceFile: ts.SourceFile;
  #moduleDirectives: readonly DirectiveString[] | undefined;
  #directives: readonly DirectiveString[] | undefined;
  #imports: readonly ImportFact[] | undefined;
  #writtenImports: readonly ImportFact[] | undefined;
  #exports: readonly ExportFact[] | undefined;
  #serverFunctions: readonly ServerFunction[] | undefined;

  constructor(ts: TypeScript, sourceFile: ts.SourceFile) {
    this.#ts = ts;
    this.#sourceFile = sourceFile;
  }

  get moduleDirective(): DirectiveName | undefined {
    return this.moduleDirectives[0]?.name;
  }

  get moduleDirectives(): readonly DirectiveString[] {
    return (this.#moduleDirectives ??= moduleDirectives(this.#ts, this.#sourceFile, this.#isElided));
  }

  get directives(): readonly DirectiveString[] {
    return (this.#directives ??= directiveStrings(this.#ts, this.#sourceFile, this.#isElided));
  }

  get imports(): readonly ImportFact[] {
    return (this.#imports ??= importsOf(this.#ts, this.#sourceFile));
  }

  get writtenImports(): readonly ImportFact[] {
    return (this.#writtenImports ??= importsOf(this.#ts, this.#sourceFile, true));
  }

  get exports(): readonly ExportFact[] {
    return (this.#exports ??= exportsOf(this.#ts, this.#sourceFile));
  }

  get serverFunctions(): readonly ServerFunction[] {
    return (this.#serverFunctions ??= serverFunctionsOf(this.#ts, this.directives, this.moduleDirective, this.exports));
  }

  readonly #isElided = (statement: ts.Statement): boolean => {
    if (this.#ts.isImportDeclaration(statement) || this.#ts.isImportEqualsDeclaration(statement)) {
      return this.imports.some((fact) => fact.node === statement && fact.erased);
    }
    // `export { A }` of a type declared here.
    if (!this.#ts.isExportDeclaration(statement) || statement.moduleSpecifier) return false;
    return this.exports.every((fact) => fact.statement !== statement || fact.erased);
  };
}

export type { DirectiveForm, DirectiveName, DirectivePosition, DirectiveString } from './directives.ts';
export type { ExportedThing, ExportFact } from './exports.ts';
export type { ServerFunction } from './functions.ts';
export type { ImportBinding, ImportFact } from './imports.ts';
