import type ts from 'typescript';
import { declarationOf, patternSource } from '../syntax/scope.ts';
import { isFunctionLiteral, isFunctionNode, isNameOrMember, unwrap, unwrapAwaits } from '../syntax/nodes.ts';
import { declaredValue, isFrom, originOf, type Origin } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { memberName } from '../syntax/last-name.ts';

/** A function of `next/headers`. */
type RequestStore = 'cookies' | 'draftMode' | 'headers';

/** What changes the thing that each function of `next/headers` gives. */
const methods: Readonly<Record<RequestStore, readonly string[]>> = {
  cookies: ['set', 'delete'],
  draftMode: ['enable', 'disable'],
  headers: ['set', 'append', 'delete'],
};
const stores = Object.keys(methods) as RequestStore[];

/**
 * What a call changes of the request, by what it calls: `(await cookies()).set`, `store.set`, `const { set } = await cookies()`.
 *
 * @param callee the called expression, without parentheses and casts
 */
export function requestChange(
  project: Project,
  callee: ts.Expression,
): { readonly store: RequestStore; readonly method: string } | undefined {
  const { ts } = project;
  const read = ts.isIdentifier(callee) ? destructured(project, callee) : memberRead(project, callee);
  if (!read || !stores.some((store) => methods[store].includes(read.name))) return undefined;
  const store = storeOf(project, read.holder, 0);
  return store && methods[store].includes(read.name) ? { store, method: read.name } : undefined;
}

/** `const { set } = holder` */
function destructured({ ts }: Project, name: ts.Identifier): { name: string; holder: ts.Expression } | undefined {
  const declaration = declarationOf(ts, name);
  if (!declaration || !ts.isBindingElement(declaration) || !ts.isObjectBindingPattern(declaration.parent)) return undefined;
  const key = declaration.propertyName ?? declaration.name;
  const holder = patternSource(ts, declaration);
  return holder && ts.isIdentifier(key) ? { name: key.text, holder } : undefined;
}

function memberRead({ ts }: Project, callee: ts.Expression): { name: string; holder: ts.Expression } | undefined {
  if (!ts.isPropertyAccessExpression(callee) && !ts.isElementAccessExpression(callee)) return undefined;
  const name = memberName(ts, callee);
  return name === undefined ? undefined : { name, holder: callee.expression };
}

/**
 * The function of `next/headers` whose thing an expression is, also after a chain of `set` on it.
 *
 * A question of its own beside the engine's `origin`: that ends at a call, and this asks what the call gives, awaited or not, also
 * by the type of a parameter.
 */
export function storeOf(project: Project, expression: ts.Expression, depth = 0): RequestStore | undefined {
  const { ts } = project;
  if (depth > 5) return undefined;
  const inner = unwrapAwaits(ts, expression);
  if (ts.isCallExpression(inner)) {
    const callee = unwrap(ts, inner.expression);
    // `cookies().set(…).set(…)`
    if (ts.isPropertyAccessExpression(callee) && methods.cookies.includes(callee.name.text)) {
      return storeOf(project, callee.expression, depth + 1) === 'cookies' ? 'cookies' : undefined;
    }
    if (!isNameOrMember(ts, callee)) return undefined;
    const origin = originOf(project, callee);
    if (isFrom(origin, 'react', 'use')) return inner.arguments[0] && storeOf(project, inner.arguments[0], depth + 1);
    return stores.find((store) => isFrom(origin, 'next/headers', store)) ?? returnedStore(project, origin, depth);
  }
  const declaration = declarationOf(ts, inner);
  if (!declaration) return undefined;
  if (ts.isBindingElement(declaration)) {
    const listed = listedBeside(ts, declaration);
    return listed && storeOf(project, listed, depth + 1);
  }
  if (ts.isVariableDeclaration(declaration))
    return declaration.initializer && storeOf(project, declaration.initializer, depth + 1);
  return ts.isParameter(declaration)
    ? (givenStore(project, declaration, depth) ?? typedStore(project, declaration.type))
    : undefined;
}

/** `const [{ id }, store] = await Promise.all([params, cookies()])` */
function listedBeside(ts: Project['ts'], element: ts.BindingElement): ts.Expression | undefined {
  const { parent: pattern } = element;
  if (!ts.isArrayBindingPattern(pattern) || element.dotDotDotToken || !ts.isVariableDeclaration(pattern.parent)) return undefined;
  let list = pattern.parent.initializer && unwrapAwaits(ts, pattern.parent.initializer);
  if (list && ts.isCallExpression(list) && list.expression.getText() === 'Promise.all')
    list = list.arguments[0] && unwrap(ts, list.arguments[0]);
  return list && ts.isArrayLiteralExpression(list) ? list.elements[pattern.elements.indexOf(element)] : undefined;
}

/** `const store = async () => cookies()` */
function returnedStore(project: Project, origin: Origin, depth: number): RequestStore | undefined {
  const { ts } = project;
  const fn = declaredValue(origin);
  if (!fn || !isFunctionNode(ts, fn) || !fn.body) return undefined;
  if (!ts.isBlock(fn.body)) return storeOf(project, fn.body, depth + 1);
  const last = fn.body.statements.at(-1);
  return last && ts.isReturnStatement(last) && last.expression ? storeOf(project, last.expression, depth + 1) : undefined;
}

/** `Awaited<ReturnType<typeof cookies>>`, `ReadonlyRequestCookies` */
function typedStore(project: Project, type: ts.TypeNode | undefined): RequestStore | undefined {
  const { ts } = project;
  if (!type) return undefined;
  if (ts.isTypeQueryNode(type)) {
    const { exprName } = type;
    const origin = ts.isIdentifier(exprName) ? originOf(project, exprName) : undefined;
    return origin && stores.find((store) => isFrom(origin, 'next/headers', store));
  }
  if (!ts.isTypeReferenceNode(type) || !ts.isIdentifier(type.typeName)) return undefined;
  const { text } = type.typeName;
  if (text === 'ReadonlyRequestCookies') return 'cookies';
  return text === 'Awaited' || text === 'ReturnType' || text === 'Promise'
    ? typedStore(project, type.typeArguments?.[0])
    : undefined;
}

/** `cookies().then((store) => …)` */
function givenStore(project: Project, parameter: ts.ParameterDeclaration, depth: number): RequestStore | undefined {
  const { ts } = project;
  const fn = parameter.parent;
  if (!isFunctionLiteral(ts, fn)) return undefined;
  if (fn.parameters[0] !== parameter || !ts.isCallExpression(fn.parent) || fn.parent.arguments[0] !== fn) return undefined;
  const callee = unwrap(ts, fn.parent.expression);
  return ts.isPropertyAccessExpression(callee) && callee.name.text === 'then'
    ? storeOf(project, callee.expression, depth + 1)
    : undefined;
}
