import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse } from 'jsonc-parser';
import { resolveCommand, type Agent } from 'package-manager-detector';
import { detect } from 'package-manager-detector/detect';
import { UsageError } from '../../node/usage-error.ts';

/** What a project has, as far as `init` has to know. */
export interface SetupFound {
  /** The folder with the package.json. */
  readonly directory: string;
  /** The top of the repository: where hooks and CI are. */
  readonly repository: string;
  readonly manifest: Manifest;
  readonly framework: string | undefined;
  readonly agent: Agent;
}

/** The part of a package.json that tells. */
export interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly eslintConfig?: unknown;
  readonly 'simple-git-hooks'?: unknown;
}

const frameworks: ReadonlyArray<readonly [string, string]> = [
  ['next', 'Next.js'],
  ['waku', 'Waku'],
  ['rwsdk', 'RedwoodSDK'],
  ['@vitejs/plugin-rsc', 'Vite with React Server Components'],
  ['@tanstack/react-start', 'TanStack Start'],
  ['react-router', 'React Router'],
  ['parcel', 'Parcel'],
];

/**
 * Looks at a project.
 *
 * @throws UsageError where there is no package.json, or none that can be read
 */
export async function findProject(workingDirectory: string): Promise<SetupFound> {
  const directory = above(workingDirectory, 'package.json');
  if (directory === undefined)
    throw new UsageError(`There is no package.json at or above ${workingDirectory}. Run it in a project.`);
  const manifest: unknown = parse(readFileSync(join(directory, 'package.json'), 'utf8'));
  if (typeof manifest !== 'object' || manifest === null)
    throw new UsageError(`${join(directory, 'package.json')} cannot be read.`);
  const repository = above(directory, '.git') ?? directory;
  const detected = await detect({ cwd: directory, stopDir: repository });
  return {
    directory,
    repository,
    manifest,
    framework: frameworks.find(([name]) => has(manifest, name))?.[1],
    agent: detected?.agent ?? 'npm',
  };
}

/** Whether a package is among a project's dependencies. */
export function has({ dependencies = {}, devDependencies = {} }: Manifest, name: string): boolean {
  return name in dependencies || name in devDependencies;
}

/** The line that runs the command line with the project's package manager. */
export function commandLine(agent: Agent, ...args: readonly string[]): string {
  const { command, args: list } = resolveCommand(agent, 'execute-local', ['rsc-boundary', ...args])!;
  return [command, ...list].join(' ');
}

/** The line that installs this package. */
export function installLine(agent: Agent): string {
  const { command, args } = resolveCommand(agent, 'add', ['-D', 'eslint-plugin-rsc-boundary'])!;
  return [command, ...args].join(' ');
}

/** The line that installs what the lock file says. */
export function cleanInstallLine(agent: Agent): string {
  const { command, args } = resolveCommand(agent, 'frozen', [])!;
  return [command, ...args].join(' ');
}

function above(directory: string, name: string): string | undefined {
  for (let folder = directory; ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
