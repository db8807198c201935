import type ts from 'typescript';
import { descendantsOf } from '../syntax/descendants.ts';
import { callersOf, runsWhen, type CallSite } from '../flow/index.ts';
import { graphOf } from '../graph/graph.ts';
import { isShakenOut } from '../graph/shaken-out.ts';
import type { Project } from '../project/project.ts';
import { componentNameOf, isClassComponent, isDefaultExport, isHookFunction, isHookName } from '../syntax/components.ts';
import { evaluationOf } from '../syntax/evaluation.ts';
import { enclosingFunction, hasModifier, isFunctionNode, type FunctionNode } from '../syntax/nodes.ts';
import { isInTry, isKeptFrom, isKnownToRunOn } from './guards.ts';
import { isLoadedForSsr, isTagWithoutSsr } from './ssr-modules.ts';
import { openingComponent } from '../catalog/passing-components.ts';

/** When the server runs a piece of a client module. */
export interface SsrRun {
  readonly when: 'load' | 'render';
  /** The component's or hook's name, where it has one. */
  readonly name: string | undefined;
}

const maximumDepth = 6;

/**
 * When a piece of a client module is sure to run while the server renders: as its module loads, or as a component renders that is
 * shown without a condition, also by way of functions and hooks. Undefined where a condition depends on what only the browser knows,
 * such as a state, where an error is caught, and where nothing in view renders it.
 */
export function ssrRunOf(project: Project, node: ts.Node): SsrRun | undefined {
  const { ts } = project;
  const sourceFile = node.getSourceFile();
  if (!isLoadedForSsr(project, sourceFile.fileName) || !isKnownToRunOn(project, node, 'server')) return undefined;
  if (isDefaultValue(ts, node) || isInTry(ts, node)) return undefined;
  const ofClass = classComponentAround(ts, node);
  if (ofClass) {
    const name = ofClass.name?.text;
    return isShown(project, ofClass, 0) ? { when: 'render', name } : undefined;
  }
  for (const { when, fn, calls } of runsWhen(project, node)) {
    if (when !== 'load' && when !== 'render') continue;
    if (calls.some((call) => !isKnownToRunOn(project, call, 'server') || isDefaultValue(ts, call) || isInTry(ts, call))) continue;
    const at = calls.at(-1) ?? node;
    if (!isLoadedForSsr(project, at.getSourceFile().fileName)) continue;
    if (when === 'load') {
      if (!isShakenOut(project, 'client', at.getSourceFile())) return { when, name: undefined };
    } else if (fn && isRun(project, fn, 0)) return { when, name: nameOf(ts, fn) };
  }
  return undefined;
}

/** A component's name, or a hook's; of a class its own. */
function nameOf(ts: Project['ts'], fn: FunctionNode): string | undefined {
  const name = ts.isMethodDeclaration(fn) && ts.isClassLike(fn.parent) ? fn.parent.name?.text : componentNameOf(ts, fn);
  return name !== undefined && (/^[A-Z]/.test(name) || isHookName(name)) ? name : undefined;
}

/** Whether the server is sure to run a component or hook. */
function isRun(project: Project, fn: FunctionNode, depth: number): boolean {
  const { ts } = project;
  if (depth > maximumDepth) return false;
  if (!isHookFunction(ts, fn)) {
    const holder = ts.isMethodDeclaration(fn) && ts.isClassLike(fn.parent) ? fn.parent : fn;
    return isShown(project, holder, depth);
  }
  return callersOf(project, fn).sites.some(({ node }) => {
    if (!isKnownToRunOn(project, node, 'server')) return false;
    const evaluation = evaluationOf(ts, node);
    return evaluation.when === 'render' && isRun(project, evaluation.component, depth + 1);
  });
}

/** Whether a component is shown whenever some page is: nothing around its element, or around that of its parents, asks first. */
function isShown(project: Project, component: FunctionNode | ts.ClassLikeDeclaration, depth: number): boolean {
  const { ts } = project;
  const { fileName } = component.getSourceFile();
  if (depth > maximumDepth || !isLoadedForSsr(project, fileName)) return false;
  const { entries, roots } = graphOf(project);
  if (roots.get(fileName)?.framework && isDefault(ts, component)) return true;
  const entry = entries.get(fileName);
  if (entry && isDefault(ts, component)) return /^(?:page|layout|template|default)$/.test(entry.name) || entry.kind === 'pages';
  // A class is asked for by its constructor, or what stands for one.
  const fn = isFunctionNode(ts, component) ? component : component.members.find((member) => isFunctionNode(ts, member));
  const sites = fn && isFunctionNode(ts, component) ? callersOf(project, component).sites : classSites(project, component);
  return sites.some(({ node }) => isSiteShown(project, node, depth));
}

function isDefault(ts: Project['ts'], component: FunctionNode | ts.ClassLikeDeclaration): boolean {
  if (isFunctionNode(ts, component)) return isDefaultExport(ts, component, componentNameOf(ts, component));
  return hasModifier(ts, component, ts.SyntaxKind.DefaultKeyword) || ts.isExportAssignment(component.parent);
}

/** The elements of a class, in its own file and in those that import it. */
function classSites(project: Project, component: FunctionNode | ts.ClassLikeDeclaration): readonly CallSite[] {
  const { ts } = project;
  const graph = graphOf(project);
  const { fileName } = component.getSourceFile();
  const name = !isFunctionNode(ts, component) ? component.name?.text : undefined;
  const files = [fileName, ...graph.importersOf(fileName).map(({ from }) => from)];
  const found: CallSite[] = [];
  for (const file of new Set(files)) {
    const sourceFile = project.sourceFile(file);
    if (!sourceFile || name === undefined) continue;
    for (const node of descendantsOf(ts, sourceFile, 'JsxOpeningElement', 'JsxSelfClosingElement')) {
      if (node.tagName.getText() === name) found.push({ node, isDirect: true, bound: [] });
    }
  }
  return found;
}

function isSiteShown(project: Project, site: ts.Node, depth: number): boolean {
  const { ts } = project;
  if (ts.isJsxOpeningLikeElement(site) && isTagWithoutSsr(project, site.tagName)) return false;
  if (!mayRender(project, site) || isBelowOpening(ts, site)) return false;
  const evaluation = evaluationOf(ts, site);
  if (evaluation.when === 'render') return isRun(project, evaluation.component, depth + 1);
  // A page that has no JSX name of its own, or a helper that renders: `renderRow()`.
  const fn = enclosingFunction(ts, site);
  const { fileName } = site.getSourceFile();
  if (!fn) return isLoadedForSsr(project, fileName);
  return runsWhen(project, site).some(
    ({ when, fn: component, calls }) =>
      when === 'render' &&
      component !== undefined &&
      calls.every((call) => mayRender(project, call)) &&
      isRun(project, component, depth + 1),
  );
}

/**
 * Whether the server may come to an element. What a module of the server asks (is there a product?) is answered there, one way in one
 * request and the other way in the next; what a client module asks may be known only in the browser.
 */
function mayRender(project: Project, site: ts.Node): boolean {
  const { server, client } = graphOf(project).environmentOf(site.getSourceFile().fileName);
  return server && !client ? !isKeptFrom(project, site, 'server') : isKnownToRunOn(project, site, 'server');
}

/** Whether an element is a child, or a prop, of one that may show it later. */
function isBelowOpening(ts: Project['ts'], site: ts.Node): boolean {
  for (let outer = site.parent; outer && !isFunctionNode(ts, outer); outer = outer.parent) {
    const tag = ts.isJsxElement(outer) ? outer.openingElement : ts.isJsxSelfClosingElement(outer) ? outer : undefined;
    if (tag && tag !== site && (outer as ts.JsxElement).openingElement !== site && openingComponent.test(tag.tagName.getText()))
      return true;
    // What is given as a prop is shown when its owner says.
    if (ts.isJsxAttribute(outer) && !/^children$/.test(outer.name.getText())) return true;
  }
  return false;
}

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
