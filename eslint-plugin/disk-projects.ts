import { dirname } from 'node:path';
import type ts from 'typescript';
import { diskHost, settingsFrom } from '../node/disk.ts';
import { factsOf } from '../src/facts/index.ts';
import { DiskProject } from '../src/project/disk-project.ts';

interface Kept {
  readonly project: DiskProject;
  /** When it was first asked for, in milliseconds. */
  readonly since: number;
}

// Files that share a config share a project, and with it one module graph.
const projects = new Map<string, Kept>();
const configDirectories = new Map<string, string>();

/** After this many milliseconds a process that lints a file again is an editor, and what it read of other files is stale. */
const lifetime = 5000;

/** A file as it is being linted. */
export interface LintedFile {
  /** Absolute, forward slashes. */
  readonly fileName: string;
  readonly text: string;
  /** Gives it as a SourceFile: asked for only where its project has not read the same text from the disk. */
  parse(): ts.SourceFile;
}

/**
 * The project over the disk that a file belongs to, by its nearest config, with the file itself taken in as it is being linted.
 * Read anew where a file comes again changed in what others see of it, or after a while. A file that was looked into for the sake of
 * another stays as it was parsed then, with all that was found out about it; a parser's own holds its tokens too, and may be let go.
 *
 * @param serverRoots the user's setting: globs relative to the config's folder
 */
export function diskFileOf(
  typescript: typeof ts,
  linted: LintedFile,
  serverRoots: readonly string[] | undefined,
): { readonly project: DiskProject; readonly sourceFile: ts.SourceFile } {
  const folder = dirname(linted.fileName);
  const suffix = `\n${serverRoots?.join('\n') ?? ''}`;
  const read = (before?: DiskProject): Kept => {
    const host = diskHost(typescript, folder);
    configDirectories.set(folder, host.directory);
    const shared = before ? undefined : projects.get(host.directory + suffix);
    const settings = settingsFrom(serverRoots, host.directory);
    return shared ?? { project: new DiskProject(typescript, host, settings, before), since: Date.now() };
  };
  const directory = configDirectories.get(folder);
  let kept = (directory === undefined ? undefined : projects.get(directory + suffix)) ?? read();
  const known = kept.project.known(linted.fileName);
  const isSame = known?.text === linted.text;
  const sourceFile = isSame ? known : linted.parse();
  if (known && !isSame) {
    if (isStale(typescript, kept, known, sourceFile)) kept = read(kept.project);
    // A fix, or an edit that the other modules cannot tell: what was found out with the text before is forgotten.
    else kept = { ...kept, project: kept.project.renewed() };
  }
  projects.set(kept.project.directory + suffix, kept);
  if (!isSame) kept.project.adopt(sourceFile);
  return { project: kept.project, sourceFile };
}

function isStale(typescript: typeof ts, { since }: Kept, known: ts.SourceFile, sourceFile: ts.SourceFile): boolean {
  return Date.now() - since > lifetime || outsideOf(typescript, known) !== outsideOf(typescript, sourceFile);
}

/** What other modules can tell of a file: its directive, and what it imports from where. */
function outsideOf(typescript: typeof ts, sourceFile: ts.SourceFile): string {
  const { moduleDirective, imports } = factsOf(typescript, sourceFile);
  return [
    moduleDirective,
    ...imports.map(({ kind, specifier, bindings }) =>
      [kind, specifier.text, ...bindings.map(({ imported, local }) => `${imported} ${local}`)].join(' '),
    ),
  ].join('\n');
}
