import type ts from 'typescript';
import { isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import type { Project } from '../project/project.ts';

/**
 * The functions of the program by which the checker says that a member is declared: a method of a class that a parameter's
 * type names, a function of a typed object. None where the declaration has no body, or is a package's.
 */
export function declaredFunctions(project: Project, expression: ts.Expression): FunctionNode[] {
  const { ts, checker } = project;
  if (!checker || !ts.isPropertyAccessExpression(expression)) return [];
  if (project.declaresMember?.(expression.name.text) === false) return [];
  let symbol = checker.getSymbolAtLocation(expression.name);
  if (symbol && symbol.flags & ts.SymbolFlags.Alias) symbol = checker.getAliasedSymbol(symbol);
  return (symbol?.declarations ?? []).flatMap((declaration): FunctionNode[] => {
    const { fileName, isDeclarationFile } = declaration.getSourceFile();
    if (isDeclarationFile || fileName.includes('/node_modules/')) return [];
    if (isFunctionNode(ts, declaration)) return declaration.body ? [declaration] : [];
    const isHolder =
      ts.isPropertyAssignment(declaration) || ts.isPropertyDeclaration(declaration) || ts.isVariableDeclaration(declaration);
    const value = isHolder && declaration.initializer ? unwrap(ts, declaration.initializer) : undefined;
    return value && isFunctionNode(ts, value) ? [value] : [];
  });
}
