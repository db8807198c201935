import type { Direction, Reason } from '../serialization/judgement.ts';
import type { FunctionShape } from './function-shape.ts';

/** What to do about functions that cannot cross to the client, by what they are. */
const functionAdvice: Readonly<Record<FunctionShape, string>> = {
  component: 'Render it here and pass the element.',
  elements: 'Define it in a client file, or pass the rendered elements.',
  async: 'Mark it "use server", or define it in a client file.',
  method: 'Copy the data it needs into a plain object.',
  other: 'Define it in a client file, or pass its result.',
};

/**
 * What to do about a value that cannot cross, in one sentence.
 *
 * @param direction which way it was meant to go
 * @param shape of a function: what it is
 */
export function adviceFor(reason: Reason, direction: Direction, shape: FunctionShape): string {
  const toServer = direction === 'argument';
  const isOutward = !toServer && direction !== 'bound';
  switch (reason.kind) {
    case 'function':
      return instead(direction) ?? functionAdvice[shape];
    case 'event-handler':
      return instead(direction) ?? 'Move this part to a client file, or pass a Server Function.';
    case 'class':
      return isOutward ? 'Import it in the client file instead.' : 'Send a name for it instead.';
    case 'component':
      return isOutward ? 'Render it here and pass the element, or import it in the client file.' : 'Send a name for it instead.';
    case 'instance':
      return 'Copy what is needed into a plain object.';
    case 'null-prototype':
      return 'Copy it into a plain object: `{ ...value }`.';
    case 'symbol':
      return toServer ? 'Send a string instead.' : 'Use a symbol of `Symbol.for(…)`, or a string.';
    case 'symbol-key':
      return 'Use a string as the key.';
    case 'event':
      return 'Read what is needed from it, and send that.';
    case 'dom':
      return 'Send its value, or a FormData.';
    case 'jsx':
      return 'Send the data it is made of.';
    case 'ref':
      return toServer ? 'Send its current value.' : 'Move this part to a client file.';
    case 'builtin':
      return isOutward ? 'Pass the plain values it is made of.' : 'Send the plain values it is made of.';
    case 'error':
      return isOutward ? 'Pass what is needed of it as plain data.' : 'Send what is needed of it as plain data.';
    case 'toJSON':
      return conversionOf(reason.becomes);
    case 'buffer':
      return 'Convert it to a Uint8Array first.';
    case 'iterable':
      return 'Convert it to plain data first.';
    case 'file':
      return 'Pass its name beside it.';
    case 'json':
    case 'subclass':
    case 'namespace':
      return 'Convert it to a plain value first.';
  }
}

/** Where a function of any kind is out of place. */
function instead(direction: Direction): string | undefined {
  if (direction === 'argument') return 'Send the data it needs instead.';
  if (direction === 'bound') return 'Bind the data it needs instead.';
  return direction === 'result' ? 'Return plain data instead.' : undefined;
}

function conversionOf(becomes: string | undefined): string {
  if (becomes === 'string' || becomes === 'number') return `Convert it to a ${becomes} first.`;
  return becomes?.startsWith('{') ? 'Convert it to a plain object first.' : 'Convert it to a plain value first.';
}
