import type ts from 'typescript';
import type { ImportBinding, ImportFact } from '../facts/index.ts';
import { takersOf } from '../graph/takers.ts';
import type { Project } from '../project/project.ts';
import { declarationOfImport } from '../syntax/name-positions.ts';
import type { Taking, Use } from './use.ts';

/** The members by which a value is read: of a namespace its name, of an object its key. */
export type MemberPath = readonly string[];

/** A person reads fewer members of each other; modules that hold each other's namespaces (`export * as a from './a'`) have no end of them. */
export const maximumPath = 8;

/** An export to look for, and what of it. */
interface Exported {
  readonly fileName: string;
  readonly name: string;
  readonly path: MemberPath;
  readonly bound: readonly ts.Expression[];
}

/** The part of a search for uses that goes from file to file: from an export to all who import it, also by barrels. */
export abstract class TakerSearch {
  protected readonly project: Project;
  protected readonly takings: Taking[] = [];
  protected readonly exports: Array<readonly [string, string]> = [];
  /** What is bound in front of a call's own arguments, on the way here. */
  protected bound: readonly ts.Expression[] = [];
  /** Exports may go round in circles. */
  readonly #visited = new Set<string>();
  readonly #queue: Exported[] = [];

  constructor(project: Project) {
    this.project = project;
  }

  /** How many uses have been found. */
  protected abstract readonly count: number;
  /** Notes a use. */
  protected abstract add(kind: Use['kind'], node: ts.Node, by: ts.Node, path: MemberPath): void;
  /** Looks for the uses of a name, in the file that declares it. */
  protected abstract names(declaration: ts.Node, name: ts.DeclarationName, path: MemberPath): void;
  /** Looks at what is done with an expression's value. */
  abstract value(node: ts.Node, path: MemberPath): void;

  /** Looks for the uses of all exports that were found; the files that import one themselves come before those that do so by a barrel. */
  protected followExports(): void {
    // It grows while it is walked.
    for (const exported of this.#queue) this.#takers(exported);
  }

  /** @param path the members by which it is read: of a namespace its name, of an object its key */
  exported(fileName: string, name: string, path: MemberPath): void {
    const key = [name, fileName, ...path].join(' ');
    if (path.length > maximumPath) return;
    if (this.#visited.has(key)) return;
    this.#visited.add(key);
    if (path.length === 0) this.exports.push([fileName, name]);
    this.#queue.push({ fileName, name, path, bound: this.bound });
  }

  #takers({ fileName, name, path, bound }: Exported): void {
    this.project.throwIfCancelled?.();
    this.bound = bound;
    for (const taker of takersOf(this.project, fileName, name)) {
      const importer = this.project.sourceFile(taker.from);
      if (!importer) continue;
      if (taker.binding) this.#taken(importer, taker.fact, taker.binding, name, path);
      else if (taker.fact.kind === 'dynamic' || taker.fact.kind === 'require')
        this.#loaded(taker.from, taker.fact, [name, ...path]);
    }
  }

  #taken(
    importer: ts.SourceFile,
    fact: ImportFact,
    { imported, local, node }: ImportBinding,
    name: string,
    path: MemberPath,
  ): void {
    const { ts } = this.project;
    const isNamespace = imported === '*' && local !== '*';
    // `export *` passes on no default.
    if (imported === '*' && !isNamespace && name === 'default') return;
    const inside = isNamespace ? [name, ...path] : path;
    this.takings.push({ from: importer.fileName, fact, local: inside.length > 0 ? undefined : local });
    if (fact.kind === 'export') {
      const exported = local === '*' ? name : local;
      if (inside.length === 0) this.add('exported', node, node.parent, []);
      this.exported(importer.fileName, exported, inside);
      return;
    }
    const declared = declarationOfImport(ts, node);
    if (declared) this.names(declared, declared.name!, inside);
  }

  /** What an `import()` or `require()` is made for. */
  #loaded(from: string, fact: ImportFact, path: MemberPath): void {
    const { ts } = this.project;
    const before = this.count;
    this.value(fact.node, path);
    if (this.count > before || !ts.isCallExpression(fact.node)) this.takings.push({ from, fact, local: undefined });
  }
}
