// The real VS Code, as code-server serves it to a browser, with this extension in it.
import { spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Where code-server is looked for: a folder with its `node_modules`, made by `node vscode/scripts/code-server.mjs`. */
const home = process.env.CODE_SERVER_HOME ?? join(root, 'node_modules/.cache/code-server');
const entry = join(home, 'node_modules/code-server/out/node/entry.js');
export const chromium = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';

/** Microsoft's ESLint extension, made by `node vscode/scripts/eslint-extension.mjs`. */
export const eslintExtension = join(
  process.env.VSCODE_ESLINT_HOME ?? join(root, 'node_modules/.cache/vscode-eslint'),
  'extension',
);

/** Why the tests cannot run here; undefined where they can. */
export function missing() {
  if (!existsSync(chromium)) return `There is no Chromium at ${chromium}.`;
  if (!existsSync(entry)) return `There is no code-server in ${home}: node vscode/scripts/code-server.mjs installs it.`;
  if (!existsSync(join(root, 'vscode/dist/extension.cjs'))) return 'The extension is not built: npm run vsix.';
  return undefined;
}

/** The configuration of a project. */
export const tsconfig = JSON.stringify({
  compilerOptions: {
    strict: true,
    jsx: 'preserve',
    module: 'esnext',
    target: 'es2022',
    moduleResolution: 'bundler',
    noEmit: true,
    lib: ['es2022', 'dom'],
  },
  exclude: ['node_modules'],
});

/** A folder that is gone when the process ends. */
export function temporaryFolder() {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rsc-boundary-vscode-')));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * A project on the disk.
 *
 * @param {Record<string, string>} files
 * @param {string} typescript the package of this repository that is its `typescript`
 * @param {string[]} [packages] further packages of this repository that it has
 */
export function project(files, typescript, packages = []) {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const link = (target, name) => {
    mkdirSync(dirname(join(folder, 'node_modules', name)), { recursive: true });
    symlinkSync(target, join(folder, 'node_modules', name));
  };
  link(join(root, 'node_modules', typescript), 'typescript');
  for (const name of ['react', '@types/react', 'csstype', ...packages]) link(join(root, 'node_modules', name), name);
  link(root, 'eslint-plugin-rsc-boundary');
  return folder;
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/**
 * Starts code-server with the extension of this repository.
 *
 * @param {object} settings of the user
 * @param {string[]} [others] the folders of further extensions
 * @returns {Promise<{ url: string, stop: () => void }>}
 */
export async function startCodeServer(settings, others = []) {
  const data = temporaryFolder();
  const extension = join(data, 'extensions/rsc-boundary.rsc-boundary-0.1.0');
  mkdirSync(extension, { recursive: true });
  for (const name of ['package.json', 'dist', 'media', 'README.md'])
    cpSync(join(root, 'vscode', name), join(extension, name), { recursive: true });
  for (const other of others) {
    const { publisher, name, version } = JSON.parse(readFileSync(join(other, 'package.json'), 'utf8'));
    cpSync(other, join(data, 'extensions', `${publisher}.${name}-${version}`), {
      recursive: true,
      filter: (file) => !/(?:^|\/)(?:node_modules|\.git)$/.test(file),
    });
  }
  mkdirSync(join(data, 'user/User'), { recursive: true });
  writeFileSync(join(data, 'user/User/settings.json'), JSON.stringify(settings));
  const port = await freePort();
  const server = spawn(
    process.execPath,
    [
      entry,
      ...['--bind-addr', `127.0.0.1:${port}`, '--auth', 'none', '--disable-telemetry', '--disable-update-check'],
      ...['--user-data-dir', join(data, 'user'), '--extensions-dir', join(data, 'extensions'), '--disable-workspace-trust'],
    ],
    { env: { ...process.env, XDG_CONFIG_HOME: join(data, 'config'), XDG_DATA_HOME: join(data, 'share') }, detached: true },
  );
  let output = '';
  const stop = () => {
    try {
      process.kill(-server.pid);
    } catch {
      // It has ended by itself.
    }
  };
  process.on('exit', stop);
  await new Promise((resolve, reject) => {
    const read = (chunk) => {
      output += String(chunk);
      if (output.includes('HTTP server listening')) resolve();
    };
    server.stdout.on('data', read);
    server.stderr.on('data', read);
    server.on('exit', () => reject(new Error(`code-server ended:\n${output}`)));
  });
  return { url: `http://127.0.0.1:${port}`, stop, output: () => output };
}
