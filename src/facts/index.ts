import type ts from 'typescript';
import { Grouped } from '../syntax/grouped.ts';
import { memoized } from '../syntax/memoized.ts';
import type { FunctionNode } from '../syntax/nodes.ts';
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
  /** The server functions that a node is: none, one, or one for each name it is exported by. */
  serverFunctionsAt(node: ts.Node): readonly ServerFunction[];
  /** The directives in the body of a function. */
  directivesOf(owner: FunctionNode): readonly DirectiveString[];
  /** The exports that others import by a name. */
  exportsNamed(name: string): readonly ExportFact[];
  /** The exports of what has a name in the file itself. */
  exportsOfLocal(local: string): readonly ExportFact[];
}

/**
 * The facts of a file. Kept by SourceFile: an edit replaces one SourceFile and leaves the others, so this is the whole
 * incremental story.
 *
 * @param sourceFile a file with parent pointers set
 */
export const factsOf = memoized((ts: TypeScript, sourceFile: ts.SourceFile): Facts => new FileFacts(ts, sourceFile));

class FileFacts implements Facts {
  readonly #ts: TypeScript;
  readonly #sourceFile: ts.SourceFile;
  #moduleDirectives: readonly DirectiveString[] | undefined;
  #directives: readonly DirectiveString[] | undefined;
  #imports: readonly ImportFact[] | undefined;
  #writtenImports: readonly ImportFact[] | undefined;
  #exports: readonly ExportFact[] | undefined;
  #serverFunctions: readonly ServerFunction[] | undefined;
  #serverFunctionsByNode: Grouped<ts.Node, ServerFunction> | undefined;
  #directivesByOwner: Grouped<ts.Node | undefined, DirectiveString> | undefined;
  #exportsByName: Grouped<string, ExportFact> | undefined;
  #exportsByLocal: Grouped<string | undefined, ExportFact> | undefined;
  #erasedImports: ReadonlySet<ts.Node> | undefined;
  #exportsByStatement: Grouped<ts.Statement, ExportFact> | undefined;

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

  serverFunctionsAt(node: ts.Node): readonly ServerFunction[] {
    return (this.#serverFunctionsByNode ??= new Grouped(this.serverFunctions, (fn): ts.Node => fn.node)).of(node);
  }

  directivesOf(owner: FunctionNode): readonly DirectiveString[] {
    return (this.#directivesByOwner ??= new Grouped(this.directives, (directive): ts.Node | undefined => directive.owner)).of(
      owner,
    );
  }

  exportsNamed(name: string): readonly ExportFact[] {
    return (this.#exportsByName ??= new Grouped(this.exports, (fact) => fact.name)).of(name);
  }

  exportsOfLocal(local: string): readonly ExportFact[] {
    return (this.#exportsByLocal ??= new Grouped(this.exports, (fact) => fact.local)).of(local);
  }

  readonly #isElided = (statement: ts.Statement): boolean => {
    if (this.#ts.isImportDeclaration(statement) || this.#ts.isImportEqualsDeclaration(statement)) {
      this.#erasedImports ??= new Set(this.imports.flatMap((fact) => (fact.erased ? fact.node : [])));
      return this.#erasedImports.has(statement);
    }
    // `export { A }` of a type declared here.
    if (!this.#ts.isExportDeclaration(statement) || statement.moduleSpecifier) return false;
    this.#exportsByStatement ??= new Grouped(this.exports, (fact) => fact.statement);
    return this.#exportsByStatement.of(statement).every((fact) => fact.erased);
  };
}

export type { DirectiveName, DirectiveString } from './directives.ts';
export type { ExportFact } from './exports.ts';
export type { ServerFunction } from './functions.ts';
export type { ImportBinding, ImportFact } from './imports.ts';
