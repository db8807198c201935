import type ts from 'typescript';
import { meaningOf } from '../caching/routes.ts';
import { descendantsOf } from '../syntax/descendants.ts';
import { branchesOf } from '../syntax/branches.ts';
import type { TextEdit } from '../finding.ts';
import { importName } from '../fixes/import-edits.ts';
import { quoteOf } from '../fixes/edits.ts';
import { isFrom, originOf } from '../flow/origin.ts';
import { textParts } from '../flow/text-parts.ts';
import { holds } from '../frameworks/versions.ts';
import { isTestFile } from '../project/file-purpose.ts';
import type { Project } from '../project/project.ts';
import { defineRule, type RuleContext, type SuggestionDescriptor } from '../rule.ts';
import { enclosingFunction, isNameOrAccess, isNullish, unwrap } from '../syntax/nodes.ts';
import { serverFunctionsAt } from '../flow/server-function.ts';

type MessageId =
  'type' | 'group' | 'address' | 'slash' | 'unknownType' | 'profile' | 'addType' | 'removeType' | 'addProfile' | 'useUpdateTag';
type Context = RuleContext<MessageId>;

/** What Next.js itself takes for a dynamic segment (`isDynamicRoute`): a whole one in brackets. */
const dynamicSegment = /\/\[[^/]+\](?=\/|$)/;
/** A segment that is in no address; one with dots in front intercepts another. */
const routeGroup = /\/\([^./)][^/]*\)(?=\/|$)/;

/**
 * A revalidation that has no effect, or not the one that was meant. Guide: revalidating data; `revalidatePath` makes a tag of path
 * and type, and only tags that a page has are found again.
 */
export const revalidationArguments = defineRule<MessageId>({
  name: 'revalidation-arguments',
  code: 83031,
  description:
    'Require the type that revalidatePath needs for a dynamic route, its leading slash, and the profile of revalidateTag.',
  reach: ['file', 'modules'],
  presets: ['recommended'],
  fixable: true,
  hasSuggestions: true,
  messages: {
    type: '`{{path}}` has a dynamic segment, and without a type `revalidatePath` has no effect. Add `page` or `layout`, or give the path of one page.',
    group:
      '`{{path}}` has a route group, and without a type `revalidatePath` has no effect. Add `page` or `layout`, or give the path of one page.',
    address:
      '`{{path}}` is an address, and with a type `revalidatePath` wants a route, so it has no effect. Leave `{{type}}` out, or write `{{route}}`.',
    slash: '`{{path}}` does not begin with a slash, so `revalidatePath` has no effect. Write it as the path of a route.',
    unknownType: '`{{type}}` is no type that `revalidatePath` knows, so it has no effect. Write `page` or `layout`.',
    profile:
      '`revalidateTag` without a profile is deprecated. Add `max`, or call `updateTag` in a Server Function to read the change at once.',
    removeType: 'Leave `{{type}}` out',
    addType: 'Add `{{type}}`',
    addProfile: 'Add `max`',
    useUpdateTag: 'Call `updateTag`',
  },
  check(context) {
    const { ts, sourceFile, project } = context;
    if (!/revalidate|import|require/.test(sourceFile.text) || isTestFile(project, sourceFile.fileName)) return;
    for (const call of descendantsOf(ts, sourceFile, 'CallExpression')) {
      if (!isNameOrAccess(ts, unwrap(ts, call.expression)) || call.arguments.some(ts.isSpreadElement)) continue;
      const origin = originOf(project, call.expression);
      if (isFrom(origin, 'next/cache', 'revalidatePath')) checkPath(context, call);
      else if (isFrom(origin, 'next/cache', 'revalidateTag')) checkTag(context, call);
    }
  },
});

function checkPath(context: Context, call: ts.CallExpression): void {
  const { ts, project, sourceFile, report } = context;
  const [path, type] = call.arguments;
  if (!path) return;
  for (const branch of branchesOf(ts, path)) {
    const parts = textParts(project, branch);
    const text = parts.map((part) => part ?? '…').join('');
    const first = parts[0];
    // With a type, nothing is the root.
    if (first !== undefined && !first.startsWith('/') && (text !== '' || isLeftOut(ts, type))) {
      report({ at: branch, messageId: 'slash', data: { path: text || "''" }, ...addSlash(context, branch, text) });
    } else if (!isLeftOut(ts, type)) {
      checkAddress(context, call, branch, parts);
    } else if (dynamicSegment.test(text)) {
      report({ at: branch, messageId: 'type', data: { path: text }, ...addType(context, call, text, branch) });
    } else if (routeGroup.test(text) && meaningOf(project, sourceFile.fileName, parts, 'layout').isRoute) {
      report({ at: branch, messageId: 'group', data: { path: text }, ...addType(context, call, text, branch) });
    }
  }
  for (const branch of type && !isLeftOut(ts, type) ? branchesOf(ts, type) : []) {
    const [given, ...more] = textParts(project, branch);
    if (given === undefined || more.length > 0 || given === 'page' || given === 'layout' || given === '') continue;
    report({ at: branch, messageId: 'unknownType', data: { type: given } });
  }
}

/** A path that is an address of a page, and no route, given with a type: its tag would be that of the route. */
function checkAddress(
  { ts, project, sourceFile, report }: Context,
  call: ts.CallExpression,
  path: ts.Expression,
  parts: ReadonlyArray<string | undefined>,
): void {
  const type = call.arguments[1]!;
  const given = textParts(project, type);
  const [name] = given;
  if (given.length > 1 || (name !== 'page' && name !== 'layout')) return;
  const { isRoute, addressOf } = meaningOf(project, sourceFile.fileName, parts, name);
  if (isRoute || addressOf === undefined) return;
  const edits = [{ start: call.arguments[0]!.end, end: type.end, newText: '' }];
  report({
    at: path,
    messageId: 'address',
    data: { path: parts.map((part) => part ?? '…').join(''), type: name, route: addressOf },
    suggestions: ts.isStringLiteralLike(unwrap(ts, type)) ? [{ messageId: 'removeType', data: { type: name }, edits }] : [],
  });
}

/** Whether an argument is left out, or as good as that: Next.js takes an empty text for none. */
function isLeftOut(ts: Context['ts'], argument: ts.Expression | undefined): boolean {
  const inner = argument && unwrap(ts, argument);
  return !inner || isNullish(ts, inner) || (ts.isStringLiteralLike(inner) && inner.text === '');
}

/** A slash in front of a path that is written where it is given, and can be nothing else. */
function addSlash({ ts, sourceFile }: Context, path: ts.Expression, text: string): { fix?: readonly TextEdit[] } {
  const inner = unwrap(ts, path);
  if (!/^[\w(@[]/.test(text) || text.includes('//') || !(ts.isStringLiteralLike(inner) || ts.isTemplateExpression(inner)))
    return {};
  const at = inner.getStart(sourceFile) + 1;
  return { fix: [{ start: at, end: at, newText: '/' }] };
}

/** `'page'` where the app has a page of that path; else either may be meant. */
function addType(
  { ts, sourceFile, project }: Context,
  call: ts.CallExpression,
  path: string,
  branch: ts.Expression,
): { fix?: readonly TextEdit[]; suggestions?: Array<SuggestionDescriptor<MessageId>> } {
  const [first, second] = call.arguments;
  const quote = quoteOf(sourceFile);
  const edit = (type: string): TextEdit[] =>
    second
      ? [{ start: second.getStart(sourceFile), end: second.end, newText: `${quote}${type}${quote}` }]
      : [{ start: first!.end, end: first!.end, newText: `, ${quote}${type}${quote}` }];
  // Of a choice of paths the other one may need no type.
  const isOnly = unwrap(ts, first!) === unwrap(ts, branch);
  if (isOnly && call.arguments.length < 3 && meaningOf(project, sourceFile.fileName, [path], 'page').isRoute)
    return { fix: edit('page') };
  return { suggestions: ['page', 'layout'].map((type) => ({ messageId: 'addType', data: { type }, edits: edit(type) })) };
}

function checkTag(context: Context, call: ts.CallExpression): void {
  const { ts, sourceFile, project, report } = context;
  const [tag, profile] = call.arguments;
  if (!tag || !isLeftOut(ts, profile) || !holds(project, sourceFile.fileName, 'revalidateTagProfile')) return;
  const quote = quoteOf(sourceFile);
  const max: TextEdit = profile
    ? { start: profile.getStart(sourceFile), end: profile.end, newText: `${quote}max${quote}` }
    : { start: tag.end, end: tag.end, newText: `, ${quote}max${quote}` };
  const suggestions: Array<SuggestionDescriptor<MessageId>> = [{ messageId: 'addProfile', edits: [max] }];
  const update = isInServerFunction(project, call) ? importName(ts, call, 'next/cache', 'updateTag') : undefined;
  if (update) {
    const callee = { start: call.expression.getStart(sourceFile), end: call.expression.end, newText: update.text };
    const rest = profile ? [{ start: tag.end, end: profile.end, newText: '' }] : [];
    suggestions.push({ messageId: 'useUpdateTag', edits: [...update.edits, callee, ...rest] });
  }
  report({ at: tag, messageId: 'profile', suggestions });
}

/** `updateTag` throws anywhere else. */
function isInServerFunction(project: Project, node: ts.Node): boolean {
  const { ts } = project;
  for (let fn = enclosingFunction(ts, node); fn; fn = enclosingFunction(ts, fn)) {
    if (serverFunctionsAt(project, fn).some((action) => action.directive === 'use server')) return true;
  }
  return false;
}
