import type ts from 'typescript';
import {
  asksByLibrary,
  authPackages,
  openEndpoint,
  stoppingName,
  stoppingOption,
  tellingCall,
  throwingCheck,
} from '../catalog/authentication.ts';
import { calleesOf, runOfArgument } from '../flow/index.ts';
import { libraryOf } from '../flow/library.ts';
import { originOf } from '../flow/origin.ts';
import { isDeclaredFunction, isGivenBack } from '../flow/own-code.ts';
import { isStopping, refuses } from './answers.ts';
import type { Project } from '../project/project.ts';
import { isThenable } from '../serialization/promise.ts';
import { usesOfDeclared } from '../syntax/declared-uses.ts';
import { hasNode } from '../syntax/descendants.ts';
import { enclosingFunction, isAsync, isFunctionNode, isInside, unwrap, withWrappers } from '../syntax/nodes.ts';
import { initializerOf } from '../syntax/scope.ts';
import { variableOf } from './environment-variables.ts';
import { afterAwait } from '../syntax/name-positions.ts';
import { identifiersBelow } from '../syntax/file-index.ts';

/** Whether a call refuses who is not signed in by itself: there is nothing to look at behind it. */
export function isRefusing(project: Project, call: ts.CallExpression): boolean {
  const isByDefault = !call.arguments.some((argument) => /\b(?:true|false|options?)\b|\.\.\./.test(argument.getText()));
  return calleesOf(project, call).all.some(({ node }) => refuses(project, node, isByDefault));
}

/**
 * Whether a call's promise is taken for its answer: `if (!isMine(id))`, `const user = requireUser(); if (!user) …`, and it is awaited
 * nowhere.
 */
export function isPromiseTested({ ts }: Project, call: ts.CallExpression): boolean {
  const outer = withWrappers<ts.Node>(ts, call);
  const { parent } = outer;
  if (ts.isVariableDeclaration(parent) && parent.initializer === outer && ts.isIdentifier(parent.name)) {
    const uses = usesOfDeclared(ts, parent, parent.name);
    return uses.length > 0 && uses.every((use) => isTest(ts, use));
  }
  return isTest(ts, outer);
}

function isTest(ts: Project['ts'], node: ts.Node): boolean {
  const { parent } = node;
  if (ts.isPrefixUnaryExpression(parent)) return true;
  return (
    (ts.isIfStatement(parent) && parent.expression === node) || (ts.isConditionalExpression(parent) && parent.condition === node)
  );
}

/** Whether a place is in a function that runs when the one around it has gone on: given to `setTimeout`, `after`. */
export function isCalledLater(project: Project, fn: ts.Node): boolean {
  const { ts } = project;
  const { parent } = fn;
  if (!isFunctionNode(ts, fn) || !ts.isCallExpression(parent) || parent.expression === fn) return false;
  return runOfArgument(project, parent, parent.arguments.indexOf(fn as ts.Expression)) === 'later';
}

/** Whether a condition asks in which environment the program runs, by itself or by a constant of its file. */
export function isOfEnvironment(project: Project, condition: ts.Node): boolean {
  const { ts } = project;
  const isAsked = (node: ts.Node): boolean => {
    const isName = ts.isIdentifier(node);
    if ((isName || ts.isPropertyAccessExpression(node)) && variableOf(project, node) !== undefined) return true;
    if (!isName) return false;
    const value = initializerOf(ts, node);
    // What is only told of the environment is one comparison; an answer that was asked for is more.
    return value !== undefined && ts.isBinaryExpression(unwrap(ts, value)) && isOfEnvironment(project, value);
  };
  return hasNode(ts, condition, isAsked, (node) => isFunctionNode(ts, node));
}

/** Whether by its type a value may be null or undefined where it stands; no where the types do not tell, or are told so by a `!`. */
export function mayBeNothing({ ts, checker }: Project, value: ts.Node): boolean {
  if (!checker || ts.isNonNullExpression(value.parent)) return false;
  const awaited = ts.isAwaitExpression(value.parent) ? value.parent : value;
  // The name of a shorthand property is a declaration to the checker: the literal knows the type it has there.
  const { parent } = awaited;
  const property =
    ts.isShorthandPropertyAssignment(parent) &&
    checker.getPropertyOfType(checker.getTypeAtLocation(parent.parent), parent.name.text);
  const type = property ? checker.getTypeOfSymbol(property) : checker.getTypeAtLocation(awaited);
  const { Null, Undefined } = ts.TypeFlags;
  return type.isUnion() && type.types.some(({ flags }) => (flags & (Null | Undefined)) !== 0);
}

/** Whether a callee is a function of an auth library that tells who calls. */
export function isOfAuthLibrary(project: Project, callee: ts.Expression, name: string): boolean {
  const library = libraryOf(project, callee);
  if (library === undefined || !authPackages.test(library) || /\.from\(/.test(callee.getText())) return false;
  const { end, members } = originOf(project, callee);
  // By the name it has there: `import { auth as clerk }`.
  return asksByLibrary.test(end.kind === 'package' && members.length === 0 ? end.name : name);
}

/** `auth.api.updateUser({ body, headers: await headers() })`: an endpoint of better-auth refuses who has no session, where it is told the headers. */
export function isOwnEndpoint(project: Project, call: ts.CallExpression, name: string): boolean {
  const { ts } = project;
  const [given] = call.arguments;
  const options = given && unwrap(ts, given);
  if (!options || !ts.isObjectLiteralExpression(options) || !/\.api\.\w+$/.test(call.expression.getText())) return false;
  if (openEndpoint.test(name) || !options.properties.some((property) => property.name?.getText() === 'headers')) return false;
  return /^better-auth(?:\/|$)/.test(libraryOf(project, call.expression) ?? '');
}

/** Whether a function of an auth library throws or redirects where nobody is signed in, by its name or an option. */
export function stopsByItself(call: ts.CallExpression, name: string): boolean {
  return throwingCheck.test(name) || stoppingName.test(name) || stoppingOption.test(call.getText());
}

/** Whether a call may give a promise: by the function it calls, or by its type; of a value's method nothing is known without one. */
export function mayBePromise(project: Project, call: ts.CallExpression): boolean {
  const { ts, checker } = project;
  const callees = calleesOf(project, call).all;
  if (callees.length > 0) return callees.some(({ node }) => isAsync(ts, node));
  if (!checker) return false;
  const type = checker.getTypeAtLocation(call);
  const isKnown = (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown)) === 0;
  return (isKnown || originOf(project, call.expression).end.kind !== 'declaration') && isThenable(ts, checker, type);
}

/** Whether an argument of a call is one that the function around it was given. */
export function isGivenBySender(ts: Project['ts'], call: ts.CallExpression): boolean {
  const fn = enclosingFunction(ts, call);
  if (!fn) return false;
  const isGiven = ({ text }: ts.Identifier): boolean =>
    fn.parameters.some(({ name }) => (ts.isIdentifier(name) ? name.text === text : identifiersBelow(ts, name, text).length > 0));
  return call.arguments.some((argument) => hasNode(ts, argument, (node) => ts.isIdentifier(node) && isGiven(node)));
}

/** Whether anything is done with the value of a call. */
export function isResultUsed(ts: Project['ts'], call: ts.Node): boolean {
  return !ts.isExpressionStatement(afterAwait(ts, call));
}

/** Whether a call could do nothing with what it is given but tell of it: by its body, or where that is not in view by its name. */
export function onlyTells(project: Project, call: ts.CallExpression): boolean {
  if (calleesOf(project, call).all.length === 0) return tellingCall.test(call.expression.getText());
  return !isResultUsed(project.ts, call) && !isStopping(project, call);
}

/** Whether a place is a function that runs where it is called: it has a name, or is given back (`permit('admin')` asks nobody yet). */
export function isRunElsewhere(ts: Project['ts'], node: ts.Node, before: ts.Node | undefined): boolean {
  if (isDeclaredFunction(ts, node)) return true;
  return isFunctionNode(ts, node) && isGivenBack(ts, node) && !(before && isInside(before, node));
}
