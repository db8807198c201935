/** `npm run doors` asks each door about all there is; `npm test` asks each about as much as shows that it is the same door. */
export const isWholeRun = process.env['DOORS'] === 'all';

/** Of `npm test -- <rule>` the rule whose own cases alone are asked. */
export const askedRule = process.env['RULE'];

/** Whether a rule is asked about. */
export function isAskedAbout(rule: string): boolean {
  return askedRule === undefined || rule === askedRule;
}
