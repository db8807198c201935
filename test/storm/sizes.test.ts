import { describe, expect, it } from 'vitest';
import { check } from '../../cli/check.ts';
import { reasonOf } from '../../src/rule.ts';
import { keptFolder } from '../support/folder.ts';
import { deep, long, wide, type Size } from './sizes.ts';

// For `npm run storm` as much as TypeScript itself takes in half a minute: it goes up a long chain of `+` once for each of its names.
const isStorm = process.env['STORM_MUTANTS'] !== undefined;
const counts = isStorm ? { long: 12_000, deep: 3_000, wide: 5_000 } : { long: 300, deep: 1_000, wide: 300 };

const compilerOptions = {
  jsx: 'preserve',
  lib: ['es5'],
  types: [],
  allowJs: true,
  module: 'esnext',
  moduleResolution: 'bundler',
};
const options = {
  preset: ['all'],
  rule: {},
  project: [],
  serverRoot: [],
  fix: false,
  format: [],
  maxWarnings: undefined,
};

/** What goes wrong as the command line checks an app around one large source: where TypeScript's stack ends nobody is to blame. */
function faultsOf(size: Size, count: number): string[] {
  const { folder, remove } = keptFolder({ 'tsconfig.json': JSON.stringify({ compilerOptions }), ...size(count) });
  try {
    const { failures } = check([], options, folder);
    return failures
      .map(({ rule, file, error }) => `${rule} in ${file}: ${reasonOf(error)}`)
      .filter((text) => !text.endsWith('nested too deeply'));
  } finally {
    remove();
  }
}

describe.each([
  ['long', long],
  ['deep', deep],
  ['wide', wide],
] as const)('%s', (kind, shapes) => {
  it.each(Object.entries(shapes))(
    '%s',
    (_name, size) => {
      expect(faultsOf(size, counts[kind])).toEqual([]);
    },
    0,
  );
});

// About 5 MB each, and a union of 50,000.
describe.runIf(isStorm)('what a generator writes', () => {
  it.each([
    ['an object of functions', long, 130_000],
    ['a list of objects', long, 130_000],
    ['exported constants', long, 110_000],
    ['one long string', long, 200_000],
    ['a union of strings', wide, 50_000],
  ] as const)(
    '%s',
    (name, shapes, count) => {
      expect(faultsOf(shapes[name]!, count)).toEqual([]);
    },
    0,
  );
});
