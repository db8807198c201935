import type ts from 'typescript';
import type { TypeScript } from '../../src/typescript.ts';
import type { Types } from './api.ts';

/**
 * Compiler options as TypeScript 7.1 takes them. It numbers the kinds of modules and targets as all versions do, and some it has no
 * more: those become the nearest there are, and where `baseUrl` led to is said by `paths`.
 *
 * @param directory where `paths` start from, unless the options say otherwise
 */
export function nativeOptions(
  typescript: TypeScript,
  { baseUrl, paths, ...options }: ts.CompilerOptions,
  directory: string,
): Types.RawCompilerOptions {
  const { ModuleKind, ModuleResolutionKind, ScriptTarget } = typescript;
  const { module, moduleResolution, target } = options;
  const oldModules: readonly unknown[] = [ModuleKind.None, ModuleKind.AMD, ModuleKind.UMD, ModuleKind.System];
  const oldResolutions: readonly unknown[] = [ModuleResolutionKind.Classic, ModuleResolutionKind.Node10];
  return {
    ...(options as Types.RawCompilerOptions),
    ...(oldModules.includes(module) ? { module: ModuleKind.ESNext as number } : {}),
    ...(oldResolutions.includes(moduleResolution) ? { moduleResolution: ModuleResolutionKind.Bundler as number } : {}),
    ...(target !== undefined && target < ScriptTarget.ES2015 ? { target: ScriptTarget.ES2015 as number } : {}),
    ...pathsOf(paths, baseUrl, (options['pathsBasePath'] as string | undefined) ?? directory),
  };
}

/** `paths` from the root of the disk, with the places after them where `baseUrl` has a module looked for. */
function pathsOf(
  paths: ts.MapLike<string[]> | undefined,
  baseUrl: string | undefined,
  directory: string,
): { paths?: Record<string, string[]> } {
  if (baseUrl === undefined && paths === undefined) return {};
  const from = baseUrl ?? directory;
  const absolute = (target: string): string =>
    /^(?:\/|[a-z]:)/i.test(target) ? target : `${from}/${target.replace(/^\.\//, '')}`;
  const all = Object.entries({ ...(baseUrl === undefined ? {} : { '*': ['*'] }), ...paths }).map(([pattern, targets]) => [
    pattern,
    [...new Set([...targets.map(absolute), ...(baseUrl === undefined ? [] : [`${baseUrl}/${pattern}`])])],
  ]);
  return { paths: Object.fromEntries(all) as Record<string, string[]> };
}
