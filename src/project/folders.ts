/** The folder of a file, with a slash at its end. */
export function folderOf(fileName: string): string {
  return fileName.slice(0, fileName.lastIndexOf('/') + 1);
}

/** The folder of a file and those above it but for the root, the nearest first, each with a slash at its end. */
export function* foldersAbove(fileName: string): Generator<string> {
  for (let end = fileName.lastIndexOf('/'); end > 0; end = fileName.lastIndexOf('/', end - 1)) yield fileName.slice(0, end + 1);
}
