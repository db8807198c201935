import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { isFunctionNode, unwrap } from '../syntax/nodes.ts';
import type { Declaration } from '../syntax/scope.ts';
import { membersGivenTo, type GivenMembers } from '../syntax/static-members.ts';
import type { Origin } from './origin-end.ts';

/** What a declaration stands for, with the members that its file gives its name later: `Menu.Item = Item`. */
export function withGivenMembers(ts: TypeScript, origin: Origin, declaration: Declaration): Origin {
  const { name } = declaration;
  if (!name || !ts.isIdentifier(name)) return origin;
  const isImported = ts.isImportSpecifier(declaration) || ts.isImportClause(declaration);
  const owner = ts.isVariableDeclaration(declaration) ? declaration.parent.parent.parent : declaration.parent;
  if (!isImported && !ts.isSourceFile(owner)) return origin;
  return withAssigned(origin, membersGivenTo(ts, declaration.getSourceFile(), name.text));
}

/**
 * What `Object.assign(Menu, { Item })` gives of a component or a function: that, with its members.
 *
 * @returns undefined for a copy of data, which is none of its sources
 */
export function withSources(ts: TypeScript, target: Origin, sources: readonly ts.Expression[]): Origin | undefined {
  const value = target.end.kind === 'declaration' ? target.end.value : undefined;
  const isCode = value !== undefined && (isFunctionNode(ts, value) || ts.isClassLike(value) || ts.isCallExpression(value));
  const literals = sources.map((source) => unwrap(ts, source)).filter((source) => ts.isObjectLiteralExpression(source));
  if (!isCode && !target.reference) return undefined;
  return literals.length === sources.length ? withAssigned(target, literals.reverse()) : undefined;
}

function withAssigned(origin: Origin, given: readonly GivenMembers[]): Origin {
  const { reference, assigned = [] } = origin;
  return given.length === 0
    ? origin
    : { ...origin, assigned: [...given.map((members) => ({ members, reference })), ...assigned] };
}
