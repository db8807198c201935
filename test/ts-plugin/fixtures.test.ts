import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { runRules } from '../../src/run-rules.ts';
import { editsByFile } from '../../editor/actions.ts';
import type { TextEdit } from '../../src/finding.ts';
import { applyEdits } from '../support/apply-edits.ts';
import { projectOfProgram } from '../../src/project/program-project.ts';
import {
  casesForDoors,
  fixtureCases,
  fixturesDirectory,
  including,
  isAround,
  programOf,
  rulesOfCase,
  type FixtureCase,
  type FixtureFile,
} from '../support/fixtures.ts';
import { currentTypescript, removeProject, temporaryProject, TsServer, typescriptPackages } from '../support/tsserver.ts';
import { edited, locationOf, pluginName } from './support.ts';

const cases = fixtureCases();
const chosen = casesForDoors(cases);
const codes = new Map(rules.map((rule) => [rule.code, rule.name]));
const offering = offeringFiles();

it('there is something to offer of every rule that says so', () => {
  const offered = new Set(offering.map(([, { rule }]) => rule));
  expect(rules.filter(({ fixable, hasSuggestions, name }) => (fixable || hasSuggestions) && !offered.has(name))).toEqual([]);
});

// The same findings as everywhere: what the markers say, no more and no less, from a real tsserver.
describe.each(typescriptPackages)('%s', (typescript) => {
  let server: TsServer;
  let directory: string;
  // An edit is the same whichever TypeScript hands it on.
  const offered = currentTypescript.includes(typescript) ? offering : [];

  beforeAll(() => {
    const read = [...chosen, ...offered.map(([, fixture]) => fixture)];
    directory = temporaryProject(fixturesDirectory, { isCopied: isAround(read) });
    for (const tsconfig of new Set(read.map((fixture) => fixture.tsconfig)))
      addPlugin(
        copyOf(tsconfig),
        read.filter((fixture) => fixture.tsconfig === tsconfig),
      );
    server = new TsServer(typescript);
    // Of a project in which no file is open a server forgets the program.
    server.open(copyOf(chosen.find(isShared)!.files[0]!.fileName));
  });
  afterAll(() => {
    server.close();
    removeProject(directory);
  });

  /** The copy of a fixture's file in the server's project. */
  const copyOf = (fileName: string): string => directory + fileName.slice(fixturesDirectory.length);

  it.each(chosen.map((fixture) => [fixture.name, fixture] as const))('%s', async (_name, fixture) => {
    const on = rulesOfCase(fixture);
    for (const file of fixture.files) {
      server.open(copyOf(file.fileName));
      const found = await server.findings(copyOf(file.fileName));
      const seen = found
        .map(({ code, message, start, end }) => ({ rule: codes.get(code) ?? `code ${code}`, message, start, end }))
        .filter(({ rule }) => on.has(rule));
      expect(seen, file.name).toEqual(file.expected);
      // Places that a finding names are in the program, and inside their files.
      for (const { span } of found.flatMap(({ related }) => related)) expect(span, file.name).toBeDefined();
      if (file !== chosen.find(isShared)!.files[0]) server.closeFile(copyOf(file.fileName));
    }
  });

  it.each(offered)('%s: its fixes and suggestions are offered', async (_name, _fixture, file, offers) => {
    const fileName = copyOf(file.fileName);
    server.open(fileName);
    for (const { code, start, end, title, texts } of offers) {
      const [from, to] = [locationOf(file.text, start), locationOf(file.text, end)];
      const place = { file: fileName, startLine: from.line, startOffset: from.offset, endLine: to.line, endOffset: to.offset };
      const actions = await server.request<ts.server.protocol.CodeFixAction[]>('getCodeFixes', { ...place, errorCodes: [code] });
      const seen = actions
        .filter(({ description }) => description === title)
        .map(({ changes }) =>
          Object.fromEntries(changes.map((change) => [change.fileName, edited(readFileSync(change.fileName, 'utf8'), [change])])),
        );
      expect(seen).toContainEqual(Object.fromEntries(Object.entries(texts).map(([name, text]) => [copyOf(name), text])));
    }
    server.closeFile(fileName);
  });
});

/** What an editor can do about the findings of a file: their fixes and suggestions by title, with the texts that come of them. */
interface Offer {
  readonly code: number;
  readonly start: number;
  readonly end: number;
  readonly title: string;
  /** By the file's name in the fixtures. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Of the rule whose folder a case is in. */
function offersFor({ tsconfig, rule }: FixtureCase, file: FixtureFile): Offer[] {
  const own = rules.find(({ name }) => name === rule);
  if (!own?.fixable && !own?.hasSuggestions) return [];
  // What the core offers is kept beside the file, and compared there.
  if (!existsSync(`${file.fileName}.fixed`) && !existsSync(`${file.fileName}.suggestions`)) return [];
  const { name, code } = own;
  const program = programOf(tsconfig);
  const findings = runRules(projectOfProgram(ts, program, {}, ts.sys), program.getSourceFile(file.fileName)!, [{ rule: own }]);
  return findings.flatMap(({ start, end, fix, suggestions }) => {
    const offer = (title: string, edits: readonly TextEdit[]): Offer => ({
      code,
      start,
      end,
      title,
      texts: Object.fromEntries(
        [...editsByFile(file.fileName, edits)].map(([fileName, own]) => [
          fileName,
          applyEdits(readFileSync(fileName, 'utf8'), [own]),
        ]),
      ),
    });
    return [
      ...(fix ? [offer(`Fix this ${name} problem`, fix)] : []),
      ...suggestions.map(({ message, edits }) => offer(message, edits)),
    ];
  });
}

/** The first files of a rule's own folder in which each of its fixes and suggestions is offered, by title without what it quotes. */
function offeringFiles(): Array<readonly [string, FixtureCase, FixtureFile, readonly Offer[]]> {
  const seen = new Set<string>();
  return cases.flatMap((fixture) => {
    return fixture.files.flatMap((file) => {
      const fresh = offersFor(fixture, file).filter(({ code, title }) => {
        const kind = `${code} ${title.replaceAll(/"[^"]*"/gu, '…')}`;
        return !seen.has(kind) && seen.add(kind);
      });
      return fresh.length > 0 ? [[file.name, fixture, file, fresh] as const] : [];
    });
  });
}

/** Puts the plugin with every rule into a tsconfig, which the cases share or which is that of one of them. */
function addPlugin(tsconfig: string, read: readonly FixtureCase[]): void {
  const { config } = ts.parseConfigFileTextToJson(tsconfig, readFileSync(tsconfig, 'utf8')) as {
    config: { compilerOptions?: object };
  };
  const plugins = [{ name: pluginName, preset: 'all' }];
  const include = read.some(isShared) ? including(read) : undefined;
  writeFileSync(tsconfig, JSON.stringify({ ...config, ...include, compilerOptions: { ...config.compilerOptions, plugins } }));
}

/** Whether a case is in the program that most of them share. */
function isShared({ tsconfig, directory }: FixtureCase): boolean {
  return !tsconfig.startsWith(directory);
}
