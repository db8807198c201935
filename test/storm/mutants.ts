/** Numbers from a seed, the same on every machine. Between 0 and 1, 1 excluded. */
export type Random = () => number;

/** A small generator (mulberry32): good enough to choose places by. */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of a list. */
export function pick<T>(random: Random, list: readonly T[]): T {
  return list[Math.floor(random() * list.length)]!;
}

/** What was done to a text. */
export interface Mutation {
  readonly kind: (typeof kinds)[number];
  /** Where, in the text as it was. */
  readonly at: number;
  readonly text: string;
}

const kinds = ['prefix', 'suffix', 'delete', 'double', 'swap', 'insert', 'replace', 'cut'] as const;

interface Token {
  readonly start: number;
  readonly end: number;
}

// Comments count as one token that nobody touches: what is in them is no code.
const tokenPattern =
  /\/\/[^\n]*|\/\*[^]*?\*\/|[A-Za-z_$][\w$]*|\d[\w.]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|=>|\.{3}|\?\.|\?\?|&&|\|\||[!=]==?|<\/|\/>|[^\s\w$]/g;

/** What is put in where nobody expects it. */
const strangers = [
  ...[
    '{',
    '}',
    '(',
    ')',
    '[',
    ']',
    '<',
    '>',
    '</',
    '/>',
    '`',
    "'",
    '"',
    ',',
    ';',
    ':',
    '.',
    '...',
    '?.',
    '=>',
    '=',
    '*',
    '@',
    '#',
  ],
  ...['!', '?', '??', '&&', '-', '${', '<></>', '[,]', '{,}', '{...}', '\u0000', '\u2028', '😀', '\ufeff', '\\', '/', '//', '/*'],
  ...[
    'import',
    'export',
    'default',
    'from',
    'as',
    'async',
    'await',
    'function',
    'class',
    'const',
    'let',
    'return',
    'new',
    'typeof',
  ],
  ...[
    'try',
    'catch',
    'finally',
    'throw',
    'enum',
    'namespace',
    'declare',
    'type',
    'interface',
    'abstract',
    'super',
    'this',
    'yield',
  ],
  ...[
    'if',
    'else',
    'for',
    'while',
    'switch',
    'case',
    'break',
    'delete',
    'void',
    'in',
    'of',
    'satisfies',
    'static',
    'get',
    'extends',
  ],
  ...["'use client'", "'use server'", "'use cache'", "'use client';", '"use server"\n', '`use client`', "('use server')"],
  ...["import x from require('x');", 'import{{', 'import{*', 'export * from x();', 'export default', 'import(', 'require('],
];

/** One random change of a text. */
export function mutate(text: string, random: Random): Mutation {
  const tokens: Token[] = [...text.matchAll(tokenPattern)].flatMap((match) =>
    /^\/[/*]/.test(match[0]) ? [] : { start: match.index, end: match.index + match[0].length },
  );
  const kind = pick(random, kinds);
  const index = Math.floor(random() * tokens.length);
  const token = tokens[index];
  if (!token) return { kind: 'insert', at: 0, text: pick(random, strangers) };
  const { start, end } = token;
  const [before, own, after] = [text.slice(0, start), text.slice(start, end), text.slice(end)];
  const stranger = (): string => {
    const other = pick(random, tokens);
    return random() < 0.7 ? pick(random, strangers) : text.slice(other.start, other.end);
  };
  switch (kind) {
    case 'prefix': {
      const at = start + Math.floor(random() * (end - start + 1));
      return { kind, at, text: text.slice(0, at) };
    }
    case 'suffix':
      return { kind, at: start, text: text.slice(start) };
    case 'delete':
      return { kind, at: start, text: before + after };
    case 'double':
      return { kind, at: start, text: `${before}${own} ${own}${after}` };
    case 'swap': {
      const next = tokens[index + 1] ?? token;
      const between = text.slice(end, next.start);
      return { kind, at: start, text: before + text.slice(next.start, next.end) + between + own + text.slice(next.end) };
    }
    case 'insert':
      return { kind, at: start, text: `${before}${stranger()} ${own}${after}` };
    case 'replace':
      return { kind, at: start, text: before + stranger() + after };
    case 'cut': {
      const last = tokens[Math.min(tokens.length - 1, index + Math.floor(random() * 12))] ?? token;
      return { kind, at: start, text: before + text.slice(last.end) };
    }
  }
}
