import { defineConfig } from 'tsdown';

// A bundle for each door. `typescript` and `eslint` are the user's own and stay outside.
const shared = { target: 'node20', dts: true, platform: 'node', sourcemap: false } as const;

export default defineConfig([
  // What is seldom asked for is loaded then; the analysis, which all of them share, lies in a file of its own, and so does what only
  // the parts of the command line share.
  {
    ...shared,
    entry: { 'eslint-plugin': 'eslint-plugin/index.ts', analysis: 'analysis/index.ts', cli: 'cli/index.ts' },
    format: 'esm',
    clean: true,
    dts: false,
    outputOptions: {
      chunkFileNames: '[name].mjs',
      // What `require()` gives: the plugin itself, as `import` does. In the source TypeScript 5.5 could not read its declarations.
      outro: ({ name }) => (name === 'eslint-plugin' ? `export { rscBoundary as 'module.exports' };` : ''),
      codeSplitting: {
        groups: [
          { name: 'shared', test: /[\\/](?:src|node)[\\/]|picomatch/, minShareCount: 3 },
          { name: 'commands', minShareCount: 2 },
        ],
      },
    },
  },
  // Their types, each in one file.
  ...(['eslint-plugin', 'analysis'] as const).map((door) => ({
    ...shared,
    entry: { [door]: `${door}/index.ts` },
    format: 'esm' as const,
    clean: false,
    dts: { emitDtsOnly: true },
  })),
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
