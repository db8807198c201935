import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

/** An app of a checkout. */
export interface CheckedOutApp {
  /** The checkout's folder, and the app's in it: `midday/apps/dashboard`. */
  readonly name: string;
  readonly directory: string;
  /** The commit that is checked out; empty where the folder is no repository. */
  readonly commit: string;
  /** Whether its framework is installed: without types less is found. */
  readonly isInstalled: boolean;
}

/** Packages by which an app with Server Components is known. */
const frameworks = ['next', 'waku', 'rwsdk', '@vitejs/plugin-rsc', '@parcel/rsc', '@react-router/dev', 'expo-router'];

const notLookedInto = /^(?:\..*|node_modules|examples?|templates?|tests?|fixtures|__tests__|e2e|dist|build)$/;
const maximumDepth = 4;

/** The apps of all checkouts in a folder, in the order of their names. */
export function appsIn(folder: string): CheckedOutApp[] {
  return foldersOf(folder).flatMap((checkout) => {
    const directory = join(folder, checkout);
    const commit = commitOf(directory);
    return appFolders(directory, 0).map((app) => ({
      name: join(checkout, relative(directory, app)).replaceAll('\\', '/').replace(/\/$/, ''),
      directory: app,
      commit,
      isInstalled: isInstalled(app, directory),
    }));
  });
}

function appFolders(directory: string, depth: number): string[] {
  const below = depth >= maximumDepth ? [] : foldersOf(directory).filter((name) => !notLookedInto.test(name));
  return [...(isApp(directory) ? [directory] : []), ...below.flatMap((name) => appFolders(join(directory, name), depth + 1))];
}

function isApp(directory: string): boolean {
  const dependencies = dependenciesOf(directory);
  if (!frameworks.some((name) => name in dependencies)) return false;
  // A root that only holds versions for its workspaces is none.
  if (!['tsconfig.json', 'jsconfig.json'].some((name) => existsSync(join(directory, name)))) return false;
  return ['app', 'src', 'pages'].some((name) => existsSync(join(directory, name)));
}

function dependenciesOf(directory: string): Readonly<Record<string, unknown>> {
  const path = join(directory, 'package.json');
  if (!existsSync(path)) return {};
  try {
    const { dependencies = {}, devDependencies = {} } = JSON.parse(readFileSync(path, 'utf8')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, unknown> | undefined
    >;
    return { ...devDependencies, ...dependencies };
  } catch {
    return {};
  }
}

function isInstalled(app: string, checkout: string): boolean {
  const names = frameworks.filter((name) => name in dependenciesOf(app));
  return [app, checkout].some((folder) => names.some((name) => existsSync(join(folder, 'node_modules', name, 'package.json'))));
}

function foldersOf(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

function commitOf(directory: string): string {
  if (!existsSync(join(directory, '.git'))) return '';
  const { stdout } = spawnSync('git', ['rev-parse', '--short=12', 'HEAD'], { cwd: directory, encoding: 'utf8' });
  return stdout.trim();
}
