import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { analysisOptions, diskHost, normalize, readConfig } from '../../node/disk.ts';
import { analyze } from '../../src/analyze.ts';
import { projectOfDisk } from '../../src/project/disk-project.ts';
import { projectOfProgram } from '../../src/project/program-project.ts';
import type { Project } from '../../src/project/project.ts';
import { rules } from '../../src/rules/index.ts';
import { root } from '../support/build.ts';

const folders = [
  'test/fixtures',
  ...['examples', 'test/apps'].flatMap((parent) => readdirSync(join(root, parent)).map((name) => `${parent}/${name}`)),
].filter((folder) => existsSync(join(root, folder, 'tsconfig.json')));
const selected = rules.map((rule) => ({ rule }));

/** What there is to say of a file, one line each. */
function said(project: Project, fileName: string): string[] {
  const sourceFile = project.sourceFile(fileName);
  return sourceFile
    ? analyze(project, sourceFile, selected).map(
        ({ rule, start, end, message }) => `${rule} ${start}-${end} ${withPlainEvent(message)}`,
      )
    : [];
}

/** Which event it is only its type says. */
function withPlainEvent(message: string): string {
  return message.replace(/\ban? \w*Event\b/, 'an event');
}

describe('without types nothing is said that is not said with them', () => {
  it.each(folders)('%s', { timeout: 300_000 }, (folder) => {
    const directory = normalize(join(root, folder));
    const { options, fileNames } = readConfig(ts, `${directory}/tsconfig.json`);
    const typed = projectOfProgram(ts, ts.createProgram(fileNames, analysisOptions(options)), {}, ts.sys);
    const untyped = projectOfDisk(ts, diskHost(ts, directory));
    const beyond = untyped.fileNames().flatMap((fileName) => {
      const with_ = new Set(said(typed, fileName));
      return said(untyped, fileName)
        .filter((line) => !with_.has(line))
        .map((line) => `${fileName.slice(directory.length + 1)}: ${line}`);
    });
    expect(beyond).toEqual([]);
  });
});
