import type ts from 'typescript';
import { databaseName, databasePackages } from '../catalog/data-reads.ts';
import { branchesOf } from '../facts/exported-values.ts';
import { calleesOf } from '../flow/calls.ts';
import { libraryOf } from '../flow/library.ts';
import { originOf } from '../flow/origin.ts';
import { valuesOf } from '../flow/values.ts';
import { enclosingFunction, isFunctionNode, unwrap } from '../syntax/nodes.ts';
import { returnedExpressions } from '../syntax/returns.ts';
import { declarationOf, outermost } from '../syntax/scope.ts';
import type { Project } from '../project/project.ts';

/** Methods that hand on what they are called on, or some of it. */
const passing =
  /^(?:filter|slice|sort|toSorted|reverse|toReversed|concat|at|find|findLast|flat|pop|shift|values|get|map|flatMap|then|catch|finally)$/;
/** Callbacks of these are given what the method is called on. */
const giving = /^(?:map|flatMap|forEach|filter|find|then)$/;
const maximumSteps = 500;

/** Whether a value is data that the server has read: from a database, a list in memory, an answer of `fetch`, by whichever functions. */
export function isReadData(project: Project, expression: ts.Expression, seen = new Set<ts.Node>()): boolean {
  const { ts } = project;
  // What has been looked at led nowhere, or is being looked at: functions may call each other in a circle.
  if (seen.has(expression) || seen.size > maximumSteps) return false;
  seen.add(expression);
  const deeper = (part: ts.Expression): boolean => isReadData(project, part, seen);
  return branchesOf(ts, expression).some((branch) => {
    const inner = unwrap(ts, branch);
    if (ts.isAwaitExpression(inner)) return deeper(inner.expression);
    if (ts.isIdentifier(inner)) return isReadName(project, inner, deeper);
    if (ts.isPropertyAccessExpression(inner)) return isReadMember(project, inner, deeper);
    if (ts.isElementAccessExpression(inner)) return deeper(inner.expression) || isList(project, inner.expression);
    if (ts.isArrayLiteralExpression(inner))
      return inner.elements.some((element) => deeper(ts.isSpreadElement(element) ? element.expression : element));
    if (ts.isTaggedTemplateExpression(inner)) return isOfDatabase(project, inner.tag) && takesAll(inner.template.getText());
    return ts.isCallExpression(inner) && isReadingCall(project, inner, deeper);
  });
}

type Deeper = (part: ts.Expression) => boolean;

function isReadName(project: Project, name: ts.Identifier, deeper: Deeper): boolean {
  const { ts } = project;
  const declaration = declarationOf(ts, name);
  const holder = declaration && outermost(ts, declaration);
  if (holder && ts.isVariableDeclaration(holder)) {
    const { parent } = holder.parent;
    if (ts.isForOfStatement(parent) && parent.initializer === holder.parent)
      return deeper(parent.expression) || isList(project, parent.expression);
    return holder.initializer !== undefined && deeper(holder.initializer);
  }
  if (holder && ts.isParameter(holder)) {
    const fn = holder.parent;
    const call = fn.parent;
    const callee = ts.isCallExpression(call) && call.arguments[0] === fn ? unwrap(ts, call.expression) : undefined;
    if (callee && ts.isPropertyAccessExpression(callee))
      return giving.test(callee.name.text) && (deeper(callee.expression) || isList(project, callee.expression));
    return declaration !== undefined && isGiven(project, declaration, [], deeper);
  }
  const { end, reference } = originOf(project, name);
  if (reference || end.kind !== 'declaration' || end.node === declaration) return false;
  return (
    end.value !== undefined &&
    ts.isExpression(end.value) &&
    !isFunctionNode(ts, end.value) &&
    end.value !== name &&
    deeper(end.value)
  );
}

/** A member of what was read, or of props. */
function isReadMember(project: Project, access: ts.PropertyAccessExpression, deeper: Deeper): boolean {
  const { ts } = project;
  const object = unwrap(ts, access.expression);
  const declaration = ts.isIdentifier(object) ? declarationOf(ts, object) : undefined;
  if (declaration && ts.isParameter(declaration) && !ts.isCallExpression(declaration.parent.parent))
    return isGiven(project, declaration, [access.name.text], deeper);
  return deeper(object);
}

/** What a function or a component is given where it is called. */
function isGiven(project: Project, parameter: ts.Node, members: readonly string[], deeper: Deeper): boolean {
  const { ts } = project;
  if (!ts.isParameter(parameter) && !ts.isBindingElement(parameter)) return false;
  return valuesOf(project, parameter, members).given.some(
    ({ kind, expression, members: left }) =>
      kind === 'value' && expression !== undefined && left.length === 0 && deeper(expression),
  );
}

function isReadingCall(project: Project, call: ts.CallExpression, deeper: Deeper): boolean {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  const [first] = call.arguments;
  const written = callee.getText();
  if (first && /^(?:structuredClone|Object\.freeze|JSON\.parse|JSON\.stringify|Promise\.(?:all|resolve))$/.test(written))
    return deeper(first);
  if (ts.isPropertyAccessExpression(callee)) {
    const { name, expression: receiver } = callee;
    if (passing.test(name.text) && (deeper(receiver) || isList(project, receiver))) return isWhole(call);
    if (name.text === 'json' && call.arguments.length === 0 && isAnswer(project, receiver)) return true;
    if (isOfDatabase(project, callee)) return isWhole(call) && takesAll(call.getText());
  }
  const { all } = calleesOf(project, call);
  return all.some(({ node, reference }) => !reference && returnedExpressions(ts, node).some(deeper));
}

/** A call on a database's client; signing in goes through some of them too. */
function isOfDatabase(project: Project, callee: ts.Expression): boolean {
  const { ts } = project;
  let root = unwrap(ts, callee);
  while (ts.isPropertyAccessExpression(root) || ts.isCallExpression(root) || ts.isElementAccessExpression(root)) {
    if (ts.isPropertyAccessExpression(root) && root.name.text === 'auth') return false;
    root = unwrap(ts, root.expression);
  }
  const library = libraryOf(project, callee);
  if (library !== undefined) return databasePackages.test(library);
  return ts.isIdentifier(root) && databaseName.test(root.text);
}

/** Not a query that leaves fields out in words that its type does not know: Mongoose's and MongoDB's. */
function isWhole(call: ts.CallExpression): boolean {
  return !/\.(?:select|project|projection|omit)\(\s*(?:['"`{])|\bprojection\s*:/.test(call.getText());
}

/** Of SQL in text: all columns, or no SQL. */
function takesAll(text: string): boolean {
  const isSql = /['"`]\s*(?:with|select|insert|update|delete)\s/i.test(text);
  return !isSql || /(?:select|returning)\s+(?:\w+\.)?\*|password|secret|_token|api_key/i.test(text);
}

/** The answer of `fetch`. */
function isAnswer(project: Project, expression: ts.Expression): boolean {
  const { ts } = project;
  let inner = unwrap(ts, expression);
  if (ts.isIdentifier(inner)) {
    const declaration = declarationOf(ts, inner);
    if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) return false;
    inner = unwrap(ts, declaration.initializer);
  }
  if (ts.isAwaitExpression(inner)) inner = unwrap(ts, inner.expression);
  return (
    ts.isCallExpression(inner) &&
    ts.isIdentifier(inner.expression) &&
    inner.expression.text === 'fetch' &&
    !declarationOf(ts, inner.expression)
  );
}

/** A list of records in a module, or a map: a database for a while. */
function isList(project: Project, expression: ts.Expression): boolean {
  const { ts } = project;
  const inner = unwrap(ts, expression);
  if (!ts.isIdentifier(inner)) return false;
  const { end, reference } = originOf(project, inner);
  if (reference || end.kind !== 'declaration' || !end.value || enclosingFunction(ts, end.node)) return false;
  const value = ts.isExpression(end.value) ? unwrap(ts, end.value) : end.value;
  if (ts.isNewExpression(value)) return ts.isIdentifier(value.expression) && value.expression.text === 'Map';
  return ts.isArrayLiteralExpression(value) && value.elements.some((element) => ts.isObjectLiteralExpression(element));
}
