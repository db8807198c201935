import { setMaxListeners } from 'node:events';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import { setTimeout as after } from 'node:timers/promises';
import { TestRunner } from 'vitest';
import { state } from './switch.ts';

/** A file with the numbers of mutants, as JSON. */
const asked = process.env['MUTANTS_ASKED'];
/** A file that is given a line for each that a test comes by, and for each that a test sees: its number after the word. */
const told = process.env['MUTANTS_TOLD'];

type Test = Parameters<typeof TestRunner.getTestFn>[0];

/** Runs each test as it is, and once more for each mutant whose place it comes by and that no test has seen. */
export default class MutantsRunner extends TestRunner {
  #left = new Set<number>();

  constructor(config: ConstructorParameters<typeof TestRunner>[0]) {
    super(config);
    // A test that is run again listens once more for its own end.
    setMaxListeners(0);
  }

  override onCollectStart(file: Parameters<TestRunner['onCollectStart']>[0]): void {
    super.onCollectStart(file);
    if (!asked || !told) return;
    this.#left = new Set(JSON.parse(readFileSync(asked, 'utf8')) as number[]);
    // Another process may have seen some.
    const lines = existsSync(told) ? readFileSync(told, 'utf8').split('\n') : [];
    for (const line of lines) if (line.startsWith('seen ')) this.#left.delete(Number(line.slice('seen '.length)));
  }

  async runTask(test: Test): Promise<void> {
    const run = TestRunner.getTestFn(test) as () => Promise<void>;
    state.reached.fill(0);
    state.turns = 0;
    state.maximumTurns = Number.POSITIVE_INFINITY;
    const started = performance.now();
    await run();
    const patience = 5_000 + 20 * (performance.now() - started);
    const reached = [...this.#left].filter((id) => state.reached[id] === 1);
    appendFileSync(told!, reached.map((id) => `reached ${id}\n`).join(''));
    state.maximumTurns = 100_000 + 20 * state.turns;
    for (const id of reached) {
      state.turns = 0;
      state.on = id;
      const isGreen = await passes(run, patience);
      state.on = -1;
      if (isGreen) continue;
      state.turns = 0;
      // What a test fails at for good was broken by an earlier mutant: what is remembered from test to test is wrong from then on.
      await run();
      this.#left.delete(id);
      appendFileSync(told!, `seen ${id}\n`);
    }
  }
}

/** Whether a test passes, and within some milliseconds: what waits for something may now wait for ever. */
async function passes(run: () => Promise<void>, patience: number): Promise<boolean> {
  const late = new AbortController();
  const isLate = after(patience, false, { signal: late.signal }).catch(() => false);
  try {
    return await Promise.race([Promise.resolve(run()).then(() => true), isLate]);
  } catch {
    return false;
  } finally {
    late.abort();
  }
}
