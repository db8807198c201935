import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { fromAncestors } from './ancestors.ts';
import { componentNameOf, isComponentFunction, isHookFunction, isRunAtOnce } from './components.ts';
import { hasModifier, isFunctionNode, type FunctionNode } from './nodes.ts';

/** When a piece of code runs. */
type Evaluation =
  /** while the module loads: at its top level, in a function called on the spot there, in a static block */
  | { readonly when: 'load' }
  /** while a component renders: in its own body, in a hook's, in `generateMetadata`; also in callbacks that run at once there */
  | { readonly when: 'render'; readonly component: FunctionNode }
  /** when something calls the function it stands in: a handler, an effect, an action, a helper; `fn` is absent for a class's instance fields */
  | { readonly when: 'later'; readonly fn: FunctionNode | undefined };

/** Functions that Next.js calls while it renders a route. */
const renderingFunctions = new Set(['generateMetadata', 'generateViewport', 'generateImageMetadata', 'generateSitemaps']);

/**
 * When a node runs, by what it stands in. Syntax only: where a helper is called from is the asker's matter.
 *
 * @param node any node of a file with parent pointers set
 */
export function evaluationOf(ts: TypeScript, node: ts.Node): Evaluation {
  return fromAncestors(evaluations, node, (outer, inner) => evaluationIn(ts, outer, inner), onLoad);
}

const evaluations = new WeakMap<ts.Node, Evaluation>();
const onLoad: Evaluation = { when: 'load' };

/** What an ancestor says about when the node below it runs; undefined where it runs whenever the ancestor does. */
function evaluationIn(ts: TypeScript, outer: ts.Node, inner: ts.Node): Evaluation | undefined {
  if (ts.isPropertyDeclaration(outer)) {
    const runsWithClass = hasModifier(ts, outer, ts.SyntaxKind.StaticKeyword) || outer.name === inner;
    if (!runsWithClass) return { when: 'later', fn: undefined };
  }
  if (!isFunctionNode(ts, outer) || outer.name === inner || isRunAtOnce(ts, outer)) return undefined;
  const isRendering =
    isComponentFunction(ts, outer) || isHookFunction(ts, outer) || renderingFunctions.has(componentNameOf(ts, outer) ?? '');
  return isRendering ? { when: 'render', component: outer } : { when: 'later', fn: outer };
}
