import type ts from 'typescript';
import { factsOf } from '../facts/index.ts';
import type { TextRange } from '../finding.ts';
import { clientImportersOf, isOfReachedApp } from '../graph/client-importers.ts';
import { graphOf, type ModuleGraph } from '../graph/graph.ts';
import type { Project } from '../project/project.ts';
import { requireActionAuth } from '../rules/require-action-auth.ts';
import { askingBefore, asksWhoCalls, isGuardedByWrapper, type AuthOptions } from '../security/authentication.ts';
import { firstChange } from '../security/changes.ts';
import { usePlacesOf } from '../server-functions/action-callers.ts';
import { isMarkedPublic, serverFunctionsIn, type OfferedFunction } from '../server-functions/offered.ts';

/** A line that an editor shows above a line of code. */
export interface CodeLens extends TextRange {
  readonly title: string;
  /** The places that it counts, for an editor to show; empty where it counts none. */
  readonly places: readonly ts.Node[];
}

/**
 * What an editor shows above the code of a file: who calls a Server Function, and whether it asks who calls; where the server enters
 * the client side at a `"use client"`, or that it does nothing.
 *
 * @param optionsOf what is set of a rule's options: of the one that requires the question who calls
 */
export function codeLensesIn(project: Project, sourceFile: ts.SourceFile, optionsOf: (rule: string) => AuthOptions): CodeLens[] {
  if (sourceFile.isDeclarationFile) return [];
  const facts = factsOf(project.ts, sourceFile);
  const auth = optionsOf(requireActionAuth.name);
  const lenses = serverFunctionsIn(project, facts).flatMap((offered) => lensesOfFunction(project, sourceFile, offered, auth));
  const [directive] = facts.moduleDirectives;
  const title = directive?.name === 'use client' ? clientTitle(project, sourceFile) : undefined;
  if (directive && title) lenses.push({ ...lensRangeOf(sourceFile, directive.literal), title, places: [] });
  return lenses.sort((a, b) => a.start - b.start);
}

function lensesOfFunction(project: Project, sourceFile: ts.SourceFile, offered: OfferedFunction, auth: AuthOptions): CodeLens[] {
  const places = usePlacesOf(project, offered.node, offered.head);
  const range = lensRangeOf(sourceFile, offered.head);
  const called = places.length === 0 ? 'no use found' : `called from ${counted(places.length, 'place')}`;
  const check = checkTitle(project, offered, auth);
  return [
    { ...range, title: `${called} · public endpoint`, places },
    ...(check ? [{ ...range, title: `checks auth: ${check}`, places: [] }] : []),
  ];
}

/** Nothing of a function behind a wrapper that may ask, where nothing shows that it should. */
function checkTitle(project: Project, { node, wrappers }: OfferedFunction, auth: AuthOptions): string | undefined {
  if (isMarkedPublic(project.ts, node)) return 'not needed (@public)';
  if (isGuardedByWrapper(project, node, auth)) return 'yes';
  const change = firstChange(project, node, askingBefore(project, auth));
  if (asksWhoCalls(project, node, auth, change?.at)) return 'yes';
  return change || wrappers.length === 0 ? 'no' : undefined;
}

function clientTitle(project: Project, { fileName }: ts.SourceFile): string | undefined {
  const graph = graphOf(project);
  if (graph.isBoundary(fileName)) {
    const entered = enteredFrom(graph, fileName);
    return entered ? `boundary: entered from ${entered}` : 'boundary: the server enters the client side here';
  }
  return isOfReachedApp(project, fileName) && clientImportersOf(project, fileName)
    ? 'no effect: every importer is client'
    : undefined;
}

/** The pages, layouts and other roots that reach a boundary on the server side, counted by kind. */
function enteredFrom(graph: ModuleGraph, fileName: string): string {
  const reached = new Set(serverImporters(graph, fileName));
  // The set grows while it is walked.
  for (const from of reached) for (const importer of serverImporters(graph, from)) reached.add(importer);
  if (graph.entries.has(fileName)) reached.add(fileName);
  const counts = new Map<string, number>();
  for (const from of reached) {
    const entry = graph.entries.get(from);
    const name = entry ? entry.name.replace(/\d$/, '') : graph.roots.has(from) ? 'server root' : undefined;
    if (name !== undefined) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [pages, ...others] = [
    ['page', counts.get('page') ?? 0] as const,
    ...[...counts].filter(([name]) => name !== 'page').sort(),
  ];
  return [...(pages[1] > 0 ? [pages] : []), ...others].map(([name, count]) => counted(count, name)).join(', ');
}

function serverImporters(graph: ModuleGraph, fileName: string): string[] {
  return graph.importersOf(fileName).flatMap(({ from }) => (isServerOnlyWay(graph, from) ? [from] : []));
}

/** Whether what imports a module is on the server: a way that leads through another client module does not enter here. */
function isServerOnlyWay(graph: ModuleGraph, fileName: string): boolean {
  return graph.environmentOf(fileName).server !== undefined && !graph.isBoundary(fileName);
}

function counted(count: number, name: string): string {
  return `${count} ${name}${count === 1 ? '' : 's'}`;
}

function lensRangeOf(sourceFile: ts.SourceFile, node: ts.Node): TextRange {
  return { start: node.getStart(sourceFile), end: node.end };
}
