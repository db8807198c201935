import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import ts55 from 'typescript-5.5';
import ts59 from 'typescript-5.9';
import ts from 'typescript';
import type { Rule } from '../../src/rule.ts';
import { rules } from '../../src/rules/index.ts';
import init from '../../ts-plugin/index.ts';
import { isWholeRun } from '../support/whole-run.ts';
import { removeProject, temporaryProject, TsServer, currentTypescript } from '../support/tsserver.ts';
import { compilerOptions, pluginName } from './support.ts';

const fileName = '/app/actions.ts';
const text = `'use sever';\nexport function save() {}\nexport const wrong: number = 'text';\n`;

/**
 * The plugin around a real language service, with a log that is kept and a cancellation that can be asked for.
 *
 * @param given the files, by their absolute names
 * @param isCancelledAt says of the n-th time somebody asks whether the request is cancelled
 */
function pluginAround(
  typescript: typeof ts,
  given: Readonly<Record<string, string>> = { [fileName]: text },
  isCancelledAt: (asked: number) => boolean = () => false,
) {
  const log: string[] = [];
  const texts: Record<string, string> = { ...given };
  const versionsOf = new Map<string, number>();
  const change = (name: string, text: string): void => {
    texts[name] = text;
    versionsOf.set(name, (versionsOf.get(name) ?? 0) + 1);
  };
  let isCancelled = false;
  let asked = 0;
  const host: ts.LanguageServiceHost = {
    getCompilationSettings: () => ({
      noLib: true,
      types: [],
      jsx: typescript.JsxEmit.Preserve,
      module: typescript.ModuleKind.ESNext,
      moduleResolution: typescript.ModuleResolutionKind.Bundler,
    }),
    getCurrentDirectory: () => '/app',
    getDefaultLibFileName: () => 'lib.d.ts',
    getScriptFileNames: () => Object.keys(texts),
    getScriptVersion: (name) => String(versionsOf.get(name) ?? 0),
    getScriptSnapshot: (name) => (name in texts ? typescript.ScriptSnapshot.fromString(texts[name]!) : undefined),
    fileExists: (name) => name in texts,
    readFile: (name) => texts[name],
    getCancellationToken: () => ({ isCancellationRequested: () => isCancelled || isCancelledAt(asked++) }),
  };
  const info = {
    languageService: typescript.createLanguageService(host),
    languageServiceHost: host,
    config: { name: 'the-plugin', preset: 'all' },
    project: {
      getCurrentDirectory: () => '/app',
      getProjectName: () => '/app/tsconfig.json',
      getCompilerOptions: () => ({ plugins: [{ name: 'the-plugin' }] }),
      projectService: { logger: { info: (line: string) => log.push(line) } },
    },
  } as unknown as ts.server.PluginCreateInfo;
  const service = init({ typescript }).create(info);
  return { service, info, log, change, cancel: () => (isCancelled = true), asked: () => asked };
}

/** The modules of an example app, by names in `/app`. */
function textsOf(app: string): Record<string, string> {
  const directory = fileURLToPath(new URL(`../../examples/${app}`, import.meta.url));
  const names = ts.sys.readDirectory(directory, ['.ts', '.tsx'], ['**/node_modules/**', '**/.next/**', '**/*.d.ts']);
  return Object.fromEntries(
    names.map((name) => [`/app/${relative(directory, name).replaceAll('\\', '/')}`, readFileSync(name, 'utf8')]),
  );
}

function ruleCalled(name: string): Rule {
  return rules.find((rule) => rule.name === name)!;
}

/** Three files of the example app that differ: a page with a form and an inline action, a file of actions, a Client Component. */
const typed = ['app/notes/page.tsx', 'app/actions.ts', 'ui/note-form.tsx'] as const;

const versions = (isWholeRun ? [ts55, ts59, ts] : [ts55, ts]).map(
  (typescript) => [typescript.version, typescript as unknown as typeof ts] as const,
);

/** Where a pattern is found in a text, every so often. */
function placesIn(text: string, pattern: RegExp, step: number): number[] {
  return [...text.matchAll(pattern)].filter((_, index) => index % step === 0).map(({ index }) => index);
}

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

  it('a request is cancelled wherever it is, inside the graph too, and the next one is answered in full', () => {
    const modules = Object.fromEntries(
      Array.from({ length: 40 }, (_, index) => [
        `/app/lib/m${index}.ts`,
        `import './m${index + 1}';\nexport const n${index} = ${index};\n`,
      ]),
    );
    const page = '/app/app/page.tsx';
    const texts = {
      ...modules,
      [page]: `import { Box } from '../ui/box';\nimport '../lib/m0';\nexport default function Page({ done }: { done: () => void }) {\n  return <><Box done={done} a={() => {}} /><Box a={new Date()} b={/x/} /></>;\n}\n`,
      '/app/ui/box.tsx': `'use client';\nimport { save } from '../app/actions';\nexport function Box(props: object) {\n  return <form action={save}>{String(props)}</form>;\n}\n`,
      '/app/app/actions.ts': `'use server';\nexport async function save() {}\nexport async function unused() {}\n`,
    };
    const whole = pluginAround(typescript, texts);
    const expected = codesOf(whole.service.getSemanticDiagnostics(page));
    expect(expected.filter((code) => code > 83000)).toHaveLength(3);
    const own = pluginAround(typescript, texts);
    own.info.languageService.getSemanticDiagnostics(page);
    // Beyond what TypeScript asks by itself, and what is asked between the rules: the graph asks for each module.
    expect(whole.asked() - own.asked()).toBeGreaterThan(rules.length + Object.keys(texts).length);
    // Everywhere in `npm run doors`; with the older ones at fewer places: where it is asked does not hang on the version.
    for (let at = 0; at < whole.asked(); at += isWholeRun ? 1 : typescript === ts ? 7 : 23) {
      const { service, log } = pluginAround(typescript, texts, (asked) => asked === at);
      expect(() => service.getSemanticDiagnostics(page), `asked ${at} times`).toThrow(typescript.OperationCanceledException);
      expect(codesOf(service.getSemanticDiagnostics(page)), `asked ${at} times`).toEqual(expected);
      expect(log).toEqual([]);
    }
  });

  it("hovers and completes at the words of the example apps, and keeps all of TypeScript's own", () => {
    // At every word in `npm run doors`; what differs between the versions is not found word by word.
    const isNewest = typescript === ts;
    const [wordStep, gapStep] = isWholeRun ? [1, 7] : isNewest ? [7, 37] : [23, 61];
    for (const app of ['next-app', 'broken-app']) {
      const texts = textsOf(app);
      const { service, info, log } = pluginAround(typescript, texts);
      const own = info.languageService;
      let explained = 0;
      for (const [name, source] of Object.entries(texts)) {
        for (const index of placesIn(source, /[\w'"]+/gu, wordStep)) {
          const [prior, shown] = [own.getQuickInfoAtPosition(name, index), service.getQuickInfoAtPosition(name, index)];
          const { documentation: before = [], ...rest } = prior ?? {};
          if (prior) expect(shown, `${name}:${index}`).toMatchObject(rest);
          expect(shown?.documentation?.slice(0, before.length) ?? [], `${name}:${index}`).toEqual(before);
          if (shown !== prior) explained++;
        }
        for (const index of placesIn(source, /^|\W/gmu, gapStep)) {
          const prior = own.getCompletionsAtPosition(name, index, {})?.entries.map((entry) => entry.name) ?? [];
          const offered = new Set(service.getCompletionsAtPosition(name, index, {})?.entries.map((entry) => entry.name));
          expect(
            prior.filter((entry) => !offered.has(entry)),
            `${name}:${index}`,
          ).toEqual([]);
        }
      }
      expect(explained).toBeGreaterThan(isNewest ? 5 : 0);
      expect(log).toEqual([]);
    }
  });

  it.each(typed)('stands %s being typed, asked after keys', (name) => {
    const texts = textsOf('next-app');
    const { service, log, change } = pluginAround(typescript, texts);
    const file = `/app/${name}`;
    const source = texts[file]!;
    // After each key in `npm run doors`. Here after some: no divisor of a common indent, so that they fall anywhere in a word.
    for (let length = 0; length <= source.length; length += isWholeRun ? 1 : typescript === ts ? 37 : 97) {
      change(file, source.slice(0, length));
      for (const { start = 0, length: long = 0 } of service.getSemanticDiagnostics(file))
        expect(start + long, `${start} + ${long} of ${length}`).toBeLessThanOrEqual(length);
    }
    change(file, source);
    expect(codesOf(service.getSemanticDiagnostics(file)).filter((code) => code > 83000)).toEqual([]);
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

describe.each(currentTypescript)('%s, in a real server', (typescript) => {
  let server: TsServer;
  let directory: string;
  beforeAll(() => {
    directory = temporaryProject(fileURLToPath(new URL('../../examples/next-app', import.meta.url)), { hasOwnModules: true });
    // TypeScript itself needs ten times as long for each key with the types of Next.js and the browser in the program.
    for (const name of ['next', 'react', 'react-dom', '@types']) rmSync(`${directory}/node_modules/${name}`);
    const plugins = [{ name: pluginName, preset: 'all' }];
    writeFileSync(`${directory}/tsconfig.json`, JSON.stringify({ compilerOptions: { ...compilerOptions, plugins } }));
    server = new TsServer(typescript);
  });
  afterAll(() => {
    server.close();
    removeProject(directory);
  });

  it.each(typed)('stands %s being typed', async (name) => {
    const file = `${directory}/${name}`;
    const source = readFileSync(file, 'utf8');
    server.open(file, '');
    let line = 1;
    let offset = 1;
    let length = 0;
    for (const newText of source) {
      const at = { line, offset };
      server.notify('updateOpen', { changedFiles: [{ fileName: file, textChanges: [{ start: at, end: at, newText }] }] });
      length += newText.length;
      // After more of them it is asked in this process, above.
      if (length % 149 === 0) {
        for (const { start, end } of await server.findings(file))
          expect(0 <= start && start <= end && end <= length, `${start}–${end} of ${length}`).toBe(true);
      }
      [line, offset] = newText === '\n' ? [line + 1, 1] : [line, offset + newText.length];
    }
    expect(await server.findings(file)).toEqual([]);
    expect(server.log()).not.toMatch(/rsc-boundary: |Error processing request/u);
  });
});
