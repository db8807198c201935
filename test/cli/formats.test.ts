import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import Ajv from 'ajv-draft-04';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { runCli, type CliResult } from '../support/cli.ts';
import { keptFolder } from '../support/folder.ts';

const tsconfig = '{ "compilerOptions": { "jsx": "preserve", "types": [] }, "include": ["**/*"] }';
const strange = 'app/100%,:<&">ü\u0007\u202e.ts';

/** A web app in a folder of a repository, with a chain of imports, a fix, a suggestion, and what formats must escape. */
const files = {
  'web/tsconfig.json': tsconfig,
  'web/app/page.tsx': `import { Clock } from '../ui/panel';\nimport './100%,:<&">ü\u0007\u202e';\nexport default () => <Clock />;\n`,
  'web/ui/panel.tsx': `export { Clock } from './clock';\n`,
  'web/ui/clock.tsx': `import { useState } from 'react';\nexport const Clock = () => useState(0)[0];\n`,
  [`web/${strange}`]: `'use server';\nexport function save() {}\nexport class A<T> {}\n`,
};

const { folder, remove } = keptFolder(files);
const web = join(folder, 'web');
let run: CliResult;
beforeAll(() => {
  execFileSync('git', ['init', '-q', folder]);
  const names = ['json', 'sarif', 'github', 'gitlab', 'junit', 'agent', 'stylish'];
  run = runCli(web, ...names.flatMap((name) => ['--format', `${name}:out/deep/${name}`]));
});
afterAll(remove);
const written = (name: string, cwd = web): string => readFileSync(join(cwd, 'out/deep', name), 'utf8');

/** A finding's message and what it suggests, in the words of its rule. */
const wordsOf = (rule: string): { message: string; suggestions: Array<{ message: string }> } =>
  (JSON.parse(written('json')) as Array<{ rule: string } & ReturnType<typeof wordsOf>>).find((found) => found.rule === rule)!;
const clock = 'client-only-api';

describe('several formats', () => {
  it('in files at once, and the terminal still tells', () => {
    expect(run.code).toBe(1);
    expect(run.stderr).toBe('');
    expect(run.stdout).toContain('✖ 3 errors, 0 warnings in 2 files');
    expect(written('stylish')).toBe(run.stdout);
    expect((JSON.parse(written('json')) as Array<{ rule: string }>).map(({ rule }) => rule)).toEqual([
      'async-server-functions',
      'server-module-exports',
      'client-only-api',
    ]);
  });

  it.each([
    [
      ['--format', 'json', '--format', 'sarif'],
      'Only one format can go to the terminal: name a file for the others, as in --format sarif:out.sarif.',
    ],
    [['--format', 'json:a', '--format', 'sarif:a'], 'Two formats cannot both be written to a.'],
  ])('%j cannot be', (args, message) => {
    expect(runCli(web, ...args)).toEqual({ stdout: '', stderr: `rsc-boundary: ${message}\n`, code: 2 });
  });

  it.each([
    ['checkstyle', 'There are: stylish, json, sarif, github, gitlab, junit, agent.'],
    ['sarif:', 'The file has no name.'],
  ])('--format %s is no format', (format, message) => {
    const { stderr, code } = runCli(web, '--format', format);
    expect(stderr).toContain(message);
    expect(code).toBe(2);
  });
});

describe('sarif', () => {
  interface Region {
    startLine: number;
    startColumn: number;
    endLine: number;
    endColumn: number;
  }
  interface Location {
    message?: { text: string };
    physicalLocation: { artifactLocation: { uri: string; uriBaseId?: string }; region: Region };
  }
  interface Log {
    runs: Array<{
      originalUriBaseIds: Record<string, { uri: string }>;
      tool: { driver: { rules: Array<{ id: string }> } };
      results: Array<{
        ruleId: string;
        ruleIndex: number;
        locations: Location[];
        relatedLocations?: Location[];
        codeFlows?: Array<{ threadFlows: Array<{ locations: Array<{ location: Location }> }> }>;
        fixes?: Array<{
          description: { text: string };
          artifactChanges: Array<{ replacements: Array<{ deletedRegion: Region; insertedContent: { text: string } }> }>;
        }>;
        partialFingerprints: Record<string, string>;
      }>;
    }>;
  }
  const log = (): Log => JSON.parse(written('sarif')) as Log;
  const path = createRequire(import.meta.url).resolve('@microsoft/jest-sarif');
  const schema = JSON.parse(readFileSync(join(path, '../schemas/sarif-2.1.0-rtm.5.json'), 'utf8')) as object;

  it('is what the schema says', () => {
    const validate = new Ajv.default({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
    expect(validate(log()), JSON.stringify(validate.errors)).toBe(true);
    expect(validate({ ...log(), runs: [{ results: [] }] })).toBe(false);
  });

  it('names files from the top of the repository, as addresses', () => {
    const [{ results, originalUriBaseIds }] = log().runs as [Log['runs'][number]];
    expect(originalUriBaseIds).toEqual({ '%SRCROOT%': { uri: pathToFileURL(`${folder}/`).href } });
    const { artifactLocation } = results[0]!.locations[0]!.physicalLocation;
    expect(artifactLocation.uriBaseId).toBe('%SRCROOT%');
    expect(decodeURIComponent(artifactLocation.uri)).toBe(`web/${strange}`);
    expect(new URL(artifactLocation.uri, originalUriBaseIds['%SRCROOT%']!.uri).href).not.toContain('?');
  });

  it('has every rule, and the chain of imports as a code flow', () => {
    const [{ results, tool }] = log().runs as [Log['runs'][number]];
    expect(tool.driver.rules.map(({ id }) => id)).toEqual(rules.map(({ name }) => name));
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]!.id).toBe(ruleId);
    const found = results.find(({ ruleId }) => ruleId === 'client-only-api')!;
    const [thread] = found.codeFlows![0]!.threadFlows;
    expect(
      thread!.locations.map(({ location: { physicalLocation, message } }) => [
        physicalLocation.artifactLocation.uri,
        physicalLocation.region.startLine,
        physicalLocation.region.startColumn,
        message!.text,
      ]),
    ).toEqual([
      ['web/app/page.tsx', 1, 23, 'app/page.tsx imports ui/panel.tsx'],
      ['web/ui/panel.tsx', 1, 23, 'ui/panel.tsx imports ui/clock.tsx'],
      ['web/ui/clock.tsx', 1, 10, wordsOf(clock).message],
    ]);
    expect(found.relatedLocations!.map(({ message }) => message!.text)).toEqual([
      'app/page.tsx imports ui/panel.tsx',
      'ui/panel.tsx imports ui/clock.tsx',
    ]);
  });

  it('has the fix, and what is suggested', () => {
    const [{ results }] = log().runs as [Log['runs'][number]];
    const [fix] = results[0]!.fixes!;
    expect(fix!.description.text).toBe('The fix that --fix makes.');
    expect(fix!.artifactChanges[0]!.replacements).toEqual([
      { deletedRegion: { startLine: 2, startColumn: 8, endLine: 2, endColumn: 8 }, insertedContent: { text: 'async ' } },
    ]);
    const suggested = results.find(({ ruleId }) => ruleId === 'client-only-api')!.fixes!;
    expect(suggested.map(({ description }) => description.text)).toEqual(
      wordsOf(clock).suggestions.map(({ message }) => message),
    );
  });
});

describe('github', () => {
  it('escapes what a command obeys', () => {
    const lines = written('github').trimEnd().split('\n');
    expect(lines).toEqual([
      '::error file=web/app/100%25%2C%3A<&">ü\\u0007\\u202e.ts,line=2,endLine=2,col=17,endColumn=21,title=rsc-boundary/async-server-functions::A "use server" function must be async. Add `async` to `save`.',
      expect.stringMatching(/^::error file=web\/app\/100%25.*title=rsc-boundary\/server-module-exports::/),
      `::error file=web/ui/clock.tsx,line=1,endLine=1,col=10,endColumn=18,title=rsc-boundary/client-only-api::${wordsOf(clock).message}`,
    ]);
  });
});

describe('gitlab', () => {
  interface Issue {
    fingerprint: string;
    location: { path: string };
  }
  it('names each by what it is, not by its line', () => {
    const before = JSON.parse(written('gitlab')) as Issue[];
    expect(before[0]).toEqual({
      type: 'issue',
      check_name: 'rsc-boundary/async-server-functions',
      description: 'A "use server" function must be async. Add `async` to `save`.',
      categories: ['Bug Risk'],
      severity: 'major',
      fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
      location: { path: `web/${strange}`, lines: { begin: 2, end: 2 } },
    });
    // Another machine, lines moved and indented, one more of the same.
    const moved = keptFolder({
      ...files,
      'web/ui/clock.tsx': `// moved\n\n  ${files['web/ui/clock.tsx']}`,
      [`web/${strange}`]: `${files[`web/${strange}`]}export function save() {}\n`,
    });
    try {
      execFileSync('git', ['init', '-q', moved.folder]);
      const after = JSON.parse(runCli(join(moved.folder, 'web'), '--format', 'gitlab').stdout) as Issue[];
      const fingerprints = after.map(({ fingerprint }) => fingerprint);
      expect(fingerprints).toEqual(expect.arrayContaining(before.map(({ fingerprint }) => fingerprint)));
      expect(new Set(fingerprints).size).toBe(4);
    } finally {
      moved.remove();
    }
  });
});

describe('junit', () => {
  it('is XML, with a failed test for each finding', () => {
    const text = written('junit');
    expect(XMLValidator.validate(text)).toBe(true);
    expect(text).not.toMatch(/[\u0000-\u0008\u202e]/);
    const { testsuites } = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(text) as {
      testsuites: {
        tests: string;
        failures: string;
        testsuite: Array<{ name: string; tests: string; testcase: { failure: { message: string; '#text': string } } }>;
      };
    };
    expect([testsuites.tests, testsuites.failures]).toEqual(['3', '3']);
    expect(testsuites.testsuite.map(({ name, tests }) => [name, tests])).toEqual([
      [strange.replace('\u0007', '\\u0007').replace('\u202e', '\\u202e'), '2'],
      ['ui/clock.tsx', '1'],
    ]);
    expect(testsuites.testsuite[1]!.testcase.failure).toEqual({
      type: 'error',
      message: wordsOf(clock).message,
      '#text': `ui/clock.tsx:1:10\n${wordsOf(clock).message}`,
    });
  });
});

describe('agent', () => {
  it('says where, what, and what to write', () => {
    const lines = written('agent').trimEnd().split('\n');
    expect(lines[0]).toBe(
      'app/100%,:<&">ü\\u0007\\u202e.ts:2:17 error async-server-functions: A "use server" function must be async. Add `async` to `save`.',
    );
    expect(lines[1]).toMatch(/^  see app\/100%,:<&">ü\\u0007\\u202e\.ts:1:1 /);
    expect(lines[2]).toBe('  fix: 2:8-2:8 "async "');
    expect(lines.slice(-5)).toEqual([
      `ui/clock.tsx:1:10 error client-only-api: ${wordsOf(clock).message}`,
      '  see app/page.tsx:1:23 app/page.tsx imports ui/panel.tsx',
      '  see ui/panel.tsx:1:23 ui/panel.tsx imports ui/clock.tsx',
      `  suggestion: ${wordsOf(clock).suggestions[0]!.message} app/page.tsx:1:1-1:1 "'use client';\\n"`,
      '3 errors, 0 warnings',
    ]);
  });
});

describe('nothing found', () => {
  it('is said in every format', () => {
    const clean = keptFolder({ 'tsconfig.json': tsconfig, 'a.ts': 'export {};\n' });
    try {
      const names = ['json', 'sarif', 'github', 'gitlab', 'junit', 'agent'];
      expect(runCli(clean.folder, ...names.flatMap((name) => ['--format', `${name}:out/deep/${name}`])).code).toBe(0);
      const text = (name: string): string => written(name, clean.folder);
      expect([text('json'), text('gitlab'), text('github'), text('agent')]).toEqual([
        '[]\n',
        '[]\n',
        '',
        '0 errors, 0 warnings\n',
      ]);
      expect(text('junit')).toBe(
        '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="rsc-boundary" tests="1" failures="0" errors="0">\n  <testsuite name="rsc-boundary" tests="1" failures="0" errors="0">\n    <testcase classname="rsc-boundary" name="no problems"/>\n  </testsuite>\n</testsuites>\n',
      );
      expect((JSON.parse(text('sarif')) as { runs: Array<{ results: [] }> }).runs[0]!.results).toEqual([]);
    } finally {
      clean.remove();
    }
  });
});
