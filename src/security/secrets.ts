import type ts from 'typescript';
import { branchesOf } from '../syntax/branches.ts';
import { calleesOf } from '../flow/calls.ts';
import { returnsOf } from '../flow/returned.ts';
import { Leading } from '../syntax/leading.ts';
import { keptByOptions } from '../project/kept-by-options.ts';
import { memoized } from '../syntax/memoized.ts';
import { usesOfDeclared } from '../syntax/declared-uses.ts';
import { isFunctionNode, isNameOrAccess, isNullish, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { libraryOf } from '../flow/library.ts';
import { originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { literalsBehind, writtenValues } from './written-parts.ts';
import { isParsedEnvironment, variableAsked, variableOf } from './environment-variables.ts';
import { publicVariables } from '../catalog/environment-variables.ts';
import { handedToBrowser, innocentName, secretName, serversVariable } from '../catalog/secrets.ts';
import { valueOfProperty } from '../syntax/members.ts';
import { isAssignment } from '../syntax/operators.ts';

/** A secret found in a value. */
export interface Secret {
  /** What it is called: `process.env.API_KEY`, `passwordHash`. */
  readonly name: string;
  /** The expression in the value through which it travels. */
  readonly at: ts.Expression;
}

/** What counts as no secret, beside what Next.js itself makes public. */
export interface SecretOptions {
  readonly publicPrefixes?: readonly string[];
  readonly publicNames?: readonly string[];
}

/** Whether an environment variable is one that Next.js, the platform or the user makes public. */
function isPublicVariable(name: string, { publicPrefixes = [], publicNames = [] }: SecretOptions): boolean {
  return publicVariables.test(name) || publicNames.includes(name) || publicPrefixes.some((prefix) => name.startsWith(prefix));
}

/** The environment variable that a secret is. */
export function variableNamed({ name }: Secret): string | undefined {
  return /^process\.env\.(.*)$/.exec(name)?.[1];
}

/** Whether a name says that what it holds is a secret. */
export function isSecretName(name: string): boolean {
  return secretName.test(name) && !innocentName.test(name);
}

const maximumDepth = 10;

/**
 * The secret that a value carries: an environment variable without the public prefix, or a string under a secret's name; through
 * names, templates, concatenations, literals and what returns a string made of it. What only asks about one (`!!process.env.X`,
 * a comparison) carries none.
 */
export function secretIn(project: Project, expression: ts.Expression, options: SecretOptions): Secret | undefined {
  return new SecretSearch(project, options).find(expression, 0);
}

class SecretSearch {
  readonly #project: Project;
  readonly #options: SecretOptions;

  /**
   * @param calls takes the calls that are come to, in place of following them
   * @param given the secrets that parameters stand for
   */
  constructor(
    project: Project,
    options: SecretOptions,
    readonly calls?: ts.CallExpression[],
    readonly given: ReadonlyMap<ts.Node, Secret> = new Map(),
  ) {
    this.#project = project;
    this.#options = options;
  }

  find(expression: ts.Expression, depth: number): Secret | undefined {
    for (const branch of branchesOf(this.#project.ts, expression)) {
      const found = this.#findOne(branch, depth);
      if (found) return found;
    }
    return undefined;
  }

  #findOne(expression: ts.Expression, depth: number): Secret | undefined {
    const { ts } = this.#project;
    if (depth > maximumDepth) return undefined;
    const any = (expressions: ReadonlyArray<ts.Expression | undefined>): Secret | undefined => {
      for (const part of expressions) {
        const found = part && this.find(part, depth + 1);
        if (found) return found;
      }
      return undefined;
    };
    if (ts.isTemplateExpression(expression)) return any(expression.templateSpans.map((span) => span.expression));
    if (ts.isBinaryExpression(expression)) {
      return expression.operatorToken.kind === ts.SyntaxKind.PlusToken ? any([expression.left, expression.right]) : undefined;
    }
    if (ts.isArrayLiteralExpression(expression))
      return any(expression.elements.map((element) => (ts.isSpreadElement(element) ? element.expression : element)));
    if (ts.isObjectLiteralExpression(expression)) {
      const { properties } = expression;
      return any(
        properties.flatMap((property, index) => {
          if (ts.isSpreadAssignment(property)) return this.#spread(property, properties.slice(index + 1));
          return valueOfProperty(ts, property) ?? [];
        }),
      );
    }
    if (ts.isNewExpression(expression) && /^(?:Map|Set)$/.test(expression.expression.getText()))
      return any(expression.arguments ?? []);
    if (ts.isAwaitExpression(expression)) return any([expression.expression]);
    if (ts.isCallExpression(expression)) return any(carriedBy(ts, expression)) ?? this.#called(expression, depth);
    if (isNameOrAccess(ts, expression)) return this.#named(expression, depth);
    return undefined;
  }

  /** What of an object is spread: all of it, or what the properties behind it leave of one that is written out. */
  #spread({ expression }: ts.SpreadAssignment, later: readonly ts.ObjectLiteralElementLike[]): readonly ts.Expression[] {
    const { ts } = this.#project;
    const replaced = new Set(later.map(({ name }) => name?.getText()));
    const literals = later.length > 0 ? literalsBehind(this.#project, expression) : [];
    const kept = literals.map((literal) => writtenValues(ts, literal, (name) => !replaced.has(name)));
    return literals.length > 0 && !kept.includes(undefined) ? kept.flatMap((values) => values ?? []) : [expression];
  }

  /** What a member is given of the objects that are written out behind a name; undefined where they are not in view. */
  #memberOf(holder: ts.Expression, member: string): readonly ts.Expression[] | undefined {
    const literals = literalsBehind(this.#project, holder);
    const given = literals.map((literal) => writtenValues(this.#project.ts, literal, (name) => name === member));
    return literals.length === 0 || given.includes(undefined) ? undefined : given.flatMap((values) => values ?? []);
  }

  /** A variable named like a secret that a function of the program gives back: `apiKey()`, `getVariable('API_KEY')`. */
  #called(call: ts.CallExpression, depth: number): Secret | undefined {
    if (this.calls) {
      this.calls.push(call);
      return undefined;
    }
    for (const fn of bodiesCalled(this.#project, call)) {
      const asked = readsAsked(this.#project, fn)
        .map((read) => variableAsked(this.#project, read, fn, call))
        .find((variable) => variable !== undefined && isServersVariable(variable, this.#options));
      const variable = asked ?? returnedSecret(this.#project, this.#options).nearest(fn);
      if (variable !== undefined) return { name: `process.env.${variable}`, at: call };
      const handed = this.#handedBack(call, fn, depth);
      if (handed) return { name: handed.name, at: call };
    }
    return undefined;
  }

  /** `headersFor(process.env.TOKEN)` of `(token) => ({ Authorization: `Bearer ${token}` })`. */
  #handedBack(call: ts.CallExpression, fn: FunctionNode, depth: number): Secret | undefined {
    const given = new Map<ts.Node, Secret>();
    for (const [index, parameter] of fn.parameters.entries()) {
      const argument = call.arguments[index];
      const secret = argument && !parameter.dotDotDotToken ? this.find(argument, depth + 1) : undefined;
      const variable = secret && variableNamed(secret);
      if (secret && (variable === undefined || isServersVariable(variable, this.#options))) given.set(parameter, secret);
    }
    if (given.size === 0) return undefined;
    const inside = new SecretSearch(this.#project, this.#options, [], given);
    for (const returned of returnsOf(this.#project, fn)) {
      const found = inside.find(returned, 0);
      if (found) return found;
    }
    return undefined;
  }

  #named(
    expression: ts.Identifier | ts.PropertyAccessExpression | ts.ElementAccessExpression,
    depth: number,
  ): Secret | undefined {
    const { ts } = this.#project;
    const variable = variableOf(this.#project, expression);
    if (variable !== undefined)
      return isPublicVariable(variable, this.#options) ? undefined : { name: `process.env.${variable}`, at: expression };
    const { end, members, reference } = originOf(this.#project, expression);
    // What a directive makes a reference of is no value here.
    if (reference) return undefined;
    const handed = end.kind === 'parameter' && members.length === 0 ? this.given.get(end.node) : undefined;
    if (handed) return handed;
    const [member] = members;
    if (end.kind === 'declaration' && members.length === 1 && member !== undefined && isServersVariable(member, this.#options)) {
      const { value } = end;
      if (value && ts.isExpression(value) && isParsedEnvironment(this.#project, value))
        return { name: `process.env.${member}`, at: expression };
    }
    if (end.kind === 'declaration') {
      const { value } = end;
      const isValue = value && value !== expression && ts.isExpression(value) && !isFunctionNode(ts, value);
      const parts = isValue && member !== undefined && members.length === 1 ? this.#memberOf(value, member) : undefined;
      for (const part of parts ?? (isValue ? [value] : [])) {
        const found = this.find(part, depth + 1);
        if (found) return { name: found.name, at: expression };
      }
    }
    const name = ts.isIdentifier(expression)
      ? expression.text
      : ts.isPropertyAccessExpression(expression)
        ? expression.name.text
        : undefined;
    if (name === undefined) return undefined;
    // `const hash = user.passwordHash`: what it was called where it was read says what it is, unless its own name says otherwise.
    const said = [name, ...(innocentName.test(name) ? [] : members.slice(-1))].find(isSecretName);
    if (said === undefined || this.#isHandedToBrowser(expression, 0) || !this.#isText(expression)) return undefined;
    return { name: said, at: expression };
  }

  /** `intent.client_secret` of `await stripe.paymentIntents.create(…)`, through names that stand for nothing else. */
  #isHandedToBrowser(expression: ts.Expression, depth: number): boolean {
    const { ts } = this.#project;
    const inner = unwrap(ts, expression);
    if (depth > maximumDepth) return false;
    if (ts.isPropertyAccessExpression(inner)) {
      const names = handedToBrowser.filter(([, own]) => own.test(inner.name.text));
      const library = names.length > 0 ? libraryOf(this.#project, inner.expression) : undefined;
      if (library !== undefined) return names.some(([module]) => module.test(library));
    }
    const { end } = ts.isIdentifier(inner) ? originOf(this.#project, inner) : { end: undefined };
    if (end?.kind !== 'declaration' || !ts.isVariableDeclaration(end.node) || !ts.isIdentifier(end.node.name)) return false;
    const { name, initializer } = end.node;
    const given = usesOfDeclared(ts, end.node, name).flatMap(({ parent, end: last }) =>
      isAssignment(ts, parent) && parent.left.end === last ? [parent.right] : [],
    );
    const values = [...(initializer ? [initializer] : []), ...given].filter((value) => !isNullish(ts, unwrap(ts, value)));
    return values.length > 0 && values.every((value) => this.#isHandedToBrowser(value, depth + 1));
  }

  /** By its type; without one nothing says that it is the secret itself. */
  #isText(expression: ts.Expression): boolean {
    const { ts, checker } = this.#project;
    if (!checker) return false;
    const type = checker.getNonNullableType(checker.getTypeAtLocation(expression));
    if (type.flags & ts.TypeFlags.String) return true;
    const { end } = originOf(this.#project, expression);
    if (end.kind !== 'declaration' || !end.value || !ts.isExpression(end.value)) return false;
    return ts.isStringLiteralLike(unwrap(ts, end.value));
  }
}

/** The variable named like a secret that a function returns, by itself or by the functions whose results it returns. */
const returnedSecret = keptByOptions(
  (project, options: SecretOptions) =>
    new Leading<FunctionNode, string>((fn) => {
      const calls: ts.CallExpression[] = [];
      const search = new SecretSearch(project, options, calls);
      for (const expression of returnsOf(project, fn)) {
        const found = search.find(expression, 0);
        const variable = found && variableNamed(found);
        // The address of the site or a switch may be given to the browser on purpose; what is named like a secret is not.
        if (variable !== undefined && isServersVariable(variable, options)) return variable;
      }
      return calls.flatMap((call) => bodiesCalled(project, call));
    }),
);

function bodiesCalled(project: Project, call: ts.CallExpression): readonly FunctionNode[] {
  return calleesOf(project, call).all.flatMap(({ node, reference }) => (reference ? [] : [node]));
}

/** The variables that a function returns and that its caller names. */
const readsAsked = memoized((project: Project, fn: FunctionNode): readonly ts.ElementAccessExpression[] =>
  returnsOf(project, fn).filter((returned) => project.ts.isElementAccessExpression(returned)),
);

function isServersVariable(variable: string, options: SecretOptions): boolean {
  return !isPublicVariable(variable, options) && (isSecretName(variable) || serversVariable.test(variable));
}

const carryingFunctions = new Set([
  'String',
  'encodeURIComponent',
  'encodeURI',
  'btoa',
  'atob',
  'JSON.stringify',
  'Object.freeze',
]);
const carryingMethods = new Set([
  'trim',
  'toString',
  'concat',
  'replace',
  'replaceAll',
  'toLowerCase',
  'toUpperCase',
  'split',
  'join',
]);

/** What of a call's parts is still in its result. */
function carriedBy(ts: Project['ts'], call: ts.CallExpression): ts.Expression[] {
  const callee = unwrap(ts, call.expression);
  if (carryingFunctions.has(callee.getText())) return [...call.arguments];
  return ts.isPropertyAccessExpression(callee) && carryingMethods.has(callee.name.text) ? [callee.expression] : [];
}
