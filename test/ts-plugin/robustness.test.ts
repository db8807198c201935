import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import ts55 from 'typescript-5.5';
import ts59 from 'typescript-5.9';
import ts from 'typescript';
import type { Rule } from '../../src/rule.ts';
import { rules } from '../../src/rules/index.ts';
import init from '../../ts-plugin/index.ts';
import { removeProject, temporaryProject, TsServer, typescriptPackages } from '../support/tsserver.ts';
import { tsconfig } from './support.ts';

const fileName = '/app/actions.ts';
const text = `'use sever';\nexport function save() {}\nexport const wrong: number = 'text';\n`;

/** The plugin around a real language service of one file, with a log that is kept and a cancellation that can be asked for. */
function pluginAround(typescript: typeof ts) {
  const log: string[] = [];
  let isCancelled = false;
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => ({ noLib: true, types: [] }),
    getCurrentDirectory: () => '/app',
    getDefaultLibFileName: () => 'lib.d.ts',
    getScriptFileNames: () => [fileName],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => (name === fileName ? typescript.ScriptSnapshot.fromString(text) : undefined),
    fileExists: (name) => name === fileName,
    readFile: (name) => (name === fileName ? text : undefined),
    getCancellationToken: () => ({ isCancellationRequested: () => isCancelled }),
  };
  const info = {
    languageService: typescript.createLanguageService(host),
    languageServiceHost: host,
    config: { preset: 'all' },
    project: {
      getCurrentDirectory: () => '/app',
      projectService: { logger: { info: (line: string) => log.push(line) } },
    },
  } as unknown as ts.server.PluginCreateInfo;
  const service = init({ typescript }).create(info);
  return { service, info, log, cancel: () => (isCancelled = true) };
}

function ruleCalled(name: string): Rule {
  return rules.find((rule) => rule.name === name)!;
}

const versions = [ts55, ts59, ts].map((typescript) => [typescript.version, typescript as unknown as typeof ts] as const);

describe.each(versions)('TypeScript %s', (_version, typescript) => {
  afterEach(() => {
    vi.restoreAllMocks();
  });
  const codesOf = (diagnostics: readonly ts.Diagnostic[]): number[] => diagnostics.map(({ code }) => code);

  it('an exception in a rule loses the findings of that rule and is logged once', () => {
    const { service, log } = pluginAround(typescript);
    const rest = codesOf(pluginAround(typescript).service.getSemanticDiagnostics(fileName)).filter((code) => code !== 83002);
    expect(rest).toContain(2322);
    vi.spyOn(ruleCalled('directive-spelling'), 'check').mockImplementation(() => {
      throw new Error('a defect');
    });
    // A file that no rule has looked at yet.
    const { service: fresh, log: freshLog } = pluginAround(typescript);
    for (let round = 0; round < 3; round++) expect(codesOf(fresh.getSemanticDiagnostics(fileName))).toEqual(rest);
    expect(freshLog).toHaveLength(1);
    expect(freshLog[0]).toMatch(/^rsc-boundary: rule directive-spelling failed on \/app\/actions\.ts: Error: a defect/u);
    expect(codesOf(service.getSemanticDiagnostics(fileName))).toEqual(rest);
    expect(log).toHaveLength(1);
  });

  it("an exception elsewhere leaves TypeScript's own answers", () => {
    const { service, info, log } = pluginAround(typescript);
    const own = info.languageService;
    const prior = codesOf(own.getSemanticDiagnostics(fileName));
    expect(prior).toContain(2322);
    const program = own.getProgram()!;
    vi.spyOn(own, 'getProgram').mockImplementation(() => ({
      ...program,
      getSourceFile: () => {
        throw new Error('a defect');
      },
    }));
    expect(codesOf(service.getSemanticDiagnostics(fileName))).toEqual(prior);
    expect(service.getCodeFixesAtPosition(fileName, 0, 5, [2322, 83002], {}, {})).toEqual([]);
    expect(log.map((line) => line.split(':', 2).join(':'))).toEqual([
      'rsc-boundary: getSemanticDiagnostics failed',
      'rsc-boundary: getCodeFixesAtPosition failed',
    ]);
  });

  it('a cancelled request ends as cancelled, not with half of the findings', () => {
    const { service, log, cancel } = pluginAround(typescript);
    const { check } = ruleCalled('directive-placement');
    vi.spyOn(ruleCalled('directive-placement'), 'check').mockImplementation((context) => {
      cancel();
      check(context);
    });
    expect(() => service.getSemanticDiagnostics(fileName)).toThrow(typescript.OperationCanceledException);
    expect(log).toEqual([]);
  });

  it('a failing start leaves the service as it was', () => {
    const { info } = pluginAround(typescript);
    const log: string[] = [];
    const project = {
      getCurrentDirectory() {
        throw new Error('a defect');
      },
      projectService: { logger: { info: (line: string) => log.push(line) } },
    } as unknown as ts.server.Project;
    expect(init({ typescript }).create({ ...info, project })).toBe(info.languageService);
    expect(log[0]).toMatch(/^rsc-boundary: could not start: Error: a defect/u);
  });

  it('answers every other request as the service does', () => {
    const { service, info } = pluginAround(typescript);
    expect(Object.keys(service).sort()).toEqual(Object.keys(info.languageService).sort());
    expect(service.getQuickInfoAtPosition(fileName, 30)).toEqual(info.languageService.getQuickInfoAtPosition(fileName, 30));
  });
});

describe.each(typescriptPackages)('%s, in a real server', (typescript) => {
  let server: TsServer;
  const directories: string[] = [];
  beforeEach(() => {
    server = new TsServer(typescript);
  });
  afterEach(() => {
    server.close();
    directories.splice(0).forEach(removeProject);
  });

  it('stands source typed character by character', async () => {
    const source = `'use client';\nimport { save } from './actions';\nexport default function Page({ id }: { id: string }) {\n  const act = async () => {\n    'use server';\n    await save(\`\${id}\`);\n  };\n  return <form action={act}>{/* x */}<b title="y">{id}</b></form>;\n}\n`;
    const directory = temporaryProject({
      'tsconfig.json': tsconfig({ preset: 'all' }),
      'app/page.tsx': '',
      'app/actions.ts': `'use server';\nexport async function save(id: string) {\n  return id;\n}\n`,
    });
    directories.push(directory);
    const file = `${directory}/app/page.tsx`;
    server.open(file, '');
    let line = 1;
    let offset = 1;
    for (const newText of source) {
      const at = { line, offset };
      await server.request('updateOpen', { changedFiles: [{ fileName: file, textChanges: [{ start: at, end: at, newText }] }] });
      const length = await server.findings(file);
      expect(length.every(({ start, end }) => start <= end && end <= source.length)).toBe(true);
      [line, offset] = newText === '\n' ? [line + 1, 1] : [line, offset + 1];
    }
    expect(server.log()).not.toMatch(/rsc-boundary: |Error processing request/u);
    expect((await server.findings(file)).map(({ code }) => code)).toContain(83007);
  });
});
