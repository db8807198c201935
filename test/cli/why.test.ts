import { describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { folder } from '../support/folder.ts';

const files = {
  'tsconfig.json': '{ "compilerOptions": { "jsx": "preserve", "types": [], "strict": true }, "include": ["**/*"] }',
  'app/page.tsx': `import { Table } from '../ui/table';
import { columns } from '../lib/columns';
// eslint-disable-next-line rsc-boundary/serializable-props -- known
export const Quiet = () => <Table columns={columns} />;
export default function Page({ any }: { any: any }) {
  return <Table columns={columns} title={any} />;
}
`,
  'lib/columns.ts': `export interface Column { name: string; render: (value: string) => string }
export const columns: Column[] = [{ name: 'a', render: (value) => value }];
`,
  'ui/table.tsx': `'use client';
import { useState } from 'react';
export function Table(props: { columns: unknown; title?: string }) {
  return useState(props.title)[0];
}
`,
  'lib/alone.ts': `import { useState } from 'react';\nexport const use = () => useState(0);\n`,
};

interface Reason {
  rule: string;
  state: string;
  isOn: boolean;
  text: string;
}
interface Answer {
  module: { sides: Array<{ side: string; chain: string[]; steps: Array<{ file: string; line: number }> }>; isBoundary: boolean };
  said: string[];
  values: Array<{
    name: string;
    verdict: string;
    text: string;
    type: string;
    path: Array<{ file: string; line: number; message: string }>;
    origin: { text: string; at?: { file: string; line: number } };
  }>;
  origins: Array<{ of: string; text: string }>;
  rules: Reason[];
}
const directory = folder.bind(undefined, files);
const ask = (where: string, ...args: string[]): Answer => {
  const { stdout, stderr } = runCli(directory(), 'why', where, '--format', 'json', ...args);
  expect(stderr).toBe('');
  return (JSON.parse(stdout) as [Answer])[0];
};
const reasonOf = (answer: Answer, rule: string): Reason => answer.rules.find((reason) => reason.rule === rule)!;

describe('why', () => {
  it('it speaks: the side, the value, where it comes from, the way to the culprit', () => {
    const answer = ask('app/page.tsx:6');
    expect(answer.module.sides).toMatchObject([{ side: 'server', chain: ['app/page.tsx'] }]);
    const [columns, title] = answer.values;
    expect(columns).toMatchObject({
      name: 'columns',
      verdict: 'no',
      type: 'Column[]',
      text: '`columns[0].render` is a function, which cannot cross',
      path: [{ file: 'lib/columns.ts', line: 1, message: 'columns[0].render: (value: string) => string' }],
      origin: { text: 'a value declared in lib/columns.ts', at: { file: 'lib/columns.ts', line: 2 } },
    });
    expect(title).toMatchObject({ name: 'title', verdict: 'unknown' });
    expect(reasonOf(answer, 'serializable-props')).toMatchObject({ state: 'reported', isOn: true });
    expect(answer.origins.map(({ of, text }) => `${of}: ${text}`)).toContain(
      'Table: a function declared in ui/table.tsx; what arrives is a reference to an export of ui/table.tsx ("use client")',
    );
  });

  it.each<[string, string, string, string[], Partial<Reason>]>([
    [
      'a comment silences it',
      'app/page.tsx:4',
      'serializable-props',
      [],
      { state: 'suppressed', text: expect.stringMatching(/^the comment on line 3 silences: /) as string },
    ],
    [
      'it is off',
      'app/page.tsx:6',
      'serializable-props',
      ['--rule', 'serializable-props=off'],
      {
        state: 'off',
        isOn: false,
        text: expect.stringMatching(/^it is off \(it is in recommended, strict, all\), and would say: /) as string,
      },
    ],
    [
      'the type is not known',
      'app/page.tsx:6:36',
      'serializable-props',
      [],
      { state: 'silent', text: 'title: whether it can cross is not known: its type, or who makes it, is not' },
    ],
    [
      'the module is on the other side',
      'ui/table.tsx:4',
      'client-only-api',
      [],
      { state: 'silent', text: 'it looks at modules on the server, and this one is on the client alone' },
    ],
    [
      'no root reaches it',
      'lib/alone.ts:2',
      'client-only-api',
      [],
      { state: 'silent', text: 'it looks at modules on the server, and on which side this one is is not known' },
    ],
    [
      'nothing crosses',
      'app/page.tsx:1',
      'serializable-closure',
      [],
      { state: 'silent', text: 'no value of the kind it judges crosses here' },
    ],
    ['there is nothing', 'app/page.tsx:1', 'directive-spelling', [], { state: 'silent', text: 'it found nothing in this file' }],
  ])('%s', (_name, where, rule, args, reason) => {
    expect(reasonOf(ask(where, ...args), rule)).toMatchObject(reason);
  });

  it('is text for people', () => {
    const { stdout, code } = runCli(directory(), 'why', 'ui/table.tsx:1:1');
    expect(code).toBe(0);
    expect(stdout).toContain('ui/table.tsx:1:1\n  │ \'use client\';\n\nModule\n  "use client", a boundary\n');
    expect(stdout).toContain('on the client by app/page.tsx → ui/table.tsx');
    expect(stdout).toContain('app/page.tsx:1:23 app/page.tsx imports ui/table.tsx');
    expect(stdout).toContain('The boundary: this module and all it imports are sent to the browser');
  });

  it.each([
    ['app/page.tsx', '"app/page.tsx" is no place: name it as FILE:LINE or FILE:LINE:COLUMN, counted from 1.'],
    ['app/page.tsx:0', '"app/page.tsx:0" is no place: name it as FILE:LINE or FILE:LINE:COLUMN, counted from 1.'],
    ['app/page.tsx:99', 'app/page.tsx has 8 lines, and no line 99.'],
    ['app/page.tsx:1:99', 'Line 1 of app/page.tsx has 36 columns, and no column 99.'],
  ])('%s is refused', (where, message) => {
    expect(runCli(directory(), 'why', where)).toEqual({ stdout: '', stderr: `rsc-boundary: ${message}\n`, code: 2 });
  });
});
