import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The suites that take longest, the longest first: begun last they would be all that is left to wait for. */
const long = [
  'test/edits/edits.test.ts',
  'test/parity/build.test.ts',
  'test/rules/growth.test.ts',
  'test/pack/pack.test.ts',
  'test/core/fixtures.test.ts',
  'test/ts-plugin/fixtures.test.ts',
  'test/cli/fixtures.test.ts',
  'test/project/order.test.ts',
  'test/eslint/fixtures.test.ts',
  'test/storm/storm.test.ts',
  'test/pack/typescript-7.test.ts',
  'test/lsp/robustness.test.ts',
  'test/examples/editor.test.ts',
  'test/eslint/rules.test.ts',
  'test/cli/bad-input.test.ts',
  'test/cli/backend.test.ts',
  'test/cli/hooks.test.ts',
  'test/eslint/examples.test.ts',
];

/** vitest's own order goes by how long each took the last time; where there was none, as on a fresh clone, by the size of the files. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const place = long.findIndex((name) => moduleId.endsWith(name));
      return place < 0 ? long.length : place;
    };
    // One project after the other: a process is of one of them.
    const sorted = await super.sort(files);
    const projects = [...new Set(sorted.map(({ project }) => project))];
    return projects.flatMap((one) => sorted.filter(({ project }) => project === one).sort((a, b) => placeOf(a) - placeOf(b)));
  }
}
