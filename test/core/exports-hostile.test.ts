import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { DiskProject } from '../../src/project/disk-project.ts';
import { rules } from '../../src/rules/index.ts';
import { lengthsOf } from '../support/half-typed.ts';

const names = ['server-module-exports', 'async-server-functions', 'server-function-syntax'];
const selected = rules.filter((rule) => names.includes(rule.name)).map((rule) => ({ rule }));

function findingsIn(source: string, fileName = 'actions.ts'): string[] {
  const sourceFile = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true);
  const host = { ...ts.sys, directory: '/', compilerOptions: {}, fileNames: () => [fileName] };
  return runRules(new DiskProject(ts, host, {}), sourceFile, selected).map(({ rule, start, end }) => {
    expect(start).toBeGreaterThanOrEqual(0);
    expect(end).toBeLessThanOrEqual(source.length);
    return rule;
  });
}

const whole = `'use server';
import * as all from './all';
export const { a, b: [c = 1] } = make(), d = x ? () => {} : (function* () {}) as any;
export default class extends all.Base { static async m() { 'use server'; return super.m(this) } #p() { 'use server' } }
export { a as "b", type T }; export = { x: arguments }; module.exports.x = exports['y'] = 1;
const self = self; export { self }; export const round = self;
`;

describe('half-typed source', () => {
  it('gives findings in its bounds at every length', () => {
    for (const length of lengthsOf(whole)) {
      findingsIn(whole.slice(0, length));
      findingsIn(whole.slice(0, length), 'actions.jsx');
      findingsIn(`'use server';\n${whole.slice(length)}`);
    }
  });
});

describe('huge source', () => {
  it('reads a chain of any length', () => {
    const chain = `${'f || '.repeat(20_000)}(() => {})`;
    expect(findingsIn(`'use server';\nexport const save = ${chain};`)).toEqual(['async-server-functions']);
  });

  it('reads names that stand for each other', () => {
    const source = `'use server';\nconst a = b;\nconst b = a;\nexport { a };\nexport const c = c;`;
    expect(findingsIn(source)).toEqual([]);
  });

  it('reads many exports', () => {
    const source = Array.from({ length: 1_000 }, (_, index) => `export function f${index}() {}`).join('\n');
    expect(findingsIn(`'use server';\n${source}`)).toHaveLength(1_000);
  });
});
