import { createRequire } from 'node:module';
import type ts from 'typescript';
import { loadTypeScript } from '../node/typescript.ts';
import { isCheckerOf, type TypeScript } from '../src/typescript.ts';

const require = createRequire(import.meta.url);

/** What every TypeScript makes its nodes with, and does not declare. */
interface Allocator {
  readonly objectAllocator?: { getSourceFileConstructor(): unknown };
}

/**
 * The TypeScript that a parser has made its Program with. It need not be the one this package finds: a parser may bring its own,
 * and then it is among the modules that are loaded. Its types can be read with no other.
 *
 * @returns undefined where there is none to be found, or it is older than what is supported
 */
export function typescriptOf(program: ts.Program, sourceFile: ts.SourceFile): TypeScript | undefined {
  const own = loadTypeScript();
  if (madeBy(own, sourceFile)) return own;
  for (const [fileName, loaded] of Object.entries(require.cache)) {
    if (!/[\\/]lib[\\/]typescript\.js$/.test(fileName)) continue;
    const candidate = loaded?.exports as TypeScript | undefined;
    if (candidate && madeBy(candidate, sourceFile)) return isSupported(candidate) ? candidate : undefined;
  }
  // No TypeScript with a JavaScript API has made it; what stands in for one may speak as ours does.
  return isCheckerOf(own, program.getTypeChecker()) && sourceFile.kind === own.SyntaxKind.SourceFile ? own : undefined;
}

function madeBy(typescript: TypeScript, sourceFile: ts.SourceFile): boolean {
  const { objectAllocator } = typescript as Allocator;
  return objectAllocator !== undefined && sourceFile.constructor === objectAllocator.getSourceFileConstructor();
}

function isSupported({ versionMajorMinor }: TypeScript): boolean {
  const [major = 0, minor = 0] = versionMajorMinor.split('.').map(Number);
  return major > 5 || (major === 5 && minor >= 5);
}
