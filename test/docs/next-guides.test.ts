import { describe, expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { rules } from '../../src/rules/index.ts';
import { memoryApp } from '../support/memory-app.ts';
import { samplesOf } from '../support/next-docs.ts';

/** What is found in a file of a section, and why it is right. */
interface Fault {
  readonly section: string;
  readonly file: RegExp;
  /** `line rule`, 1-based. */
  readonly found: readonly string[];
  readonly why: string;
}

/** All that is found in the guides' own samples with every rule on. What is not here is valid in them, and stays silent. */
const faults: readonly Fault[] = [
  {
    section: 'data-security › Component-level data access',
    file: /profile/,
    found: ['7 async-client-component'],
    why: 'The component is async and has "use client". The guide means to show what it is given.',
  },
  {
    section: 'data-security › Authentication and authorization',
    file: /actions/,
    found: ['6 no-exposed-action'],
    why: 'A second sample beside a page that does not use it.',
  },
  {
    section: 'data-security › Controlling return values',
    file: /actions/,
    found: ['8 require-action-validation', '20 require-action-validation'],
    why: 'The form is cast to a string and written down.',
  },
  {
    section: 'server-actions › Security',
    file: /items/,
    found: ['8 require-action-auth', '8 require-action-validation'],
    why: 'The guide shows it as unsafe.',
  },
  {
    section: 'use-server › Using `use server` at the top of a file',
    file: /actions/,
    found: ['5 require-action-validation'],
    why: 'The page itself has validation still to come.',
  },
  {
    section: 'use-server › Authentication and authorization',
    file: /actions/,
    found: ['6 require-action-validation'],
    why: 'The page itself has validation still to come.',
  },
];

const pages = [
  '01-getting-started/07-mutating-data.md',
  '02-guides/forms.md',
  '02-guides/data-security.md',
  '02-guides/server-actions.md',
  '03-api-reference/01-directives/use-server.md',
  '03-api-reference/01-directives/use-client.md',
];
const samples = pages.flatMap(samplesOf);
const met = new Set<Fault>();

describe("the guides' own samples, as Next.js ships them", () => {
  it.each(samples)('$section: $files', ({ section, files }) => {
    const { project, sourceFile } = memoryApp(files);
    for (const file of Object.keys(files)) {
      const findings = runRules(
        project,
        sourceFile(file),
        rules.map((rule) => ({ rule })),
      );
      const found = findings.map(
        ({ rule, start }) => `${sourceFile(file).getLineAndCharacterOfPosition(start).line + 1} ${rule}`,
      );
      const fault = faults.find((candidate) => candidate.section === section && candidate.file.test(file));
      expect(found, file).toEqual(fault?.found ?? []);
      if (fault) met.add(fault);
    }
  });

  it('are there, with each fault', () => {
    expect(samples.length).toBeGreaterThan(60);
    expect(faults.filter((fault) => !met.has(fault))).toEqual([]);
  });
});
