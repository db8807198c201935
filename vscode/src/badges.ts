import { EventEmitter, window, type Disposable, type FileDecoration, type FileDecorationProvider, type Uri } from 'vscode';
import type { Clients } from './clients.ts';
import { settingsOf } from './settings.ts';
import { currentDocument, sidesAround, type Side } from './sides.ts';

const badges: Readonly<Record<Exclude<Side, 'unknown'>, FileDecoration>> = {
  server: { badge: 'S', tooltip: 'On the server side' },
  client: { badge: 'C', tooltip: 'On the client side' },
  boundary: { badge: 'B', tooltip: 'The client boundary: the server imports it' },
  both: { badge: 'SC', tooltip: 'On both sides' },
};

/** Marks files in the explorer with their sides, as far as a server has been asked about them. */
export class Badges implements FileDecorationProvider, Disposable {
  readonly #clients: Clients;
  readonly #changed = new EventEmitter<undefined>();
  readonly #subscriptions: readonly Disposable[];
  /** By URI, of each project that a file was looked at of. */
  #sides = new Map<string, Side>();
  readonly onDidChangeFileDecorations = this.#changed.event;

  constructor(clients: Clients) {
    this.#clients = clients;
    this.#subscriptions = [this.#changed, window.registerFileDecorationProvider(this)];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  provideFileDecoration(uri: Uri): FileDecoration | undefined {
    const side = uri.scheme === 'file' ? this.#sides.get(uri.toString()) : undefined;
    return side && side !== 'unknown' ? badges[side] : undefined;
  }

  /** Asks anew, of the project of the file that is looked at. */
  async update(): Promise<void> {
    const document = currentDocument();
    const isOn = settingsOf().get('badges') === true;
    const client = isOn && document ? await this.#clients.of(document) : undefined;
    const found = client && document ? await sidesAround(client, document) : undefined;
    if (isOn && !found) return;
    const next = new Map([...(isOn ? this.#sides : []), ...(found ?? [])]);
    const isSame = next.size === this.#sides.size && [...next].every(([uri, side]) => this.#sides.get(uri) === side);
    this.#sides = next;
    if (!isSame) this.#changed.fire(undefined);
  }
}
