import type ts from 'typescript';
import { branchesOf } from '../syntax/branches.ts';
import { directCallees } from '../flow/calls.ts';
import { directFunction } from '../flow/direct-function.ts';
import { declaredValue, isFrom, originOf } from '../flow/origin.ts';
import { serverFunctionOf } from '../flow/server-function.ts';
import type { Project } from '../project/project.ts';
import { enclosingFunction, isAsync, isConst, isFunctionNode, isGenerator, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { usesOfDeclared } from '../syntax/declared-uses.ts';
import { returnedExpressions } from '../syntax/returns.ts';
import { declarationOf, patternSource } from '../syntax/scope.ts';
import { isPromiseMethod } from '../syntax/components.ts';

const maximumDepth = 6;

/**
 * The branches of an expression that are sure to be a promise made anew each time it is evaluated: `fetch()`, an async function of
 * the program, `.then()`, `new Promise`, and what a component keeps only once it is shown (`useMemo`, `useState`).
 */
export function newPromisesIn(project: Project, expression: ts.Expression): ts.Expression[] {
  return branchesOf(project.ts, expression).filter((branch) => isNew(project, branch, 0));
}

function isNew(project: Project, expression: ts.Expression, depth: number): boolean {
  const { ts } = project;
  const value = unwrap(ts, expression);
  if (depth > maximumDepth) return false;
  if (ts.isNewExpression(value)) return isGlobal(project, value.expression, 'Promise');
  if (ts.isCallExpression(value)) return isNewByCall(project, value, depth);
  if (ts.isIdentifier(value)) return isNewByName(project, value, depth);
  // `useState(() => load())[0]`
  if (!ts.isElementAccessExpression(value)) return false;
  const held = unwrap(ts, value.expression);
  return ts.isCallExpression(held) && isStateCall(project, held) && isNewInitially(project, held, depth);
}

function isNewByCall(project: Project, call: ts.CallExpression, depth: number): boolean {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  if (ts.isPropertyAccessExpression(callee)) {
    if (isGlobal(project, callee.expression, 'Promise')) return true;
    if (isPromiseMethod(callee.name.text)) return isPromiseLike(project, callee.expression, depth);
  }
  if (isGlobal(project, callee, 'fetch')) return true;
  // Another rule says that a Server Function is called while rendering.
  if (!isFunctionNode(ts, callee) && serverFunctionOf(project, callee)) return false;
  const origin = originOf(project, callee);
  if (isFrom(origin, 'react', 'useMemo')) return isNewInitially(project, call, depth);
  const fn = isFunctionNode(ts, callee)
    ? callee
    : origin.end.kind === 'declaration' && origin.members.length === 0 && !origin.reference
      ? directFunction(project, origin.end.value)
      : undefined;
  if (fn) return returnsNew(project, fn, depth);
  // In the browser React's `cache` keeps nothing.
  const made = declaredValue(origin);
  if (made && ts.isCallExpression(made) && isFrom(originOf(project, made.expression), 'react', 'cache'))
    return isNewInitially(project, made, depth);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  // What a member is given by name may be wrapped by something that remembers.
  const { all, isComplete } = directCallees(project, call);
  return (
    isComplete &&
    all.length > 0 &&
    all.every(({ node }) => isMemberNamed(ts, node, callee.name.text) && returnsNew(project, node, depth))
  );
}

/** A method, or a function that is the member itself: `load = async () => …`. */
function isMemberNamed(ts: Project['ts'], fn: FunctionNode, name: string): boolean {
  const member = ts.isMethodDeclaration(fn) ? fn : fn.parent;
  const isMember = ts.isMethodDeclaration(member) || ts.isPropertyDeclaration(member) || ts.isPropertyAssignment(member);
  return isMember && member.name.getText() === name;
}

/** Not for `search`, which finds what a function calls: here all that it returns must be new. */
function returnsNew(project: Project, fn: FunctionNode, depth: number): boolean {
  const { ts } = project;
  if (isAsync(ts, fn)) return !isGenerator(ts, fn);
  const returned = returnedExpressions(ts, fn).flatMap((expression) => branchesOf(ts, expression));
  return returned.length > 0 && returned.every((one) => isNew(project, one, depth + 1));
}

/** `const albums = load()` in the component or function at hand, and in no other use. */
function isNewByName(project: Project, name: ts.Identifier, depth: number): boolean {
  const { ts } = project;
  const declaration = declarationOf(ts, name);
  const fn = enclosingFunction(ts, name);
  if (!declaration || !fn || enclosingFunction(ts, declaration) !== fn) return false;
  if (ts.isBindingElement(declaration)) {
    const call = patternSource(ts, declaration);
    const isFirst = ts.isArrayBindingPattern(declaration.parent) && declaration.parent.elements[0] === declaration;
    return (
      isFirst &&
      call !== undefined &&
      ts.isCallExpression(call) &&
      isStateCall(project, call) &&
      isNewInitially(project, call, depth)
    );
  }
  if (!ts.isVariableDeclaration(declaration) || !declaration.initializer || !ts.isIdentifier(declaration.name)) return false;
  // What else has it may keep it.
  const isKept = usesOfDeclared(ts, declaration, declaration.name).length > 1;
  return isConst(ts, declaration) && !isKept && isNew(project, declaration.initializer, depth + 1);
}

function isStateCall(project: Project, { expression }: ts.CallExpression): boolean {
  return isFrom(originOf(project, expression), 'react', 'useState');
}

/** Whether a hook's initialiser makes one: a component that waits before it was ever shown keeps nothing. */
function isNewInitially(project: Project, { arguments: [first] }: ts.CallExpression, depth: number): boolean {
  const { ts } = project;
  const inner = first && unwrap(ts, first);
  if (!inner) return false;
  if (isFunctionNode(ts, inner)) return returnsNew(project, inner, depth + 1);
  if (!ts.isIdentifier(inner)) return isNew(project, inner, depth + 1);
  const fn = directFunction(project, declaredValue(originOf(project, inner)));
  return fn ? returnsNew(project, fn, depth + 1) : isNew(project, inner, depth + 1);
}

/** What has the `then` of a promise, which gives another one: a new one itself, or what is typed as one. */
function isPromiseLike(project: Project, expression: ts.Expression, depth: number): boolean {
  if (isNew(project, expression, depth + 1)) return true;
  return project.checker?.getTypeAtLocation(expression).symbol?.name === 'Promise';
}

function isGlobal(project: Project, expression: ts.Expression, name: string): boolean {
  const { ts } = project;
  const inner = unwrap(ts, expression);
  if (ts.isPropertyAccessExpression(inner))
    return inner.name.text === name && ts.isIdentifier(inner.expression) && /^(?:globalThis|window)$/.test(inner.expression.text);
  return ts.isIdentifier(inner) && inner.text === name && !declarationOf(ts, inner);
}
