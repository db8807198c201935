import type ts from 'typescript';
import { clientOnlyApis } from '../catalog/platform-apis.ts';
import { descendantsOf } from '../syntax/descendants.ts';
import { enclosingFunction, isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { returnedExpressions } from '../syntax/returns.ts';
import { declarationOf } from '../syntax/scope.ts';
import { isReplaced, PackageSearch } from './package-exports.ts';
import { isConditional } from './package-load.ts';
import type { PackageModule } from './package-module.ts';
import type { Project } from './project.ts';
import { isReactExport } from './react-names.ts';

/** What a use of a package's export comes to that fails on the server, though no module of it has a directive. */
export interface ClientOnlyUse {
  /**
   * `read`: a member is read, and that calls into a "use client" module of the package (`motion.div`); `call`: it is called or rendered,
   * and calls a hook that the server's build of React does not have.
   */
  readonly by: 'read' | 'call';
  /** The call in the package. */
  readonly fileName: string;
  readonly start: number;
  readonly end: number;
}

const hooks: ReadonlySet<string> = new Set([...clientOnlyApis.get('react')!.keys()].filter((name) => name.startsWith('use')));
const mostCalls = 3;

/**
 * What of a package's export fails where the server uses it, as its JavaScript shows it.
 *
 * @param from the file the import stands in
 */
export function clientOnlyUse(project: Project, from: ts.SourceFile, specifier: string, name: string): ClientOnlyUse | undefined {
  if (name === '*' || isReplaced(specifier)) return undefined;
  const module = project.packageModule(from.fileName, specifier);
  return module && new ClientOnlySearch(project).ofExport(module, name);
}

/** A function, and the module of a package that it stands in. */
interface FoundUse {
  readonly module: PackageModule;
  readonly fn: FunctionNode;
}

class ClientOnlySearch {
  readonly #project: Project;
  readonly #exports: PackageSearch;

  constructor(project: Project) {
    this.#project = project;
    this.#exports = new PackageSearch(project, undefined);
  }

  ofExport(start: PackageModule, name: string): ClientOnlyUse | undefined {
    const found = this.#valueOf(start, name);
    if (!found) return undefined;
    const { module, value } = found;
    const { ts } = this.#project;
    const fn = this.#functionOf(value);
    if (fn) return this.#hookCall({ module, fn }, 0);
    const made = unwrap(ts, value as ts.Expression);
    if (ts.isNewExpression(made)) return this.#callOnRead(module, made);
    const maker = ts.isCallExpression(made) && ts.isIdentifier(made.expression) && this.#called(module, made.expression);
    if (!maker) return undefined;
    for (const returned of returnedExpressions(ts, maker.fn)) {
      const proxy = unwrap(ts, returned);
      const use = ts.isNewExpression(proxy) ? this.#callOnRead(maker.module, proxy) : undefined;
      if (use) return use;
    }
    return undefined;
  }

  /** `new Proxy(…, { get() { … } })` whose `get` calls what a "use client" module exports. */
  #callOnRead({ fileName }: PackageModule, made: ts.NewExpression): ClientOnlyUse | undefined {
    const { ts } = this.#project;
    const handler = made.arguments?.[1];
    if (made.expression.getText() !== 'Proxy' || !handler || !ts.isObjectLiteralExpression(handler)) return undefined;
    const get = handler.properties.find(({ name }) => name?.getText() === 'get');
    const call =
      get &&
      descendantsOf(ts, get, 'CallExpression').find(({ expression }) => {
        const imported = ts.isIdentifier(expression) ? this.#importOf(fileName, expression) : undefined;
        return imported?.module.directive === 'use client';
      });
    return call && { by: 'read', fileName, start: call.getStart(), end: call.end };
  }

  /** A hook of the client that a function calls whenever it runs, itself or through hooks of its package. */
  #hookCall({ module, fn }: FoundUse, depth: number): ClientOnlyUse | undefined {
    const { ts } = this.#project;
    if (!fn.body) return undefined;
    for (const call of descendantsOf(ts, fn, 'CallExpression')) {
      if (enclosingFunction(ts, call) !== fn || isConditional(ts, call, fn)) continue;
      const { fileName } = module;
      if (isReactExport(ts, call.expression, hooks)) return { by: 'call', fileName, start: call.getStart(), end: call.end };
      const isHook = ts.isIdentifier(call.expression) && /^use[A-Z]/.test(call.expression.text);
      const next = isHook && depth < mostCalls ? this.#called(module, call.expression) : undefined;
      const use = next && this.#hookCall(next, depth + 1);
      if (use) return use;
    }
    return undefined;
  }

  /** The function that a name stands for: of the module itself, or of one that it imports. */
  #called(module: PackageModule, name: ts.Identifier): FoundUse | undefined {
    const imported = this.#importOf(module.fileName, name);
    const declared = imported
      ? this.#valueOf(imported.module, imported.name)
      : { module, value: declarationOf(this.#project.ts, name) };
    const fn = declared?.value && this.#functionOf(declared.value);
    return fn && { module: declared.module, fn };
  }

  /** The function that a declaration or a value is, or that `forwardRef` and `memo` are given. */
  #functionOf(value: ts.Node): FunctionNode | undefined {
    const { ts } = this.#project;
    if (isFunctionNode(ts, value)) return value;
    if (ts.isVariableDeclaration(value)) return value.initializer && this.#functionOf(value.initializer);
    const inner = unwrap(ts, value as ts.Expression);
    if (isFunctionNode(ts, inner)) return inner;
    if (ts.isIdentifier(inner)) {
      const declaration = declarationOf(ts, inner);
      return declaration && declaration !== value && ts.isFunctionDeclaration(declaration) ? declaration : undefined;
    }
    const [first] = ts.isCallExpression(inner) ? inner.arguments : [];
    return first && /(?:^|\.)(?:forwardRef|memo)$/.test((inner as ts.CallExpression).expression.getText())
      ? this.#functionOf(first)
      : undefined;
  }

  #valueOf(start: PackageModule, name: string): { readonly module: PackageModule; readonly value: ts.Node } | undefined {
    const owner = this.#exports.owner(start, name);
    const value = owner && this.#exports.value(owner);
    return value && { module: owner.module, value };
  }

  #importOf(fileName: string, name: ts.Identifier): { readonly module: PackageModule; readonly name: string } | undefined {
    const { ts } = this.#project;
    const declaration = declarationOf(ts, name);
    if (!declaration) return undefined;
    const isNamed = ts.isImportSpecifier(declaration);
    const statement = isNamed
      ? declaration.parent.parent.parent
      : ts.isImportClause(declaration)
        ? declaration.parent
        : undefined;
    if (!statement || !ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return undefined;
    const module = this.#project.packageModule(fileName, statement.moduleSpecifier.text);
    const imported = isNamed ? (declaration.propertyName ?? declaration.name).text : 'default';
    return module && { module, name: imported };
  }
}
