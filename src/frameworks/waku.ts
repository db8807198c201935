import { fileAt, filesIn, configFileOf, folderAt, pathsIn, type AppFolder, type RootSide, type Roots } from './app.ts';
import { configurationIn, propertiesOf } from './config.ts';

/** Whether Waku compiles an app. */
export function isOfWaku({ dependencies }: AppFolder): boolean {
  return dependencies.has('waku');
}

/**
 * `src/waku.server` and `src/waku.client` (`server-entry` and `client-entry` before Waku 1.0); where there is no entry of the server,
 * or it is given the pages by `fsRouter`, all of `src/pages` but what lies in `_components` and `_hooks`.
 */
export function rootsOfWaku(app: AppFolder): Roots {
  const { ts } = app.project;
  const roots = new Map<string, RootSide>();
  const config = configFileOf(app.project, `${app.folder}waku.config`);
  const [source] = config
    ? propertiesOf(ts, configurationIn(ts, config), 'srcDir').flatMap(({ value }) => pathsIn(ts, value))
    : [];
  const folder = folderAt(app.folder, source ?? 'src');
  const entryOf = (names: readonly string[]): string | undefined => {
    for (const name of names) {
      const file = fileAt(app, folder, name);
      if (file !== undefined) return file;
    }
    return undefined;
  };
  const server = entryOf(['waku.server', 'server-entry', 'entries']);
  const client = entryOf(['waku.client', 'client-entry', 'main']);
  if (server !== undefined) roots.set(server, 'server');
  if (client !== undefined) roots.set(client, 'client');
  const text = server === undefined ? undefined : app.project.sourceFile(server)?.text;
  if (text === undefined || /\bfsRouter\b|import\.meta\.glob/.test(text)) {
    for (const file of filesIn(app, `${folder}pages/`)) {
      if (!/\/(?:_components|_hooks)\//.test(file.slice(folder.length))) roots.set(file, 'server');
    }
  }
  for (const file of filesIn(app, `${folder}middleware/`)) roots.set(file, 'server');
  return roots;
}
