import type ts from 'typescript';
import { isWritten } from '../syntax/file-index.ts';
import { exportNamed } from '../facts/exports.ts';
import { factsOf, type ExportFact } from '../facts/index.ts';
import { lastPropertyNamed, staticMethodNamed } from '../syntax/members.ts';
import { declarationOf, type Declaration } from '../syntax/scope.ts';
import { isConst, isForeignFile, isFunctionNode, isImportCall, unwrap } from '../syntax/nodes.ts';
import { isObjectAssign } from '../syntax/static-members.ts';
import { withGivenMembers, withSources } from './assigned-members.ts';
import { loadedBy, loadedExport } from '../graph/loaded-export.ts';
import { cameBy, importOfEnd, isFrom, isNamespaceDefault, packageModule, type Origin, type OriginEnd } from './origin-end.ts';
import { packageReference } from '../project/package-exports.ts';
import { starsWith } from './stars.ts';
import { importedFile, type Project } from '../project/project.ts';

const unknownOrigin: Origin = { end: { kind: 'unknown' }, members: [] };
const maximumSteps = 50;

/** One walk along the trail of a name; see `originOf`. Counts its steps, because imports may go round in a circle. */
export class Trail {
  readonly #project: Project;
  #steps = 0;
  // What a search through `export *` has asked already: barrels may pass each other on.
  #starred: Set<string> | undefined;

  constructor(project: Project) {
    this.#project = project;
  }

  /** Where the value of an expression comes from. */
  follow(expression: ts.Node): Origin {
    const { ts } = this.#project;
    if (++this.#steps > maximumSteps) return unknownOrigin;
    const inner = ts.isExpression(expression) ? unwrap(ts, expression) : expression;
    if (ts.isIdentifier(inner)) return this.#named(inner);
    if (ts.isPropertyAccessExpression(inner)) {
      return ts.isPrivateIdentifier(inner.name) ? unknownOrigin : this.#member(this.follow(inner.expression), inner.name.text);
    }
    if (ts.isElementAccessExpression(inner)) {
      const { argumentExpression: key } = inner;
      return ts.isStringLiteralLike(key) ? this.#member(this.follow(inner.expression), key.text) : unknownOrigin;
    }
    const awaited = ts.isAwaitExpression(inner) ? unwrap(ts, inner.expression) : undefined;
    if (awaited && isImportCall(ts, awaited)) {
      const [specifier] = awaited.arguments;
      return specifier ? this.#imported(awaited.getSourceFile(), specifier, '*') : unknownOrigin;
    }
    return ts.isCallExpression(inner) ? this.#called(inner) : unknownOrigin;
  }

  #named(identifier: ts.Identifier): Origin {
    const declaration = declarationOf(this.#project.ts, identifier);
    if (!declaration) return { end: { kind: 'global', name: identifier.text }, members: [] };
    return this.#declared(declaration);
  }

  /** What a declaration stands for, with the members that its file gives it later. */
  #declared(declaration: Declaration): Origin {
    return withGivenMembers(this.#project.ts, this.#standsFor(declaration), declaration);
  }

  #standsFor(declaration: Declaration): Origin {
    const { ts } = this.#project;
    const sourceFile = declaration.getSourceFile();
    if (ts.isImportSpecifier(declaration)) {
      const name = (declaration.propertyName ?? declaration.name).text;
      return this.#imported(sourceFile, declaration.parent.parent.parent.moduleSpecifier, name);
    }
    if (ts.isNamespaceImport(declaration)) {
      return this.#imported(sourceFile, declaration.parent.parent.moduleSpecifier, '*');
    }
    if (ts.isImportClause(declaration)) return this.#imported(sourceFile, declaration.parent.moduleSpecifier, 'default');
    if (ts.isImportEqualsDeclaration(declaration)) {
      const { moduleReference } = declaration;
      return ts.isExternalModuleReference(moduleReference)
        ? this.#imported(sourceFile, moduleReference.expression, '*')
        : unknownOrigin;
    }
    if (ts.isVariableDeclaration(declaration)) return this.#variable(declaration, declaration.initializer);
    if (ts.isBindingElement(declaration)) return this.#bound(declaration);
    if (ts.isParameter(declaration))
      return this.#loaded(declaration) ?? { end: { kind: 'parameter', node: declaration }, members: [] };
    const value = isFunctionNode(ts, declaration) || ts.isClassLike(declaration) ? declaration : undefined;
    return { end: { kind: 'declaration', sourceFile, node: declaration, value }, members: [] };
  }

  #variable(declaration: ts.VariableDeclaration, initializer: ts.Expression | undefined): Origin {
    const { ts } = this.#project;
    const sourceFile = declaration.getSourceFile();
    const isFixed =
      isConst(ts, declaration) || (ts.isIdentifier(declaration.name) && !isWritten(ts, sourceFile, declaration.name.text));
    const value = initializer && isFixed ? unwrap(ts, initializer) : undefined;
    const further = value ? this.follow(value) : unknownOrigin;
    if (further.end.kind !== 'unknown') return further;
    return { end: { kind: 'declaration', sourceFile, node: declaration, value }, members: [] };
  }

  /** A name taken out of a pattern. */
  #bound(element: ts.BindingElement): Origin {
    const { ts } = this.#project;
    const pattern = element.parent;
    const holder = pattern.parent;
    const self: Origin = {
      end: { kind: 'declaration', sourceFile: element.getSourceFile(), node: element, value: undefined },
      members: [],
    };
    const loaded = ts.isParameter(holder) ? this.#loaded(holder) : undefined;
    if (ts.isParameter(holder) && !loaded) return { end: { kind: 'parameter', node: element }, members: [] };
    const base = ts.isBindingElement(holder)
      ? this.#bound(holder)
      : (loaded ?? (holder.initializer ? this.follow(holder.initializer) : unknownOrigin));
    const taken: Origin = { end: { kind: 'parameter', node: element }, members: [] };
    // `const { onPick } = props` is `props.onPick`; what has a name in the parameter's own pattern is known by that.
    if (base.end.kind === 'parameter' && (ts.isBindingElement(holder) || element.initializer || element.dotDotDotToken))
      return taken;
    if (base.end.kind === 'unknown') return self;
    const other = base.end.kind === 'parameter' ? taken : self;
    if (!ts.isObjectBindingPattern(pattern) || element.dotDotDotToken) return other;
    const key = element.propertyName ?? element.name;
    if (!ts.isIdentifier(key) && !ts.isStringLiteralLike(key)) return other;
    const member = this.#member(base, key.text);
    // `{ a = 1 }` may be either; only what is taken from a module is sure to be there.
    return element.initializer && member.end.kind === 'declaration' ? self : member;
  }

  #imported(from: ts.SourceFile, specifier: ts.Expression, name: string): Origin {
    const { ts } = this.#project;
    if (!ts.isStringLiteralLike(specifier)) return unknownOrigin;
    const file = importedFile(this.#project, from, specifier);
    if (!file || isForeignFile(file)) {
      if (/^\.{0,2}\//.test(specifier.text)) return unknownOrigin;
      return this.#packaged(from, specifier.text, name);
    }
    return name === '*' ? { end: { kind: 'module', fileName: file.fileName }, members: [] } : this.exported(file, name);
  }

  /** An export of a package: what arrives may be a reference, if its JavaScript says so. */
  #packaged(from: ts.SourceFile, specifier: string, name: string): Origin {
    const end: OriginEnd = { kind: 'package', module: packageModule(specifier), name };
    cameBy(end, { from, specifier });
    const reference = packageReference(this.#project, from, specifier, name);
    return { end, members: [], ...(reference ? { reference } : {}) };
  }

  /** Where what a file exports under a name comes from. */
  exported(file: ts.SourceFile, name: string): Origin {
    const { ts } = this.#project;
    if (++this.#steps > maximumSteps) return unknownOrigin;
    const { exports, moduleDirective } = factsOf(ts, file);
    const fact = exportNamed(exports, name);
    const origin = fact ? this.#exportedThing(file, fact) : this.#fromStars(file, name);
    if (!moduleDirective) return origin;
    // The outermost module with a directive is the one that is seen.
    return { ...origin, reference: { fileName: file.fileName, directive: moduleDirective, name, members: [] } };
  }

  #exportedThing(file: ts.SourceFile, { thing, statement, node, local }: ExportFact): Origin {
    const { ts } = this.#project;
    switch (thing.kind) {
      case 'variable':
      case 'function':
      case 'class':
      case 'enum':
      case 'namespace':
        return this.#declared(thing.node);
      case 'expression':
        return this.#valueOf(thing.node, statement);
      case 're-export': {
        if (ts.isExportDeclaration(statement) && statement.moduleSpecifier) {
          return this.#imported(file, statement.moduleSpecifier, ts.isExportSpecifier(node) ? (local ?? 'default') : '*');
        }
        const { node: imported } = thing;
        if (ts.isImportSpecifier(imported) || ts.isImportClause(imported) || ts.isNamespaceImport(imported)) {
          return this.#declared(imported);
        }
        return unknownOrigin;
      }
      default:
        return unknownOrigin;
    }
  }

  /** A name that only `export *` can bring: certain where a module of the project has it, or a single one could. */
  #fromStars(file: ts.SourceFile, name: string): Origin {
    if (name === 'default') return unknownOrigin;
    const [outer, steps] = [this.#starred, this.#steps];
    const asked = (this.#starred ??= new Set());
    const outside: Origin[] = [];
    let found: Origin | undefined;
    for (const specifier of starsWith(this.#project, file, name)) {
      const key = `${this.#project.resolve(file, specifier) ?? specifier.text} ${name}`;
      if (found || asked.has(key)) continue;
      asked.add(key);
      // How many there are side by side does not matter.
      this.#steps = steps;
      const origin = this.#imported(file, specifier, name);
      if (origin.end.kind === 'package') outside.push(origin);
      else if (origin.end.kind !== 'unknown') found = origin;
    }
    this.#starred = outer;
    return found ?? (outside.length === 1 ? outside[0]! : unknownOrigin);
  }

  #member(origin: Origin, name: string): Origin {
    const { ts } = this.#project;
    const assigned = this.#assigned(origin, name);
    if (assigned) return assigned;
    const { end, reference, members } = origin;
    const bare: Origin = { end, members, ...(reference ? { reference } : {}) };
    const read: Origin = reference ? { ...bare, reference: { ...reference, members: [...reference.members, name] } } : bare;
    if (members.length > 0) return { ...read, members: [...members, name] };
    if (end.kind === 'package' && (end.name === '*' || (end.name === 'default' && isNamespaceDefault(end.module)))) {
      // A member of a namespace is one of the package's exports, also `ns.default.x` of a module whose default is the module itself.
      const imported = importOfEnd(end);
      if (imported) return this.#packaged(imported.from, imported.specifier, name);
      return { ...read, end: { ...end, name } };
    }
    if (end.kind === 'package' && !reference) {
      const imported = importOfEnd(end);
      const held = imported && packageReference(this.#project, imported.from, imported.specifier, end.name, name);
      if (held) return { end, members: [name], reference: held };
    }
    if (end.kind === 'module') {
      const file = this.#project.sourceFile(end.fileName);
      const exported = file ? this.exported(file, name) : unknownOrigin;
      return reference ? { ...exported, reference } : exported;
    }
    if (end.kind === 'declaration' && end.value && ts.isObjectLiteralExpression(end.value)) {
      const property = this.#property(end.value, name);
      if (property) return read.reference ? { ...property, reference: read.reference } : property;
    }
    if (end.kind === 'declaration' && end.value && ts.isClassLike(end.value)) {
      const method = staticMethodNamed(ts, end.value, name);
      if (method) return { ...read, end: { ...end, node: method, value: method } };
    }
    if (end.kind === 'unknown') return unknownOrigin;
    return { ...read, members: [name] };
  }

  /** A member that was put in where the value is known under a name; behind a directive on the way from there it is the reference's. */
  #assigned({ assigned = [], reference, members }: Origin, name: string): Origin | undefined {
    for (const given of members.length === 0 ? assigned : []) {
      const put = given.members instanceof Map ? given.members.get(name) : undefined;
      const origin = put ? this.#valueOf(put) : given.members instanceof Map ? undefined : this.#property(given.members, name);
      if (!origin) continue;
      return reference && reference !== given.reference
        ? { ...origin, reference: { ...reference, members: [...reference.members, name] } }
        : origin;
    }
    return undefined;
  }

  /** The last property of a literal with that name, where no spread after it could replace it. */
  #property(literal: ts.ObjectLiteralExpression, name: string): Origin | undefined {
    const { ts } = this.#project;
    const sourceFile = literal.getSourceFile();
    const property = lastPropertyNamed(ts, literal, name);
    if (!property) return undefined;
    if (ts.isShorthandPropertyAssignment(property)) return this.#named(property.name);
    if (ts.isMethodDeclaration(property)) {
      return { end: { kind: 'declaration', sourceFile, node: property, value: property }, members: [] };
    }
    return ts.isPropertyAssignment(property) ? this.#valueOf(property.initializer, property) : undefined;
  }

  /** Where a value comes from, and itself where it goes no further. */
  #valueOf(given: ts.Expression, node: ts.Node = given): Origin {
    const further = this.follow(given);
    if (further.end.kind !== 'unknown') return further;
    const value = unwrap(this.#project.ts, given);
    return { end: { kind: 'declaration', sourceFile: given.getSourceFile(), node, value }, members: [] };
  }

  /** `require('x')`, `dynamic(() => import('x'))`, `lazy(…)`. */
  #called(call: ts.CallExpression): Origin {
    const { ts } = this.#project;
    const [argument] = call.arguments;
    if (!argument) return unknownOrigin;
    const isRequire =
      ts.isIdentifier(call.expression) && call.expression.text === 'require' && !declarationOf(ts, call.expression);
    if (isRequire) return this.#imported(call.getSourceFile(), argument, '*');
    if (!ts.isIdentifier(call.expression) && !ts.isPropertyAccessExpression(call.expression)) return unknownOrigin;
    const callee = this.follow(call.expression);
    if (isFrom(callee, 'next/dynamic', 'default') || isFrom(callee, 'react', 'lazy')) {
      const loaded = loadedExport(ts, argument);
      return loaded ? this.#imported(call.getSourceFile(), loaded.specifier, loaded.name) : unknownOrigin;
    }
    const frozen = callee.end.kind === 'global' && callee.end.name === 'Object' && callee.members.join('.') === 'freeze';
    if (frozen) return this.#valueOf(argument);
    if (!isObjectAssign(ts, call)) return unknownOrigin;
    return withSources(ts, this.#valueOf(argument), call.arguments.slice(1)) ?? unknownOrigin;
  }

  /** The module that `import('x').then((module) => …)` hands its callback. */
  #loaded(parameter: ts.ParameterDeclaration): Origin | undefined {
    const specifier = loadedBy(this.#project.ts, parameter);
    return specifier && this.#imported(parameter.getSourceFile(), specifier, '*');
  }
}
