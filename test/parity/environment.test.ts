import { expect, it } from 'vitest';
import { ruleOfKind, type CompilerKind } from '../support/message-kinds.ts';
import { compile } from '../support/next-compiler.ts';
import { askInLayer } from '../support/parity.ts';
import { environmentCorpus } from './environment-corpus.ts';

/** The rules that are compared here. */
const compared = ['no-server-directive-in-client', 'next-file-conventions', 'client-only-api', 'server-only-api'];

/** Where we say more than the compiler, or nothing where it is wrong, and why that is true. */
const beyond: ReadonlyArray<readonly [source: RegExp, layer: 'rsc' | 'client', says: string, why: string]> = [
  [
    /^import \{ (?:useContext|startTransition|act) \} from 'react'\nuse\(/,
    'rsc',
    'client-only-api:1',
    'the react-server build of React does not export it',
  ],
  [
    /^import \{ createPortal \} from 'react-dom'\nuse\(/,
    'rsc',
    'client-only-api:1',
    'the react-server build of react-dom does not export it',
  ],
  [
    /^import (?:\* as )?React from 'react'\n.*React\.(?:useState|Component)/,
    'rsc',
    'client-only-api:2',
    'undefined in the react-server build, however it is reached',
  ],
  [/^const \{ useState \} = require\('react'\)/, 'rsc', 'client-only-api:1', 'the same'],
  [
    /^(?:export \* from |require\(|import\()'client-only'/,
    'rsc',
    'client-only-api:1',
    'Turbopack rejects it in whatever form it is imported',
  ],
  [
    /^import \{ renderToString \} from 'react-dom\/server\.\w+'/,
    'rsc',
    'client-only-api:1',
    'throws in the react-server build of react-dom',
  ],
  [/^import \{ useRouter \} from 'next\/router\.js'/, 'rsc', 'client-only-api:1', 'the same module as next/router'],
  [/^import \{ cookies \} from 'next\/headers\.js'/, 'client', 'server-only-api:1', 'the same module as next/headers'],
  [/^require\('server-only'\)/, 'client', 'server-only-api:1', 'Turbopack rejects it in whatever form it is imported'],
  [/^import \* as cache from 'next\/cache'\ncache\.revalidatePath/, 'client', 'server-only-api:2', 'throws in the browser'],
  [
    /^import dynamic from 'next\/dynamic'\nconst A = dynamic\(.*(?:ssr: !1 \}|ssr: \(false\) \}|loader: .*, ssr: false \}\))/,
    'rsc',
    'next-file-conventions:2',
    'the same, written in another way',
  ],
  [
    /^import dynamic from 'next\/dynamic'\nconst ssr = false\n/,
    'rsc',
    'next-file-conventions:3',
    'the same, by way of a constant',
  ],
  [
    /^'use client'\nconst m = \{\}\nexport \{ m as metadata \}/,
    'client',
    'next-file-conventions:3',
    'Next.js reads the export by its own name, not by the local one',
  ],
  [
    /^'use client'\n(?:const metadata = \{\}\n)?export \{ metadata as other \}/,
    'client',
    '',
    'nobody reads an export of another name',
  ],
  [
    /^'use client'\nexport (?:const viewport|const generateViewport|const \{ metadata \}|class metadata)/,
    'client',
    'next-file-conventions:2',
    'Next.js cannot read it from a client reference either',
  ],
  [
    /^export \{ (?:a as metadata, b as generateMetadata|load as getServerSideProps)/,
    'rsc',
    'next-file-conventions:1',
    'Next.js reads the export by its own name, not by the local one',
  ],
  [/^export const viewport = .*\nexport function generateViewport/, 'rsc', 'next-file-conventions:1', 'the object is ignored'],
  [/^export function getStaticPaths/, 'rsc', 'next-file-conventions:1', 'nothing calls it in app/'],
  [/^export \{ getServerSideProps as load \}/, 'rsc', '', 'an export of another name is nothing to the Pages Router'],
  [/^export \{ ImageResponse \} from 'next\/server'/, 'rsc', 'next-file-conventions:1', 'throws where it is called'],
  [/^export const ensureStatic = /, 'rsc', 'next-file-conventions:1', 'refused by the build (get-page-static-info)'],
];

it('each difference stands for a source', () => {
  const unused = beyond.filter(
    ([pattern, side]) =>
      !environmentCorpus.some(({ source, layer }) => pattern.test(source) && side === (layer === 'rsc' ? 'rsc' : 'client')),
  );
  expect(unused).toEqual([]);
});

it('has at least 180 sources', () => {
  const keys = environmentCorpus.map(({ source, file, layer, config }) => JSON.stringify([source, file, layer, config]));
  expect(new Set(keys).size).toBe(keys.length);
  expect(keys.length).toBeGreaterThanOrEqual(180);
});

it.each(environmentCorpus)(
  'the compiler, $layer, $file: $source',
  async ({ source, file = 'app/a.tsx', layer, config, says }) => {
    const errors = await compile(source, `/project/${file}`, layer, config);
    expect(
      errors
        .map(({ kind, line }) => `${kind}:${line ?? '?'}`)
        .sort()
        .join(' '),
    ).toBe(says);
  },
);

// A package is nobody's to lint.
const own = environmentCorpus.filter(({ file = '' }) => !file.startsWith('node_modules/'));

it.each(own)('we, $layer, $file: $source', ({ source, file = 'app/a.tsx', layer, config, says }) => {
  const theirs = says
    .split(' ')
    .filter(Boolean)
    .flatMap((claim) => {
      const [kind, line] = claim.split(':') as [CompilerKind, string];
      const rule = ruleOfKind(kind);
      return rule !== undefined && compared.includes(rule) ? [`${rule}:${line}`] : [];
    });
  const more = beyond.find(([pattern, side]) => pattern.test(source) && side === (layer === 'rsc' ? 'rsc' : 'client'));
  if (more?.[2]) expect(theirs, more[3]).toEqual([]);
  expect(askInLayer(source, file, layer, compared, config)).toEqual(more ? more[2].split(' ').filter(Boolean) : theirs);
});
