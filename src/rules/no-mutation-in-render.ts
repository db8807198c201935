import type ts from 'typescript';
import { descendantsOf } from '../syntax/descendants.ts';
import { cachedFunctionOf } from '../flow/cached-functions.ts';
import { isThenCallback } from '../flow/own-code.ts';
import { mutationOf, type MutationWay } from '../security/mutations.ts';
import { componentNameOf, isDefaultExport, isHookFunction, isHookName } from '../syntax/components.ts';
import { evaluationOf } from '../syntax/evaluation.ts';
import { type FunctionNode } from '../syntax/nodes.ts';
import { isRenderedFile } from '../frameworks/next/conventions.ts';
import { graphOf } from '../graph/graph.ts';
import { isFrom, originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { isTestFile } from '../project/file-purpose.ts';
import { relatedDeclaration, relatedPlace } from '../flow/related.ts';
import { defineRule } from '../rule.ts';
import type { TypeScript } from '../typescript.ts';
import { serverFunctionsAt } from '../flow/server-function.ts';

const onlyInActions = /^(?:updateTag|refresh)$/;

/**
 * A side effect while a component renders. Guide: side effects ("mutations should not be a side-effect of rendering"); Next.js
 * throws for cookies and revalidation there, React for a Server Function that a Client Component calls.
 */
export const noMutationInRender = defineRule({
  name: 'no-mutation-in-render',
  code: 83022,
  description: 'Disallow setting cookies, revalidating and calling Server Functions while rendering.',
  reach: ['file', 'modules'],
  presets: ['recommended'],
  messages: {
    cookies: '{{call}} is not allowed while {{component}} renders. Call it in a Server Function or a Route Handler.',
    draft: '{{call}} changes draft mode while {{component}} renders. Call it in a Route Handler or a Server Function.',
    headers:
      '{{call}} changes request headers, which are read-only, while {{component}} renders. Change a copy: `new Headers(await headers())`.',
    inAfter:
      '{{call}} runs in `after` when {{component}} has rendered: Next.js throws. Call it in a Server Function{{elsewhere}}.',
    revalidation: '{{call}} is not allowed while {{component}} renders. Call it in a Server Function{{elsewhere}}.',
    action:
      '{{call}} calls a Server Function while {{component}} renders. Call it from a form or an event handler; to read data, use a plain function.',
    onlyInActions:
      '{{call}} is allowed only in a Server Function, not in Route Handler {{component}}. Call `revalidateTag` or `revalidatePath`.',
    clientAction:
      '{{call}} calls a Server Function while {{component}} renders: React throws. Call it in an event handler or an effect.',
  },
  check({ ts, sourceFile, project, facts, report }) {
    if (isTestFile(project, sourceFile.fileName)) return;
    const kind = graphOf(project).entries.get(sourceFile.fileName)?.kind;
    if (kind === 'pages-api' || kind === 'proxy' || kind === 'pages') return;
    const { client, server } = graphOf(project).environmentOf(sourceFile.fileName);
    const isClient = facts.moduleDirective === 'use client' || (client !== undefined && server === undefined);
    const hasAfter = sourceFile.text.includes('after');
    for (const call of descendantsOf(ts, sourceFile, 'CallExpression')) {
      const handler = kind === 'route' ? routeHandlerAround(ts, call) : undefined;
      const after = handler || !hasAfter ? undefined : afterAround(project, call);
      const component = handler ?? componentAround(project, sourceFile, after ?? call, isClient);
      const way = component && mutationOf(project, call, isClient ? 'client' : 'server');
      if (!way || (after && isAllowedAfterwards(way)) || (isClient && way.mutation.kind !== 'action')) continue;
      // A hook is part of rendering itself: there the call is reported.
      if (isClient && way.helpers.some(isHookName)) continue;
      const name = componentNameOf(ts, component);
      const isOnlyInActions = onlyInActions.test(way.mutation.name);
      if (handler && (way.mutation.kind !== 'revalidation' || !isOnlyInActions)) continue;
      // What only reads may be called while the paths are worked out.
      if (name === 'generateStaticParams' && way.mutation.kind === 'action') continue;
      report({
        at: call,
        messageId: handler
          ? 'onlyInActions'
          : after
            ? 'inAfter'
            : way.mutation.kind === 'action' && isClient
              ? 'clientAction'
              : way.mutation.kind,
        data: {
          call: describeWay(way),
          component: name ? `\`${name}\`` : 'this component',
          elsewhere: isOnlyInActions ? '' : ' or a Route Handler',
        },
        related:
          way.helpers.length > 0 ? [relatedPlace(way.call, 'The call is here')] : relatedDeclaration(project, call.expression),
      });
    }
  },
});

/** `` `cookies().set` ``, or `` `helper` (`cookies().set`) `` where a helper makes the call. */
function describeWay({ mutation, helpers }: MutationWay): string {
  const store = { cookies: 'cookies().', draft: 'draftMode().', headers: 'headers().', revalidation: '', action: '' }[
    mutation.kind
  ];
  const made = `\`${store}${mutation.name}\``;
  const by = helpers[0] ?? mutation.by;
  return by === undefined ? made : `\`${by}\` (${made})`;
}

/** The call of `after` in whose callback a node runs. */
function afterAround(project: Project, node: ts.Node): ts.CallExpression | undefined {
  const { ts } = project;
  const evaluation = evaluationOf(ts, node);
  const fn = evaluation.when === 'later' ? evaluation.fn : undefined;
  const call = fn?.parent;
  const isIt = call && ts.isCallExpression(call) && call.arguments[0] === fn;
  return isIt && isFrom(originOf(project, call.expression), 'next/server', 'after') ? call : undefined;
}

/** What Next.js lets run after a rendering: `cookies`, `updateTag` and `refresh` throw there, other than revalidation for later. */
function isAllowedAfterwards({ mutation }: MutationWay): boolean {
  return mutation.kind === 'action' || (mutation.kind === 'revalidation' && !onlyInActions.test(mutation.name));
}

/** The Route Handler in whose own code a node runs. */
function routeHandlerAround(ts: TypeScript, node: ts.Node): FunctionNode | undefined {
  const evaluation = evaluationOf(ts, node);
  const fn = evaluation.when === 'render' ? evaluation.component : evaluation.when === 'later' ? evaluation.fn : undefined;
  return fn && /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/.test(componentNameOf(ts, fn) ?? '') ? fn : undefined;
}

/** The component, or hook of the client, in whose rendering a node runs. */
function componentAround(
  project: Project,
  sourceFile: ts.SourceFile,
  node: ts.Node,
  isClient: boolean,
): FunctionNode | undefined {
  const { ts } = project;
  const evaluation = evaluationOf(ts, node);
  if (evaluation.when === 'load') return undefined;
  const fn = evaluation.when === 'render' ? evaluation.component : evaluation.fn;
  if (!fn || serverFunctionsAt(project, fn).some((action) => action.directive === 'use server')) return undefined;
  const entry = graphOf(project).entries.get(sourceFile.fileName);
  if (evaluation.when === 'later') {
    if (!isClient && isThenCallback(ts, fn)) return componentAround(project, sourceFile, fn.parent, isClient);
    if (entry?.kind === 'app' && componentNameOf(ts, fn) === 'generateStaticParams') return fn;
    const isEntry = entry?.kind === 'app' && isRenderedFile(entry.name);
    return isEntry && isDefaultExport(ts, fn, componentNameOf(ts, fn)) ? fn : undefined;
  }
  if (entry?.kind === 'route' || cachedFunctionOf(project, fn)) return undefined;
  // On the server a function with a hook's name may be called from anywhere: it is a helper like any other.
  if (isHookFunction(ts, fn) && !isClient) return undefined;
  return fn;
}
