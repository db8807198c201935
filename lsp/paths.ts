import { URI } from 'vscode-uri';

/**
 * The file a URI names: absolute, forward slashes, nothing percent-encoded; undefined where it is no file (`untitled:`, `git:`).
 * Clients encode differently: `[id]` and `%5Bid%5D` are one file.
 */
export function fileNameOf(uri: string): string | undefined {
  try {
    const parsed = URI.parse(uri);
    return parsed.scheme === 'file' ? parsed.fsPath.replaceAll('\\', '/') : undefined;
  } catch {
    // No URI at all.
    return undefined;
  }
}

/**
 * The URI of a file, encoded as VS Code does it.
 *
 * @param fileName absolute, forward slashes
 */
export function uriOf(fileName: string): string {
  return URI.file(fileName).toString();
}

/** Whether a file, or a folder, is at or below a folder. Absolute paths with forward slashes. */
export function isWithin(fileName: string, folder: string): boolean {
  return fileName === folder || fileName.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}
