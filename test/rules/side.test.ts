import ts from 'typescript';
import { expect, it } from 'vitest';
import { graphOf } from '../../src/graph/graph.ts';
import { projectOfProgram } from '../../src/project/program-project.ts';
import { rules } from '../../src/rules/index.ts';
import { fixtureCases, programOf } from '../support/fixtures.ts';

const sides = new Map(rules.flatMap(({ name, side }) => (side ? [[name, side] as const] : [])));

it('a rule that names a side speaks in no module that is not on it', () => {
  const wrong: string[] = [];
  let judged = 0;
  for (const { rule, tsconfig, files } of fixtureCases()) {
    if (!rule || !sides.has(rule)) continue;
    const graph = graphOf(projectOfProgram(ts, programOf(tsconfig), {}, ts.sys));
    for (const file of files) {
      for (const expected of file.expected) {
        const side = sides.get(expected.rule);
        if (!side) continue;
        judged++;
        if (!graph.environmentOf(file.fileName)[side]) wrong.push(`${file.name} ${expected.rule}`);
      }
    }
  }
  expect(wrong).toEqual([]);
  expect(judged).toBeGreaterThan(200);
});
