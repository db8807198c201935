// The registry as a script can use it: `src` is TypeScript, which Node 20 does not run.
import { fileURLToPath } from 'node:url';
import { build } from 'tsdown';

const root = fileURLToPath(new URL('..', import.meta.url));
const outDir = `${root}node_modules/.cache/rsc-boundary`;

/** Bundles `src/rules/index.ts` and loads it. */
export async function loadRules() {
  await build({
    config: false,
    cwd: root,
    entry: { registry: 'src/rules/index.ts' },
    outDir,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    dts: false,
    clean: false,
    logLevel: 'silent',
  });
  const { rules } = await import(`file://${outDir}/registry.mjs`);
  return rules;
}
