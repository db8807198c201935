import type ts from 'typescript';
import { diskHost, diskOf, normalize, settingsFrom } from '../node/disk.ts';
import { loadTypeScript } from '../node/typescript.ts';
import { projectOfDisk } from '../src/project/disk-project.ts';
import type { Disk } from '../src/project/package-modules.ts';
import { directoryOf, projectOfProgram } from '../src/project/program-project.ts';
import type { Project } from '../src/project/project.ts';

/** A project over a Program, with its types. */
export interface ProgramOptions {
  readonly program: ts.Program;
  /** The TypeScript the Program was made with, 5.5 to 6; the one that `import 'typescript'` finds where it is left out. */
  readonly typescript?: typeof ts;
  /** The folder that `serverRoots` are relative to, with forward slashes; that of the Program's config where it is left out. */
  readonly directory?: string;
  /** Globs, relative to the project's directory, of the files that a framework other than Next.js renders on the server. */
  readonly serverRoots?: readonly string[];
  /** Where files are read that the Program need not hold (`next.config.mjs`, the JavaScript of packages); the disk where it is left out. */
  readonly disk?: Disk;
  /** Called now and then while files are analyzed: what it throws ends the analysis. */
  readonly throwIfCancelled?: () => void;
}

/** A project over the disk, without types: the files of the nearest tsconfig.json, or the JavaScript of a folder that has none. */
export interface DirectoryOptions {
  readonly directory: string;
  /** See {@link ProgramOptions.serverRoots}. */
  readonly serverRoots?: readonly string[];
}

/** Makes a project out of a TypeScript Program, or out of what is on the disk: for tools and for our own doors. */
export function createProject(options: ProgramOptions | DirectoryOptions): Project {
  const project = 'program' in options ? overProgram(options) : overDisk(options);
  made.add(project);
  return project;
}

const made = new WeakSet<object>();

/** Takes what a tool hands in for the project that it is. */
export function projectIn(handed: object): Project {
  if (!made.has(handed)) throw new Error('A project is what createProject() has made.');
  return handed as Project;
}

function overProgram({ program, typescript = loadTypeScript(), ...given }: ProgramOptions): Project {
  const { directory = directoryOf(program), serverRoots, disk = diskOf(typescript), throwIfCancelled } = given;
  return projectOfProgram(typescript, program, settingsFrom(serverRoots, directory), disk, throwIfCancelled);
}

function overDisk({ directory, serverRoots }: DirectoryOptions): Project {
  const typescript = loadTypeScript();
  const host = diskHost(typescript, normalize(directory));
  return projectOfDisk(typescript, host, settingsFrom(serverRoots, host.directory));
}
