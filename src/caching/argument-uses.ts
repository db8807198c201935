import type ts from 'typescript';
import { forEachDescendant } from '../syntax/descendants.ts';
import { capturesOf } from '../crossings/captures.ts';
import type { CachedFunction } from '../flow/cached-functions.ts';
import { runOfArgument } from '../flow/calls.ts';
import { valuesOf } from '../flow/values.ts';
import { isTestFile } from '../project/file-purpose.ts';
import type { Project } from '../project/project.ts';
import { judgedFunction, type Judgement } from '../serialization/judgement.ts';
import { judgeValue } from '../serialization/value.ts';
import { withWrappers, type FunctionNode } from '../syntax/nodes.ts';
import { declarationOf, outermost } from '../syntax/scope.ts';

/** A place of a cached function that looks into a value which React could not carry into it. */
interface ArgumentUse {
  /** The call, or the read of a member. */
  readonly at: ts.Expression;
  /** The argument as the function calls it: `options.fallback`. */
  readonly name: string;
  readonly judgement: Judgement;
  /** Where it is given, or the value that is closed over. */
  readonly given: ts.Node;
}

type MemberChain = ts.Identifier | ts.PropertyAccessExpression;

/**
 * The uses of arguments, and of what an inline function closes over, that arrive as a mere reference: React puts one in the place of
 * what it cannot carry, which may be handed on and throws when it is called or looked into.
 */
export function argumentUsesIn(project: Project, { node: fn, kind }: CachedFunction): ArgumentUse[] {
  if (kind === 'unstable' || !fn.body) return [];
  const { ts } = project;
  const found: ArgumentUse[] = [];
  forEachDescendant(ts, fn.body, (node) => {
    // The name of a member is no parameter's.
    if (!ts.isIdentifier(node) || (ts.isPropertyAccessExpression(node.parent) && node.parent.name === node)) return undefined;
    const parameter = ownParameter(ts, declarationOf(ts, node), fn);
    const use = parameter && referenceUse(project, node, (members) => faultGivenTo(project, parameter, members));
    if (use) found.push(use);
    return undefined;
  });
  for (const { expression } of capturesOf(ts, fn)) {
    const use = referenceUse(project, expression, (_members, link) => judgedAs(project, link));
    if (use) found.push(use);
  }
  return found;
}

interface FaultGiven {
  readonly judgement: Judgement;
  readonly given: ts.Node;
}

/** What is done with a name, or with a member of it: the nearest part that is a reference, and the expression that looks into it. */
function referenceUse(
  project: Project,
  start: MemberChain,
  givenFor: (members: readonly string[], link: ts.Expression) => FaultGiven | undefined,
): ArgumentUse | undefined {
  const { ts } = project;
  const members: string[] = [];
  for (let link: ts.Expression = start; ;) {
    const inner = withWrappers(ts, link);
    const outer: ts.Node = inner.parent;
    const at = lookedIntoBy(project, inner, outer);
    const given = at && givenFor(members, link);
    if (given && (given.judgement.verdict === 'no' || isLostInText(ts, at))) return { at, name: link.getText(), ...given };
    if (!ts.isPropertyAccessExpression(outer) || outer.expression !== inner) return undefined;
    members.push(outer.name.text);
    link = outer;
  }
}

/** The expression that calls a value, or reads a member of it; undefined where it is only handed on, compared or returned. */
function lookedIntoBy(project: Project, value: ts.Expression, parent: ts.Node): ts.Expression | undefined {
  const { ts } = project;
  if (ts.isPropertyAccessExpression(parent) || ts.isElementAccessExpression(parent)) {
    return parent.expression === value ? parent : undefined;
  }
  if (ts.isNewExpression(parent)) return parent.expression === value ? parent : undefined;
  if (ts.isTaggedTemplateExpression(parent)) return parent.tag === value ? parent : undefined;
  if (ts.isVariableDeclaration(parent)) return ts.isObjectBindingPattern(parent.name) ? value : undefined;
  if (!ts.isCallExpression(parent)) return undefined;
  if (parent.expression === value) return parent;
  return runOfArgument(project, parent, parent.arguments.indexOf(value)) === 'now' ? value : undefined;
}

/** The parameter, or the name taken out of it by a pattern, that a declaration is. */
function ownParameter(
  ts: Project['ts'],
  declaration: ts.Node | undefined,
  fn: FunctionNode,
): ts.ParameterDeclaration | ts.BindingElement | undefined {
  const root = declaration && outermost(ts, declaration);
  if (!root || !ts.isParameter(root) || root.parent !== fn) return undefined;
  return declaration as ts.ParameterDeclaration | ts.BindingElement;
}

/** The first value that call sites give and React cannot carry; undefined where none is seen to. */
function faultGivenTo(
  project: Project,
  parameter: ts.ParameterDeclaration | ts.BindingElement,
  members: readonly string[],
): FaultGiven | undefined {
  for (const { kind, expression, method, members: left } of valuesOf(project, parameter, members).given) {
    if (method && !isTestFile(project, method.getSourceFile().fileName))
      return { judgement: judgedFunction(undefined), given: method };
    if (kind !== 'value' || !expression || left.length > 0) continue;
    if (isTestFile(project, expression.getSourceFile().fileName)) continue;
    const given = judgedAs(project, expression);
    if (given) return given;
  }
  return undefined;
}

function judgedAs(project: Project, expression: ts.Expression): FaultGiven | undefined {
  const judgement = judgeValue({ project, direction: 'argument', side: 'server' }, expression);
  const { verdict, reason, path } = judgement;
  const isText = verdict === 'converts' && reason?.kind === 'toJSON' && reason.becomes === 'string';
  return (verdict === 'no' || isText) && path.length === 0 ? { judgement, given: expression } : undefined;
}

/** Whether a text has not the member that is read: of a URL that has become one there is no `pathname`, but a `toString()`. */
function isLostInText(ts: Project['ts'], at: ts.Expression): boolean {
  return ts.isPropertyAccessExpression(at) && !Object.hasOwn(String.prototype, at.name.text);
}
