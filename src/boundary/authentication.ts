import type ts from 'typescript';
import { forEachDescendant, isAsync, isFunctionNode, unwrap, type FunctionNode } from '../facts/syntax.ts';
import { declarationOf } from '../facts/scope.ts';
import { originOf } from '../project/origin.ts';
import type { Project } from '../project/project.ts';
import { isThenable } from './promise.ts';

/** Packages whose functions say who calls. */
const authPackages =
  /^(?:next-auth|@auth\/|@clerk\/|@kinde-oss\/|@workos-inc\/|better-auth|lucia|iron-session|@supabase\/|@auth0\/|@stackframe\/|@descope\/|@propelauth\/|firebase-admin\/auth|jose|@logto\/|@okta\/)/;
/** Functions that fetch who calls: what they return has to be looked at. */
const askingName =
  /^(?:auth|getServerSession|(?:get|fetch|load|read|use|find|validate|verify|decode|decrypt)(?:Current|Authenticated|Logged|Auth|Server|Active|Signed|Db)?(?:In)?(?:User|Session|Auth|Token|Viewer|Account|Claims|Identity|Member|Actor|Principal)(?:Id)?\w*|currentUser|currentSession|currentAccount|session|validateRequest|withAuth|getKindeServerSession|getIronSession|getUser|getClaims|getSession|me|whoami|viewer|isAuthenticated|isLoggedIn|isSignedIn|isAdmin|isOwner|isAuthorized|hasPermission|hasRole|hasAccess|can[A-Z]\w*|cannot|userCan\w*)$/;
/** Functions that stop by themselves where nobody may. */
const stoppingName =
  /^(?:require|ensure|assert|enforce|guard|protect|check|authorize|authenticate|verify|must|restrict|only|demand)(?:$|(?:[A-Z]\w*)?(?:User|Auth\w*|Session|Admin|Role|Permission\w*|Access|Login|LoggedIn|SignedIn|Owner\w*|Member\w*|Viewer|Account|Identity|Rights|Can\w*|Ability|Policy|Team|Org\w*|Workspace|Tenant)\w*$)/;
const wrapperName = /auth|protected|secure|admin|member|owner|private|session|withuser|loggedin|signedin|permission|role/i;

/** More names a project uses for its own guards. */
export interface AuthOptions {
  readonly authFunctions?: readonly string[];
}

const maximumFunctions = 60;

/**
 * Whether a function asks who calls before a place in it: by a known library, by a name that says so, or by a function of the
 * program that does. A check counts where its promise is awaited and its answer is looked at; a guard that stops by itself where it
 * is awaited.
 *
 * @param before the place that has to be guarded; undefined for anywhere in the function
 */
export function asksWhoCalls(project: Project, fn: FunctionNode, options: AuthOptions, before?: ts.Node): boolean {
  return new Search(project, options).isGuarded(fn, before);
}

/** Whether what wraps a function asks who calls: by its name, or by what its making shows. */
export function isGuardedByWrapper(project: Project, fn: FunctionNode, options: AuthOptions): boolean {
  const { ts } = project;
  let outer: ts.Node = fn.parent;
  while (outer && (ts.isParenthesizedExpression(outer) || ts.isAsExpression(outer) || ts.isSatisfiesExpression(outer))) outer = outer.parent;
  if (!outer || !ts.isCallExpression(outer)) return false;
  return new Search(project, options).isGuardedMaker(outer.expression, 0);
}

class Search {
  readonly #project: Project;
  readonly #options: AuthOptions;
  readonly #seen = new Set<ts.Node>();

  constructor(project: Project, options: AuthOptions) {
    this.#project = project;
    this.#options = options;
  }

  isGuarded(fn: FunctionNode, before?: ts.Node): boolean {
    const { ts } = this.#project;
    if (!fn.body || this.#seen.has(fn) || this.#seen.size > maximumFunctions) return false;
    this.#seen.add(fn);
    let found = false;
    forEachDescendant(ts, fn.body, (node) => {
      if (found || (before && node.pos >= before.pos && node !== before && node.pos >= before.end)) return false;
      if (ts.isCallExpression(node) && (!before || node.end <= before.end) && node !== before && this.#isCheck(node)) found = true;
      return found ? false : undefined;
    });
    return found;
  }

  #isCheck(call: ts.CallExpression): boolean {
    const { ts } = this.#project;
    const callee = unwrap(ts, call.expression);
    const name = ts.isIdentifier(callee) ? callee.text : ts.isPropertyAccessExpression(callee) ? callee.name.text : '';
    if (!isAwaited(ts, call) && this.#mayBePromise(call)) return false;
    if (this.#options.authFunctions?.includes(name) || this.#options.authFunctions?.includes(callee.getText())) return true;
    if (ts.isIdentifier(callee) || ts.isPropertyAccessExpression(callee)) {
      const { end, members } = originOf(this.#project, callee);
      const value = end.kind === 'declaration' && members.length === 0 ? end.value : undefined;
      if (value && isFunctionNode(ts, value)) {
        if (stoppingName.test(name) && stops(ts, value)) return true;
        if (this.isGuarded(value) && (stops(ts, value) || isLookedAt(ts, call))) return true;
        return askingName.test(name) && isLookedAt(ts, call);
      }
      // What tells one error of the library from another says nothing of who calls.
      if (end.kind === 'package' && authPackages.test(end.module) && !/error/i.test(name)) return isLookedAt(ts, call) || stoppingName.test(name) || name === 'protect';
    }
    if (isSessionCookie(ts, call)) return true;
    if (stoppingName.test(name)) return true;
    return askingName.test(name) && isLookedAt(ts, call);
  }

  /** A guard of one's own need not be asynchronous; of what cannot be seen nobody knows. */
  #mayBePromise(call: ts.CallExpression): boolean {
    const { ts, checker } = this.#project;
    if (checker) return isThenable(ts, checker, checker.getTypeAtLocation(call));
    const { end } = originOf(this.#project, call.expression);
    return !(end.kind === 'declaration' && end.value && isFunctionNode(ts, end.value) && !isAsync(ts, end.value));
  }

  /** `protectedAction`, `actionClient.use(async () => { await auth() … })`, and what is made of them. */
  isGuardedMaker(expression: ts.Expression, depth: number): boolean {
    const { ts } = this.#project;
    const inner = unwrap(ts, expression);
    if (depth > 12) return false;
    if (ts.isCallExpression(inner)) {
      const guards = inner.arguments.some((argument) => {
        const value = unwrap(ts, argument);
        return isFunctionNode(ts, value) ? this.isGuarded(value) : ts.isIdentifier(value) && this.isGuardedMaker(value, depth + 1);
      });
      return guards || this.isGuardedMaker(inner.expression, depth + 1);
    }
    if (ts.isPropertyAccessExpression(inner)) return this.isGuardedMaker(inner.expression, depth + 1);
    if (!ts.isIdentifier(inner)) return false;
    if (wrapperName.test(inner.text)) return true;
    const { end } = originOf(this.#project, inner);
    if (end.kind !== 'declaration' || !end.value || this.#seen.has(end.value)) return false;
    if (isFunctionNode(ts, end.value)) return this.isGuarded(end.value);
    this.#seen.add(end.value);
    return ts.isExpression(end.value) && this.isGuardedMaker(end.value, depth + 1);
  }
}

/** `await f()`, `await f().g()`, or a call whose value is no promise for all that is seen: it is tested on the spot. */
function isAwaited(ts: Project['ts'], call: ts.CallExpression): boolean {
  let outer: ts.Node = call;
  for (; outer.parent; outer = outer.parent) {
    const { parent } = outer;
    if (ts.isAwaitExpression(parent) || ts.isReturnStatement(parent) || ts.isPrefixUnaryExpression(parent)) return true;
    if (ts.isIfStatement(parent) && parent.expression === outer) return true;
    if (ts.isVariableDeclaration(parent) && parent.initializer === outer) return true;
    if (ts.isArrayLiteralExpression(parent)) return true;
    const isPart = ts.isPropertyAccessExpression(parent) || ts.isCallExpression(parent) || ts.isParenthesizedExpression(parent) || ts.isNonNullExpression(parent) || ts.isBinaryExpression(parent) || ts.isAsExpression(parent);
    if (!isPart) break;
  }
  return false;
}

/** Whether what a call gives is looked at, and not only kept. */
function isLookedAt(ts: Project['ts'], call: ts.CallExpression): boolean {
  let outer: ts.Node = call;
  while (
    outer.parent &&
    (ts.isAwaitExpression(outer.parent) || ts.isParenthesizedExpression(outer.parent) || ts.isNonNullExpression(outer.parent) || ts.isAsExpression(outer.parent) || ts.isBinaryExpression(outer.parent) || ts.isArrayLiteralExpression(outer.parent))
  ) {
    outer = outer.parent;
  }
  const { parent } = outer;
  if (ts.isCallExpression(parent) && parent.arguments.includes(outer as ts.Expression)) {
    // `Promise.all([auth(), …])`.
    if (/^Promise\.(?:all|allSettled)$/.test(parent.expression.getText())) return isLookedAt(ts, parent);
    return true;
  }
  if (!ts.isVariableDeclaration(parent)) return !ts.isExpressionStatement(parent) && !ts.isVoidExpression(parent);
  const names: string[] = [];
  const collect = (name: ts.BindingName): void => {
    if (ts.isIdentifier(name)) names.push(name.text);
    else for (const element of name.elements) if (ts.isBindingElement(element)) collect(element.name);
  };
  collect(parent.name);
  const scope = enclosingBlock(ts, parent);
  let isRead = false;
  forEachDescendant(ts, scope, (node) => {
    if (isRead || !ts.isIdentifier(node) || !names.includes(node.text) || node.pos < parent.end) return isRead ? false : undefined;
    const declaration = declarationOf(ts, node);
    isRead = declaration !== undefined && declaration.pos >= parent.pos && declaration.end <= parent.end;
    return undefined;
  });
  return isRead;
}

function enclosingBlock(ts: Project['ts'], node: ts.Node): ts.Node {
  let outer: ts.Node = node;
  while (outer.parent && !isFunctionNode(ts, outer)) outer = outer.parent;
  return outer;
}

/** Whether a function can end what calls it: it throws, redirects, or calls what does by its name. */
function stops(ts: Project['ts'], { body }: FunctionNode): boolean {
  if (!body) return false;
  let found = false;
  forEachDescendant(ts, body, (node) => {
    found ||= ts.isThrowStatement(node) || (ts.isCallExpression(node) && /^(?:redirect|permanentRedirect|notFound|forbidden|unauthorized|invariant|assert\w*|require[A-Z]\w*|ensure[A-Z]\w*)$/.test(node.expression.getText()));
    return found ? false : undefined;
  });
  return found;
}

/** `cookies().get('session')`, `headers().get('authorization')`: who calls, by what their browser sends. */
function isSessionCookie(ts: Project['ts'], call: ts.CallExpression): boolean {
  const callee = unwrap(ts, call.expression);
  if (!ts.isPropertyAccessExpression(callee) || callee.name.text !== 'get') return false;
  const [name] = call.arguments;
  return name !== undefined && ts.isStringLiteralLike(name) && /session|token|auth|user|cart|account|jwt|sid/i.test(name.text);
}
