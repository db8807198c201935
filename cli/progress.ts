import type { Rule } from '../src/rule.ts';
import { visible } from './terminal.ts';

/** A run shorter than this, in milliseconds, needs no progress line. */
const patience = 1000;
/** How often the line changes, in milliseconds. */
const interval = 100;
/** How many rules are named, the longest first. */
const shownRules = 15;

const measured = { isOn: false, started: performance.now(), phases: new Map<string, number>(), rules: new Map<string, number>() };
let shownAt = 0;

/** From here on a run is measured, for `--timing`. */
export function startTiming(): void {
  Object.assign(measured, { isOn: true, started: performance.now(), phases: new Map(), rules: new Map() });
}

/** Whether the run is measured, so that what is done lazily is to be done in its own phase. */
export function isTimed(): boolean {
  return measured.isOn;
}

/** Does a part of a run, and counts its time to a phase. */
export function inPhase<Result>(phase: string, run: () => Result): Result {
  return counted(measured.phases, phase, run);
}

/** Runs a rule, and counts its time. */
export function inRule<Result>(rule: Rule, run: () => Result): Result {
  return counted(measured.rules, rule.name, run);
}

function counted<Result>(times: Map<string, number>, name: string, run: () => Result): Result {
  if (!measured.isOn) return run();
  const start = performance.now();
  try {
    return run();
  } finally {
    times.set(name, (times.get(name) ?? 0) + performance.now() - start);
  }
}

/**
 * Says how far a run is that takes more than a second: one line on a terminal, which the next one takes the place of. In a pipe
 * nothing is said.
 */
export function showProgress(done: number, total: number, file: string): void {
  const { stderr } = process;
  if (!stderr.isTTY || process.env['TERM'] === 'dumb') return;
  const now = performance.now();
  if (now - measured.started < patience || now - shownAt < interval) return;
  shownAt = now;
  const text = `${Math.floor((100 * done) / total)}% ${visible(file)}`;
  stderr.write(`\r\u001b[K${text.slice(0, Math.max(20, (stderr.columns || 80) - 1))}`);
}

/** Takes the progress line away, before anything else is written. */
export function clearProgress(): void {
  if (shownAt > 0) process.stderr.write('\r\u001b[K');
  shownAt = 0;
}

/** Where the time of the run went, in milliseconds: by phase, and by rule, the longest first. What a type is asked for first is counted to who asks. */
export function timingText(): string {
  const total = performance.now() - measured.started;
  const rules = [...measured.rules].sort(([, one], [, other]) => other - one);
  const inRules = rules.reduce((sum, [, time]) => sum + time, 0);
  const inPhases = [...measured.phases.values()].reduce((sum, time) => sum + time, 0);
  const rows: Array<readonly [string, number]> = [
    ...measured.phases,
    ['rules', inRules],
    ...rules.slice(0, shownRules).map(([name, time]) => [`  ${name}`, time] as const),
    ['everything else', total - inPhases - inRules],
    ['in all', total],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const line = ([name, time]: readonly [string, number]): string =>
    `${name.padEnd(width)} ${time.toFixed(0).padStart(8)} ms ${((100 * time) / total).toFixed(0).padStart(4)}%`;
  return `${rows.map(line).join('\n')}\n`;
}
