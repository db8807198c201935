import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import {
  ColorThemeKind,
  ProgressLocation,
  ViewColumn,
  window,
  workspace,
  type LogOutputChannel,
  type WorkspaceFolder,
} from 'vscode';
import type { Clients } from './clients.ts';
import { currentDocument } from './sides.ts';

const run = promisify(execFile);

/** Shows the map of the project of the file that is looked at, or of the first folder: the page that `rsc-boundary graph` makes. */
export async function showMap(clients: Clients, log: LogOutputChannel): Promise<void> {
  const file = currentDocument()?.uri;
  const folder = (file && workspace.getWorkspaceFolder(file)) ?? workspace.workspaceFolders?.[0];
  const server = folder && clients.serverOf(folder);
  if (!folder || !server) {
    void window.showWarningMessage('The map needs an open folder, and eslint-plugin-rsc-boundary for it.');
    return;
  }
  const directory = projectOf(folder, file?.scheme === 'file' ? file.fsPath : undefined);
  try {
    const html = await window.withProgress(
      { location: ProgressLocation.Window, title: 'RSC Boundary: reading the modules' },
      async () => {
        const { stdout } = await run(process.execPath, [server.script, 'graph', '--format', 'html'], {
          cwd: directory,
          env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
          maxBuffer: 256 * 1024 * 1024,
        });
        return stdout;
      },
    );
    const panel = window.createWebviewPanel('rscBoundary.map', 'Map of Modules', ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: [],
      retainContextWhenHidden: true,
    });
    const show = (): void => {
      panel.webview.html = withPolicy(inColors(html, window.activeColorTheme.kind));
    };
    show();
    const watched = window.onDidChangeActiveColorTheme(show);
    panel.onDidDispose(() => watched.dispose());
  } catch (error) {
    log.error(`The map could not be made: ${String(error)}`);
    const { stderr } = error as { stderr?: string };
    void window.showErrorMessage(`The map could not be made: ${stderr?.trim().split('\n')[0] || String(error)}`);
  }
}

/** The folder of the nearest config above a file, within its workspace folder. */
function projectOf(folder: WorkspaceFolder, file: string | undefined): string {
  const top = folder.uri.fsPath;
  for (let at = file === undefined ? top : dirname(file); at.startsWith(top) && at !== top; at = dirname(at)) {
    if (['tsconfig.json', 'jsconfig.json'].some((name) => existsSync(join(at, name)))) return at;
  }
  return top;
}

/** The page in the editor's light or dark colors: by itself it asks the operating system, which may have others. */
function inColors(html: string, kind: ColorThemeKind): string {
  const isDark = kind === ColorThemeKind.Dark || kind === ColorThemeKind.HighContrast;
  const end = html.indexOf('</style>');
  const head = html
    .slice(0, end)
    .replace('(prefers-color-scheme: dark)', isDark ? 'all' : 'not all')
    .replace('color-scheme: light dark', `color-scheme: ${isDark ? 'dark' : 'light'}`);
  return head + html.slice(end);
}

/**
 * The page with a policy that lets nothing run or load but its own style and script: those of the page's frame, which stand before
 * and behind the data.
 */
export function withPolicy(html: string): string {
  const nonce = randomBytes(24).toString('base64');
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'`;
  const meta = `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  const at = html.lastIndexOf('<script>');
  const head = html.slice(0, at).replace('<head>', `<head>\n${meta}`).replace('<style>', `<style nonce="${nonce}">`);
  return `${head}<script nonce="${nonce}">${html.slice(at + '<script>'.length)}`;
}
