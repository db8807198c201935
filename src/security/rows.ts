import type ts from 'typescript';
import { libraryOf } from '../flow/library.ts';
import type { Project } from '../project/project.ts';
import { unwrap } from '../syntax/nodes.ts';
import { nameOfCallee } from './parsers.ts';
import { dataPackages, isWrite } from './writes.ts';

/** What is called to find or to write rows: what it answers was not sent, though it is found by what was. */
const rowName =
  /^(?:find|select|query|first|count|update|upsert|create|delete|insert|save|remove|aggregate|fetch|load|lookup|exists|execute)(?![a-z])|^get[A-Z]/;

/** Whether a call asks something outside the program for rows: by what it is, or by being called so and awaited. */
export function isLookUp(project: Project, call: ts.CallExpression): boolean {
  const { ts } = project;
  if (isWrite(project, call)) return true;
  const callee = unwrap(ts, call.expression);
  const library = libraryOf(project, callee);
  if (library !== undefined && dataPackages.test(library) && !isQueryPart(project, call)) return true;
  let outer = call.parent;
  while (ts.isParenthesizedExpression(outer)) outer = outer.parent;
  return ts.isAwaitExpression(outer) && rowName.test(nameOfCallee(ts, callee));
}

const queryPart =
  /^(?:eq|ne|gt|gte|lt|lte|and|or|not|inArray|notInArray|between|like|ilike|exists|isNull|isNotNull|arrayContains|desc|asc|sql|raw|literal|placeholder|doc|docRef|collection|ref|where|query|orderBy|limit|increment|arrayUnion|arrayRemove|deepmerge|cn|clsx|col|fn)$/;

/** `eq(posts.id, id)`, `doc(db, 'posts', id)`: a part of a query or of an address, which holds what it is given as it came. */
export function isQueryPart(project: Project, call: ts.CallExpression): boolean {
  return (
    project.ts.isIdentifier(unwrap(project.ts, call.expression)) && queryPart.test(nameOfCallee(project.ts, call.expression))
  );
}
