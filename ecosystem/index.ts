import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { rules } from '../src/rules/index.ts';
import { appsIn, type CheckedOutApp } from './apps.ts';
import { asText, countsOf, differencesOf, isKnown, withCounts, type Count } from './counts.ts';

/** What is used of a finding that the command line prints. */
interface Found {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

// Built into a folder below this one.
const root = fileURLToPath(new URL('../..', import.meta.url));
const recommended = new Set(rules.filter(({ presets }) => presets.includes('recommended')).map(({ name }) => name));
const maximumMilliseconds = 30 * 60_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    app: { type: 'string', multiple: true },
    list: { type: 'string', default: resolve(root, 'ecosystem/known.json') },
    write: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});

function main(): number {
  const [folder] = positionals;
  if (folder === undefined || !existsSync(folder)) {
    console.error('Name a folder with checkouts of apps: npm run ecosystem -- ../apps');
    return 2;
  }
  let stored = readList();
  let differences = 0;
  const apps = appsIn(resolve(folder)).filter(({ name }) => !values.app || values.app.includes(name));
  if (apps.length === 0) console.error('No app is in that folder.');
  for (const app of apps) {
    const findings = findingsOf(app);
    if (!findings) continue;
    const found = countsOf(
      app.name,
      app.commit,
      findings.map(({ rule }) => rule),
    );
    print(app, found);
    if (isKnown(stored, app.name, app.commit)) differences += printDifferences(app, stored, found, findings);
    else console.log('  not in the list at this commit');
    stored = withCounts(stored, app.name, app.commit, found);
    // After each: large apps take their time, and what is known is known.
    if (values.write) writeFileSync(values.list, asText(stored));
  }
  console.log(`${apps.length} apps, ${differences} differences from the list${values.write ? ', which is written anew' : ''}`);
  return differences > 0 && !values.write ? 1 : 0;
}

function readList(): Count[] {
  return existsSync(values.list) ? (JSON.parse(readFileSync(values.list, 'utf8')) as Count[]) : [];
}

/** Every finding of an app, by the command line as it is shipped. */
function findingsOf({ name, directory }: CheckedOutApp): Found[] | undefined {
  const bin = resolve(root, 'dist/cli.mjs');
  const { stdout, stderr } = spawnSync(process.execPath, [bin, '--preset', 'all', '--format', 'json'], {
    cwd: directory,
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    timeout: maximumMilliseconds,
  });
  try {
    return JSON.parse(stdout) as Found[];
  } catch {
    console.error(`${name} could not be read: ${stderr.split('\n')[0]}`);
    return undefined;
  }
}

function print(app: CheckedOutApp, found: readonly Count[]): void {
  const total = found.reduce((sum, { count }) => sum + count, 0);
  const ofRecommended = found.filter(({ rule }) => recommended.has(rule)).reduce((sum, { count }) => sum + count, 0);
  const note = app.isInstalled ? '' : ', without its dependencies';
  console.log(`${app.name} ${app.commit}: ${total} of all rules, ${ofRecommended} of the recommended ones${note}`);
  for (const { rule, count } of found)
    console.log(`  ${String(count).padStart(4)} ${rule}${recommended.has(rule) ? ' (recommended)' : ''}`);
}

function printDifferences(
  app: CheckedOutApp,
  stored: readonly Count[],
  found: readonly Count[],
  findings: readonly Found[],
): number {
  const differences = differencesOf(stored, found, app.name);
  for (const { rule, change } of differences) {
    console.log(`  ${change > 0 ? `+${change} new` : `${change} gone`}: ${rule}`);
    if (!values.verbose) continue;
    for (const finding of findings)
      if (finding.rule === rule) console.log(`       ${finding.file}:${finding.line} ${finding.message}`);
  }
  return differences.length;
}

process.exitCode = main();
