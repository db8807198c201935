import { createRequire } from 'node:module';
import type { TypeScript } from '../src/typescript.ts';

const require = createRequire(import.meta.url);
let loaded: TypeScript | undefined;
let load: (fileName: string) => unknown = require;

/** Says how a module is loaded, before TypeScript is. */
export function loadTypeScriptBy(given: (fileName: string) => unknown): void {
  load = given;
}

/**
 * The user's TypeScript where it has a JavaScript API (5.5 to 6), so that what a parser has made with it can be read with it. Where
 * there is none, or only TypeScript 7, whose main entry has no API: the one this package brings.
 */
export function loadTypeScript(): TypeScript {
  return (loaded ??= quick(usersTypeScript() ?? ownTypeScript()));
}

/** What is asked of every node. */
const asked = /^(?:is[A-Z]\w*|forEachChild|SyntaxKind|\w+Flags|canHaveModifiers|getModifiers)$/;

/**
 * The same TypeScript, with what is asked most as fields of its own: of a module with more than two thousand names each is looked up in
 * a table, and fetched by a getter.
 */
function quick(typescript: TypeScript): TypeScript {
  const made = Object.create(typescript) as TypeScript;
  for (const name of Object.keys(typescript))
    if (asked.test(name)) Object.defineProperty(made, name, { value: typescript[name as keyof TypeScript], enumerable: true });
  return made;
}

/** The TypeScript 6 this package brings, whatever the project has. */
export function ownTypeScript(): TypeScript {
  return require('@typescript/typescript6') as TypeScript;
}

function usersTypeScript(): TypeScript | undefined {
  try {
    const found = load(require.resolve('typescript')) as Partial<TypeScript>;
    return typeof found.createSourceFile === 'function' ? (found as TypeScript) : undefined;
  } catch {
    return undefined;
  }
}
