import type ts from 'typescript';
import type { Reason, Verdict } from './judgement.ts';

/** What React does with the instances of a built-in class. */
export interface Builtin {
  /** To the client: as a prop or a result. */
  readonly prop: Verdict;
  /** To the server, as an argument. */
  readonly argument: Verdict;
  /** What the type's own arguments are, where what is inside is sent one by one. */
  readonly holds?: 'elements' | 'entries' | 'result';
  /** Absent where both verdicts are `ok`. */
  readonly reason?: Reason;
}

const passes: Builtin = { prop: 'ok', argument: 'ok' };
const element: Builtin = { prop: 'ok', argument: 'no', reason: { kind: 'jsx' } };

function all(names: string, builtin: (name: string) => Builtin): Array<[string, Builtin]> {
  return names.split(' ').map((name) => [name, builtin(name)]);
}

/** By name, for declarations that {@link isPlatformFile} vouches for. Measured on React 19.0–19.3 by its own encoder. */
const table = new Map<string, Builtin>([
  ...all('Date ArrayBuffer DataView Blob FormData', () => passes),
  ...all(
    'Int8Array Uint8Array Uint8ClampedArray Int16Array Uint16Array Int32Array Uint32Array Float32Array Float64Array BigInt64Array BigUint64Array',
    () => passes,
  ),
  ...all('Array ReadonlyArray Set ReadonlySet ReadableStream', () => ({ ...passes, holds: 'elements' })),
  ...all('Map ReadonlyMap', () => ({ ...passes, holds: 'entries' })),
  ...all('Promise PromiseLike', () => ({ ...passes, holds: 'result' })),
  ...all(
    'Error EvalError RangeError ReferenceError SyntaxError TypeError URIError AggregateError SuppressedError DOMException',
    (name) => ({
      prop: 'converts',
      argument: 'no',
      reason: { kind: 'error', name },
    }),
  ),
  ['ReactElement', element],
  ['File', { prop: 'converts', argument: 'ok', reason: { kind: 'file' } }],
  ...all('Number Boolean Symbol BigInt', (name) => ({ prop: 'no', argument: 'no', reason: { kind: 'builtin', name } })),
  // Streams that never end by themselves: React waits for ever.
  ...all('Hash Hmac', (name) => ({ prop: 'no', argument: 'no', reason: { kind: 'builtin', name } })),
  ...all('String Headers URLSearchParams', (name) => ({
    prop: 'converts',
    argument: 'converts',
    reason: { kind: 'iterable', name },
  })),
  ['Buffer', { prop: 'converts', argument: 'converts', reason: { kind: 'buffer', becomes: 'object' } }],
  ...all('Math JSON Atomics', (name) => ({ prop: 'converts', argument: 'converts', reason: { kind: 'namespace', name } })),
]);

/** What React does with an instance of the class or interface, where it is one of the built-in ones; tested by its declaring file. */
export function builtinOf(symbol: ts.Symbol): Builtin | undefined {
  const builtin = table.get(symbol.name);
  return builtin && isOfPlatform(symbol) ? builtin : undefined;
}

/** Whether a name is declared by the language, the browser, Node.js or React, and not by a user or a library that calls something the same. */
export function isOfPlatform(symbol: ts.Symbol): boolean {
  return symbol.declarations?.some((declaration) => isPlatformFile(declaration.getSourceFile())) ?? false;
}

/** Whether a name is declared by React's own types. */
export function isOfReact(symbol: ts.Symbol | undefined): boolean {
  return symbol?.declarations?.some((declaration) => reactTypes.test(declaration.getSourceFile().fileName)) ?? false;
}

const reactTypes = /\/@types\/react\//;
const platformTypes =
  /(?:^|\/)lib(?:\.[\w-]+)*\.d\.ts$|\/node_modules\/(?:@types\/(?:node|web|bun|react)|undici-types|bun-types|@typescript\/lib-[\w-]+)\//;

/** Whether a declaration file is TypeScript's own library, `@types/node` or `@types/react`. TypeScript 6 no longer marks its library in the file itself. */
function isPlatformFile({ fileName, isDeclarationFile }: ts.SourceFile): boolean {
  return isDeclarationFile && platformTypes.test(fileName);
}

/** How far up a chain of bases is looked, and how many bases: real ones are far shorter. */
const maximumBases = 100;

/** All that a class or interface extends, nearest first; `any` among them where a base could not be resolved. */
export function basesOf(checker: ts.TypeChecker, type: ts.Type): ts.Type[] {
  const found: ts.Type[] = [];
  const queue = [type];
  for (let next = queue.shift(); next && found.length < maximumBases; next = queue.shift()) {
    const declared = (next as Partial<ts.TypeReference>).target ?? next;
    if (!declared.isClassOrInterface()) continue;
    for (const base of checker.getBaseTypes(declared)) {
      const parts = base.isIntersection() ? base.types : [base];
      for (const part of parts) {
        if (part === type || found.includes(part)) continue;
        found.push(part);
        queue.push(part);
      }
    }
  }
  return found;
}
