import type ts from 'typescript';
import { hasNode } from '../syntax/descendants.ts';
import { calleesOf, search, type Query } from '../flow/index.ts';
import { libraryOf } from '../flow/library.ts';
import { originOf } from '../flow/origin.ts';
import { forwardedIdentity, identifyingCookie, identifyingHeader } from '../catalog/authentication.ts';
import type { Project } from '../project/project.ts';
import { isNameOrAccess, unwrap, unwrapAwaits, type FunctionNode } from '../syntax/nodes.ts';
import { initializerAround } from '../syntax/scope.ts';
import { variableOf } from './environment-variables.ts';
import { storeOf } from './request-stores.ts';
import { isSent, mentionsSent } from './sent-values.ts';
import { publicVariables } from '../catalog/environment-variables.ts';
import {
  comparingName,
  cookieHolder,
  environmentHolder,
  headerHolder,
  packageComparison,
  packagesWithoutCaller,
  passwordPackages,
  sendersWord,
  serversSecret,
  signatureCheck,
  tellingName,
  throwingVerification,
  tokenName,
  webhookPackages,
} from '../catalog/credentials.ts';
import { calleeName } from '../syntax/last-name.ts';
import { equalityOf } from '../syntax/operators.ts';
import { valueOfProperty } from '../syntax/members.ts';
import { identifiersBelow } from '../syntax/file-index.ts';

/** `cookies().get('session')`, `headers().get('authorization')`: who calls, by what their browser sends; what a form or an address says is the caller's own word. */
export function isIdentifyingRead(project: Project, call: ts.CallExpression, fn: FunctionNode | undefined): boolean {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  if (!ts.isPropertyAccessExpression(callee)) return isSentWhole(project, call);
  if (callee.name.text === 'getStore') return isContextStore(project, callee.expression);
  if (callee.name.text === 'toString') return storeOf(project, callee.expression) === 'cookies';
  if (!/^(?:get|has)$/.test(callee.name.text)) return false;
  const [name] = call.arguments;
  if (!name) return false;
  const holder = callee.expression;
  const store = storeOf(project, holder) ?? (isSomethingElse(project, call, holder) ? undefined : storeByName(holder.getText()));
  if (!store || (fn && isSent(project, holder, fn) && !/cookie|header/i.test(holder.getText()))) return false;
  const key = ts.isStringLiteralLike(name) ? name.text : name.getText();
  if (store === 'cookies') return identifyingCookie.test(key);
  return identifyingHeader.test(key) || (ts.isStringLiteralLike(name) && isSetByMiddleware(project, key));
}

/** `fetch(url, { headers: await headers() })`: who is asked there is told who calls. */
function isSentWhole(project: Project, call: ts.CallExpression): boolean {
  const { ts } = project;
  let outer: ts.Node = call;
  let isOfHeaders = false;
  for (; ts.isExpression(outer) || ts.isPropertyAssignment(outer) || ts.isSpreadAssignment(outer); outer = outer.parent) {
    isOfHeaders ||= ts.isPropertyAssignment(outer) && outer.name.getText() === 'headers';
    if (isOfHeaders && ts.isCallExpression(outer))
      return calleeName(ts, outer) === 'fetch' && storeOf(project, call) === 'headers';
  }
  return false;
}

/** `new AsyncLocalStorage()`: it holds what the code around the call has put there, and nothing that a caller sends. */
function isContextStore(project: Project, holder: ts.Expression): boolean {
  const value = instanceOf(project, holder);
  const made = value && originOf(project, value.expression).end;
  return made?.kind === 'package' && made.name === 'AsyncLocalStorage';
}

/** The `new` that a name stands for. */
function instanceOf(project: Project, name: ts.Expression): ts.NewExpression | undefined {
  const { ts } = project;
  const { end } = originOf(project, unwrap(ts, name));
  const value = end.kind === 'declaration' && end.value && ts.isExpression(end.value) ? unwrap(ts, end.value) : undefined;
  return value && ts.isNewExpression(value) ? value : undefined;
}

/** Whether what is read is known to be no store of the request's: its `get` is a function of the program, or it is a map. */
function isSomethingElse(project: Project, call: ts.CallExpression, holder: ts.Expression): boolean {
  if (calleesOf(project, call).all.length > 0) return true;
  return instanceOf(project, holder)?.expression.getText() === 'Map';
}

function storeByName(text: string): 'cookies' | 'headers' | undefined {
  if (cookieHolder.test(text)) return 'cookies';
  return headerHolder.test(text) ? 'headers' : undefined;
}

/** A header that the program itself sets before anything else runs, from what it has verified; its language says nothing of who calls. */
function isSetByMiddleware(project: Project, header: string): boolean {
  if (!forwardedIdentity.test(header)) return false;
  return project
    .fileNames()
    .filter((fileName) => /(?:^|\/)(?:middleware|proxy)\.[cm]?[jt]s$/.test(fileName))
    .some((fileName) => project.sourceFile(fileName)?.text.toLowerCase().includes(header.toLowerCase()));
}

/** `deleteRequest(token)`: who has the token that was sent to somebody may do what it is for, where it is what the thing is found by. */
export function isGivenToken(project: Project, call: ts.CallExpression, fn: FunctionNode | undefined, depth = 0): boolean {
  const { ts } = project;
  if (!fn || depth > 3) return false;
  const index = call.arguments.findIndex((argument) => tokensIn(ts, argument).some((token) => isSentToken(project, token, fn)));
  if (index < 0) return false;
  const callees = calleesOf(project, call).all;
  if (callees.length === 0) return tellingName.test(calleeName(ts, call));
  return callees.some(({ node }) => isToldByToken(project, node, depth));
}

/** Whether a function that is given a token finds or compares something by it: `search` would find it given something else too. */
function isToldByToken(project: Project, called: FunctionNode, depth: number): boolean {
  const { ts } = project;
  if (!called.body) return false;
  return hasNode(
    ts,
    called.body,
    (node) =>
      (ts.isCallExpression(node) && isGivenToken(project, node, called, depth + 1)) ||
      (ts.isBinaryExpression(node) &&
        equalityOf(ts, node) !== undefined &&
        [node.left, node.right].some((side) => isTokenOf(project, side, called))),
  );
}

function isTokenOf(project: Project, expression: ts.Expression, fn: FunctionNode): boolean {
  const { ts } = project;
  return tokensIn(ts, expression).some((token) => isSentToken(project, token, fn));
}

/** As it came, or its digest: `const hashed = await hashToken(token)`. */
function isSentToken(project: Project, token: ts.Expression, fn: FunctionNode): boolean {
  const { ts } = project;
  if (isSent(project, token, fn)) return true;
  const given = initializerAround(ts, token);
  const value = given && unwrapAwaits(ts, given);
  // `createHash('sha256').update(token).digest('hex')` too.
  return (
    value !== undefined &&
    ts.isCallExpression(value) &&
    /hash|digest|hmac|sha\d/i.test(value.getText()) &&
    mentionsSent(project, value, fn)
  );
}

/** The names in an argument that say that they hold a token, also in `{ where: { token } }`. */
function tokensIn(ts: Project['ts'], expression: ts.Expression): ts.Expression[] {
  const inner = unwrap(ts, expression);
  if (ts.isIdentifier(inner)) return tokenName.test(inner.text) ? [inner] : [];
  if (ts.isPropertyAccessExpression(inner)) return tokenName.test(inner.name.text) ? [inner] : [];
  if (!ts.isObjectLiteralExpression(inner)) return [];
  return inner.properties.flatMap((property) => {
    if (property.name && /^(?:data|set|values|create|body|headers)$/.test(property.name.getText())) return [];
    const value = valueOfProperty(ts, property);
    return value ? tokensIn(ts, value) : [];
  });
}

/** `secret !== process.env.ADMIN_SECRET`: what a caller sends beside what only the server knows. */
export function isSharedSecret(project: Project, comparison: ts.BinaryExpression, fn: FunctionNode): boolean {
  const { ts } = project;
  if (!equalityOf(ts, comparison)) return false;
  const { left, right } = comparison;
  return (
    (isServerSecret(project, left) && isSendersOwn(project, right, fn)) ||
    (isServerSecret(project, right) && isSendersOwn(project, left, fn))
  );
}

function isServerSecret(project: Project, expression: ts.Expression): boolean {
  const { ts } = project;
  const inner = unwrap(ts, expression);
  if (ts.isTemplateExpression(inner)) return inner.templateSpans.some((span) => isServerSecret(project, span.expression));
  if (ts.isBinaryExpression(inner)) return isServerSecret(project, inner.left) || isServerSecret(project, inner.right);
  if (!isNameOrAccess(ts, inner)) return false;
  const name = variableOf(project, inner) ?? environmentHolder.exec(inner.getText())?.[1];
  return name !== undefined && serversSecret.test(name) && !publicVariables.test(name);
}

/** What a function was sent, or what came with the request. */
function isSendersOwn(project: Project, expression: ts.Expression, fn: FunctionNode): boolean {
  const { ts } = project;
  if (mentionsSent(project, expression, fn)) return true;
  const inner = unwrap(ts, expression);
  return (
    !ts.isLiteralExpression(inner) &&
    inner.getText() !== 'undefined' &&
    inner.kind !== ts.SyntaxKind.NullKeyword &&
    sendersWord.test(inner.getText())
  );
}

/** Whether a call compares a credential that was sent with what the server knows, or verifies a signature. */
export function kindOfVerification(project: Project, call: ts.CallExpression): 'asks' | 'stops' | undefined {
  const { ts } = project;
  const name = calleeName(ts, call);
  // What is compared with itself is always right.
  const [first, second] = call.arguments;
  const { all } = calleesOf(project, call);
  if (comparingName.test(name)) {
    const isSame = first !== undefined && first.getText() === second?.getText();
    return isSame || all.some(({ node }) => !readsAll(ts, node)) ? undefined : 'asks';
  }
  if (all.length > 0) return undefined;
  if (throwingVerification.test(name)) return 'stops';
  if (signatureCheck.test(name)) return 'asks';
  if (!packageComparison.test(name)) return undefined;
  const library = libraryOf(project, call.expression) ?? '';
  if (webhookPackages.test(library)) return 'stops';
  return passwordPackages.test(library) ? 'asks' : undefined;
}

/** `const safeEqual = () => true`: what looks at nothing that it is given compares nothing. */
function readsAll(ts: Project['ts'], { body, parameters }: FunctionNode): boolean {
  const isRead = ({ name }: ts.ParameterDeclaration): boolean =>
    !ts.isIdentifier(name) || (body !== undefined && identifiersBelow(ts, body, name.text).length > 0);
  return parameters.length > 1 && parameters.every(isRead);
}

const looking: Query<true> = {
  inner: 'handed-on',
  hit(project, node, within) {
    const { ts } = project;
    if (!ts.isCallExpression(node)) return undefined;
    if (ts.isIdentifier(unwrap(ts, node.expression)) && storeOf(project, node)) return true;
    if (calleesOf(project, node).all.length > 0) return undefined;
    const library = libraryOf(project, node.expression);
    const isService = library !== undefined && !packagesWithoutCaller.test(library);
    return isService && !node.arguments.some((argument) => mentionsSent(project, argument, within)) ? true : undefined;
  },
};

/**
 * Whether a function looks at the request, or asks a service that is not in view, without being told by its arguments what to answer.
 *
 * @param call runs it: what it is given may be the request itself
 */
export function looksAtRequest(project: Project, fn: FunctionNode, call: ts.CallExpression): boolean {
  return search(project, fn, looking) !== undefined || sendsRequestOn(project, call, fn);
}

const forwarding: Query<true> = {
  inner: 'handed-on',
  hit(project, node, within) {
    const { ts } = project;
    const isSentOn = ts.isCallExpression(node) && calleeName(ts, node) === 'fetch';
    return isSentOn && node.arguments.some((argument) => mentionsSent(project, argument, within)) ? true : undefined;
  },
};

/** `getSession({ headers: await headers() })`: a function of the program that sends the request's headers on to whoever knows the caller. */
function sendsRequestOn(project: Project, call: ts.CallExpression, fn: FunctionNode): boolean {
  return call.arguments.some((argument) => holdsRequest(project, argument)) && search(project, fn, forwarding) !== undefined;
}

/** The headers or cookies of the request, also in an object. */
function holdsRequest(project: Project, given: ts.Expression): boolean {
  const { ts } = project;
  const inner = unwrap(ts, given);
  if (!ts.isObjectLiteralExpression(inner)) return /^(?:cookies|headers)$/.test(storeOf(project, inner) ?? '');
  return inner.properties.some((property) => {
    const value = valueOfProperty(ts, property);
    return value !== undefined && holdsRequest(project, value);
  });
}
