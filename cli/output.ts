import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import pc from 'picocolors';
import { UsageError } from '../node/usage-error.ts';
import type { CheckResult } from './find.ts';
import type { Colors, Report } from './formats/format.ts';
import { formats } from './formats/index.ts';
import { checkOutput, print, writeOutput } from './terminal.ts';

/** How to print, and where: to a file, or to the terminal. */
export interface OutputRequest {
  readonly format: string;
  readonly file?: string;
}

/** The format that goes to the terminal: whoever has all in files still sees what came of it. */
export function terminalFormat(requests: readonly OutputRequest[]): string {
  return requests.find(({ file }) => file === undefined)?.format ?? 'stylish';
}

/**
 * Refuses what cannot be written, before anything is read.
 *
 * @throws UsageError where two formats go to one place, or one to a source file
 */
export function checkRequests(requests: readonly OutputRequest[]): void {
  const places = requests.map(({ file }) => file);
  for (const place of places) if (place !== undefined) checkOutput(place);
  const twice = places.find((place, index) => places.indexOf(place) !== index);
  if (twice !== undefined) throw new UsageError(`Two formats cannot both be written to ${twice}.`);
  if (places.filter((place) => place === undefined).length > 1)
    throw new UsageError('Only one format can go to the terminal: name a file for the others, as in --format sarif:out.sarif.');
}

/**
 * Prints a result in every format asked for: first to the terminal, then to the files.
 *
 * @throws UsageError where there is no place to write to
 */
export async function printResult(
  result: CheckResult,
  requests: readonly OutputRequest[],
  version: string,
  workingDirectory: string,
): Promise<void> {
  const report: Report = { ...result, version, workingDirectory, repository: repositoryOf(workingDirectory) };
  const textIn = (name: string, colors: Colors): string => formats.find((format) => format.name === name)!.format(report, colors);
  await print(textIn(terminalFormat(requests), pc));
  for (const { format, file } of requests) if (file !== undefined) writeOutput(file, textIn(format, pc.createColors(false)));
}

/** The nearest folder at or above one that git keeps, or the folder itself. */
function repositoryOf(directory: string): string {
  for (let folder = directory; ; folder = dirname(folder)) {
    if (existsSync(`${folder}/.git`)) return folder;
    if (dirname(folder) === folder) return directory;
  }
}
