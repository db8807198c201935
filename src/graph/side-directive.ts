import type ts from 'typescript';
import { foreignDirectiveOf } from '../facts/foreign-directive.ts';
import { factsOf } from '../facts/index.ts';
import type { Project } from '../project/project.ts';

/** The directive that decides which side a module is on. What another compiler's directive makes of a module is unknown here. */
export function sideDirectiveOf(ts: Project['ts'], file: ts.SourceFile): string | undefined {
  return factsOf(ts, file).moduleDirective ?? (isClientEntry(ts, file) ? 'use client' : foreignDirectiveOf(ts, file));
}

/** Parcel's `"use client-entry"`: what the browser loads first, named by a Server Component that imports it. */
function isClientEntry(ts: Project['ts'], { statements, text }: ts.SourceFile): boolean {
  if (!text.includes('use client-entry')) return false;
  const first = statements.find((statement) => !ts.isExpressionStatement(statement) || !ts.isStringLiteral(statement.expression));
  return statements
    .slice(0, first ? statements.indexOf(first) : undefined)
    .some(
      (statement) =>
        ts.isExpressionStatement(statement) && (statement.expression as ts.StringLiteral).text === 'use client-entry',
    );
}
