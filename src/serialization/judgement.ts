/** Which way a value goes, and so which of React's encoders it meets. */
export type Direction =
  /** a prop of a Client Component or a host element, or what an inline action closes over: server to client */
  | 'prop'
  /** an argument of a Server Function called in the browser: client to server */
  | 'argument'
  /** what a Server Function returns: server to client */
  | 'result'
  /** what `.bind` binds to a Server Function on the server: out with the reference, and back with the call */
  | 'bound';

/**
 * What becomes of a value at the boundary.
 * - `ok` arrives as it is
 * - `converts` arrives, but as something else
 * - `maybe` some values of the type cannot cross, others can
 * - `no` cannot cross
 * - `handed` a function that came in as a prop, and that no name and no call site shows to be a Server Function
 * - `unknown` nothing can be said
 */
export type Verdict = 'ok' | 'converts' | 'maybe' | 'no' | 'handed' | 'unknown';

interface Missed {
  /** A member that the other side reads and that what arrives there lacks. */
  readonly missed?: string;
}

/** Why a value cannot cross or arrives changed. `name` is the class's, the interface's or the prop's own; a class may have none. */
export type Reason =
  /** a function that is no Server Function; React: "Functions cannot be passed directly to Client Components …" */
  | { readonly kind: 'function' }
  /** the same under a name like `onClick`; React: "Event handlers cannot be passed to Client Component props." */
  | { readonly kind: 'event-handler'; readonly name: string }
  /** a class itself, which React takes for a function */
  | { readonly kind: 'class'; readonly name: string | undefined }
  /** a component whose origin decides: a Client Component is a reference and crosses, any other is a function */
  | { readonly kind: 'component' }
  /** React: "Only plain objects, and a few built-ins, can be passed … Classes or null prototypes are not supported." */
  | { readonly kind: 'instance'; readonly name: string | undefined }
  /** an instance of a class of the language, the browser or Node.js that React does not know: RegExp, Request, Intl.NumberFormat */
  | { readonly kind: 'builtin'; readonly name: string }
  /** a DOM event or React's synthetic one */
  | { readonly kind: 'event'; readonly name: string }
  /** a DOM node */
  | { readonly kind: 'dom'; readonly name: string }
  /** `Object.create(null)`, `match.groups`, `import * as x`, `process.env` */
  | { readonly kind: 'null-prototype' }
  /** React: "Only global symbols received from Symbol.for(...) can be passed …"; as an argument not even these */
  | { readonly kind: 'symbol' }
  /** an object with a key that is a symbol: React sends it without that key. `name` is the key's text */
  | { readonly kind: 'symbol-key'; readonly name: string }
  /** a React element, which only the server can send */
  | { readonly kind: 'jsx' }
  /** React: "Refs cannot be used in Server Components, nor passed to Client Components." */
  | { readonly kind: 'ref' }
  /** to the client: redacted in production; to the server: cannot cross */
  | { readonly kind: 'error'; readonly name: string }
  /** replaced by what its `toJSON()` returns, of the type `becomes`; as the root of a result it cannot cross */
  | { readonly kind: 'toJSON'; readonly name: string; readonly becomes: string | undefined }
  /** Node.js's Buffer: `{ type: 'Buffer', data: number[] }`, or a Uint8Array as the root of a result */
  | { readonly kind: 'buffer'; readonly becomes: 'object' | 'Uint8Array' }
  /** an iterable that React sends as an array: URLSearchParams, Headers */
  | ({ readonly kind: 'iterable'; readonly name: string } & Missed)
  /** a File, which arrives as a Blob without its name */
  | ({ readonly kind: 'file' } & Missed)
  /** an instance of a class that extends one React knows, and arrives as that one */
  | ({ readonly kind: 'subclass'; readonly name: string; readonly base: string } & Missed)
  /** what JSON makes something else of: `becomes` says what */
  | { readonly kind: 'json'; readonly name: string; readonly becomes: string }
  /** Math, JSON: arrive as `{}` */
  | { readonly kind: 'namespace'; readonly name: string };

/** One step from a value into it. */
export type PathSegment =
  | { readonly kind: 'property'; readonly name: string }
  /** a position of a tuple or an array literal, 0-based */
  | { readonly kind: 'index'; readonly index: number }
  /** any element of an array, a Set, an iterator or a stream */
  | { readonly kind: 'element' }
  /** any property of an object with an index signature */
  | { readonly kind: 'entry' }
  | { readonly kind: 'map-key' }
  | { readonly kind: 'map-value' }
  /** what a promise resolves to */
  | { readonly kind: 'awaited' };

/** A verdict, its reason (always there for `no`, `converts` and `maybe`), and the way from the value to the culprit. */
export interface Judgement {
  readonly verdict: Verdict;
  readonly reason?: Reason | undefined;
  /** Empty where the value itself is the culprit. */
  readonly path: readonly PathSegment[];
}

/** The judgement of a value that arrives as it is. */
export const ok: Judgement = { verdict: 'ok', path: [] };

/** The judgement of a value of which nothing can be said. */
export const unknown: Judgement = { verdict: 'unknown', path: [] };

/** A judgement about the value itself. */
export function judged(verdict: Verdict, reason: Reason): Judgement {
  return { verdict, reason, path: [] };
}

/** The judgement of a function that cannot cross; under a name like `onClick` it is an event handler to React (`/^on[A-Z]/`). */
export function judgedFunction(name: string | undefined): Judgement {
  return judged('no', name !== undefined && /^on[A-Z]/.test(name) ? { kind: 'event-handler', name } : { kind: 'function' });
}

/** A part's judgement, seen from the value the part is in. */
export function within(segment: PathSegment, part: Judgement): Judgement {
  return part.reason ? { ...part, path: [segment, ...part.path] } : part;
}

/** A judgement whose `no` or `converts` holds only for some values. */
export function perhaps(judgement: Judgement): Judgement {
  return judgement.verdict === 'no' || judgement.verdict === 'converts' ? { ...judgement, verdict: 'maybe' } : judgement;
}

const severity: readonly Verdict[] = ['ok', 'unknown', 'maybe', 'handed', 'converts', 'no'];

/** Conversions that a program is hardly written for: the value is replaced, and React says so in development. */
const loudConversions: ReadonlySet<Reason['kind']> = new Set(['toJSON', 'buffer', 'namespace', 'symbol-key']);

/** Whether a value arrives as something else in a way that React itself warns of, or that the other side is not written for. */
export function isLoudConversion({ verdict, reason }: Judgement): boolean {
  if (verdict !== 'converts' || reason === undefined) return false;
  return loudConversions.has(reason.kind) || (isAnotherClass(reason) && reason.missed !== undefined);
}

/** Whether a value arrives as an instance of another class: that may be all that is wanted of it. */
export function isAnotherClass(reason: Reason): reason is Extract<Reason, { readonly kind: 'iterable' | 'file' | 'subclass' }> {
  return reason.kind === 'iterable' || reason.kind === 'file' || reason.kind === 'subclass';
}

function weightOf(judgement: Judgement): number {
  const within = isLoudConversion(judgement) ? 2 : judgement.verdict === 'converts' && judgement.reason?.kind === 'error' ? 1 : 0;
  return severity.indexOf(judgement.verdict) * 3 + within;
}

/** The judgement of a value that is all of its parts: the worst of them, and the first among equals. */
export function worst(parts: Iterable<Judgement>): Judgement {
  let found = ok;
  for (const part of parts) {
    if (weightOf(part) > weightOf(found)) found = part;
    if (found.verdict === 'no') break;
  }
  return found;
}

/** The judgement of a value that is one of several: certain only where all agree. */
export function oneOf(alternatives: readonly Judgement[]): Judgement {
  const found = worst(alternatives);
  return alternatives.every(({ verdict }) => verdict === found.verdict) ? found : perhaps(found);
}

/** Whether the reason is that the value itself is a function. */
export function isFunctionReason({ reason }: Judgement): boolean {
  return reason?.kind === 'function' || reason?.kind === 'event-handler';
}
