import { commands, window, workspace, type ExtensionContext } from 'vscode';
import { Badges } from './badges.ts';
import { Clients } from './clients.ts';
import { showMap } from './map.ts';
import { SECTION } from './settings.ts';
import { StatusBar } from './status-bar.ts';

/** After this many milliseconds without a further change, sides are asked for again. */
const DELAY = 100;

/** Called by VS Code when the first file is opened that the extension is for. */
export function activate({ subscriptions, extensionPath }: ExtensionContext): void {
  const log = window.createOutputChannel('RSC Boundary', { log: true });
  let timer: NodeJS.Timeout | undefined;
  const update = (): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      void statusBar.update();
      void badges.update();
    }, DELAY);
  };
  const clients = new Clients(extensionPath, log, update);
  const statusBar = new StatusBar(clients);
  const badges = new Badges(clients);
  subscriptions.push(
    log,
    clients,
    statusBar,
    badges,
    { dispose: () => clearTimeout(timer) },
    window.onDidChangeActiveTextEditor(update),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration(SECTION)) update();
    }),
    commands.registerCommand('rscBoundary.showMap', () => showMap(clients, log)),
    commands.registerCommand('rscBoundary.restart', () => clients.restart()),
    commands.registerCommand('rscBoundary.showLog', () => log.show()),
  );
}
