import type ts from 'typescript';
import { unwrap, unwrapAwaits } from '../syntax/nodes.ts';
import { declaringPackage, libraryOf } from '../flow/library.ts';
import { originOf } from '../flow/origin.ts';
import { textParts } from '../flow/text-parts.ts';
import type { Project } from '../project/project.ts';
import { sendsGraphqlMutation } from './graphql.ts';
import { requestChange } from './request-stores.ts';
import {
  changesInMemory,
  dataHolder,
  dataPackages,
  packageWrites,
  plainWrites,
  reachingVerb,
  requestMethod,
  requestPackages,
  serviceFunctions,
  servicePackages,
  serviceWrites,
  signsVisitorIn,
  writingMethod,
} from '../catalog/data-writes.ts';
import {
  serviceWritesOf,
  setsUpClient,
  verbFirst,
  verbLast,
  writingHttpMethod,
  writingRoute,
} from '../catalog/service-writes.ts';

/** Whether a call changes something that outlives it, by what it calls: a data library, a service, a request that posts, a file. */
export function isWrite(project: Project, call: ts.CallExpression): boolean {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  if (isPostingRequest(project, call, callee) || sendsGraphqlMutation(project, call)) return true;
  if (ts.isIdentifier(callee)) return isWritingImport(project, callee);
  if (!ts.isPropertyAccessExpression(callee)) return false;
  const { text } = callee.name;
  const [first] = call.arguments;
  if (/^(?:query|execute|run|exec|unsafe|prepare)$/.test(text) && first && writesSql(sqlOf(project, first))) return true;
  if (/^(?:run|execute)$/.test(text) && isWritingStatement(project, callee.expression)) return true;
  // A visitor's own cookies are no data of the program's, though their variable is often called a store.
  if (requestChange(project, callee)) return false;
  if (plainWrites.test(text)) return true;
  const names = chainNames(ts, callee.expression);
  // Signing in and out goes through the same client, and so does sending a visitor to pay.
  if (isSigningIn(project, callee, names) || isPayment(project, callee, names)) return false;
  if (writingMethod.test(text) && names.some((name) => dataHolder.test(name))) return true;
  if (isWritingImport(project, callee)) return true;
  if (writingRoute.test(first && ts.isStringLiteralLike(first) ? first.text : '') && text === 'request') return true;
  if (!writesByItsName(text)) return false;
  const library = libraryOf(project, callee.expression) ?? declaringPackage(project, callee);
  const isNone = [...changesInMemory, ...signsVisitorIn].some(
    ([module, names]) => module.test(library ?? '') && names.test(text),
  );
  if (library === undefined || isNone) return false;
  // `client.send(new GetObjectCommand(…))`
  if (/^@aws-sdk\//.test(library) && text === 'send')
    return (
      first !== undefined &&
      /^new\s+(?:Put|Delete|Update|Create|Send|Batch(?:Write|Delete)|Copy|Publish|TransactWrite)/.test(first.getText())
    );
  // What a client is made by keeps nothing: `inngest.createFunction`, `supabase.createClient`.
  if (/^create(?:Client|ServerClient|Pool|Transport|Function|OAuthDeviceAuth)$/.test(text)) return false;
  return (isOfEach(text) && (dataPackages.test(library) || servicePackages.test(library))) || isServiceWrite(library, text);
}

/** Whether some package's client changes something by a method of this name. */
function writesByItsName(method: string): boolean {
  if (setsUpClient.test(method) && !isOfEach(method)) return false;
  return (
    isOfEach(method) ||
    verbFirst.test(method) ||
    verbLast.test(method) ||
    serviceWritesOf.some(({ methods }) => methods.test(method))
  );
}

/** By the names that all clients have. */
function isOfEach(method: string): boolean {
  return writingMethod.test(method) || serviceWrites.test(method);
}

/** By a verb of the service's own, or with a verb before or behind what it is done to. */
function isServiceWrite(library: string, method: string): boolean {
  if (setsUpClient.test(method)) return false;
  if (serviceWritesOf.some(({ packages, methods }) => packages.test(library) && methods.test(method))) return true;
  return servicePackages.test(library) && (verbFirst.test(method) || verbLast.test(method));
}

/** `insert.run(title)` of `const insert = db.prepare('INSERT …')`, wherever it was prepared. */
function isWritingStatement(project: Project, statement: ts.Expression): boolean {
  const { ts } = project;
  const inner = unwrap(ts, statement);
  const { end } = ts.isIdentifier(inner) || ts.isPropertyAccessExpression(inner) ? originOf(project, inner) : { end: undefined };
  const value = end?.kind === 'declaration' && end.value && ts.isExpression(end.value) ? end.value : undefined;
  const prepared = value && unwrapAwaits(ts, value);
  if (!prepared || !ts.isCallExpression(prepared) || !ts.isPropertyAccessExpression(prepared.expression)) return false;
  const [sql] = prepared.arguments;
  return prepared.expression.name.text === 'prepare' && sql !== undefined && writesSql(sqlOf(project, sql));
}

/** `supabase.auth.signUp`; a model of one's own may be called `auth`. */
function isSigningIn(project: Project, callee: ts.PropertyAccessExpression, names: readonly string[]): boolean {
  if (!names.includes('auth') || names.includes('admin')) return false;
  return !/^(?:db|prisma|drizzle|database|tx|trx)$/.test(names[0] ?? '') && !/^@prisma\//.test(libraryOf(project, callee) ?? '');
}

/**
 * `stripe.checkout.sessions.create`: anyone may pay; a model of one's own may be called `checkout`. A billing portal opens a customer's
 * account to whoever has its link.
 */
function isPayment(project: Project, callee: ts.PropertyAccessExpression, names: readonly string[]): boolean {
  if (!names.includes('checkout')) return false;
  return names.includes('sessions') || names[0] === 'stripe' || libraryOf(project, callee) === 'stripe';
}

function isWritingImport(project: Project, callee: ts.Identifier | ts.PropertyAccessExpression): boolean {
  const { ts } = project;
  const { end, members } = originOf(project, callee);
  if (end.kind !== 'package') return false;
  // A module of CommonJS making is read through its default.
  const name = members.at(-1) ?? end.name;
  if (packageWrites.some(([module, names]) => module.test(end.module) && names.test(name))) return true;
  if (ts.isIdentifier(callee) && servicePackages.test(end.module) && serviceFunctions.test(name)) return true;
  // Of what cannot be seen only its name can tell; what the language itself has changes nothing of the program's.
  return ts.isIdentifier(callee) && reachingVerb.test(callee.text) && !/^(?:react|next|node:|zod)/.test(end.module);
}

/** `fetch(url, { method: 'POST' })`, `axios.post(url, data)`, `api.delete('/posts/1')`. */
function isPostingRequest(project: Project, call: ts.CallExpression, callee: ts.Expression): boolean {
  const { ts } = project;
  const [first, second] = call.arguments;
  if (ts.isPropertyAccessExpression(callee)) {
    // `client.POST('/posts', { body })`, of a client that is generated from an API's description.
    if (writingHttpMethod.test(callee.name.text)) return first !== undefined && ts.isStringLiteralLike(first);
    if (!first || !/^(?:post|put|patch|delete|del)$/.test(callee.name.text)) return false;
    const library = libraryOf(project, callee.expression);
    const isPath = ts.isStringLiteralLike(first) || ts.isTemplateExpression(first);
    if (library !== undefined) return requestPackages.test(library) || (isPath && isClientsRequest(project, call, callee));
    return (
      isPath && /^(?:\w*[aA]pi|\w*API|http|fetcher|\w*(?:Api|Http)Client)$/.test(chainNames(ts, callee.expression).at(-1) ?? '')
    );
  }
  if (!ts.isIdentifier(callee)) return false;
  const library = libraryOf(project, callee);
  if (callee.text !== 'fetch' && !(library !== undefined && requestPackages.test(library))) return false;
  return [first, second].some((options) => options !== undefined && writesByMethod(ts, options));
}

/** `dwolla.post('transfers', body)`, of a client that a package makes; `router.post('/', handler)` answers requests. */
function isClientsRequest(project: Project, call: ts.CallExpression, callee: ts.PropertyAccessExpression): boolean {
  const isHandler = ({ kind }: ts.Expression): boolean =>
    kind === project.ts.SyntaxKind.ArrowFunction || kind === project.ts.SyntaxKind.FunctionExpression;
  return requestMethod.test(callee.name.text) && !call.arguments.some((argument) => isHandler(unwrap(project.ts, argument)));
}

function writesByMethod(ts: Project['ts'], options: ts.Expression): boolean {
  const literal = unwrap(ts, options);
  // A query of GraphQL is posted too, and reads.
  if (!ts.isObjectLiteralExpression(literal) || /\bquery\b/.test(literal.getText())) return false;
  return literal.properties.some(
    (property) =>
      ts.isPropertyAssignment(property) &&
      property.name.getText() === 'method' &&
      /^['"`](?:POST|PUT|PATCH|DELETE)['"`]$/i.test(property.initializer.getText()),
  );
}

/** A statement as it is written, or as the constant says that it is given by. */
function sqlOf(project: Project, statement: ts.Expression): string {
  const [text] = project.ts.isIdentifier(statement) ? textParts(project, statement) : [];
  return text ?? statement.getText();
}

/** Whether a text is a statement of SQL that writes. */
export function writesSql(text: string): boolean {
  return /(?:^|[\s`'"(])(?:insert\s+into|update\s+(?:only\s+)?\S+(?:\s+(?:as\s+)?\w+)?\s+set|delete\s+from|truncate|(?:drop|alter|create)\s+table|merge\s+into|replace\s+into)\b/i.test(
    text,
  );
}

/** A chain that a person writes is shorter; of a longer one its end counts, else each call of it would look at all of it. */
const maximumChain = 50;

/** The names along a chain of members, calls and `new`, first to last: `db`, `user` of `db.user.create`. */
function chainNames(ts: Project['ts'], expression: ts.Expression): string[] {
  const names: string[] = [];
  let inner = unwrap(ts, expression);
  while (names.length < maximumChain) {
    if (ts.isPropertyAccessExpression(inner)) names.unshift(inner.name.text);
    else if (!ts.isCallExpression(inner) && !ts.isAwaitExpression(inner)) break;
    inner = unwrap(ts, inner.expression);
  }
  if (ts.isIdentifier(inner)) names.unshift(inner.text);
  return names;
}
