import type ts from 'typescript';
import { descendantsOf } from '../syntax/descendants.ts';
import { elementCallInFile } from '../flow/element-calls.ts';
import type { TypeScript } from '../typescript.ts';
import { initializerOf } from '../syntax/scope.ts';
import { unwrap } from '../syntax/nodes.ts';
import { calleeName } from '../syntax/last-name.ts';
import { isAssignment } from '../syntax/operators.ts';

/** A function given to an event, or what stands for one. */
export interface EventHandler {
  /** The event in lower case, without `on`: `change`, `keydown`, `scroll`. */
  readonly event: string;
  /** As the file names it: `onChange`, or the event's own name. */
  readonly name: string;
  readonly handler: ts.Expression | ts.MethodDeclaration;
  /** The element it is on, where it is given in JSX. */
  readonly element: ts.JsxOpeningLikeElement | undefined;
}

/**
 * The event handlers of a file: attributes of JSX and objects spread there, properties given to a call that makes an element, `addEventListener('scroll', …)`,
 * `useEventListener('scroll', …)`, and `window.onscroll = …`.
 */
export function eventHandlersOf(ts: TypeScript, sourceFile: ts.SourceFile): EventHandler[] {
  const found: EventHandler[] = [];
  const add = (name: string, handler: EventHandler['handler'], element?: ts.JsxOpeningLikeElement): void => {
    const event = /^on([A-Z]\w*?)(?:Capture)?$/.exec(name)?.[1];
    if (event) found.push({ event: event.toLowerCase(), name, handler, element });
  };
  for (const node of descendantsOf(ts, sourceFile, 'JsxAttribute', 'JsxSpreadAttribute', 'CallExpression', 'BinaryExpression')) {
    if (ts.isJsxAttribute(node)) {
      const { initializer, name } = node;
      const value = initializer && ts.isJsxExpression(initializer) ? initializer.expression : undefined;
      if (value && ts.isIdentifier(name)) add(name.text, value, node.parent.parent);
    } else if (ts.isJsxSpreadAttribute(node)) {
      const given = spreadObject(ts, node.expression);
      if (given) forEachGiven(ts, given, (name, handler) => add(name, handler, node.parent.parent));
    } else if (ts.isCallExpression(node)) {
      const [first, second] = node.arguments;
      const name = calleeName(ts, node);
      if (!first || !second) continue;
      if (elementCallInFile(ts, node)) forEachGiven(ts, second, add);
      // A native change event is fired once the field is left.
      else if (/^(?:add|use)EventListener$/.test(name) && ts.isStringLiteralLike(first) && first.text !== 'change') {
        found.push({ event: first.text.toLowerCase(), name: first.text, handler: second, element: undefined });
      }
    } else if (isAssignment(ts, node) && ts.isPropertyAccessExpression(node.left)) {
      const { text } = node.left.name;
      if (/^on[a-z]+$/.test(text) && text !== 'onchange')
        found.push({ event: text.slice(2), name: text, handler: node.right, element: undefined });
    }
  }
  return found;
}

/** The literal that is spread: written there, under a name, or given to react-hook-form's `register('title', { … })`. */
function spreadObject(ts: TypeScript, expression: ts.Expression): ts.Expression | undefined {
  const inner = unwrap(ts, expression);
  if (ts.isCallExpression(inner)) return calleeName(ts, inner) === 'register' ? inner.arguments[1] : undefined;
  return initializerOf(ts, inner) ?? inner;
}

function forEachGiven(ts: TypeScript, given: ts.Expression, add: (name: string, handler: EventHandler['handler']) => void): void {
  const literal = unwrap(ts, given);
  if (!ts.isObjectLiteralExpression(literal)) return;
  for (const property of literal.properties) {
    if (ts.isPropertyAssignment(property) && ts.isIdentifier(property.name)) add(property.name.text, property.initializer);
    else if (ts.isShorthandPropertyAssignment(property)) add(property.name.text, property.name);
    // A method is a function like any other.
    else if (ts.isMethodDeclaration(property) && ts.isIdentifier(property.name)) add(property.name.text, property);
  }
}
