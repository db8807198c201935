import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';

/** What a terminal, a browser, a reader of XML and GitHub Actions would obey. */
const hostile = '<script>alert(1)<!-- ]]> %0A::error::x \u001b[31m\u0007\u009b2J\u202e\n::error file=x::owned\n"\'&amp;';
const tsconfig = '{ "compilerOptions": { "jsx": "preserve", "lib": ["es5"], "types": [] }, "include": ["**/*"] }';
const literal = JSON.stringify(hostile);

const files = {
  'tsconfig.json': tsconfig,
  'app/page.tsx': [
    `import { Box } from ${JSON.stringify(`../ui/${hostile}`)};`,
    `import { Sent } from ${JSON.stringify(`../ui/client${hostile}`)};`,
    `export default () => <Box><Sent call={() => ${literal}} /></Box>;`,
    '',
  ].join('\n'),
  [`ui/client${hostile}.tsx`]: `'use client';\nexport const Sent = (props: object) => String(props);\n`,
  [`ui/${hostile}.tsx`]: `import { useState } from 'react';\nexport const Box = () => useState(${literal}, "]]></script>")[0];\n`,
  [`ui/bad${hostile}.ts`]: `'use sever ${'<script>\u001b[31m]]>'.replace('\u001b', '\\u001b')}';\n`,
  // The value's own text goes into the message.
  'app/actions.ts': `'use server';\nexport function ${'save\u200d'}() { return ${literal} } // \u001b[31m </script> ]]>\n`,
};

const above = realpathSync(mkdtempSync(join(tmpdir(), 'rsc-boundary-')));
// The page is called after its folder.
const folder = join(above, '<img src=x onerror=alert(1)>');
afterAll(() => rmSync(above, { recursive: true, force: true }));

const obeyed = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/u;
const formats = ['json', 'sarif', 'github', 'gitlab', 'junit', 'agent', 'stylish'];
const written = (name: string): string => readFileSync(join(folder, 'out', name), 'utf8');

// Windows has no such names.
describe.skipIf(process.platform === 'win32')('names and code that would be obeyed', () => {
  beforeAll(() => {
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
    const run = runCli(folder, '--preset', 'all', ...formats.flatMap((name) => ['--format', `${name}:out/${name}`]));
    expect(run.code, run.stderr).toBe(1);
    for (const format of ['html', 'json', 'text'])
      expect(runCli(folder, 'graph', '--format', format, '-o', `out/map.${format}`).stderr).toBe('');
  });

  it.each([...formats, 'map.html', 'map.json', 'map.text'])('%s holds nothing that a terminal obeys', (name) => {
    // The page's own script is not of the project.
    const text = written(name).replace(/<script>[^]*?<\/script>/, '');
    expect(text).toContain('alert(1)');
    expect(text).not.toMatch(obeyed);
  });

  it('github has a command for each finding, and no other', () => {
    const found = JSON.parse(written('json')) as object[];
    expect(found.length).toBeGreaterThan(1);
    const lines = written('github').trimEnd().split('\n');
    expect(lines.filter((line) => /^::(?:error|warning) file=(?:ui|app)\//.test(line))).toHaveLength(found.length);
    expect(lines).toHaveLength(found.length);
  });

  it('junit is XML that gives the names back', () => {
    expect(XMLValidator.validate(written('junit'))).toBe(true);
    const { testsuites } = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: '' }).parse(written('junit')) as {
      testsuites: { testsuite: Array<{ name: string }> };
    };
    expect(testsuites.testsuite.map(({ name }) => name)).toContainEqual(expect.stringContaining('<script>alert(1)<!-- ]]>'));
  });

  it.each(['json', 'gitlab', 'sarif', 'map.json'])('%s gives the names back as they are', (name) => {
    const parsed = JSON.parse(written(name)) as unknown;
    const texts: string[] = [];
    const collect = (value: unknown): void => {
      if (typeof value === 'string') texts.push(value);
      else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
    };
    collect(parsed);
    expect(texts.map((text) => (name === 'sarif' ? tryDecode(text) : text))).toContain(`ui/${hostile}.tsx`);
  });

  it('the page of the map has no element of the project’s making', () => {
    const html = written('map.html');
    const withoutOwn = html.replace(/(<script>)[^]*?(<\/script>)/, '$1$2').replace(/(<style>)[^]*?(<\/style>)/, '$1$2');
    expect(withoutOwn.match(/<script\b/g)).toHaveLength(2);
    expect(withoutOwn).not.toMatch(/<img|<!--(?! )/);
    expect(withoutOwn.match(/<title>(.*?)<\/title>/)?.[1]).toContain('&#60;img src=x onerror=alert(1)&#62;');
    const data = /<script type="application\/json" id="data">([^]*?)<\/script>/.exec(html)![1]!;
    const { modules } = JSON.parse(data) as { modules: Array<{ file: string }> };
    expect(modules.map(({ file }) => file)).toContain(`ui/${hostile}.tsx`);
  });
});

function tryDecode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
