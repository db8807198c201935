/** A seeded source of random numbers (mulberry32), so that a run can be repeated from its seed. */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** A random module: a directive somewhere, functions and exports of every form around it. */
export interface Generated {
  readonly source: string;
  readonly file: string;
}

const directives = [
  "'use client'",
  "'use server'",
  "'use cache'",
  "'use cache: remote'",
  '"use\\x20server"',
  '/* why */ "use server" /* so */',
];
const others = ["'use strict'", "'hello'", "'use memo'"];
const misspelt = [
  "'use sever'",
  "'use-server'",
  "'use cahe'",
  "'use cache: nope'",
  "'use action'",
  "'use serve'",
  "'use  server'",
  "'use server;'",
  "'use cachee'",
  "'Use server'",
];
const erased = [
  'interface I {}',
  'type T = 1',
  'declare const d: 1',
  "import type { X } from './x'",
  "import { Unused } from './u'",
  "export type { Y } from './y'",
  'declare module "m" {}',
  'function over(a: 1): void'.replace(/^/, 'export declare '),
  "import { type Z } from './z'",
];
const code = [
  "import './side'",
  "import { used } from './used'\nused()",
  'const local = 1',
  'call()',
  'if (x) {}',
  'class K {}',
  'enum E { A }',
];
const exportAll = ["export * from './all'"];
const bodies = [
  '',
  'return 1',
  'return this',
  'return arguments',
  'return () => this',
  'return function () { return this }',
  'return class { x = this }',
  'const f = () => arguments',
  'if (x) return this.y',
  'return { this: 1, arguments: 2 }',
  "'use sever'",
  "call();\n 'use server'",
  "('use server')",
];
const nested = ["if (x) { 'use server' }", "{ 'use client' }", "for (const y of z) 'use cache'"];

/** Makes a module from a stream of random numbers. */
export function generate(next: () => number): Generated {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!;
  const chance = (probability: number): boolean => next() < probability;
  const file = pick(['a.ts', 'a.ts', 'a.tsx', 'a.js', 'a.jsx']);
  const isTypeScript = /tsx?$/.test(file);
  const lines: string[] = [];
  const statements = 1 + Math.floor(next() * 4);
  let names = 0;
  const prologueItem = (): string =>
    chance(0.6)
      ? pick(directives)
      : chance(0.5)
        ? pick(others)
        : chance(0.5)
          ? pick(misspelt)
          : `(${pick(directives.slice(0, 3))})`;

  const body = (): string => {
    const parts: string[] = [];
    if (chance(0.35)) parts.push(pick(directives.slice(1)));
    if (chance(0.1)) parts.push(pick(others));
    parts.push(pick(bodies));
    if (chance(0.1)) parts.push(pick(nested));
    return parts.filter(Boolean).join(';\n ');
  };
  const fn = (name: string): string => {
    const isAsync = chance(0.6) ? 'async ' : '';
    const inner = body();
    return pick([
      `${isAsync}function ${name}() {\n ${inner}\n}`,
      `const ${name} = ${isAsync}() => {\n ${inner}\n}`,
      `const ${name} = ${isAsync}function () {\n ${inner}\n}`,
      `const ${name} = { ${isAsync}m() {\n ${inner}\n} }`,
      `const ${name} = class { ${pick(['static ', ''])}${isAsync}m() {\n ${inner}\n} }`,
      `const ${name} = wrap(${isAsync}() => {\n ${inner}\n})`,
      `${isAsync}function* ${name}() {\n ${inner}\n}`,
      `const ${name} = { m: ${isAsync}() => {\n ${inner}\n} }`,
      `const ${name} = { m: ${isAsync}function () {\n ${inner}\n} }`,
      `const ${name} = { get m() {\n ${inner}\n} }`,
      `const ${name} = [${isAsync}() => {\n ${inner}\n}]`,
      `${isAsync}function ${name}(p = () => {\n ${inner}\n}) {}`,
      `function ${name}() {\n return ${isAsync}function () {\n ${inner}\n}\n}`,
      ...(file.endsWith('x') ? [`const ${name} = <form action={${isAsync}() => {\n ${inner}\n}} />`] : []),
    ]);
  };
  const exported = (): string => {
    const name = `n${names++}`;
    const isAsync = chance(0.6) ? 'async ' : '';
    return pick([
      () => `export ${fn(name)}`,
      () => `${fn(name)}\nexport { ${name} }`,
      () => `${fn(name)}\nexport { ${name} as renamed${name} }`,
      () => `export const ${name} = ${pick(["'text'", '1', 'true', 'null', '/x/', 'wrap()', '1n'])}`,
      () => `export class ${name} {}`,
      () => `export { ${name} } from './re'`,
      () => `export * as ${name} from './re'`,
      () => `export const ${name} = ${isAsync}() => {\n ${body()}\n}`,
      () => `export ${isAsync}function ${name}() {\n ${body()}\n}`,
    ])();
  };
  while (chance(0.55)) lines.push(prologueItem());
  if (isTypeScript && chance(0.4)) lines.push(pick(erased));
  if (chance(0.1)) lines.push(pick(exportAll));
  if (chance(0.3)) lines.push(pick(code));
  if (chance(0.25)) lines.push(pick(directives));
  for (let index = 0; index < statements; index++) lines.push(chance(0.6) ? exported() : fn(`n${names++}`));
  if (chance(0.3)) {
    const name = `n${names++}`;
    lines.push(
      pick([
        `export default ${chance(0.5) ? 'async ' : ''}function () {\n ${body()}\n}`,
        `export default ${chance(0.5) ? 'async ' : ''}() => {\n ${body()}\n}`,
        `const ${name} = ${chance(0.5) ? 'async ' : ''}() => {}\nexport default ${name}`,
        'export default {}',
        'export default 1',
        'export default wrap()',
        'export default class {}',
      ]),
    );
  }
  const source = `${lines.join(';\n')}\n`;
  return { source: isTypeScript ? source : source.replaceAll('enum E { A }', 'let e'), file };
}
