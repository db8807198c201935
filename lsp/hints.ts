import { type CodeLens, type InlayHint, type Location, type Range } from 'vscode-languageserver/node';
import { codeLenses, inlayHints } from '../editor/hints.ts';
import { documentOf, rangeIn } from './diagnostics.ts';
import type { Files } from './files.ts';
import type { OpenDocument } from './place.ts';

/** The command by which a client shows places; its arguments are a URI, a position and locations, as `editor.action.showReferences` takes them. */
export const SHOW_PLACES = 'rscBoundary.showPlaces';

/** What an inlay hint keeps to be explained by. */
export interface HintData {
  readonly uri: string;
  /** A place that the hover knows. */
  readonly offset: number;
}

/** The hints of a part of a document; what they mean is said when one is asked about. */
export function inlayHintsAt({ project, document, fileName }: OpenDocument, range: Range): InlayHint[] {
  const asked = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  return inlayHints(project.state, fileName, asked).map(({ position, label }): InlayHint => {
    const data: HintData = { uri: document.uri, offset: position - 1 };
    return { position: document.positionAt(position), label, paddingLeft: true, data };
  });
}

/** The lenses of a document. */
export function codeLensesOf({ project, document, fileName }: OpenDocument, files: Files, canShowPlaces: boolean): CodeLens[] {
  return codeLenses(project.state, fileName).map((lens): CodeLens => {
    const range = rangeIn(document, lens);
    const locations = canShowPlaces
      ? lens.places.flatMap((node): Location[] => {
          const file = node.getSourceFile();
          const of = documentOf(files, project, file.fileName);
          return of ? [{ uri: of.uri, range: rangeIn(of, { start: node.getStart(file), end: node.end }) }] : [];
        })
      : [];
    // A command without a name is a text that cannot be clicked.
    const command = locations.length > 0 ? SHOW_PLACES : '';
    return {
      range,
      command: { title: lens.title, command, ...(command ? { arguments: [document.uri, range.start, locations] } : {}) },
    };
  });
}
