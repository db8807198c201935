import type ts from 'typescript';
import { factsOf } from '../facts/index.ts';
import { dynamicCallsOf } from '../flow/dynamic-call.ts';
import { isFrom, originOf } from '../flow/origin.ts';
import { graphOf } from '../graph/graph.ts';
import type { Edge } from '../graph/links.ts';
import { importedFile, type Project } from '../project/project.ts';
import { isKeptFrom } from './guards.ts';
import { memoized } from '../syntax/memoized.ts';

// By project: which side an import() is for depends on the code around it, which the layout of modules does not know.
const loadedIn = memoized(followAll);

/**
 * Whether the server loads a module to render what it holds: some root of the framework reaches it by imports, `next/dynamic` or
 * `lazy`, and not by `ssr: false`, by an `import()` that waits for an event, or behind a condition that asks for the browser.
 *
 * @param fileName absolute, with forward slashes
 */
export function isLoadedForSsr(project: Project, fileName: string): boolean {
  return loadedIn(project).has(fileName);
}

function followAll(project: Project): ReadonlySet<string> {
  const graph = graphOf(project);
  const found = new Set<string>();
  for (const [fileName, { kind }] of graph.entries) {
    if (kind !== 'instrumentation-client') found.add(fileName);
  }
  for (const [fileName, { side }] of graph.roots) if (side !== 'client') found.add(fileName);
  // The set grows while it is walked.
  for (const fileName of found) {
    for (const edge of graph.importsOf(fileName)) {
      if (!found.has(edge.to) && isFollowed(project, edge)) found.add(edge.to);
    }
  }
  return found;
}

function isFollowed(project: Project, { from, fact }: Edge): boolean {
  if (fact.kind === 'require') return !isKeptFrom(project, fact.node, 'server');
  if (fact.kind !== 'dynamic') return true;
  const file = project.sourceFile(from);
  const call = file && loaderAround(project, fact.node);
  if (!call) return false;
  return (
    !isKeptFrom(project, call, 'server') && !dynamicCallsOf(project, file).some((one) => one.call === call && one.isWithoutSsr)
  );
}

/** The `dynamic(…)` or `lazy(…)` whose loader an `import()` stands in. */
function loaderAround(project: Project, node: ts.Node): ts.CallExpression | undefined {
  const { ts } = project;
  for (let outer = node.parent; outer && !ts.isFunctionDeclaration(outer); outer = outer.parent)
    if (ts.isCallExpression(outer) && isMadeToRender(project, outer)) return outer;
  return undefined;
}

function isMadeToRender(project: Project, { expression }: ts.CallExpression): boolean {
  const origin = originOf(project, expression);
  return isFrom(origin, 'next/dynamic', 'default') || isFrom(origin, 'react', 'lazy');
}

/** Whether a tag is a component that `dynamic(…, { ssr: false })` makes: the server does not render it there. */
export function isTagWithoutSsr(project: Project, tag: ts.JsxTagNameExpression): boolean {
  const { ts } = project;
  const file = tag.getSourceFile();
  if (!ts.isIdentifier(tag)) return false;
  const { imports } = factsOf(ts, file);
  const calls = dynamicCallsOf(project, file);
  const isNamed = (call: ts.CallExpression): boolean =>
    ts.isVariableDeclaration(call.parent) && ts.isIdentifier(call.parent.name) && call.parent.name.text === tag.text;
  if (calls.some(({ call, isWithoutSsr }) => isWithoutSsr && isNamed(call))) return true;
  // `export const Map = dynamic(…)` of another module.
  return imports.some(({ bindings, specifier }) => {
    const binding = bindings.find(({ local }) => local === tag.text);
    const other = binding && importedFile(project, file, specifier);
    return (
      other !== undefined &&
      dynamicCallsOf(project, other).some(({ call, isWithoutSsr }) => {
        const name = ts.isVariableDeclaration(call.parent) ? call.parent.name.getText() : undefined;
        return isWithoutSsr && (name === binding?.imported || ts.isExportAssignment(call.parent));
      })
    );
  });
}
