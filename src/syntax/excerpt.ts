import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { isTypeOnlyWrapper, unwrap } from './nodes.ts';

const length = 40;

/** Source text as a message quotes it: on one line, cut where it is long. */
export function excerpt(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}

/** What a call calls, as a message quotes it: on one line, without casts, and of a long one its end. */
export function calleeText(ts: TypeScript, call: ts.Node): string {
  const text = chainText(ts, ts.isCallExpression(call) || ts.isNewExpression(call) ? call.expression : call);
  return text.length > length ? `…${text.slice(1 - length)}` : text;
}

function chainText(ts: TypeScript, node: ts.Node): string {
  const isCast = ts.isParenthesizedExpression(node) && isTypeOnlyWrapper(ts, node.expression);
  const inner = isCast || isTypeOnlyWrapper(ts, node) ? unwrap(ts, node) : node;
  if (ts.isPropertyAccessExpression(inner))
    return `${chainText(ts, inner.expression)}${inner.questionDotToken ? '?.' : '.'}${inner.name.text}`;
  // Between two words the space stays: `await db()`.
  return inner.getText().replaceAll(/(?<!\w)\s+|\s+(?!\w)/g, '');
}
