import { DocumentHighlightKind, type DocumentHighlight } from 'vscode-languageserver/node';
import { crossingRanges } from '../editor/hints.ts';
import { rangeIn } from './diagnostics.ts';
import type { OpenDocument } from './place.ts';

/**
 * What crosses at a place of a document, with TypeScript's own highlights of the name there: an editor asks one server of several,
 * and shows what that one says.
 *
 * @param offset UTF-16, 0-based
 * @returns null where nothing crosses
 */
export function highlightsAt({ project, document, fileName }: OpenDocument, offset: number): DocumentHighlight[] | null {
  const crossing = crossingRanges(project.state, fileName, offset);
  if (crossing.length === 0) return null;
  const found = new Map<string, DocumentHighlight>();
  const add = (start: number, end: number, kind: DocumentHighlightKind): void => {
    if (!found.has(`${start} ${end}`)) found.set(`${start} ${end}`, { range: rangeIn(document, { start, end }), kind });
  };
  for (const { textSpan, kind } of project.highlightsAt(fileName, offset))
    add(
      textSpan.start,
      textSpan.start + textSpan.length,
      kind === 'writtenReference' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
    );
  for (const { start, end } of crossing) add(start, end, DocumentHighlightKind.Text);
  return [...found.values()].sort(
    ({ range: a }, { range: b }) => a.start.line - b.start.line || a.start.character - b.start.character,
  );
}
