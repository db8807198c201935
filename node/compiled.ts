import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import nodeModule, { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';

/** Node.js's own way to keep what it has compiled, from 22.1 on. */
const { enableCompileCache } = nodeModule as { enableCompileCache?(): unknown };

/** Whether a run may write. */
let isKept = false;

/**
 * What JavaScript is compiled to outlives a run: of a hook's second, a tenth is reading TypeScript. From Node.js 22.1 on Node.js does it,
 * for all that is loaded; before, what a run with `--cache` has kept is used by all.
 *
 * @returns a `require` that does it; undefined where none is needed
 */
export function useCompiled(): ((fileName: string) => unknown) | undefined {
  if (!enableCompileCache) return requireCompiled;
  enableCompileCache();
  return undefined;
}

/** From now on what is compiled may be kept. */
export function keepCompiled(): void {
  isKept = true;
}

/** Loads a large CommonJS module of a package; what it is compiled to lies in the cache of the `node_modules` that it is in. */
export function requireCompiled(fileName: string): unknown {
  const require = createRequire(fileName);
  const cacheFile = require.cache[fileName] ? undefined : cacheFileFor(fileName);
  if (cacheFile === undefined) return require(fileName);
  const cachedData = read(cacheFile);
  const script = new Script(nodeModule.wrap(readFileSync(fileName, 'utf8')), {
    filename: fileName,
    ...(cachedData ? { cachedData } : {}),
  });
  const loaded = new nodeModule(fileName);
  loaded.filename = fileName;
  require.cache[fileName] = loaded as NodeModule;
  const run = script.runInThisContext() as (...given: unknown[]) => void;
  run.call(loaded.exports, loaded.exports, require, loaded, fileName, dirname(fileName));
  loaded.loaded = true;
  // At the end of the run, when most of the functions that a run needs are compiled.
  if (isKept && (!cachedData || script.cachedDataRejected === true))
    process.once('exit', () => write(cacheFile, script.createCachedData()));
  return loaded.exports;
}

/** A name that says all that the code hangs on: V8 itself compares no more of a text than its length. */
function cacheFileFor(fileName: string): string | undefined {
  const folder = /^.*[\\/]node_modules(?=[\\/])/.exec(fileName)?.[0];
  const stats = statSync(fileName, { throwIfNoEntry: false });
  if (folder === undefined || !stats) return undefined;
  const said = JSON.stringify([fileName, stats.mtimeMs, stats.size, process.version, process.arch]);
  const name = createHash('sha1').update(said).digest('hex');
  return join(folder, '.cache/rsc-boundary', `${name}.code`);
}

/** What was written, whole: V8 trusts it. */
function read(fileName: string): Buffer | undefined {
  try {
    const contents = readFileSync(fileName);
    const data = contents.subarray(digestLength);
    return contents.subarray(0, digestLength).equals(digestOf(data)) ? data : undefined;
  } catch {
    return undefined;
  }
}

/** A disk that cannot be written to keeps nothing. */
function write(fileName: string, data: Buffer): void {
  const temporary = `${fileName}.${randomUUID()}.tmp`;
  try {
    mkdirSync(dirname(fileName), { recursive: true });
    writeFileSync(temporary, Buffer.concat([digestOf(data), data]));
    renameSync(temporary, fileName);
  } catch {
    try {
      rmSync(temporary, { force: true });
    } catch {
      // There is not even a folder.
    }
  }
}

const digestLength = 20;

function digestOf(data: Buffer): Buffer {
  return createHash('sha1').update(data).digest();
}
