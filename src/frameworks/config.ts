import type ts from 'typescript';
import { descendantsOf } from '../syntax/descendants.ts';
import { branchesOf } from '../syntax/branches.ts';
import { assignmentsTo } from '../syntax/file-index.ts';
import { returnedExpressions } from '../syntax/returns.ts';
import { declarationOf } from '../syntax/scope.ts';
import { isConst, isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import type { TypeScript } from '../typescript.ts';
import { valueOfProperty } from '../syntax/members.ts';
import { isAssignment } from '../syntax/operators.ts';
import { isExportsObject } from '../syntax/common-js.ts';

/** One property of the configuration, wherever the file sets it. */
interface ConfigProperty {
  readonly key: string;
  /** Where it is named: the key in an object literal, or the last name of `config.experimental.serverActions = …`. */
  readonly name: ts.Node;
  /** What it is given. */
  readonly value: ts.Expression;
}

/** A place in the configuration: the object literals it may be, and what is assigned to its members afterwards. */
export interface ConfigPlace {
  readonly objects: readonly ts.ObjectLiteralExpression[];
  readonly assigned: ReadonlyArray<{ readonly path: readonly ts.Identifier[]; readonly value: ts.Expression }>;
}

/** Whether a file is Next.js's configuration, by its name. */
export function isNextConfig(fileName: string): boolean {
  return /(?:^|\/)next\.config\.[cm]?[jt]s$/.test(fileName);
}

/**
 * The configuration a `next.config` file gives: the default export or `module.exports`, seen through names of the file, functions
 * (async ones too), conditionals, spreads, casts and wrappers such as `withX(config)`, of which any argument may be it.
 */
export function configurationIn(ts: TypeScript, sourceFile: ts.SourceFile): ConfigPlace {
  const reader = new Reader(ts, true);
  for (const statement of sourceFile.statements) {
    if (ts.isExportAssignment(statement)) reader.read(statement.expression);
    else if (ts.isFunctionDeclaration(statement)) {
      if (statement.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.DefaultKeyword)) reader.readFunction(statement);
    } else if (
      ts.isExportDeclaration(statement) &&
      !statement.moduleSpecifier &&
      statement.exportClause &&
      ts.isNamedExports(statement.exportClause)
    ) {
      for (const { name, propertyName } of statement.exportClause.elements) {
        if (name.text === 'default' && propertyName && ts.isIdentifier(propertyName)) reader.read(propertyName);
      }
    }
  }
  const members: Array<{ root: ts.Expression; path: ts.Identifier[]; value: ts.Expression }> = [];
  for (const node of descendantsOf(ts, sourceFile, 'BinaryExpression')) {
    if (node.operatorToken.kind !== ts.SyntaxKind.EqualsToken) continue;
    if (isExportsObject(ts, node.left) || isDefaultOfExports(ts, node.left)) reader.read(node.right);
    else {
      const target = memberPath(ts, node.left);
      if (target) members.push({ ...target, value: node.right });
    }
  }
  const assigned = members.filter(({ root }) => {
    if (isExportsObject(ts, root)) return true;
    const declaration = declarationOf(ts, root);
    return declaration !== undefined && reader.names.has(declaration);
  });
  return { objects: reader.objects, assigned };
}

/** The properties of a place in the configuration, or those of one name. */
export function propertiesOf(ts: TypeScript, { objects, assigned }: ConfigPlace, key?: string): ConfigProperty[] {
  const found: ConfigProperty[] = [];
  for (const object of objects) {
    for (const property of object.properties) {
      const { name } = property;
      if (!name || (!ts.isIdentifier(name) && !ts.isStringLiteralLike(name))) continue;
      const value = valueOfProperty(ts, property);
      if (value) found.push({ key: name.text, name, value });
    }
  }
  for (const { path, value } of assigned) {
    if (path.length === 1) found.push({ key: path[0]!.text, name: path[0]!, value });
  }
  return key === undefined ? found : found.filter((property) => property.key === key);
}

/** The place that a property of the configuration is. */
export function configPlaceOf(ts: TypeScript, place: ConfigPlace, key: string): ConfigPlace {
  const reader = new Reader(ts, false);
  for (const { value } of propertiesOf(ts, place, key)) reader.read(value);
  const assigned = place.assigned
    .filter(({ path }) => path.length > 1 && path[0]!.text === key)
    .map(({ path, value }) => ({ path: path.slice(1), value }));
  return { objects: reader.objects, assigned };
}

/**
 * The expressions a value may be, as far as the file shows: through names, casts, conditionals and functions of the file.
 *
 * @param withCalls whether a call of what the file does not show is one, too
 */
export function configValues(ts: TypeScript, value: ts.Expression, withCalls = false): readonly ts.Expression[] {
  const reader = new Reader(ts, false, withCalls);
  reader.read(value);
  return reader.values;
}

/** Follows an expression through what a file says about it. Each name and function once, so circles end. */
class Reader {
  readonly objects: ts.ObjectLiteralExpression[] = [];
  /** What is no name, call or conditional any more. */
  readonly values: ts.Expression[] = [];
  /** The declarations that were gone through. */
  readonly names = new Set<ts.Node>();
  readonly #ts: TypeScript;
  readonly #throughWrappers: boolean;
  readonly #withCalls: boolean;

  /**
   * @param throughWrappers whether any argument of a call may be what is looked for
   * @param withCalls whether calls that lead nowhere are values
   */
  constructor(ts: TypeScript, throughWrappers: boolean, withCalls = false) {
    this.#ts = ts;
    this.#withCalls = withCalls;
    this.#throughWrappers = throughWrappers;
  }

  read(expression: ts.Expression): void {
    for (const branch of branchesOf(this.#ts, expression)) this.#readBranch(branch);
  }

  /** What a function returns. */
  readFunction(fn: FunctionNode): void {
    const ts = this.#ts;
    if (this.names.has(fn) || !fn.body) return;
    this.names.add(fn);
    for (const returned of returnedExpressions(ts, fn)) this.read(returned);
  }

  #readBranch(branch: ts.Expression): void {
    const ts = this.#ts;
    if (ts.isAwaitExpression(branch)) this.read(branch.expression);
    else if (ts.isObjectLiteralExpression(branch)) this.#readObject(branch);
    else if (isFunctionNode(ts, branch)) this.readFunction(branch);
    else if (ts.isIdentifier(branch)) this.#readName(branch);
    else if (ts.isCallExpression(branch)) this.#readCall(branch);
    // `module.exports = exports = config`
    else if (isAssignment(ts, branch)) this.read(branch.right);
    else this.values.push(branch);
  }

  #readObject(object: ts.ObjectLiteralExpression): void {
    if (this.names.has(object)) return;
    this.names.add(object);
    this.objects.push(object);
    this.values.push(object);
    for (const property of object.properties) {
      if (this.#ts.isSpreadAssignment(property)) this.read(property.expression);
    }
  }

  #readName(name: ts.Identifier): void {
    const ts = this.#ts;
    const declaration = declarationOf(ts, name);
    if (!declaration) this.values.push(name);
    if (!declaration || this.names.has(declaration)) return;
    if (ts.isFunctionDeclaration(declaration)) return this.readFunction(declaration);
    this.names.add(declaration);
    if (!ts.isVariableDeclaration(declaration)) return;
    if (declaration.initializer) this.read(declaration.initializer);
    if (!isConst(ts, declaration)) {
      for (const given of assignmentsTo(ts, name.getSourceFile(), name.text)) this.read(given);
    }
  }

  #readCall(call: ts.CallExpression): void {
    const ts = this.#ts;
    const callee = unwrap(ts, call.expression);
    if (isFunctionNode(ts, callee)) this.readFunction(callee);
    else if (ts.isIdentifier(callee)) {
      const declaration = declarationOf(ts, callee);
      const behind =
        declaration && ts.isVariableDeclaration(declaration) && declaration.initializer
          ? unwrap(ts, declaration.initializer)
          : declaration;
      if (behind && isFunctionNode(ts, behind)) this.readFunction(behind);
    } else if (!ts.isPropertyAccessExpression(callee)) {
      // `withX(options)(config)`: what makes the wrapper is not the configuration.
    } else if (isObjectConstructor(ts, callee.expression) && /^(?:assign|freeze|seal)$/.test(callee.name.text)) {
      for (const argument of call.arguments) this.read(argument);
      return;
    } else if (/^(?:filter|concat|slice|toSorted|flat)$/.test(callee.name.text)) {
      this.read(callee.expression);
      if (callee.name.text === 'concat') for (const argument of call.arguments) this.read(argument);
      return;
    }
    if (this.#withCalls) this.values.push(call);
    if (!this.#throughWrappers) return;
    const given = call.arguments.filter((argument) => !ts.isSpreadElement(argument));
    // `withSentryConfig(config, options)`: what follows the configuration is the plugin's own. `withPlugins([…], config)` has it second.
    const isPlugin = ts.isIdentifier(callee) && /^with[A-Z]/.test(callee.text);
    const config = isPlugin ? given.find((argument) => !ts.isArrayLiteralExpression(unwrap(ts, argument))) : undefined;
    for (const argument of config ? [config] : given) this.read(argument);
  }
}

function isObjectConstructor(ts: TypeScript, node: ts.Expression): boolean {
  return ts.isIdentifier(node) && node.text === 'Object' && !declarationOf(ts, node);
}

function isDefaultOfExports(ts: TypeScript, node: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(node) && node.name.text === 'default' && isExportsObject(ts, node.expression);
}

/** `config.experimental.serverActions` as its root and the names after it. */
function memberPath(ts: TypeScript, target: ts.Expression): { root: ts.Expression; path: ts.Identifier[] } | undefined {
  const path: ts.Identifier[] = [];
  let node = unwrap(ts, target);
  while (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.name) && !isExportsObject(ts, node)) {
    path.unshift(node.name);
    node = unwrap(ts, node.expression);
  }
  return path.length > 0 && (ts.isIdentifier(node) || isExportsObject(ts, node)) ? { root: node, path } : undefined;
}
