import type ts from 'typescript';
import { describeArrival, describeReason, pathText } from '../serialization/describe.ts';
import { isActionName } from '../serialization/function-type.ts';
import { isFunctionReason, type Judgement } from '../serialization/judgement.ts';
import { componentsOfFile, type ClientComponent } from '../rendering/client-components.ts';
import { isThenable } from '../serialization/promise.ts';
import { actionNameFor, renameProp } from '../fixes/rename-prop.ts';
import { judgeType } from '../serialization/serializable.ts';
import { factsOf } from '../facts/index.ts';
import { graphOf, isLoadedByFramework } from '../graph/graph.ts';
import { isOfAppAlone } from '../graph/app-package.ts';
import { mayBeImportedUnseen } from '../graph/reach.ts';
import { isTestFile, purposeOf } from '../project/file-purpose.ts';
import { relatedPlace } from '../flow/related.ts';
import { patternOf } from '../syntax/pattern.ts';
import { defineRule, type RuleContext, type SuggestionDescriptor } from '../rule.ts';
import { typesOf } from '../syntax/types.ts';

type MessageId = 'function' | 'value' | 'changed' | 'elsewhere' | 'rename';

interface Options {
  /** `auto`: only where the module can be a boundary and its call sites are not in view. */
  readonly mode: 'auto' | 'always' | 'never';
  /** A regular expression: a prop of that name may take a function, for it is taken to be a Server Function. */
  readonly actionPattern?: string;
}

/** Props that Next.js itself gives to error files. */
const errorFileProps = new Set(['reset', 'retry', 'unstable_retry']);

/**
 * The declaration side of `serializable-props`: props of a Client Component that no Server Component could pass. The question is
 * Next.js's TS71007's; asked of every form of component and props type, and only where the call sites do not answer it.
 */
export const clientEntryProps = defineRule<MessageId, Options>({
  name: 'client-entry-props',
  code: 83016,
  description:
    'Disallow props of "use client" entry components that no Server Component could pass, where the call sites are not in view.',
  reach: ['modules', 'types'],
  presets: ['recommended'],
  severity: 'warn',
  hasSuggestions: true,
  options: {
    properties: { mode: { enum: ['auto', 'always', 'never'] }, actionPattern: { type: 'string', format: 'regex' } },
    defaults: { mode: 'auto' },
  },
  messages: {
    function:
      '`{{prop}}` of `<{{component}}>` is a function; only Server Functions cross from the server. Name it "…Action", or drop "use client" if only client files use it.',
    value:
      '`{{culprit}}` of `<{{component}}>` {{what}}, which no Server Component can pass. Take plain data, or drop "use client" if only client files use it.',
    changed: '`{{culprit}}` of `<{{component}}>` {{what}} and arrives {{arrival}}. Take a plain value.',
    elsewhere:
      '`<{{component}}>` takes {{props}}, which no Server Component can pass. Take plain data, or drop "use client" if only client files use it.',
    rename: 'Rename it to "{{newName}}"',
  },
  check(context) {
    const { facts, checker, options, project, sourceFile } = context;
    if (facts.moduleDirective !== 'use client' || !checker || options.mode === 'never') return;
    // In what a tool wrote nobody chooses names.
    const purpose = purposeOf(project, sourceFile.fileName);
    if (purpose !== undefined && purpose !== 'script') return;
    const components = componentsOfFile(project, checker, sourceFile);
    if (components.length === 0 || (options.mode === 'auto' && !isEntryOutOfView(context))) return;
    const seen = new Set<ts.Node>();
    for (const component of components) checkComponent(context, checker, component, seen);
  },
});

/** Whether somebody on the server could render what the file exports, and no call site is in view. */
function isEntryOutOfView({ project, sourceFile }: RuleContext<MessageId, Options>): boolean {
  const graph = graphOf(project);
  if (graph.isBoundary(sourceFile.fileName) && graph.environmentOf(sourceFile.fileName).client!.length > 1) return false;
  if (isLoadedByFramework(graph, sourceFile.fileName)) return false;
  const importersOf = (fileName: string): string[] =>
    graph.importersOf(fileName).flatMap(({ from }) => (isTestFile(project, from) ? [] : [from]));
  const seen = new Set(importersOf(sourceFile.fileName));
  // An app's file that only tests and stories import is being written: now its names can be chosen.
  if (isOfAppAlone(project, sourceFile.fileName)) return seen.size === 0 && !mayBeImportedUnseen(project, sourceFile.fileName);
  let isImported = false;
  for (const fileName of seen) {
    const { server, client } = graph.environmentOf(fileName);
    const file = project.sourceFile(fileName);
    // A server module shows its call sites; a client one needs no boundary.
    if (server || client || !file) {
      isImported = true;
      continue;
    }
    const isBarrel = factsOf(project.ts, file).exports.some(({ thing }) => thing.kind === 're-export');
    const further = isBarrel ? importersOf(fileName) : [];
    if (further.length === 0) return true;
    for (const from of further) seen.add(from);
  }
  return !isImported;
}

function checkComponent(
  context: RuleContext<MessageId, Options>,
  checker: ts.TypeChecker,
  component: ClientComponent,
  seen: Set<ts.Node>,
): void {
  const { ts, sourceFile, report } = context;
  const elsewhere: Array<{ name: string; at: ts.Node | undefined }> = [];
  for (const symbol of component.props) {
    const name = symbol.getName();
    const judgement = judgeDeclaredProp(context, checker, symbol, component);
    if (!judgement?.reason) continue;
    const declarations = symbol.declarations ?? [];
    const here = declarations.find((declaration) => declaration.getSourceFile() === sourceFile);
    if (!here) {
      elsewhere.push({ name: `\`${name}\``, at: declarations[0] });
      continue;
    }
    const at = ts.getNameOfDeclaration(here) ?? here;
    if (seen.has(at)) continue;
    seen.add(at);
    report({ at, ...messageFor(judgement, name, component.name), suggestions: rename(context, checker, here, name, judgement) });
  }
  if (elsewhere.length === 0) return;
  report({
    at: component.head,
    messageId: 'elsewhere',
    data: { component: component.name, props: elsewhere.map(({ name }) => name).join(', ') },
    related: elsewhere.flatMap(({ name, at }) => (at ? [relatedPlace(at, `${name} is declared here`)] : [])),
  });
}

/** Only where no call site in view gives the prop: other files would have to be renamed with it. */
function rename(
  { ts, options }: RuleContext<MessageId, Options>,
  checker: ts.TypeChecker,
  declaration: ts.Declaration,
  name: string,
  judgement: Judgement,
): Array<SuggestionDescriptor<MessageId>> {
  if (options.mode !== 'auto' || !isFunctionReason(judgement) || judgement.path.length > 0 || name === 'children') return [];
  const newName = actionNameFor(name);
  const edits = renameProp(ts, checker, declaration, newName);
  return edits ? [{ messageId: 'rename', data: { newName }, edits }] : [];
}

function messageFor(
  judgement: Judgement,
  prop: string,
  component: string,
): { messageId: MessageId; data: Record<string, string> } {
  const { reason, path, verdict } = judgement;
  const culprit = pathText(prop, path);
  const what = describeReason(reason!);
  const data = { prop, component, culprit, what };
  if (verdict === 'converts')
    return { messageId: 'changed', data: { ...data, arrival: describeArrival(reason!, 'prop') ?? 'as something else' } };
  return { messageId: isFunctionReason(judgement) && path.length === 0 ? 'function' : 'value', data };
}

function judgeDeclaredProp(
  { ts, options, sourceFile }: RuleContext<MessageId, Options>,
  checker: ts.TypeChecker,
  symbol: ts.Symbol,
  { head }: ClientComponent,
): Judgement | undefined {
  const name = symbol.getName();
  // React's own props, `className` to `onClick`, are declared for every element and say nothing of this component.
  if (symbol.declarations?.every((declaration) => declaration.getSourceFile().isDeclarationFile) ?? true) return undefined;
  if (/\/(?:global-)?error\.[cm]?[jt]sx?$/.test(sourceFile.fileName) && errorFileProps.has(name)) return undefined;
  const declared = checker.getNonNullableType(checker.getTypeOfSymbolAtLocation(symbol, head));
  const type =
    (declared.flags & ts.TypeFlags.TypeParameter) !== 0 ? (checker.getBaseConstraintOfType(declared) ?? declared) : declared;
  // What may be missing a Server Component need not pass.
  const isOptional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
  if (name === 'ref') return isRefType(type) && !isOptional ? { verdict: 'no', reason: { kind: 'ref' }, path: [] } : undefined;
  const judgement = judgeArms(ts, checker, type, name);
  const { reason, verdict, path } = judgement;
  const isNamedAction = options.actionPattern === undefined ? isActionName(name) : patternOf(options.actionPattern).test(name);
  if (path.length === 0 && isFunctionReason(judgement)) {
    return isOptional || isNamedAction || returnsPromise(ts, checker, type) || verdict === 'maybe' ? undefined : judgement;
  }
  if (verdict === 'no') return isOptional && (isFunctionReason(judgement) || isOfBrowser(judgement)) ? undefined : judgement;
  if (type.getConstructSignatures().length > 0 && !makesComponents(type)) {
    return { verdict: 'no', reason: { kind: 'class', name: type.symbol?.name.replace(/^__type$/, '') || 'Class' }, path: [] };
  }
  if (verdict === 'maybe') return reason?.kind === 'instance' && !type.isUnion() ? { ...judgement, verdict: 'no' } : undefined;
  return verdict === 'converts' && reason?.kind === 'toJSON' ? judgement : undefined;
}

/** What only a client module has at hand, by itself or as a ref: it gives it, and a Server Component leaves it out. */
function isOfBrowser({ reason, path }: Judgement): boolean {
  if (reason?.kind !== 'dom') return false;
  const [step, ...further] = path;
  return step === undefined || (further.length === 0 && step.kind === 'property' && step.name === 'current');
}

/** Of a union the function among its arms: a Server Component that is to pass one can pass none of them. */
function judgeArms(ts: RuleContext['ts'], checker: ts.TypeChecker, type: ts.Type, name: string): Judgement {
  const crossing = { direction: 'prop', position: 'root', name } as const;
  const whole = judgeType(ts, checker, type, crossing);
  if (!type.isUnion() || whole.verdict !== 'maybe') return whole;
  const arms = type.types.map((arm) => judgeType(ts, checker, arm, crossing));
  return arms.find((arm) => isFunctionReason(arm) && arm.path.length === 0) ?? whole;
}

/** What is typed to return a promise asks for a Server Function as well as for any other. */
function returnsPromise(ts: RuleContext['ts'], checker: ts.TypeChecker, type: ts.Type): boolean {
  const signatures = typesOf(type).flatMap((member) => member.getCallSignatures());
  return signatures.length > 0 && signatures.every((signature) => isThenable(ts, checker, signature.getReturnType()));
}

function makesComponents(type: ts.Type): boolean {
  return type.getConstructSignatures().some((signature) => signature.getReturnType().getProperty('render') !== undefined);
}

function isRefType(type: ts.Type): boolean {
  return typesOf(type).some((member) => member.getCallSignatures().length > 0 || member.getProperty('current') !== undefined);
}
