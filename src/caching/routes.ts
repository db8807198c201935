import { graphOf } from '../graph/graph.ts';
import type { Project } from '../project/project.ts';
import { memoized } from '../syntax/memoized.ts';
import { escaped } from '../syntax/pattern.ts';

/** What a path stands for among the routes of an app's pages. */
interface PathMeaning {
  /** Whether it may be the route of a page (or, for a layout, of a folder above one), as its files write it. */
  readonly isRoute: boolean;
  /** The route whose address it is: `/users/[id]` of `/users/1`. */
  readonly addressOf: string | undefined;
}

/**
 * What the path of `revalidatePath` is. Next.js gives a page tags for its address, and with a type behind them for its route and the
 * folders above that: the route as files write it, groups and slots with it.
 *
 * @param fileName the file that asks: of several apps its own counts
 * @param parts as `textParts` gives them
 */
export function meaningOf(
  project: Project,
  fileName: string,
  parts: ReadonlyArray<string | undefined>,
  type: 'page' | 'layout',
): PathMeaning {
  const routes = routesOf(project, fileName, type);
  // What is not known is no pattern; it may be more than one segment.
  const pattern = parts.map((part) => (part === undefined ? '[^[(@]+' : escaped(part))).join('');
  const route = new RegExp(`^${withoutSlash(pattern) || '/'}$`);
  const address = withoutSlash(parts.map((part) => part ?? 'x').join('')) || '/';
  // A path of which nothing is known may be any.
  const isAddress = !address.includes('[') && parts.some((part) => part !== undefined && /\w/.test(part));
  return {
    isRoute: routes.some((one) => route.test(one)),
    addressOf: isAddress ? routes.find((one) => addressesOf(one)?.test(address)) : undefined,
  };
}

interface Page {
  /** The folder that the app folder is in, with a slash at its end. */
  readonly home: string;
  readonly route: string;
}

const pagesOf = memoized((project: Project): readonly Page[] =>
  [...graphOf(project).entries].flatMap(([name, entry]) => {
    const [, home, folder] = /^(.*?\/)(?:src\/)?app(\/.*)$/.exec(name.slice(project.directory.length)) ?? [];
    if (entry.kind !== 'app' || entry.name !== 'page' || home === undefined || folder === undefined) return [];
    return [{ home: project.directory + home, route: folder.replace(/\/[^/]*$/, '') || '/' }];
  }),
);

/** The routes of the App Router's pages; for layouts those of the folders above too. */
function routesOf(project: Project, fileName: string, type: 'page' | 'layout'): readonly string[] {
  const pages = pagesOf(project);
  const around = pages.filter(({ home }) => fileName.startsWith(home));
  const nearest = Math.max(...around.map(({ home }) => home.length));
  const own = around.filter(({ home }) => home.length === nearest);
  const routes = (own.length > 0 ? own : pages).map(({ route }) => route);
  if (type === 'page') return routes;
  const segments = routes.map((route) => route.split('/'));
  return segments.flatMap((all) => all.map((_, index) => all.slice(0, index + 1).join('/') || '/'));
}

/** The addresses of a route; undefined for one that is shown inside another. */
function addressesOf(route: string): RegExp | undefined {
  const segments = route.split('/').slice(1).filter(Boolean);
  if (segments.some((segment) => /^@|^\(\.+\)/.test(segment))) return undefined;
  const patterns = segments.flatMap((segment) => {
    if (/^\(.*\)$/.test(segment)) return [];
    if (/^\[\[\.\.\..*\]\]$/.test(segment)) return ['(?:/.+)?'];
    if (/^\[\.\.\..*\]$/.test(segment)) return ['/.+'];
    return [/^\[.*\]$/.test(segment) ? '/[^/]+' : `/${escaped(segment)}`];
  });
  return new RegExp(`^${patterns.join('') || '/'}$`);
}

function withoutSlash(path: string): string {
  return path.replace(/\/$/, '');
}
