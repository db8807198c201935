import type ts from 'typescript';
import type { Facts } from '../facts/index.ts';
import { forEachDescendantOnce } from '../syntax/descendants.ts';
import { hasModifier } from '../syntax/nodes.ts';
import type { TypeScript } from '../typescript.ts';
import type { Side } from './environment.ts';
import { isJsx } from '../syntax/jsx.ts';

/**
 * What a file says about its own side where no root reaches it: its directive, `import "server-only"` or `"client-only"`, a Server
 * Function in a function's body, an async component.
 */
export function evidenceOf(ts: TypeScript, sourceFile: ts.SourceFile, facts: Facts): Side | undefined {
  if (facts.moduleDirective) return facts.moduleDirective === 'use client' ? 'client' : 'server';
  for (const { specifier, erased } of facts.imports) {
    if (erased) continue;
    if (specifier.text === 'server-only') return 'server';
    if (specifier.text === 'client-only') return 'client';
  }
  // Most files have neither word in them, and need not be walked.
  const { text } = sourceFile;
  if (text.includes('use server') && facts.serverFunctions.some((fn) => fn.directive === 'use server')) return 'server';
  return /\.[cm]?[jt]sx$/.test(sourceFile.fileName) && text.includes('async') && hasAsyncComponent(ts, sourceFile)
    ? 'server'
    : undefined;
}

/** An exported async function with a component's name: it can render nowhere but on the server. */
function hasAsyncComponent(ts: TypeScript, sourceFile: ts.SourceFile): boolean {
  return sourceFile.statements.some(
    (statement) =>
      ts.isFunctionDeclaration(statement) &&
      hasModifier(ts, statement, ts.SyntaxKind.AsyncKeyword) &&
      hasModifier(ts, statement, ts.SyntaxKind.ExportKeyword) &&
      /^[A-Z]/.test(statement.name?.text ?? '') &&
      statement.body !== undefined &&
      returnsJsx(ts, statement.body),
  );
}

/** Whether a function's own body (not a function inside it) returns JSX somewhere. */
function returnsJsx(ts: TypeScript, body: ts.Node): boolean {
  let found = false;
  forEachDescendantOnce(ts, body, (node) => {
    if (found || ts.isFunctionLike(node)) return false;
    found = isJsx(ts, node);
    return undefined;
  });
  return found;
}
