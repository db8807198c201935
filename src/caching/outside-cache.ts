import type ts from 'typescript';
import { descendantsOf } from '../syntax/descendants.ts';
import { factsOf } from '../facts/index.ts';
import { cachedFunctionOf } from '../flow/cached-functions.ts';
import { callersOf } from '../flow/callers.ts';
import { isFrom, originOf } from '../flow/origin.ts';
import { isThenCallback } from '../flow/own-code.ts';
import { graphOf } from '../graph/graph.ts';
import { isTestFile } from '../project/file-purpose.ts';
import { keptByTexts } from '../project/kept-by-texts.ts';
import type { Project } from '../project/project.ts';
import { componentNameOf, isDefaultExport, isRunAtOnce } from '../syntax/components.ts';
import { Leading } from '../syntax/leading.ts';
import { memoized } from '../syntax/memoized.ts';
import { enclosingFunction, isNameOrMember, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { serverFunctionsAt } from '../flow/server-function.ts';

/** A call of `cacheLife` or `cacheTag` that runs outside a cached function. */
interface OutsideCall {
  /** Where it is to be mended: the call itself; where a cached function shares the helper it is in, the call of that helper. */
  readonly at: ts.Node;
  readonly name: string;
  /** The call itself. */
  readonly call: ts.CallExpression;
}

const lifetimeNames = ['cacheLife', 'cacheTag', 'unstable_cacheLife', 'unstable_cacheTag'];

/** The calls of a file that set how long to keep what nothing keeps. Their nodes may be of the same text parsed before. */
export function outsideCallsIn(project: Project, { fileName, text }: ts.SourceFile): OutsideCall[] {
  return callsOf(project).filter(({ at }) => at.getSourceFile().fileName === fileName && at.getSourceFile().text === text);
}

const callsOf = keptByTexts(/cacheLife|cacheTag/, findCalls);

function findCalls(project: Project, files: readonly ts.SourceFile[]): OutsideCall[] {
  const { ts } = project;
  const found = new Map<ts.Node, OutsideCall>();
  for (const file of files) {
    if (isTestFile(project, file.fileName)) continue;
    for (const call of descendantsOf(ts, file, 'CallExpression')) {
      const name = settingName(project, call);
      if (name === undefined) continue;
      for (const at of outsidePlaces(project, call)) if (!found.has(at)) found.set(at, { at, name, call });
    }
  }
  return [...found.values()];
}

function settingName(project: Project, call: ts.CallExpression): string | undefined {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  if (!isNameOrMember(ts, callee)) return undefined;
  const origin = originOf(project, callee);
  return lifetimeNames.find((name) => isFrom(origin, 'next/cache', name));
}

/** Who runs a piece of code: cached functions, others, or unseen callers. */
interface Runners {
  isCached: boolean;
  isOpen: boolean;
  /** For each run by something that is not cached the call in it by which no cached function comes. */
  readonly outside: ts.Node[];
}

function outsidePlaces(project: Project, call: ts.CallExpression): readonly ts.Node[] {
  const runners: Runners = { isCached: false, isOpen: false, outside: [] };
  collectOutside(project, call, call, runners, new Map());
  if (runners.outside.length === 0) return [];
  if (runners.isCached || runners.isOpen) return runners.outside.filter((place) => place !== call);
  return [call];
}

/** Whether a cached function is among those that run a function. */
const sharedWithCache = memoized(
  (project: Project) =>
    new Leading<FunctionNode>((fn) => {
      const callers = callersOf(project, fn).sites.flatMap(({ node }) => enclosingFunction(project.ts, node) ?? []);
      const cached = callers.map((caller) => cachedFunctionOf(project, caller));
      const isShared = cached.some((one) => one && one.kind !== 'unstable');
      return isShared || callers.filter((_caller, index) => !cached[index]);
    }),
);

/** @param node the place whose runner is looked for @param place the call that stands for it in a finding */
function collectOutside(
  project: Project,
  node: ts.Node,
  place: ts.Node,
  runners: Runners,
  seen: Map<FunctionNode, Set<ts.Node>>,
): void {
  const { ts } = project;
  let fn = enclosingFunction(ts, node);
  while (fn && !cachedFunctionOf(project, fn) && (isRunAtOnce(ts, fn) || isThenCallback(ts, fn))) {
    fn = enclosingFunction(ts, fn.parent);
  }
  if (!fn) {
    runners.outside.push(place);
    return;
  }
  const places = seen.get(fn) ?? new Set();
  seen.set(fn, places);
  if (places.has(place)) return;
  places.add(place);
  const cached = cachedFunctionOf(project, fn);
  if (cached) {
    if (cached.kind === 'unstable') runners.outside.push(place);
    else runners.isCached = true;
    return;
  }
  const { sites, handed, isComplete } = callersOf(project, fn);
  if (isRunByFramework(project, fn)) runners.outside.push(place);
  else if (handed.length > 0 || !isComplete) runners.isOpen = true;
  // A function that nothing cached runs is where its own call is to be mended.
  const isShared = sites.length > 0 && sharedWithCache(project).leads(fn);
  for (const site of sites) {
    if (isTestFile(project, site.node.getSourceFile().fileName)) continue;
    collectOutside(project, site.node, isShared ? site.node : place, runners, seen);
  }
}

/** Server Functions, and what a route exports for the framework. */
function isRunByFramework(project: Project, fn: FunctionNode): boolean {
  const { ts } = project;
  const sourceFile = fn.getSourceFile();
  const facts = factsOf(ts, sourceFile);
  if (serverFunctionsAt(project, fn).some(({ directive }) => directive === 'use server')) return true;
  if (!graphOf(project).entries.has(sourceFile.fileName)) return false;
  const name = componentNameOf(ts, fn);
  if (isDefaultExport(ts, fn, name)) return true;
  const isOwnName = (): boolean => facts.exportsNamed(name!).some(({ local }) => local === undefined);
  return name !== undefined && (facts.exportsOfLocal(name).length > 0 || isOwnName());
}
