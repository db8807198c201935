import type ts from 'typescript';
import { componentNameOf } from '../syntax/components.ts';
import { evaluationOf } from '../syntax/evaluation.ts';
import { factsOf } from '../facts/index.ts';
import { forEachDescendant, hasModifier, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import type { Chain } from '../graph/environment.ts';
import { graphOf } from '../graph/graph.ts';
import { isKeptFrom } from './guards.ts';
import { isUsedOn } from '../graph/liveness.ts';
import { isFrom, originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';

/** When a piece of code runs on the server. */
export type ServerRun =
  | { readonly when: 'load' }
  /** `name` is the component's, hook's or function's, where it has one */
  | { readonly when: 'render' | 'request'; readonly name: string | undefined };

// What Next.js calls by its name in a route's file, beside what renders.
const calledByName = /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|generateStaticParams|middleware|proxy|register)$/;

const runs = new WeakMap<Project, Map<FunctionNode, ServerRun | undefined>>();

/**
 * When a piece of code is sure to run on the server: as its module loads, as a component renders, in a Server Function or a route
 * handler, or in a function of the program that is called there. Undefined where that is not known, or a condition around it asks
 * on which side it is.
 */
export function serverRunOf(project: Project, node: ts.Node): ServerRun | undefined {
  const run = directRun(project, node);
  return run?.when === 'called' ? runOfFunction(project, run.fn) : run;
}

/** When a piece of code runs, by what it stands in: where that is a function somebody has to call, the function. */
function directRun(
  project: Project,
  node: ts.Node,
): ServerRun | { readonly when: 'called'; readonly fn: FunctionNode } | undefined {
  const { ts } = project;
  const chain = graphOf(project).environmentOf(node.getSourceFile().fileName).server;
  if (!chain || isKeptFrom(project, node, 'server')) return undefined;
  const evaluation = evaluationOf(ts, node);
  if (evaluation.when === 'load') return isLoaded(project, chain) ? { when: 'load' } : undefined;
  if (evaluation.when === 'later') return evaluation.fn && { when: 'called', fn: evaluation.fn };
  const name = componentNameOf(ts, evaluation.component);
  return isUsedOn(project, 'server', node) ? { when: 'render', name } : undefined;
}

function runOfFunction(project: Project, fn: FunctionNode): ServerRun | undefined {
  let known = runs.get(project);
  if (!known) runs.set(project, (known = new Map()));
  if (known.has(fn)) return known.get(fn);
  const functions = new Set([fn]);
  const run = findRun(project, functions);
  // Of the functions on the way only this is known, that nothing runs them where nothing runs this one.
  for (const each of run ? [fn] : functions) known.set(each, run);
  return run;
}

/**
 * From caller to caller, the nearest first: so it is no matter who was asked about first, though functions may call each other in
 * a circle.
 *
 * @param functions the function that is asked about; it grows while it is walked
 */
function findRun(project: Project, functions: Set<FunctionNode>): ServerRun | undefined {
  const callers = new CallerSearch(project);
  for (const fn of functions) {
    const sourceFile = fn.getSourceFile();
    if (isCalledByFramework(project, sourceFile, fn)) return { when: 'request', name: componentNameOf(project.ts, fn) };
    for (const call of callers.callsOf(sourceFile, fn)) {
      const run = directRun(project, call);
      if (run?.when === 'called') functions.add(run.fn);
      else if (run) return run;
    }
  }
  return undefined;
}

class CallerSearch {
  readonly #project: Project;

  constructor(project: Project) {
    this.#project = project;
  }

  /** Where the program calls a function, in its own file and in those that import it. */
  *callsOf(sourceFile: ts.SourceFile, fn: FunctionNode): Generator<ts.Node> {
    const { ts } = this.#project;
    const name = componentNameOf(ts, fn);
    if (name !== undefined) yield* this.#callsIn(sourceFile, name, fn);
    for (const { name: exported, local, thing } of factsOf(ts, sourceFile).exports) {
      const isIt = thing.kind === 'expression' ? unwrap(ts, thing.node) === fn : local !== undefined && local === name;
      if (isIt || (thing.kind === 'function' && thing.node === fn))
        yield* this.#callsFromOutside(sourceFile.fileName, exported, fn, 0);
    }
  }

  *#callsFromOutside(fileName: string, exported: string, fn: FunctionNode, depth: number): Generator<ts.Node> {
    const { ts } = this.#project;
    if (depth > 5) return;
    for (const { from, fact } of graphOf(this.#project).importersOf(fileName)) {
      const importer = this.#project.sourceFile(from);
      if (!importer || factsOf(ts, importer).moduleDirective === 'use client') continue;
      for (const { imported, local, erased } of fact.bindings) {
        if (erased || (imported !== exported && imported !== '*')) continue;
        if (fact.kind !== 'export') yield* this.#callsIn(importer, local, fn);
        else yield* this.#callsFromOutside(from, local === '*' ? exported : local, fn, depth + 1);
      }
    }
  }

  /** The calls of a file that begin with a name, `name()` or `name.x()`, and come down to a function. */
  *#callsIn(sourceFile: ts.SourceFile, name: string, fn: FunctionNode): Generator<ts.Node> {
    for (const call of callsByName(this.#project.ts, sourceFile).get(name) ?? []) {
      if (isCallOf(this.#project, call, fn)) yield call;
    }
  }
}

/** Whether a call calls a function, by itself or through React's `cache`. */
function isCallOf(project: Project, call: ts.CallExpression, fn: FunctionNode): boolean {
  const { ts } = project;
  const { end, members } = originOf(project, call.expression);
  if (end.kind !== 'declaration' || members.length > 0 || !end.value) return false;
  if (isSame(end.value, fn)) return true;
  const [argument] = ts.isCallExpression(end.value) ? end.value.arguments : [];
  if (!ts.isCallExpression(end.value) || !argument || !isSame(argument, fn)) return false;
  const wrapper = originOf(project, end.value.expression);
  return isFrom(wrapper, 'react', 'cache') || isFrom(wrapper, 'next/cache', 'unstable_cache');
}

/** Whether two nodes stand in one place: a door may hand in a file that it has parsed itself. */
function isSame(a: ts.Node, b: ts.Node): boolean {
  return (
    a === b ||
    (a.pos === b.pos && a.end === b.end && a.kind === b.kind && a.getSourceFile().fileName === b.getSourceFile().fileName)
  );
}

const calls = new WeakMap<ts.SourceFile, ReadonlyMap<string, readonly ts.CallExpression[]>>();

/** The calls of a file by the name they begin with. */
function callsByName(ts: Project['ts'], sourceFile: ts.SourceFile): ReadonlyMap<string, readonly ts.CallExpression[]> {
  let known = calls.get(sourceFile);
  if (known) return known;
  const found = new Map<string, ts.CallExpression[]>();
  forEachDescendant(ts, sourceFile, (node) => {
    if (!ts.isCallExpression(node)) return undefined;
    const callee = unwrap(ts, node.expression);
    const root = ts.isPropertyAccessExpression(callee) ? unwrap(ts, callee.expression) : callee;
    if (!ts.isIdentifier(root)) return undefined;
    const list = found.get(root.text);
    if (list) list.push(node);
    else found.set(root.text, [node]);
    return undefined;
  });
  calls.set(sourceFile, (known = found));
  return known;
}

/** Whether the chain loads the module in any case: no step of it hangs on a condition that asks for the browser. */
function isLoaded(project: Project, chain: Chain): boolean {
  const graph = graphOf(project);
  return chain.every((fileName, index) => {
    const next = chain[index + 1];
    if (next === undefined) return true;
    const facts = graph
      .importsOf(fileName)
      .filter(({ to }) => to === next)
      .map(({ fact }) => fact);
    const isConditional = (kind: string, node: ts.Node): boolean =>
      (kind === 'dynamic' || kind === 'require') && isKeptFrom(project, node, 'server');
    return facts.some(({ kind, node }) => !isConditional(kind, node));
  });
}

/** A Server Function, or an exported function that Next.js calls by its name. */
function isCalledByFramework(project: Project, sourceFile: ts.SourceFile, fn: FunctionNode): boolean {
  const { ts } = project;
  const { serverFunctions, exports } = factsOf(ts, sourceFile);
  if (serverFunctions.some(({ node }) => node === fn)) return true;
  if (!graphOf(project).entries.has(sourceFile.fileName)) return false;
  const isDefault = ts.isFunctionDeclaration(fn) && hasModifier(ts, fn, ts.SyntaxKind.DefaultKeyword);
  if (isDefault) return true;
  const name = componentNameOf(ts, fn);
  return name !== undefined && calledByName.test(name) && exports.some((fact) => fact.name === name && fact.local === name);
}
