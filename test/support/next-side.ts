import ts from 'typescript';
import type { AppFiles } from './app.ts';
import { startSide, type Side } from './react-encoder.ts';

/**
 * A process that runs what Next.js itself runs: `request` answers a request with Next.js's own stores, params and caches, `ssr` renders
 * client modules to HTML. Production's builds. Close it when done.
 */
export async function startNext(side: 'request' | 'ssr'): Promise<Side> {
  const conditions = side === 'request' ? ['--conditions', 'react-server'] : [];
  return startSide(new URL(`./next-side/${side}.mjs`, import.meta.url), 'production', conditions);
}

/** The modules of an app as Node.js runs them, and the one that is asked about. */
export function runnable(files: AppFiles, module: string): { readonly files: AppFiles; readonly module: string } {
  const codes = Object.entries(files).map(([fileName, source]) => [fileName, commonJs(source)]);
  return { files: Object.fromEntries(codes) as AppFiles, module };
}

// Most files of an app are the same in the next one.
const codes = new Map<string, string>();

function commonJs(source: string): string {
  let code = codes.get(source);
  if (code === undefined) {
    const compilerOptions = {
      module: ts.ModuleKind.CommonJS,
      target: ts.ScriptTarget.ES2022,
      jsx: ts.JsxEmit.ReactJSX,
      esModuleInterop: true,
    };
    codes.set(source, (code = ts.transpileModule(source, { compilerOptions, fileName: 'module.tsx' }).outputText));
  }
  return code;
}
