import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import ts from 'typescript';
import { afterAll, expect, it } from 'vitest';
import { root } from '../support/build.ts';

const directory = realpathSync(mkdtempSync(join(tmpdir(), 'rsc-boundary-compiled-')));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const module = join(directory, 'node_modules/large/index.js');
const cache = join(directory, 'node_modules/.cache/rsc-boundary');
mkdirSync(join(directory, 'node_modules/large'), { recursive: true });
const { outputText } = ts.transpileModule(readFileSync(join(root, 'node/compiled.ts'), 'utf8'), {
  compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext },
});
writeFileSync(join(directory, 'compiled.mjs'), outputText);
writeFileSync(
  join(directory, 'run.mjs'),
  `import { keepCompiled, requireCompiled } from ${JSON.stringify(pathToFileURL(join(directory, 'compiled.mjs')).href)};
import { createRequire } from 'node:module';
if (process.argv[2] === 'keep') keepCompiled();
const large = requireCompiled(${JSON.stringify(module)});
const same = createRequire(import.meta.url)('large') === large;
console.log(JSON.stringify([large.name(), large.path, same]));
`,
);
const write = (text: string): void =>
  writeFileSync(
    module,
    `exports.name = () => ${JSON.stringify(text)};\nexports.path = require('node:path').relative(__dirname, __filename);\n`,
  );
const run = (...args: string[]): unknown => {
  const { stdout, stderr } = spawnSync(process.execPath, [join(directory, 'run.mjs'), ...args], { encoding: 'utf8' });
  return stdout === '' ? stderr : (JSON.parse(stdout) as unknown);
};
const kept = (): string[] => {
  try {
    return readdirSync(cache);
  } catch {
    return [];
  }
};

it('a module is what it is, from what it was compiled to as well, and only who keeps it writes', () => {
  write('one');
  expect(run()).toEqual(['one', 'index.js', true]);
  expect(kept()).toEqual([]);
  expect(run('keep')).toEqual(['one', 'index.js', true]);
  expect(kept()).toHaveLength(1);
  expect(run('keep')).toEqual(['one', 'index.js', true]);
  expect(run()).toEqual(['one', 'index.js', true]);
  expect(kept()).toHaveLength(1);
});

it('a text of the same length is another', () => {
  write('two');
  expect(run('keep')).toEqual(['two', 'index.js', true]);
  expect(run('keep')).toEqual(['two', 'index.js', true]);
});

it('what is broken, cut off or empty is thrown away', () => {
  write('four');
  for (const breaking of [
    (code: Buffer) => code.subarray(0, code.length / 2),
    () => Buffer.alloc(0),
    (code: Buffer) => Buffer.from(code.map((byte, index) => (index > 200 ? byte ^ 1 : byte))),
  ]) {
    expect(run('keep')).toEqual(['four', 'index.js', true]);
    for (const name of kept()) writeFileSync(join(cache, name), breaking(readFileSync(join(cache, name))));
    expect(run()).toEqual(['four', 'index.js', true]);
  }
});
