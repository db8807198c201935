import type ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { removeProject, temporaryProject, TsServer, typescriptPackages } from '../support/tsserver.ts';
import { edited, locationOf, sever, sync, tsconfig } from './support.ts';

describe.each(typescriptPackages)('%s', (typescript) => {
  let server: TsServer;
  const directories: string[] = [];
  const open = (text: string, fileName = 'file.tsx'): string => {
    const directory = temporaryProject({ 'tsconfig.json': tsconfig(), [fileName]: text });
    directories.push(directory);
    server.open(`${directory}/${fileName}`);
    return `${directory}/${fileName}`;
  };
  /** The actions a client is offered for the first diagnostic of a code. */
  const actionsFor = async (file: string, text: string, code: number): Promise<ts.server.protocol.CodeFixAction[]> => {
    const found = (await server.findings(file)).find((diagnostic) => diagnostic.code === code);
    expect(found, `a diagnostic ${code}`).toBeDefined();
    const [start, end] = [locationOf(text, found!.start), locationOf(text, found!.end)];
    return server.request('getCodeFixes', {
      file,
      startLine: start.line,
      startOffset: start.offset,
      endLine: end.line,
      endOffset: end.offset,
      errorCodes: [code],
    });
  };
  /** What becomes of a text by the comment that silences its first diagnostic of a code; it must be silent then. */
  const disabled = async (text: string, code: number): Promise<string> => {
    const file = open(text);
    const action = (await actionsFor(file, text, code)).find(({ fixName }) => fixName === 'rsc-boundary-disable');
    const result = edited(text, action!.changes);
    const before = (await server.findings(file)).filter((diagnostic) => diagnostic.code === code).length;
    const again = open(result);
    expect((await server.diagnostics(again)).filter((diagnostic) => diagnostic.code === code)).toHaveLength(before - 1);
    return result;
  };
  beforeAll(() => {
    server = new TsServer(typescript);
  });
  afterAll(() => {
    server.close();
    directories.forEach(removeProject);
  });

  it('names its codes among the supported ones, without a file as VS Code asks and for a file', async () => {
    const own = rules.map((rule) => String(rule.code));
    const file = open(sever);
    await server.diagnostics(file);
    expect(await server.request('getSupportedCodeFixes', null)).toEqual(expect.arrayContaining(own));
    const forFile = await server.request<string[]>('getSupportedCodeFixes', { file });
    expect(forFile).toEqual(expect.arrayContaining(own));
    expect(forFile).toContain('2322');
    expect(forFile.filter((code) => own.includes(code))).toHaveLength(own.length);
  });

  it('offers the fix and the comment', async () => {
    const file = open(sever);
    const actions = await actionsFor(file, sever, 83002);
    expect(actions.map(({ description, fixId }) => ({ description, fixId }))).toEqual([
      { description: 'Fix this directive-spelling problem', fixId: undefined },
      { description: 'Disable rsc-boundary/directive-spelling for this line', fixId: undefined },
    ]);
    expect(edited(sever, actions[0]!.changes)).toBe(`'use server';\nexport async function save() {}\n`);
    expect(edited(sever, actions[1]!.changes)).toBe(`// eslint-disable-next-line rsc-boundary/directive-spelling -- \n${sever}`);
  });

  it.each([
    ['an error at the other end', `${sever}const x = ;\n`, 83002],
    ['a conflict marker', `'use client';\n'use server';\n<<<<<<< HEAD\nexport async function save() {}\n`, 83003],
    ['a list begun twice', `export function f((data){ 'use server'; console.log(data) }\n`, 83005],
  ])('offers nothing in a file that does not parse: %s', async (_what, text, code) => {
    expect(await actionsFor(open(text), text, code)).toEqual([]);
  });

  it('offers suggestions by their titles', async () => {
    const text = `'use client';\n'use server';\nexport async function save() {}\n`;
    const actions = await actionsFor(open(text), text, 83003);
    const titles = actions.map(({ description }) => description);
    expect(titles).toHaveLength(3);
    expect(titles.at(-1)).toBe('Disable rsc-boundary/no-conflicting-directives for this line');
    expect(
      actions
        .slice(0, 2)
        .map(({ changes }) => edited(text, changes))
        .sort(),
    ).toEqual([`'use client';\nexport async function save() {}\n`, `'use server';\nexport async function save() {}\n`]);
  });

  it('fixes all of a rule in a file, where there is more than one', async () => {
    const text = `'use server';\nexport function one() {}\nexport function two() {}\nexport const three = 3;\n`;
    const file = open(text);
    const [fix] = await actionsFor(file, text, 83005);
    expect(fix).toMatchObject({
      fixId: 'rsc-boundary/async-server-functions',
      fixAllDescription: 'Fix all async-server-functions problems in this file',
    });
    const all = await server.request<ts.server.protocol.CombinedCodeActions>('getCombinedCodeFix', {
      scope: { type: 'file', args: { file } },
      fixId: fix!.fixId,
    });
    expect(edited(text, all.changes)).toBe(
      `'use server';\nexport async function one() {}\nexport async function two() {}\nexport const three = 3;\n`,
    );
  });

  it("leaves TypeScript's own fixes and fix-alls as they are", async () => {
    const text = `export class A { one() { return this.missing; } two() { return this.other; } }\n`;
    const file = open(text);
    await server.diagnostics(file);
    const at = { startLine: 1, startOffset: text.indexOf('missing') + 1, endLine: 1, endOffset: text.indexOf('missing') + 8 };
    const [fix] = await server.request<ts.server.protocol.CodeFixAction[]>('getCodeFixes', { file, ...at, errorCodes: [2339] });
    const all = await server.request<ts.server.protocol.CombinedCodeActions>('getCombinedCodeFix', {
      scope: { type: 'file', args: { file } },
      fixId: fix!.fixId,
    });
    expect(edited(text, all.changes)).toMatch(/missing[\s\S]*other/u);
  });

  it('offers nothing for a place it did not report', async () => {
    const file = open(sync);
    await server.diagnostics(file);
    const at = { startLine: 1, startOffset: 1, endLine: 1, endOffset: 5 };
    expect(await server.request('getCodeFixes', { file, ...at, errorCodes: [83005] })).toEqual([]);
  });

  it("writes the comment with the file's line ends and the line's indentation", async () => {
    const text = `export function Page() {\r\n\tfunction save() {\r\n\t\t'use server';\r\n\t}\r\n\treturn save;\r\n}\r\n`;
    expect(await disabled(text, 83005)).toBe(
      text.replace('\tfunction', '\t// eslint-disable-next-line rsc-boundary/async-server-functions -- \r\n\tfunction'),
    );
  });

  it('writes a JSX comment between JSX children', async () => {
    const text = `export const page = (\n  <form>\n    text\n    <button formAction={() => { 'use server'; }} />\n  </form>\n);\n`;
    expect(await disabled(text, 83005)).toBe(
      text.replace('    <button', '    {/* eslint-disable-next-line rsc-boundary/async-server-functions -- */}\n    <button'),
    );
  });

  it('writes a plain comment among attributes and inside an expression in JSX', async () => {
    const attributes = `export const page = (\n  <form\n    action={() => { 'use server'; }}\n  />\n);\n`;
    expect(await disabled(attributes, 83005)).toBe(
      attributes.replace('    action', '    // eslint-disable-next-line rsc-boundary/async-server-functions -- \n    action'),
    );
    const expression = `export const page = (\n  <ul>\n    {[\n      () => { 'use server'; },\n    ].length}\n  </ul>\n);\n`;
    expect(await disabled(expression, 83005)).toBe(
      expression.replace('      ()', '      // eslint-disable-next-line rsc-boundary/async-server-functions -- \n      ()'),
    );
  });

  it('offers no comment where it would become part of a text', async () => {
    const text = 'export const text = `\n${() => { "use server"; }}`;\n';
    const actions = await actionsFor(open(text), text, 83005);
    expect(actions.map(({ fixName }) => fixName)).not.toContain('rsc-boundary-disable');
  });
});
