import { setImmediate as nextTurn } from 'node:timers/promises';
import { DocumentDiagnosticReportKind, type Diagnostic, type DocumentDiagnosticReport } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';

/** How the reports of a server reach its client. */
export interface ReportHost {
  /** Whether the client asks for diagnostics; else they are sent to it. */
  readonly isAsked: boolean;
  /** Resolved once it is known how to speak: the client's settings. */
  ready(): Promise<unknown>;
  /** The open documents, those first that matter most. */
  open(): readonly TextDocument[];
  /** What there is to say about a document as it is now. */
  diagnosticsOf(document: TextDocument): Diagnostic[];
  /**
   * Sends a document's diagnostics.
   *
   * @param version of the document they are for; undefined once it is closed
   */
  publish(uri: string, version: number | undefined, diagnostics: Diagnostic[]): void;
  /** Tells a client to ask again. */
  refresh(): void;
  /** Called when all has been said of the documents as they are. */
  settled(): void;
}

interface Report {
  readonly id: string;
  readonly version: number;
  /** The diagnostics, to be compared. */
  readonly text: string;
}

/** After this many milliseconds without a change, the reports follow. */
const DELAY = 150;

/**
 * Keeps a client's diagnostics true. What one file says can change what is wrong in another, so after a change all open documents
 * are looked at.
 */
export class Reports {
  readonly #host: ReportHost;
  readonly #reported = new Map<string, Report>();
  #timer: NodeJS.Timeout | undefined;
  #run = 0;
  #ids = 0;

  constructor(host: ReportHost) {
    this.#host = host;
  }

  /**
   * Has all open documents looked at, soon.
   *
   * @param delay how long to wait for a further change, in milliseconds
   */
  schedule(delay = DELAY): void {
    this.#run++;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#reportAll(this.#run), delay);
  }

  /** A document is closed: nothing is said of it any more. */
  close(uri: string): void {
    this.#reported.delete(uri);
    if (!this.#host.isAsked) this.#host.publish(uri, undefined, []);
  }

  /** Stops: the client is gone. */
  stop(): void {
    this.#run++;
    clearTimeout(this.#timer);
  }

  /** The answer to a client that asks for a document's diagnostics. */
  answer(document: TextDocument, previousId: string | undefined): DocumentDiagnosticReport {
    const items = this.#host.diagnosticsOf(document);
    const { id } = this.#keep(document, items);
    if (id === previousId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId: id };
    return { kind: DocumentDiagnosticReportKind.Full, resultId: id, items };
  }

  async #reportAll(run: number): Promise<void> {
    const { isAsked } = this.#host;
    let isOutdated = false;
    await this.#host.ready();
    for (const document of this.#host.open()) {
      // Between two documents whatever the client has sent is read: an edit begins anew.
      await nextTurn();
      if (run !== this.#run) return;
      const before = this.#reported.get(document.uri);
      // Who has never asked for a document does not show it.
      if (isAsked && !before) continue;
      const diagnostics = this.#host.diagnosticsOf(document);
      const { id } = this.#keep(document, diagnostics);
      if (isAsked) isOutdated ||= id !== before?.id;
      else if (id !== before?.id || document.version !== before.version)
        this.#host.publish(document.uri, document.version, diagnostics);
    }
    if (isOutdated) this.#host.refresh();
    this.#host.settled();
  }

  #keep(document: TextDocument, diagnostics: readonly Diagnostic[]): Report {
    const { uri, version } = document;
    const text = JSON.stringify(diagnostics);
    const before = this.#reported.get(uri);
    const id = before?.text === text ? before.id : String(++this.#ids);
    const report = { id, version, text };
    this.#reported.set(uri, report);
    return report;
  }
}
