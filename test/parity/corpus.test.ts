import { expect, it } from 'vitest';
import { ask, askCompiler } from '../support/parity.ts';
import { corpus } from './corpus.ts';

it('has at least 200 sources', () => {
  expect(new Set(corpus.map(({ source, file }) => `${file} ${source}`)).size).toBeGreaterThanOrEqual(200);
});

it.each(corpus)('$source', async ({ source, file = 'a.ts', beyond, notCopied }) => {
  const fileName = `/project/app/${file}`;
  const ours = ask(source, fileName);
  const theirs = await askCompiler(source, fileName);
  const onlyOurs = ours.filter((statement) => !theirs.includes(statement));
  const onlyTheirs = theirs.filter((statement) => !ours.includes(statement));
  // An explained difference that is none any more is as wrong as one without explanation.
  expect({ onlyOurs: onlyOurs.length > 0, onlyTheirs: onlyTheirs.length > 0, ours, theirs }).toEqual({
    onlyOurs: beyond !== undefined,
    onlyTheirs: notCopied !== undefined,
    ours,
    theirs,
  });
});
