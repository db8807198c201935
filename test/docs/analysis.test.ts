import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { afterAll, expect, it } from 'vitest';
import { analyze, createProject, graph, rules } from '../../analysis/index.ts';
import { rules as registry } from '../../src/rules/index.ts';
import { root } from '../support/build.ts';
import { removeProject, temporaryProject } from '../support/tsserver.ts';

const page = readFileSync(join(root, 'docs/analysis.md'), 'utf8');
const files = Object.fromEntries(
  [...page.matchAll(/^```\w+ file=(\S+)\n([\s\S]*?)^```$/gmu)].map(([, name, text]) => [name!, text!]),
);
const directory = temporaryProject({
  ...files,
  'app/silent.ts': `'use server';\n// eslint-disable-next-line rsc-boundary/async-server-functions\nexport function save() {}\n`,
  'tsconfig.json': JSON.stringify({
    compilerOptions: { jsx: 'preserve', strict: true, module: 'esnext', moduleResolution: 'bundler', types: [] },
    include: ['app', 'ui'],
    exclude: ['app/silent.ts'],
  }),
});
afterAll(() => removeProject(directory));

it('the example of the page writes what the page says', () => {
  const written = execFileSync(process.execPath, ['check.mjs'], { cwd: directory, encoding: 'utf8' });
  expect(written).toBe(/^```text\n([\s\S]*?)^```$/mu.exec(page)![1]);
});

it('has every rule, by its name', () => {
  expect(rules.map(({ name }) => name)).toEqual(registry.map(({ name }) => name));
});

it('over the disk there are no types, and rules can be set', () => {
  const project = createProject({ directory });
  expect([project.directory, project.checker]).toEqual([directory, undefined]);
  expect(project.fileNames()).toEqual([`${directory}/app/page.tsx`, `${directory}/ui/counter.tsx`]);
  const found = analyze(project, `${directory}/app/page.tsx`, { rules: { 'serializable-props': 'warn' } });
  expect(found.map(({ rule, severity }) => [rule, severity])).toEqual([['serializable-props', 'warn']]);
  expect(analyze(project, `${directory}/app/page.tsx`, { rules: { 'serializable-props': 'off' } })).toEqual([]);
  expect(analyze(project, `${directory}/app/page.tsx`, { presets: [] })).toEqual([]);
});

it('over a Program there are types, and comments silence', () => {
  const names = [`${directory}/app/silent.ts`];
  const project = createProject({ program: ts.createProgram(names, { noLib: true, types: [] }), typescript: ts });
  expect(project.checker).toBeDefined();
  expect(analyze(project, names[0]!)).toEqual([]);
});

it('the graph has the chain that puts a module on its side', () => {
  const modules = graph(createProject({ directory }));
  const [from, to] = [`${directory}/app/page.tsx`, `${directory}/ui/counter.tsx`];
  expect(modules.environmentOf(to)).toEqual({ client: [from, to] });
  expect([from, to].map((name) => modules.isBoundary(name))).toEqual([false, true]);
  expect([modules.importsOf(from), modules.importersOf(to)]).toEqual([[to], [from]]);
});

it('says what it cannot do', () => {
  const project = createProject({ directory });
  expect(() => analyze(project, `${directory}/app/nope.tsx`)).toThrow(
    `app/nope.tsx is not a file of the project in ${directory}.`,
  );
  const rules = { 'directive-speling': 'off' } as object;
  expect(() => analyze(project, `${directory}/app/page.tsx`, { rules })).toThrow('There is no rule "directive-speling".');
  expect(() => analyze({ ...project }, `${directory}/app/page.tsx`)).toThrow('A project is what createProject() has made.');
});
