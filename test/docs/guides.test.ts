import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { fixturesDirectory } from '../support/fixtures.ts';

type GuidesPage = (registry: unknown, root: URL) => Promise<{ text: string; problems: string[] }>;
const { guidesPage } = (await import(new URL('../../scripts/guides.mjs', import.meta.url).href)) as { guidesPage: GuidesPage };

describe('the page of the guides is held to the fixtures', () => {
  let root: string;
  let guides: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'rsc-boundary-guides-'));
    guides = join(root, 'test/fixtures/guides');
    cpSync(join(fixturesDirectory, 'guides'), guides, { recursive: true });
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const problems = async () => (await guidesPage(rules, pathToFileURL(`${root}/`))).problems;
  const change = (name: string, from: string | RegExp, to: string): void => {
    const text = readFileSync(join(guides, name), 'utf8');
    const changed = text.replace(from, to);
    expect(changed).not.toBe(text);
    writeFileSync(join(guides, name), changed);
  };

  it('and agrees with them as they are', async () => expect(await problems()).toEqual([]));

  it('a rule without a marker', async () => {
    change('forms/pending-states/faults/app/weed-form.tsx', /^\/\/ .*form-status-in-child: .*\n/m, '');
    expect(await problems()).toEqual(['test/fixtures/guides/forms/pending-states/faults has no marker of form-status-in-child.']);
  });

  it('a marker of a rule that is not named', async () => {
    change('guides.json', /"form-status-in-child"/, '"client-only-api"');
    expect(await problems()).toEqual([
      'test/fixtures/guides/forms/pending-states/faults has a marker of form-status-in-child, which guides.json does not name.',
    ]);
  });

  it('a marker in what is valid', async () => {
    change('forms/pending-states/valid/app/page.jsx', /$/, '\nPage;\n//<^ client-only-api: no\n');
    expect(await problems()).toEqual(['test/fixtures/guides/forms/pending-states/valid has a marker of client-only-api.']);
  });

  it('a section without a fixture, and a fixture without a section', async () => {
    rmSync(join(guides, 'forms/optimistic-updates'), { recursive: true });
    mkdirSync(join(guides, 'forms/other/valid'), { recursive: true });
    expect(await problems()).toEqual([
      'test/fixtures/guides/forms/optimistic-updates is missing.',
      'test/fixtures/guides/forms/other is no section of guides.json.',
    ]);
  });

  it('faults without a text', async () => {
    change('guides.json', '"faults": "In the component that renders it.",', '');
    expect(await problems()).toEqual([
      'test/fixtures/guides/react/use-form-status: "faults" has both a text in guides.json and a folder, or neither.',
    ]);
  });

  it('a rule of no section', async () => {
    change('guides.json', '"directive-spelling": "what Next.js\'s compiler silently ignores.",', '');
    expect(await problems()).toEqual([
      'test/fixtures/guides/guides.json: directive-spelling belongs in the rules of a section, or in "elsewhere" with its source; not in both.',
    ]);
  });
});
