import { RULE_PREFIX } from '../src/suppressions.ts';

const said = new Set<string>();

/** Says something once that is no finding of a file: ESLint shows a process's warnings beside its report, whatever the format. */
export function notice(text: string): void {
  if (said.has(text)) return;
  said.add(text);
  process.emitWarning(text, { type: 'RscBoundaryWarning', code: RULE_PREFIX });
}
