import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { documentationOf, failureRemedyOf } from '../../src/rule.ts';
import { rules } from '../../src/rules/index.ts';

const root = new URL('../../', import.meta.url);
const { bugs, homepage, repository } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as {
  bugs: string;
  homepage: string;
  repository: { url: string };
};
const address = repository.url.replace(/^git\+|\.git$/g, '');

it('package.json names one place', () => {
  expect(homepage).toBe(`${address}#readme`);
  expect(bugs).toBe(`${address}/issues`);
});

it.each(rules.map(({ name }) => name))('the page of %s is there', (name) => {
  expect(documentationOf(name)).toBe(`${address}/blob/main/docs/rules/${name}.md`);
  expect(existsSync(new URL(`docs/rules/${name}.md`, root))).toBe(true);
});

it('a failure is reported where package.json says', () => {
  expect(failureRemedyOf(new Error('x'))).toBe(`Please report it with that file at ${bugs}`);
});
