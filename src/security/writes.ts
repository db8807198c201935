import type ts from 'typescript';
import { isNameOrMember, unwrap, unwrapAwaits } from '../syntax/nodes.ts';
import type { Told } from '../flow/index.ts';
import { declaringPackage, libraryOf } from '../flow/library.ts';
import { originOf } from '../flow/origin.ts';
import { textParts } from '../flow/text-parts.ts';
import type { Project } from '../project/project.ts';
import { chainNames } from './chain-names.ts';
import { sendsGraphqlMutation } from './graphql.ts';
import { requestChange } from './request-stores.ts';
import { postingRequest } from './requests.ts';
import {
  awsCommands,
  changesInMemory,
  databaseClient,
  dataHolder,
  dataPackages,
  makesClient,
  packageWrites,
  plainWrites,
  platformPackages,
  preparedMethod,
  reachingVerb,
  serviceFunctions,
  servicePackages,
  serviceWrites,
  signsVisitorIn,
  sqlMethod,
  writingMethod,
  writingSql,
} from '../catalog/data-writes.ts';
import { serviceWritesOf, setsUpClient, verbFirst, verbLast, writingRoute } from '../catalog/service-writes.ts';

/**
 * What says of a call that it changes something which outlives it: a data library, a service, a request that posts, a file.
 *
 * - `known`: the package that it is of, or what it is given: SQL, a document of GraphQL, a method of HTTP
 * - `named`: what it is called, which a body that is in view may belie
 */
export type WriteEvidence = 'known' | 'named';

/**
 * What says of a call, by itself, that it writes; undefined where nothing does.
 *
 * @param told what is known of the parameters around it
 */
export function writeEvidence(project: Project, call: ts.CallExpression, told: Told): WriteEvidence | undefined {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  const request = postingRequest(project, call, told);
  if (request) return request;
  if (sendsGraphqlMutation(project, call)) return 'known';
  if (ts.isIdentifier(callee)) return isWritingImport(project, callee) ? 'known' : undefined;
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  if (isWritingStatement(project, call, callee)) return 'known';
  // A visitor's own cookies are no data of the program's, though their variable is often called a store.
  if (requestChange(project, callee)) return undefined;
  const names = chainNames(ts, callee.expression);
  const isPlain = plainWrites.test(callee.name.text);
  // Signing in and out goes through the same client, and so does sending a visitor to pay.
  if (!isPlain && (isSigningIn(project, callee, names) || isPayment(project, callee, names))) return undefined;
  if (isWritingImport(project, callee) || isWriteOfLibrary(project, call, callee)) return 'known';
  return isPlain || (writingMethod.test(callee.name.text) && names.some((name) => dataHolder.test(name))) ? 'named' : undefined;
}

/** A method of a package's client. */
function isWriteOfLibrary(project: Project, call: ts.CallExpression, callee: ts.PropertyAccessExpression): boolean {
  const { ts } = project;
  const { text } = callee.name;
  const [first] = call.arguments;
  if (writingRoute.test(first && ts.isStringLiteralLike(first) ? first.text : '') && text === 'request') return true;
  if (!writesByItsName(text)) return false;
  const library = libraryOf(project, callee.expression) ?? declaringPackage(project, callee);
  const isNone = [...changesInMemory, ...signsVisitorIn].some(
    ([module, names]) => module.test(library ?? '') && names.test(text),
  );
  if (library === undefined || isNone) return false;
  // `client.send(new GetObjectCommand(…))`
  if (/^@aws-sdk\//.test(library) && text === 'send') return first !== undefined && awsCommands.test(first.getText());
  if (makesClient.test(text)) return false;
  return (isOfEach(text) && (dataPackages.test(library) || servicePackages.test(library))) || isServiceWrite(library, text);
}

/** Whether some package's client changes something by a method of this name. */
export function writesByItsName(method: string): boolean {
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

/** `db.query('INSERT …')`, `insert.run(title)` of `const insert = db.prepare('INSERT …')`. */
function isWritingStatement(
  project: Project,
  { arguments: [first] }: ts.CallExpression,
  { name: { text }, expression }: ts.PropertyAccessExpression,
): boolean {
  if (sqlMethod.test(text) && first && writesSql(sqlOf(project, first))) return true;
  return preparedMethod.test(text) && isPreparedToWrite(project, expression);
}

/** A statement that writes, wherever it was prepared. */
function isPreparedToWrite(project: Project, statement: ts.Expression): boolean {
  const { ts } = project;
  const inner = unwrap(ts, statement);
  const { end } = isNameOrMember(ts, inner) ? originOf(project, inner) : { end: undefined };
  const value = end?.kind === 'declaration' && end.value && ts.isExpression(end.value) ? end.value : undefined;
  const prepared = value && unwrapAwaits(ts, value);
  if (!prepared || !ts.isCallExpression(prepared) || !ts.isPropertyAccessExpression(prepared.expression)) return false;
  const [sql] = prepared.arguments;
  return prepared.expression.name.text === 'prepare' && sql !== undefined && writesSql(sqlOf(project, sql));
}

/** `supabase.auth.signUp`; a model of one's own may be called `auth`. */
function isSigningIn(project: Project, callee: ts.PropertyAccessExpression, names: readonly string[]): boolean {
  if (!names.includes('auth') || names.includes('admin')) return false;
  return !databaseClient.test(names[0] ?? '') && !/^@prisma\//.test(libraryOf(project, callee) ?? '');
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
  return ts.isIdentifier(callee) && reachingVerb.test(callee.text) && !platformPackages.test(end.module);
}

/** A statement as it is written, or as the constant says that it is given by. */
function sqlOf(project: Project, statement: ts.Expression): string {
  const [text] = project.ts.isIdentifier(statement) ? textParts(project, statement) : [];
  return text ?? statement.getText();
}

/** Whether a text is a statement of SQL that writes. */
export function writesSql(text: string): boolean {
  return writingSql.test(text);
}
