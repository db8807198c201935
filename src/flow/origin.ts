import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import type { Origin } from './origin-end.ts';
import type { Project } from '../project/project.ts';
import { Trail } from './trail.ts';
import { memoized } from '../syntax/memoized.ts';

/**
 * Where the value of an expression comes from: through parentheses and casts, names that are never written again, patterns
 * (`const { useState } = React`), `require`, imports, re-exports, barrels, namespaces, members of object literals,
 * `next/dynamic` and `React.lazy`. Syntax and module resolution only, so it is the same with and without a checker.
 *
 * @param expression a name, a member expression, or any other expression (whose end is then unknown); a JSX tag name too
 */
export const originOf = memoized((project: Project, expression: ts.Expression | ts.JsxTagNameExpression): Origin =>
  new Trail(project).follow(expression),
);

/**
 * As {@link originOf}, for a rule that looks at nothing but the file: a package's export is found as ever, what comes from
 * another file is unknown (by a relative path) or ends as an export of the specifier as it is written.
 */
export function originInFile(ts: TypeScript, expression: ts.Expression | ts.JsxTagNameExpression): Origin {
  return originOf(fileAlone(ts), expression);
}

/** A project in which no file knows of another. */
const fileAlone = memoized((ts: TypeScript): Project => {
  const nothing = (): undefined => undefined;
  return {
    ts,
    checker: undefined,
    compilerOptions: {},
    settings: {},
    directory: '/',
    fileNames: () => [],
    sourceFiles: () => [],
    fileSet: {},
    sourceFile: nothing,
    outsideFile: nothing,
    resolve: nothing,
    packageModule: nothing,
  };
});

/** Where an export of a project's file comes from. `name` may be `default`. */
export function originOfExport(project: Project, sourceFile: ts.SourceFile, name: string): Origin {
  return new Trail(project).exported(sourceFile, name);
}

export { declaredValue, isFrom, type Assigned, type Origin } from './origin-end.ts';
export type { Reference } from '../project/reference.ts';
