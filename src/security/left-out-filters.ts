import type ts from 'typescript';
import { leavesOutFilters, leavesOutFurtherFilters } from '../catalog/data-writes.ts';
import { libraryOf } from '../flow/library.ts';
import type { Project } from '../project/project.ts';
import { isNameOrMember, unwrap } from '../syntax/nodes.ts';

/**
 * `where: { id, userId: user?.id }` of Prisma: where nobody is signed in the filter is left out, and the row is anybody's. What is alone in
 * the query of one row must be there.
 */
export function isLeftOutFilter(project: Project, filter: ts.Node): boolean {
  const { ts } = project;
  if (!ts.isPropertyAssignment(filter) && !ts.isShorthandPropertyAssignment(filter)) return false;
  const given = ts.isPropertyAssignment(filter) ? unwrap(ts, filter.initializer) : filter.name;
  const where = filter.parent.parent;
  if (!isNameOrMember(ts, given)) return false;
  if (!ts.isPropertyAssignment(where) || where.name.getText() !== 'where') return false;
  const call = where.parent.parent;
  if (!ts.isCallExpression(call) || call.arguments[0] !== where.parent) return false;
  const method = unwrap(ts, call.expression);
  if (!ts.isPropertyAccessExpression(method) || !/^@prisma\//.test(libraryOf(project, method) ?? '')) return false;
  const { text } = method.name;
  return leavesOutFilters.test(text) || (leavesOutFurtherFilters.test(text) && filter.parent.properties.length > 1);
}
