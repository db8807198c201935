import type ts from 'typescript';
import { hasNode } from '../../syntax/descendants.ts';
import { memoized } from '../../syntax/memoized.ts';
import { declarationOf } from '../../syntax/scope.ts';
import { isImportCall, isWrapper, unwrap } from '../../syntax/nodes.ts';
import type { TypeScript } from '../../typescript.ts';
import { defaultPageExtensions } from './conventions.ts';
import { configValues, configurationIn, configPlaceOf, propertiesOf, type ConfigPlace } from '../config.ts';
import type { Project } from '../../project/project.ts';
import { isNegation } from '../../syntax/operators.ts';

/** What a `next.config` file says, as far as the analysis minds it. A setting the file does not show for certain is undefined. */
export interface NextSettings {
  /** Without leading dots, as Next.js takes them. */
  readonly pageExtensions: readonly string[] | undefined;
  readonly cacheComponents: boolean | undefined;
  /** The name under which the file switches that on. */
  readonly cacheComponentsName: string | undefined;
  /** `experimental.useCache`, which `cacheComponents` implies. */
  readonly useCache: boolean | undefined;
  /** `experimental.taint`. */
  readonly taint: boolean | undefined;
  /** The keys of `cacheHandlers`: the kinds of `"use cache: kind"` beside Next.js's own. */
  readonly cacheHandlers: readonly string[] | undefined;
}

/** In the order in which Next.js looks for them; the last two are for those who load the file by other means. */
const configNames = ['next.config.js', 'next.config.mjs', 'next.config.ts', 'next.config.mts', 'next.config.cjs'];

/**
 * What the `next.config` of the app that a file belongs to says: the nearest one above it.
 *
 * @param fileName an absolute path with forward slashes
 * @returns undefined where no such file is in view: then nothing is known of its settings
 */
export function nextSettingsOf(project: Project, fileName: string): NextSettings | undefined {
  const file = nextConfigFor(project, fileName);
  return file && settingsIn(project.ts, file);
}

/** What a file's app takes for pages: what the user says, else its `next.config`, else Next.js's own extensions. */
export function pageExtensionsOf(project: Project, fileName: string): readonly string[] {
  return project.settings.pageExtensions ?? nextSettingsOf(project, fileName)?.pageExtensions ?? defaultPageExtensions;
}

/** All that {@link pageExtensionsOf} depends on, as a text to compare. */
export function pageExtensionsKey(project: Project): string {
  const said = [...configsOf(project)].map(([folder, file]) => [folder, settingsIn(project.ts, file).pageExtensions]);
  return JSON.stringify([project.settings.pageExtensions, said]);
}

/** The `next.config` file of the app that a file belongs to; undefined where none is in view. */
export function nextConfigFor(project: Project, fileName: string): ts.SourceFile | undefined {
  const known = configsOf(project);
  let nearest: string | undefined;
  for (const folder of known.keys()) {
    if (fileName.startsWith(folder) && folder.length > (nearest?.length ?? -1)) nearest = folder;
  }
  return nearest === undefined ? undefined : known.get(nearest);
}

/** The configs of a project by the folder they are for, with a slash at its end. */
const configsOf = memoized(findConfigs);

/** The folders a `next.config` may lie in, with a slash at their end: the project's own, and those with an `app` or `pages` folder. */
function appFoldersOf(project: Project): ReadonlySet<string> {
  return (ofFileSet(project.fileSet).appFolders ??= findAppFolders(project));
}

/** An edit makes a new project; the files mostly stay the same. */
const ofFileSet = memoized((_fileSet: object): { appFolders?: ReadonlySet<string> } => ({}));

function findAppFolders(project: Project): ReadonlySet<string> {
  const folders = new Set([project.directory.replace(/\/?$/, '/')]);
  for (const fileName of project.fileNames()) {
    for (const { index } of fileName.matchAll(/\/(?:src\/)?(?:app|pages)\//g)) folders.add(fileName.slice(0, index + 1));
  }
  return folders;
}

function findConfigs(project: Project): Map<string, ts.SourceFile> {
  const found = new Map<string, ts.SourceFile>();
  for (const folder of appFoldersOf(project)) {
    for (const name of configNames) {
      const file = project.outsideFile(folder + name);
      if (!file) continue;
      found.set(folder, file);
      break;
    }
  }
  return found;
}

const settingsIn = memoized(readNextSettings);

function readNextSettings(ts: TypeScript, file: ts.SourceFile): NextSettings {
  const config = configurationIn(ts, file);
  const experimental = configPlaceOf(ts, config, 'experimental');
  // What is not set has its default only where nothing from elsewhere could set it.
  const absent = config.objects.length > 0 && !takesFromElsewhere(ts, file) ? false : undefined;
  const flag = (place: ConfigPlace, key: string): boolean | undefined => {
    const properties = propertiesOf(ts, place, key);
    return properties.length === 0
      ? absent
      : agreed(properties.flatMap(({ value }) => configValues(ts, value)).map((value) => booleanOf(ts, value)));
  };
  const caching: ReadonlyArray<readonly [name: string, flag: boolean | undefined]> = [
    ['cacheComponents', flag(config, 'cacheComponents')],
    // Where it was before Next.js 16, and what it was called before that.
    ['experimental.cacheComponents', flag(experimental, 'cacheComponents')],
    ['experimental.dynamicIO', flag(experimental, 'dynamicIO')],
  ];
  const cacheComponents = flagOfAny(caching.map(([, isOn]) => isOn));
  const useCache = flag(experimental, 'useCache');
  return {
    pageExtensions: extensionsIn(ts, config),
    cacheComponents,
    cacheComponentsName: caching.find(([, isOn]) => isOn === true)?.[0],
    useCache: cacheComponents === true || useCache === true ? true : cacheComponents === false ? useCache : undefined,
    taint: flag(experimental, 'taint'),
    cacheHandlers: cacheHandlersIn(ts, [config, experimental], absent === false),
  };
}

/** Of a flag that may be set under several names: on where one is on, off where all are. */
function flagOfAny(flags: ReadonlyArray<boolean | undefined>): boolean | undefined {
  return flags.includes(true) ? true : agreed(flags);
}

/** The one value that all are; undefined where they differ or one is not known. */
function agreed(values: ReadonlyArray<boolean | undefined>): boolean | undefined {
  return values.every((value) => value === values[0]) ? values[0] : undefined;
}

function booleanOf(ts: TypeScript, value: ts.Expression): boolean | undefined {
  if (value.kind === ts.SyntaxKind.TrueKeyword) return true;
  if (value.kind === ts.SyntaxKind.FalseKeyword) return false;
  const isNot = isNegation(ts, value);
  if (!isNot || !ts.isNumericLiteral(value.operand)) return undefined;
  return Number(value.operand.text) === 0;
}

function cacheHandlersIn(ts: TypeScript, places: readonly ConfigPlace[], isAllInView: boolean): readonly string[] | undefined {
  const found: string[] = [];
  let isKnown = isAllInView;
  for (const place of places) {
    for (const { value } of propertiesOf(ts, place, 'cacheHandlers')) {
      const given = configValues(ts, value);
      const isLiteral = (one: ts.Expression): boolean =>
        ts.isObjectLiteralExpression(one) && !one.properties.some(ts.isSpreadAssignment);
      isKnown &&= given.length > 0 && given.every(isLiteral);
    }
    found.push(...propertiesOf(ts, configPlaceOf(ts, place, 'cacheHandlers')).map(({ key }) => key));
  }
  return isKnown ? found : undefined;
}

function extensionsIn(ts: TypeScript, config: ConfigPlace): readonly string[] | undefined {
  const found = new Set<string>();
  for (const { value } of propertiesOf(ts, config, 'pageExtensions')) {
    for (const list of configValues(ts, value)) {
      if (!ts.isArrayLiteralExpression(list)) return undefined;
      for (const element of list.elements) {
        if (!ts.isStringLiteralLike(element)) return undefined;
        found.add(element.text);
      }
    }
  }
  return found.size > 0 ? [...found] : undefined;
}

/** Whether an imported value may be part of the configuration: given to a wrapper, spread, exported, returned. */
function takesFromElsewhere(ts: TypeScript, file: ts.SourceFile): boolean {
  const isTakenIn = (node: ts.Node): boolean => (isImported(ts, node) ? isWholeValue(ts, node) : isImportCall(ts, node));
  return hasNode(ts, file, isTakenIn, (node) => ts.isImportDeclaration(node) || ts.isTypeNode(node));
}

/** A name that an import brings, or `require()` itself. */
function isImported(ts: TypeScript, node: ts.Node): node is ts.Expression {
  if (ts.isCallExpression(node)) return ts.isIdentifier(node.expression) && node.expression.text === 'require';
  const declaration = declarationOf(ts, node);
  if (!declaration) return false;
  if (ts.isImportSpecifier(declaration) || ts.isImportClause(declaration) || ts.isNamespaceImport(declaration)) return true;
  if (!ts.isVariableDeclaration(declaration) || !declaration.initializer) return false;
  const value = unwrap(ts, declaration.initializer);
  return ts.isCallExpression(value) && isImported(ts, value);
}

function isWholeValue(ts: TypeScript, node: ts.Expression): boolean {
  let { parent } = node;
  while (isWrapper(ts, parent) || ts.isAwaitExpression(parent)) parent = parent.parent as ts.Expression;
  if (ts.isCallExpression(parent)) return parent.arguments.some((argument) => unwrap(ts, argument) === node);
  return (
    ts.isSpreadAssignment(parent) ||
    ts.isExportAssignment(parent) ||
    ts.isExportSpecifier(parent) ||
    ts.isReturnStatement(parent) ||
    ts.isConditionalExpression(parent) ||
    (ts.isArrowFunction(parent) && parent.body === node) ||
    (ts.isBinaryExpression(parent) && parent.right === node)
  );
}
