import type ts from 'typescript';
import type { Project } from './project.ts';

/**
 * A field of a package's `package.json`, as far as the door can read it.
 *
 * @param folder the package's folder, with a slash at its end
 * @returns the field's value; undefined where there is no such file or field
 */
export function packageFieldOf(project: Project, folder: string, field: string): ts.Expression | undefined {
  return jsonFieldOf(project, `${folder}package.json`, field);
}

/** The folder of the package that a module belongs to, with a slash at its end; empty for one that is not installed. */
export function installedFolderOf(fileName: string): string {
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+\//.exec(fileName)?.[0] ?? '';
}

/** A field at the top of a file of JSON; undefined where there is no such file or field. */
export function jsonFieldOf(project: Project, fileName: string, field: string): ts.Expression | undefined {
  const { ts } = project;
  const statement = project.outsideFile(fileName)?.statements[0];
  if (!statement || !ts.isExpressionStatement(statement) || !ts.isObjectLiteralExpression(statement.expression)) return undefined;
  for (const property of statement.expression.properties) {
    if (ts.isPropertyAssignment(property) && ts.isStringLiteralLike(property.name) && property.name.text === field)
      return property.initializer;
  }
  return undefined;
}

/** The fields of a `package.json` that name other packages. */
type DependencyField = 'dependencies' | 'devDependencies' | 'peerDependencies';

/** A package that a `package.json` names. */
export interface Dependency {
  readonly name: string;
  /** As it is written: `^15.1.0`, `catalog:`, `workspace:*`. */
  readonly range: string;
  readonly field: DependencyField;
}

const dependencyFields: readonly DependencyField[] = ['dependencies', 'devDependencies', 'peerDependencies'];

/**
 * The packages that a folder's `package.json` names.
 *
 * @param folder with a slash at its end
 */
export function dependenciesIn(project: Project, folder: string): Dependency[] {
  const { ts } = project;
  return dependencyFields.flatMap((field) => {
    const value = packageFieldOf(project, folder, field);
    if (!value || !ts.isObjectLiteralExpression(value)) return [];
    return value.properties.flatMap((property) => {
      if (!ts.isPropertyAssignment(property) || !ts.isStringLiteralLike(property.name)) return [];
      const range = ts.isStringLiteralLike(property.initializer) ? property.initializer.text : '';
      return { name: property.name.text, range, field };
    });
  });
}
