import type ts from 'typescript';
import { callersOf } from '../flow/callers.ts';
import { calleesOf } from '../flow/calls.ts';
import type { FunctionValue } from '../flow/function-value.ts';
import type { Project } from '../project/project.ts';
import { usesOfDeclared } from '../syntax/declared-uses.ts';
import { isFunctionNode, type FunctionNode } from '../syntax/nodes.ts';

/** Which parameter of a function holds promises, and under which names; the name `''` is the parameter itself. */
interface Handed {
  readonly node: FunctionNode;
  readonly index: number;
  readonly names: readonly string[];
  /** Whether a call hands it on, and not an element. */
  readonly isCalled: boolean;
}

/** How many functions may hand on what the first was called with. */
const maximumHands = 3;

/**
 * The functions of the program that get the same promises from a function as it got them: by an element (`<Inner {...props} />`,
 * `<Inner params={params} />`) or a call (`handler(request, context)`). Those alone whose parameter has no type of its own, and that
 * nothing else calls: of others a type tells. The engine's `callees` are asked for each; it is a parameter that is followed here.
 */
export function handedOnBy(project: Project, first: FunctionValue, index: number, names: readonly string[]): Handed[] {
  const found: Handed[] = [];
  let row: Array<{ readonly value: FunctionValue; readonly index: number; readonly names: readonly string[] }> = [
    { value: first, index, names },
  ];
  for (let hands = 0; hands < maximumHands && row.length > 0; hands += 1) {
    const next: typeof row = [];
    for (const one of row) {
      const parameter = one.value.node.parameters[one.index];
      if (!parameter) continue;
      for (const { call, at, name } of handsIn(project, parameter, one.names)) {
        const { all, isComplete } = calleesOf(project, call, one.value.given);
        const [value] = all;
        if (!value || all.length > 1 || !isComplete || value.reference || value.bound.length > 0) continue;
        const { node } = value;
        const taken = node.parameters[at];
        if (!taken || isTyped(project.ts, taken) || taken.dotDotDotToken || found.some((each) => each.node === node)) continue;
        if (node === first.node || callersOf(project, node).sites.length > 1) continue;
        found.push({ node, index: at, names: name, isCalled: project.ts.isCallExpression(call) });
        next.push({ value, index: at, names: name });
      }
    }
    row = next;
  }
  return found;
}

/** Whether a parameter has a type that says something. */
function isTyped(ts: Project['ts'], { type }: ts.ParameterDeclaration): boolean {
  return type !== undefined && type.kind !== ts.SyntaxKind.AnyKeyword;
}

type Call = ts.CallExpression | ts.JsxOpeningLikeElement;

interface Hand {
  readonly call: Call;
  /** Which parameter gets it. */
  readonly at: number;
  readonly name: readonly string[];
}

/** The places where what a parameter holds is handed on. */
function handsIn({ ts }: Project, parameter: ts.ParameterDeclaration, names: readonly string[]): Hand[] {
  const found: Hand[] = [];
  const isItself = names.includes('');
  const promise = (expression: ts.Expression): void => {
    const hand = promiseHand(ts, expression);
    if (hand) found.push(hand);
  };
  if (ts.isIdentifier(parameter.name)) {
    for (const use of usesOfDeclared(ts, parameter, parameter.name)) {
      const { parent } = use;
      if (isItself) promise(use);
      else if (ts.isPropertyAccessExpression(parent) && names.includes(parent.name.text)) promise(parent);
      else if (ts.isJsxSpreadAttribute(parent)) found.push({ call: parent.parent.parent, at: 0, name: names });
      else if (ts.isCallExpression(parent) && parent.arguments.includes(use))
        found.push({ call: parent, at: parent.arguments.indexOf(use), name: names });
    }
  } else if (ts.isObjectBindingPattern(parameter.name)) {
    for (const element of parameter.name.elements) {
      const key = (element.propertyName ?? element.name).getText();
      if (!names.includes(key) || element.dotDotDotToken || !ts.isIdentifier(element.name)) continue;
      for (const use of usesOfDeclared(ts, element, element.name)) promise(use);
    }
  }
  return found;
}

/** `<Inner params={params} />`, `load(params)`, `handler(request, { params })`. */
function promiseHand(ts: Project['ts'], expression: ts.Expression): Hand | undefined {
  const { parent } = expression;
  if (ts.isJsxExpression(parent) && ts.isJsxAttribute(parent.parent))
    return { call: parent.parent.parent.parent, at: 0, name: [parent.parent.name.getText()] };
  if (ts.isCallExpression(parent)) {
    const at = parent.arguments.indexOf(expression);
    return at < 0 || isFunctionNode(ts, parent.expression) ? undefined : { call: parent, at, name: [''] };
  }
  const property =
    ts.isShorthandPropertyAssignment(parent) || (ts.isPropertyAssignment(parent) && parent.initializer === expression);
  const call = property && parent.parent.parent;
  if (!call || !ts.isCallExpression(call)) return undefined;
  const at = call.arguments.indexOf(parent.parent as ts.ObjectLiteralExpression);
  return at < 0 ? undefined : { call, at, name: [(parent as ts.ObjectLiteralElementLike).name!.getText()] };
}
