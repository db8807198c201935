import type ts from 'typescript';
import { exportsOfLocal } from '../facts/exports.ts';
import { factsOf } from '../facts/index.ts';
import { loadedExport } from '../graph/loaded-export.ts';
import { referencesTo } from '../syntax/name-uses.ts';
import { isInType, isOnlyNamed, isOnlyRead, scopeOfDeclaration } from '../syntax/name-positions.ts';
import { enclosingFunction, hasModifier, isFunctionLiteral, type FunctionNode } from '../syntax/nodes.ts';
import { carrierOf } from '../syntax/carrier.ts';
import { isObjectAssign } from '../syntax/static-members.ts';
import { declarationOf } from '../syntax/scope.ts';
import { FoundUses } from './found-uses.ts';
import { readersOf } from './functions.ts';
import { constantKey, keyTaken, nameOf } from './keys.ts';
import type { Project } from '../project/project.ts';
import type { Use, Uses } from './use.ts';
import { wrappedBy } from './wrappers.ts';
import { maximumPath, TakerSearch, type MemberPath } from './taker-search.ts';
import { isAssignment } from '../syntax/operators.ts';

const maximumUses = 2000;
/** A function that is returned by one that is returned, and so on. */
const maximumInside = 6;

/** One walk from something to all that is done with it. */
export class UseSearch extends TakerSearch {
  readonly #uses = new FoundUses();
  /** Functions may call each other in circles, and so may names and objects. */
  readonly #visited = new Set<FunctionNode>();
  readonly #seen = new Map<ts.Node, Set<string>>();
  /** The functions whose callers are being looked for, each for the one before. */
  readonly #inside: ReadonlySet<FunctionNode>;

  constructor(project: Project, inside: ReadonlySet<FunctionNode> = new Set()) {
    super(project);
    this.#inside = inside;
  }

  result(): Uses {
    this.followExports();
    return { uses: this.#uses.all, takings: this.takings, exports: this.exports };
  }

  ofFunction(fn: FunctionNode): void {
    const { ts } = this.project;
    if (ts.isFunctionDeclaration(fn)) {
      this.declared(fn);
      if (!fn.name) this.#exportedDefault(fn);
    } else if (isFunctionLiteral(ts, fn)) {
      if (ts.isFunctionExpression(fn) && fn.name) this.names(fn, fn.name, []);
      this.value(fn, []);
    } else if (ts.isObjectLiteralExpression(fn.parent)) {
      const name = fn.name && nameOf(ts, fn.name);
      if (name !== undefined) this.value(fn.parent, [name]);
    } else if (ts.isClassLike(fn.parent) && fn.name && hasModifier(ts, fn, ts.SyntaxKind.StaticKeyword)) {
      const name = nameOf(ts, fn.name);
      if (name !== undefined) this.#class(fn.parent, [name]);
    } else if (ts.isConstructorDeclaration(fn)) this.#class(fn.parent, []);
  }

  #class(node: ts.ClassLikeDeclaration, path: MemberPath): void {
    if (this.project.ts.isClassDeclaration(node)) this.declared(node, path);
    else this.value(node, path);
  }

  protected get count(): number {
    return this.#uses.all.length;
  }

  declared(declaration: ts.NamedDeclaration, path: MemberPath = []): void {
    const { ts } = this.project;
    const { name } = declaration;
    if (name && ts.isIdentifier(name)) this.names(declaration, name, path);
    else if (ts.isClassDeclaration(declaration)) this.#exportedDefault(declaration, path);
  }

  #exportedDefault(declaration: ts.Node, path: MemberPath = []): void {
    if (hasModifier(this.project.ts, declaration, this.project.ts.SyntaxKind.DefaultKeyword))
      this.exported(declaration.getSourceFile().fileName, 'default', path);
  }

  /** The uses of a name, in the file that declares it. */
  protected names(declaration: ts.Node, name: ts.DeclarationName, path: MemberPath): void {
    const { ts } = this.project;
    if (!ts.isIdentifier(name)) return;
    if (path.length > maximumPath) return;
    const seen = this.#seen.get(declaration) ?? new Set();
    this.#seen.set(declaration, seen);
    const key = path.join(' ');
    if (seen.has(key)) return;
    seen.add(key);
    const sourceFile = declaration.getSourceFile();
    for (const identifier of referencesTo(ts, declaration, name, path[0])) this.#name(identifier, path);
    const isOfFile = ts.isSourceFile(scopeOfDeclaration(ts, declaration));
    if (!isOfFile) return;
    for (const exported of exportsOfLocal(ts, factsOf(ts, sourceFile).exports, name.text)) {
      this.exported(sourceFile.fileName, exported, path);
    }
  }

  #name(identifier: ts.Identifier, path: MemberPath): void {
    const { ts } = this.project;
    const { parent } = identifier;
    if (isInType(ts, identifier)) this.add('type', identifier, parent, path);
    else if (ts.isExportSpecifier(parent) || ts.isExportAssignment(parent)) {
      // What it is exported as is followed by the file's exports.
      if (path.length === 0) this.add('exported', parent, parent.parent, []);
    } else if (ts.isShorthandPropertyAssignment(parent)) {
      if (parent.name === identifier) this.value(parent.parent, [identifier.text, ...path], identifier);
    } else if (!isOnlyNamed(ts, identifier)) this.value(identifier, path);
  }

  /**
   * What is done with an expression's value.
   *
   * @param path the members of it by which the value asked about is read; none where the expression is the value itself
   * @param asked what stands for the value, where that is another node
   */
  value(given: ts.Node, path: MemberPath, asked: ts.Node = given): void {
    const { ts } = this.project;
    const node = carrierOf(ts, given);
    const { parent } = node;
    if (!parent || this.count > maximumUses) return;
    if (path.length > maximumPath) return this.add('handed', asked, parent, path);
    if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) {
      return parent.expression === node ? this.#member(parent, path, asked) : this.add('read', asked, parent, path);
    }
    if (ts.isCallExpression(parent) || ts.isNewExpression(parent)) return this.#call(parent, node, path, asked);
    if (ts.isTaggedTemplateExpression(parent)) return this.add(parent.tag === node ? 'called' : 'handed', asked, parent, path);
    if (ts.isJsxOpeningLikeElement(parent)) return parent.tagName === node ? this.add('element', asked, parent, path) : undefined;
    if (ts.isJsxClosingElement(parent)) return undefined;
    if (ts.isVariableDeclaration(parent) && parent.initializer === node) return this.#assigned(parent.name, parent, path, asked);
    if (ts.isBinaryExpression(parent)) return this.#operand(parent, node, path, asked);
    if (ts.isConditionalExpression(parent)) return this.add('read', asked, parent, path);
    if (ts.isPropertyAssignment(parent) && parent.initializer === node) {
      const key = nameOf(ts, parent.name);
      return key === undefined ? this.add('handed', asked, parent, path) : this.value(parent.parent, [key, ...path], asked);
    }
    if (ts.isArrayLiteralExpression(parent))
      return this.value(parent, [String(parent.elements.indexOf(node as ts.Expression)), ...path], asked);
    if (ts.isSpreadAssignment(parent))
      return path.length > 0 ? this.value(parent.parent, path, asked) : this.add('handed', asked, parent, path);
    if (ts.isExportAssignment(parent)) return this.exported(parent.getSourceFile().fileName, 'default', path);
    if (ts.isArrowFunction(parent) && parent.body === node) return this.#returned(parent, path, asked);
    if (ts.isReturnStatement(parent)) return this.#returned(enclosingFunction(ts, parent), path, asked);
    if (ts.isPropertyDeclaration(parent) && parent.initializer === node) return this.#property(parent, path, asked);
    return this.add(isOnlyRead(ts, parent) ? 'read' : 'handed', asked, parent, path);
  }

  #member(access: ts.PropertyAccessExpression | ts.ElementAccessExpression, path: MemberPath, asked: ts.Node): void {
    const { ts } = this.project;
    const key = constantKey(this.project, access);
    const [first, ...rest] = path;
    const call = access.parent;
    const isCalled = ts.isCallExpression(call) && call.expression === access;
    // The module that `import('./a').then((module) => …)` hands its callback.
    if (key === 'then' && isCalled && first !== 'then') return this.#then(call, path, asked);
    if (first !== undefined) {
      // `[save, drop].map(…)`
      const isOfList = /^\d+$/.test(first) && key !== undefined && !/^\d+$/.test(key);
      if (key === undefined || isOfList) return this.add('handed', asked, access, path);
      return key === first ? this.value(access, rest, access) : undefined;
    }
    if (isCalled && key === 'bind') {
      const before = this.bound;
      this.bound = [...before, ...call.arguments.slice(1)];
      this.value(call, path, asked);
      this.bound = before;
      return undefined;
    }
    return this.add(isCalled && (key === 'call' || key === 'apply') ? 'called' : 'read', asked, isCalled ? call : access, path);
  }

  #then(call: ts.CallExpression, path: MemberPath, asked: ts.Node): void {
    const { ts } = this.project;
    const [handler] = call.arguments;
    if (!handler || !isFunctionLiteral(ts, handler)) return this.add('handed', asked, call, path);
    const [parameter] = handler.parameters;
    if (parameter) this.#assigned(parameter.name, parameter, path, asked);
    return undefined;
  }

  #call(call: ts.CallExpression | ts.NewExpression, node: ts.Node, path: MemberPath, asked: ts.Node): void {
    const { ts } = this.project;
    if (call.expression === node) return this.add('called', asked, call, path);
    const wrapped = ts.isCallExpression(call) ? wrappedBy(this.project, call) : undefined;
    if (wrapped?.inner === node && wrapped.gives !== 'result') return this.value(call, path, asked);
    if (ts.isCallExpression(call) && isObjectAssign(ts, call)) return this.#putInto(call, node, path, asked);
    if (/^Object\.(?:freeze|seal)$/.test(call.expression.getText())) return this.value(call, path, asked);
    return this.add('handed', asked, call, path);
  }

  /** `Object.assign(Menu, { Item })`: what the call gives is the first argument, with the members of the others. */
  #putInto(call: ts.CallExpression, node: ts.Node, path: MemberPath, asked: ts.Node): void {
    const { ts } = this.project;
    const target = call.arguments[0] === node ? undefined : call.arguments[0];
    if (target && (path.length === 0 || !ts.isObjectLiteralExpression(node))) return this.add('handed', asked, call, path);
    this.value(call, path, asked);
    return target && ts.isIdentifier(target) ? this.#memberOf(target, path, asked) : undefined;
  }

  /** A member that a name of the file is given. */
  #memberOf(holder: ts.Identifier, path: MemberPath, asked: ts.Node): void {
    const { ts } = this.project;
    const declaration = declarationOf(ts, holder);
    if (!declaration || ts.isImportSpecifier(declaration) || ts.isImportClause(declaration))
      return this.add('handed', asked, holder.parent, path);
    return this.names(declaration, holder, path);
  }

  #operand(expression: ts.BinaryExpression, node: ts.Node, path: MemberPath, asked: ts.Node): void {
    const { ts } = this.project;
    if (isAssignment(ts, expression) && expression.right === node) {
      const { left } = expression;
      const declaration = ts.isIdentifier(left) && declarationOf(ts, left);
      if (declaration) this.names(declaration, left, path);
      // `Menu.Item = Item`
      else if (ts.isPropertyAccessExpression(left) && ts.isIdentifier(left.expression))
        this.#memberOf(left.expression, [left.name.text, ...path], asked);
      else this.add('handed', asked, expression, path);
      return;
    }
    this.add('read', asked, expression, path);
  }

  /** A name or pattern that is given the value. */
  #assigned(name: ts.BindingName, declaration: ts.NamedDeclaration, path: MemberPath, asked: ts.Node): void {
    const { ts } = this.project;
    if (ts.isIdentifier(name)) return this.names(declaration, name, path);
    const [first, ...rest] = path;
    if (first === undefined) return this.add('read', asked, declaration, path);
    for (const element of name.elements) {
      if (!ts.isBindingElement(element)) continue;
      const key = keyTaken(ts, element);
      if (element.dotDotDotToken) this.#assigned(element.name, element, path, asked);
      else if (key === first) this.#assigned(element.name, element, rest, asked);
      else if (key === undefined) this.add('handed', asked, declaration, path);
    }
    return undefined;
  }

  /** A value that a function returns: the loader of a component, or of a known function what its calls give. */
  #returned(fn: FunctionNode | undefined, path: MemberPath, asked: ts.Node): void {
    const { ts } = this.project;
    if (!fn) return;
    const call = fn.parent;
    if (ts.isCallExpression(call) && ts.isExpression(fn) && call.arguments[0] === fn) {
      const loaded = loadedExport(ts, fn);
      const isLoader = /(?:^|\.)(?:dynamic|lazy)$/i.test(call.expression.getText());
      if (loaded && isLoader) {
        // `{ default: m.Panel }` is what a loader may give in place of the module.
        const isIt = path.length === 0 || path[0] === loaded.name || path[0] === 'default';
        return isIt ? this.value(call, path.slice(1), call) : undefined;
      }
      const isThen = ts.isPropertyAccessExpression(call.expression) && call.expression.name.text === 'then';
      // `.then((m) => m.save)`, `.then((m) => ({ default: m.Panel }))`: followed from the call of `then`.
      if (isThen) return this.value(call, path, asked);
    }
    if (!this.#toCallers(fn, path)) this.add('handed', asked, fn, path);
  }

  /** What the callers of a function do with what it returns; false where none is in view. */
  #toCallers(fn: FunctionNode, path: MemberPath): boolean {
    const { ts } = this.project;
    if (this.#visited.has(fn)) return true;
    this.#visited.add(fn);
    if (ts.isGetAccessor(fn)) {
      for (const access of readersOf(this.project, fn)) this.value(access, path);
      return true;
    }
    const wrapped = ts.isCallExpression(fn.parent) ? wrappedBy(this.project, fn.parent) : undefined;
    if (wrapped?.gives === 'result' && wrapped.inner === (fn as ts.Node)) {
      this.value(fn.parent, path);
      return true;
    }
    // `function f() { return f; }`: what its callers do with it is being looked for.
    if (this.#inside.has(fn)) return true;
    if (this.#inside.size >= maximumInside) return false;
    const search = new UseSearch(this.project, new Set([...this.#inside, fn]));
    search.ofFunction(fn);
    const calls = search.result().uses.filter(({ kind, by }) => kind === 'called' && ts.isCallExpression(by));
    for (const { by } of calls) this.value(by, path);
    return calls.length > 0;
  }

  #property(property: ts.PropertyDeclaration, path: MemberPath, asked: ts.Node): void {
    const { ts } = this.project;
    const key = nameOf(ts, property.name);
    // A member of instances is found by its name: see `callersOf`.
    if (key === undefined) this.add('handed', asked, property, path);
    else if (hasModifier(ts, property, ts.SyntaxKind.StaticKeyword)) this.#class(property.parent, [key, ...path]);
  }

  protected add(kind: Use['kind'], node: ts.Node, by: ts.Node, path: MemberPath): void {
    // What is only looked at gives away nothing that it holds.
    if (path.length > 0 && (kind === 'read' || kind === 'exported')) return;
    const real = path.length > 0 && kind !== 'type' ? 'handed' : kind;
    this.#uses.add({ kind: real, node, by, bound: this.bound, members: path });
  }
}
