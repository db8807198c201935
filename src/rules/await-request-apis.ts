import type ts from 'typescript';
import type { TextEdit } from '../finding.ts';
import { addAsync } from '../fixes/add-async.ts';
import { awaitInPlace, awaitPattern } from '../fixes/await-edits.ts';
import { importName } from '../fixes/import-edits.ts';
import { relatedPlace } from '../flow/related.ts';
import { holds } from '../frameworks/versions.ts';
import { graphOf } from '../graph/graph.ts';
import { isTestFile } from '../project/file-purpose.ts';
import { filesMentioning } from '../project/project.ts';
import { Guard } from '../rendering/guards.ts';
import { usesOfPromise, type PromiseRead, type PromiseUses } from '../rendering/promise-reads.ts';
import { requestCallsIn } from '../rendering/request-calls.ts';
import { requestEntriesIn, type RequestEntry } from '../rendering/request-entries.ts';
import { usesOfRequestProp } from '../rendering/request-props.ts';
import { isTypeOfOnly, isTypeOutOfSight, wrongTypeOf } from '../rendering/request-types.ts';
import { defineRule, type RuleContext, type SuggestionDescriptor } from '../rule.ts';
import { isComponentFunction } from '../syntax/components.ts';
import { memoized } from '../syntax/memoized.ts';
import { enclosingFunction, isAsync, isFunctionNode, type FunctionNode } from '../syntax/nodes.ts';

type MessageId = 'member' | 'call' | 'pattern' | 'whole' | 'stillRead' | 'type' | 'makeAsync' | 'use' | 'wrapType';
type Context = RuleContext<MessageId>;

/** What is looked for of one prop of one function: where it is read, and what its type says. */
interface JudgedRead {
  readonly entry: RequestEntry;
  readonly name: string;
  readonly uses: PromiseUses;
}

/**
 * What a request holds, read without waiting for it. Next.js 15 made promises of `cookies()`, `headers()`, `draftMode()`, `params`
 * and `searchParams` (its own guide to the upgrade); what is read of a promise is undefined, and a method of it fails.
 */
export const awaitRequestApis = defineRule<MessageId>({
  name: 'await-request-apis',
  code: 83032,
  description: 'Require params, searchParams, cookies(), headers() and draftMode() to be awaited before they are read.',
  reach: ['file', 'modules', 'types'],
  presets: ['recommended'],
  fixable: true,
  hasSuggestions: true,
  messages: {
    member: '`{{name}}` is a promise, so `{{read}}` is undefined. {{remedy}}',
    call: '`{{name}}` returns a promise, so `{{read}}` is not there. {{remedy}}',
    pattern: '`{{name}}` is a promise, so what is taken out of it here is undefined. {{remedy}}',
    whole: '`{{name}}` is a promise, so it holds nothing to go through. {{remedy}}',
    stillRead: '`{{name}}` is a promise; reading it without `await` works no more from Next.js 16 on. {{remedy}}',
    type: '`{{name}}` is a promise, and this type says that it is not. Make it `Promise<{{type}}>`, and await it where it is read.',
    makeAsync: 'Make the function async, and await `{{name}}`',
    use: 'Read `{{name}}` with use()',
    wrapType: 'Make the type a promise',
  },
  check(context) {
    const { sourceFile, project } = context;
    const { text, fileName } = sourceFile;
    const graph = graphOf(project);
    // Another component may have another name for what it is given.
    const mayTake =
      /\b(?:params|searchParams)\b/.test(text) ||
      graph.importersOf(fileName).some(({ from }) => graph.entries.get(from)?.kind === 'app');
    const mayCall = /\b(?:cookies|headers|draftMode)\b|next\/headers/.test(text) || importsRequestCall(project, fileName);
    if ((!mayTake && !mayCall) || isTestFile(project, fileName) || !holds(project, fileName, 'asyncRequestApis')) return;
    if (mayTake) checkPropTypes(context);
    for (const { call, name } of mayCall ? requestCallsIn(project, sourceFile) : []) {
      for (const read of usesOfPromise(context.ts, call).reads) reportRead(context, read, name, undefined);
    }
  },
});

/** `export { cookies as jar } from 'next/headers'` */
const passingOn = /\bexport\s*(?:\{[^{}]*\}|\*(?:\s*as\s+\w+)?)\s*from\s*['"]next\/headers['"]/;
/** `export const store = () => cookies()` */
const gives = /(?:=>|\breturn)\s*(?:await\s+)?(?:\w+\.)?(?:cookies|headers|draftMode)\(\)/;

/** Most files have none of the words, and many import the same ones. */
const mayHandOn = memoized(
  ({ text }: ts.SourceFile): boolean => /cookies|headers|draftMode/.test(text) && (passingOn.test(text) || gives.test(text)),
);

const handingOn = memoized(filesHandingOn);

/** Whether a file imports a module that hands on what a request holds, perhaps by a name of its own. */
function importsRequestCall(project: Context['project'], fileName: string): boolean {
  const edges = graphOf(project).importsOf(fileName);
  // The files of a disk come and go: of those no barrels are gone through.
  if (!project.checker)
    return edges.some(({ to }) => {
      const file = project.sourceFile(to);
      return file !== undefined && mayHandOn(file);
    });
  const known = handingOn(project);
  return edges.some(({ to }) => known.has(to));
}

/** The modules that hand it on: by themselves, and the barrels of those. */
function filesHandingOn(project: Context['project']): ReadonlySet<string> {
  const found = new Set([passingOn, gives].flatMap((what) => filesMentioning(project, what).map(({ fileName }) => fileName)));
  // The set grows while it is walked.
  for (const fileName of found) {
    for (const { from, fact } of graphOf(project).importersOf(fileName)) if (fact.kind === 'export') found.add(from);
  }
  return found;
}

function checkPropTypes(context: Context): void {
  const { ts, checker, project, sourceFile } = context;
  const typed = new Map<ts.Node, { readonly type: ts.TypeNode | undefined; readonly judged: JudgedRead[] }>();
  for (const entry of requestEntriesIn(project, sourceFile)) {
    for (const name of entry.names) {
      const uses = usesOfRequestProp(ts, entry, name);
      const parameter = isFunctionNode(ts, entry.node) ? entry.node.parameters[entry.index] : undefined;
      const wrong = parameter && wrongTypeOf(ts, checker, parameter, name);
      if (!wrong) {
        if (!checker && parameter && isTypeOutOfSight(ts, parameter, name)) continue;
        const own = name === '' ? parameter?.name : undefined;
        const text = own && ts.isIdentifier(own) ? own.text : name || 'params';
        for (const read of uses.reads) reportRead(context, read, text, entry);
        continue;
      }
      const known = typed.get(wrong.at) ?? { type: wrong.type, judged: [] };
      typed.set(wrong.at, known);
      known.judged.push({ entry, name, uses });
    }
  }
  for (const [at, { type, judged }] of typed) reportType(context, at, type, judged);
}

/** One finding for a type, whatever reads what it is the type of: they are mended together. */
function reportType(context: Context, at: ts.Node, type: ts.TypeNode | undefined, judged: readonly JudgedRead[]): void {
  const { ts, sourceFile } = context;
  const reads = judged.flatMap(({ uses, entry }) => uses.reads.map((read) => ({ read, entry })));
  const wrap = type ? wrapInPromise(sourceFile, type) : [];
  const awaited = reads.map(({ read }) => awaitEdits(context, read));
  const isInView = judged.every(({ uses }) => !uses.isHandedOn) && awaited.every((edits) => edits !== undefined);
  const isCertain = type !== undefined && isInView && isTypeOfOnly(ts, type, judged.length);
  const written = (type ?? at).getText(sourceFile);
  context.report({
    at,
    messageId: 'type',
    data: { name: judged[0]!.name, type: type && written.length <= 30 ? written : '…' },
    ...(isCertain ? { fix: [...wrap, ...awaited.flatMap((edits) => edits ?? [])] } : {}),
    suggestions: !isCertain && type ? [{ messageId: 'wrapType', edits: wrap }] : [],
    related: reads.map(({ read }) => relatedPlace(read.at, 'It is read here')),
  });
}

function wrapInPromise(sourceFile: ts.SourceFile, type: ts.TypeNode): TextEdit[] {
  const start = type.getStart(sourceFile);
  return [
    { start, end: start, newText: 'Promise<' },
    { start: type.end, end: type.end, newText: '>' },
  ];
}

function reportRead(context: Context, read: PromiseRead, name: string, entry: RequestEntry | undefined): void {
  const { ts, sourceFile } = context;
  const { at, promise } = read;
  if (isKnownToBeNone(ts, at, promise)) return;
  const fn = functionAround(context, read);
  const isMember = ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at);
  const written = promise && promise.getText(sourceFile).length <= 30 ? promise.getText(sourceFile) : name;
  const isUsed = entry !== undefined && !entry.isOfServer;
  const edits = isUsed ? undefined : awaitEdits(context, read);
  const right = isUsed ? `use(${written})` : isMember ? `(await ${written})` : `await ${written}`;
  const rest = isMember && promise ? sourceFile.text.slice(promise.end, at.end).replace(/^\s*[?!]*/, '') : '';
  const isShort = right.length + rest.length <= 40 && !rest.includes('\n');
  context.report({
    at,
    messageId: messageOfRead(context, at, name),
    data: {
      name,
      read: isShort ? `${written}${rest}` : `.${rest.split(/\W+/)[1] ?? ''}`,
      // A hook has its place in the component's own code.
      remedy:
        isUsed && fn !== entry.node
          ? 'Read it with use() while a component renders.'
          : `Write \`${right}${isShort ? rest : ''}\`.`,
    },
    ...(edits ? { fix: edits } : { suggestions: fn ? awaitSuggestions(context, read, name, fn, entry) : [] }),
  });
}

/** What reading it there comes to; Next.js 15 still lets it be read, with a warning in development. */
function messageOfRead({ ts, project, sourceFile }: Context, at: ts.Node, name: string): MessageId {
  if (holds(project, sourceFile.fileName, 'syncRequestApis')) return 'stillRead';
  if (ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at)) return name.endsWith('()') ? 'call' : 'member';
  return ts.isObjectBindingPattern(at) || ts.isObjectLiteralExpression(at) ? 'pattern' : 'whole';
}

/** Code for more than one version of Next.js asks first: `params instanceof Promise ? await params : params.id`. */
function isKnownToBeNone(ts: Context['ts'], at: ts.Node, promise: ts.Expression | undefined): boolean {
  // What Next.js 15 has for the time between.
  if (promise && /\bUnsafeUnwrapped/.test(promise.getText())) return true;
  return askedForPromise.isAround(ts, at);
}

const askedForPromise = new Guard(([condition]) => /\bthen\b|[pP]romise|[tT]henable/.test(condition.getText()));

/** The function that reads: of a parameter's pattern the one it is of. */
function functionAround({ ts }: Context, { at }: PromiseRead): FunctionNode | undefined {
  return enclosingFunction(ts, at);
}

/** The edits that await a promise where it is read; undefined where that cannot be done there. */
function awaitEdits(context: Context, read: PromiseRead): TextEdit[] | undefined {
  const { ts } = context;
  const fn = functionAround(context, read);
  if (!fn || !isAsync(ts, fn)) return undefined;
  if (!read.promise) return ts.isObjectBindingPattern(read.at) ? awaitPattern(ts, fn, read.at) : undefined;
  // A parameter's default cannot wait.
  const isInParameter = fn.parameters.some(({ pos, end }) => pos <= read.at.pos && read.at.end <= end);
  return isInParameter ? undefined : awaitInPlace(ts, read.promise);
}

function awaitSuggestions(
  context: Context,
  read: PromiseRead,
  name: string,
  fn: FunctionNode,
  entry: RequestEntry | undefined,
): Array<SuggestionDescriptor<MessageId>> {
  const { ts, sourceFile, project } = context;
  const { promise } = read;
  if (!promise) return [];
  if (entry && !entry.isOfServer) {
    const use = fn === entry.node ? importName(ts, promise, 'react', 'use') : undefined;
    if (!use) return [];
    const start = promise.getStart(sourceFile);
    const call: TextEdit[] = [
      { start, end: start, newText: `${use.text}(` },
      { start: promise.end, end: promise.end, newText: ')' },
    ];
    return [{ messageId: 'use', data: { name }, edits: [...use.edits, ...call] }];
  }
  // A component of the server, and what Next.js calls, may be asynchronous; who else calls a function would have to wait for it too.
  const { client } = graphOf(project).environmentOf(sourceFile.fileName);
  const isFree = entry ? fn === entry.node && !entry.isCalled : !client && (isComponentFunction(ts, fn) || isEntry(context, fn));
  const made = isFree && !isAsync(ts, fn) ? addAsync(context, fn) : undefined;
  if (!made) return [];
  return [{ messageId: 'makeAsync', data: { name }, edits: [...made.edits, ...awaitInPlace(ts, promise)] }];
}

function isEntry({ project, sourceFile }: Context, fn: FunctionNode): boolean {
  return requestEntriesIn(project, sourceFile).some(({ node }) => node === fn);
}
