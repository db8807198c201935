import { describe, expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { rules } from '../../src/rules/index.ts';
import { countedApp } from '../support/counting.ts';
import { shapes, type Shape } from '../support/shapes.ts';
import { isWholeRun } from '../support/whole-run.ts';

/** A file eight times as large takes about eight times as long: counted in what is looked at and asked, not in seconds. */
const small = isWholeRun ? 30 : 20;
const times = 8;

/** What one rule does with the rest is not worth a test: the others have asked before it. */
const worthCounting = 20_000;

describe.each(Object.entries(shapes))('%s', (_name, shape) => {
  it('takes eight times as long where there is eight times as much of it', () => {
    const after = [...countsOf(shape, small * times)].filter(([, count]) => count > worthCounting);
    const before = after.length > 0 ? countsOf(shape, small) : new Map<string, number>();
    const grown = after.flatMap(([name, count]) => {
      const growth = count / before.get(name)!;
      return growth > times * 1.3 ? [`${name}: ${growth.toFixed(1)} times as much`] : [];
    });
    expect(grown).toEqual([]);
  });
});

/** How much each rule looks at, all after each other: what one has asked, the next need not ask again. */
function countsOf(shape: Shape, size: number): Map<string, number> {
  const files = shape(size);
  const { project, sourceFile, count, counting } = countedApp(files);
  count();
  return new Map(
    rules.map((rule) => {
      counting(() => Object.keys(files).forEach((name) => runRules(project, sourceFile(name), [{ rule }])));
      return [rule.name, count()];
    }),
  );
}
