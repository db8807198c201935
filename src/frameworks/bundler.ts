import type ts from 'typescript';
import { factsOf } from '../facts/index.ts';
import { isTestFile } from '../project/file-purpose.ts';
import { dependenciesIn, packageFieldOf, type Dependency } from '../project/package-json.ts';
import { filesMentioning, type Project } from '../project/project.ts';
import { memoized } from '../syntax/memoized.ts';
import { nextConfigFor } from './next/settings.ts';
import { holds } from './versions.ts';
import { folderOf } from '../project/folders.ts';

/**
 * What compiles an app that is not Next.js's, as far as it decides what a directive means.
 * - `vite`, `create-react-app`: nothing that reads directives
 * - `tanstack-start`: without React Server Components, which are opt-in there
 * - `vite-rsc`: Vite's plugin for React Server Components, by itself
 */
export type Bundler = 'vite' | 'create-react-app' | 'tanstack-start' | 'redwood' | 'vite-rsc';

/** What has, or may have, a reading of directives of its own. */
const directiveReader =
  /^(?:next|vinext|waku|rwsdk|expo|expo-router|gatsby|astro|vinxi|vike.*|solid-.*|@solidjs\/.*|@builder\.io\/qwik.*|@lazarv\/.*|@parcel\/rsc|parcel|@remix-run\/(?:dev|node|serve)|@react-router\/dev|@redwoodjs\/.*|@tanstack\/(?:start|.*-start)|@vitejs\/plugin-rsc|react-server-dom-.*)$/;

/** Plugins by whose name one may think of directives, and that read none. */
const plainPlugin = /^@tanstack\/router-(?:vite-)?plugin(?:\/|$)/;
// An unknown plugin may do something with a directive: then it is likely called after it.
const doubtfulPlugin = /^\.|rsc|server|action|function|directive|rpc|ssr|start|nitro|remix|react-router|rolldown-plugin/;

/** What Vite's configuration may be called. */
export const viteConfigs: readonly string[] = ['ts', 'mts', 'js', 'mjs', 'cts', 'cjs'].map(
  (extension) => `vite.config.${extension}`,
);
/** Fields of a `package.json` that offer modules to other packages, whose compiler may know directives. */
const offeringFields = ['exports', 'main', 'module', 'types', 'typings', 'files'];

/**
 * What compiles a file, where the nearest `package.json` and a configuration below it say so for certain; undefined where they do not,
 * where Next.js is there too, and for the modules of a library.
 *
 * @param fileName an absolute path with forward slashes
 */
export function bundlerOf(project: Project, fileName: string): Bundler | undefined {
  return bundlerIn(project, folderOf(fileName));
}

/** Whether a file has a `"use server"` or `"use cache"` that nothing compiles. */
export const hasUncompiledDirective = memoized((project: Project, sourceFile: ts.SourceFile): boolean => {
  if (!/\buse (?:server|cache)/.test(sourceFile.text)) return false;
  const bundler = bundlerOf(project, sourceFile.fileName);
  if (bundler !== 'vite' && bundler !== 'create-react-app' && bundler !== 'tanstack-start') return false;
  if (bundler === 'tanstack-start' && !holds(project, sourceFile.fileName, 'ignoresUseServer')) return false;
  return factsOf(project.ts, sourceFile).directives.some(({ counts, name }) => counts && name !== 'use client');
});

const bundlerIn = memoized(find);

function find(project: Project, folder: string): Bundler | undefined {
  let config: ts.SourceFile | undefined;
  let configFolder = folder;
  for (let at = folder; at !== ''; at = at.replace(/[^/]*\/$/, '')) {
    if (!config) {
      config = viteConfigs.map((name) => project.outsideFile(at + name)).find((file) => file !== undefined);
      configFolder = at;
    }
    const dependencies = dependenciesIn(project, at);
    // A `package.json` that only says how modules are written belongs to no package of its own.
    if (dependencies.length > 0 || packageFieldOf(project, at, 'name')) {
      const isOfNext = nextConfigFor(project, `${folder}a.ts`)?.fileName.startsWith(at) ?? false;
      return isOfNext ? undefined : decide(project, at, dependencies, config, configFolder);
    }
    if (at === '/') break;
  }
  return undefined;
}

function decide(
  project: Project,
  folder: string,
  dependencies: readonly Dependency[],
  config: ts.SourceFile | undefined,
  configFolder: string,
): Bundler | undefined {
  const names = dependencies.map(({ name }) => name);
  const readers = names.filter((name) => directiveReader.test(name));
  const plugins = config ? importedBy(project, config) : [];
  const isOnly = (...allowed: readonly string[]): boolean => readers.every((name) => allowed.includes(name));
  const has = (start: string): boolean => plugins.some((name) => name === start || name.startsWith(`${start}/`));
  if (has('rwsdk')) return isOnly('rwsdk', 'react-server-dom-webpack') ? 'redwood' : undefined;
  if (has('@tanstack/react-start')) return isOnly('@tanstack/react-start') ? 'tanstack-start' : undefined;
  if (has('@vitejs/plugin-rsc')) return isOnly('@vitejs/plugin-rsc', 'react-server-dom-webpack') ? 'vite-rsc' : undefined;
  if (readers.length > 0 || offeringFields.some((field) => packageFieldOf(project, folder, field) !== undefined))
    return undefined;
  if (names.includes('react-scripts')) return 'create-react-app';
  if (!config || !names.includes('vite')) return undefined;
  const isPlain = !/\blib\s*:/.test(config.text) && plugins.every((name) => plainPlugin.test(name) || !doubtfulPlugin.test(name));
  return isPlain && isApp(project, folder, dependencies, plugins, configFolder) ? 'vite' : undefined;
}

/** Whether Vite builds an app: many a package has a `vite.config` for its tests alone. */
function isApp(
  project: Project,
  folder: string,
  dependencies: readonly Dependency[],
  plugins: readonly string[],
  configFolder: string,
): boolean {
  const { ts } = project;
  const scripts = packageFieldOf(project, folder, 'scripts');
  const isStarted = scripts !== undefined && /(?:^|["'\s])vite(?=["'\s])/.test(scripts.getText());
  if (isStarted) return true;
  const hasReact = dependencies.some(({ name, field }) => name === 'react-dom' && field === 'dependencies');
  if (hasReact && plugins.some((name) => name.startsWith('@vitejs/plugin-react'))) return true;
  return filesMentioning(project, 'react-dom/client').some((file) => {
    if (!file.fileName.startsWith(configFolder) || isTestFile(project, file.fileName)) return false;
    return factsOf(ts, file).imports.some(({ specifier }) => specifier.text === 'react-dom/client');
  });
}

/** The modules that a configuration loads, but for built-ins and data. */
function importedBy({ ts }: Project, config: ts.SourceFile): string[] {
  return factsOf(ts, config)
    .imports.filter(({ erased }) => !erased)
    .map(({ specifier }) => specifier.text)
    .filter((name) => !/^node:|\.json$/.test(name));
}
