import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { folder } from './folder.ts';

/** A real repository in a folder of its own, until the test's end. */
export class TestRepository {
  readonly directory: string;

  /** @param files what lies in it; nothing is committed */
  constructor(files: Readonly<Record<string, string>> = {}, directory = folder(files)) {
    this.directory = directory;
    this.git('init', '-q', '-b', 'main');
    this.git('config', 'core.autocrlf', 'false');
  }

  /** Writes files, or takes them away where the text is undefined. */
  write(files: Readonly<Record<string, string | undefined>>): this {
    for (const [name, text] of Object.entries(files)) {
      const path = join(this.directory, name);
      if (text === undefined) rmSync(path);
      else {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
      }
    }
    return this;
  }

  /** Puts all that lies in it into the index. */
  stage(files: Readonly<Record<string, string | undefined>> = {}): this {
    this.write(files).git('add', '-A');
    return this;
  }

  /** Commits all that lies in it. */
  commit(files: Readonly<Record<string, string | undefined>> = {}): this {
    this.stage(files).git('commit', '-q', '--no-verify', '-m', 'x');
    return this;
  }

  /** Runs git, and throws where it fails. */
  git(...args: string[]): string {
    const { code, output } = this.tryGit(...args);
    if (code !== 0) throw new Error(`git ${args.join(' ')}: ${output}`);
    return output;
  }

  /** Runs git. */
  tryGit(...args: string[]): { code: number | null; output: string } {
    const { status, stdout, stderr } = spawnSync('git', args, { cwd: this.directory, encoding: 'utf8', env: gitEnvironment() });
    return { code: status, output: stdout + stderr };
  }
}

/** An environment in which no user's own settings of git hold. */
export function gitEnvironment(): NodeJS.ProcessEnv {
  const person = { NAME: 'A Person', EMAIL: 'person@example.com' };
  return {
    ...process.env,
    NO_COLOR: '1',
    FORCE_COLOR: undefined,
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_AUTHOR_NAME: person.NAME,
    GIT_AUTHOR_EMAIL: person.EMAIL,
    GIT_COMMITTER_NAME: person.NAME,
    GIT_COMMITTER_EMAIL: person.EMAIL,
    GIT_EDITOR: 'true',
  };
}
