import { defineConfig } from 'tsdown';

// One file: VS Code loads an extension as CommonJS, and only `vscode` is there to be required.
export default defineConfig({
  entry: { extension: 'src/extension.ts' },
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  dts: false,
  minify: true,
  sourcemap: false,
  deps: { neverBundle: ['vscode'], alwaysBundle: [/./], onlyBundle: false },
  outputOptions: { entryFileNames: '[name].cjs' },
});
