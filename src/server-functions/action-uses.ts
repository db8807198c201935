import type ts from 'typescript';
import { functionBehind } from '../facts/functions.ts';
import { factsOf, type ExportFact, type ServerFunction } from '../facts/index.ts';
import { usesOfExport, type Taking, type Use } from '../flow/index.ts';
import { hasApp } from '../graph/app-package.ts';
import { graphOf } from '../graph/graph.ts';
import { mayBeImportedUnseen, packageFolderOf } from '../graph/reach.ts';
import { memoized } from '../syntax/memoized.ts';
import { isInside, type FunctionNode } from '../syntax/nodes.ts';
import { isTestFile, purposeOf } from '../project/file-purpose.ts';
import type { Project } from '../project/project.ts';
import { serverEntryFunctions } from '../catalog/entry-functions.ts';
import { clientOnlyApis } from '../catalog/platform-apis.ts';

/** Calls of an action that need no endpoint. */
interface ServerCalls {
  /** In other modules, on the server. */
  readonly elsewhere: readonly ts.Node[];
  /** In its own module. */
  readonly inOwnFile: readonly ts.Node[];
}

/** `needed`: something uses it as an action, or may; else the calls of it on the server, none where nothing uses it. */
type ActionUses = 'needed' | ServerCalls;

/**
 * How the program uses an export of a `"use server"` module. Tests, stories and scripts do not count. Being handed on in any way, imported by
 * a module of the client graph, or loaded by `import()` makes it needed.
 */
export function actionUsesOf(project: Project, sourceFile: ts.SourceFile, { name }: ExportFact): ActionUses {
  const found = usesOfExport(project, sourceFile, name);
  const takings = found.takings.filter(({ from }) => !isTestFile(project, from));
  const uses = found.uses.filter(({ node }) => !isTestFile(project, node.getSourceFile().fileName));
  if (takings.some((taking) => isTakenByClient(project, taking))) return 'needed';
  if (uses.some((use) => isNeededFor(project, sourceFile, use))) return 'needed';
  const calls = uses.flatMap(({ kind, by }) => (kind === 'called' ? [by] : []));
  const isOwn = (call: ts.Node): boolean => call.getSourceFile() === sourceFile;
  return { elsewhere: calls.filter((call) => !isOwn(call)), inOwnFile: calls.filter(isOwn) };
}

/** Whether all that may import a file is in view: its app is, and no import is left unresolved that may be of this file. */
export function areUsersInView(project: Project, { fileName }: ts.SourceFile): boolean {
  if (isTestFile(project, fileName) || mayBeImportedUnseen(project, fileName)) return false;
  return hasApp(project, packageFolderOf(project, fileName));
}

/**
 * Whether a Server Function is called on the server, as any function is, and by no other code: what it takes and gives never crosses.
 * That it is an endpoint all the same, `no-exposed-action` says.
 */
export function isOnlyCalledOnServer(project: Project, sourceFile: ts.SourceFile, { node, by }: ServerFunction): boolean {
  if (by !== 'module' || !areUsersInView(project, sourceFile)) return false;
  const exports = factsOf(project.ts, sourceFile).exports.filter((fact) => !fact.erased && isExportOf(project, fact, node));
  const uses = exports.map((fact) => actionUsesOf(project, sourceFile, fact));
  const calls = uses.flatMap((use) => (use === 'needed' ? [] : [...use.elsewhere, ...use.inOwnFile]));
  const isHandler = exports.some((fact) => isRouteHandler(project, sourceFile, fact));
  return (calls.length > 0 || isHandler) && !uses.includes('needed');
}

/** Whether an export is called by the framework: `GET` of a route's file. */
export function isRouteHandler(project: Project, { fileName }: ts.SourceFile, { name }: ExportFact): boolean {
  return graphOf(project).entries.get(fileName)?.kind === 'route' && serverEntryFunctions.test(name);
}

function isExportOf({ ts }: Project, { thing }: ExportFact, fn: FunctionNode): boolean {
  if (functionBehind(ts, thing) === fn) return true;
  const value = thing.kind === 'variable' ? thing.node : thing.kind === 'expression' ? thing.node : undefined;
  return value !== undefined && isInside(fn, value);
}

/** Whether a module takes an action to be called in the browser, or so late that it may be. */
function isTakenByClient(project: Project, { from, fact, local }: Taking): boolean {
  const file = project.sourceFile(from);
  if (file && isScript(project, file)) return false;
  if (fact.kind === 'dynamic' || fact.kind === 'require') return true;
  if (!file || !isOfClient(project, file)) return false;
  if (fact.kind === 'export') return factsOf(project.ts, file).moduleDirective === 'use client';
  // Of a namespace, or of an object of actions, a client module takes the members that it names.
  return local !== undefined;
}

/** Whether a use is more than a call on the server: a call in the browser, or anything else that is done with it. */
function isNeededFor(project: Project, sourceFile: ts.SourceFile, { kind, node }: Use): boolean {
  if (kind === 'type' || kind === 'exported') return false;
  const file = node.getSourceFile();
  if (file === sourceFile) return kind === 'handed' || kind === 'read';
  return kind !== 'called' || isOfClient(project, file);
}

/** What people run by hand: it imports, nothing imports it, and no framework loads it. */
function isScript(project: Project, { fileName }: ts.SourceFile): boolean {
  const graph = graphOf(project);
  const { client, server } = graph.environmentOf(fileName);
  if (client || server || graph.importersOf(fileName).length > 0) return false;
  const file = project.sourceFile(fileName);
  const isAlone = file !== undefined && factsOf(project.ts, file).exports.every(({ erased }) => erased);
  return isAlone || purposeOf(project, fileName) === 'script';
}

function isOfClient(project: Project, file: ts.SourceFile): boolean {
  if (isScript(project, file)) return false;
  const { client, server } = graphOf(project).environmentOf(file.fileName);
  const isOfServer = server !== undefined || factsOf(project.ts, file).moduleDirective === 'use server';
  return client !== undefined || !isOfServer || isMeantForClient(project.ts, file);
}

/** A module that takes what works in Client Components only has lost its directive: another rule says so. */
const isMeantForClient = memoized((ts: Project['ts'], file: ts.SourceFile): boolean => {
  const { imports, serverFunctions } = factsOf(ts, file);
  const isTaking = imports.some(({ specifier, bindings }) =>
    bindings.some(({ imported, erased }) => !erased && clientOnlyApis.get(specifier.text)?.get(imported) === 'compiler'),
  );
  return isTaking && serverFunctions.length === 0;
});
