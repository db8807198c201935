import { defineConfig } from 'tsdown';

// Three doors, three bundles. `typescript` and `eslint` are the user's own and stay outside.
const shared = { target: 'node20', dts: true, platform: 'node', sourcemap: false } as const;

export default defineConfig([
  { ...shared, entry: { 'eslint-plugin': 'eslint-plugin/index.ts' }, format: 'esm', clean: true },
  { ...shared, entry: { cli: 'cli/index.ts' }, format: 'esm', clean: false, dts: false },
  // tsserver takes a plugin only as `module.exports = factory`.
  { ...shared, entry: { 'ts-plugin': 'ts-plugin/index.ts' }, format: 'cjs', clean: false },
]);
