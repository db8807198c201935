import type { Connection } from 'vscode-languageserver/node';
import { isRecord } from '../src/options.ts';
import { isWithin, uriOf } from './paths.ts';

/** The section of a client's settings that is this server's. */
export const SECTION = 'rscBoundary';

/**
 * What the client has set: asked from it, a folder at a time, where it can be asked; else what it sends by itself, or gave when it
 * started the server.
 */
export class ClientSettings {
  readonly #connection: Connection;
  readonly #canBeAsked: boolean;
  readonly #initial: unknown;
  readonly #byFolder = new Map<string, unknown>();
  #common: unknown;

  /**
   * @param canBeAsked whether the client answers `workspace/configuration`
   * @param initial the client's `initializationOptions`, with or without the section's name around them
   */
  constructor(connection: Connection, canBeAsked: boolean, initial: unknown) {
    this.#connection = connection;
    this.#canBeAsked = canBeAsked;
    this.#initial = sectionOf(initial) ?? initial;
    this.#common = this.#initial;
  }

  /** Takes what a client sends with `workspace/didChangeConfiguration`, where it is not asked. */
  take(settings: unknown): void {
    if (!this.#canBeAsked) this.#common = sectionOf(settings) ?? this.#initial;
  }

  /** Asks the client anew, for the common settings and those of each folder. */
  async load(folders: readonly string[]): Promise<void> {
    if (!this.#canBeAsked) return;
    const items = [{ section: SECTION }, ...folders.map((folder) => ({ section: SECTION, scopeUri: uriOf(folder) }))];
    const [common, ...own] = (await this.#connection.workspace.getConfiguration(items)) as unknown[];
    this.#common = isSet(common) ? common : this.#initial;
    this.#byFolder.clear();
    own.forEach((settings, index) => {
      if (isSet(settings)) this.#byFolder.set(folders[index]!, settings);
    });
  }

  /** What is set for a folder, of any shape: by the nearest workspace folder it is in. */
  for(directory: string): unknown {
    const nearest = [...this.#byFolder.keys()]
      .filter((folder) => isWithin(directory, folder))
      .sort((a, b) => b.length - a.length)[0];
    return nearest === undefined ? this.#common : this.#byFolder.get(nearest);
  }
}

function sectionOf(settings: unknown): unknown {
  return isRecord(settings) ? settings[SECTION] : undefined;
}

/** Whether a client has anything to say: one that knows nothing of this server may answer with an empty object. */
function isSet(settings: unknown): boolean {
  return isRecord(settings) ? Object.keys(settings).length > 0 : settings !== null && settings !== undefined;
}
