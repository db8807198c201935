// What the analysis is bundled with when each of its places can be changed: which change is on, and which places were come by.

/** The mutant that is on, and what has run since `turns` was last set to nought. */
export const state = {
  on: Number(process.env['MUTANT'] ?? -1),
  reached: new Uint8Array(1 << 15),
  turns: 0,
  /** A loop that has become endless is to be seen, not waited for. */
  maximumTurns: 2_000_000_000,
};

/** Where a process writes which places it comes by: it may be ended at any time. */
const reachFile = process.env['MUTANTS_REACH'];

export function turn(): void {
  if (++state.turns > state.maximumTurns) throw new Error('A loop without end');
}

export function isOn(id: number): boolean {
  turn();
  if (state.reached[id] === 0) {
    state.reached[id] = 1;
    if (reachFile) process.getBuiltinModule('fs').appendFileSync(reachFile, `${id}\n`);
  }
  return state.on === id;
}

/** A condition, or what it is not. */
export function flip(id: number, value: unknown): boolean {
  return isOn(id) ? !value : Boolean(value);
}

/** What a place to report becomes: a node's parent, a range one character longer. */
export function wider(id: number, at: { kind?: number; parent?: unknown; start?: number; end: number }): unknown {
  if (!isOn(id)) return at;
  return at.kind === undefined ? { start: at.start, end: at.end + 1 } : (at.parent ?? at);
}
