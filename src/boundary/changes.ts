import type ts from 'typescript';
import { forEachDescendant, isFunctionNode, unwrap, type FunctionNode } from '../facts/syntax.ts';
import { originOf } from '../project/origin.ts';
import type { Project } from '../project/project.ts';
import { requestChange } from './request-stores.ts';

/** A place where a function changes something that outlives it. */
export interface Mutation {
  /** The call, in the function that was asked about. */
  readonly at: ts.Node;
  /** The call as a message shows it. */
  readonly text: string;
}

/** Methods by which the common data libraries write. */
const writingMethods =
  /^(?:insert|insertOne|insertMany|insertInto|update|updateOne|updateMany|updateTable|delete|deleteOne|deleteMany|deleteFrom|create|createMany|upsert|replaceOne|findOneAndUpdate|findOneAndDelete|findByIdAndUpdate|findByIdAndDelete|save|destroy|remove|increment|decrement|hset|lpush|rpush|sadd|incr|decr|del)$/;
/** What holds data: the first name of a chain, or a member of it. */
const dataHolder = /^(?:db|database|prisma|drizzle|orm|knex|kysely|mongo|redis|kv|sql|supabase|tx|trx|transaction|pool|connection|repository|repo|model|models|collection|table)$|(?:Db|DB|Prisma|Database|Repository|Repo|Model|Client|(?<![cC]ookie)Store|Table|Collection)$/;
/** What a package's function that reaches out is called; `createClient` and `addYears` change nothing. */
const reachingVerb = /^(?:send|charge|refund|publish|invite|upload|transfer|purchase)(?:[A-Z_]|$)/;
const maximumFunctions = 60;

/**
 * The first change that a function makes, through functions of the program that it calls: a write by a data library, a statement of
 * SQL that writes, a request of a writing method, or a call of something unseen that is named as a change.
 */
export function firstMutation(project: Project, fn: FunctionNode, isGuarded: IsGuarded = () => false): Mutation | undefined {
  return search(project, fn, isGuarded, new Set());
}

/** Whether a function of the program answers for its own change: then calling it is none of the caller's. */
export type IsGuarded = (fn: FunctionNode, mutation: Mutation) => boolean;

function search(project: Project, fn: FunctionNode, isGuarded: IsGuarded, seen: Set<FunctionNode>): Mutation | undefined {
  const { ts } = project;
  if (!fn.body || seen.has(fn) || seen.size > maximumFunctions) return undefined;
  seen.add(fn);
  let found: Mutation | undefined;
  forEachDescendant(ts, fn.body, (node) => {
    if (found) return false;
    if (ts.isTaggedTemplateExpression(node) && writesSql(node.template.getText())) found = { at: node, text: 'a writing statement of SQL' };
    else if (ts.isCallExpression(node) && isMutation(project, node, isGuarded, seen)) found = { at: node, text: `${shortCallee(node)}()` };
    return found ? false : undefined;
  });
  return found;
}

function isMutation(project: Project, call: ts.CallExpression, isGuarded: IsGuarded, seen: Set<FunctionNode>): boolean {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  const [first, second] = call.arguments;
  if (ts.isIdentifier(callee) && callee.text === 'fetch' && second) return writesByRequest(ts, second);
  if (ts.isPropertyAccessExpression(callee)) {
    const { text } = callee.name;
    if (/^(?:query|execute|run|exec|unsafe|\$executeRaw|\$executeRawUnsafe)$/.test(text) && first && writesSql(first.getText())) return true;
    if (/^\$executeRaw/.test(text)) return true;
    // A visitor's own cookies are no data of the program's, though their variable is often called a store.
    if (requestChange(project, callee)) return false;
    if (writesData(ts, callee)) return true;
  }
  if (!ts.isIdentifier(callee) && !ts.isPropertyAccessExpression(callee)) return false;
  const { end, members } = originOf(project, callee);
  if (end.kind === 'declaration' && members.length === 0 && end.value && isFunctionNode(ts, end.value)) {
    const inner = search(project, end.value, isGuarded, seen);
    return inner !== undefined && !isGuarded(end.value, inner);
  }
  // Of what cannot be seen only its name can tell; what the language itself has changes nothing of the program's.
  return end.kind === 'package' && ts.isIdentifier(callee) && reachingVerb.test(callee.text) && !/^(?:react|next|node:|zod)/.test(end.module);
}

/** Whether a method is one by which a data library writes, on what holds data by its name: `db.user.create`. */
export function writesData(ts: Project['ts'], { name, expression }: ts.PropertyAccessExpression): boolean {
  return writingMethods.test(name.text) && chainNames(ts, expression).some((part) => dataHolder.test(part));
}

/** The names along a chain of members and calls, first to last: `db`, `user` of `db.user.create`. */
function chainNames(ts: Project['ts'], expression: ts.Expression): string[] {
  const names: string[] = [];
  let inner = unwrap(ts, expression);
  for (;;) {
    if (ts.isPropertyAccessExpression(inner)) {
      names.unshift(inner.name.text);
      inner = unwrap(ts, inner.expression);
    } else if (ts.isCallExpression(inner)) inner = unwrap(ts, inner.expression);
    else if (ts.isAwaitExpression(inner)) inner = unwrap(ts, inner.expression);
    else break;
  }
  if (ts.isIdentifier(inner)) names.unshift(inner.text);
  return names;
}

function writesSql(text: string): boolean {
  return /(?:^|[\s`'"(])(?:insert\s+into|update\s+\S+\s+set|delete\s+from|truncate|drop\s+table|merge\s+into|replace\s+into)\b/i.test(text);
}

function writesByRequest(ts: Project['ts'], options: ts.Expression): boolean {
  const literal = unwrap(ts, options);
  // A query of GraphQL is posted too, and reads.
  if (!ts.isObjectLiteralExpression(literal) || /\bquery\b/.test(literal.getText())) return false;
  return literal.properties.some(
    (property) => ts.isPropertyAssignment(property) && property.name.getText() === 'method' && /^['"`](?:POST|PUT|PATCH|DELETE)['"`]$/i.test(property.initializer.getText()),
  );
}

function shortCallee({ expression }: ts.CallExpression): string {
  const text = expression.getText().replaceAll(/\s+/g, '');
  return text.length > 40 ? `…${text.slice(-39)}` : text;
}
