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

/**
 * The project over the disk that a file belongs to, by its nearest config, with the file itself taken in as it is being linted.
 * Read anew where a file comes again changed in what others see of it, or after a while.
 *
 * @param serverRoots the user's setting: globs relative to the config's folder
 */
export function diskProjectOf(
  typescript: typeof ts,
  sourceFile: ts.SourceFile,
  serverRoots: readonly string[] | undefined,
): DiskProject {
  const folder = dirname(sourceFile.fileName);
  const directory = configDirectories.get(folder);
  const key = (root: string): string => `${root}\n${serverRoots?.join('\n') ?? ''}`;
  let kept = directory === undefined ? undefined : projects.get(key(directory));
  if (!kept || isStale(typescript, kept, sourceFile)) {
    const host = diskHost(typescript, folder);
    configDirectories.set(folder, host.directory);
    const shared = kept ? undefined : projects.get(key(host.directory));
    kept = shared ?? {
      project: new DiskProject(typescript, host, settingsFrom(serverRoots, host.directory), kept?.project),
      since: Date.now(),
    };
    projects.set(key(host.directory), kept);
  } else if (isChanged(kept, sourceFile)) {
    // A fix, or an edit that the other modules cannot tell: what was found out with the text before is forgotten.
    kept = { ...kept, project: kept.project.renewed() };
    projects.set(key(directory!), kept);
  }
  kept.project.adopt(sourceFile);
  return kept.project;
}

function isChanged({ project }: Kept, sourceFile: ts.SourceFile): boolean {
  const known = project.known(sourceFile.fileName);
  return known !== undefined && known.text !== sourceFile.text;
}

function isStale(typescript: typeof ts, kept: Kept, sourceFile: ts.SourceFile): boolean {
  if (!isChanged(kept, sourceFile)) return false;
  const { project, since } = kept;
  const known = project.known(sourceFile.fileName)!;
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
