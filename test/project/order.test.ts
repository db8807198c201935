import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { mapOf } from '../../cli/graph/model.ts';
import { analysisOptions, diskHost, readConfig } from '../../node/disk.ts';
import { runRules } from '../../src/run-rules.ts';
import { factsOf } from '../../src/facts/index.ts';
import type { Finding } from '../../src/finding.ts';
import { explainAt } from '../../src/hover/explain.ts';
import { DiskProject } from '../../src/project/disk-project.ts';
import { projectOfProgram } from '../../src/project/program-project.ts';
import { byPath, type Project } from '../../src/project/project.ts';
import type { Rule } from '../../src/rule.ts';
import { rules } from '../../src/rules/index.ts';
import { root } from '../support/build.ts';
import { casesForDoors, fixtureCases, fixturesDirectory } from '../support/fixtures.ts';
import { isWholeRun } from '../support/whole-run.ts';

// Whole programs, each analyzed in two orders by each kind of project: what is found may not hang on the order in which a program
// lists its files, a door asks for them, or rules are run; and without types nothing is said that is not said with them.
/** Those with the most in them. */
const apps = new Set(['broken-app', 'shop']);
const configs = [
  ...new Set([`${fixturesDirectory}/tsconfig.json`, ...fixtureCases().map(({ tsconfig }) => tsconfig)]),
  ...['examples', 'test/apps'].flatMap((parent) =>
    readdirSync(join(root, parent))
      .filter((name) => isWholeRun || apps.has(name))
      .map((name) => join(root, parent, name, 'tsconfig.json')),
  ),
].filter((config) => existsSync(config));
const chosen = new Set(casesForDoors().map(({ name }) => name));

describe.each(configs.map((config) => [config.slice(root.length + 1), config] as const))('%s', (_name, config) => {
  const parsed = readConfig(ts, config);
  const options = analysisOptions(parsed.options);
  // Of the program of all fixtures a case of each rule, and all of them in `npm run doors`; what they import comes with them.
  const isAsked = (fileName: string): boolean => isWholeRun || config !== configs[0] || chosen.has(caseOf(fileName));
  const names = parsed.fileNames.filter(isAsked).sort(byPath);
  // Parsed once: what is kept by SourceFile may be kept whatever program it is in.
  const host = ts.createCompilerHost(options, true);
  const files = new Map<string, ts.SourceFile | undefined>();
  const { getSourceFile } = host;
  host.getSourceFile = (fileName, ...rest) => {
    if (!files.has(fileName)) files.set(fileName, getSourceFile.call(host, fileName, ...rest));
    return files.get(fileName);
  };
  const overProgram = (rootNames: string[]): Project =>
    projectOfProgram(ts, ts.createProgram({ rootNames, options, host }), {}, ts.sys);
  const overDisk = (fileNames: string[]): Project =>
    new DiskProject(ts, { ...diskHost(ts, dirname(config)), fileNames: () => fileNames }, {});
  const sorted = memo((projectOf: typeof overProgram) => findingsIn(projectOf(names), names, rules));

  it.each([
    ['over a program', overProgram],
    ['over the disk', overDisk],
  ] as const)('%s, in any order', (_kind, projectOf) => {
    const expected = sorted(projectOf);
    // Whatever two things are asked one after the other, here they are asked the other way round.
    const found = findingsIn(projectOf(names.toReversed()), names.toReversed(), rules.toReversed());
    for (const name of [...names, 'map'])
      if (textOf(found, name) !== textOf(expected, name)) expect(textOf(found, name), name).toBe(textOf(expected, name));
  });

  it('without types nothing is said that is not said with them', () => {
    const beyond = names.flatMap((name) => {
      const typed = new Set(sorted(overProgram).findings.get(name)!.map(asLine));
      return sorted(overDisk)
        .findings.get(name)!
        .map(asLine)
        .filter((line) => !typed.has(line))
        .map((line) => `${name.slice(root.length + 1)}: ${line}`);
    });
    expect(beyond).toEqual([]);
  });
});

/** What is found in each file, and what is said beside it. */
interface Found {
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** What the hover says at the directives of each file, and under `map` the map of the program. */
  readonly said: ReadonlyMap<string, unknown>;
}

/** The folder of a case, of a file in the program of all of them. */
function caseOf(fileName: string): string {
  return fileName
    .slice(fixturesDirectory.length + 1)
    .split('/', 2)
    .join('/');
}

function findingsIn(project: Project, names: readonly string[], order: readonly Rule[]): Found {
  const findings = new Map<string, readonly Finding[]>();
  const said = new Map<string, unknown>();
  const on = order.map((rule) => ({ rule }));
  for (const name of names) {
    const sourceFile = project.sourceFile(name)!;
    findings.set(name, runRules(project, sourceFile, on));
    const directives = factsOf(ts, sourceFile).directives.filter(({ counts }) => counts);
    said.set(
      name,
      directives.map(({ literal }) => explainAt(project, sourceFile, literal.getStart() + 1)),
    );
  }
  return { findings, said: said.set('map', mapOf(project)) };
}

function textOf({ findings, said }: Found, name: string): string {
  return JSON.stringify([findings.get(name), said.get(name)], undefined, 2);
}

/** A finding as one line. Which event it is only its type says. */
function asLine({ rule, start, end, message }: Finding): string {
  return `${rule} ${start}-${end} ${message.replace(/\ban? \w*Event\b/, 'an event')}`;
}

function memo<Key extends object, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, Value>();
  return (key) => {
    let value = known.get(key);
    if (!value) known.set(key, (value = compute(key)));
    return value;
  };
}
