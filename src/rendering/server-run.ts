import type ts from 'typescript';
import { componentNameOf } from '../syntax/components.ts';
import { evaluationOf } from '../syntax/evaluation.ts';
import { Leading } from '../syntax/leading.ts';
import { memoized } from '../syntax/memoized.ts';
import type { FunctionNode } from '../syntax/nodes.ts';
import type { Chain } from '../graph/environment.ts';
import { graphOf } from '../graph/graph.ts';
import { isInTry, isKeptFrom } from './guards.ts';
import { isUsedOn } from '../graph/liveness.ts';
import { callersOf } from '../flow/index.ts';
import type { Project } from '../project/project.ts';
import { serverEntryFunctions } from '../catalog/entry-functions.ts';
import { isCalledByFramework } from '../flow/runs.ts';

/** When a piece of code runs on the server. */
export type ServerRun =
  | { readonly when: 'load' }
  /** `name` is the component's, hook's or function's, where it has one */
  | { readonly when: 'render' | 'request'; readonly name: string | undefined };

/**
 * When a piece of code is sure to run on the server: as its module loads, as a component renders, in a Server Function or a route
 * handler, or in a function of the program that is called there. Undefined where that is not known, or a condition around it asks
 * on which side it is.
 */
export function serverRunOf(project: Project, node: ts.Node): ServerRun | undefined {
  const run = directRun(project, node);
  return run?.when === 'called' ? runOfFunction(project, run.fn) : run;
}

/** When a piece of code runs, by what it stands in: where that is a function that has to be called, the function. */
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
  return runs(project).nearest(fn);
}

/** From caller to caller. */
const runs = memoized(
  (project: Project) =>
    new Leading<FunctionNode, ServerRun>((fn) => {
      if (isCalledByFramework(project, fn, serverEntryFunctions))
        return { when: 'request', name: componentNameOf(project.ts, fn) };
      const callers: FunctionNode[] = [];
      for (const { node } of callersOf(project, fn).sites) {
        // What fails there is caught.
        const run = isInTry(project.ts, node) ? undefined : directRun(project, node);
        if (run?.when === 'called') callers.push(run.fn);
        else if (run) return run;
      }
      return callers;
    }),
);

/** Whether the chain loads the module in any case: no step of it depends on a condition that asks for the browser. */
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
