import type ts from 'typescript';
import { branchesOf } from '../syntax/branches.ts';
import { hasModifier, isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { returnedExpressions } from '../syntax/returns.ts';
import { declarationOf, outermost } from '../syntax/scope.ts';
import { givenBy, nothingGiven, type FunctionValue, type Given, type Placed } from './function-value.ts';
import { constantKey, keyTaken, membersNamed, nameOf, possibleKeys, propertiesFor, writtenKeys } from './keys.ts';
import { declaredValue, originOf, originOfExport, type Origin } from './origin.ts';
import type { Project } from '../project/project.ts';
import { wrappedBy } from './wrappers.ts';

/** Something that has members: an object or array literal, a class, what `new` makes of one, a module. */
type Holder =
  | { readonly kind: 'object'; readonly node: ts.ObjectLiteralExpression; readonly given: Given }
  | { readonly kind: 'array'; readonly node: ts.ArrayLiteralExpression; readonly given: Given }
  | { readonly kind: 'class' | 'instance'; readonly node: ts.ClassLikeDeclaration; readonly given: Given }
  | { readonly kind: 'module'; readonly fileName: string };

const maximumSteps = 400;

/** What the members of objects are: of literals, classes and their instances, modules, and what functions of the program return. */
export class Holders {
  readonly #project: Project;
  readonly #functions: (callee: ts.Node, given: Given) => FunctionValue[];
  readonly #open = new Set<ts.Node>();
  #steps = 0;

  /** @param functions the functions that an expression stands for */
  constructor(project: Project, functions: (callee: ts.Node, given: Given) => FunctionValue[]) {
    this.#project = project;
    this.#functions = functions;
  }

  /** The values that a member of an expression may be: each a function, a class or an expression. */
  members(expression: ts.Node, key: string, given: Given): Placed[] {
    return this.#holders(expression, given).flatMap((holder) => this.#member(holder, key));
  }

  /** The values that any member of an expression may be, where which one is found out as the program runs: `commands[name]`. */
  everyMember(access: ts.PropertyAccessExpression | ts.ElementAccessExpression, given: Given): Placed[] {
    if (!this.#project.ts.isElementAccessExpression(access)) return [];
    const known = possibleKeys(this.#project, access);
    return this.#holders(access.expression, given).flatMap((holder) => {
      // What a module with a directive exports is reached through a reference, by its name.
      if (holder.kind === 'module') return [];
      const isWritten = holder.kind === 'object' || holder.kind === 'array';
      const keys = known.length > 0 || !isWritten ? known : writtenKeys(this.#project.ts, holder.node);
      return keys.flatMap((key) => this.#member(holder, key));
    });
  }

  /** The values behind a name that its origin does not say: what a pattern takes out of a call's result, members of what is made. */
  ofOrigin({ end, members }: Origin, asked: ts.Expression, given: Given): Placed[] {
    const { ts } = this.#project;
    if (end.kind === 'parameter') {
      const values = this.givenFor(end.node, given) ?? [];
      return members.reduce((held, key) => held.flatMap(({ node, given: around }) => this.members(node, key, around)), values);
    }
    if (end.kind !== 'declaration') return [];
    if (members.length === 0) {
      return ts.isBindingElement(end.node) && end.node !== (asked as ts.Node) ? this.#bound(end.node, given) : [];
    }
    if (!end.value) return [];
    return members.reduce<Placed[]>(
      (held, key) => held.flatMap(({ node, given: around }) => this.members(node, key, around)),
      [{ node: end.value, given }],
    );
  }

  /** What a parameter, or a name taken out of one, was given; undefined where that is not known here. */
  givenFor(declaration: ts.Node, given: Given): Placed[] | undefined {
    const { ts } = this.#project;
    if (ts.isParameter(declaration)) {
      const value = given.get(declaration);
      return value && [{ node: value, given }];
    }
    if (!ts.isBindingElement(declaration)) return undefined;
    return given.has(outermost(ts, declaration)) ? this.#bound(declaration, given) : undefined;
  }

  /** What a pattern's name takes. */
  #bound(element: ts.BindingElement, given: Given): Placed[] {
    const { ts } = this.#project;
    const { parent: pattern } = element;
    const holder = pattern.parent;
    const key = keyTaken(ts, element);
    if (key === undefined || element.dotDotDotToken) return [];
    const around = ts.isBindingElement(holder)
      ? this.#bound(holder, given)
      : ts.isParameter(holder)
        ? (this.givenFor(holder, given) ?? [])
        : holder.initializer
          ? [{ node: holder.initializer, given }]
          : [];
    const found = around.flatMap(({ node, given: inner }) => this.members(node, key, inner));
    return element.initializer ? [...found, { node: element.initializer, given }] : found;
  }

  /** The constructors, with those of base classes that have none of their own, of the class that an expression stands for. */
  constructors(expression: ts.Expression): FunctionNode[] {
    const { ts } = this.#project;
    return this.#holders(expression, nothingGiven).flatMap((holder) => {
      // `super()` stands in an instance.
      for (let at: Holder | undefined = holder; at && ++this.#steps <= maximumSteps; at = this.#base(at)[0]) {
        if (at.kind !== 'class' && at.kind !== 'instance') return [];
        const own = at.node.members.find((member) => ts.isConstructorDeclaration(member) && member.body !== undefined);
        if (own && ts.isConstructorDeclaration(own)) return [own];
      }
      return [];
    });
  }

  /** The getters behind a member. */
  getters({ expression, name }: ts.PropertyAccessExpression): FunctionNode[] {
    const { ts } = this.#project;
    return this.#holders(expression, nothingGiven).flatMap((holder) => {
      for (let at: Holder | undefined = holder; at && ++this.#steps <= maximumSteps; at = this.#base(at)[0]) {
        if (at.kind !== 'class' && at.kind !== 'instance' && at.kind !== 'object') return [];
        const members: readonly ts.Node[] = at.kind === 'object' ? at.node.properties : at.node.members;
        const own = members.find((member) => ts.isGetAccessor(member) && nameOf(ts, member.name) === name.text);
        if (own && ts.isGetAccessor(own)) return [own];
      }
      return [];
    });
  }

  #holders(node: ts.Node, given: Given): Holder[] {
    const { ts } = this.#project;
    if (ts.isClassLike(node)) return [{ kind: 'class', node, given }];
    if (!ts.isExpression(node)) return [];
    return branchesOf(ts, node).flatMap((branch) => {
      if (this.#open.has(branch) || ++this.#steps > maximumSteps) return [];
      this.#open.add(branch);
      const found = this.#branch(branch, given);
      this.#open.delete(branch);
      return found;
    });
  }

  #branch(branch: ts.Expression, given: Given): Holder[] {
    const { ts } = this.#project;
    if (ts.isObjectLiteralExpression(branch)) return [{ kind: 'object', node: branch, given }];
    if (ts.isArrayLiteralExpression(branch)) return [{ kind: 'array', node: branch, given }];
    if (ts.isClassExpression(branch)) return [{ kind: 'class', node: branch, given }];
    if (ts.isAwaitExpression(branch)) return this.#holders(branch.expression, given);
    if (branch.kind === ts.SyntaxKind.ThisKeyword) return this.#self(branch, given);
    if (branch.kind === ts.SyntaxKind.SuperKeyword) return this.#self(branch, given).flatMap((self) => this.#base(self));
    if (ts.isNewExpression(branch))
      return this.#classes(branch.expression, given).map((node): Holder => ({ kind: 'instance', node, given }));
    if (ts.isCallExpression(branch)) return this.#made(branch, given);
    if (ts.isIdentifier(branch)) return this.#named(branch, given);
    if (!ts.isPropertyAccessExpression(branch) && !ts.isElementAccessExpression(branch)) return [];
    const origin = originOf(this.#project, branch);
    const known = this.#ofOrigin(origin, branch, given);
    if (known.length > 0) return known;
    const key = constantKey(this.#project, branch);
    if (key === undefined) return [];
    return this.members(branch.expression, key, given).flatMap((held) => this.#holders(held.node, held.given));
  }

  #named(name: ts.Identifier, given: Given): Holder[] {
    const { ts } = this.#project;
    const declaration = declarationOf(ts, name);
    const handed = declaration && this.givenFor(declaration, given);
    const found = handed
      ? handed.flatMap((value) => this.#holders(value.node, value.given))
      : this.#ofOrigin(originOf(this.#project, name), name, given);
    return found.length > 0 || !declaration ? found : this.#typed(declaration);
  }

  #ofOrigin(origin: Origin, asked: ts.Expression, given: Given): Holder[] {
    const { end, reference } = origin;
    // What is read of a client reference is nothing of the object behind it.
    if (reference?.directive === 'use client') return [];
    if (end.kind === 'module') return [{ kind: 'module', fileName: end.fileName }];
    const value = declaredValue(origin);
    if (value) return value === asked ? [] : this.#holders(value, given);
    return this.ofOrigin(origin, asked, given).flatMap((held) => this.#holders(held.node, held.given));
  }

  /** An instance of the class that a declaration's type names: `(store: SessionStore)`. */
  #typed(declaration: ts.Node): Holder[] {
    const { ts } = this.#project;
    const type =
      ts.isParameter(declaration) || ts.isVariableDeclaration(declaration) || ts.isPropertyDeclaration(declaration)
        ? declaration.type
        : undefined;
    if (!type || !ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return [];
    return this.#classes(type.typeName, nothingGiven).map((node): Holder => ({ kind: 'instance', node, given: nothingGiven }));
  }

  #classes(expression: ts.Expression, given: Given): ts.ClassLikeDeclaration[] {
    return this.#holders(expression, given).flatMap((holder) => (holder.kind === 'class' ? [holder.node] : []));
  }

  /** What a call gives: of a transparent wrapper, or of functions of the program. */
  #made(call: ts.CallExpression, given: Given): Holder[] {
    const { ts } = this.#project;
    const callee = unwrap(ts, call.expression);
    if (ts.isPropertyAccessExpression(callee) && /^(?:freeze|seal)$/.test(callee.name.text) && call.arguments[0])
      return this.#holders(call.arguments[0], given);
    const wrapped = wrappedBy(this.#project, call);
    const makers = wrapped
      ? wrapped.gives === 'result'
        ? this.#functions(wrapped.inner, given)
        : []
      : this.#functions(callee, given);
    return makers.flatMap((maker) => {
      const inside = wrapped ? maker.given : givenBy(ts, maker, call.arguments, given);
      return returnedExpressions(ts, maker.node).flatMap((returned) => this.#holders(returned, inside));
    });
  }

  /** What `this` is: the object or the class around it. */
  #self(node: ts.Node, given: Given): Holder[] {
    const { ts } = this.#project;
    for (let inner = node, outer = node.parent; outer; inner = outer, outer = outer.parent) {
      if (ts.isClassLike(outer)) {
        const isStatic = ts.isClassStaticBlockDeclaration(inner) || hasModifier(ts, inner, ts.SyntaxKind.StaticKeyword);
        return [{ kind: isStatic ? 'class' : 'instance', node: outer, given }];
      }
      if (!isFunctionNode(ts, outer) || ts.isArrowFunction(outer)) continue;
      if (ts.isObjectLiteralExpression(outer.parent)) return [{ kind: 'object', node: outer.parent, given }];
      const isOfProperty = ts.isPropertyAssignment(outer.parent) && outer.parent.initializer === outer;
      if (isOfProperty) return [{ kind: 'object', node: (outer.parent as ts.PropertyAssignment).parent, given }];
      if (!ts.isClassLike(outer.parent)) return [];
    }
    return [];
  }

  #base(holder: Holder): Holder[] {
    const { ts } = this.#project;
    if (holder.kind !== 'class' && holder.kind !== 'instance') return [];
    const clause = holder.node.heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword);
    const base = clause?.types[0]?.expression;
    if (!base) return [];
    return this.#classes(base, holder.given).map((node): Holder => ({ kind: holder.kind, node, given: holder.given }));
  }

  #member(holder: Holder, key: string): Placed[] {
    if (holder.kind === 'module') return this.#exported(holder.fileName, key);
    if (holder.kind === 'object') return this.#property(holder.node, key, holder.given);
    if (holder.kind === 'class' || holder.kind === 'instance') {
      const own = this.#classMember(holder.node, key, holder.kind === 'class', holder.given);
      // A class may extend itself by mistake.
      return own.length > 0 ? own : this.#base(holder).flatMap((base) => (base === holder ? [] : this.#ofBase(base, key)));
    }
    const element = holder.kind === 'array' && /^\d+$/.test(key) ? holder.node.elements[Number(key)] : undefined;
    return element && !this.#project.ts.isSpreadElement(element) ? [{ node: element, given: holder.given }] : [];
  }

  #ofBase(base: Holder, key: string): Placed[] {
    return ++this.#steps > maximumSteps ? [] : this.#member(base, key);
  }

  #exported(fileName: string, name: string): Placed[] {
    const file = this.#project.sourceFile(fileName);
    const end = file && originOfExport(this.#project, file, name).end;
    return end?.kind === 'declaration' && end.value ? [{ node: end.value, given: nothingGiven }] : [];
  }

  /** The last property of that name; what is spread after it comes first. */
  #property(literal: ts.ObjectLiteralExpression, key: string, given: Given): Placed[] {
    const { ts } = this.#project;
    for (const property of propertiesFor(ts, literal, key)) {
      if (ts.isSpreadAssignment(property)) {
        const spread = this.members(property.expression, key, given);
        if (spread.length > 0) return spread;
      } else if (nameOf(ts, property.name) !== key) continue;
      else if (ts.isPropertyAssignment(property)) return [{ node: property.initializer, given }];
      else if (ts.isShorthandPropertyAssignment(property)) return [{ node: property.name, given }];
      else return this.#declared(property, given);
    }
    return [];
  }

  #classMember(node: ts.ClassLikeDeclaration, key: string, isStatic: boolean, given: Given): Placed[] {
    const { ts } = this.#project;
    for (const member of membersNamed(ts, node, key)) {
      if (hasModifier(ts, member, ts.SyntaxKind.StaticKeyword) !== isStatic) continue;
      if (ts.isPropertyDeclaration(member)) {
        if (member.initializer) return [{ node: member.initializer, given }];
      } else if (isFunctionNode(ts, member) && (member.body || ts.isSetAccessor(member))) return this.#declared(member, given);
    }
    return [];
  }

  /** A method; of a getter what it returns. */
  #declared(member: FunctionNode, given: Given): Placed[] {
    const { ts } = this.#project;
    if (ts.isSetAccessor(member)) return [];
    if (!ts.isGetAccessor(member)) return [{ node: member, given }];
    return returnedExpressions(ts, member).map((node) => ({ node, given }));
  }
}
