import type ts from 'typescript';
import { factsOf, type ExportFact } from '../facts/index.ts';
import { identifiersNamed } from '../syntax/file-index.ts';
import { isValueUse } from '../syntax/references.ts';
import { declarationOf } from '../syntax/scope.ts';
import { unwrap } from '../syntax/nodes.ts';
import { graphOf } from '../graph/graph.ts';
import type { Project } from '../project/project.ts';
import { isTestFile } from '../graph/reach.ts';
import { takersOf } from '../graph/takers.ts';
import type { TypeScript } from '../typescript.ts';
import { namesLoaded } from '../graph/taken-names.ts';
import { clientOnlyApis } from '../catalog/platform-apis.ts';

/** `needed`: something uses it as an action, or may; else the calls of it on the server, none where nobody uses it. */
export type ActionUses = 'needed' | readonly ts.Node[];

/**
 * How the program uses an export of a `"use server"` module: through imports, barrels and namespaces. Tests and stories do not
 * count. Being handed on in any way, imported by a module of the client graph, or loaded by `import()` makes it needed.
 */
export function actionUsesOf(project: Project, sourceFile: ts.SourceFile, { name, local }: ExportFact): ActionUses {
  const search = new UseSearch(project);
  if (local !== undefined) search.inOwnFile(sourceFile, local);
  search.ofExport(sourceFile.fileName, name);
  return search.isNeeded ? 'needed' : search.calls;
}

class UseSearch {
  readonly calls: ts.Node[] = [];
  isNeeded = false;
  readonly #project: Project;
  // Barrels may import each other in a circle.
  readonly #visited = new Set<string>();

  constructor(project: Project) {
    this.#project = project;
  }

  ofExport(fileName: string, name: string): void {
    const key = `${name} ${fileName}`;
    if (this.#visited.has(key)) return;
    this.#visited.add(key);
    const { ts } = this.#project;
    for (const { from, fact, binding } of takersOf(this.#project, fileName, name)) {
      this.#project.throwIfCancelled?.();
      if (this.isNeeded) return;
      const importer = this.#project.sourceFile(from);
      if (!importer || isTestFile(this.#project, from)) continue;
      if (fact.kind === 'dynamic' || fact.kind === 'require' || fact.kind === 'import-equals') {
        const names = namesLoaded(ts, fact.node);
        this.isNeeded = !names || names.includes(name);
        continue;
      }
      if (!binding || (binding.imported === '*' && fact.kind === 'export' && name === 'default')) continue;
      const { imported, local } = binding;
      const isByClient = this.#isClient(from) || !this.#isServer(from) || isMeantForClient(ts, importer);
      // Of a namespace a client module takes the members that it names.
      if (isByClient && (imported !== '*' || fact.kind === 'export'))
        this.isNeeded ||= fact.kind !== 'export' || factsOf(ts, importer).moduleDirective === 'use client';
      if (fact.kind === 'export') this.ofExport(from, local === '*' ? name : local);
      else this.#inImporter(importer, local, imported === '*' ? name : undefined, isByClient ? 'client' : 'server');
    }
  }

  /** A use that is no call: the module gives it to something itself. */
  inOwnFile(sourceFile: ts.SourceFile, local: string): void {
    this.#inImporter(sourceFile, local, undefined, 'own');
  }

  /**
   * What a file does with a name: with a namespace's member, where one is given.
   *
   * @param side where the file is: on the server a call is no use as an action, nor is one in the action's own module
   */
  #inImporter(file: ts.SourceFile, local: string, member: string | undefined, side: 'own' | 'server' | 'client'): void {
    const { ts } = this.#project;
    const isOwn = side === 'own';
    for (const exported of isOwn ? [] : passedOnAs(ts, file, local)) {
      if (member === undefined) this.ofExport(file.fileName, exported);
      else this.isNeeded = true;
    }
    for (const node of identifiersNamed(ts, file, local)) {
      if (this.isNeeded) return;
      if (isTagName(ts, node)) this.isNeeded = !isOwn;
      if (!isValueUse(ts, node) || (ts.isExportAssignment(node.parent) && node.parent.expression === node)) continue;
      const declaration = declarationOf(ts, node);
      if (!declaration || !ts.isSourceFile(scopeOf(ts, declaration))) continue;
      this.#use(node, member, side);
    }
  }

  #use(node: ts.Identifier, member: string | undefined, side: 'own' | 'server' | 'client'): void {
    const { ts } = this.#project;
    let used: ts.Node = node;
    if (member !== undefined) {
      const { parent } = node;
      const isRead = ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent);
      if (!isRead || parent.expression !== node) return void (this.isNeeded = true);
      const read = memberRead(ts, parent);
      if (read === undefined) return void (this.isNeeded = true);
      if (read !== member) return;
      used = parent;
    }
    let outer = used.parent;
    while (
      ts.isParenthesizedExpression(outer) ||
      ts.isAsExpression(outer) ||
      ts.isNonNullExpression(outer) ||
      ts.isSatisfiesExpression(outer)
    )
      outer = outer.parent;
    const isCall = ts.isCallExpression(outer) && unwrap(ts, outer.expression) === used;
    if (!isCall || side === 'client') this.isNeeded = true;
    else if (side === 'server') this.calls.push(outer);
  }

  #isClient(fileName: string): boolean {
    return graphOf(this.#project).environmentOf(fileName).client !== undefined;
  }

  #isServer(fileName: string): boolean {
    const file = this.#project.sourceFile(fileName);
    if (file && factsOf(this.#project.ts, file).moduleDirective === 'use server') return true;
    return graphOf(this.#project).environmentOf(fileName).server !== undefined;
  }
}

const passedOn = new WeakMap<ts.SourceFile, ReadonlyMap<string, readonly string[]>>();

/** The names under which a file exports again what it imports under a name. */
function passedOnAs(ts: Project['ts'], file: ts.SourceFile, local: string): readonly string[] {
  let known = passedOn.get(file);
  if (!known) {
    const names = new Map<string, string[]>();
    for (const fact of factsOf(ts, file).exports) {
      const isFrom = ts.isExportDeclaration(fact.statement) && fact.statement.moduleSpecifier;
      if (fact.local === undefined || fact.thing.kind !== 're-export' || isFrom) continue;
      const list = names.get(fact.local);
      if (list) list.push(fact.name);
      else names.set(fact.local, [fact.name]);
    }
    passedOn.set(file, (known = names));
  }
  return known.get(local) ?? [];
}

/** A module that takes what works in Client Components only has lost its directive: another rule says so. */
function isMeantForClient(ts: Project['ts'], file: ts.SourceFile): boolean {
  const { imports, serverFunctions } = factsOf(ts, file);
  if (serverFunctions.length > 0) return false;
  return imports.some(({ specifier, bindings }) =>
    bindings.some(({ imported, erased }) => !erased && clientOnlyApis.get(specifier.text)?.get(imported) === 'compiler'),
  );
}

function isTagName(ts: Project['ts'], node: ts.Identifier): boolean {
  return ts.isJsxOpeningLikeElement(node.parent) && node.parent.tagName === node;
}

/** The file itself for a name of its top level. */
function scopeOf(ts: Project['ts'], declaration: ts.Node): ts.Node {
  let outer = declaration.parent;
  while (
    !ts.isSourceFile(outer) &&
    (ts.isVariableDeclarationList(outer) ||
      ts.isVariableStatement(outer) ||
      ts.isImportClause(outer) ||
      ts.isNamedImports(outer) ||
      ts.isNamespaceImport(outer) ||
      ts.isImportDeclaration(outer) ||
      ts.isVariableDeclaration(outer))
  )
    outer = outer.parent;
  return outer;
}

/** The member that `x.name` or `x['name']` reads; undefined where the text does not say it. */
function memberRead(ts: TypeScript, access: ts.PropertyAccessExpression | ts.ElementAccessExpression): string | undefined {
  if (ts.isPropertyAccessExpression(access)) return access.name.text;
  return ts.isStringLiteralLike(access.argumentExpression) ? access.argumentExpression.text : undefined;
}
