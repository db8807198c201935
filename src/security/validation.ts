import type ts from 'typescript';
import { descendantsOf, forEachDescendant } from '../syntax/descendants.ts';
import { boundElements, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { functionsOf } from '../flow/index.ts';
import type { Project } from '../project/project.ts';
import { isWrite } from './writes.ts';

/** Functions and methods that parse: what they give is what counts. */
const parsingName =
  /^(?:safe)?(?:parse|validate|cast|decode|create|mask|coerce|transform|submission)(?:Async|Sync|With\w+|Safe\w*)?$|^(?:parseWith\w+|safeDecode\w*|decode\w+|check|is|isValid|Check|Parse|Decode|Assert|allows|assert|attempt|from|String|Number|Boolean|BigInt|parseInt|parseFloat|Date)$/;
/** Functions that stop by themselves where what they get is wrong. */
const assertingName = /^(?:assert|validate|ensure|require|invariant|verify|check|sanitize|guard)/i;
/** Names that say that a function of the program looks at what it is given. */
const lookingName = /valid|parse|sanitiz|schema|coerce|normaliz/i;
const maximumDepth = 3;

/** More names a project uses for its own parsers. */
export interface ValidationOptions {
  readonly validators?: readonly string[];
}

/** What a wrapper gives its handler of its own: `({ ctx, parsedInput })`, `(user, formData)`. No caller sends it. */
const givenByWrapper = /^(?:ctx|context|session|user|viewer|auth|metadata|logger|log|db|prisma|tx|request|req)$/;

/**
 * The parameters of a function that it uses without parsing or narrowing them: neither a parser is given them (and its result
 * used), nor are they tested.
 *
 * @param isWrapped whether the function is the handler of a wrapper, which gives it more than what the caller sends
 * @returns their names, in order
 */
export function unvalidatedParameters(
  project: Project,
  fn: FunctionNode,
  options: ValidationOptions,
  isWrapped = false,
  depth = 0,
): string[] {
  const { ts } = project;
  const { body } = fn;
  if (!body) return [];
  return fn.parameters.flatMap((parameter) => {
    const names = new Set(namesIn(ts, parameter.name, isWrapped));
    spread(ts, body, names);
    if (!isUsed(ts, body, names) || isLookedAt(project, body, names, options, depth)) return [];
    return [
      ts.isIdentifier(parameter.name)
        ? parameter.name.text
        : parameter.name
            .getText()
            .replaceAll(/\s+/g, ' ')
            .replace(/, ([}\]])$/, ' $1'),
    ];
  });
}

/** Whether names are used for more than being given back as they came: the previous state of a form comes and goes. */
function isUsed(ts: Project['ts'], body: ts.Node, names: ReadonlySet<string>): boolean {
  if (!ts.isBlock(body)) return mentions(ts, body, names);
  let found = false;
  forEachDescendant(ts, body, (node) => {
    if (found || (ts.isReturnStatement(node) && !(node.expression && hasCall(ts, node.expression)))) return false;
    found = isMention(ts, node, names);
    return found ? false : undefined;
  });
  return found;
}

function hasCall(ts: Project['ts'], root: ts.Node): boolean {
  return ts.isCallExpression(root) || descendantsOf(ts, root, 'CallExpression').length > 0;
}

function namesIn(ts: Project['ts'], name: ts.BindingName, isWrapped = false): string[] {
  if (ts.isIdentifier(name)) return isWrapped && givenByWrapper.test(name.text) ? [] : [name.text];
  return boundElements(ts, name).flatMap((element) => {
    const key = element.propertyName ?? element.name;
    return isWrapped && ts.isIdentifier(key) && givenByWrapper.test(key.text) ? [] : namesIn(ts, element.name);
  });
}

/** Adds the names of what is made from them: `const title = formData.get('title')`. */
function spread(ts: Project['ts'], body: ts.Node, names: Set<string>): void {
  for (const { name, initializer } of descendantsOf(ts, body, 'VariableDeclaration')) {
    if (!initializer || !mentions(ts, initializer, names)) continue;
    for (const own of namesIn(ts, name)) names.add(own);
  }
}

function mentions(ts: Project['ts'], root: ts.Node, names: ReadonlySet<string>): boolean {
  if (ts.isIdentifier(root)) return names.has(root.text);
  let found = false;
  forEachDescendant(ts, root, (node) => {
    found ||= isMention(ts, node, names);
    return found ? false : undefined;
  });
  return found;
}

/** Whether a node is one of the names itself, and not the name of a member. */
function isMention(ts: Project['ts'], node: ts.Node, names: ReadonlySet<string>): boolean {
  if (!ts.isIdentifier(node) || !names.has(node.text)) return false;
  const { parent } = node;
  return !((ts.isPropertyAccessExpression(parent) || ts.isPropertyAssignment(parent)) && parent.name === node);
}

function isLookedAt(
  project: Project,
  body: ts.Node,
  names: ReadonlySet<string>,
  options: ValidationOptions,
  depth: number,
): boolean {
  const { ts } = project;
  let found = false;
  forEachDescendant(ts, body, (node) => {
    if (found) return false;
    if (ts.isCallExpression(node)) found = isParsed(project, node, names, options, depth);
    else if (ts.isTypeOfExpression(node)) found = mentions(ts, node.expression, names);
    else if (ts.isBinaryExpression(node))
      found = isTest(ts, node) && (mentions(ts, node.left, names) || mentions(ts, node.right, names));
    else if (ts.isSwitchStatement(node)) found = mentions(ts, node.expression, names);
    else if (ts.isPrefixUnaryExpression(node))
      found = node.operator === ts.SyntaxKind.ExclamationToken && mentions(ts, node.operand, names);
    else if (ts.isIfStatement(node)) found = mentions(ts, node.expression, names);
    return found ? false : undefined;
  });
  return found;
}

function isTest(ts: Project['ts'], { operatorToken: { kind } }: ts.BinaryExpression): boolean {
  const {
    InstanceOfKeyword,
    InKeyword,
    EqualsEqualsEqualsToken,
    ExclamationEqualsEqualsToken,
    EqualsEqualsToken,
    ExclamationEqualsToken,
    LessThanToken,
    GreaterThanToken,
    LessThanEqualsToken,
    GreaterThanEqualsToken,
  } = ts.SyntaxKind;
  const tests: ts.SyntaxKind[] = [
    InstanceOfKeyword,
    InKeyword,
    EqualsEqualsEqualsToken,
    ExclamationEqualsEqualsToken,
    EqualsEqualsToken,
    ExclamationEqualsToken,
    LessThanToken,
    GreaterThanToken,
    LessThanEqualsToken,
    GreaterThanEqualsToken,
  ];
  return tests.includes(kind);
}

function isParsed(
  project: Project,
  call: ts.CallExpression,
  names: ReadonlySet<string>,
  options: ValidationOptions,
  depth: number,
): boolean {
  const { ts } = project;
  let callee = unwrap(ts, call.expression);
  // `Schema.decodeUnknownSync(schema)(input)`
  if (ts.isCallExpression(callee)) callee = unwrap(ts, callee.expression);
  const name = ts.isIdentifier(callee) ? callee.text : ts.isPropertyAccessExpression(callee) ? callee.name.text : '';
  if (!call.arguments.some((argument) => mentions(ts, argument, names))) return false;
  // `db.post.create(input)` is what validation is for; `Post.create(input)` of a schema is it.
  if (isWrite(project, call)) return false;
  const isUsed = isResultUsed(ts, call);
  // superstruct's `assert(input, schema)` gives nothing, and throws.
  if (/^(?:assert|invariant)$/.test(name)) return true;
  if (options.validators?.includes(name)) return isUsed || assertingName.test(name);
  if (/^(?:isArray|isInteger|isSafeInteger|isFinite|isNaN|includes|has|test|match)$/.test(name)) return isUsed;
  if (parsingName.test(name) && !/^JSON\./.test(callee.getText())) return isUsed || assertingName.test(name);
  if (ts.isIdentifier(callee) && assertingName.test(name) && lookingName.test(name)) return true;
  if (lookingName.test(name) && ts.isIdentifier(callee)) return isUsed;
  // `const Post = type({ … }); Post(input)`: a schema that is called.
  if (ts.isIdentifier(callee) && /^[A-Z]/.test(name)) return isUsed;
  if (depth >= maximumDepth || (!ts.isIdentifier(callee) && !ts.isPropertyAccessExpression(callee))) return false;
  // Whichever of them it is, it has to look at what it is given.
  const { all } = functionsOf(project, callee);
  return (
    all.length > 0 &&
    all.every(
      ({ node }) =>
        node.parameters.length > 0 &&
        node.body !== undefined &&
        unvalidatedParameters(project, node, options, false, depth + 1).length === 0,
    )
  );
}

/** A parse whose result nobody takes proves nothing of what is used instead. */
function isResultUsed(ts: Project['ts'], call: ts.CallExpression): boolean {
  let outer: ts.Node = call;
  while (ts.isAwaitExpression(outer.parent) || ts.isParenthesizedExpression(outer.parent)) outer = outer.parent;
  return !ts.isExpressionStatement(outer.parent) && !ts.isVoidExpression(outer.parent);
}
