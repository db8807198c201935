import type ts from 'typescript';
import { hasNode } from '../syntax/descendants.ts';
import { memoized } from '../syntax/memoized.ts';
import { initializerOf } from '../syntax/scope.ts';
import { unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { Guard } from '../rendering/guards.ts';
import type { TypeScript } from '../typescript.ts';
import { busyFlag } from '../catalog/pacing.ts';
import { equalityOf, isNegation } from '../syntax/operators.ts';
import { lastName } from '../syntax/last-name.ts';

/** Whether a name says that what it stands for waits: `debounce`, `useDebouncedCallback`, `throttledSave`. */
export function isPacingName(name: string): boolean {
  return /debounc|throttl/i.test(name);
}

/**
 * Whether a call in a handler is kept from running at each event: by asking which key it was, by a flag that is up while the
 * last one is under way, or by the time that has passed. How long a text is, or whether it has changed, is not asked for here:
 * neither makes the calls fewer.
 *
 * @param handler the function whose conditions count
 */
export function isPaced(ts: TypeScript, call: ts.Node, handler: FunctionNode): boolean {
  for (let node = call; node !== handler && node.parent; node = node.parent) {
    // `switch (event.key) { case 'Enter': … }`
    if (ts.isCaseClause(node) && (isKey(ts, node.parent.parent.expression) || limits(ts, node.expression, true, 0))) return true;
  }
  return limitIn(ts).isWithin(ts, call, handler);
}

const limitIn = memoized((ts: TypeScript) => new Guard(([condition, holds]) => limits(ts, condition, holds, 0)));

/** Whether a condition, or its opposite, holds only for one key, only once in a while, or only when nothing is under way. */
function limits(ts: TypeScript, expression: ts.Expression, holds: boolean, depth: number): boolean {
  const condition = unwrap(ts, expression);
  if (depth > 20) return true;
  if (isNegation(ts, condition)) {
    return limits(ts, condition.operand, !holds, depth + 1);
  }
  if (ts.isBinaryExpression(condition)) {
    const {
      left,
      operatorToken: { kind },
      right,
    } = condition;
    const { AmpersandAmpersandToken, BarBarToken } = ts.SyntaxKind;
    if (kind === AmpersandAmpersandToken || kind === BarBarToken) {
      const both = [limits(ts, left, holds, depth + 1), limits(ts, right, holds, depth + 1)];
      // Of an `and` that holds both hold, of an `or` that does not neither does.
      return (kind === AmpersandAmpersandToken) === holds ? both.some(Boolean) : both.every(Boolean);
    }
    if (asksTime(ts, condition)) return true;
    return equalityOf(ts, condition) === (holds ? 'same' : 'other') && (isKey(ts, left) || isKey(ts, right));
  }
  if (ts.isCallExpression(condition)) {
    // `['Enter', 'Tab'].includes(event.key)`, `isEnter(event)`, `isHotkey('mod+s', event)`.
    const isAsked = condition.arguments.some((argument) => isKey(ts, argument) || isEventName(ts, argument));
    return holds && isAsked;
  }
  const name = lastName(ts, condition);
  if (holds && /^(?:metaKey|ctrlKey|altKey)$/.test(name)) return true;
  // `ticking.current`, `request.current.isLoading`
  const holder = name === 'current' && ts.isPropertyAccessExpression(condition) ? condition.expression : undefined;
  const flag = holder && ts.isIdentifier(holder) ? holder.text.replace(/ref$/i, '') : name;
  if (!holds && busyFlag.test(flag)) return true;
  const given = initializerOf(ts, condition);
  return given ? limits(ts, given, holds, depth + 1) : false;
}

/** `event.key`, `event.code`, `key` taken out of the event. */
function isKey(ts: TypeScript, expression: ts.Expression): boolean {
  const inner = unwrap(ts, expression);
  const name = lastName(ts, inner);
  return /^(?:key|code|keyCode|which)$/.test(name);
}

function isEventName(ts: TypeScript, expression: ts.Expression): boolean {
  const inner = unwrap(ts, expression);
  return ts.isIdentifier(inner) && /^(?:e|ev|evt|event|nativeEvent|\w+Event)$/.test(inner.text);
}

function asksTime(ts: TypeScript, condition: ts.Expression): boolean {
  return hasNode(ts, condition, (node) => {
    if (!ts.isIdentifier(node)) return false;
    if (/^(?:Date|performance|timeStamp)$/.test(node.text)) return true;
    const initializer = initializerOf(ts, node);
    return initializer !== undefined && /^(?:Date|performance)\.now\(\)$/.test(initializer.getText());
  });
}
