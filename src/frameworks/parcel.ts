import type ts from 'typescript';
import { packageFieldOf } from '../project/package-json.ts';
import { filesMentioning } from '../project/project.ts';
import type { TypeScript } from '../typescript.ts';
import { fileAt, pathsIn, placeIn, type AppFolder, type RootSide, type Roots } from './app.ts';
import { propertiesOf } from './config.ts';
import { globExpression } from './globs.ts';

const directive = 'use server-entry';

/** Whether Parcel compiles an app, with React Server Components. */
export function isOfParcel(app: AppFolder): boolean {
  const { dependencies } = app;
  return dependencies.has('@parcel/rsc') || (dependencies.has('parcel') && serverTargets(app).length > 0);
}

/** The `source` of the targets whose `context` is `react-server`, and the modules with `"use server-entry"`. */
export function rootsOfParcel(app: AppFolder): Roots {
  const { project, folder, fileNames } = app;
  const { ts } = project;
  const roots = new Map<string, RootSide>();
  const own = packageFieldOf(project, folder, 'source');
  for (const target of serverTargets(app)) {
    const given = propertiesOf(ts, { objects: [target], assigned: [] }, 'source').map(({ value }) => value);
    for (const path of (given.length > 0 ? given : own ? [own] : []).flatMap((value) => pathsIn(ts, value))) {
      const file = fileAt(app, folder, path);
      if (file !== undefined) roots.set(file, 'server');
      else if (path.includes('*')) {
        const pattern = globExpression(path.replace(/^\.?\//, ''));
        for (const name of fileNames) if (pattern.test(name.slice(folder.length))) roots.set(name, 'server');
      }
    }
  }
  for (const file of filesMentioning(project, directive)) {
    if (!file.fileName.startsWith(folder)) continue;
    if (file.statements.some((statement) => isDirective(ts, statement))) roots.set(file.fileName, 'server');
  }
  return roots;
}

function isDirective(ts: TypeScript, statement: ts.Statement): boolean {
  return (
    ts.isExpressionStatement(statement) && ts.isStringLiteral(statement.expression) && statement.expression.text === directive
  );
}

function serverTargets({ project, folder }: AppFolder): ts.ObjectLiteralExpression[] {
  const { ts } = project;
  const targets = placeIn(ts, packageFieldOf(project, folder, 'targets'));
  return propertiesOf(ts, targets).flatMap(({ value }) => {
    if (!ts.isObjectLiteralExpression(value)) return [];
    const contexts = propertiesOf(ts, { objects: [value], assigned: [] }, 'context');
    return contexts.some(({ value: context }) => ts.isStringLiteralLike(context) && context.text === 'react-server')
      ? [value]
      : [];
  });
}
