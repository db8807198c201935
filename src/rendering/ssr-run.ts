import type ts from 'typescript';
import { callersOf, runsWhen } from '../flow/index.ts';
import { graphOf } from '../graph/graph.ts';
import { isShakenOut } from '../graph/shaken-out.ts';
import type { Project } from '../project/project.ts';
import { componentNameOf, isClassComponent, isDefaultExport, isHookFunction, isHookName } from '../syntax/components.ts';
import { evaluationOf } from '../syntax/evaluation.ts';
import { Leading } from '../syntax/leading.ts';
import { memoized } from '../syntax/memoized.ts';
import { enclosingFunction, hasModifier, isFunctionNode, type FunctionNode } from '../syntax/nodes.ts';
import { elementsOfClass } from './class-elements.ts';
import { isInTry, isKeptFrom, isKnownToRunOnServer } from './guards.ts';
import { isLoadedForSsr, isTagWithoutSsr } from './ssr-modules.ts';
import { openingComponent, passingComponent } from '../catalog/passing-components.ts';
import { renderedBy } from './render-sites.ts';
import { rendersBare } from './suspense-cover.ts';

/** When the server runs a piece of a client module. */
interface SsrRun {
  readonly when: 'load' | 'render';
  /** The component's or hook's name, where it has one. */
  readonly name: string | undefined;
}

/**
 * When a piece of a client module is sure to run while the server renders: as its module loads, or as a component renders that is
 * shown without a condition, also by way of functions and hooks. Undefined where a condition depends on what only the browser knows,
 * such as a state, where an error is caught, and where nothing in view renders it.
 */
export function ssrRunOf(project: Project, node: ts.Node): SsrRun | undefined {
  const { ts } = project;
  const sourceFile = node.getSourceFile();
  if (!isLoadedForSsr(project, sourceFile.fileName) || !isKnownToRunOnServer(project, node)) return undefined;
  if (isDefaultValue(ts, node) || isInTry(ts, node)) return undefined;
  const ofClass = classComponentAround(ts, node);
  if (ofClass) {
    const name = ofClass.name?.text;
    return runOnServer(project).leads(ofClass) ? { when: 'render', name } : undefined;
  }
  for (const { when, fn, calls } of runsWhen(project, node)) {
    if (when !== 'load' && when !== 'render') continue;
    if (calls.some((call) => !isKnownToRunOnServer(project, call) || isDefaultValue(ts, call) || isInTry(ts, call))) continue;
    const at = calls.at(-1) ?? node;
    if (!isLoadedForSsr(project, at.getSourceFile().fileName)) continue;
    if (when === 'load') {
      if (!isShakenOut(project, 'client', at.getSourceFile())) return { when, name: undefined };
    } else if (fn && runOnServer(project).leads(fn)) return { when, name: shownName(ts, fn) };
  }
  return undefined;
}

/** A component's name, or a hook's; of a class its own. */
function shownName(ts: Project['ts'], fn: FunctionNode): string | undefined {
  const name = ts.isMethodDeclaration(fn) && ts.isClassLike(fn.parent) ? fn.parent.name?.text : componentNameOf(ts, fn);
  return name !== undefined && (/^[A-Z]/.test(name) || isHookName(name)) ? name : undefined;
}

/** Whether the server is sure to run a component or hook: from what runs it to what runs that. */
const runOnServer = memoized(
  (project: Project) =>
    new Leading<ShownComponent>((shown) => {
      const { ts } = project;
      if (isFunctionNode(ts, shown) && isHookFunction(ts, shown)) return callersOfHook(project, shown);
      const isOfClass = ts.isMethodDeclaration(shown) && ts.isClassLike(shown.parent);
      return showersOf(project, isOfClass ? shown.parent : shown);
    }),
);

type ShownComponent = FunctionNode | ts.ClassLikeDeclaration;

function callersOfHook(project: Project, hook: FunctionNode): FunctionNode[] {
  return callersOf(project, hook).sites.flatMap(({ node }) => {
    const evaluation = isKnownToRunOnServer(project, node) ? evaluationOf(project.ts, node) : undefined;
    return evaluation?.when === 'render' ? [evaluation.component] : [];
  });
}

/** What shows a component, whenever some page is shown: nothing around its element asks first. True where that is the framework. */
function showersOf(project: Project, component: ShownComponent): boolean | FunctionNode[] {
  const { ts } = project;
  const { fileName } = component.getSourceFile();
  if (!isLoadedForSsr(project, fileName)) return false;
  const { entries, roots } = graphOf(project);
  if (roots.get(fileName)?.framework && isDefault(ts, component)) return true;
  const entry = entries.get(fileName);
  if (entry && isDefault(ts, component)) return /^(?:page|layout|template|default)$/.test(entry.name) || entry.kind === 'pages';
  // A class is asked for by its elements.
  const sites = isFunctionNode(ts, component) ? callersOf(project, component).sites : elementsOfClass(project, component);
  const found = sites.map(({ node }) => showersAt(project, node));
  return found.includes(true) || found.flatMap((showers) => (typeof showers === 'boolean' ? [] : showers));
}

function isDefault(ts: Project['ts'], component: ShownComponent): boolean {
  if (isFunctionNode(ts, component)) return isDefaultExport(ts, component, componentNameOf(ts, component));
  return hasModifier(ts, component, ts.SyntaxKind.DefaultKeyword) || ts.isExportAssignment(component.parent);
}

/** As {@link showersOf}, of one element or call. */
function showersAt(project: Project, site: ts.Node): boolean | FunctionNode[] {
  const { ts } = project;
  if (ts.isJsxOpeningLikeElement(site) && isTagWithoutSsr(project, site.tagName)) return false;
  if (!mayBeReached(project, site) || isBelowOpening(project, site)) return false;
  const evaluation = evaluationOf(ts, site);
  if (evaluation.when === 'render') return [evaluation.component];
  // A page that has no JSX name of its own, or a helper that renders: `renderRow()`.
  if (!enclosingFunction(ts, site)) return isLoadedForSsr(project, site.getSourceFile().fileName);
  return runsWhen(project, site).flatMap(({ when, fn, calls }) =>
    when === 'render' && fn && calls.every((call) => mayBeReached(project, call)) ? [fn] : [],
  );
}

/**
 * Whether the server may come to an element. What a module of the server asks (is there a product?) is answered there, one way in one
 * request and the other way in the next; what a client module asks may be known only in the browser.
 */
function mayBeReached(project: Project, site: ts.Node): boolean {
  const { server, client } = graphOf(project).environmentOf(site.getSourceFile().fileName);
  return server && !client ? !isKeptFrom(project, site, 'server') : isKnownToRunOnServer(project, site);
}

/** Whether an element is a child, or a prop, of one that may show it later. */
function isBelowOpening(project: Project, site: ts.Node): boolean {
  const { ts } = project;
  for (let outer = site.parent; outer && !isFunctionNode(ts, outer); outer = outer.parent) {
    if (ts.isJsxAttribute(outer)) {
      if (!isPropShown(project, outer.parent.parent, outer.name.getText())) return true;
      // Its owner has been asked about it.
      outer = ts.isJsxOpeningElement(outer.parent.parent) ? outer.parent.parent.parent : outer.parent.parent;
    } else if (ts.isJsxElement(outer) && outer.openingElement !== site && !isPropShown(project, outer.openingElement, 'children'))
      return true;
  }
  return false;
}

/** Whether an element shows what it is given for a prop as soon as it is shown itself: its code says so, or else its name. */
function isPropShown(project: Project, element: ts.JsxOpeningLikeElement, prop: string): boolean {
  const components = renderedBy(project, element);
  if (components.length > 0 && components.every(({ node }) => showsProp(project, node, prop))) return true;
  const name = element.tagName.getText();
  // What is given as a prop is shown when its owner says.
  if (prop !== 'children') return false;
  return !openingComponent.test(name) || (components.length === 0 && passingComponent.test(name));
}

const showsProp = memoized((project: Project, component: FunctionNode, prop: string) => rendersBare(project, component, prop));

/** The class component in whose constructor, or in the value of whose field, a node stands: both run as it renders first. */
function classComponentAround(ts: Project['ts'], node: ts.Node): ts.ClassLikeDeclaration | undefined {
  for (let inner = node, outer = node.parent; outer; inner = outer, outer = outer.parent) {
    const isOwn = ts.isConstructorDeclaration(outer) || (ts.isPropertyDeclaration(outer) && outer.initializer === inner);
    if (isOwn && ts.isClassLike(outer.parent) && isClassComponent(ts, outer.parent))
      return hasModifier(ts, outer, ts.SyntaxKind.StaticKeyword) ? undefined : outer.parent;
    if (isFunctionNode(ts, outer)) return undefined;
  }
  return undefined;
}

/** `({ origin = location.origin })`: only where nothing else is given. */
function isDefaultValue(ts: Project['ts'], node: ts.Node): boolean {
  for (let inner = node, outer = node.parent; outer; inner = outer, outer = outer.parent) {
    if ((ts.isBindingElement(outer) || ts.isParameter(outer)) && outer.initializer === inner) return true;
    if (isFunctionNode(ts, outer) || ts.isStatement(outer)) return false;
  }
  return false;
}
