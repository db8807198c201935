import type ts from 'typescript';
import { factsOf } from '../facts/index.ts';
import { evaluationOf } from '../syntax/evaluation.ts';
import { isRunAtOnce } from '../syntax/components.ts';
import { forEachDescendantOnce } from '../syntax/descendants.ts';
import { isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { declarationOf } from '../syntax/scope.ts';
import type { TypeScript } from '../typescript.ts';
import { isReactExport } from './react-names.ts';
import { isLogical } from '../syntax/operators.ts';

/** What a module does as it loads that the server's build of React has no part for. */
export interface ClientOnlyStep {
  readonly what: 'context' | 'class';
  readonly start: number;
  readonly end: number;
}

/** A module that another one loads. */
interface LoadedModule {
  readonly specifier: string;
  /** The names taken of it; `*` for all, none for an import that takes nothing. */
  readonly names: readonly string[];
  /** By `require()`, which loads all there is; by `export … from`, which takes nothing for itself; else by `import`. */
  readonly by: 'import' | 'export' | 'require';
}

/** What of a package's module counts for what happens as it loads. */
export interface ModuleLoad {
  readonly step: ClientOnlyStep | undefined;
  readonly loads: readonly LoadedModule[];
  /** The names that it only passes on, and whose they are. */
  readonly passedOn: ReadonlyMap<string, { readonly specifier: string; readonly name: string }>;
  /** Whether it declares a name itself. */
  declares(name: string): boolean;
}

/** Reads what happens as a module of a package loads. Nothing of the file is kept. */
export function moduleLoadOf(ts: TypeScript, file: ts.SourceFile): ModuleLoad {
  const { imports, exports } = factsOf(ts, file);
  const loads: LoadedModule[] = [];
  for (const { kind, specifier, bindings, node, erased } of imports) {
    if (erased || kind === 'dynamic') continue;
    const isCall = kind === 'require';
    if (isCall && (evaluationOf(ts, node).when !== 'load' || isConditional(ts, node, undefined))) continue;
    loads.push({
      specifier: specifier.text,
      names: isCall ? ['*'] : bindings.map(({ imported }) => imported),
      by: isCall || kind === 'import-equals' ? 'require' : kind,
    });
  }
  const passedOn = new Map<string, { specifier: string; name: string }>();
  const own = new Set<string>();
  for (const { name, thing, node, local } of exports) {
    if (name === '*') continue;
    const specifier = thing.kind === 're-export' ? thing.specifier?.text : undefined;
    const source = thing.kind === 're-export' && specifier !== undefined ? importedName(ts, thing.node, node, local) : undefined;
    if (specifier !== undefined && source !== undefined) passedOn.set(name, { specifier, name: source });
    else own.add(name);
  }
  return { step: new Steps(ts, file).find(), loads, passedOn, declares: (name) => own.has(name) };
}

function importedName(ts: TypeScript, imported: ts.Node, exported: ts.Node, local: string | undefined): string {
  if (ts.isNamespaceImport(imported)) return '*';
  if (ts.isImportClause(imported)) return 'default';
  if (ts.isImportSpecifier(imported)) return (imported.propertyName ?? imported.name).text;
  return ts.isExportSpecifier(exported) ? (local ?? exported.name.text) : '*';
}

const componentNames: ReadonlySet<string> = new Set(['Component', 'PureComponent']);
const contextNames: ReadonlySet<string> = new Set(['createContext']);

/** The search for the first such step in one file. */
class Steps {
  readonly #ts: TypeScript;
  readonly #file: ts.SourceFile;

  constructor(typescript: TypeScript, file: ts.SourceFile) {
    this.#ts = typescript;
    this.#file = file;
  }

  find(): ClientOnlyStep | undefined {
    return /createContext|Component\b/.test(this.#file.text) ? this.#findIn(this.#file, undefined, 0) : undefined;
  }

  /** @param fn the function whose body it is; undefined for the module */
  #findIn(root: ts.Node, fn: FunctionNode | undefined, depth: number): ClientOnlyStep | undefined {
    const ts = this.#ts;
    let found: ClientOnlyStep | undefined;
    forEachDescendantOnce(ts, root, (node) => {
      if (found) return false;
      if (isFunctionNode(ts, node) && node !== fn && !isRunAtOnce(ts, node)) return false;
      if (ts.isPropertyDeclaration(node) && !node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.StaticKeyword))
        return false;
      const what = this.#whatOf(node, depth);
      if (!what || isConditional(ts, node, fn)) return undefined;
      const at = ts.isClassLike(node) ? (node.name ?? node.heritageClauses![0]!) : node;
      found = { what, start: at.getStart(this.#file), end: at.end };
      return undefined;
    });
    return found;
  }

  #whatOf(node: ts.Node, depth: number): ClientOnlyStep['what'] | undefined {
    const ts = this.#ts;
    if (ts.isClassLike(node)) {
      const base = node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
      return base && isReactExport(ts, base.expression, componentNames) ? 'class' : undefined;
    }
    if (!ts.isCallExpression(node) || node.questionDotToken) return undefined;
    if (isReactExport(ts, node.expression, contextNames)) return 'context';
    const callee = unwrap(ts, node.expression);
    // A class in the words of an older JavaScript: `(function (Base) { … })(React.Component)`.
    if (isFunctionNode(ts, callee))
      return node.arguments.some((argument) => isReactExport(ts, argument, componentNames)) ? 'class' : undefined;
    if (depth >= 2 || !ts.isIdentifier(callee)) return undefined;
    const helper = this.#functionOf(callee);
    return helper?.body && this.#findIn(helper, helper, depth + 1)?.what;
  }

  /** A function of the same file. */
  #functionOf(name: ts.Identifier): FunctionNode | undefined {
    const ts = this.#ts;
    const declaration = declarationOf(ts, name);
    if (!declaration) return undefined;
    if (ts.isFunctionDeclaration(declaration)) return declaration;
    if (!ts.isVariableDeclaration(declaration) || !declaration.initializer) return undefined;
    const value = unwrap(ts, declaration.initializer);
    return isFunctionNode(ts, value) ? value : undefined;
  }
}

// A package has one build for each, and both do the same.
const mode = /^(?:["']\w+["']\s*[!=]==?\s*process\.env\.NODE_ENV|process\.env\.NODE_ENV\s*[!=]==?\s*["']\w+["'])$/;

/** Whether a node runs only under a condition: then what it needs may have been asked for. */
export function isConditional(ts: TypeScript, node: ts.Node, fn: FunctionNode | undefined): boolean {
  for (let inner = node; inner.parent && inner !== fn; inner = inner.parent) {
    const { parent } = inner;
    if (ts.isIfStatement(parent)) {
      if (inner !== parent.expression && !mode.test(unwrap(ts, parent.expression).getText())) return true;
    } else if (ts.isConditionalExpression(parent)) {
      if (inner !== parent.condition && !mode.test(unwrap(ts, parent.condition).getText())) return true;
    } else if (ts.isBinaryExpression(parent)) {
      if (isLogical(ts, parent) && inner === parent.right) return true;
    } else if (ts.isTryStatement(parent)) {
      if (inner === parent.tryBlock && parent.catchClause) return true;
    } else if (ts.isCaseOrDefaultClause(parent) || ts.isIterationStatement(parent, false)) return true;
  }
  return false;
}
