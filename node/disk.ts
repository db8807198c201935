import { homedir } from 'node:os';
import { dirname, resolve } from 'node:path';
import picomatch from 'picomatch';
import type ts from 'typescript';
import type { DiskHost } from '../src/project/disk-project.ts';
import type { Disk } from '../src/project/package-modules.ts';
import type { Settings } from '../src/project/project.ts';
import { rememberedDisk } from './remembered.ts';
import { UsageError } from './usage-error.ts';
import { withWorkspaceLinks } from './workspace-links.ts';

/** Folders that never hold a project's own sources. */
export const ignoredFolders: readonly string[] = ['node_modules', '.next', 'dist', 'build', 'out', 'coverage', '.git'];

const sourceExtensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** A file's text; undefined where there is none. A pipe or a device is no file: reading one may never end. */
export function readText({ sys }: typeof ts, fileName: string): string | undefined {
  return sys.fileExists(fileName) ? sys.readFile(fileName) : undefined;
}

/** The disk as a project over a Program takes it, for what the Program need not hold. */
export function diskOf(typescript: typeof ts): Disk {
  return { ...typescript.sys, readFile: (fileName) => readText(typescript, fileName) };
}

/** Forward slashes, as TypeScript writes paths; the letter of a drive is small, as editors have it: shells write it either way. */
export function normalize(path: string): string {
  return resolve(path)
    .replaceAll('\\', '/')
    .replace(/^[A-Z]:/, (drive) => drive.toLowerCase());
}

/** The nearest `tsconfig.json` or `jsconfig.json` at or above a folder. */
export function findConfig(typescript: typeof ts, directory: string): string | undefined {
  for (let folder = directory; ; folder = dirname(folder)) {
    for (const name of ['tsconfig.json', 'jsconfig.json']) {
      const candidate = `${folder.replace(/\/$/, '')}/${name}`;
      if (typescript.sys.fileExists(candidate)) return candidate;
    }
    if (dirname(folder) === folder) return undefined;
  }
}

/** TypeScript's "File '…' not found", of an `extends` that names a package which is not installed. */
const missingBase = 6053;

/**
 * Reads a tsconfig or jsconfig: its options, and the files it names. Where the package of a base is not installed, what a bundler
 * needs stands in for the base; {@link missingBaseOf} tells.
 *
 * @throws UsageError where the file is missing or cannot be read
 */
export function readConfig(typescript: typeof ts, configFile: string): ts.ParsedCommandLine {
  if (!typescript.sys.fileExists(configFile)) {
    throw new UsageError(`There is no ${configFile}. Name your tsconfig.json or jsconfig.json with --project.`);
  }
  // What follows a syntax error would be read as if it were not there.
  const { error: syntaxError } = typescript.readConfigFile(configFile, (fileName) => readText(typescript, fileName));
  if (syntaxError) throw new UsageError(`${configFile} cannot be read: ${textOf(typescript, syntaxError)}`);
  const host: ts.ParseConfigFileHost = {
    ...typescript.sys,
    readFile: (fileName) => readText(typescript, fileName),
    onUnRecoverableConfigFileDiagnostic: (diagnostic) => {
      throw new UsageError(`${configFile} cannot be read: ${textOf(typescript, diagnostic)}`);
    },
  };
  const parsed = typescript.getParsedCommandLineOfConfigFile(configFile, { noEmit: true }, host);
  if (!parsed) throw new UsageError(`${configFile} cannot be read.`);
  // "No inputs were found" is fine where the config only lists references.
  const fine = [18003, 18002, missingBase];
  const error = parsed.errors.find(
    ({ category, code }) => category === typescript.DiagnosticCategory.Error && !fine.includes(code),
  );
  if (error) throw new UsageError(`${configFile}: ${textOf(typescript, error)}`);
  const fileNames = [...parsed.fileNames, ...unlistedJavaScript(typescript, configFile, parsed)];
  if (missingBaseOf(typescript, parsed) === undefined) return { ...parsed, fileNames };
  return { ...parsed, fileNames, options: { ...plainOptions(typescript), ...parsed.options } };
}

const entries = ['middleware', 'proxy', 'instrumentation', 'instrumentation-client'];

/**
 * The JavaScript that Next.js compiles and a config does not list: the `include` that Next.js itself writes asks for TypeScript alone,
 * while `next.config.mjs` and the pages that nobody has rewritten yet belong to the app all the same. What the config excludes stays out.
 */
function unlistedJavaScript(typescript: typeof ts, configFile: string, { fileNames, raw }: ts.ParsedCommandLine): string[] {
  const { sys } = typescript;
  const directory = dirname(configFile);
  if (!/\/tsconfig\.json$/.test(configFile) || !isNextApp(typescript, directory)) return [];
  const { exclude } = raw as { readonly exclude?: readonly string[] };
  const listed = new Set(fileNames.map(normalize));
  const patterns = ['', 'src/'].flatMap((base) => [
    ...['app', 'pages'].map((folder) => `${base}${folder}/**/*`),
    ...entries.map((name) => `${base}${name}.*`),
  ]);
  return sys
    .readDirectory(directory, ['.js', '.jsx', '.mjs', '.cjs'], exclude ?? ignoredFolders.map((folder) => `**/${folder}/**`), [
      ...patterns,
      'next.config.*',
    ])
    .map(normalize)
    .filter((fileName) => !listed.has(fileName));
}

function isNextApp(typescript: typeof ts, directory: string): boolean {
  const text = readText(typescript, `${directory}/package.json`);
  return text !== undefined && /"next"\s*:/.test(text);
}

/** A config's options alone, without looking for its files; none where it cannot be read. */
export function readOptions(typescript: typeof ts, configFile: string): ts.CompilerOptions {
  const host: ts.ParseConfigFileHost = {
    ...typescript.sys,
    readDirectory: () => [],
    onUnRecoverableConfigFileDiagnostic: () => undefined,
  };
  return typescript.getParsedCommandLineOfConfigFile(configFile, undefined, host)?.options ?? {};
}

/** What is wrong with a config whose base is in a package that is not installed, in TypeScript's words; undefined where all is there. */
export function missingBaseOf(typescript: typeof ts, { errors }: ts.ParsedCommandLine): string | undefined {
  const error = errors.find(({ code }) => code === missingBase);
  return error && textOf(typescript, error);
}

/** A config's options as the analysis takes them: JavaScript that is imported is read too, and nothing is written. */
export function analysisOptions(options: ts.CompilerOptions): ts.CompilerOptions {
  return { ...options, allowJs: true, noEmit: true, skipLibCheck: true };
}

/** The config a reference names: a file, or the folder of one. */
export function referencedConfig(typescript: typeof ts, path: string): string {
  return typescript.sys.directoryExists(path) ? `${normalize(path)}/tsconfig.json` : normalize(path);
}

function textOf(typescript: typeof ts, diagnostic: ts.Diagnostic): string {
  return typescript.flattenDiagnosticMessageText(diagnostic.messageText, ' ');
}

/** The options for a folder without a config: plain JavaScript, resolved as a bundler does it. */
export function plainOptions(typescript: typeof ts): ts.CompilerOptions {
  return {
    allowJs: true,
    jsx: typescript.JsxEmit.Preserve,
    target: typescript.ScriptTarget.ESNext,
    module: typescript.ModuleKind.ESNext,
    moduleResolution: typescript.ModuleResolutionKind.Bundler,
    skipLibCheck: true,
    noEmit: true,
  };
}

/** The source files below a folder without a config. */
export function sourceFilesIn(typescript: typeof ts, directory: string): string[] {
  const exclude = ignoredFolders.map((folder) => `**/${folder}/**`);
  return typescript.sys.readDirectory(directory, sourceExtensions, exclude).map(normalize);
}

/** Whether a folder may be somebody's project: not the whole disk, nor all that a user has. */
export function isProjectFolder(directory: string): boolean {
  return dirname(directory) !== directory && directory !== normalize(homedir());
}

/** The disk as a project without a Program sees it; the config and the list of files are read when first asked for. */
export function diskHost(typescript: typeof ts, directory: string): DiskHost {
  const { sys } = typescript;
  let parsed: Pick<ts.ParsedCommandLine, 'options' | 'fileNames'> | undefined;
  const config = (): Pick<ts.ParsedCommandLine, 'options' | 'fileNames'> => (parsed ??= read());
  const configFile = findConfig(typescript, normalize(directory));
  const root = configFile ? dirname(configFile) : normalize(directory);
  function read(): Pick<ts.ParsedCommandLine, 'options' | 'fileNames'> {
    if (!configFile)
      return { options: plainOptions(typescript), fileNames: isProjectFolder(root) ? sourceFilesIn(typescript, root) : [] };
    try {
      return readConfig(typescript, configFile);
    } catch {
      // In lint a broken config is TypeScript's to report; what needs no config is still found.
      return { options: plainOptions(typescript), fileNames: [] };
    }
  }
  return {
    directory: root,
    get compilerOptions() {
      return config().options;
    },
    fileNames: () => config().fileNames.map(normalize),
    ...withWorkspaceLinks(sys, root, { ...rememberedDisk(sys), readFile: (fileName) => readText(typescript, fileName) }),
    getDirectories: (name) => sys.getDirectories(name),
    readDirectory: (...asked) => sys.readDirectory(...asked),
    getCurrentDirectory: () => root,
    useCaseSensitiveFileNames: sys.useCaseSensitiveFileNames,
  };
}

const noSettings: Settings = {};
const knownSettings = new Map<string, Settings>();

/**
 * The `serverRoots` setting as the analysis takes it: the same object for the same globs, since a project is kept by it.
 *
 * @param globs patterns relative to the project's directory
 */
export function settingsFrom(globs: readonly string[] | undefined, directory: string): Settings {
  if (!globs || globs.length === 0) return noSettings;
  const key = JSON.stringify([directory, globs]);
  let settings = knownSettings.get(key);
  if (!settings) knownSettings.set(key, (settings = compile(globs, directory)));
  return settings;
}

/** Of some globs those that match no file. */
export function unmatchedRoots(globs: readonly string[], directory: string, fileNames: readonly string[]): string[] {
  return globs.filter((glob) => !fileNames.some(settingsFrom([glob], directory).isServerRoot!));
}

function compile(globs: readonly string[], directory: string): Settings {
  const matches = picomatch(globs.map((glob) => glob.replace(/^(?:\.\/)+/, '')));
  const base = directory.endsWith('/') ? directory : `${directory}/`;
  return { isServerRoot: (fileName) => fileName.startsWith(base) && matches(fileName.slice(base.length)) };
}
