import { expect, it } from 'vitest';
import { ruleOfKind, type CompilerKind } from '../support/message-kinds.ts';
import { compile } from '../support/next-compiler.ts';
import { askInLayer } from '../support/parity.ts';
import { environmentCorpus } from './environment-corpus.ts';

/** The rules that are compared here. */
const compared = ['no-server-directive-in-client'];

it('has at least 180 sources', () => {
  const keys = environmentCorpus.map(({ source, file, layer, config }) => JSON.stringify([source, file, layer, config]));
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.length).toBeGreaterThanOrEqual(180);
});

it.each(environmentCorpus)('the compiler, $layer, $file: $source', async ({ source, file = 'app/a.tsx', layer, config, says }) => {
  const errors = await compile(source, `/project/${file}`, layer, config);
  expect(errors.map(({ kind, line }) => `${kind}:${line ?? '?'}`).sort().join(' ')).toBe(says);
});

// A package is nobody's to lint.
const own = environmentCorpus.filter(({ file = '' }) => !file.startsWith('node_modules/'));

it.each(own)('we, $layer, $file: $source', ({ source, file = 'app/a.tsx', layer, says }) => {
  const theirs = says.split(' ').filter(Boolean).flatMap((claim) => {
    const [kind, line] = claim.split(':') as [CompilerKind, string];
    const rule = ruleOfKind(kind);
    return rule !== undefined && compared.includes(rule) ? [`${rule}:${line}`] : [];
  });
  expect(askInLayer(source, file, layer, compared)).toEqual(theirs);
});
