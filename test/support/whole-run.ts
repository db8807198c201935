/** `npm run doors` asks each door about all there is; `npm test` asks each about as much as shows that it is the same door. */
export const isWholeRun = process.env['DOORS'] === 'all';

/** In CI, and in `npm run doors`, what takes long by itself is asked too: a real build, a storm of edits. Each has a command of its own. */
export const isThorough = isWholeRun || Boolean(process.env['CI']);

/** Of `npm test -- <rule>` the rule whose own cases alone are asked. */
export const askedRule = process.env['RULE'];

/** Whether a rule is asked about. */
export function isAskedAbout(rule: string): boolean {
  return askedRule === undefined || rule === askedRule;
}
