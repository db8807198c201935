import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { mapOf } from '../../cli/graph/model.ts';
import { analyze } from '../../src/analyze.ts';
import { factsOf } from '../../src/facts/index.ts';
import { explainAt } from '../../src/hover/explain.ts';
import { DiskProject } from '../../src/project/disk-project.ts';
import { projectOfProgram } from '../../src/project/program-project.ts';
import { byPath, type Project } from '../../src/project/project.ts';
import { rules } from '../../src/rules/index.ts';
import { root } from '../support/build.ts';
import { fixtureCases, fixturesDirectory } from '../support/fixtures.ts';
import { shuffled } from '../support/shuffle.ts';

/** What is found may not hang on the order in which a program lists its files, a door asks for them, or rules are run. */
const seeds = [1, 2];

const configs = [
  ...new Set([`${fixturesDirectory}/tsconfig.json`, ...fixtureCases().map(({ tsconfig }) => tsconfig)]),
  ...['broken-app', 'next-app'].map((name) => join(root, 'examples', name, 'tsconfig.json')),
];

describe.each(configs.map((config) => [config.slice(root.length + 1), config] as const))('%s', (_name, config) => {
  const parsed = ts.getParsedCommandLineOfConfigFile(
    config,
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
  )!;
  const names = [...parsed.fileNames].sort(byPath);
  // Parsed once: what is kept by SourceFile may be kept whatever program it is in.
  const host = ts.createCompilerHost(parsed.options, true);
  const files = new Map<string, ts.SourceFile | undefined>();
  const { getSourceFile } = host;
  host.getSourceFile = (fileName, ...rest) => {
    if (!files.has(fileName)) files.set(fileName, getSourceFile.call(host, fileName, ...rest));
    return files.get(fileName);
  };
  const overProgram = (rootNames: string[]): Project =>
    projectOfProgram(ts, ts.createProgram({ rootNames, options: { ...parsed.options }, host }), {}, ts.sys);
  const overDisk = (fileNames: string[]): Project =>
    new DiskProject(
      ts,
      { ...ts.sys, directory: dirname(config), compilerOptions: parsed.options, fileNames: () => fileNames },
      {},
    );

  it.each([
    ['over a program', overProgram],
    ['over the disk', overDisk],
  ] as const)(
    '%s, in any order',
    (_kind, projectOf) => {
      const expected = findingsIn(projectOf(names), names, 0);
      for (const seed of seeds) {
        const found = findingsIn(projectOf(shuffled(names, seed)), names, seed);
        const different = [...names, 'map'].filter((name) => found.get(name) !== expected.get(name));
        for (const name of different) expect(found.get(name), `${name}, seed ${seed}`).toBe(expected.get(name));
      }
    },
    600_000,
  );
});

/** All findings by file, and what the hover says at its directives, as a text; the map of the program. */
function findingsIn(project: Project, names: readonly string[], seed: number): Map<string, string> {
  const found = new Map<string, string>();
  for (const name of seed === 0 ? names : shuffled(names, seed + 100)) {
    const on = (seed === 0 ? rules : shuffled(rules, seed)).map((rule) => ({ rule }));
    const sourceFile = project.sourceFile(name)!;
    const hovers = factsOf(ts, sourceFile)
      .directives.filter(({ counts }) => counts)
      .map(({ literal }) => explainAt(project, sourceFile, literal.getStart() + 1));
    found.set(name, JSON.stringify([analyze(project, sourceFile, on), hovers], undefined, 2));
  }
  return found.set('map', JSON.stringify(mapOf(project), undefined, 2));
}
