// Builds the site into site/dist: the documentation as pages, its examples live, and the playground. No server is needed.
import { cpSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { writePages } from './pages.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const root = join(here, '..');
const out = join(here, 'dist');

rmSync(out, { recursive: true, force: true });
mkdirSync(join(here, 'public'), { recursive: true });
writeFileSync(join(here, 'public/types.json'), JSON.stringify(typeFiles()));

await build({
  configFile: false,
  root: join(here, 'src'),
  base: './',
  publicDir: join(here, 'public'),
  logLevel: 'warn',
  resolve: { alias: { 'node:path': join(here, 'src/posix-path.ts') } },
  worker: { format: 'es' },
  build: {
    outDir: out,
    emptyOutDir: true,
    target: 'es2022',
    chunkSizeWarningLimit: 12_000,
    modulePreload: false,
    rollupOptions: {
      input: {
        playground: join(here, 'src/playground.html'),
        map: join(here, 'src/map.html'),
        example: join(here, 'src/example.ts'),
      },
      // The pages of the documentation are written beside the bundle, and name this one.
      output: { entryFileNames: (chunk) => (chunk.name === 'example' ? 'assets/example.js' : 'assets/[name]-[hash].js') },
    },
  },
});
cpSync(join(here, 'src/site.css'), join(out, 'site.css'));
writePages(root, out);
for (const name of readdirSync(join(root, 'docs'), { recursive: true }))
  if (/\.(?:svg|png)$/.test(name)) cpSync(join(root, 'docs', name), join(out, 'docs', name));

/** The declarations that a program in the browser needs: TypeScript's own libraries, and React's. */
function typeFiles() {
  const require = createRequire(join(root, 'package.json'));
  const files = {};
  const libraries = dirname(require.resolve('typescript'));
  for (const name of readdirSync(libraries)) {
    if (/^lib\.(?:es|dom|decorators|scripthost).*\.d\.ts$/.test(name) && !/webworker|importscripts/.test(name))
      files[`/lib/${name}`] = slim(readFileSync(join(libraries, name), 'utf8'));
  }
  for (const name of ['@types/react', '@types/react-dom', 'csstype']) {
    const folder = dirname(createRequire(require.resolve('@types/react/package.json')).resolve(`${name}/package.json`));
    for (const file of readdirSync(folder, { recursive: true })) {
      if (/\.d\.ts$|^package\.json$/.test(file) && !/^ts5\.0/.test(file))
        files[posix.join('/node_modules', name, file.replaceAll('\\', '/'))] = slim(readFileSync(join(folder, file), 'utf8'));
    }
  }
  return files;
}

/** Nobody reads the comments here, and they are half of it. References to other files look like comments, and stay. */
function slim(text) {
  return text.replaceAll(/^\s*\/\*\*[\s\S]*?\*\/\s*$/gm, '').replaceAll(/\n\s*\n+/g, '\n');
}
