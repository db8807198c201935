import type ts from 'typescript';
import { ignoredFolders, readText } from '../node/disk.ts';

/** Files that say about a folder that what is below it are packages. */
const markers = ['pnpm-workspace.yaml', 'lerna.json', 'nx.json', 'turbo.json', 'rush.json'];

const configNames = ['tsconfig.json', 'jsconfig.json'];

/** Whether a folder is the root of a monorepo. */
export function isMonorepoRoot(typescript: typeof ts, folder: string): boolean {
  if (markers.some((name) => typescript.sys.fileExists(`${folder}/${name}`))) return true;
  const text = readText(typescript, `${folder}/package.json`);
  if (text === undefined) return false;
  const { config } = typescript.parseConfigFileTextToJson('package.json', text) as { config?: { workspaces?: unknown } };
  return config?.workspaces !== undefined;
}

/** The configs of the packages below a folder, by path: those beside a `package.json` or Nx's `project.json`. */
export function packageConfigs(typescript: typeof ts, folder: string): string[] {
  const { sys } = typescript;
  const exclude = ignoredFolders.map((name) => `**/${name}/**`);
  const found = sys.readDirectory(folder, ['.json'], exclude, ['**/package.json', '**/project.json']);
  const folders = new Set(found.map((fileName) => fileName.slice(0, fileName.lastIndexOf('/'))));
  folders.delete(folder);
  return [...folders].sort().flatMap((inside) => {
    const name = configNames.find((candidate) => sys.fileExists(`${inside}/${candidate}`));
    return name === undefined ? [] : `${inside}/${name}`;
  });
}
