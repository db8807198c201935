import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { UsageError } from '../node/usage-error.ts';

/** What a terminal obeys instead of showing it: control characters, and those that turn the direction of writing. */
const obeyed = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** A text that is shown as it is: names of files and lines of source may hold what a terminal obeys. */
export function visible(text: string): string {
  return text.replace(obeyed, (character) => (character === '\t' ? character : escapeOf(character)));
}

/** A value as JSON, to be read by a program or in a terminal. */
export function jsonText(value: unknown): string {
  return `${visibleJson(JSON.stringify(value, null, 2))}\n`;
}

/** JSON that is shown as it is. What it need not escape it may escape. */
export function visibleJson(json: string): string {
  return json.replace(obeyed, (character) => (character === '\n' ? character : escapeOf(character)));
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * Prints to standard output, to the end.
 *
 * @throws UsageError where there is no place to write to; a reader that has gone (`| head -1`) has seen what it wanted
 */
export async function print(text: string): Promise<void> {
  const { stdout } = process;
  const error = await new Promise<NodeJS.ErrnoException | null | undefined>((resolve) => {
    stdout.once('error', resolve);
    stdout.write(text, resolve);
  });
  if (error && error.code !== 'EPIPE') throw new UsageError(`The output cannot be written: ${systemReason(error)}.`);
}

/** What people write, and no tool writes a report into. */
const source = /\.[cm]?[jt]sx?$|(?:^|[\\/])(?:package|[jt]sconfig[^\\/]*)\.json$/i;

/**
 * Refuses a file to write to that somebody has written, before anything is read.
 *
 * @throws UsageError where there is such a file
 */
export function checkOutput(file: string): void {
  if (source.test(file) && existsSync(file))
    throw new UsageError(`${file} is a source file and is not written over: name another file.`);
}

/**
 * Writes to a file, and makes the folders it is to lie in.
 *
 * @throws UsageError where it cannot be written
 */
export function writeOutput(file: string, text: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw new UsageError(`${file} cannot be written: ${systemReason(error)}.`);
  }
}

/** Why the system refused, in its words: `no space left on device`. */
export function systemReason(error: unknown): string {
  const { code, message = String(error) } = error as NodeJS.ErrnoException;
  return /^[A-Z]+: ([^,]*)/.exec(message)?.[1] ?? code ?? message;
}
