// `node scripts/browser-globals.mjs`: writes src/catalog/browser-globals.ts from the `globals` package and TypeScript's own DOM library.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import globals from 'globals';

const target = new URL('../src/catalog/browser-globals.ts', import.meta.url);

// Of the names that are no class only these: the rest (`name`, `status`, `event`, `open` …) are words anybody may use.
const functionsAndObjects = `
  window document location history screen frames localStorage sessionStorage navigator indexedDB customElements
  speechSynthesis visualViewport devicePixelRatio innerWidth innerHeight outerWidth outerHeight scrollX scrollY
  pageXOffset pageYOffset matchMedia getComputedStyle getSelection requestAnimationFrame cancelAnimationFrame
  requestIdleCallback cancelIdleCallback createImageBitmap addEventListener removeEventListener alert confirm prompt
  scrollTo scrollBy CSS`
  .trim()
  .split(/\s+/);

// Newer versions of Node have these, and yet what they hold is the machine's own and nothing of the visitor's.
const differentOnNode = ['localStorage', 'sessionStorage', 'navigator'];

// Next.js's Edge runtime has these.
const onEdge = ['EventSource', 'PromiseRejectionEvent', 'Cache', 'CacheStorage', 'Worker'];

/** The names that only a browser has, sorted: of the browser and not of Node, and known to TypeScript's DOM library. */
export function browserGlobals() {
  const onNode = new Set([...Object.keys(globals.node), ...Object.keys(globals.nodeBuiltin), ...onEdge]);
  for (const name of differentOnNode) onNode.delete(name);
  const dom = readFileSync(createRequire(import.meta.url).resolve('typescript/lib/lib.dom.d.ts'), 'utf8');
  const declared = new Set([...dom.matchAll(/^declare (?:var|function|namespace) (\w+)/gm)].map(([, name]) => name));
  return Object.keys(globals.browser)
    .filter(
      (name) => (/^[A-Z]\w*[a-z]/.test(name) || functionsAndObjects.includes(name)) && !onNode.has(name) && declared.has(name),
    )
    .sort();
}

/** The text of src/catalog/browser-globals.ts. */
export function browserGlobalsModule() {
  const lines = [''];
  for (const name of browserGlobals()) {
    if (lines.at(-1).length + name.length > 118) lines.push('');
    lines[lines.length - 1] += `${lines.at(-1) && ' '}${name}`;
  }
  return `// Written by scripts/browser-globals.mjs from the \`globals\` package: edit that.

/**
 * Names that only a browser has: in its global scope, and neither in Node's nor in the Edge runtime's. \`localStorage\`, \`sessionStorage\` and
 * \`navigator\` are among them although newer versions of Node have some: what they hold there is nothing of the visitor's.
 */
export const browserGlobals: ReadonlySet<string> = new Set(
  \`
${lines.map((line) => `  ${line}`).join('\n')}
  \`
    .trim()
    .split(/\\s+/),
);
`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) writeFileSync(target, browserGlobalsModule());
