import type ts from 'typescript';
import { factsOf, type ExportFact } from '../facts/index.ts';
import { usesOfExport, type Taking, type Use } from '../flow/index.ts';
import { graphOf } from '../graph/graph.ts';
import { isTestFile } from '../project/file-purpose.ts';
import type { Project } from '../project/project.ts';
import { clientOnlyApis } from '../catalog/platform-apis.ts';

/** `needed`: something uses it as an action, or may; else the calls of it on the server, none where nobody uses it. */
export type ActionUses = 'needed' | readonly ts.Node[];

/**
 * How the program uses an export of a `"use server"` module. Tests and stories do not count. Being handed on in any way, imported by
 * a module of the client graph, or loaded by `import()` makes it needed.
 */
export function actionUsesOf(project: Project, sourceFile: ts.SourceFile, { name }: ExportFact): ActionUses {
  const found = usesOfExport(project, sourceFile, name);
  const takings = found.takings.filter(({ from }) => !isTestFile(project, from));
  const uses = found.uses.filter(({ node }) => !isTestFile(project, node.getSourceFile().fileName));
  if (takings.some((taking) => isTakenByClient(project, taking))) return 'needed';
  if (uses.some((use) => isNeededFor(project, sourceFile, use))) return 'needed';
  return uses.flatMap(({ kind, by }) => (kind === 'called' && by.getSourceFile() !== sourceFile ? [by] : []));
}

/** Whether a module takes an action to be called in the browser, or so late that it may be. */
function isTakenByClient(project: Project, { from, fact, local }: Taking): boolean {
  if (fact.kind === 'dynamic' || fact.kind === 'require') return true;
  const file = project.sourceFile(from);
  if (!file || !isOfClient(project, file)) return false;
  if (fact.kind === 'export') return factsOf(project.ts, file).moduleDirective === 'use client';
  // Of a namespace a client module takes the members that it names.
  return fact.bindings.some((binding) => binding.local === local && binding.imported !== '*');
}

/** Whether a use is more than a call on the server: a call in the browser, or anything else that is done with it. */
function isNeededFor(project: Project, sourceFile: ts.SourceFile, { kind, node }: Use): boolean {
  if (kind === 'type' || kind === 'exported') return false;
  const file = node.getSourceFile();
  if (file === sourceFile) return kind === 'handed' || kind === 'read';
  return kind !== 'called' || isOfClient(project, file);
}

function isOfClient(project: Project, file: ts.SourceFile): boolean {
  const { client, server } = graphOf(project).environmentOf(file.fileName);
  const isOfServer = server !== undefined || factsOf(project.ts, file).moduleDirective === 'use server';
  return client !== undefined || !isOfServer || isMeantForClient(project.ts, file);
}

/** A module that takes what works in Client Components only has lost its directive: another rule says so. */
function isMeantForClient(ts: Project['ts'], file: ts.SourceFile): boolean {
  const { imports, serverFunctions } = factsOf(ts, file);
  if (serverFunctions.length > 0) return false;
  return imports.some(({ specifier, bindings }) =>
    bindings.some(({ imported, erased }) => !erased && clientOnlyApis.get(specifier.text)?.get(imported) === 'compiler'),
  );
}
