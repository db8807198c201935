import type ts from 'typescript';
import { factsOf } from '../facts/index.ts';
import { pageExtensionsOf } from '../frameworks/next/settings.ts';
import { isTestFile } from '../project/file-purpose.ts';
import type { Project } from '../project/project.ts';
import { graphOf, isLoadedByFramework } from './graph.ts';
import type { Edge } from './links.ts';
import { mayMdxReach } from './mdx.ts';
import { mayBeImportedUnseen, packageFolderOf, waysTo } from './reach.ts';

/**
 * The imports of a module where all who import it are certainly client modules: then a `"use client"` of its own does nothing. Tests
 * do not count.
 *
 * @returns undefined where an importer is not, or may be out of view, and for a module that the framework loads by itself
 */
export function clientImportersOf(project: Project, fileName: string): readonly Edge[] | undefined {
  const graph = graphOf(project);
  if (graph.isBoundary(fileName) || isLoadedByFramework(graph, fileName)) return undefined;
  const isMdxLoaded = pageExtensionsOf(project, fileName).some((extension) => /mdx?$/.test(extension));
  if (isMdxLoaded && mayMdxReach(project, fileName)) return undefined;
  const edges = graph.importersOf(fileName).filter(({ from }) => !isTestFile(project, from));
  if (edges.length === 0 || mayBeImportedUnseen(project, fileName)) return undefined;
  return edges.every(({ from }) => isCertainlyClient(project, from)) ? edges : undefined;
}

/** Whether a file is of the app whose entry reaches it: who imports a file of another package is not all in view. */
export function isOfReachedApp(project: Project, fileName: string): boolean {
  const graph = graphOf(project);
  const { server, client } = graph.environmentOf(fileName);
  const root = (server ?? client)?.[0];
  if (root === undefined || !isLoadedByFramework(graph, root)) return false;
  return packageFolderOf(project, fileName) === packageFolderOf(project, root);
}

/**
 * Whether a file is a `"use server"` or `"use cache"` module of the Pages Router or the proxy alone: these are compiled without
 * directives, and its exports are plain functions.
 */
export function hasIdleServerDirective(project: Project, sourceFile: ts.SourceFile): boolean {
  if (!/\buse (?:server|cache)/.test(sourceFile.text)) return false;
  const { moduleDirective } = factsOf(project.ts, sourceFile);
  if (moduleDirective === undefined || moduleDirective === 'use client') return false;
  const { fileName } = sourceFile;
  const found = [...waysTo(project, fileName)];
  return found.length > 0 && found.every((way) => way === 'pages' || way === 'proxy') && isOfReachedApp(project, fileName);
}

function isCertainlyClient(project: Project, fileName: string): boolean {
  const { server, client } = graphOf(project).environmentOf(fileName);
  if (server || !client) return false;
  const file = project.sourceFile(fileName);
  const isByDirective = file !== undefined && factsOf(project.ts, file).moduleDirective === 'use client';
  return isByDirective || !waysTo(project, fileName).has('unknown');
}
