import type ts from 'typescript';
import { factsOf } from '../facts/index.ts';
import { descendantsOf } from '../syntax/descendants.ts';
import { declarationOf, patternSource } from '../syntax/scope.ts';
import type { TypeScript } from '../typescript.ts';
import {
  configFileOf,
  fileAt,
  filesIn,
  folderAt,
  importFrom,
  pathsIn,
  type AppFolder,
  type RootSide,
  type Roots,
} from './app.ts';
import { configurationIn, propertiesOf } from './config.ts';
import { importedFile } from '../project/project.ts';

/**
 * The exports of a route module by their side, as React Router's compiler splits it (`@react-router/dev` 8.4,
 * `SERVER_ROUTE_EXPORTS` and `CLIENT_ROUTE_EXPORTS`). What has another name is in both halves.
 */
const exportSides: ReadonlyMap<string, 'server' | 'client'> = new Map([
  ...['ServerComponent', 'ServerLayout', 'ServerHydrateFallback', 'ServerErrorBoundary'].map((name) => [name, 'server'] as const),
  ...['loader', 'action', 'middleware', 'headers'].map((name) => [name, 'server'] as const),
  ...['clientAction', 'clientLoader', 'clientMiddleware'].map((name) => [name, 'client'] as const),
  ...['handle', 'meta', 'links', 'shouldRevalidate'].map((name) => [name, 'client'] as const),
  ...['default', 'ErrorBoundary', 'HydrateFallback', 'Layout'].map((name) => [name, 'client'] as const),
]);

/** The side of an export of a route module; undefined for what is on both. */
export function sideOfRouteExport(name: string): 'server' | 'client' | undefined {
  return exportSides.get(name);
}

/** Exports of which a route module may have one: the client's, and the server's in its place (`MUTUALLY_EXCLUSIVE_ROUTE_EXPORTS`). */
export const exclusiveRouteExports: ReadonlyArray<readonly [client: string, server: string]> = [
  ['default', 'ServerComponent'],
  ['ErrorBoundary', 'ServerErrorBoundary'],
  ['HydrateFallback', 'ServerHydrateFallback'],
  ['Layout', 'ServerLayout'],
];

/** Whether React Router compiles an app, with React Server Components. */
export function isOfReactRouter({ project, config }: AppFolder): boolean {
  const plugin = importFrom(project.ts, config, '@react-router/dev');
  return plugin?.bindings.some(({ imported }) => /^(?:unstable_)?reactRouterRSC$/.test(imported)) ?? false;
}

/** `root`, and what `routes` names: by `route`, `index` and `layout`, in objects with a `file`, or all of `routes/` by `flatRoutes`. */
export function rootsOfReactRouter(app: AppFolder): Roots {
  const { ts } = app.project;
  const roots = new Map<string, RootSide>();
  const config = configFileOf(app.project, `${app.folder}react-router.config`);
  const [given] = config
    ? propertiesOf(ts, configurationIn(ts, config), 'appDirectory').flatMap(({ value }) => pathsIn(ts, value))
    : [];
  const folder = folderAt(app.folder, given ?? 'app');
  const add = (from: string, path: string, side: RootSide): void => {
    const file = fileAt(app, from, path);
    if (file !== undefined) roots.set(file, side);
  };
  add(folder, 'root', 'per-export');
  add(folder, 'entry.rsc', 'server');
  add(folder, 'entry.client', 'client');
  const table = configFileOf(app.project, `${folder}routes`);
  for (const file of table ? routeFilesOf(app, table) : []) readRoutes(app, folder, file, add);
  return roots;
}

/** The file of the routes, and those of the app that it has its routes from. */
function routeFilesOf({ project }: AppFolder, table: ts.SourceFile): Iterable<ts.SourceFile> {
  const files = new Set([table]);
  // The set grows while it is walked.
  for (const file of files) {
    for (const { specifier, erased, kind } of factsOf(project.ts, file).imports) {
      if (erased || kind === 'dynamic' || !specifier.text.startsWith('.')) continue;
      const other = importedFile(project, file, specifier);
      if (other && /\.[cm]?[jt]s$/.test(other.fileName)) files.add(other);
    }
  }
  return files;
}

function readRoutes(
  app: AppFolder,
  folder: string,
  file: ts.SourceFile,
  add: (from: string, path: string, side: RootSide) => void,
): void {
  const { ts } = app.project;
  for (const call of descendantsOf(ts, file, 'CallExpression')) {
    const maker = makerOf(ts, call, folder);
    if (maker?.name === 'flatRoutes') {
      const [path] = propertiesOf(
        ts,
        { objects: call.arguments.filter((value) => ts.isObjectLiteralExpression(value)), assigned: [] },
        'rootDirectory',
      ).flatMap(({ value }) => pathsIn(ts, value));
      for (const name of flatRouteFiles(app, folderAt(folder, path ?? 'routes'))) add(folder, name, 'per-export');
    }
    const at = maker?.name === 'route' ? 1 : maker?.name === 'index' || maker?.name === 'layout' ? 0 : undefined;
    const given = at === undefined ? undefined : call.arguments[at];
    for (const path of given ? pathsIn(ts, given) : []) add(maker!.folder, path, 'per-export');
  }
  for (const property of descendantsOf(ts, file, 'PropertyAssignment')) {
    if (property.name.getText() !== 'file') continue;
    for (const path of pathsIn(ts, property.initializer)) add(folder, path, 'per-export');
  }
}

/** What makes a route of a call: its name in React Router, and the folder its files are relative to (`relative('./blog')`). */
function makerOf(
  ts: TypeScript,
  { expression }: ts.CallExpression,
  folder: string,
): { name: string; folder: string } | undefined {
  if (!ts.isIdentifier(expression)) return undefined;
  const declaration = declarationOf(ts, expression);
  if (!declaration) return undefined;
  if (ts.isImportSpecifier(declaration)) {
    const { moduleSpecifier } = declaration.parent.parent.parent;
    const isKnown =
      ts.isStringLiteral(moduleSpecifier) && /^@react-router\/(?:dev\/routes|fs-routes)$/.test(moduleSpecifier.text);
    return isKnown ? { name: (declaration.propertyName ?? declaration.name).text, folder } : undefined;
  }
  if (!ts.isBindingElement(declaration)) return undefined;
  const source = patternSource(ts, declaration);
  if (!source || !ts.isCallExpression(source) || makerOf(ts, source, folder)?.name !== 'relative') return undefined;
  const [path] = source.arguments[0] ? pathsIn(ts, source.arguments[0]) : [];
  const name = (declaration.propertyName ?? declaration.name).getText();
  return { name, folder: path === undefined ? folder : folderAt(folder, path) };
}

/** A file at the top of the folder, or `route` (`index`) of a folder in it. */
function flatRouteFiles(app: AppFolder, folder: string): string[] {
  return filesIn(app, folder).filter((name) => {
    const [first, second, ...more] = name.slice(folder.length).split('/');
    return second === undefined ? first !== undefined : more.length === 0 && /^(?:route|index)\.[jt]sx?$/.test(second);
  });
}
