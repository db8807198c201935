import { afterEach, expect, it } from 'vitest';
import { isThorough } from '../support/whole-run.ts';
import { EditStorm } from './edit-storm.ts';

// `npm run storm -- edits` sets them; in CI a short storm from a seed of its own.
const count = Number(process.env['STORM_EDITS'] ?? 8);
const minutes = Number(process.env['STORM_MINUTES'] ?? Infinity);
const seed = Number(process.env['STORM_SEED'] ?? 1);
const apps = process.env['STORM_EDITS'] === undefined ? ['broken-app'] : ['broken-app', 'next-app'];

let storm: EditStorm | undefined;
afterEach(() => storm?.close());

it.skipIf(!isThorough && process.env['STORM_EDITS'] === undefined).each(apps)(
  `%s: ${count} edits from seed ${seed}`,
  async (app) => {
    storm = new EditStorm(app, seed);
    const isLong = process.env['STORM_EDITS'] !== undefined;
    const tell = (progress: string): void => void process.stderr.write(`${app}: ${progress}\n`);
    const { faults } = await storm.run(count, 20, minutes, isLong ? tell : undefined);
    expect(faults).toEqual([]);
  },
  0,
);
