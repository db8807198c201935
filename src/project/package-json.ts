import type ts from 'typescript';
import type { Project } from './project.ts';

/**
 * A field of a package's `package.json`, as far as the door can read it.
 *
 * @param folder the package's folder, with a slash at its end
 * @returns the field's value; undefined where there is no such file or field
 */
export function packageFieldOf(project: Project, folder: string, field: string): ts.Expression | undefined {
  const { ts } = project;
  const statement = project.outsideFile(`${folder}package.json`)?.statements[0];
  if (!statement || !ts.isExpressionStatement(statement) || !ts.isObjectLiteralExpression(statement.expression)) return undefined;
  for (const property of statement.expression.properties) {
    if (ts.isPropertyAssignment(property) && ts.isStringLiteralLike(property.name) && property.name.text === field)
      return property.initializer;
  }
  return undefined;
}
