import { createRequire } from 'node:module';

process.env['RUST_LIB_BACKTRACE'] = '0';

const require = createRequire(import.meta.url);

/** The layers Next.js compiles a module for: `rsc` for the server graph, `ssr` for the client graph. */
export type Layer = 'rsc' | 'ssr';

/** What the compiler says of one place. */
export interface CompilerError {
  readonly message: string;
  /** 1-based; undefined where the compiler gives no position. */
  readonly line: number | undefined;
  readonly column: number | undefined;
}

interface Swc {
  loadBindings(): Promise<unknown>;
  transform(source: string, options: unknown, isModule: boolean): Promise<{ code: string }>;
}

const swc = require('next/dist/build/swc') as Swc;
const { getLoaderSWCOptions } = require('next/dist/build/swc/options') as {
  getLoaderSWCOptions(options: Record<string, unknown>): Record<string, unknown>;
};

let bindings: Promise<unknown> | undefined;

/**
 * Asks Next.js's own compiler about a module, with the options its own loader would use.
 *
 * @param filename decides what the compiler expects: `/app/` in it, `page`, `layout`, the extension
 * @returns what it rejects; empty where it compiles
 */
export async function compile(source: string, filename: string, layer: Layer): Promise<CompilerError[]> {
  await (bindings ??= swc.loadBindings());
  const options = getLoaderSWCOptions({
    filename,
    development: false,
    isServer: true,
    pagesDir: undefined,
    appDir: '/project/app',
    isPageFile: false,
    isCacheComponents: false,
    hasReactRefresh: false,
    configDir: '/project',
    compilerOptions: {},
    jsConfig: { compilerOptions: {} },
    serverComponents: true,
    serverReferenceHashSalt: 'salt',
    bundleLayer: layer,
    esm: true,
    cacheHandlers: undefined,
    useCacheEnabled: true,
    taintEnabled: false,
    trackDynamicImports: false,
    pageExtensions: ['tsx', 'ts', 'jsx', 'js'],
    relativeFilePathFromRoot: filename.slice(1),
    supportedBrowsers: undefined,
    swcCacheDir: '/tmp',
  });
  try {
    await swc.transform(source, { ...options, filename, sourceMaps: false }, true);
    return [];
  } catch (error) {
    return readErrors(String((error as Error).message ?? error));
  }
}

/** The compiler prints each diagnostic as `x message`, its lines behind `|`, then `,-[file:line:column]`. */
export function readErrors(text: string): CompilerError[] {
  const plain = text.replace(/\u001b\[[0-9;]*m/g, '');
  const errors: CompilerError[] = [];
  for (const block of plain.split(/^\s*(?:x|×) /mu).slice(1)) {
    const at = /[[╭]─?\[?[^\]\n]*?:(\d+):(\d+)\]/u.exec(block);
    const [head = ''] = block.split(/,-\[|╭─\[/u);
    const message = head.replace(/\n\s*[|│]?\s?/gu, '\n').trim();
    errors.push({ message, line: at ? Number(at[1]) : undefined, column: at ? Number(at[2]) : undefined });
  }
  return errors;
}
