import ts from 'typescript';
import { expect, it } from 'vitest';
import { analyze } from '../../src/analyze.ts';
import { projectOfProgram } from '../../src/project/program-project.ts';
import { rules } from '../../src/rules/index.ts';
import type { AppFiles } from '../support/app.ts';
import { memoryApp } from '../support/memory-app.ts';

const all = rules.map((rule) => ({ rule }));

interface Counts {
  /** The most often that the children of one and the same node of the file were gone through. */
  readonly visits: number;
  readonly checkerQuestions: number;
}

/** What all rules together do with the last file of an app. */
function countsOf(files: AppFiles): Counts {
  const visits = new Map<ts.Node, number>();
  let checkerQuestions = 0;
  const typescript = { ...ts };
  typescript.forEachChild = (node, ...given) => {
    visits.set(node, (visits.get(node) ?? 0) + 1);
    return ts.forEachChild(node, ...given);
  };
  const app = memoryApp(files, (program, disk) => {
    const checker = Object.fromEntries(
      Object.entries(program.getTypeChecker()).map(([key, member]) => [
        key,
        (...given: unknown[]) => (checkerQuestions++, (member as (...args: unknown[]) => unknown)(...given)),
      ]),
    ) as unknown as ts.TypeChecker;
    return projectOfProgram(typescript, { ...program, getTypeChecker: () => checker }, {}, disk);
  });
  const project = app.project();
  checkerQuestions = 0;
  const sourceFile = project.sourceFile(app.fileName(Object.keys(files).at(-1)!))!;
  analyze(project, sourceFile, all);
  const ofFile = [...visits].filter(([node]) => node.getSourceFile() === sourceFile).map(([, count]) => count);
  return { visits: Math.max(0, ...ofFile), checkerQuestions };
}
