import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { appOf } from '../../bench/project.ts';
import { folder } from './folder.ts';

const compilerOptions = { types: [], noLib: true, jsx: 'preserve', module: 'esnext', moduleResolution: 'bundler' };

/** An app of several parts, most of them with something wrong; its features have a button and some functions in common. */
export function app(): string {
  const files: Record<string, string> = { 'tsconfig.json': JSON.stringify({ compilerOptions }) };
  for (const [name, text] of Object.entries(appOf(60))) files[name] = text.replace(/(\/(?:button|numbers))\d+(?=')/g, '$10');
  files['lib/cached.ts'] = `export async function load() {\n  'use cache';\n  return 1;\n}\n`;
  files['app/broken/page.tsx'] =
    `import { Box } from './box';\nexport default function Page() { return <Box go={() => {}} />; }\n`;
  files['app/broken/box.tsx'] = `'use client';\nexport function Box({ go }) { return <button onClick={go} />; }\n`;
  files['app/shared.d.ts'] = 'declare const shared: string;\n';
  const directory = folder(files);
  mkdirSync(join(directory, 'node_modules'));
  return directory;
}

function sourcesIn(directory: string): string[] {
  return ts.sys.readDirectory(directory, ['.ts', '.tsx'], ['**/node_modules/**']).sort();
}

/** Numbers from a seed: the same edits in each run. */
export function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const lines = [
  `'use client';`,
  `'use server';`,
  `import { useState } from 'react';`,
  `import '../../ui/button1';`,
  `export const late = 'use cache';`,
  `export function extra(data: FormData) { 'use server'; return () => data; }`,
  `declare global { interface Window { later: string } }`,
  `// a comment`,
  `export type { Item } from './types';`,
];

/** One edit of one file, as people and their tools make them. */
export function edit(directory: string, next: (below: number) => number): string {
  const all = sourcesIn(directory);
  const fileName = all[next(all.length)]!;
  const text = readFileSync(fileName, 'utf8').split('\n');
  const at = next(text.length);
  const kind = next(8);
  if (kind === 0) rmSync(fileName);
  else if (kind === 1) writeFileSync(fileName.replace(/(\.tsx?)$/, 'x$1'), text.join('\n'));
  else {
    if (kind < 4) text.splice(at, 1);
    else if (kind < 6) text.splice(kind === 4 ? 0 : at, 0, lines[next(lines.length)]!);
    else
      text.splice(
        at,
        1,
        text[at]!.replace(/[a-z]+/, (word) => `${word}${next(3)}`),
      );
    writeFileSync(fileName, text.join('\n'));
  }
  return `${kind} ${fileName.slice(directory.length)} ${at}`;
}
