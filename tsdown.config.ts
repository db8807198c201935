import { defineConfig } from 'tsdown';

// A bundle for each door. `typescript` and `eslint` are the user's own and stay outside.
const shared = { target: 'node20', dts: true, platform: 'node', sourcemap: false } as const;

export default defineConfig([
  { ...shared, entry: { 'eslint-plugin': 'eslint-plugin/index.ts' }, format: 'esm', clean: true },
  // What is seldom asked for is loaded then; what all of it shares lies in a file of its own.
  {
    ...shared,
    entry: { cli: 'cli/index.ts' },
    format: 'esm',
    clean: false,
    dts: false,
    outputOptions: {
      chunkFileNames: '[name].mjs',
      codeSplitting: { groups: [{ name: 'analysis', minShareCount: 2 }] },
    },
  },
  // The page of `rsc-boundary graph --format html`, put together when it is asked for.
  {
    entry: { 'graph-page': 'cli/graph/page/page.ts' },
    format: 'iife',
    platform: 'browser',
    target: 'es2022',
    minify: true,
    dts: false,
    clean: false,
    copy: [
      { from: 'cli/graph/page/page.html', to: 'dist/graph-page' },
      { from: 'cli/graph/page/page.css', to: 'dist/graph-page' },
    ],
  },
  // tsserver takes a plugin only as `module.exports = factory`.
  { ...shared, entry: { 'ts-plugin': 'ts-plugin/index.ts' }, format: 'cjs', clean: false },
]);
