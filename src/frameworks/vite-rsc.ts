import { descendantsOf } from '../syntax/descendants.ts';
import { fileAt, folderAt, importFrom, pathsIn, placeIn, type AppFolder, type RootSide, type Roots } from './app.ts';
import { configurationIn, configPlaceOf, propertiesOf, type ConfigPlace } from './config.ts';

const module = '@vitejs/plugin-rsc';
const sides: ReadonlyArray<readonly [environment: string, side: RootSide]> = [
  ['rsc', 'server'],
  ['client', 'client'],
];

/** Whether Vite's plugin for React Server Components compiles an app. */
export function isOfViteRsc({ project, config }: AppFolder): boolean {
  return importFrom(project.ts, config, module) !== undefined;
}

/**
 * The entries that Vite's plugin is given: `rsc({ entries: { rsc, client } })`, or the input of the environments. (`ssr` renders what
 * the server has sent: it is of neither side.)
 */
export function rootsOfViteRsc(app: AppFolder): Roots {
  const { ts } = app.project;
  const roots = new Map<string, RootSide>();
  const plugin = importFrom(ts, app.config, module);
  if (!app.config || !plugin) return roots;
  const config = configurationIn(ts, app.config);
  const [root] = propertiesOf(ts, config, 'root').flatMap(({ value }) => pathsIn(ts, value));
  const folder = root === undefined ? app.folder : folderAt(app.folder, root);
  const add = (place: ConfigPlace, key: string, side: RootSide): void => {
    for (const { value } of propertiesOf(ts, place, key)) {
      for (const path of pathsIn(ts, value)) {
        const file = fileAt(app, folder, path);
        if (file !== undefined) roots.set(file, side);
      }
    }
  };
  const names = new Set(plugin.bindings.map(({ local }) => local));
  const calls = descendantsOf(ts, app.config, 'CallExpression').filter(
    ({ expression }) => ts.isIdentifier(expression) && names.has(expression.text),
  );
  const environmentsOf = (place: ConfigPlace): void => {
    for (const [environment, side] of sides) {
      const build = configPlaceOf(ts, configPlaceOf(ts, configPlaceOf(ts, place, 'environments'), environment), 'build');
      for (const options of ['rollupOptions', 'rolldownOptions']) {
        const given = configPlaceOf(ts, build, options);
        add(given, 'input', side);
        add(configPlaceOf(ts, given, 'input'), 'index', side);
      }
    }
  };
  for (const call of calls) {
    const entries = configPlaceOf(ts, placeIn(ts, call.arguments[0]), 'entries');
    for (const [environment, side] of sides) add(entries, environment, side);
  }
  environmentsOf(config);
  return roots;
}
