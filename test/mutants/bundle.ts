import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Script } from 'node:vm';
import { rolldown } from 'rolldown';
import { root } from '../support/build.ts';
import type * as entry from './entry.ts';
import { switched, type Switched } from './mutations.ts';

/** The analysis with all its switches, as one of its users has it. */
export type Analysis = typeof entry;

const switches = join(root, 'test/mutants/switch.ts').replaceAll('\\', '/');

/** Every module of the analysis with its switches, by its name from the root. The numbers are the same as long as the source is. */
export function switchedModules(): Map<string, Switched> {
  const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((name) => `src/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.ts'))
    .sort();
  const modules = new Map<string, Switched>();
  let firstId = 0;
  for (const name of names) {
    const module = switched(name, readFileSync(join(root, name), 'utf8'), firstId, switches);
    firstId += module.mutations.length;
    modules.set(name, module);
  }
  return modules;
}

/** @returns what gives the analysis anew with one change in it, or with none: nothing is known from before */
export async function bundled(modules: ReadonlyMap<string, Switched>): Promise<(id?: number) => Analysis> {
  const texts = new Map([...modules].map(([name, { text }]) => [join(root, name), text]));
  const bundle = await rolldown({
    input: join(root, 'test/mutants/entry.ts'),
    platform: 'node',
    logLevel: 'silent',
    plugins: [
      {
        name: 'switches',
        load: (id) => (texts.has(id) ? { code: texts.get(id)!, moduleType: 'ts' } : undefined),
      },
    ],
  });
  const { output } = await bundle.generate({ format: 'cjs' });
  await bundle.close();
  const script = new Script(`(function (module, exports) {${output[0].code}\n})`, { filename: 'switched-analysis.cjs' });
  return (id = -1) => {
    process.env['MUTANT'] = String(id);
    const module = { exports: {} };
    (script.runInThisContext() as (module: object, exports: object) => void)(module, module.exports);
    return module.exports as Analysis;
  };
}
