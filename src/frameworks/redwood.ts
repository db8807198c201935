import { descendantsOf } from '../syntax/descendants.ts';
import { fileAt, importFrom, pathsIn, placeIn, type AppFolder, type RootSide, type Roots } from './app.ts';
import { configPlaceOf, propertiesOf } from './config.ts';

/** Whether RedwoodSDK compiles an app. */
export function isOfRedwood({ dependencies }: AppFolder): boolean {
  return dependencies.has('rwsdk');
}

/**
 * The worker that the plugin is given (`redwood({ entry: { worker } })`), else `main` of the configuration of wrangler, else
 * `src/worker`; and `src/client`, which the document loads.
 */
export function rootsOfRedwood(app: AppFolder): Roots {
  const roots = new Map<string, RootSide>();
  const worker = [pluginsWorker(app), mainOf(app), 'src/worker']
    .flatMap((path) => (path === undefined ? [] : (fileAt(app, app.folder, path) ?? [])))
    .at(0);
  const client = fileAt(app, app.folder, 'src/client');
  if (worker !== undefined) roots.set(worker, 'server');
  if (client !== undefined) roots.set(client, 'client');
  return roots;
}

function pluginsWorker({ project: { ts }, config }: AppFolder): string | undefined {
  const plugin = importFrom(ts, config, 'rwsdk');
  if (!config || !plugin) return undefined;
  const names = new Set(plugin.bindings.map(({ local }) => local));
  for (const { expression, arguments: given } of descendantsOf(ts, config, 'CallExpression')) {
    if (!ts.isIdentifier(expression) || !names.has(expression.text)) continue;
    const entry = configPlaceOf(ts, placeIn(ts, given[0]), 'entry');
    const [path] = propertiesOf(ts, entry, 'worker').flatMap(({ value }) => pathsIn(ts, value));
    if (path !== undefined) return path;
  }
  return undefined;
}

function mainOf({ project, folder }: AppFolder): string | undefined {
  for (const name of ['wrangler.jsonc', 'wrangler.json']) {
    // The first is that of the whole; those of environments come later, and TypeScript knows no file of JSON by the first name.
    const main = /(?:^|[{,])\s*"main"\s*:\s*"([^"\n]+)"/m.exec(project.outsideFile(folder + name)?.text ?? '');
    if (main) return main[1];
  }
  // Of a file of TOML the lines before its first table are its own fields.
  const text = project.outsideFile(`${folder}wrangler.toml`)?.text ?? '';
  return /^main\s*=\s*["']([^"'\n]+)["']/m.exec(text.split(/^\s*\[/m)[0]!)?.[1];
}
