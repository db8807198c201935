import type ts from 'typescript';
import { isHookName } from '../syntax/components.ts';
import { factsOf } from '../facts/index.ts';
import { isValueUse } from '../syntax/references.ts';
import { boundElements, forEachDescendant } from '../syntax/nodes.ts';
import type { TypeScript } from '../typescript.ts';
import type { Side } from './environment.ts';
import { graphOf, type ModuleGraph } from './graph.ts';
import type { Project } from '../project/project.ts';
import { membersTaken, namesLoaded } from './taken-names.ts';

/** A file's top level, as names that use names. */
interface TopLevel {
  /** The names that the declaration of a name mentions. */
  readonly mentions: ReadonlyMap<string, ReadonlySet<string>>;
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

class Search {
  readonly #project: Project;
  readonly #graph: ModuleGraph;
  readonly #side: Side;
  readonly #answers: Map<string, boolean>;
  readonly #visited = new Set<string>();

  constructor(project: Project, side: Side) {
    this.#project = project;
    this.#graph = graphOf(project);
    this.#side = side;
    const known = answers.get(this.#graph) ?? new Map<string, boolean>();
    answers.set(this.#graph, known);
    this.#answers = known;
  }

  isNameUsed(fileName: string, name: string): boolean {
    return this.#asked(`${this.#side} ${fileName} ${name}`, () => {
      const sourceFile = this.#project.sourceFile(fileName);
      if (!sourceFile) return false;
      if (this.#isTakenOut(fileName, name)) return false;
      const { mentions, run, exportedAs } = topLevelOf(this.#project.ts, sourceFile);
      if (run.has(name)) return true;
      if (exportedAs.get(name)?.some((exported) => this.isExportUsed(fileName, exported))) return true;
      for (const [user, mentioned] of mentions) {
        if (user !== name && mentioned.has(name) && this.isNameUsed(fileName, user)) return true;
      }
      return false;
    });
  }

  isExportUsed(fileName: string, name: string): boolean {
    return this.#asked(`${this.#side} ${fileName} export ${name}`, () => {
      if (this.#isRoot(fileName)) return true;
      return this.#graph.importersOf(fileName).some(({ from, fact }) => {
        if (!this.#graph.environmentOf(from)[this.#side] || this.#isOtherSide(from)) return false;
        if (fact.kind === 'dynamic' || fact.kind === 'require') {
          const taken = namesLoaded(this.#project.ts, fact.node);
          if (taken ? !taken.includes(name) : isHookName(name) && !this.#names(from, name)) return false;
          const names = topLevelNames(this.#project.ts, fact.node);
          return !names || names.some((user) => this.isNameUsed(from, user));
        }
        return fact.bindings.some(({ imported, local, erased }) => {
          if (erased || (imported !== name && imported !== '*')) return false;
          if (fact.kind === 'export') return this.isExportUsed(from, local === '*' ? name : local);
          if (imported === '*' && !this.#mayTake(from, local, name)) return false;
          return this.isNameUsed(from, local);
        });
      });
    });
  }

  /** Whether a file may take an export out of a namespace it imports: it reads that member, or does anything else with it. */
  #mayTake(fileName: string, namespace: string, name: string): boolean {
    const sourceFile = this.#project.sourceFile(fileName);
    return !sourceFile || (membersTaken(this.#project.ts, sourceFile, namespace)?.has(name) ?? true);
  }

  /**
   * A search for a root along the users of a name, who may use each other in a circle: none is asked twice. Only what is
   * sure is kept for the next search: that something is used, and that the name asked about first is not.
   */
  #asked(key: string, find: () => boolean): boolean {
    const known = this.#answers.get(key);
    if (known !== undefined) return known;
    if (this.#visited.has(key)) return false;
    this.#project.throwIfCancelled?.();
    const isFirst = this.#visited.size === 0;
    this.#visited.add(key);
    const answer = find();
    if (answer || isFirst) this.#answers.set(key, answer);
    return answer;
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
  let outer = node;
  while (outer.parent && !ts.isSourceFile(outer.parent)) outer = outer.parent;
  return ts.isStatement(outer) ? declaredNames(ts, outer) : undefined;
}

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
  const mentions = new Map<string, Set<string>>();
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
    for (const name of names ?? []) {
      const before = mentions.get(name);
      mentions.set(name, before ? new Set([...before, ...mentioned]) : mentioned);
    }
  }
  for (const { name, local, statement, erased } of factsOf(ts, sourceFile).exports) {
    if (erased || (ts.isExportDeclaration(statement) && statement.moduleSpecifier)) continue;
    const own = local ?? 'default';
    const list = exportedAs.get(own);
    if (list) list.push(name);
    else exportedAs.set(own, [name]);
  }
  return { mentions, run, exportedAs };
}
