import { cpuUsage } from 'node:process';
import { runRules } from '../src/run-rules.ts';
import { rules } from '../src/rules/index.ts';
import { memoryApp } from '../test/support/memory-app.ts';
import { shapes, type Shape } from '../test/support/shapes.ts';

const times = 8;

/** What a rule takes for a shape, and for one eight times as large. */
interface Growth {
  readonly shape: string;
  readonly small: number;
  readonly large: number;
}

/**
 * The processor's seconds of each rule for the shape that costs it most, with what it takes for an eighth of it. The rules ask after each other,
 * as in a run: what one has found out, the next need not ask again. The test of growth counts the work; here it is timed.
 *
 * @param size how much of it there is in the small one
 */
export function growthTable(size: number): string {
  const worst = new Map<string, Growth>();
  // A first round that is not kept: what has not run before is slow by itself.
  for (const shape of Object.values(shapes).slice(0, 12)) secondsOf(shape, 20);
  for (const [name, shape] of Object.entries(shapes)) {
    const [small, large] = [secondsOf(shape, size), secondsOf(shape, size * times)];
    if (!small || !large) {
      console.log(`"${name}" is too deep for a stack at this size.`);
      continue;
    }
    for (const [rule, seconds] of large) {
      const before = worst.get(rule);
      if (!before || seconds > before.large) worst.set(rule, { shape: name, small: small.get(rule)!, large: seconds });
    }
  }
  const rows = [...worst]
    .sort(([, one], [, other]) => other.large - one.large)
    .map(([rule, { shape, small, large }]) => {
      // Of less than a millisecond a ratio says nothing.
      const growth = small < 0.001 ? '' : `${(large / small).toFixed(1)} ×`;
      return `| ${rule} | ${shape} | ${small.toFixed(3)} s | ${large.toFixed(3)} s | ${growth} |`;
    });
  return [`| rule | its worst shape | ${size} | ${size * times} | growth |`, '| --- | --- | --- | --- | --- |', ...rows].join(
    '\n',
  );
}

function secondsOf(shape: Shape, size: number): Map<string, number> | undefined {
  const files = shape(size);
  try {
    const { project, sourceFile } = memoryApp(files);
    const sources = Object.keys(files).map(sourceFile);
    return new Map(
      rules.map((rule) => {
        const start = cpuUsage();
        for (const file of sources) runRules(project, file, [{ rule }]);
        const { user, system } = cpuUsage(start);
        return [rule.name, (user + system) / 1e6];
      }),
    );
  } catch (error) {
    // TypeScript's binder and checker call themselves for each level.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
