import type ts from 'typescript';
import { isForeignFile, type FunctionNode } from '../syntax/nodes.ts';
import type { Project } from '../project/project.ts';
import { functionOf, implementersOf } from './implementers.ts';
import { behindAlias } from '../syntax/types.ts';

/**
 * The functions of the program by which the checker says that a member is declared: a method of a class that a parameter's
 * type names, a function of a typed object. None where the declaration has no body, or is a package's.
 */
export function declaredFunctions(project: Project, expression: ts.Expression): FunctionNode[] {
  return declarationsOf(project, expression).flatMap((declaration) => functionOf(project, declaration) ?? []);
}

/** The functions of the program that a member of a type without bodies may be: see {@link implementersOf}. */
export function implementingFunctions(project: Project, expression: ts.Expression): FunctionNode[] {
  return declarationsOf(project, expression).flatMap((declaration) => [...implementersOf(project, declaration)]);
}

/** The member that is read, as the checker says; behind an alias what that is for. */
export function symbolOfMember({ ts, checker }: Project, { name }: ts.PropertyAccessExpression): ts.Symbol | undefined {
  const symbol = checker?.getSymbolAtLocation(name);
  return checker && symbol && behindAlias(ts, checker, symbol);
}

/** Where the program declares the member that is read. */
function declarationsOf(project: Project, expression: ts.Expression): readonly ts.Declaration[] {
  const { ts, checker } = project;
  if (!checker || !ts.isPropertyAccessExpression(expression)) return [];
  if (project.declaresMember?.(expression.name.text) === false) return [];
  const declarations = symbolOfMember(project, expression)?.declarations ?? [];
  return declarations.filter((declaration) => !isForeignFile(declaration.getSourceFile()));
}
