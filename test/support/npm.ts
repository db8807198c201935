import { execFileSync } from 'node:child_process';

/** Runs npm in a folder, and gives what it prints. */
export function npm(cwd: string, args: readonly string[]): string {
  // Under `npm test` the variables of the outer npm would name this repository as the place to install into.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(INIT_CWD|npm_(config_local_prefix|package_|lifecycle_))/.test(name)),
  );
  return execFileSync('npm', [...args, '--loglevel=error'], {
    cwd,
    env,
    encoding: 'utf8',
    shell: process.platform === 'win32',
    timeout: 600_000,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
