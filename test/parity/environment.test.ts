import { expect, it } from 'vitest';
import { compile } from '../support/next-compiler.ts';
import { environmentCorpus } from './environment-corpus.ts';

it('has at least 180 sources', () => {
  const keys = environmentCorpus.map(({ source, file, layer, config }) => JSON.stringify([source, file, layer, config]));
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.length).toBeGreaterThanOrEqual(180);
});

it.each(environmentCorpus)('the compiler, $layer, $file: $source', async ({ source, file = 'app/a.tsx', layer, config, says }) => {
  const errors = await compile(source, `/project/${file}`, layer, config);
  expect(errors.map(({ kind, line }) => `${kind}:${line ?? '?'}`).sort().join(' ')).toBe(says);
});
