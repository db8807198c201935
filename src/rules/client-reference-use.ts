import type ts from 'typescript';
import { forEachRuntimeNode, runtimeDescendantsOf } from '../syntax/descendants.ts';
import { renderedReference, rendererOf } from '../rendering/rendered-reference.ts';
import { serverRunOf } from '../rendering/server-run.ts';
import { isHookName, rendersJsx } from '../syntax/components.ts';
import { excerpt } from '../syntax/excerpt.ts';
import { isConstantValue } from '../syntax/constants.ts';
import { evaluationOf } from '../syntax/evaluation.ts';
import { factsOf } from '../facts/index.ts';
import { isValueUse } from '../syntax/references.ts';
import { isFunctionNode, unwrap } from '../syntax/nodes.ts';
import { valueUseOf } from '../syntax/value-use.ts';
import type { RelatedInformation } from '../finding.ts';
import { relatedSteps, shortName } from '../graph/chain.ts';
import type { Environment } from '../graph/environment.ts';
import { graphOf } from '../graph/graph.ts';
import { isKeptFrom } from '../rendering/guards.ts';
import { importsIn } from '../project/imports.ts';
import { isUsedOn } from '../graph/liveness.ts';
import { runOfArgument } from '../flow/calls.ts';
import { isFrom, originOf, type Origin, type Reference } from '../flow/origin.ts';
import { relatedDirective, relatedPlace } from '../flow/related.ts';
import { defineRule, type MessageData, type RuleContext } from '../rule.ts';

type MessageId = 'called' | 'constructed' | 'member' | 'spread' | 'constant' | 'used' | 'rendered';

/** What React's references answer without an error, and what asking for it is no mistake. */
const allowedMembers = new Set(['name', 'displayName', 'defaultProps', 'toJSON', '$$typeof', '$$id', '$$async']);

/**
 * An export of a `"use client"` module that the server uses as if it were there. On the server it is a reference: it can be
 * rendered and passed on as a value. React's texts: "Attempted to call x() from the server but x is on the client. …", "Cannot
 * access x.y on the server. You cannot dot into a client module from a server component. …".
 */
export const clientReferenceUse = defineRule<MessageId>({
  name: 'client-reference-use',
  code: 83012,
  description:
    'Disallow calling, reading members of, and reading constants of the exports of "use client" modules on the server.',
  reach: ['modules'],
  presets: ['recommended'],
  messages: {
    called: '`{{name}}` cannot be called on the server: `{{file}}` is a "use client" file. {{remedy}}',
    constructed: '`{{name}}` cannot be constructed on the server: `{{file}}` is a "use client" file. {{remedy}}',
    member: '`{{access}}` cannot be read on the server: `{{file}}` is a "use client" file. {{remedy}}',
    spread: '`{{name}}` cannot be spread on the server: `{{file}}` is a "use client" file. {{remedy}}',
    rendered:
      '`{{name}}` cannot be rendered by `{{renderer}}`: `{{file}}` is a "use client" file. Render one that needs no client.',
    constant: '`{{name}}` has no value on the server: `{{file}}` is a "use client" file. {{remedy}}',
    used: '`use({{name}})` fails on the server: `{{file}}` is a "use client" file. {{remedy}}',
  },
  check(context) {
    const { ts, facts, project, sourceFile, report } = context;
    if (facts.moduleDirective === 'use client') return;
    const environment = graphOf(project).environmentOf(sourceFile.fileName);
    const { server } = environment;
    if (!server || !knowsReferences(context, server[0]!)) return;
    reportRendered(context, environment);
    if (!mayHoldReference(context)) return;
    forEachRuntimeNode(ts, sourceFile, (node) => {
      for (const use of usesIn(context, node)) {
        const { at, messageId, reference, data } = use;
        if (!failsOnServer(context, node, environment)) break;
        const file = shortName(project, reference.fileName);
        report({
          at,
          messageId,
          data: { ...data, file, remedy: remedyOf(use) },
          related: [...relatedSteps(project, server), ...directiveOf(context, reference)],
        });
      }
      return undefined;
    });
  },
});

/** `renderToString` and its like know no client references: an element that is one, or that comes to one, makes them fail. */
function reportRendered(context: RuleContext<MessageId>, environment: Environment): void {
  const { ts, project, sourceFile, report } = context;
  if (!sourceFile.text.includes('react-dom/') && !importsRenderer(context)) return;
  for (const node of runtimeDescendantsOf(ts, sourceFile, 'CallExpression')) {
    const renderer = rendererOf(project, node);
    if (renderer === undefined) continue;
    const rendered = renderedReference(project, node);
    if (!rendered || !failsOnServer(context, node, environment)) continue;
    const { reference, tag } = rendered;
    report({
      at: node,
      messageId: 'rendered',
      data: { name: excerpt(tag.getText()), renderer, file: shortName(project, reference.fileName) },
      related: [relatedPlace(tag, 'It is rendered here'), ...directiveOf(context, reference)],
    });
  }
}

/** Whether a renderer may come by another module of the program, under a name like its own. */
function importsRenderer({ sourceFile }: RuleContext<MessageId>): boolean {
  return /\b(?:render|prerender)(?:To\w+)?\b/.test(sourceFile.text);
}

/** The directive that makes a reference of an export; that of a package is not in the program. */
function directiveOf({ ts, project }: RuleContext<MessageId>, { fileName }: Reference): RelatedInformation[] {
  const file = project.sourceFile(fileName);
  return file ? relatedDirective(factsOf(ts, file)) : [];
}

/** API routes of the Pages Router and the proxy are compiled without references: there the module itself is loaded. */
function knowsReferences({ project }: RuleContext<MessageId>, root: string): boolean {
  const kind = graphOf(project).entries.get(root)?.kind;
  return kind !== 'pages-api' && kind !== 'proxy';
}

/** Whether a client reference can be in reach of a file at all: only an import brings one in. Most files need not be walked. */
function mayHoldReference({ ts, project, sourceFile }: RuleContext<MessageId>): boolean {
  return importsIn(project, sourceFile).some(({ kind, erased, bindings }) => {
    if (erased || kind === 'export') return false;
    // What is taken out of `require()` or `import()` the walk itself finds out.
    if (kind !== 'import') return true;
    return bindings.some(({ node, erased: isType }) => {
      const local = ts.isImportSpecifier(node.parent) ? node.parent.name : node;
      return !isType && ts.isIdentifier(local) && mayBring(ts, originOf(project, local));
    });
  });
}

/** Whether an imported value is a client reference, or may have one among its members. */
function mayBring(ts: RuleContext['ts'], { end, reference }: Origin): boolean {
  if (reference) return reference.directive === 'use client';
  if (end.kind === 'package')
    return (end.name === '*' || end.name === 'default') && !/^(?:next|react)(?:[-/]|$)/.test(end.module);
  if (end.kind === 'declaration') return !end.value || !(isFunctionNode(ts, end.value) || ts.isClassLike(end.value));
  return end.kind === 'module';
}

/** What to do about it: by what the export is, and by whether its module is the project's own. */
function remedyOf({ messageId, reference, holdsCode }: Use): string {
  if (reference.fileName.includes('/node_modules/')) return 'Use it in a Client Component of your own, and render that here.';
  if (messageId === 'used') return 'Read it in a Client Component.';
  if (messageId === 'called' && isHookName(reference.name)) return 'Call it in a Client Component.';
  if (messageId === 'called') return 'Move it to a file without the directive, or call it on the client.';
  return holdsCode ? 'Export what you need under its own name, and import that.' : 'Move it to a file without the directive.';
}

/** In a module of both sides a handler may be the client's. */
function failsOnServer({ ts, project }: RuleContext<MessageId>, node: ts.Node, { client }: Environment): boolean {
  if (client) return serverRunOf(project, node) !== undefined;
  if (isKeptFrom(project, node, 'server')) return false;
  return evaluationOf(ts, node).when === 'load' || isUsedOn(project, 'server', node);
}

interface Use {
  readonly at: ts.Node;
  readonly messageId: MessageId;
  readonly reference: Reference;
  readonly data: MessageData;
  /** Whether a member is read of what holds functions or components, and not of plain data. */
  readonly holdsCode?: boolean;
}

function* usesIn(context: RuleContext<MessageId>, node: ts.Node): Generator<Use> {
  const { ts } = context;
  if (ts.isCallExpression(node)) {
    yield* wholeUse(context, node.expression, 'called', node);
    yield* readByUse(context, node);
    yield* calledByCall(context, node);
  } else if (ts.isTaggedTemplateExpression(node)) yield* wholeUse(context, node.tag, 'called', node);
  else if (ts.isNewExpression(node)) yield* wholeUse(context, node.expression, 'constructed', node);
  else if (ts.isExpressionWithTypeArguments(node)) yield* wholeUse(context, node.expression, 'constructed');
  else if (ts.isSpreadAssignment(node) || ts.isSpreadElement(node) || ts.isJsxSpreadAttribute(node))
    yield* wholeUse(context, node.expression, 'spread');
  else if (ts.isBindingElement(node)) yield* patternUse(context, node);
  else if (ts.isBinaryExpression(node)) yield* operatorUse(context, node);
  else if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    yield* memberUse(context, node);
    yield* constantUse(context, node);
  } else if (ts.isIdentifier(node) && isValueUse(ts, node)) yield* constantUse(context, node);
}

/** A reference that something is done with as a whole. */
function* wholeUse(
  context: RuleContext<MessageId>,
  expression: ts.Expression,
  messageId: MessageId,
  at: ts.Node = expression,
): Generator<Use> {
  const { ts } = context;
  const reference = ownReference(context, expression);
  if (reference) yield { at, messageId, reference, data: { name: unwrap(ts, expression).getText() } };
}

/** `use(Theme)` of a client file's context: React refuses every client reference there. */
function* readByUse(context: RuleContext<MessageId>, { expression, arguments: [given] }: ts.CallExpression): Generator<Use> {
  if (given && isFrom(originOf(context.project, expression), 'react', 'use')) yield* wholeUse(context, given, 'used');
}

/** `names.map(format)`: what is given to a function that calls it is called as well. */
function* calledByCall(context: RuleContext<MessageId>, call: ts.CallExpression): Generator<Use> {
  for (const [index, given] of call.arguments.entries()) {
    const isName = context.ts.isIdentifier(given) || context.ts.isPropertyAccessExpression(given);
    if (isName && ownReference(context, given) && runOfArgument(context.project, call, index) === 'now')
      yield* wholeUse(context, given, 'called');
  }
}

function* memberUse(
  context: RuleContext<MessageId>,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
): Generator<Use> {
  const { ts } = context;
  if (ts.isJsxClosingElement(node.parent)) return;
  const key = ts.isPropertyAccessExpression(node) ? node.name : node.argumentExpression;
  yield* readOf(context, node, node.expression, ts.isStringLiteralLike(key) ? key.text : key.getText());
}

/** `const { Item } = Menu`, `const { Menu: { Item } } = UI`, `const { ...rest } = config`. */
function* patternUse(context: RuleContext<MessageId>, element: ts.BindingElement): Generator<Use> {
  const { ts, project } = context;
  const holder = element.parent.parent;
  if (!ts.isObjectBindingPattern(element.parent)) return;
  const base = ts.isVariableDeclaration(holder) ? holder.initializer : undefined;
  if (element.dotDotDotToken) {
    if (base) yield* wholeUse(context, base, 'spread');
    return;
  }
  const key = element.propertyName ?? element.name;
  const member = ts.isIdentifier(key) || ts.isStringLiteralLike(key) ? key.text : key.getText();
  if (base) yield* readOf(context, key, base, member);
  else if (ts.isIdentifier(element.name) && ts.isBindingElement(holder)) {
    const { reference } = originOf(project, element.name);
    const isMember = reference?.directive === 'use client' && reference.members.length === 1;
    if (isMember && !allowedMembers.has(member))
      yield { at: key, messageId: 'member', reference, data: { access: `${reference.name}.${member}` } };
  }
}

function* operatorUse(context: RuleContext<MessageId>, { operatorToken, left, right }: ts.BinaryExpression): Generator<Use> {
  const { ts } = context;
  if (operatorToken.kind === ts.SyntaxKind.InstanceOfKeyword) yield* wholeUse(context, right, 'constant');
  if (operatorToken.kind !== ts.SyntaxKind.EqualsToken || !ts.isObjectLiteralExpression(left)) return;
  for (const { name } of left.properties) {
    if (!name) yield* wholeUse(context, right, 'spread');
    else yield* readOf(context, name, right, ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : name.getText());
  }
}

/** A member that is read of a reference. */
function* readOf(context: RuleContext<MessageId>, at: ts.Node, expression: ts.Expression, member: string): Generator<Use> {
  const { ts, project } = context;
  const reference = ownReference(context, expression);
  if (!reference || member.startsWith('Symbol.')) return;
  const { end } = originOf(project, expression);
  // Of a constant every member is its own.
  if (allowedMembers.has(member) && !isConstant(ts, end)) return;
  const name = unwrap(ts, expression).getText();
  // As it is written; a member taken by a pattern, or under a key that is computed, as if it were.
  const access = ts.isPropertyAccessExpression(at) || ts.isElementAccessExpression(at) ? at.getText() : `${name}.${member}`;
  yield { at, messageId: 'member', reference, data: { access: excerpt(access) }, holdsCode: holdsCode(ts, end, member) };
}

/** Whether the member of an export is a function or component: `Menu.Item` of a component, of `{ Item }`, of `Object.assign(Menu, { Item })`. */
function holdsCode(ts: RuleContext['ts'], end: Origin['end'], member: string): boolean {
  const value = end.kind === 'declaration' ? end.value : undefined;
  const inner = value && ts.isExpression(value) ? unwrap(ts, value) : value;
  if (!inner) return false;
  if (isFunctionNode(ts, inner) || ts.isClassLike(inner) || ts.isCallExpression(inner)) return true;
  if (!ts.isObjectLiteralExpression(inner)) return false;
  return inner.properties.some((property) => {
    if (!property.name || property.name.getText() !== member) return false;
    if (ts.isMethodDeclaration(property)) return true;
    const given = ts.isPropertyAssignment(property) ? unwrap(ts, property.initializer) : property.name;
    return isFunctionNode(ts, given) || (ts.isIdentifier(given) && /^[A-Z]/.test(given.text));
  });
}

/** A constant that is read for its value, and not only handed on. */
function* constantUse(context: RuleContext<MessageId>, node: ts.Expression): Generator<Use> {
  const { ts, project } = context;
  const use = valueUseOf(ts, node);
  if (use.kind === 'handed' || use.kind === 'part' || (use.kind === 'argument' && !isReader(context, use.call, use.isHeld)))
    return;
  const origin = originOf(project, node);
  const reference = referenceOf(origin);
  if (reference && isConstant(ts, origin.end))
    yield { at: node, messageId: 'constant', reference, data: { name: node.getText() } };
}

const keepingFunctions = /^(?:createElement|cloneElement|jsxs?|jsxDEV|freeze|resolve|all)$/;
const keepingMethods = /^(?:push|unshift|add|set|append|concat|fill|with|resolve|bind)$/;

/** Whether a function is one that needs the value of what it is given: not where it may only pass it on, or is unknown. */
function isReader({ ts, project }: RuleContext<MessageId>, call: ts.CallExpression | ts.NewExpression, isHeld: boolean): boolean {
  const { expression: callee } = call;
  if (ts.isNewExpression(call)) return !isHeld;
  const { end, members, reference } = originOf(project, callee);
  // The call itself is what fails.
  if (reference?.directive === 'use client') return false;
  const name = ts.isPropertyAccessExpression(callee) ? callee.name.text : ts.isIdentifier(callee) ? callee.text : '';
  if (keepingFunctions.test(name)) return false;
  if (end.kind === 'package' || end.kind === 'global') return !keepingMethods.test(name);
  if (end.kind === 'declaration' && members.length === 0) {
    const { value } = end;
    return value !== undefined && isFunctionNode(ts, value) && !rendersJsx(ts, value);
  }
  return ts.isPropertyAccessExpression(callee) && !isHeld && !keepingMethods.test(name);
}

/** The client reference that an expression is, before any member is read of it. */
function ownReference({ ts, project }: RuleContext<MessageId>, expression: ts.Expression): Reference | undefined {
  if (ts.isCallExpression(expression)) return undefined;
  return referenceOf(originOf(project, expression));
}

function referenceOf({ reference, members }: Origin): Reference | undefined {
  const isOwn = reference?.directive === 'use client' && reference.members.length === 0 && members.length === 0;
  return isOwn ? reference : undefined;
}

/** Whether what stands behind a name is certain to be no component and no function. */
function isConstant(ts: RuleContext['ts'], end: Origin['end']): boolean {
  if (end.kind !== 'declaration') return false;
  if (ts.isEnumDeclaration(end.node)) return true;
  const { value } = end;
  return value !== undefined && !isFunctionNode(ts, value) && !ts.isClassLike(value) && isConstantValue(ts, value);
}
