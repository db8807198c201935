import type ts from 'typescript';
import { componentNameOf } from '../syntax/components.ts';
import { evaluationOf } from '../syntax/evaluation.ts';
import { factsOf } from '../facts/index.ts';
import { graphOf, isLoadedByFramework } from '../graph/graph.ts';
import { memoized } from '../syntax/memoized.ts';
import { hasModifier, isFunctionLiteral, unwrap, withWrappers, type FunctionNode } from '../syntax/nodes.ts';
import { callersOf } from './callers.ts';
import { runOfArgument } from './calls.ts';
import type { Project } from '../project/project.ts';
import { serverFunctionsAt } from './server-function.ts';
import { usesOfDeclaration } from './uses.ts';
import { requestFunctions } from '../catalog/entry-functions.ts';
import { calleeName } from '../syntax/last-name.ts';

/**
 * When a piece of code runs.
 * - `load`: as its module loads
 * - `render`: as a component renders, or a hook runs
 * - `request`: in a Server Function, a route handler, or another function that the framework calls for a request
 * - `event`: when something happens in the browser
 * - `later`: in an effect, by a timer, after the response
 */
type When = 'load' | 'render' | 'request' | 'event' | 'later';

/** One way by which a piece of code comes to run. */
interface Run {
  readonly when: When;
  /** The function that is run so: the component, the handler, the Server Function; undefined as a module loads. */
  readonly fn: FunctionNode | undefined;
  /** The calls by which it comes to the piece of code, innermost first. */
  readonly calls: readonly ts.Node[];
}

/**
 * When a piece of code runs, one way of each kind, the shortest first: by what it stands in, and for a function that is called by
 * name, by when its call sites run. Nothing where no call of it is in view.
 */
export const runsWhen = memoized(findRuns);

function findRuns(project: Project, node: ts.Node): Run[] {
  const found = new Map<When, Run>();
  const visited = new Set<FunctionNode>();
  const queue: Array<readonly [at: ts.Node, calls: readonly ts.Node[]]> = [[node, []]];
  const add = (when: When, fn: FunctionNode | undefined, calls: readonly ts.Node[]): void => {
    if (!found.has(when)) found.set(when, { when, fn, calls });
  };
  // The queue grows while it is walked.
  for (const [at, calls] of queue) {
    project.throwIfCancelled?.();
    const evaluation = evaluationOf(project.ts, at);
    if (evaluation.when === 'load') add('load', undefined, calls);
    else if (evaluation.when === 'render') add('render', evaluation.component, calls);
    else if (!evaluation.fn) for (const made of instancesOf(project, at)) queue.push([made, [...calls, made]]);
    else if (!visited.has(evaluation.fn)) {
      const { fn } = evaluation;
      visited.add(fn);
      if (isCalledByFramework(project, fn, requestFunctions)) add('request', fn, calls);
      if (isFunctionLiteral(project.ts, fn)) {
        const run = whenGiven(project, fn);
        // What a hook runs as it renders is run where the hook is called.
        if (run === 'now' || run === 'render') queue.push([fn.parent, calls]);
        else if (run) add(run, fn, calls);
      }
      const { sites, handed } = callersOf(project, fn);
      for (const { node: site } of sites) queue.push([site, [...calls, site]]);
      for (const { node: value, by } of handed) {
        const run = whenHanded(project, value, by);
        if (run === 'render') queue.push([value, [...calls, value]]);
        else if (run && run !== 'now') add(run, fn, calls);
      }
    }
  }
  return [...found.values()];
}

const maximumInstances = 20;

/** Where the program makes an instance of the class in whose field a node stands: of a component, where it renders it. */
function instancesOf(project: Project, node: ts.Node): ts.Node[] {
  const { ts } = project;
  let outer: ts.Node | undefined = node.parent;
  while (outer && !ts.isPropertyDeclaration(outer)) outer = outer.parent;
  const holder = outer?.parent;
  if (!holder || !ts.isClassDeclaration(holder) || !holder.name) return [];
  const { uses } = usesOfDeclaration(project, holder);
  return uses
    .flatMap(({ by }) => (ts.isNewExpression(by) || ts.isJsxOpeningLikeElement(by) ? [by] : []))
    .slice(0, maximumInstances);
}

/**
 * Whether the framework calls a function: a Server Function, the default export of a file that it loads, or one exported by a name.
 *
 * @param names those that it calls
 */
export function isCalledByFramework(project: Project, fn: FunctionNode, names: RegExp): boolean {
  const { ts } = project;
  const sourceFile = fn.getSourceFile();
  if (serverFunctionsAt(project, fn).length > 0) return true;
  if (!isLoadedByFramework(graphOf(project), sourceFile.fileName)) return false;
  if (ts.isFunctionDeclaration(fn) && hasModifier(ts, fn, ts.SyntaxKind.DefaultKeyword)) return true;
  const name = componentNameOf(ts, fn);
  if (name === undefined || !names.test(name)) return false;
  return factsOf(ts, sourceFile)
    .exportsNamed(name)
    .some((fact) => fact.local === name);
}

/** When a function runs that is written where it is given to something. */
function whenGiven(project: Project, fn: ts.ArrowFunction | ts.FunctionExpression): When | 'now' | undefined {
  const { ts } = project;
  const inner = withWrappers<ts.Node>(ts, fn);
  return whenHanded(project, inner, inner.parent);
}

/** When something runs the function that it is given. */
function whenHanded(project: Project, value: ts.Node, by: ts.Node): When | 'now' | undefined {
  const { ts } = project;
  const attribute = ts.isJsxExpression(by) ? by.parent : by;
  if (ts.isJsxAttribute(attribute)) {
    const name = attribute.name.getText();
    return /^on[A-Z]|^(?:action|formAction)$/.test(name) ? 'event' : undefined;
  }
  if (ts.isBinaryExpression(by) && ts.isPropertyAccessExpression(by.left) && /^on[a-z]+$/.test(by.left.name.text)) return 'event';
  if (!ts.isCallExpression(by) && !ts.isNewExpression(by)) return undefined;
  const index = (by.arguments ?? []).findIndex((argument) => argument === value || unwrap(ts, argument) === value);
  if (index < 0) return undefined;
  const name = calleeName(ts, by);
  if (/^(?:addEventListener|useEventListener|addListener|on|once)$/.test(name) && index > 0) return 'event';
  const run = runOfArgument(project, by, index);
  return run === 'kept' ? undefined : run;
}
