import { Uri, workspace, type WorkspaceConfiguration } from 'vscode';

/** The section of VS Code's settings that is this extension's, and the server's. */
export const SECTION = 'rscBoundary';

/** What the server reads; the rest is the extension's own. */
const serverNames = [
  'preset',
  'rules',
  'serverRoots',
  'diagnostics',
  'inlayHints',
  'codeLens',
  'documentHighlights',
  'rename',
  'refactorings',
] as const;

/** The settings for a folder or a file. */
export function settingsOf(scope?: Uri): WorkspaceConfiguration {
  return workspace.getConfiguration(SECTION, scope ?? null);
}

/**
 * What a person has set, for the server: without VS Code's defaults, which would stand over the entry in the `tsconfig.json`.
 *
 * @param scope a folder's URI as the server names it
 */
export function serverSettings(scope: string | undefined): Record<string, unknown> {
  const settings = settingsOf(scope === undefined ? undefined : Uri.parse(scope));
  const given: Record<string, unknown> = {};
  for (const name of serverNames) {
    const { globalValue, workspaceValue, workspaceFolderValue } = settings.inspect(name) ?? {};
    const value = workspaceFolderValue ?? workspaceValue ?? globalValue;
    if (value !== undefined && value !== null) given[name] = value;
  }
  return given;
}
