import type ts from 'typescript';
import { searchParamsHooks } from '../catalog/passing-components.ts';
import { originOf, search, type Query } from '../flow/index.ts';
import { graphOf } from '../graph/graph.ts';
import { isHookName } from '../syntax/components.ts';
import { nodesFrom } from '../syntax/descendants.ts';
import { usesOfDeclared } from '../syntax/declared-uses.ts';
import { Leading } from '../syntax/leading.ts';
import { memoized } from '../syntax/memoized.ts';
import { isInside, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { filesMentioning, type Project } from '../project/project.ts';
import { isHeldBack } from './held-back.ts';
import { isClientCode, renderedBy, renderSitesOf, type RenderSite } from './render-sites.ts';
import { isBare, isDeferred } from './suspense-cover.ts';
import { calleeName } from '../syntax/last-name.ts';
import { isJsx } from '../syntax/jsx.ts';

/** A place of a file at which its output comes to read the search params, with no `<Suspense>` on the way. */
export interface SearchParamsReading {
  /** The element that renders the reader, or the call of the hook. */
  readonly at: RenderSite;
  /** The hook's name. */
  readonly hook: string;
  /** The call of the hook itself. */
  readonly call: ts.Node;
}

interface HookReading {
  readonly hook: string;
  readonly call: ts.Node;
}

const hookQuery: Query<string> = {
  inner: 'run',
  hit(project, node) {
    const { ts } = project;
    if (!ts.isCallExpression(node)) return undefined;
    const { end, members } = originOf(project, node.expression);
    return end.kind === 'package' &&
      members.length === 0 &&
      searchParamsHooks.get(end.module.replace(/\.js$/, ''))?.test(end.name)
      ? end.name
      : undefined;
  },
  // Only hooks call hooks.
  enters(project, _fn, call) {
    const { ts } = project;
    return ts.isCallExpression(call) && isHookName(calleeName(ts, call));
  },
};

/**
 * The places of a file by which what a component renders comes to `useSearchParams()` with no `<Suspense>` in between: the elements of
 * components of other files, and the calls of the hook in this one.
 *
 * @param component the file's component that the framework renders
 */
export function searchParamsReadings(project: Project, component: FunctionNode): SearchParamsReading[] {
  const file = component.getSourceFile();
  if (!filesLeadingThere(project).has(file.fileName)) return [];
  const found: SearchParamsReading[] = [];
  const seen = new Set<FunctionNode>();
  const collect = (fn: FunctionNode, isRenderedByClient: boolean): void => {
    if (seen.has(fn)) return;
    seen.add(fn);
    const isClient = isClientCode(project, fn, isRenderedByClient);
    const way = isClient ? search(project, fn, hookQuery) : undefined;
    if (way) found.push({ at: (way.calls[0] ?? way.node) as ts.CallExpression, hook: way.hit, call: way.node });
    for (const bare of bareSites(project, fn, isClient)) {
      const { site, next, isNextClient } = bare;
      if (next.getSourceFile() === file) collect(next, isNextClient);
      else {
        const reading = readingsRendered(project).nearest(renderedBySite(project, bare));
        if (reading && !found.some(({ at }) => at === site)) found.push({ at: site, ...reading });
      }
    }
  };
  collect(component, false);
  return found.sort((one, other) => one.at.pos - other.at.pos);
}

/** A component, as part of the client or of the server. */
interface Rendered {
  readonly fn: FunctionNode;
  readonly isClient: boolean;
}

const renderedAs = memoized((fn: FunctionNode, isClient: boolean): Rendered => ({ fn, isClient }));

/** By what components render. */
const readingsRendered = memoized(
  (project: Project) =>
    new Leading<Rendered, HookReading>(({ fn, isClient }) => {
      project.throwIfCancelled?.();
      const way = isClient ? search(project, fn, hookQuery) : undefined;
      if (way) return { hook: way.hit, call: way.node };
      return [...bareSites(project, fn, isClient)].map((site) => renderedBySite(project, site));
    }),
);

function renderedBySite(project: Project, { next, isNextClient }: BareSite): Rendered {
  return renderedAs(next, isClientCode(project, next, isNextClient));
}

interface BareSite {
  readonly site: RenderSite;
  readonly next: FunctionNode;
  readonly isNextClient: boolean;
}

/** What a function is sure to render with no `<Suspense>` above it. */
function* bareSites(project: Project, fn: FunctionNode, isClient: boolean, depth = 0): Generator<BareSite> {
  const { ts } = project;
  const isNear = filesLeadingThere(project);
  for (const site of [...renderSitesOf(project, fn), ...constantSites(project, fn)]) {
    const rendered = renderedBy(project, site).filter(({ node }) => isNear.has(node.getSourceFile().fileName));
    if (rendered.length === 0 || (!ts.isCallExpression(site) && isDeferred(project, site))) continue;
    if (isHeldBack(project, site, fn, isClient)) continue;
    const node = ts.isJsxOpeningElement(site) ? site.parent : site;
    const showsFallback = (suspense: ts.JsxOpeningLikeElement): boolean => comesToHookIn(project, suspense, fn, isClient, depth);
    if (!isBare(project, node, fn, 0, showsFallback)) continue;
    for (const { node: next, reference } of rendered)
      yield { site, next, isNextClient: isClient || reference?.directive === 'use client' };
  }
}

/** So deep is what stands in a `<Suspense>` looked into, where its fallback is asked about. */
const maximumDepth = 4;

/** Whether what stands in a `<Suspense>` comes to the hook: then the build renders its fallback. */
function comesToHookIn(
  project: Project,
  { parent: element }: ts.JsxOpeningLikeElement,
  fn: FunctionNode,
  isClient: boolean,
  depth: number,
): boolean {
  const { ts } = project;
  if (depth >= maximumDepth || !ts.isJsxElement(element)) return false;
  const inside = renderSitesOf(project, fn).filter((site) => element.children.some((child) => isInside(site, child)));
  return inside.some((site) => {
    if (isHeldBack(project, site, fn, isClient) || !isBare(project, ts.isJsxOpeningElement(site) ? site.parent : site, element))
      return false;
    return renderedBy(project, site).some(({ node, reference }) =>
      comesToHook(project, node, isClientCode(project, node, isClient || reference?.directive === 'use client'), depth + 1),
    );
  });
}

function comesToHook(project: Project, fn: FunctionNode, isClient: boolean, depth: number): boolean {
  if (!filesLeadingThere(project).has(fn.getSourceFile().fileName) || depth >= maximumDepth) return false;
  if (isClient && search(project, fn, hookQuery)) return true;
  return [...bareSites(project, fn, isClient, depth)].some(({ next, isNextClient }) =>
    comesToHook(project, next, isClientCode(project, next, isNextClient), depth + 1),
  );
}

/** The elements in constants of the module that a component shows: `const tabs = <Tabs />`. */
function constantSites({ ts }: Project, fn: FunctionNode): ts.JsxOpeningLikeElement[] {
  return elementConstants(ts, fn.getSourceFile()).flatMap(({ value, uses }) => {
    const isShown = uses.some((use) => isInside(use, fn));
    return isShown ? nodesFrom(ts, value, 'JsxOpeningElement', 'JsxSelfClosingElement') : [];
  });
}

/** A constant of a module that is an element. */
interface ElementConstant {
  readonly value: ts.Expression;
  readonly uses: readonly ts.Node[];
}

const elementConstants = memoized((ts: Project['ts'], file: ts.SourceFile): readonly ElementConstant[] => {
  const declarations = file.statements.flatMap((statement) =>
    ts.isVariableStatement(statement) ? [...statement.declarationList.declarations] : [],
  );
  return declarations.flatMap((declaration): ElementConstant[] => {
    const { name, initializer } = declaration;
    const value = initializer && unwrap(ts, initializer);
    if (!value || !ts.isIdentifier(name)) return [];
    const isElement = isJsx(ts, value);
    return isElement ? [{ value, uses: usesOfDeclared(ts, declaration, name) }] : [];
  });
});

/** The files that say the name of such a hook, and those that import them, at any distance: no other needs a look. */
const filesLeadingThere = memoized((project: Project): ReadonlySet<string> => {
  const { layout } = graphOf(project);
  const found = new Set<string>();
  for (const { fileName } of filesMentioning(project, /useSearchParams|useQueryState/)) found.add(fileName);
  // The set grows while it is walked.
  for (const fileName of found) for (const importer of layout.importersOf(fileName)) found.add(importer);
  return found;
});
