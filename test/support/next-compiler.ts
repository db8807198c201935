import { createRequire } from 'node:module';
import { kindOfMessage, type CompilerKind } from './message-kinds.ts';

process.env['RUST_LIB_BACKTRACE'] = '0';

const require = createRequire(import.meta.url);

/** The layers Next.js compiles a module for: `rsc` for the server graph; `ssr` and `app-pages-browser` for the client graph. */
export type Layer = 'rsc' | 'ssr' | 'app-pages-browser';

/** What `next.config` says, as far as the compiler minds it. */
export interface NextConfig {
  readonly useCache?: boolean;
  readonly cacheComponents?: boolean;
  readonly taint?: boolean;
  readonly cacheHandlers?: Readonly<Record<string, string>>;
}

/** What the compiler says of one place. */
export interface CompilerError {
  readonly kind: CompilerKind;
  readonly message: string;
  /** 1-based; undefined where the compiler gives no position. */
  readonly line: number | undefined;
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
 * @param config `useCache` is on unless said otherwise, the rest is off
 * @returns what it rejects; empty where it compiles
 * @throws where the compiler says something that is none of the known kinds, such as a syntax error
 */
export async function compile(source: string, filename: string, layer: Layer, config: NextConfig = {}): Promise<CompilerError[]> {
  try {
    await transform(source, filename, layer, config);
    return [];
  } catch (error) {
    return readErrors(String((error as Error).message ?? error));
  }
}

/**
 * The code Next.js's compiler makes of a module.
 *
 * @throws what the compiler throws where it rejects the module
 */
export async function transform(
  source: string,
  filename: string,
  layer: Layer,
  { useCache = true, cacheComponents = false, taint = false, cacheHandlers }: NextConfig = {},
): Promise<string> {
  await (bindings ??= swc.loadBindings());
  const options = getLoaderSWCOptions({
    filename,
    development: false,
    isServer: layer !== 'app-pages-browser',
    pagesDir: undefined,
    appDir: '/project/app',
    isPageFile: false,
    isCacheComponents: cacheComponents,
    hasReactRefresh: false,
    configDir: '/project',
    compilerOptions: {},
    jsConfig: { compilerOptions: {} },
    serverComponents: true,
    serverReferenceHashSalt: 'salt',
    bundleLayer: layer,
    esm: true,
    cacheHandlers,
    useCacheEnabled: useCache || cacheComponents,
    taintEnabled: taint,
    trackDynamicImports: false,
    pageExtensions: ['tsx', 'ts', 'jsx', 'js'],
    relativeFilePathFromRoot: filename.slice(1),
    supportedBrowsers: undefined,
    swcCacheDir: '/tmp',
  });
  const { code } = await swc.transform(source, { ...options, filename, sourceMaps: false }, true);
  return code;
}

/**
 * The compiler prints each diagnostic as `x message`, its lines behind `|`, then `,-[file:line:column]`.
 *
 * @throws where a message is of no known kind, or there is none
 */
export function readErrors(text: string): CompilerError[] {
  const plain = text.replace(/\u001b\[[0-9;]*m/g, '');
  const errors = plain
    .split(/^\s*(?:x|×) /mu)
    .slice(1)
    .map((block) => {
      const at = /[[╭]─?\[?[^\]\n]*?:(\d+):\d+\]/u.exec(block);
      const [head = ''] = block.split(/,-\[|╭─\[/u);
      const message = head.replace(/\n\s*[|│]?\s?/gu, '\n').trim();
      const kind = kindOfMessage(message);
      if (kind === undefined) throw new Error(`the compiler says something unknown: ${message}\n${block}`);
      return { kind, message, line: at ? Number(at[1]) : undefined };
    });
  if (errors.length === 0) throw new Error(`the compiler failed without saying at what: ${text}`);
  return errors;
}
