import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { changedSince, treeOf, writeHostileProject } from './hostile-project.ts';

const watcher = fileURLToPath(new URL('watch.cjs', import.meta.url));

/** Something a watched process did. */
export interface Deed {
  readonly did: 'executed' | 'write' | 'child' | 'network' | 'worker';
  readonly what: string;
}

/** A project that tells when it is run, and processes that tell what they do beside reading it. */
export class Watched {
  readonly project: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly #folder = realpathSync(mkdtempSync(join(tmpdir(), 'rsc-boundary-')));
  readonly #before: ReadonlyMap<string, string>;
  readonly #log = `${this.#folder}/log`;

  /**
   * @param plugins the names in the tsconfig's `plugins`
   * @param prepare what else is done to the project before it is looked at
   */
  constructor(plugins?: readonly string[], prepare: (project: string) => void = () => undefined) {
    onTestFinished(() => rmSync(this.#folder, { recursive: true, force: true }));
    this.project = join(this.#folder, 'project');
    const home = join(this.#folder, 'home');
    mkdirSync(home);
    writeHostileProject(this.project, plugins);
    prepare(this.project);
    this.#before = treeOf(this.project);
    this.environment = {
      ...process.env,
      NO_COLOR: '1',
      FORCE_COLOR: undefined,
      NODE_OPTIONS: `--require ${watcher}`,
      WATCH_LOG: this.#log,
      // What a tool keeps for itself would lie here.
      ...Object.fromEntries(
        ['HOME', 'USERPROFILE', 'TMPDIR', 'TEMP', 'XDG_CACHE_HOME', 'XDG_CONFIG_HOME'].map((name) => [name, home]),
      ),
    };
  }

  /** Runs Node in the project. */
  node(...args: string[]): { stdout: string; stderr: string; code: number | null } {
    const { stdout, stderr, status } = spawnSync(process.execPath, args, {
      cwd: this.project,
      encoding: 'utf8',
      env: this.environment,
    });
    return { stdout, stderr, code: status };
  }

  /** What the processes did, each once; of what they wrote the name in the project, with `*` for what is made up by chance. */
  deeds(): Deed[] {
    if (!existsSync(this.#log)) return [];
    const lines = readFileSync(this.#log, 'utf8').trim().split('\n');
    const told = lines.map((line) => line.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '*'));
    return [...new Set(told)].map((line) => {
      const { did, what } = JSON.parse(line) as Deed;
      return { did, what: what.replaceAll('\\', '/').replace(`${this.project.replaceAll('\\', '/')}/`, '') };
    });
  }

  /** What is another than it was, in the project and where a tool keeps things for itself. */
  changes(): string[] {
    return [
      ...changedSince(this.#before, this.project),
      ...[...treeOf(join(this.#folder, 'home')).keys()].map((name) => `~/${name}`),
    ];
  }
}
