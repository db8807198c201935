import type ts from 'typescript';
import { secretField } from '../catalog/secrets.ts';
import { databaseName, databasePackages } from '../catalog/data-reads.ts';
import { branchesOf } from '../syntax/branches.ts';
import { calleesOf } from '../flow/calls.ts';
import { Leading } from '../syntax/leading.ts';
import { libraryOf } from '../flow/library.ts';
import { originOf } from '../flow/origin.ts';
import { valuesOf } from '../flow/values.ts';
import { memoized } from '../syntax/memoized.ts';
import { enclosingFunction, isAsync, isFunctionNode, unwrap, unwrapAwaits, type FunctionNode } from '../syntax/nodes.ts';
import { returnedExpressions } from '../syntax/returns.ts';
import { declarationOf, outermost } from '../syntax/scope.ts';
import type { Project } from '../project/project.ts';
import { isInView } from './named-writes.ts';
import { isSecretName } from './secrets.ts';

/** Methods that hand on what they are called on, or some of it. */
const passing =
  /^(?:filter|slice|sort|toSorted|reverse|toReversed|concat|at|find|findLast|flat|pop|shift|values|get|map|flatMap|then|catch|finally)$/;
/** Callbacks of these are given what the method is called on. */
const giving = /^(?:map|flatMap|forEach|filter|find|then)$/;

/** Whether a value is data that the server has read: from a database, a list in memory, an answer of `fetch`, by whichever functions. */
export function isReadData(project: Project, expression: ts.Expression): boolean {
  return readings(project).leads(expression);
}

const readings = memoized((project: Project) => new Leading<ts.Expression>((each) => readBy(project, each)));

/** Whether an expression reads data, or what it may be of that does. */
type DataReading = boolean | readonly ts.Expression[];

function readBy(project: Project, expression: ts.Expression): DataReading {
  const { ts } = project;
  const found: ts.Expression[] = [];
  for (const branch of branchesOf(ts, expression)) {
    const reading = readByBranch(project, unwrap(ts, branch));
    if (reading === true) return true;
    if (reading) found.push(...reading);
  }
  return found;
}

function readByBranch(project: Project, inner: ts.Expression): DataReading {
  const { ts } = project;
  if (ts.isAwaitExpression(inner)) return [inner.expression];
  if (ts.isIdentifier(inner)) return readByName(project, inner);
  if (ts.isPropertyAccessExpression(inner)) return readByMember(project, inner);
  if (ts.isElementAccessExpression(inner)) return isList(project, inner.expression) || [inner.expression];
  if (ts.isArrayLiteralExpression(inner))
    return inner.elements.map((element) => (ts.isSpreadElement(element) ? element.expression : element));
  if (ts.isTaggedTemplateExpression(inner)) return isOfDatabase(project, inner.tag) && takesAll(inner.template.getText());
  return ts.isCallExpression(inner) && readByCall(project, inner);
}

function readByName(project: Project, name: ts.Identifier): DataReading {
  const { ts } = project;
  const declaration = declarationOf(ts, name);
  const holder = declaration && outermost(ts, declaration);
  if (holder && ts.isVariableDeclaration(holder)) {
    const { parent } = holder.parent;
    if (ts.isForOfStatement(parent) && parent.initializer === holder.parent)
      return isList(project, parent.expression) || [parent.expression];
    return holder.initializer !== undefined && [holder.initializer];
  }
  if (holder && ts.isParameter(holder)) {
    const fn = holder.parent;
    const call = fn.parent;
    const callee = ts.isCallExpression(call) && call.arguments[0] === fn ? unwrap(ts, call.expression) : undefined;
    if (callee && ts.isPropertyAccessExpression(callee))
      return giving.test(callee.name.text) && (isList(project, callee.expression) || [callee.expression]);
    return declaration !== undefined && readByGiven(project, declaration, []);
  }
  const { end, reference } = originOf(project, name);
  if (reference || end.kind !== 'declaration' || end.node === declaration) return false;
  const { value } = end;
  return value !== undefined && ts.isExpression(value) && !isFunctionNode(ts, value) && value !== name && [value];
}

/** A member of what was read, or of props. */
function readByMember(project: Project, access: ts.PropertyAccessExpression): DataReading {
  const { ts } = project;
  const object = unwrap(ts, access.expression);
  const declaration = declarationOf(ts, object);
  if (declaration && ts.isParameter(declaration) && !ts.isCallExpression(declaration.parent.parent))
    return readByGiven(project, declaration, [access.name.text]);
  return [object];
}

/** What a function or a component is given where it is called. */
function readByGiven(project: Project, parameter: ts.Node, members: readonly string[]): DataReading {
  const { ts } = project;
  if (!ts.isParameter(parameter) && !ts.isBindingElement(parameter)) return false;
  return valuesOf(project, parameter, members).given.flatMap(({ kind, expression, members: left }) =>
    kind === 'value' && expression !== undefined && left.length === 0 ? [expression] : [],
  );
}

function readByCall(project: Project, call: ts.CallExpression): DataReading {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  const [first] = call.arguments;
  const written = callee.getText();
  if (first && /^(?:structuredClone|Object\.freeze|JSON\.parse|JSON\.stringify|Promise\.(?:all|resolve))$/.test(written))
    return [first];
  const found: ts.Expression[] = [];
  if (ts.isPropertyAccessExpression(callee)) {
    const { name, expression: receiver } = callee;
    const isOwn = isInView(project, call);
    if (!isOwn && passing.test(name.text) && isWhole(call)) {
      if (isList(project, receiver)) return true;
      found.push(receiver);
    }
    const settled = name.text === 'then' && first ? unwrap(ts, first) : undefined;
    if (settled && isFunctionNode(ts, settled)) found.push(...returnedExpressions(ts, settled));
    if (name.text === 'json' && call.arguments.length === 0 && isAnswer(project, receiver)) return true;
    if (isOfDatabase(project, callee, isOwn)) return (isWhole(call) && takesAll(call.getText())) || found;
  }
  const { all } = calleesOf(project, call);
  for (const { node, reference } of all) {
    if (reference) continue;
    if (isDeclaredRecord(project, node)) return true;
    found.push(...returnedExpressions(ts, node));
  }
  return found;
}

/** `async function findUser(): Promise<User> { return { id, passwordHash: '…' } }`: a database to come. */
function isDeclaredRecord({ ts }: Project, fn: FunctionNode): boolean {
  if (!fn.type || !isAsync(ts, fn)) return false;
  return returnedExpressions(ts, fn)
    .flatMap((returned) => branchesOf(ts, returned))
    .map((returned) => unwrap(ts, returned))
    .flatMap((returned) => (ts.isArrayLiteralExpression(returned) ? returned.elements.map((one) => unwrap(ts, one)) : [returned]))
    .some(
      (returned) =>
        ts.isObjectLiteralExpression(returned) &&
        returned.properties.some(
          (property) =>
            ts.isPropertyAssignment(property) &&
            (isSecretName(property.name.getText()) || secretField.test(property.name.getText())) &&
            ts.isStringLiteralLike(property.initializer) &&
            property.initializer.text !== '',
        ),
    );
}

/**
 * A call on a database's client; signing in goes through some of them too.
 *
 * @param isOwn whether it is a function of the program that is called: then the client's name says nothing
 */
function isOfDatabase(project: Project, callee: ts.Expression, isOwn = false): boolean {
  const { ts } = project;
  let root = unwrap(ts, callee);
  while (ts.isPropertyAccessExpression(root) || ts.isCallExpression(root) || ts.isElementAccessExpression(root)) {
    if (ts.isPropertyAccessExpression(root) && root.name.text === 'auth') return false;
    root = unwrap(ts, root.expression);
  }
  const library = libraryOf(project, callee);
  if (library !== undefined) return databasePackages.test(library);
  return !isOwn && ts.isIdentifier(root) && databaseName.test(root.text);
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

/** The answer of `fetch`: by the call, by a name for it, or as what `fetch(…).then((response) => …)` is given. */
function isAnswer(project: Project, expression: ts.Expression): boolean {
  const { ts } = project;
  let inner = unwrap(ts, expression);
  if (ts.isIdentifier(inner)) {
    const declaration = declarationOf(ts, inner);
    const value = declaration && ts.isParameter(declaration) ? settledBy(project, declaration) : declaration;
    if (value && ts.isExpression(value)) inner = unwrap(ts, value);
    else if (!value || !ts.isVariableDeclaration(value) || !value.initializer) return false;
    else inner = unwrap(ts, value.initializer);
  }
  inner = unwrapAwaits(ts, inner);
  return (
    ts.isCallExpression(inner) &&
    ts.isIdentifier(inner.expression) &&
    inner.expression.text === 'fetch' &&
    !declarationOf(ts, inner.expression)
  );
}

/** The promise whose `then` gives a callback its parameter. */
function settledBy({ ts }: Project, { parent: fn }: ts.ParameterDeclaration): ts.Expression | undefined {
  const call = fn.parent;
  if (!ts.isCallExpression(call) || call.arguments[0] !== fn) return undefined;
  const callee = unwrap(ts, call.expression);
  return ts.isPropertyAccessExpression(callee) && callee.name.text === 'then' ? callee.expression : undefined;
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
