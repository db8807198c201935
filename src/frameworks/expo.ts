import { jsonFieldOf } from '../project/package-json.ts';
import { configFileOf, filesIn, placeIn, type AppFolder, type RootSide, type Roots } from './app.ts';
import { configurationIn, configValues, configPlaceOf, propertiesOf, type ConfigPlace } from './config.ts';

/** Whether Expo compiles an app. */
export function isOfExpo({ dependencies }: AppFolder): boolean {
  return dependencies.has('expo');
}

/**
 * The routes of `app` (or `src/app`): on the server where `experiments.reactServerComponentRoutes` is on, on the client where
 * `reactServerFunctions` alone is. Without either there is no server side.
 */
export function rootsOfExpo(app: AppFolder): Roots {
  const roots = new Map<string, RootSide>();
  const experiments = configPlacesOf(app).map((place) => configPlaceOf(app.project.ts, place, 'experiments'));
  const isOn = (name: string): boolean => experiments.some((place) => isSwitchedOn(app, place, name));
  const side: RootSide | undefined = isOn('reactServerComponentRoutes')
    ? 'server'
    : isOn('reactServerFunctions')
      ? 'client'
      : undefined;
  if (!side) return roots;
  const folder = ['app/', 'src/app/'].map((name) => app.folder + name).find((name) => filesIn(app, name).length > 0);
  for (const file of folder === undefined ? [] : filesIn(app, folder)) {
    // `+api` answers requests by itself, and `+html` is around the page: neither is a component of the router.
    if (/\+(?:api|html|native-intent|middleware)(?:\.[a-z]+)?\.[jt]sx?$/.test(file)) continue;
    if (/\.[jt]sx?$/.test(file)) roots.set(file, side);
  }
  return roots;
}

/** Where the configuration may be: `expo` of `app.json`, or what `app.config` gives, with `expo` around it or not. */
function configPlacesOf({ project, folder }: AppFolder): ConfigPlace[] {
  const { ts } = project;
  const json = placeIn(ts, jsonFieldOf(project, `${folder}app.json`, 'expo'));
  const file = configFileOf(project, `${folder}app.config`);
  if (!file) return [json];
  const config = configurationIn(ts, file);
  return [json, config, configPlaceOf(ts, config, 'expo')];
}

function isSwitchedOn({ project: { ts } }: AppFolder, place: ConfigPlace, name: string): boolean {
  return propertiesOf(ts, place, name).some(({ value }) =>
    configValues(ts, value).some(({ kind }) => kind === ts.SyntaxKind.TrueKeyword),
  );
}
