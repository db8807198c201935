import { defineConfig } from 'tsdown';

// Measured as plain JavaScript: a test runner's own loading of TypeScript would be measured too.
export default defineConfig({
  entry: { index: 'index.ts', minimal: 'minimal.ts' },
  format: 'esm',
  outDir: 'dist',
  target: 'node20',
  platform: 'node',
  dts: false,
  deps: { neverBundle: [/^typescript/] },
});
