import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from '../../node/usage-error.ts';
import { nameBelow } from '../paths.ts';
import { systemReason, visible } from '../terminal.ts';
import { ciStep } from './ci.ts';
import { tsconfigStep, vscodeStep } from './editor.ts';
import { eslintStep } from './eslint.ts';
import { has, installLine, type SetupFound } from './found.ts';
import { hookStep } from './hook.ts';
import { textOfFile, type SetupChange, type SetupStep, type StepResult } from './step.ts';

const steps: readonly SetupStep[] = [eslintStep, tsconfigStep, vscodeStep, hookStep, ciStep];

/** Where it is kept what was written, for `--undo`. */
const recordName = 'node_modules/.cache/rsc-boundary/init.json';

/** What is to be written, and what is left to a person. */
export function planFor(found: SetupFound): StepResult {
  const results = steps.map((step) => step(found));
  const byHand = results.flatMap((result) => result.byHand);
  const isInstalled = has(found.manifest, 'eslint-plugin-rsc-boundary');
  return {
    changes: results.flatMap((result) => result.changes),
    byHand: isInstalled ? byHand : [`Install it: ${installLine(found.agent)}`, ...byHand],
  };
}

/**
 * Writes the changes, and keeps what was there before.
 *
 * @throws UsageError where the system refuses
 */
export function write(found: SetupFound, changes: readonly SetupChange[]): void {
  const record = join(found.directory, recordName);
  const known = readRecord(record);
  try {
    for (const { file, after, isExecutable } of changes) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, after);
      if (isExecutable) chmodSync(file, 0o755);
    }
    mkdirSync(dirname(record), { recursive: true });
    writeFileSync(record, JSON.stringify([...known, ...changes]));
  } catch (error) {
    throw new UsageError(`The project cannot be written to: ${systemReason(error)}.`);
  }
}

/**
 * Takes back what was written, the last first, where it is still as it was written.
 *
 * @returns one line for each file
 * @throws UsageError where nothing is known to take back
 */
export function undo(found: SetupFound): string {
  const record = join(found.directory, recordName);
  const changes = readRecord(record);
  if (changes.length === 0) throw new UsageError(`Nothing is known to take back: there is no ${recordName}.`);
  const lines = changes.toReversed().map(({ file, before, after }) => {
    const name = visible(nameBelow(found.repository, file));
    if (textOfFile(file) !== after)
      return `${name} was changed since and is left as it is: take the lines with rsc-boundary out by hand.`;
    if (before === undefined) rmSync(file);
    else writeFileSync(file, before);
    return `${name} is as it was.`;
  });
  rmSync(record);
  return `${lines.join('\n')}\n`;
}

function readRecord(record: string): SetupChange[] {
  if (!existsSync(record)) return [];
  try {
    return JSON.parse(readFileSync(record, 'utf8')) as SetupChange[];
  } catch {
    throw new UsageError(`${recordName} cannot be read. Take it away, and the lines with rsc-boundary by hand.`);
  }
}
