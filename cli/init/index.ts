import { createTwoFilesPatch } from 'diff';
import pc from 'picocolors';
import { UsageError } from '../../node/usage-error.ts';
import { nameBelow } from '../paths.ts';
import { print, visible } from '../terminal.ts';
import { findProject, type SetupFound } from './found.ts';
import { planFor, undo, write } from './plan.ts';
import type { SetupChange } from './step.ts';

/** What `rsc-boundary init` was asked to do. */
export interface InitOptions {
  readonly yes: boolean;
  readonly undo: boolean;
}

/**
 * Sets a project up: shows what would be written, asks, and writes. What is there already is left as it is.
 *
 * @throws UsageError for whatever the user asked that cannot be done
 */
export async function init(options: InitOptions, workingDirectory: string): Promise<void> {
  const found = await findProject(workingDirectory);
  if (options.undo) {
    await print(undo(found));
    return;
  }
  const { changes, byHand } = planFor(found);
  const seen = `${found.framework ?? 'No framework that is known'}, ${found.agent.split('@', 1)[0]}.`;
  const manual = byHand.length > 0 ? `\nTo do by hand:\n${byHand.map((text) => `- ${visible(text)}\n`).join('')}` : '';
  if (changes.length === 0) {
    await print(`${seen}\nNothing to write: all of it is there, or not to be had.\n${manual}`);
    return;
  }
  await print(`${seen}\n\n${changes.map((change) => diffText(found, change)).join('\n')}${manual}`);
  if (!options.yes && !(await isWanted(changes.length))) {
    await print('Nothing was written.\n');
    return;
  }
  write(found, changes);
  await print(
    `\n${pc.green(`Wrote ${changes.length} file${changes.length === 1 ? '' : 's'}.`)} \`rsc-boundary init --undo\` takes it back.\n`,
  );
}

async function isWanted(count: number): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    throw new UsageError('Nothing was written: there is no terminal to ask on. Run it with --yes to write this.');
  const { confirm, isCancel } = await import('@clack/prompts');
  const answer = await confirm({ message: `Write ${count === 1 ? 'this file' : `these ${count} files`}?` });
  return !isCancel(answer) && answer;
}

function diffText({ repository }: SetupFound, { file, before, after }: SetupChange): string {
  const name = nameBelow(repository, file);
  const patch = createTwoFilesPatch(before === undefined ? '/dev/null' : name, name, before ?? '', after, '', '', { context: 2 });
  return patch
    .split('\n')
    .filter((line) => !line.startsWith('==='))
    .map((line) => {
      const text = visible(line);
      if (/^(?:\+\+\+|---)/.test(line)) return pc.bold(text);
      return line.startsWith('+') ? pc.green(text) : line.startsWith('-') ? pc.red(text) : text;
    })
    .join('\n');
}
