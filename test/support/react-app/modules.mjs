// The modules of a small app in memory, as a bundler that knows Server Components loads them on one of its sides.
import { require } from '../react-encoder/side.mjs';

const endings = ['', '.tsx', '.ts', '.jsx', '.js', '/index.ts', '/index.tsx'];

/**
 * @param files CommonJS by the names of the files
 * @param directives by a module's directive: `stand` makes what stands for it out of its name and the names of its exports, `mark`
 *   marks what it exports
 * @param packages makes what stands for a package, by its name
 * @returns loads a module by its file's name, once
 */
export function loaderOf(files, directives, packages = {}) {
  const loaded = new Map();
  const load = (name) => {
    if (loaded.has(name)) return loaded.get(name).exports;
    const module = { exports: {} };
    loaded.set(name, module);
    const code = files[name];
    const [, directive = ''] = /^(?:["']use strict["'];\s*)?["'](use (?:client|server))["']/.exec(code) ?? [];
    const { stand, mark } = directives[directive] ?? {};
    if (stand) module.exports = { ...stand(name, namesExportedBy(code)), __esModule: true };
    else {
      const get = (specifier) =>
        specifier.startsWith('.') ? load(resolve(files, specifier, name)) : (packages[specifier]?.() ?? require(specifier));
      new Function('require', 'exports', 'module', code)(get, module.exports, module);
      mark?.(name, module.exports);
    }
    return module.exports;
  };
  return load;
}

function resolve(files, specifier, from) {
  const path = new URL(specifier, `file:///${from}`).pathname.slice(1);
  const found = endings.map((ending) => path + ending).find((name) => files[name] !== undefined);
  if (found === undefined) throw new Error(`'${specifier}' in ${from} is not a file of the app`);
  return found;
}

/** The names that TypeScript's CommonJS gives to `exports`. */
function namesExportedBy(code) {
  const names = [...code.matchAll(/^exports\.(\w+) = |^Object\.defineProperty\(exports, "(\w+)"/gm)].map(([, a, b]) => a ?? b);
  return [...new Set(names)].filter((name) => name !== '__esModule');
}
