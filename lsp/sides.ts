import { NotificationType0, RequestType } from 'vscode-languageserver/node';
import { moduleSide, sidesOfAll } from '../editor/hints.ts';
import type { ModuleSide } from '../src/hints/side.ts';
import { uriOf } from './paths.ts';
import type { OpenDocument } from './place.ts';

/** The answer to `rscBoundary/side`. */
export interface SideResult {
  readonly side: ModuleSide['side'];
  /** One sentence a line. */
  readonly why: readonly string[];
  /** The files from the root to the document, as URIs. */
  readonly chain: readonly string[];
}

/** Asks which side a document is on. */
export const SideRequest = new RequestType<{ textDocument: { uri: string } }, SideResult | null, void>('rscBoundary/side');

/** Asks which side each file of a document's project is on, as `[uri, side]`: for badges in a list of files. */
export const SidesRequest = new RequestType<{ textDocument: { uri: string } }, Array<[string, ModuleSide['side']]>, void>(
  'rscBoundary/sides',
);

/** Tells a client that says `experimental: { sides: true }` that what it has asked about sides may be different now. */
export const SidesChangedNotification = new NotificationType0('rscBoundary/sidesChanged');

/** Which side a document is on. */
export function sideAt({ project, fileName }: OpenDocument): SideResult | null {
  const found = moduleSide(project.state, fileName);
  return found ? { ...found, chain: found.chain.map(uriOf) } : null;
}

/** Which side each file of a document's project is on; files of which nothing is known are left out. */
export function sidesAround({ project }: OpenDocument): Array<[string, ModuleSide['side']]> {
  return [...sidesOfAll(project.state)].flatMap(([fileName, side]): Array<[string, ModuleSide['side']]> =>
    side === 'unknown' ? [] : [[uriOf(fileName), side]],
  );
}
