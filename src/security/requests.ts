import type ts from 'typescript';
import { apiHolder, requestMethod, requestPackages, requestVerb } from '../catalog/data-writes.ts';
import { writingHttpMethod } from '../catalog/service-writes.ts';
import { branchesOf } from '../syntax/branches.ts';
import { calleesOf, originOf, type Told } from '../flow/index.ts';
import { libraryOf } from '../flow/library.ts';
import { declaredValue } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { lastName } from '../syntax/last-name.ts';
import { isFallback } from '../syntax/operators.ts';
import { isConst, unwrap } from '../syntax/nodes.ts';
import { valueOfProperty } from '../syntax/members.ts';
import { declarationOf, outermost } from '../syntax/scope.ts';
import { chainNames } from './chain-names.ts';

/** What a request does by its method; undefined where nothing in view says which it is. */
export type RequestEffect = 'writes' | 'reads';

/** Names may stand for each other in a circle. */
const maximumDepth = 8;

/** `fetch(url, { method: 'POST' })`, `axios.post(url, data)`; by its name alone `api.delete('/posts/1')`. */
export function postingRequest(project: Project, call: ts.CallExpression, told: Told): 'known' | 'named' | undefined {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  if (effectOfFetch(project, call, told) === 'writes') return 'known';
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  const [first] = call.arguments;
  // `client.POST('/posts', { body })`, of a client that is generated from an API's description.
  if (writingHttpMethod.test(callee.name.text)) return first && ts.isStringLiteralLike(first) ? 'named' : undefined;
  if (!first || !requestVerb.test(callee.name.text)) return undefined;
  const library = libraryOf(project, callee.expression);
  if (library !== undefined && requestPackages.test(library)) return 'known';
  if (!ts.isStringLiteralLike(first) && !ts.isTemplateExpression(first)) return undefined;
  if (library !== undefined) return isClientsRequest(project, call, callee) ? 'named' : undefined;
  return apiHolder.test(chainNames(ts, callee.expression).at(-1) ?? '') ? 'named' : undefined;
}

/** `dwolla.post('transfers', body)`, of a client that a package makes; `router.post('/', handler)` answers requests. */
function isClientsRequest(project: Project, call: ts.CallExpression, callee: ts.PropertyAccessExpression): boolean {
  const isHandler = ({ kind }: ts.Expression): boolean =>
    kind === project.ts.SyntaxKind.ArrowFunction || kind === project.ts.SyntaxKind.FunctionExpression;
  return requestMethod.test(callee.name.text) && !call.arguments.some((argument) => isHandler(unwrap(project.ts, argument)));
}

/** Whether a call sends a request of which nothing in view says what it does. */
export function isOpenRequest(project: Project, call: ts.CallExpression, told: Told): boolean {
  return effectOfFetch(project, call, told) === 'open';
}

/** What a call of `fetch`, or of a package's function like it, does; undefined where it is no such call. */
function effectOfFetch(project: Project, call: ts.CallExpression, told: Told): RequestEffect | 'open' | undefined {
  const { ts } = project;
  if (!isFetch(project, call)) return undefined;
  const options = call.arguments.slice(0, 2).map((argument) => unwrap(ts, argument));
  // A query of GraphQL is posted too, and reads.
  if (options.some((one) => ts.isObjectLiteralExpression(one) && /\bquery\b/.test(one.getText()))) return 'open';
  const effects = options.map((one) => effectOf(project, one, told));
  if (effects.includes('writes')) return 'writes';
  return effects.includes('reads') || options.slice(1).every((one) => isWholeLiteral(ts, one)) ? 'reads' : 'open';
}

function isFetch(project: Project, call: ts.CallExpression): boolean {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  const isMember = ts.isPropertyAccessExpression(callee);
  if (!isMember && !ts.isIdentifier(callee)) return false;
  const isNamed = lastName(ts, callee) === 'fetch';
  if (isMember && !isNamed && callee.name.text !== 'request') return false;
  if (!isNamed || isMember) {
    const library = libraryOf(project, callee);
    if (library !== undefined) return requestPackages.test(library);
  }
  return isNamed && calleesOf(project, call).all.length === 0;
}

/** An object that is written out whole: what is not in it is not there. */
function isWholeLiteral(ts: Project['ts'], value: ts.Expression): boolean {
  return ts.isObjectLiteralExpression(value) && !value.properties.some((property) => ts.isSpreadAssignment(property));
}

/** What a value says of a request that it is given to: the name of a method, or options that hold one. */
export function effectOf(project: Project, value: ts.Expression, told: Told, depth = 0): RequestEffect | undefined {
  const { ts } = project;
  const inner = unwrap(ts, value);
  if (depth > maximumDepth) return undefined;
  const deeper = (part: ts.Expression): RequestEffect | undefined => effectOf(project, part, told, depth + 1);
  if (ts.isStringLiteralLike(inner)) return effectOfMethod(inner.text);
  if (ts.isIdentifier(inner)) return effectOfName(project, inner, told, depth);
  if (ts.isPropertyAccessExpression(inner)) return effectOfMember(project, inner, told, depth);
  if (ts.isObjectLiteralExpression(inner)) return effectOfOptions(ts, inner, deeper);
  // `new Request(url, { method: 'POST' })`, `method.toUpperCase()`
  if (ts.isNewExpression(inner)) return inner.arguments?.[1] && deeper(inner.arguments[1]);
  if (ts.isCallExpression(inner))
    return ts.isPropertyAccessExpression(inner.expression) && inner.arguments.length === 0
      ? deeper(inner.expression.expression)
      : undefined;
  // What is not told is not there: its default counts.
  if (isFallback(ts, inner)) return deeper(inner.left) ?? deeper(inner.right);
  if (!ts.isConditionalExpression(inner)) return undefined;
  const effects = branchesOf(ts, inner).map(deeper);
  return effects.includes('writes') ? 'writes' : effects.includes(undefined) ? undefined : 'reads';
}

function effectOfMethod(name: string): RequestEffect | undefined {
  if (/^(?:POST|PUT|PATCH|DELETE)$/i.test(name)) return 'writes';
  return /^(?:GET|HEAD|OPTIONS)$/i.test(name) ? 'reads' : undefined;
}

/** What is written last counts. */
function effectOfOptions(
  ts: Project['ts'],
  { properties }: ts.ObjectLiteralExpression,
  deeper: (part: ts.Expression) => RequestEffect | undefined,
): RequestEffect | undefined {
  for (const property of [...properties].reverse()) {
    if (ts.isSpreadAssignment(property)) {
      const spread = deeper(property.expression);
      if (spread) return spread;
    } else if (property.name.getText() === 'method') {
      const value = valueOfProperty(ts, property);
      return value && deeper(value);
    }
  }
  return undefined;
}

function effectOfName(project: Project, name: ts.Identifier, told: Told, depth: number): RequestEffect | undefined {
  const { ts } = project;
  const declaration = declarationOf(ts, name);
  if (!declaration) return undefined;
  const deeper = (part: ts.Expression | undefined): RequestEffect | undefined => part && effectOf(project, part, told, depth + 1);
  const holder = outermost(ts, declaration);
  if (ts.isBindingElement(declaration)) {
    const isMethod = (declaration.propertyName ?? declaration.name).getText() === 'method' || declaration.dotDotDotToken;
    const whole = ts.isParameter(holder) ? told.get(holder) : ts.isVariableDeclaration(holder) && deeper(holder.initializer);
    return ((isMethod && whole) || deeper(declaration.initializer)) as RequestEffect | undefined;
  }
  if (ts.isParameter(holder)) return (told.get(holder) as RequestEffect | undefined) ?? deeper(holder.initializer);
  if (ts.isVariableDeclaration(holder)) return isConst(ts, holder) ? deeper(holder.initializer) : undefined;
  return effectOfConstant(project, name, told, depth);
}

/** `options.method`, `Methods.DELETE` */
function effectOfMember(
  project: Project,
  access: ts.PropertyAccessExpression,
  told: Told,
  depth: number,
): RequestEffect | undefined {
  if (access.name.text === 'method') return effectOf(project, access.expression, told, depth + 1);
  return effectOfMethod(access.name.text) && effectOfConstant(project, access, told, depth);
}

/** A constant, wherever in the program it is. */
function effectOfConstant(
  project: Project,
  name: ts.Identifier | ts.PropertyAccessExpression,
  told: Told,
  depth: number,
): RequestEffect | undefined {
  const value = declaredValue(originOf(project, name));
  return value && project.ts.isExpression(value) && value !== name ? effectOf(project, value, told, depth + 1) : undefined;
}
