import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import rscBoundary from '../../eslint-plugin/index.ts';
import { root } from '../support/build.ts';
import { runCli } from '../support/cli.ts';
import { runOxlint } from '../support/oxlint.ts';
import { runRslint } from '../support/rslint.ts';

const page = readFileSync(join(root, 'docs/doors.md'), 'utf8');
const app = join(root, 'examples/broken-app');

// That ESLint finds as much with types as the command line, and without as oxlint, test/eslint/examples.test.ts says.
it('the page says how far each door reaches', () => {
  const told = new Map([...page.matchAll(/^\| ([^|]+?) +\| (\d+ of \d+) +\|/gm)].map(([, name, count]) => [name, count]));
  const all = (JSON.parse(runCli(app, '--preset', 'all', '--format', 'json').stdout) as unknown[]).length;
  const untyped = runOxlint(app, { rules: rscBoundary.configs.all.rules }).length;
  const byRslint = runRslint(app, rscBoundary.configs.all.rules).length;
  expect(Object.fromEntries(told)).toEqual({
    'command line': `${all} of ${all}`,
    'ESLint with types': `${all} of ${all}`,
    'ESLint without types': `${untyped} of ${all}`,
    oxlint: `${untyped} of ${all}`,
    rslint: `${byRslint} of ${all}`,
  });
});
