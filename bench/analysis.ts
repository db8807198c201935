import { performance } from 'node:perf_hooks';
import ts from 'typescript';
import { runRules } from '../src/run-rules.ts';
import { isFileOnly } from '../src/rule.ts';
import { DiskProject } from '../src/project/disk-project.ts';
import { graphOf } from '../src/graph/graph.ts';
import { rules } from '../src/rules/index.ts';
import { median, type Figure } from './statistics.ts';

/**
 * What the analysis costs beside reading the text: the module graph, and the rules of one file, over the parser alone.
 *
 * @param files an app's texts by relative path
 */
export function measureAnalysis(name: string, files: Readonly<Record<string, string>>, rounds: number): Figure[] {
  const texts = new Map(Object.entries(files).map(([path, text]) => [`/app/${path}`, text]));
  const names = [...texts.keys()].filter((fileName) => /\.tsx?$/.test(fileName));
  const fileOnly = rules.filter(isFileOnly).map((rule) => ({ rule }));
  const ratios = { graph: [] as number[], rules: [] as number[] };
  for (let round = 0; round < rounds; round++) {
    const project = new DiskProject(
      ts,
      {
        directory: '/app',
        compilerOptions: {
          jsx: ts.JsxEmit.Preserve,
          module: ts.ModuleKind.ESNext,
          moduleResolution: ts.ModuleResolutionKind.Bundler,
        },
        fileNames: () => names,
        fileExists: (fileName) => texts.has(fileName),
        readFile: (fileName) => texts.get(fileName),
      },
      {},
    );
    const parsing = timeOf(() => project.sourceFiles());
    ratios.graph.push(timeOf(() => graphOf(project)) / parsing);
    ratios.rules.push(timeOf(() => project.sourceFiles().forEach((file) => runRules(project, file, fileOnly))) / parsing);
  }
  return [
    { what: `${name}: the module graph`, value: median(ratios.graph), unit: '×', how: `over parsing alone, median of ${rounds}` },
    {
      what: `${name}: the rules of one file`,
      value: median(ratios.rules),
      unit: '×',
      how: `${fileOnly.length} rules, over parsing alone, median of ${rounds}`,
    },
  ];
}

function timeOf(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}
