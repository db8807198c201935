import { defineConfig } from 'tsdown';

export default defineConfig({
  entry: { index: 'index.ts' },
  format: 'esm',
  outDir: 'dist',
  target: 'node20',
  platform: 'node',
  dts: false,
  deps: { neverBundle: [/^typescript/] },
});
