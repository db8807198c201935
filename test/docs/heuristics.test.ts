import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const page = readFileSync(join(root, 'docs/heuristics.md'), 'utf8');

/** So long is a regular expression only where it lists names. */
const listing = 90;

function sources(): Array<readonly [name: string, file: ts.SourceFile]> {
  const names = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'));
  return names
    .filter((name) => name.endsWith('.ts'))
    .sort()
    .map((name) => {
      const text = readFileSync(join(root, 'src', name), 'utf8');
      return [name, ts.createSourceFile(name, text, ts.ScriptTarget.Latest, true)] as const;
    });
}

function longestPattern(file: ts.SourceFile): number {
  let longest = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isRegularExpressionLiteral(node)) longest = Math.max(longest, node.text.length);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return longest;
}

it('names each file that lists names or text to go by', () => {
  const listed = sources().filter(([, file]) => longestPattern(file) >= listing);
  expect(listed.map(([name]) => name).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

it('names each list of the catalog', () => {
  const lists = readdirSync(join(root, 'src/catalog')).map((name) => `catalog/${name}`);
  expect(lists.filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});

it('names no file that is not there', () => {
  const named = [...page.matchAll(/`([\w-]+(?:\/[\w-]+)+\.ts)`/g)].map(([, name]) => name!);
  expect(named.length).toBeGreaterThan(20);
  expect(named.filter((name) => !existsSync(join(root, 'src', name)))).toEqual([]);
});
