import ts from 'typescript';
import { afterAll, expect, test } from 'vitest';
import { appOf, compilerOptions } from '../../bench/project.ts';
import { partOf } from '../../cli/changes/part.ts';
import { scannedProject } from '../../cli/changes/scanned-project.ts';
import { planPrograms } from '../../cli/programs.ts';
import { SourceFiles } from '../../cli/source-files.ts';
import { diskOf } from '../../node/disk.ts';
import { analyze } from '../../src/analyze.ts';
import type { Finding } from '../../src/finding.ts';
import { graphOf } from '../../src/graph/graph.ts';
import { projectOfProgram } from '../../src/project/program-project.ts';
import type { Project } from '../../src/project/project.ts';
import { rules } from '../../src/rules/index.ts';
import { removeProject, temporaryProject } from '../support/tsserver.ts';

// An app of some features with a fault in each, and what a program finds by itself: a file that only an import or a reference leads to.
const texts = Object.fromEntries(
  Object.entries(appOf(100)).map(([name, text]) => [
    name,
    text.replace(
      'onSave={save} since={new Date()}',
      'onSave={async () => save(id, id)} since={Promise.resolve(items).then((all) => all.map((item) => () => item))}',
    ),
  ]),
);
const directory = temporaryProject({
  ...texts,
  'tsconfig.json': JSON.stringify({ compilerOptions, include: ['app/**/*', 'ui/**/*'] }),
  'ui/legacy.ts': `/// <reference path="../kept/global.ts" />\nimport { clamp } from '../kept/clamp.js';\nexport type Row = import('../kept/row').Row;\nexport const low = clamp(1, 2, 3);\n`,
  'kept/global.ts': `interface Kept { at: Date }\n`,
  'kept/clamp.js': `export const clamp = (value, low, high) => Math.min(high, Math.max(low, value));\n`,
  'kept/row.ts': `export interface Row { id: string }\n`,
});
afterAll(() => removeProject(directory));

const sourceFiles = new SourceFiles();
const [plan] = planPrograms(ts, [], directory, { sourceFiles });
const selected = rules.map((rule) => ({ rule, severity: rule.severity, options: undefined }));
const whole = projectOfProgram(ts, plan!.make().program, {}, diskOf(ts));
const found = (project: Project, fileName: string): readonly Finding[] => analyze(project, fileName, { rules: selected });

test('a program that was scanned has the files and the module graph of the one that was made', () => {
  const scanned = scannedProject(ts, plan!, {}, new SourceFiles())!;
  expect(scanned.fileNames()).toEqual(whole.fileNames());
  const { imports, importers, unresolved, ...layout } = graphOf(scanned).layout.data();
  const { imports: made, importers: makers, unresolved: left, ...other } = graphOf(whole).layout.data();
  expect(layout).toEqual(other);
  expect([imports, importers, [...unresolved].sort()]).toEqual([made, makers, [...left].sort()]);
});

test.each(['features/f1/toolbar.tsx', 'features/f2/store.ts', 'ui/legacy.ts'])(
  'what hangs on %s is found in a part of the program as in the whole',
  (name) => {
    let files: ReadonlySet<string> = new Set();
    const known = partOf(
      { typescript: ts, view: ts, plan: plan!, rules: selected, serverRoots: [], isOneOfSeveral: false },
      sourceFiles,
      (project) => {
        const { layout } = graphOf(project);
        const all = new Set([`${directory}/${name}`]);
        for (const fileName of all) for (const importer of layout.importersOf(fileName)) all.add(importer);
        return (files = all);
      },
      false,
    )!;
    expect([...known.findings.keys()].sort()).toEqual([...files].sort());
    for (const fileName of files) expect(known.findings.get(fileName)).toEqual(found(whole, fileName));
    expect([...known.findings.values()].flat().length).toBeGreaterThanOrEqual(name === 'ui/legacy.ts' ? 0 : 2);
    expect(known.project.fileNames()).toEqual(whole.fileNames());
  },
);
