import type ts from 'typescript';
import { forEachDescendant } from '../syntax/descendants.ts';
import { fromAncestors } from '../syntax/ancestors.ts';
import { isHookName } from '../syntax/components.ts';
import { factsOf } from '../facts/index.ts';
import { isValueUse } from '../syntax/references.ts';
import { boundElements } from '../syntax/nodes.ts';
import type { TypeScript } from '../typescript.ts';
import type { Side } from './environment.ts';
import { graphOf, type ModuleGraph } from './graph.ts';
import type { Project } from '../project/project.ts';
import { takersOf } from './takers.ts';
import { membersTaken, namesLoaded } from './taken-names.ts';

/** A file's top level, as names that use names. */
interface TopLevel {
  /** The names declared by the statements that mention a name. */
  readonly users: ReadonlyMap<string, ReadonlyArray<readonly string[]>>;
  /** The names that statements mention which run whenever the module loads. */
  readonly run: ReadonlySet<string>;
  /** The exported names of a local name. */
  readonly exportedAs: ReadonlyMap<string, readonly string[]>;
}

const dataFunctions = new Set(['getServerSideProps', 'getStaticProps', 'getStaticPaths']);

const topLevels = new WeakMap<ts.SourceFile, TopLevel>();
const answers = new WeakMap<ModuleGraph, Map<string, boolean>>();

/**
 * Whether the code around a node is really used on a side, and does not merely lie in a module that a barrel or a neighbour
 * pulls in: some root of the side reaches its top-level declaration by a chain of names. What happens at run time (rendering,
 * passing props) happens only to what is used; what the compiler rejects it rejects in every module it loads.
 *
 * A question of its own beside the engine's `uses`: it stands below the engine, needs no types, and asks by names alone, so that it
 * says "used" too often and never too seldom.
 *
 * @param node a node of the file
 */
export function isUsedOn(project: Project, side: Side, node: ts.Node): boolean {
  const sourceFile = node.getSourceFile();
  if (!graphOf(project).environmentOf(sourceFile.fileName)[side]) return false;
  const names = topLevelNames(project.ts, node);
  // Code outside any declaration runs with the module.
  return !names || names.some((name) => new Search(project, side).isNameUsed(sourceFile.fileName, name));
}

/** Whether an export of a file is used on a side; see {@link isUsedOn}. */
export function isExportUsedOn(project: Project, side: Side, fileName: string, name: string): boolean {
  return new Search(project, side).isExportUsed(fileName, name);
}

/** A name of a file, or one of its exports. */
interface Asked {
  readonly kind: 'name' | 'export';
  readonly fileName: string;
  readonly name: string;
  /** What it was asked for. */
  readonly by: Asked | undefined;
}

/** One search for a root along the users of a name, who may use each other in a circle: none is asked twice. */
class Search {
  readonly #project: Project;
  readonly #graph: ModuleGraph;
  readonly #side: Side;
  readonly #answers: Map<string, boolean>;
  readonly #queue: Asked[] = [];
  readonly #visited = new Set<string>();
  // The lists of names that one statement declares.
  readonly #statements = new Set<readonly string[]>();

  constructor(project: Project, side: Side) {
    this.#project = project;
    this.#graph = graphOf(project);
    this.#side = side;
    const known = answers.get(this.#graph) ?? new Map<string, boolean>();
    answers.set(this.#graph, known);
    this.#answers = known;
  }

  isNameUsed(fileName: string, name: string): boolean {
    return this.#isUsed({ kind: 'name', fileName, name, by: undefined });
  }

  isExportUsed(fileName: string, name: string): boolean {
    return this.#isUsed({ kind: 'export', fileName, name, by: undefined });
  }

  #keyOf({ kind, fileName, name }: Asked): string {
    return `${this.#side} ${kind} ${fileName} ${name}`;
  }

  #isUsed(first: Asked): boolean {
    this.#add(first);
    // The queue grows while it is walked.
    for (const asked of this.#queue) {
      const isUsed = this.#answers.get(this.#keyOf(asked)) ?? this.#look(asked);
      if (!isUsed) continue;
      for (let user: Asked | undefined = asked; user; user = user.by) this.#answers.set(this.#keyOf(user), true);
      return true;
    }
    // What uses none of those that were asked about is used no more than they are.
    for (const asked of this.#queue) this.#answers.set(this.#keyOf(asked), false);
    return false;
  }

  #add(asked: Asked): void {
    const key = this.#keyOf(asked);
    if (this.#visited.has(key) || this.#answers.get(key) === false) return;
    this.#visited.add(key);
    this.#queue.push(asked);
  }

  #addNames(fileName: string, names: readonly string[], by: Asked): void {
    if (this.#statements.has(names)) return;
    this.#statements.add(names);
    for (const name of names) this.#add({ kind: 'name', fileName, name, by });
  }

  /** Whether something is sure to be used; if not, notes what uses it. */
  #look(asked: Asked): boolean {
    this.#project.throwIfCancelled?.();
    return asked.kind === 'name' ? this.#lookAtName(asked) : this.#lookAtExport(asked);
  }

  #lookAtName(asked: Asked): boolean {
    const { fileName, name } = asked;
    const sourceFile = this.#project.sourceFile(fileName);
    if (!sourceFile || this.#isTakenOut(fileName, name)) return false;
    const { users, run, exportedAs } = topLevelOf(this.#project.ts, sourceFile);
    if (run.has(name)) return true;
    for (const exported of exportedAs.get(name) ?? []) this.#add({ kind: 'export', fileName, name: exported, by: asked });
    for (const names of users.get(name) ?? []) this.#addNames(fileName, names, asked);
    return false;
  }

  #lookAtExport(asked: Asked): boolean {
    const { fileName, name } = asked;
    if (this.#isRoot(fileName)) return true;
    for (const { from, fact, binding } of takersOf(this.#project, fileName, name)) {
      if (!this.#graph.environmentOf(from)[this.#side] || this.#isOtherSide(from)) continue;
      if (fact.kind === 'dynamic' || fact.kind === 'require') {
        const taken = namesLoaded(this.#project.ts, fact.node);
        if (taken ? !taken.includes(name) : isHookName(name) && !this.#names(from, name)) continue;
        const names = topLevelNames(this.#project.ts, fact.node);
        if (!names) return true;
        this.#addNames(from, names, asked);
      } else if (binding) {
        const { imported, local } = binding;
        if (fact.kind === 'export') this.#add({ kind: 'export', fileName: from, name: local === '*' ? name : local, by: asked });
        else if (imported !== '*' || this.#mayTake(from, local, name))
          this.#add({ kind: 'name', fileName: from, name: local, by: asked });
      }
    }
    return false;
  }

  /** Whether a file may take an export out of a namespace it imports: it reads that member, or does anything else with it. */
  #mayTake(fileName: string, namespace: string, name: string): boolean {
    const sourceFile = this.#project.sourceFile(fileName);
    return !sourceFile || (membersTaken(this.#project.ts, sourceFile, namespace)?.has(name) ?? true);
  }

  #isRoot(fileName: string): boolean {
    const chain = this.#graph.environmentOf(fileName)[this.#side];
    if (chain?.length === 1) return true;
    return this.#side === 'client' ? this.#directiveOf(fileName) === 'use client' : this.#directiveOf(fileName) === 'use server';
  }

  /** Whether a file says a name at all: whoever hands a loaded module on renders its components, but a hook must be called by its name. */
  #names(fileName: string, name: string): boolean {
    const sourceFile = this.#project.sourceFile(fileName);
    return !sourceFile || new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`).test(sourceFile.text);
  }

  /** What fetches the data of a page of the Pages Router is not in its bundle, and what only that uses is not either. */
  #isTakenOut(fileName: string, name: string): boolean {
    return this.#side === 'client' && dataFunctions.has(name) && this.#graph.entries.get(fileName)?.kind === 'pages';
  }

  /** A module whose directive puts it on the other side uses nothing on this one. */
  #isOtherSide(fileName: string): boolean {
    const directive = this.#directiveOf(fileName);
    return this.#side === 'server' ? directive === 'use client' : directive === 'use server' || directive === 'use cache';
  }

  #directiveOf(fileName: string): string | undefined {
    const file = this.#project.sourceFile(fileName);
    return file && factsOf(this.#project.ts, file).moduleDirective;
  }
}

/** The names that the top-level declaration around a node declares; undefined outside any. */
function topLevelNames(ts: TypeScript, node: ts.Node): readonly string[] | undefined {
  const outermost = fromAncestors(outermosts, node, (outer, inner) => (ts.isSourceFile(outer) ? inner : undefined), node);
  return ts.isStatement(outermost) ? declaredNames(ts, outermost) : undefined;
}

const outermosts = new WeakMap<ts.Node, ts.Node>();

/** `Select.displayName = 'Select'` uses nothing by itself: it belongs to what it completes. */
function completedName(ts: TypeScript, statement: ts.Statement): string | undefined {
  if (!ts.isExpressionStatement(statement) || !ts.isBinaryExpression(statement.expression)) return undefined;
  const { left, operatorToken } = statement.expression;
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isPropertyAccessExpression(left)) return undefined;
  const isModule = left.expression.getText() === 'module' || left.expression.getText() === 'exports';
  return ts.isIdentifier(left.expression) && !isModule ? left.expression.text : undefined;
}

/** `export default` without a name is known as `default`. */
function declaredNames(ts: TypeScript, statement: ts.Statement): readonly string[] | undefined {
  const completed = completedName(ts, statement);
  if (completed !== undefined) return [completed];
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) return [statement.name?.text ?? 'default'];
  if (ts.isExportAssignment(statement)) return ['default'];
  if (ts.isEnumDeclaration(statement) || ts.isModuleDeclaration(statement)) return [statement.name.text];
  if (!ts.isVariableStatement(statement)) return undefined;
  const names: string[] = [];
  const add = (name: ts.BindingName): void => {
    if (ts.isIdentifier(name)) names.push(name.text);
    else for (const element of boundElements(ts, name)) add(element.name);
  };
  for (const { name } of statement.declarationList.declarations) add(name);
  return names;
}

function topLevelOf(ts: TypeScript, sourceFile: ts.SourceFile): TopLevel {
  let known = topLevels.get(sourceFile);
  if (!known) topLevels.set(sourceFile, (known = readTopLevel(ts, sourceFile)));
  return known;
}

function readTopLevel(ts: TypeScript, sourceFile: ts.SourceFile): TopLevel {
  const users = new Map<string, Array<readonly string[]>>();
  const run = new Set<string>();
  const exportedAs = new Map<string, string[]>();
  // `console.log()` is no use of a `log`.
  const isTag = ({ parent }: ts.Identifier): boolean => ts.isJsxOpeningLikeElement(parent);
  for (const statement of sourceFile.statements) {
    if (ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement)) continue;
    const names = declaredNames(ts, statement);
    const mentioned = names ? new Set<string>() : run;
    forEachDescendant(ts, statement, (node) => {
      if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return false;
      if (ts.isIdentifier(node) && (isValueUse(ts, node) || isTag(node))) mentioned.add(node.text);
      return undefined;
    });
    if (!names) continue;
    for (const name of mentioned) {
      const list = users.get(name);
      if (list) list.push(names);
      else users.set(name, [names]);
    }
  }
  for (const { name, local, statement, erased } of factsOf(ts, sourceFile).exports) {
    if (erased || (ts.isExportDeclaration(statement) && statement.moduleSpecifier)) continue;
    const own = local ?? 'default';
    const list = exportedAs.get(own);
    if (list) list.push(name);
    else exportedAs.set(own, [name]);
  }
  return { users, run, exportedAs };
}
