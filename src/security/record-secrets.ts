import type ts from 'typescript';
import { secretField, storedField } from '../catalog/secrets.ts';
import { branchesOf } from '../syntax/branches.ts';
import { declaredTypeOf } from '../flow/declared-type.ts';
import { originOf } from '../flow/origin.ts';
import { excerpt } from '../syntax/excerpt.ts';
import { memoized } from '../syntax/memoized.ts';
import { isFunctionLiteral, isFunctionNode, isNameOrMember, unwrap, unwrapAwaits } from '../syntax/nodes.ts';
import { returnedExpressions } from '../syntax/returns.ts';
import { declarationOf, initializerAround, initializerOf } from '../syntax/scope.ts';
import type { Project } from '../project/project.ts';
import { isReadData } from './data-reads.ts';
import { isSecretName } from './secrets.ts';
import { valueOfProperty } from '../syntax/members.ts';
import { noNames, type Names } from '../flow/properties.ts';

/** A record that is sent whole, with a secret in it. */
interface SecretRecord {
  /** The record as it is written. */
  readonly record: string;
  /** The secret: `passwordHash`, or `owner.passwordHash` of a record inside it. */
  readonly member: string;
}

const maximumDepth = 8;
/** A record inside a record, and one inside that. */
const maximumNesting = 2;
/**
 * A record of the server's data that a value carries whole although its type has a field named like a secret: by itself, in a list, in a
 * literal, spread. What was picked, destructured or selected without it has another type. What a visitor has sent is no such record:
 * where nothing says that the server has read it, only a field that no visitor sends tells.
 *
 * @param hidden names that are replaced later, of a spread
 */
export function secretRecordIn(project: Project, expression: ts.Expression, hidden: Names = noNames): SecretRecord | undefined {
  return project.checker && new RecordSearch(project, project.checker).find(expression, hidden, 0);
}

/** What is known of a type, by how deep it lies. */
const secretsOf = memoized((_checker: ts.TypeChecker, _type: ts.Type) => new Map<number, string | undefined>());

class RecordSearch {
  readonly #project: Project;
  readonly #checker: ts.TypeChecker;
  /** The lists that are being looked into. */
  readonly #lists = new Set<ts.Type>();

  constructor(project: Project, checker: ts.TypeChecker) {
    this.#project = project;
    this.#checker = checker;
  }

  find(expression: ts.Expression, hidden: Names, depth: number): SecretRecord | undefined {
    if (depth > maximumDepth) return undefined;
    for (const branch of branchesOf(this.#project.ts, expression)) {
      const found = this.#findOne(branch, hidden, depth);
      if (found) return found;
    }
    return undefined;
  }

  #findOne(expression: ts.Expression, hidden: Names, depth: number): SecretRecord | undefined {
    const { ts } = this.#project;
    const inner = unwrap(ts, expression);
    if (ts.isObjectLiteralExpression(inner)) return this.#findInLiteral(inner, hidden, depth);
    if (ts.isArrayLiteralExpression(inner)) {
      for (const element of inner.elements) {
        const found = this.find(ts.isSpreadElement(element) ? element.expression : element, noNames, depth + 1);
        if (found) return found;
      }
      return undefined;
    }
    const copied = this.#copiedBy(inner);
    if (copied) return this.find(copied, hidden, depth + 1);
    const made = this.#madeAt(inner);
    if (made && !this.#isUntyped(made)) return this.#findMade(made, hidden, depth);
    const isValue =
      isNameOrMember(ts, inner) ||
      ts.isElementAccessExpression(inner) ||
      ts.isCallExpression(inner) ||
      ts.isAwaitExpression(inner) ||
      ts.isTaggedTemplateExpression(inner);
    if (!isValue) return undefined;
    // A call has the type that all of its arguments give it: of one that reads nothing only what it is declared to give is asked.
    if (ts.isCallExpression(inner) && !isDeclaredCall(this.#project, inner) && !isReadData(this.#project, inner))
      return undefined;
    // What is declared without a secret has none where it is narrowed.
    const declared = declaredTypeOf(this.#project, inner);
    const member =
      declared && this.#secretOf(declared, hidden, 0) === undefined
        ? undefined
        : (this.#secretOf(this.#checker.getTypeAtLocation(inner), hidden, 0) ?? this.#secretOfSource(inner, hidden));
    if (member === undefined || this.#isShownOnce(inner, member)) return undefined;
    if (!storedField.test(member.slice(member.lastIndexOf('.') + 1)) && !isReadData(this.#project, inner)) return undefined;
    return { record: excerpt(inner.getText()), member };
  }

  #findInLiteral(literal: ts.ObjectLiteralExpression, hidden: Names, depth: number): SecretRecord | undefined {
    const { ts } = this.#project;
    const own = new Set<string>();
    const later: Names = { has: (name) => own.has(name) || hidden.has(name) };
    for (const property of literal.properties.toReversed()) {
      const value = valueOfProperty(ts, property);
      const found = ts.isSpreadAssignment(property)
        ? this.find(property.expression, later, depth + 1)
        : value && this.find(value, noNames, depth + 1);
      if (found) return found;
      if (property.name && (ts.isIdentifier(property.name) || ts.isStringLiteralLike(property.name))) own.add(property.name.text);
    }
    return undefined;
  }

  /** What a copy is made of: `structuredClone(user)`, `JSON.parse(JSON.stringify(user))`, `new Map(entries)`. */
  #copiedBy(expression: ts.Expression): ts.Expression | undefined {
    const { ts } = this.#project;
    if (ts.isNewExpression(expression))
      return /^(?:Map|Set)$/.test(expression.expression.getText()) ? expression.arguments?.[0] : undefined;
    if (!ts.isCallExpression(expression)) return undefined;
    const called = expression.expression.getText();
    const [first] = expression.arguments;
    if (called === 'structuredClone' || called === 'JSON.stringify') return first;
    return called === 'JSON.parse' && first ? this.#copiedBy(unwrap(ts, first)) : undefined;
  }

  /** What stands behind a name, or is a call, that makes its own records: a literal, `rows.map((row) => …)`. */
  #madeAt(expression: ts.Expression): ts.Expression | undefined {
    const { ts } = this.#project;
    const given = initializerOf(ts, expression);
    if (!given && ts.isIdentifier(expression)) return undefined;
    const value = given ? unwrapAwaits(ts, given) : expression;
    if (ts.isObjectLiteralExpression(value) || ts.isArrayLiteralExpression(value)) return value;
    return this.#mapperOf(value) ? value : undefined;
  }

  /** `fetch(…).then((response) => response.json())`: what it is only the type says that it is given. */
  #isUntyped(made: ts.Expression): boolean {
    const { ts } = this.#project;
    const mapper = this.#mapperOf(made);
    return (
      mapper !== undefined &&
      returnedExpressions(ts, mapper).every(
        (returned) =>
          (this.#checker.getTypeAtLocation(returned).flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) !== 0 ||
          isJson(ts, returned),
      )
    );
  }

  #mapperOf(value: ts.Expression): ts.ArrowFunction | ts.FunctionExpression | undefined {
    const { ts } = this.#project;
    if (!ts.isCallExpression(value)) return undefined;
    const callee = unwrap(ts, value.expression);
    const [first] = value.arguments;
    if (!first || !ts.isPropertyAccessExpression(callee) || !/^(?:map|flatMap|then)$/.test(callee.name.text)) return undefined;
    const fn = unwrap(ts, first);
    return isFunctionLiteral(ts, fn) ? fn : undefined;
  }

  #findMade(made: ts.Expression, hidden: Names, depth: number): SecretRecord | undefined {
    const { ts } = this.#project;
    const mapper = this.#mapperOf(made);
    if (!mapper) return this.find(made, hidden, depth + 1);
    for (const returned of returnedExpressions(ts, mapper)) {
      const found = isFunctionNode(ts, unwrap(ts, returned)) ? undefined : this.find(returned, hidden, depth + 1);
      if (found) return found;
    }
    return undefined;
  }

  /** A variable's type may be narrower than what it is given: all of it is sent. */
  #secretOfSource(expression: ts.Expression, hidden: Names): string | undefined {
    const { ts } = this.#project;
    const declaration = declarationOf(ts, expression);
    if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.type || !declaration.initializer) return undefined;
    return this.#secretOf(this.#checker.getTypeAtLocation(unwrap(ts, declaration.initializer)), hidden, 0);
  }

  /** Types may hold each other, each many of them: what has no names replaced is asked once. */
  #secretOf(given: ts.Type, hidden: Names, nesting: number): string | undefined {
    if (hidden !== noNames || this.#lists.size > 0) return this.#readSecret(given, hidden, nesting);
    const byNesting = secretsOf(this.#checker, given);
    if (!byNesting.has(nesting)) byNesting.set(nesting, this.#readSecret(given, hidden, nesting));
    return byNesting.get(nesting);
  }

  #readSecret(given: ts.Type, hidden: Names, nesting: number): string | undefined {
    const { ts } = this.#project;
    const checker = this.#checker;
    const type = checker.getNonNullableType(checker.getAwaitedType(given) ?? given);
    if (type.isUnion()) return first(type.types, (member) => this.#secretOf(member, hidden, nesting));
    if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) return undefined;
    if (checker.isArrayType(type) || checker.isTupleType(type)) return this.#secretOfList(type as ts.TypeReference, nesting);
    // An instance of a class does not cross, and that is another rule's to say.
    if (type.isClass() || type.getCallSignatures().length > 0 || type.getConstructSignatures().length > 0) return undefined;
    const properties = checker.getPropertiesOfType(type);
    const own = properties.find((property) => !hidden.has(property.name) && this.#isSecret(property));
    if (own) return own.name;
    if (nesting >= maximumNesting) return undefined;
    return first(properties, (property) => {
      if (hidden.has(property.name) || property.flags & (ts.SymbolFlags.Method | ts.SymbolFlags.Optional)) return undefined;
      const inner = this.#secretOf(checker.getTypeOfSymbol(property), noNames, nesting + 1);
      return inner === undefined ? undefined : `${property.name}.${inner}`;
    });
  }

  /** `type Json = string | Json[]`: lists may hold themselves. */
  #secretOfList(list: ts.TypeReference, nesting: number): string | undefined {
    if (this.#lists.has(list) || this.#lists.size > maximumDepth) return undefined;
    this.#lists.add(list);
    const found = first(this.#checker.getTypeArguments(list), (element) => this.#secretOf(element, noNames, nesting));
    this.#lists.delete(list);
    return found;
  }

  /** A text that is always there under a secret's name. */
  #isSecret(property: ts.Symbol): boolean {
    const { ts } = this.#project;
    if (property.flags & ts.SymbolFlags.Optional || !(isSecretName(property.name) || secretField.test(property.name)))
      return false;
    const type = this.#checker.getNonNullableType(this.#checker.getTypeOfSymbol(property));
    return (type.flags & ts.TypeFlags.String) !== 0;
  }

  /** A key that has just been made is shown once to whom it was made for. */
  #isShownOnce(expression: ts.Expression, member: string): boolean {
    const { ts } = this.#project;
    if (/pass/i.test(member)) return false;
    const made = initializerAround(ts, expression) ?? expression;
    return /\b(?:create|insert|generate|issue|rotate)\w*\(/i.test(made.getText());
  }
}

/** A call of a function of the program whose type is written down. */
function isDeclaredCall(project: Project, { expression }: ts.CallExpression): boolean {
  const { ts } = project;
  const { end } = originOf(project, expression);
  if (end.kind !== 'declaration') return false;
  const fn = end.value ?? end.node;
  return isFunctionNode(ts, fn) && fn.type !== undefined;
}

/** `response.json()` */
function isJson(ts: Project['ts'], returned: ts.Expression): boolean {
  const inner = unwrap(ts, returned);
  return ts.isCallExpression(inner) && ts.isPropertyAccessExpression(inner.expression) && inner.expression.name.text === 'json';
}

function first<Item, Found>(items: readonly Item[], find: (item: Item) => Found | undefined): Found | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
