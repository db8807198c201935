import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { DiskProject } from '../../src/project/disk-project.ts';
import { graphOf } from '../../src/graph/graph.ts';
import { clientOnlyApi } from '../../src/rules/client-only-api.ts';
import { ruleOfKind } from '../support/message-kinds.ts';
import { compile } from '../support/next-compiler.ts';

const app = fileURLToPath(new URL('../../examples/next-app', import.meta.url)).replaceAll('\\', '/');
const config = ts.readConfigFile(`${app}/tsconfig.json`, ts.sys.readFile).config as object;
const { fileNames, options } = ts.parseJsonConfigFileContent(config, ts.sys, app);

/** The example app, one file of it with another text. */
function appWith(changed?: string, text?: string): DiskProject {
  const readFile = (fileName: string): string | undefined => (fileName === changed ? text : ts.sys.readFile(fileName));
  return new DiskProject(ts, { ...ts.sys, readFile, directory: app, compilerOptions: options, fileNames: () => fileNames }, {});
}

const graph = graphOf(appWith());
const boundaries = fileNames.filter((fileName) => graph.isBoundary(fileName)).map((fileName) => fileName.slice(app.length + 1));

it('the example has boundaries', () => expect(boundaries.length).toBeGreaterThan(3));

it.each(boundaries)('%s without its "use client": we say what the compiler says', async (name) => {
  const fileName = `${app}/${name}`;
  const text = readFileSync(fileName, 'utf8').replace(/^'use client';\n/, '');
  const project = appWith(fileName, text);
  const sourceFile = project.sourceFile(fileName)!;
  const ours = runRules(project, sourceFile, [{ rule: clientOnlyApi }]).map(
    ({ start }) => sourceFile.getLineAndCharacterOfPosition(start).line + 1,
  );
  const theirs = (await compile(text, `/project/${name}`, 'rsc')).filter(({ kind }) => ruleOfKind(kind) === 'client-only-api');
  expect([...new Set(ours)]).toEqual([...new Set(theirs.map(({ line }) => line))].sort());
});
