import { window, type TextDocument } from 'vscode';
import type { LanguageClient } from 'vscode-languageclient/node';

/** Which side a module is on. `boundary`: a client module that the server imports. */
export type Side = 'server' | 'client' | 'boundary' | 'both' | 'unknown';

/** The server's answer to `rscBoundary/side`. */
export interface SideResult {
  readonly side: Side;
  /** One sentence a line. */
  readonly why: readonly string[];
  /** The files from the root to the document, as URIs. */
  readonly chain: readonly string[];
}

/** Which side a document is on; undefined where its server does not say. */
export async function sideOf(client: LanguageClient, document: TextDocument): Promise<SideResult | undefined> {
  return (await asked<SideResult | null>(client, 'rscBoundary/side', document)) ?? undefined;
}

/** Which side each file around a document is on, by URI. */
export async function sidesAround(client: LanguageClient, document: TextDocument): Promise<ReadonlyMap<string, Side>> {
  return new Map((await asked<Array<[string, Side]>>(client, 'rscBoundary/sides', document)) ?? []);
}

async function asked<T>(client: LanguageClient, method: string, document: TextDocument): Promise<T | undefined> {
  try {
    return await client.sendRequest<T>(method, {
      textDocument: { uri: client.code2ProtocolConverter.asUri(document.uri) },
    });
  } catch {
    // A server from before there was such a request, or one that is just ending.
    return undefined;
  }
}

/** The document that is looked at. */
export function currentDocument(): TextDocument | undefined {
  return window.activeTextEditor?.document;
}
