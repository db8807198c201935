import { readFileSync, writeFileSync } from 'node:fs';
import ts from 'typescript';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { fixtureCases, fixturesDirectory, rulesOfCase } from '../support/fixtures.ts';
import { removeProject, temporaryProject, TsServer, typescriptPackages } from '../support/tsserver.ts';
import { pluginName } from './support.ts';

const cases = fixtureCases();
const codes = new Map(rules.map((rule) => [rule.code, rule.name]));

// The same findings as everywhere: what the markers say, no more and no less, from a real tsserver.
describe.each(typescriptPackages)('%s', (typescript) => {
  let server: TsServer;
  let directory: string;

  beforeAll(() => {
    directory = temporaryProject(fixturesDirectory);
    for (const tsconfig of new Set(cases.map((fixture) => fixture.tsconfig))) addPlugin(copyOf(tsconfig));
    server = new TsServer(typescript);
  });
  afterAll(() => {
    server.close();
    removeProject(directory);
  });

  /** The copy of a fixture's file in the server's project. */
  const copyOf = (fileName: string): string => directory + fileName.slice(fixturesDirectory.length);

  it.each(cases.map((fixture) => [fixture.name, fixture] as const))('%s', async (_name, fixture) => {
    const on = rulesOfCase(fixture);
    for (const file of fixture.files) {
      server.open(copyOf(file.fileName));
      const found = await server.findings(copyOf(file.fileName));
      const seen = found
        .map(({ code, message, start, end }) => ({ rule: codes.get(code) ?? `code ${code}`, message, start, end }))
        .filter(({ rule }) => on.has(rule));
      expect(seen, file.name).toEqual(file.expected);
    }
  });
});

/** Puts the plugin with every rule into a tsconfig. */
function addPlugin(tsconfig: string): void {
  const { config } = ts.parseConfigFileTextToJson(tsconfig, readFileSync(tsconfig, 'utf8')) as {
    config: { compilerOptions?: object };
  };
  const plugins = [{ name: pluginName, preset: 'all' }];
  writeFileSync(tsconfig, JSON.stringify({ ...config, compilerOptions: { ...config.compilerOptions, plugins } }));
}
