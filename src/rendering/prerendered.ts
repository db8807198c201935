import type ts from 'typescript';
import { authPackages } from '../catalog/authentication.ts';
import { requestReadingPackage } from '../catalog/passing-components.ts';
import { functionsOf, isFrom, originOf, search, type Query } from '../flow/index.ts';
import { Leading } from '../syntax/leading.ts';
import { libraryOf } from '../flow/library.ts';
import { exportNamed, syntaxOf } from '../facts/exports.ts';
import { factsOf, type ExportFact } from '../facts/index.ts';
import { nextSettingsOf } from '../frameworks/next/settings.ts';
import { graphOf } from '../graph/graph.ts';
import { identifiersNamed } from '../syntax/file-index.ts';
import { memoized } from '../syntax/memoized.ts';
import { isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { byPath, type Project } from '../project/project.ts';
import { renderedBy, renderSitesOf } from './render-sites.ts';
import { rendersBare } from './suspense-cover.ts';
import { folderOf } from '../project/folders.ts';

/** The rendered files of an App Router, by folder (with a slash at its end) and by name. */
type Routes = ReadonlyMap<string, ReadonlyMap<string, string>>;

const renderedFiles = memoized((project: Project): Routes => {
  const found = new Map<string, Map<string, string>>();
  for (const [fileName, { kind, name }] of graphOf(project).entries) {
    if (kind !== 'app') continue;
    const folder = folderOf(fileName);
    const files = found.get(folder);
    if (files) files.set(name, fileName);
    else found.set(folder, new Map([[name, fileName]]));
  }
  return found;
});

/** A folder and those above it that have files of the App Router, the outermost first. */
function foldersTo(project: Project, folder: string): string[] {
  const known = renderedFiles(project);
  const found: string[] = [];
  for (let at = folder; at.length > 1; at = at.replace(/[^/]*\/$/, '')) if (known.has(at)) found.unshift(at);
  return found;
}

/** The component that a file exports as its default; undefined where it is not in view. */
export function defaultComponentOf(project: Project, fileName: string): FunctionNode | undefined {
  const file = project.sourceFile(fileName);
  const node = file && factsOf(project.ts, file).exportsNamed('default')[0];
  const value = node && syntaxOf(node.thing);
  if (!value) return undefined;
  if (isFunctionNode(project.ts, value)) return value;
  const { all, isComplete } = functionsOf(project, value);
  return isComplete && all.length === 1 && all[0]!.node.getSourceFile() === file ? all[0]!.node : undefined;
}

/**
 * Whether what a page, layout, template or slot renders is prerendered as `next build` runs, with no `<Suspense>` above it: by a
 * `loading` file, or by a layout that puts one around its children.
 */
export function isPrerenderedBare(project: Project, fileName: string): boolean {
  const name = graphOf(project).entries.get(fileName)?.name;
  const isOuter = name === 'layout' || name === 'template' || name === 'not-found';
  const folder = folderOf(fileName);
  const known = renderedFiles(project);
  const folders = foldersTo(project, folder);
  // `loading` stands inside the layout and the template of its own folder.
  const covering = isOuter && name !== 'not-found' ? folders.slice(0, -1) : folders;
  if (covering.some((each) => known.get(each)!.has('loading'))) return false;
  for (const each of folders) {
    const files = known.get(each)!;
    const names =
      each !== folder || !isOuter || name === 'not-found' ? ['layout', 'template'] : name === 'template' ? ['layout'] : [];
    for (const around of names) {
      const outer = files.get(around);
      if (outer !== undefined && !layoutPassesOn(project, outer, slotBelow(each, folder))) return false;
    }
  }
  return isPrerendered(project, fileName, name, folders);
}

/** By which prop a layout gets what a folder below it renders. */
function slotBelow(layout: string, folder: string): string {
  const [first] = folder
    .slice(layout.length)
    .split('/')
    .filter((part) => !/^\(\w[^)]*\)$/.test(part));
  return first?.startsWith('@') && first !== '@children' ? first.slice(1) : 'children';
}

function layoutPassesOn(project: Project, layout: string, prop: string): boolean {
  const component = defaultComponentOf(project, layout);
  return component !== undefined && rendersBare(project, component, prop);
}

function isPrerendered(project: Project, fileName: string, name: string | undefined, folders: readonly string[]): boolean {
  const folder = folderOf(fileName);
  const known = renderedFiles(project);
  // The page for what is not found is always made.
  if (name === 'not-found') return folders[0] === folder && isStaticChain(project, [folder], []);
  if (name === 'layout' && folders[0] === folder && isStaticChain(project, [folder], [])) return true;
  if (name === 'page') return isStaticPage(project, fileName);
  const base = name === 'default' ? folder.replace(/@[^/]*\/.*$/, '') : folder;
  const own = name === 'default' ? /^.*\/@[^/]*\//.exec(folder)?.[0] : undefined;
  const pages = [...known].flatMap(([each, files]) => (each.startsWith(base) ? (files.get('page') ?? []) : []));
  const taken = new Set(own === undefined ? [] : pages.filter((page) => page.startsWith(own)).map(addressOf));
  return pages.some((page) => !(own !== undefined && taken.has(addressOf(page))) && isStaticPage(project, page));
}

/** A route's folder without groups and slots. */
function addressOf(fileName: string): string {
  return folderOf(fileName).replace(/\/(?:\([^/.)]+\)|@[^/]+)(?=\/)/g, '');
}

const isStaticPage = memoized(readPage);

function readPage(project: Project, page: string): boolean {
  const folder = folderOf(page);
  // What intercepts a route is never a page by itself.
  if (/\/\(\.{1,3}\)/.test(folder)) return false;
  const address = addressOf(page);
  const beside = [...renderedFiles(project)]
    .flatMap(([, files]) => files.get('page') ?? [])
    .filter((other) => addressOf(other) === address)
    .sort(byPath);
  const folders = [...new Set(beside.flatMap((each) => foldersTo(project, folderOf(each))))];
  return hasKnownParams(project, folders, folder) && isStaticChain(project, folders, beside);
}

/** Whether the values of a route's dynamic segments are known to the build. */
function hasKnownParams(project: Project, folders: readonly string[], folder: string): boolean {
  if (nextSettingsOf(project, folder)?.cacheComponents === true) return true;
  const last = folder.lastIndexOf('/[');
  if (last < 0) return true;
  return folders.some((each) => {
    if (each.indexOf('/', last + 1) < 0) return false;
    const files = renderedFiles(project).get(each)!;
    return ['page', 'layout'].some((name) => {
      const file = files.get(name);
      const fact = file === undefined ? undefined : exportIn(project, file, 'generateStaticParams');
      return fact !== undefined && !returnsEmptyList(fact);
    });
  });
}

function returnsEmptyList({ thing }: ExportFact): boolean {
  const value = syntaxOf(thing);
  return value !== undefined && /\breturn \[\s*\]|=>\s*\[\s*\]/.test(value.getText());
}

function isStaticChain(project: Project, folders: readonly string[], pages: readonly string[]): boolean {
  const files = folders.flatMap((folder) => {
    const own = renderedFiles(project).get(folder);
    return ['layout', 'template', 'default'].flatMap((name) => own?.get(name) ?? []);
  });
  return [...files, ...pages].every((file) => !isDynamic(project, file));
}

const isDynamic = memoized(readFile);

/** Whether a page or layout keeps its route from being prerendered, or may do so: it cannot be read. */
function readFile(project: Project, fileName: string): boolean {
  const { ts } = project;
  const file = project.sourceFile(fileName);
  if (!file) return true;
  // What a client file exports beside its component is not read.
  if (factsOf(ts, file).moduleDirective === 'use client') return false;
  const isCached = nextSettingsOf(project, fileName)?.cacheComponents === true;
  if (!isCached && saysDynamic(project, fileName)) return true;
  const component = defaultComponentOf(project, fileName);
  if (!component || (!isCached && takesSearchParams(ts, component))) return true;
  const metadata = ['generateMetadata', 'generateViewport'].flatMap((name) => {
    const value = exportIn(project, fileName, name)?.thing;
    const syntax = value && syntaxOf(value);
    return syntax ? functionsOf(project, syntax).all.map(({ node }) => node) : [];
  });
  if (isCached) return search(project, component, requestQuery) !== undefined;
  return [component, ...metadata].some((fn) => readsRequest(project, fn));
}

function exportIn(project: Project, fileName: string, name: string): ExportFact | undefined {
  const file = project.sourceFile(fileName);
  return file && exportNamed(factsOf(project.ts, file).exports, name);
}

/** What a route segment's configuration says; a value that cannot be read may say anything. */
function saysDynamic(project: Project, fileName: string): boolean {
  const says = (name: string, pattern: RegExp): boolean => {
    const fact = exportIn(project, fileName, name);
    if (!fact) return false;
    const value = syntaxOf(fact.thing);
    if (!value || !project.ts.isExpression(value)) return true;
    const inner = unwrap(project.ts, value);
    const isLiteral = project.ts.isStringLiteralLike(inner) || project.ts.isNumericLiteral(inner);
    return isLiteral ? pattern.test(inner.text) : inner.kind !== project.ts.SyntaxKind.FalseKeyword;
  };
  return (
    says('dynamic', /^force-/) ||
    says('revalidate', /^0$/) ||
    says('fetchCache', /no-store$/) ||
    // A page of the edge is never prerendered.
    says('runtime', /edge/)
  );
}

function takesSearchParams(ts: Project['ts'], component: FunctionNode): boolean {
  const [props] = component.parameters;
  if (!props) return false;
  if (ts.isObjectBindingPattern(props.name))
    return props.name.elements.some(
      ({ name, propertyName, dotDotDotToken }) =>
        dotDotDotToken !== undefined || (propertyName ?? name).getText() === 'searchParams',
    );
  if (!ts.isIdentifier(props.name)) return true;
  const { text } = props.name;
  return identifiersNamed(ts, component.getSourceFile(), text).some((use) => {
    if (use.pos < component.pos || use.end > component.end || use.parent === props) return false;
    const { parent } = use;
    if (ts.isPropertyAccessExpression(parent) && parent.expression === use) return parent.name.text === 'searchParams';
    return !(ts.isVariableDeclaration(parent) && !/\bsearchParams\b|\.\.\./.test(parent.name.getText()));
  });
}

const requestReaders: ReadonlyArray<readonly [module: string, name: string]> = [
  ['next/headers', 'cookies'],
  ['next/headers', 'headers'],
  ['next/cache', 'unstable_noStore'],
  ['next/server', 'connection'],
];

const requestQuery: Query<true> = {
  inner: 'run',
  hit(project, node) {
    const { ts } = project;
    if (!ts.isCallExpression(node)) return undefined;
    const origin = originOf(project, node.expression);
    if (requestReaders.some(([module, name]) => isFrom(origin, module, name))) return true;
    if (origin.end.kind === 'global' && origin.end.name === 'fetch')
      return /no-store|no-cache|revalidate\s*:\s*0\b/.test(node.arguments[1]?.getText() ?? '') || undefined;
    const library = libraryOf(project, node.expression);
    // What the translations of a locale do reads nothing more.
    if (library === 'next-intl/server' && (origin.end.kind !== 'package' || isTheLocaleGiven(node))) return undefined;
    return library !== undefined && (authPackages.test(library) || requestReadingPackage.test(library)) ? true : undefined;
  },
  enters: ({ ts }, fn) => factsOf(ts, fn.getSourceFile()).moduleDirective !== 'use client',
};

/** next-intl reads no request where it is told the locale: by the call, or by `setRequestLocale` in the same file. */
function isTheLocaleGiven(call: ts.CallExpression): boolean {
  const [given] = call.arguments;
  return call.getSourceFile().text.includes('setRequestLocale(') || /^\{\s*locale\b|,\s*locale\b/.test(given?.getText() ?? '');
}

/** Whether a component of the server, or one that it renders, reads the request. */
function readsRequest(project: Project, fn: FunctionNode): boolean {
  return readers(project).leads(fn);
}

const readers = memoized(
  (project: Project) =>
    new Leading<FunctionNode>((each) => {
      if (factsOf(project.ts, each.getSourceFile()).moduleDirective === 'use client') return false;
      if (search(project, each, requestQuery)) return true;
      return renderSitesOf(project, each).flatMap((site) =>
        renderedBy(project, site).flatMap(({ node, reference }) => (reference?.directive === 'use client' ? [] : [node])),
      );
    }),
);
