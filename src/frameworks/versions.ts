import satisfies from 'semver/functions/satisfies.js';
import subset from 'semver/ranges/subset.js';
import validRange from 'semver/ranges/valid.js';
import { versionBounds, type Product, type VersionBound, type VersionBoundName, type VersionSpan } from '../catalog/versions.ts';
import { dependenciesIn, packageFieldOf } from '../project/package-json.ts';
import type { Project } from '../project/project.ts';
import { memoized } from '../syntax/memoized.ts';

/**
 * The versions of each product that a file may run with, as ranges that all hold: the installed version, or the range where none is
 * installed; and what a library admits as a peer. Absent where nothing readable says it.
 */
type Versions = Readonly<Partial<Record<Product, readonly string[]>>>;

/** What a folder, or the nearest one above it, says about a product. */
interface FoundVersion {
  readonly installed?: string | undefined;
  /** The range of the nearest `package.json` that names the product. */
  readonly declared?: { readonly own: string | undefined; readonly peer: string | undefined } | undefined;
  /** Whether the `package.json` of the file's own package asks for it. */
  readonly isAsked: boolean;
}

const products: readonly Product[] = ['react', 'next', '@tanstack/react-start'];

/**
 * Whether a statement that depends on a version of React or Next.js holds for a file: in all the versions that the file may run with.
 *
 * @param fileName an absolute path with forward slashes
 * @param name a name of the table in `src/catalog/versions.ts`
 */
export function holds(project: Project, fileName: string, name: VersionBoundName): boolean {
  return holdsFor(versionsOf(project, fileName), name);
}

// Rules ask the same of each file of a folder.
const holdsFor = memoized((versions: Versions, name: VersionBoundName) => isTrueOf(versionBounds[name], versions));

function isTrueOf(bound: VersionBound, versions: Versions): boolean {
  const answers = products.flatMap((product) => {
    const [span, ranges] = [bound[product], versions[product]];
    return span && ranges ? ranges.every((range) => lies(range, span)) : [];
  });
  // Where neither a package is installed nor a range is written that can be read, the newest is followed: what is gone is not there.
  if (answers.length === 0) return products.every((product) => bound[product]?.until === undefined);
  return bound.isAnyEnough ? answers.some(Boolean) : answers.every(Boolean);
}

/**
 * The versions of React and Next.js that a file may run with. The package found from the file's folder upwards decides, where it is
 * what the nearest `package.json` asks for; otherwise that range does. A package of a monorepo that asks for none runs with those of
 * the app. A range of a catalog or a workspace says nothing.
 *
 * @param fileName an absolute path with forward slashes
 */
export function versionsOf(project: Project, fileName: string): Versions {
  return versionsIn(foundFor(project, fileName.slice(0, fileName.lastIndexOf('/'))));
}

const versionsIn = memoized((found: Readonly<Record<Product, FoundVersion>>): Versions =>
  Object.fromEntries(
    products.flatMap((product) => {
      const ranges = rangesOf(found[product]);
      return ranges.length > 0 ? [[product, ranges]] : [];
    }),
  ),
);

function rangesOf({ installed, declared }: FoundVersion): string[] {
  const own = readable(declared?.own);
  const peer = readable(declared?.peer);
  const isAsked = installed !== undefined && [own ?? peer].every((range) => !range || matches(installed, range));
  return [isAsked ? installed : own, peer].filter((range) => range !== undefined);
}

/** A package of a monorepo that does not ask for Next.js or React itself runs with those of the app it is read for. */
const foundFor = memoized((project: Project, folder: string): Readonly<Record<Product, FoundVersion>> => {
  const found = foundIn(project, folder);
  if (`${folder}/`.startsWith(`${project.directory}/`)) return found;
  const ofApp = foundIn(project, project.directory);
  const chosen = products.map(
    (product) => [product, (found[product].isAsked || !ofApp[product].isAsked ? found : ofApp)[product]] as const,
  );
  return Object.fromEntries(chosen) as Record<Product, FoundVersion>;
});

const foundIn = memoized(readFolder);

function readFolder(project: Project, folder: string): Readonly<Record<Product, FoundVersion>> {
  const above = folder.includes('/') ? foundIn(project, folder.slice(0, folder.lastIndexOf('/'))) : undefined;
  const dependencies = dependenciesIn(project, `${folder}/`);
  const isPackage = project.outsideFile(`${folder}/package.json`) !== undefined;
  const read = (product: Product): FoundVersion => {
    const named = dependencies.filter(({ name }) => name === product);
    const own = named.find(({ field }) => field !== 'peerDependencies');
    const peer = named.find(({ field }) => field === 'peerDependencies');
    return {
      installed: installedIn(project, folder, product) ?? above?.[product].installed,
      declared: named.length > 0 ? { own: own?.range, peer: peer?.range } : above?.[product].declared,
      isAsked: named.length > 0 || (!isPackage && above?.[product].isAsked === true),
    };
  };
  return Object.fromEntries(products.map((product) => [product, read(product)])) as Record<Product, FoundVersion>;
}

function installedIn(project: Project, folder: string, product: Product): string | undefined {
  const version = packageFieldOf(project, `${folder}/node_modules/${product}/`, 'version');
  return version && project.ts.isStringLiteralLike(version) ? readable(version.text) : undefined;
}

/** A range that says something: no tag, no catalog, no workspace, and not every version there is. */
function readable(range: string | undefined): string | undefined {
  if (range === undefined) return undefined;
  const valid = remembered(`valid ${range}`, () => validRange(range));
  // React's experimental builds are called 0.0.0.
  return valid === null || valid === '*' || valid.startsWith('0.0.0-') ? undefined : valid;
}

function matches(version: string, range: string): boolean {
  return remembered(`${version} in ${range}`, () => satisfies(version, range, { includePrerelease: true }));
}

/** Whether all versions of a range are in a span. */
function lies(range: string, { since, until }: VersionSpan): boolean {
  // The prereleases of a version have what is new in it.
  const withThese = (version: string): string => (version.includes('-') ? version : `${version}-0`);
  const span = [since ? `>=${withThese(since)}` : '', until ? `<${withThese(until)}` : ''].join(' ').trim();
  return remembered(`${range} below ${span}`, () => subset(range, span, { includePrerelease: true }));
}

// A few ranges are asked about for each file; reading one takes as long as a rule does.
const comparisons = new Map<string, unknown>();

function remembered<Result>(key: string, compare: () => Result): Result {
  if (!comparisons.has(key)) comparisons.set(key, compare());
  return comparisons.get(key) as Result;
}
