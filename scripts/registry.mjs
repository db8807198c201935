// The repository's TypeScript as a script can use it: Node 20 does not run it.
import { fileURLToPath } from 'node:url';
import { build } from 'tsdown';

const root = fileURLToPath(new URL('..', import.meta.url));
const outDir = `${root}node_modules/.cache/rsc-boundary`;

/** Bundles `src/rules/index.ts` and loads it. */
export async function loadRules() {
  const { rules } = await loadModule('registry', 'src/rules/index.ts');
  return rules;
}

const loaded = new Map();

/** Bundles a module, by its path from the root, and loads it, once; `name` is what the bundle is called. */
export function loadModule(name, entry) {
  if (!loaded.has(entry)) loaded.set(entry, bundle(name, entry));
  return loaded.get(entry);
}

async function bundle(name, entry) {
  await build({
    config: false,
    cwd: root,
    entry: { [name]: entry },
    outDir,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    dts: false,
    clean: false,
    logLevel: 'silent',
  });
  return import(`file://${outDir}/${name}.mjs`);
}
