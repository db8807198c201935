import type ts from 'typescript';
import { descendantsOf, hasNode } from '../syntax/descendants.ts';
import { insertFirst, newLineOf, removeStatement } from '../fixes/edits.ts';
import { importName } from '../fixes/import-edits.ts';
import { declarationOf } from '../syntax/scope.ts';
import { isFunctionNode, isInside, isStatementList, unwrap } from '../syntax/nodes.ts';
import type { TextEdit } from '../finding.ts';
import { holds } from '../frameworks/versions.ts';
import { isTestFile } from '../project/file-purpose.ts';
import { navigationOf } from '../redirects/navigation.ts';
import { possibleNavigationOf } from '../redirects/possible-navigation.ts';
import { isBrowserFile, redirectBehind, redirectNames, showsError } from '../redirects/redirecting-action.ts';
import { mayBeSwallowed, swallowerOf, type Swallower } from '../redirects/swallower.ts';
import { relatedPlace } from '../flow/related.ts';
import { defineRule, type RuleContext, type SuggestionDescriptor } from '../rule.ts';
import { excerpt } from '../syntax/excerpt.ts';
import { identifiersBelow } from '../syntax/file-index.ts';
import { memberName } from '../syntax/last-name.ts';

type MessageId = 'inBrowser' | 'perhaps' | 'inTry' | 'inFinally' | 'inChain' | 'inFunction' | 'rethrow' | 'moveAfter';
type Context = RuleContext<MessageId>;

const messageOfKind = { catch: 'inTry', finally: 'inFinally', handler: 'inChain', function: 'inFunction' } as const;

/**
 * A navigation whose error is swallowed before it reaches Next.js. Guide: redirecting ("redirect throws an error so it should be
 * called outside the try block"); the errors are those of `next/navigation`'s own code.
 */
export const noRedirectInTry = defineRule<MessageId>({
  name: 'no-redirect-in-try',
  code: 83021,
  description: 'Disallow redirect(), notFound() and their like where a try or a promise chain swallows the error they work by.',
  reach: ['file', 'modules'],
  presets: ['recommended'],
  hasSuggestions: true,
  messages: {
    inTry: '{{subject}} throws, and this `catch` swallows it. Call it after the `try`{{or}}.',
    inBrowser: '`{{name}}` redirects, and this handler shows that as an error. Start it with `unstable_rethrow`.',
    perhaps: '`{{name}}` may call `{{navigation}}`, and this `catch` swallows it. Call it before the `try`{{or}}.',
    inFinally:
      '{{subject}} throws, and this `finally` discards it. Call it after the `try`, or let the `finally` run to its end.',
    inChain: '{{subject}} throws, and a handler of this promise swallows it. Call it after the chain{{or}}.',
    inFunction: '{{subject}} throws, and `{{function}}` turns that into a result. Call it after `{{function}}`.',
    rethrow: 'Start with `unstable_rethrow({{error}})`',
    moveAfter: 'Move it after the `try`',
  },
  check(context) {
    const { ts, sourceFile, project, report } = context;
    if (isTestFile(project, sourceFile.fileName)) return;
    const isBrowser = isBrowserFile(project, sourceFile) && holds(project, sourceFile.fileName, 'unstableRethrow');
    for (const call of descendantsOf(ts, sourceFile, 'CallExpression')) {
      if (!mayBeSwallowed(ts, call)) continue;
      if (isBrowser && reportAction(context, call)) continue;
      const navigation = navigationOf(project, call);
      if (!navigation) {
        if (!isBrowserFile(project, sourceFile)) reportPossible(context, call);
        continue;
      }
      const swallower = swallowerOf(project, call, navigation);
      if (!swallower || goesThereItself(context, call, swallower)) continue;
      const written = calledName(ts, call.expression);
      report({
        at: call,
        messageId: messageOfKind[swallower.kind],
        data: {
          subject: written === navigation.name ? `\`${written}\`` : `\`${written}\` (\`${navigation.name}\`)`,
          or: orRethrow(context),
          ...(swallower.kind === 'function' ? { function: excerpt(swallower.callee.getText(sourceFile)) } : {}),
        },
        related: [relatedPlace(obstacleOf(swallower), 'What it throws is swallowed here')],
        suggestions: [...moveAfter(context, call, swallower), ...rethrowFirst(context, swallower)],
      });
    }
  },
});

/**
 * An action that redirects, called in the browser: the navigation happens, and the promise is rejected all the same, so that the
 * handler shows an error that is none.
 */
function reportAction(context: Context, call: ts.CallExpression): boolean {
  const { ts, project, report } = context;
  // Asked first, because it is cheap: most calls in a `try` are of something else.
  const isShown = redirectNames.some((name) => {
    const at = swallowerOf(project, call, { name, isAsync: true });
    return at && showsError(project, at);
  });
  if (!isShown) return false;
  const redirect = redirectBehind(project, call);
  const swallower = redirect && swallowerOf(project, call, { name: redirect.name, isAsync: true });
  if (!swallower || !showsError(project, swallower)) return false;
  report({
    at: call,
    messageId: 'inBrowser',
    // Nothing is lost: the navigation happens.
    severity: 'warn',
    data: { name: calledName(ts, call.expression) },
    related: [relatedPlace(redirect.call, 'It redirects here'), relatedPlace(obstacleOf(swallower), 'The error is shown here')],
    suggestions: rethrowFirst(context, swallower),
  });
  return true;
}

/**
 * A function that navigates on some path (`if (!user) redirect('/login')`), called beside others in one `try`. A `try` around it
 * alone asks whether it lets one through, and a `catch` that navigates itself answers the same.
 */
function reportPossible(context: Context, call: ts.CallExpression): void {
  const { ts, project, report } = context;
  const navigation = possibleNavigationOf(project, call);
  if (!navigation) return;
  const swallower = swallowerOf(project, call, navigation);
  if (swallower?.kind !== 'catch') return;
  const { tryBlock } = swallower.statement;
  if (!doesMore(ts, tryBlock, call) || navigatesItself(project, swallower.clause)) return;
  report({
    at: call,
    messageId: 'perhaps',
    data: { name: calledName(ts, call.expression), navigation: navigation.name, or: orRethrow(context) },
    related: [
      relatedPlace(navigation.call, `\`${navigation.name}\` is called here`),
      relatedPlace(swallower.clause, 'What it throws is swallowed here'),
    ],
    suggestions: rethrowFirst(context, swallower),
  });
}

/** Whether a `try` has another call in it that may fail. */
function doesMore(ts: Context['ts'], tryBlock: ts.Block, call: ts.CallExpression): boolean {
  const mayFail = (node: ts.Node): boolean =>
    ts.isAwaitExpression(node) ? unwrap(ts, node.expression) !== call : ts.isThrowStatement(node);
  return hasNode(ts, tryBlock, mayFail, (node) => node === call);
}

function navigatesItself(project: Context['project'], clause: ts.CatchClause): boolean {
  return descendantsOf(project.ts, clause.block, 'CallExpression').some((call) => navigationOf(project, call) !== undefined);
}

/** The other way, where Next.js has it. */
function orRethrow({ project, sourceFile }: Context): string {
  return holds(project, sourceFile.fileName, 'unstableRethrow') ? ', or use `unstable_rethrow`' : '';
}

/** What an error does not get past. */
function obstacleOf(swallower: Swallower): ts.Node {
  if (swallower.kind === 'catch') return swallower.clause;
  if (swallower.kind === 'finally') return swallower.statement.finallyBlock ?? swallower.statement;
  return swallower.kind === 'handler' ? swallower.handler : swallower.callee;
}

/** A `catch` that ends in the same call: wherever the error comes from, the visitor arrives there. */
function goesThereItself({ ts }: Context, call: ts.CallExpression, swallower: Swallower): boolean {
  const last = swallower.kind === 'catch' ? swallower.clause.block.statements.at(-1) : undefined;
  if (!last || !(ts.isExpressionStatement(last) || ts.isReturnStatement(last)) || !last.expression) return false;
  const plain = (node: ts.Node): string => node.getText().replaceAll(/\s+/g, ' ');
  return plain(unwrap(ts, last.expression)) === plain(call);
}

/** The last name of a callee: `redirect` of `navigation.redirect`. */
function calledName(ts: Context['ts'], callee: ts.Expression): string {
  const inner = unwrap(ts, callee);
  if (ts.isPropertyAccessExpression(inner)) {
    return /^(?:call|apply)$/.test(inner.name.text) ? calledName(ts, inner.expression) : inner.name.text;
  }
  return memberName(ts, inner) ?? inner.getText();
}

/**
 * The call moved behind the `try`, where that changes nothing else: it is the last thing the `try` does, it needs nothing of it, and the `catch` never runs through to what follows.
 */
function moveAfter(
  { ts, sourceFile }: Context,
  call: ts.CallExpression,
  swallower: Swallower,
): Array<SuggestionDescriptor<MessageId>> {
  if (swallower.kind !== 'catch') return [];
  const { statement: tryStatement, clause } = swallower;
  const statements = tryStatement.tryBlock.statements;
  const last = statements.at(-1);
  if (!last || statements.length < 2 || !(ts.isExpressionStatement(last) || ts.isReturnStatement(last)) || !last.expression)
    return [];
  const inner = unwrap(ts, last.expression);
  if (inner !== call && !(ts.isAwaitExpression(inner) && unwrap(ts, inner.expression) === call)) return [];
  const end = clause.block.statements.at(-1);
  if (!end || !(ts.isReturnStatement(end) || ts.isThrowStatement(end))) return [];
  const { parent } = tryStatement;
  if (!isStatementList(ts, parent)) return [];
  if (!isMovable(ts, call, tryStatement.tryBlock)) return [];
  const lineStart = sourceFile.text.lastIndexOf('\n', tryStatement.getStart(sourceFile)) + 1;
  const indent = /^[ \t]*/.exec(sourceFile.text.slice(lineStart))![0];
  const edits = [
    removeStatement(ts, sourceFile, last),
    { start: tryStatement.end, end: tryStatement.end, newText: `${newLineOf(sourceFile)}${indent}${last.getText(sourceFile)}` },
  ];
  return [{ messageId: 'moveAfter', edits }];
}

/** Whether a call means the same behind the block: it needs no name that is declared there, and no argument can fail. */
function isMovable(ts: Context['ts'], call: ts.CallExpression, block: ts.Block): boolean {
  const isBound = (inner: ts.Node): boolean => {
    if (ts.isCallExpression(inner) || ts.isNewExpression(inner) || ts.isAwaitExpression(inner)) return true;
    const declaration = declarationOf(ts, inner);
    return declaration !== undefined && isInside(declaration, block);
  };
  return ![call.expression, ...call.arguments].some((part) => hasNode(ts, part, isBound));
}

/** `unstable_rethrow(error)` as the first statement of what swallows, with its import and the name of the error. */
function rethrowFirst({ ts, project, sourceFile }: Context, swallower: Swallower): Array<SuggestionDescriptor<MessageId>> {
  if (swallower.kind === 'finally' || swallower.kind === 'function') return [];
  if (!holds(project, sourceFile.fileName, 'unstableRethrow')) return [];
  const handler = swallower.kind === 'handler' ? unwrap(ts, swallower.handler) : undefined;
  if (handler && !isFunctionNode(ts, handler)) return [];
  const body = swallower.kind === 'catch' ? swallower.clause.block : handler!.body;
  const binding = swallower.kind === 'catch' ? swallower.clause.variableDeclaration : handler!.parameters[0];
  if (!body || (binding && !ts.isIdentifier(binding.name))) return [];
  const imported = importName(ts, body, 'next/navigation', 'unstable_rethrow');
  if (!imported) return [];
  const error = binding ? binding.name.getText(sourceFile) : freeName(ts, body);
  const edits: TextEdit[] = [...imported.edits];
  if (!binding) {
    const at = swallower.kind === 'catch' ? swallower.clause.getStart(sourceFile) + 'catch'.length : handler!.parameters.pos;
    edits.push({ start: at, end: at, newText: swallower.kind === 'catch' ? ` (${error})` : error });
  }
  const first = `${imported.text}(${error});`;
  if (ts.isBlock(body)) edits.push(insertFirst(sourceFile, body, first));
  else {
    edits.push({ start: body.getStart(sourceFile), end: body.getStart(sourceFile), newText: `{ ${first} return ` });
    edits.push({ start: body.end, end: body.end, newText: '; }' });
  }
  return [{ messageId: 'rethrow', data: { error }, edits }];
}

/** A name for the error that nothing in the block means by another. */
function freeName(ts: Context['ts'], body: ts.Node): string {
  const isFree = (name: string): boolean => identifiersBelow(ts, body, name).length === 0;
  return ['error', 'thrown', 'navigationError'].find(isFree) ?? 'caughtError';
}
