import { reasonOf, failureRemedyOf } from '../src/rule.ts';
import type { RuleFailure } from './find.ts';
import { plural } from './formats/format.ts';
import { visible } from './terminal.ts';

/** How many files are named of which all the same is said. */
const maximumNames = 5;

/** What is said of files that had to stay out of the program; empty where there are none. */
export function formatTooDeep(files: readonly string[]): string {
  if (files.length === 0) return '';
  const names = files.slice(0, maximumNames).map(visible).join(', ');
  const more = files.length > maximumNames ? ` and ${plural(files.length - maximumNames, 'other file')}` : '';
  return `rsc-boundary: ${names}${more} could not be read: nested too deeply for TypeScript. What hangs on it is missing; leave it out with "exclude" in your tsconfig.json if no person wrote it.\n`;
}

/** The rules that failed, one line each: where and why, and what can be done. Empty where none did. */
export function formatFailures(failures: readonly RuleFailure[]): string {
  const byRule = new Map<string, RuleFailure[]>();
  for (const failure of failures) byRule.set(failure.rule, [...(byRule.get(failure.rule) ?? []), failure]);
  return [...byRule]
    .map(([rule, [first, ...others]]) => {
      const more = others.length > 0 ? ` and ${plural(others.length, 'other file')}` : '';
      const { file, error } = first!;
      return `rsc-boundary: Rule "${rule}" failed on ${visible(file)}${more}, and what it finds there is missing (${visible(reasonOf(error))}). ${failureRemedyOf(error)}; --rule ${rule}=off leaves it out.\n`;
    })
    .join('');
}
