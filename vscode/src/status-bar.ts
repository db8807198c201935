import { commands, MarkdownString, StatusBarAlignment, Uri, window, workspace, type Disposable } from 'vscode';
import type { Clients } from './clients.ts';
import { settingsOf } from './settings.ts';
import { currentDocument, sideOf, type Side, type SideResult } from './sides.ts';

const texts: Readonly<Record<Side, string>> = {
  server: '$(server) server',
  client: '$(browser) client',
  boundary: '$(browser) client boundary',
  both: '$(server)$(browser) server and client',
  unknown: '$(question) side unknown',
};

/** Says in the status bar which side the file at hand is on, and why. */
export class StatusBar implements Disposable {
  readonly #clients: Clients;
  readonly #item = window.createStatusBarItem('rscBoundary.side', StatusBarAlignment.Right, 100);
  readonly #subscriptions: readonly Disposable[];
  #shown: SideResult | undefined;

  constructor(clients: Clients) {
    this.#clients = clients;
    this.#item.name = 'RSC Boundary: Side of the File';
    this.#item.command = 'rscBoundary.showChain';
    this.#subscriptions = [this.#item, commands.registerCommand('rscBoundary.showChain', () => this.#showChain())];
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
  }

  /** Asks anew, of the file that is looked at. */
  async update(): Promise<void> {
    const document = currentDocument();
    const client = document && settingsOf().get('statusBar') === true ? await this.#clients.of(document) : undefined;
    const found = document && client ? await sideOf(client, document) : undefined;
    // Meanwhile another may be looked at.
    if (document !== currentDocument()) return;
    this.#shown = found;
    if (!found) {
      this.#item.hide();
      return;
    }
    this.#item.text = texts[found.side];
    const tooltip = new MarkdownString();
    for (const sentence of found.why) tooltip.appendText(sentence).appendMarkdown('\n\n');
    this.#item.tooltip = tooltip;
    this.#item.accessibilityInformation = { label: `${found.side}. ${found.why.join(' ')}` };
    this.#item.show();
  }

  async #showChain(): Promise<void> {
    const { chain, why } = this.#shown ?? { chain: [], why: ['Open a file of a project to see which side it is on.'] };
    if (chain.length < 2) {
      void window.showInformationMessage(why.join(' '));
      return;
    }
    const items = chain.map((uri, index) => ({
      label: `${index === 0 ? '' : '$(arrow-right) '}${workspace.asRelativePath(Uri.parse(uri))}`,
      uri,
    }));
    const picked = await window.showQuickPick(items, { title: why[0] ?? '', placeHolder: 'From the root to this file' });
    if (picked) await window.showTextDocument(Uri.parse(picked.uri));
  }
}
