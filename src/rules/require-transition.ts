import type ts from 'typescript';
import { dispatchersIn, type Dispatcher } from '../events/dispatchers.ts';
import { transitionWaysOf, transitionWaysOfGiven, type TransitionWay } from '../events/transitions.ts';
import type { TextEdit } from '../finding.ts';
import { importName } from '../fixes/import-edits.ts';
import { isFrom, originOf } from '../flow/origin.ts';
import { directFunction } from '../flow/direct-function.ts';
import { relatedPlace } from '../flow/related.ts';
import { serverFunctionOf } from '../flow/server-function.ts';
import { holds } from '../frameworks/versions.ts';
import { graphOf } from '../graph/graph.ts';
import { isTestFile } from '../project/file-purpose.ts';
import { defineRule, type RuleContext, type SuggestionDescriptor } from '../rule.ts';
import { isThenable } from '../serialization/promise.ts';
import { enclosingFunction, isAsync, isFunctionNode, unwrap } from '../syntax/nodes.ts';
import { declarationOfName } from '../syntax/scope.ts';
import { typesOf } from '../syntax/types.ts';

type MessageId = 'dispatch' | 'setter' | 'after' | 'wrap' | 'wrapBody';
type Context = RuleContext<MessageId>;

/**
 * The dispatch of `useActionState`, or the setter of `useOptimistic`, called outside a transition. React warns of both when they
 * run ("An async function with useActionState was called outside of a transition", "An optimistic state update occurred outside a
 * transition or action"). Guide: optimistic updates.
 */
export const requireTransition = defineRule<MessageId>({
  name: 'require-transition',
  code: 83033,
  description:
    'Require the dispatch of useActionState and the setter of useOptimistic to be called in a transition or an action.',
  reach: ['file', 'modules', 'types'],
  presets: ['recommended'],
  hasSuggestions: true,
  messages: {
    dispatch:
      '`{{name}}` is called outside a transition, so its pending state never shows. Call it in startTransition, or give it to `action` of a form.',
    setter:
      '`{{name}}` is called outside a transition, so the optimistic state is gone at once. Call it in startTransition or in an action.',
    after:
      '`{{name}}` is called after an `await`, which ends the transition for it, so pending stays false. Wrap the call in startTransition.',
    wrap: 'Wrap the call in startTransition',
    wrapBody: 'Run the whole function in startTransition',
  },
  check(context) {
    const { sourceFile, project } = context;
    if (isTestFile(project, sourceFile.fileName)) return;
    for (const dispatcher of dispatchersIn(project, sourceFile)) {
      const { client, server } = graphOf(project).environmentOf(sourceFile.fileName);
      // Hooks have no place on the server: client-only-api says so.
      if ((server && !client) || !holds(project, sourceFile.fileName, 'transitionWarnings')) return;
      if (dispatcher.kind === 'setter' || isAsyncReducer(context, dispatcher)) checkUses(context, dispatcher);
    }
  },
});

function checkUses(context: Context, dispatcher: Dispatcher): void {
  const { ts, project, report } = context;
  const { kind, name, hook, uses } = dispatcher;
  for (const use of uses) {
    const call = callOf(ts, use);
    const ways = call ? transitionWaysOf(project, call) : transitionWaysOfGiven(project, boundOf(ts, use));
    const messageId = wrongWay(ways, kind);
    if (!messageId) continue;
    report({
      at: call ?? use,
      messageId,
      data: { name },
      related: hook.getSourceFile() === use.getSourceFile() ? [relatedPlace(hook, 'It comes from here')] : [],
      suggestions: call ? wrappedInTransition(context, call, kind) : [],
    });
  }
}

/** The call of a dispatcher: `dispatch(x)`, `dispatch.call(null, x)`. */
function callOf(ts: Context['ts'], use: ts.Expression): ts.CallExpression | undefined {
  const { parent } = use;
  const isByMethod = ts.isPropertyAccessExpression(parent) && /^(?:call|apply)$/.test(parent.name.text);
  const callee = isByMethod && parent.expression === use ? parent : use;
  return ts.isCallExpression(callee.parent) && callee.parent.expression === callee ? callee.parent : undefined;
}

/** `dispatch.bind(null, x)` is given to something as the dispatcher is. */
function boundOf(ts: Context['ts'], use: ts.Expression): ts.Expression {
  const { parent } = use;
  const isBind = ts.isPropertyAccessExpression(parent) && parent.name.text === 'bind' && parent.expression === use;
  return isBind && ts.isCallExpression(parent.parent) && parent.parent.expression === parent ? parent.parent : use;
}

/** What is said of a call by the ways that lead to it. */
function wrongWay(ways: ReadonlySet<TransitionWay>, kind: Dispatcher['kind']): 'dispatch' | 'setter' | 'after' | undefined {
  if (ways.has('outside') || (kind === 'dispatch' && ways.has('later'))) return kind;
  // As long as the action runs a setter may be called.
  return kind === 'dispatch' && ways.has('after') ? 'after' : undefined;
}

/** Whether what a dispatch runs returns a promise: of a reducer that does not, React minds nothing. */
function isAsyncReducer({ ts, checker, project }: Context, { hook }: Dispatcher): boolean {
  const [reducer] = hook.arguments;
  if (!reducer) return false;
  if (serverFunctionOf(project, reducer)) return true;
  const inner = unwrap(ts, reducer);
  const { end } = originOf(project, inner);
  const fn = isFunctionNode(ts, inner) ? inner : end.kind === 'declaration' ? directFunction(project, end.value) : undefined;
  if (fn && isAsync(ts, fn)) return true;
  const signatures = checker ? checker.getTypeAtLocation(reducer).getCallSignatures() : [];
  return (
    checker !== undefined &&
    signatures.some((signature) => {
      const returned = signature.getReturnType();
      const members = typesOf(returned);
      return members.some((member) => member.getProperty('then') !== undefined && isThenable(ts, checker, member));
    })
  );
}

function wrappedInTransition(
  context: Context,
  call: ts.CallExpression,
  kind: Dispatcher['kind'],
): Array<SuggestionDescriptor<MessageId>> {
  const { ts, sourceFile } = context;
  const start = importName(ts, call, 'react', 'startTransition') ?? startInScope(context, call);
  if (!start) return [];
  const fn = enclosingFunction(ts, call);
  // An optimistic state lasts as long as the transition does: the action belongs into it.
  if (kind === 'setter' && fn && isAsync(ts, fn)) {
    const { body } = fn;
    if (!body || !ts.isBlock(body)) return [];
    const open = body.getStart(sourceFile) + 1;
    const edits: TextEdit[] = [
      ...start.edits,
      { start: open, end: open, newText: ` ${start.text}(async () => {` },
      { start: body.end - 1, end: body.end - 1, newText: '}); ' },
    ];
    return [{ messageId: 'wrapBody', edits }];
  }
  if (kind === 'setter') return [];
  const at = call.getStart(sourceFile);
  const edits: TextEdit[] = [
    ...start.edits,
    { start: at, end: at, newText: `${start.text}(() => ` },
    { start: call.end, end: call.end, newText: ')' },
  ];
  // A value that is awaited or kept would be another one.
  return ts.isExpressionStatement(call.parent) || ts.isArrowFunction(call.parent) ? [{ messageId: 'wrap', edits }] : [];
}

/** What `useTransition` hands out under that name, where the call can see it. */
function startInScope({ ts, project }: Context, call: ts.Node): { text: string; edits: TextEdit[] } | undefined {
  const declaration = declarationOfName(ts, 'startTransition', call);
  const holder = declaration && ts.isBindingElement(declaration) ? declaration.parent.parent : undefined;
  const hook = holder && ts.isVariableDeclaration(holder) && holder.initializer && unwrap(ts, holder.initializer);
  const isHook = hook && ts.isCallExpression(hook) && isFrom(originOf(project, hook.expression), 'react', 'useTransition');
  return isHook ? { text: 'startTransition', edits: [] } : undefined;
}
