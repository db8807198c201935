import { reasonOf } from '../../src/rule.ts';
import type { ReportedFinding } from '../reported-finding.ts';
import { visible } from '../terminal.ts';
import { linesOf, wellFormed, type Format, type Report } from './format.ts';

/** A report of tests, for what knows nothing else: a suite for each file, a failed test for each finding. */
export const junit: Format = { name: 'junit', description: 'a JUnit report, for CI of any kind', format: junitText };

function junitText({ findings, failures }: Report): string {
  const suites = [...byFile(findings)].map(([file, found]) => suite(file, found.map(caseOf), found.length, 0));
  const errors = failures.map(
    ({ rule, file, error }) =>
      `    <testcase${attributes({ classname: file, name: rule })}>\n      <error${attributes({ message: reasonOf(error) })}/>\n    </testcase>`,
  );
  if (errors.length > 0) suites.push(suite('rules that failed', errors, 0, errors.length));
  // No test at all is a failure to some who read this.
  if (suites.length === 0)
    suites.push(
      suite('rsc-boundary', [`    <testcase${attributes({ classname: 'rsc-boundary', name: 'no problems' })}/>`], 0, 0),
    );
  const counts = { tests: Math.max(1, findings.length + errors.length), failures: findings.length, errors: errors.length };
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites${attributes({ name: 'rsc-boundary', ...counts })}>\n${suites.join('\n')}\n</testsuites>\n`;
}

function suite(name: string, cases: readonly string[], failures: number, errors: number): string {
  return `  <testsuite${attributes({ name, tests: cases.length, failures, errors })}>\n${cases.join('\n')}\n  </testsuite>`;
}

function caseOf({ finding, sourceFile, file }: ReportedFinding): string {
  const { line, column } = linesOf(sourceFile, finding);
  const test = { classname: file, name: `${finding.rule} (${line}:${column})`, file, line };
  const failure = { type: finding.severity === 'error' ? 'error' : 'warning', message: finding.message };
  const text = escapeXml(`${file}:${line}:${column}\n${finding.message}`.split('\n').map(visible).join('\n'));
  return `    <testcase${attributes(test)}>\n      <failure${attributes(failure)}>${text}</failure>\n    </testcase>`;
}

function byFile(findings: readonly ReportedFinding[]): Map<string, ReportedFinding[]> {
  const files = new Map<string, ReportedFinding[]>();
  for (const reported of findings) {
    const found = files.get(reported.file);
    if (found) found.push(reported);
    else files.set(reported.file, [reported]);
  }
  return files;
}

function attributes(values: Readonly<Record<string, string | number>>): string {
  return Object.entries(values)
    .map(([name, value]) => ` ${name}="${escapeXml(visible(String(value)))}"`)
    .join('');
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** XML cannot hold every character: half a surrogate pair, and the last two of the first plane, are none of its. */
function escapeXml(text: string): string {
  return wellFormed(text)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"']/g, (character) => entities[character]!);
}
