import { Command, InvalidArgumentError, Option } from 'commander';
import type { Backend } from './backend.ts';
import { baselineName } from './baseline.ts';
import { formats } from './formats/index.ts';
import type { GraphOptions } from './graph/index.ts';
import type { InitOptions } from './init/index.ts';
import type { OutputRequest } from './output.ts';
import type { WhyOptions } from './why/index.ts';

/** What the command line was asked to do. */
export interface CheckOptions {
  readonly project: readonly string[];
  readonly preset: readonly string[];
  readonly rule: Readonly<Record<string, string>>;
  readonly format: readonly OutputRequest[];
  readonly fix: boolean;
  readonly maxWarnings: number | undefined;
  readonly serverRoot: readonly string[];
  readonly timing?: boolean;
  readonly watch?: boolean;
  readonly staged?: boolean;
  readonly since?: string;
  readonly changed?: boolean;
  readonly baseline?: string;
  readonly writeBaseline?: string | true;
  readonly cache?: boolean;
  readonly backend?: Backend;
}

const append = (value: string, list: readonly string[]): string[] => {
  if (value.trim() === '') throw new InvalidArgumentError('It is empty.');
  return [...list, value];
};
const appendNames = (value: string, list: readonly string[]): string[] =>
  value.split(',').reduce<string[]>((names, name) => append(name.trim(), names), [...list]);

/** What every command takes that judges: which programs, by which rules. */
function judging(command: Command): Command {
  return command
    .option(
      '-p, --project <tsconfig>',
      'a tsconfig.json or jsconfig.json; may be repeated (default: the nearest one)',
      append,
      [],
    )
    .option('--preset <name>', 'recommended, strict, security or all; may be repeated (default: recommended)', appendNames, [])
    .option('--rule <name=severity>', 'off, warn or error for one rule; may be repeated', appendRule, {})
    .option(
      '--server-root <glob>',
      'files that render on the server in a framework other than Next.js; may be repeated',
      append,
      [],
    );
}

/** What every command takes that makes programs. */
const backendOption = (): Option =>
  new Option('--backend <name>', 'what answers for types: ts6, ts7 (experimental), or auto: ts7 where it is installed')
    .choices(['ts6', 'ts7', 'auto'])
    .default('ts6');

/**
 * The command line's grammar.
 *
 * @param version the package's version
 * @param check called with the paths and options of a check
 * @param graph called with the files and options of `rsc-boundary graph`
 * @param why called with the place and options of `rsc-boundary why`
 * @param init called with the options of `rsc-boundary init`
 * @param lsp called for `rsc-boundary lsp`
 */
export function createCommand(
  version: string,
  check: (paths: readonly string[], options: CheckOptions) => Promise<void> | void,
  graph: (files: readonly string[], options: GraphOptions) => Promise<void> | void,
  why: (place: string, options: WhyOptions) => Promise<void>,
  init: (options: InitOptions) => Promise<void>,
  lsp: () => Promise<void>,
): Command {
  const command = judging(new Command('rsc-boundary'))
    .description('Finds misused "use client"/"use server" directives and values that cannot cross the React client boundary.')
    .version(version)
    .argument('[paths...]', 'files or folders to report on (the whole project is read all the same)')
    .option(
      '--format <name[:file]>',
      `how to print, to the terminal or to a file; may be repeated: ${formats.map(({ name, description }) => `${name} (${description})`).join(', ')}`,
      appendFormat,
      [],
    )
    .option('--fix', 'apply the fixes whose result is certain', false)
    .option('--staged', 'judge what is in the index of git, and report what is new against HEAD', false)
    .option('--since <revision>', 'report what is new since the branch left this revision')
    .option('--changed', 'list the files in which a change can alter what is found, and why, and judge nothing', false)
    .option('--baseline <file>', 'report what this file does not know, and take out of it what is gone')
    .option(
      '--write-baseline [file]',
      `write down what is found, so that only what is new is reported (default: ${baselineName})`,
    )
    .option('--cache', 'keep what was found, and look again only where something can be found anew', false)
    .addOption(backendOption())
    .option('--timing', 'say where the time went, by phase and by rule', false)
    .option('--watch', 'run again after each change, until Ctrl-C or the end of standard input', false)
    .option('--max-warnings <number>', 'exit with 1 when there are more warnings than this', parseCount)
    .showHelpAfterError('(--help shows every option)')
    .enablePositionalOptions()
    .exitOverride()
    .action(check);
  command
    .command('graph')
    .description('shows the map: which side each module is on, by which chain of imports, and what enters through each boundary')
    .argument('[files...]', 'the files to tell about; none for the whole project')
    .option('-p, --project <tsconfig>', 'a tsconfig.json or jsconfig.json (default: the nearest one)', append, [])
    .option(
      '--server-root <glob>',
      'files that render on the server in a framework other than Next.js; may be repeated',
      append,
      [],
    )
    .addOption(new Option('--format <format>', 'how to show it').choices(['text', 'json', 'html']).default('text'))
    .addOption(backendOption())
    .option('-o, --output <file>', 'where to write it (default: the terminal)')
    .option('--compare <map.json>', 'what has changed since an earlier run with --format json')
    .showHelpAfterError('(--help shows every option)')
    .exitOverride()
    .action((files: string[], options: GraphOptions) => graph(files, options));
  judging(command.command('why'))
    .description('says what a judgement at a place rests on, and why each rule speaks there or is silent')
    .argument('<place>', 'FILE:LINE or FILE:LINE:COLUMN, counted from 1')
    .addOption(backendOption())
    .addOption(new Option('--format <format>', 'how to show it').choices(['text', 'json']).default('text'))
    .showHelpAfterError('(--help shows every option)')
    .exitOverride()
    .action((place: string, options: WhyOptions) => why(place, options));
  command
    .command('init')
    .description('sets a project up: ESLint, the editor, the hook and CI; shows what it would write, and asks')
    .option('-y, --yes', 'write without asking', false)
    .option('--undo', 'take back what was written', false)
    .showHelpAfterError('(--help shows every option)')
    .exitOverride()
    .action((options: InitOptions) => init(options));
  command
    .command('lsp')
    .description(
      'the language server, for editors: diagnostics, code actions, hover and completion over standard input and output',
    )
    .option('--stdio', 'what it does in any case; clients say so')
    // Some clients name their process here as well as in the protocol.
    .addOption(new Option('--clientProcessId <pid>').hideHelp())
    .showHelpAfterError('(--help shows every option)')
    .exitOverride()
    .action(() => lsp());
  return command;
}

function appendFormat(value: string, requests: readonly OutputRequest[]): OutputRequest[] {
  const [, format = '', file] = /^([^:]*)(?::(.*))?$/s.exec(value)!;
  if (!formats.some(({ name }) => name === format))
    throw new InvalidArgumentError(`There are: ${formats.map(({ name }) => name).join(', ')}.`);
  if (file === '') throw new InvalidArgumentError('The file has no name.');
  return [...requests, { format, ...(file === undefined ? {} : { file }) }];
}

function appendRule(value: string, rules: Readonly<Record<string, string>>): Record<string, string> {
  const [name, severity, ...rest] = value.split('=');
  if (!name || !severity || rest.length > 0) throw new InvalidArgumentError('It takes name=off, name=warn or name=error.');
  return { ...rules, [name]: severity };
}

function parseCount(value: string): number {
  if (!/^\d+$/.test(value)) throw new InvalidArgumentError('It takes a whole number.');
  return Number(value);
}
