import type ts from 'typescript';
import { landingOf } from '../crossings/landing.ts';
import { factsOf, type ImportFact } from '../facts/index.ts';
import type { TextRange } from '../finding.ts';
import { graphOf } from '../graph/graph.ts';
import { referenceOfImport } from '../hover/import-landing.ts';
import type { Project } from '../project/project.ts';
import { descendantsOf } from '../syntax/descendants.ts';

/** A word that an editor puts into the text, behind a place. */
export interface InlayHint {
  /** UTF-16 offset, 0-based: the end of what it is about. The hover in front of it says more. */
  readonly position: number;
  readonly label: string;
}

const labels = { tag: 'client', client: 'client boundary', server: 'Server Functions' } as const;

/**
 * What an editor shows beside the code of a file: at the tag of a Client Component that the server renders, and at an import that
 * leads over the boundary; where it leads through a barrel, at the names that do.
 *
 * @param range what is in view
 */
export function inlayHintsIn(project: Project, sourceFile: ts.SourceFile, range: TextRange): InlayHint[] {
  if (sourceFile.isDeclarationFile) return [];
  const { moduleDirective, imports } = factsOf(project.ts, sourceFile);
  const { server, client } = graphOf(project).environmentOf(sourceFile.fileName);
  // In a client file nothing else is rendered, and its imports of client files are no boundary.
  const isServer = server !== undefined && moduleDirective !== 'use client';
  const isClient = client !== undefined && moduleDirective !== 'use server';
  if (!isServer && !isClient) return [];
  const crossing: ReadonlySet<string> = new Set([...(isServer ? ['use client'] : []), ...(isClient ? ['use server'] : [])]);
  const hints = imports.flatMap((fact) => hintsOfImport(project, sourceFile, fact, crossing));
  if (isServer) hints.push(...hintsOfTags(project, sourceFile, range));
  return hints.filter(({ position }) => range.start <= position && position <= range.end).sort((a, b) => a.position - b.position);
}

function hintsOfImport(
  project: Project,
  sourceFile: ts.SourceFile,
  fact: ImportFact,
  crossing: ReadonlySet<string>,
): InlayHint[] {
  const direct = referenceOfImport(project, sourceFile, fact);
  if (direct) {
    if (!crossing.has(direct.directive)) return [];
    return [{ position: fact.specifier.end, label: direct.directive === 'use client' ? labels.client : labels.server }];
  }
  return fact.bindings.flatMap((binding) => {
    const reference = binding.imported === '*' ? undefined : referenceOfImport(project, sourceFile, fact, binding);
    if (!reference || !crossing.has(reference.directive)) return [];
    return [{ position: binding.node.end, label: reference.directive === 'use client' ? labels.tag : 'Server Function' }];
  });
}

function hintsOfTags(project: Project, sourceFile: ts.SourceFile, { start, end }: TextRange): InlayHint[] {
  const { ts } = project;
  const found: InlayHint[] = [];
  if (!sourceFile.text.includes('<')) return found;
  for (const { tagName, pos, end: behind } of descendantsOf(ts, sourceFile, 'JsxOpeningElement', 'JsxSelfClosingElement')) {
    if (behind < start || end < pos) continue;
    if (landingOf(project, tagName) === 'client') found.push({ position: tagName.end, label: labels.tag });
  }
  return found;
}
