import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isCollection, isMap, isSeq, parseDocument, type Document } from 'yaml';
import { isRecord } from '../../src/options.ts';
import { commandLine, has, type SetupFound } from './found.ts';
import { byHand, changed, isJson, nothing, textOfFile, withJson, type SetupStep, type StepResult } from './step.ts';

const own = 'rsc-boundary';

/** Has the hook tool of the project judge what is staged before each commit. */
export function hookStep(found: SetupFound): StepResult {
  const line = commandLine(found.agent, '--staged');
  const step = tools.find(({ isUsed }) => isUsed(found))?.step;
  if (step) return step(found);
  return byHand(
    `No hook tool was found. To judge each commit, put \`${line}\` into .git/hooks/pre-commit, or install husky and run it again.`,
  );
}

interface Tool {
  isUsed(found: SetupFound): boolean;
  readonly step: SetupStep;
}

const lefthookNames = ['lefthook', '.lefthook'].flatMap((name) => [`${name}.yml`, `${name}.yaml`]);
const preCommitName = '.pre-commit-config.yaml';

/** In the order in which one is taken where there are several: what is set up comes before what is only installed. */
const tools: readonly Tool[] = [
  { isUsed: ({ repository }) => isFolder(join(repository, '.husky')), step: husky },
  { isUsed: ({ repository }) => lefthookNames.some((name) => existsSync(join(repository, name))), step: lefthook },
  { isUsed: ({ manifest }) => manifest['simple-git-hooks'] !== undefined, step: simpleGitHooks },
  { isUsed: ({ repository }) => existsSync(join(repository, preCommitName)), step: preCommit },
  { isUsed: ({ manifest }) => has(manifest, 'husky'), step: husky },
  {
    isUsed: ({ manifest }) => has(manifest, 'simple-git-hooks') || has(manifest, 'lefthook'),
    step: ({ agent }) =>
      byHand(`The config of your hook tool was not found. Have it run \`${commandLine(agent, '--staged')}\` before each commit.`),
  },
];

function husky({ repository, agent }: SetupFound): StepResult {
  const file = join(repository, '.husky/pre-commit');
  const before = textOfFile(file);
  if (before?.includes(own)) return nothing;
  const line = commandLine(agent, '--staged');
  const start = before === undefined || before === '' || before.endsWith('\n') ? (before ?? '') : `${before}\n`;
  // What ends the script early, or hands over to another program, would keep the line from running.
  if (/^\s*(?:exit|exec)\b/m.test(start)) return byHand(`.husky/pre-commit ends by itself. Put \`${line}\` where it has to run.`);
  return { changes: [{ file, before, after: `${start}${line}\n`, isExecutable: true }], byHand: [] };
}

function lefthook({ repository, agent }: SetupFound): StepResult {
  const name = lefthookNames.find((candidate) => existsSync(join(repository, candidate)))!;
  const file = join(repository, name);
  const before = textOfFile(file)!;
  if (before.includes(own)) return nothing;
  const run = commandLine(agent, '--staged');
  const document = parseDocument(before);
  const hook = document.get('pre-commit');
  const manual = byHand(`${name} is not understood. Add a command with \`run: ${run}\` to its pre-commit.`);
  if (!isReadable(document) || (hook !== undefined && !isMap(hook))) return manual;
  const jobs = document.getIn(['pre-commit', 'jobs']);
  if (isSeq(jobs)) jobs.add(document.createNode({ name: own, run }));
  else if (document.getIn(['pre-commit', 'commands']) !== undefined && !isMap(document.getIn(['pre-commit', 'commands'])))
    return manual;
  else document.setIn(['pre-commit', 'commands', own], document.createNode({ run }));
  return changed(file, before, textIn(document, before));
}

function simpleGitHooks({ directory, manifest, agent }: SetupFound): StepResult {
  const file = join(directory, 'package.json');
  const before = textOfFile(file)!;
  const hooks = manifest['simple-git-hooks'];
  const line = commandLine(agent, '--staged');
  const told = isRecord(hooks) ? hooks['pre-commit'] : undefined;
  if (!isRecord(hooks) || (told !== undefined && typeof told !== 'string') || !isJson(before))
    return byHand(`"simple-git-hooks" of package.json is not understood. Have its pre-commit run \`${line}\`.`);
  if (told?.includes(own)) return nothing;
  const result = changed(file, before, withJson(before, ['simple-git-hooks', 'pre-commit'], told ? `${told} && ${line}` : line));
  return { ...result, byHand: ['Then run `npx simple-git-hooks`, which puts the new line into git.'] };
}

function preCommit({ repository, agent }: SetupFound): StepResult {
  const file = join(repository, preCommitName);
  const before = textOfFile(file)!;
  if (before.includes(own)) return nothing;
  const entry = commandLine(agent, '--staged');
  const document = parseDocument(before);
  const repos = document.get('repos');
  if (!isReadable(document) || !isSeq(repos))
    return byHand(`${preCommitName} is not understood. Add a local hook with \`entry: ${entry}\` and \`pass_filenames: false\`.`);
  const hook = {
    id: own,
    name: own,
    entry,
    language: 'system',
    pass_filenames: false,
    types_or: ['ts', 'tsx', 'javascript', 'jsx'],
  };
  repos.add(document.createNode({ repo: 'local', hooks: [hook] }));
  return changed(file, before, textIn(document, before));
}

function isReadable(document: Document): boolean {
  return document.errors.length === 0 && (document.contents === null || isCollection(document.contents));
}

/** A document as text: its lines are not folded anew, and lists stand in as far as they did. */
function textIn(document: Document, before: string): string {
  const indentSeq = !/^(\s*)[\w-]+:[ \t]*\r?\n(?:\s*#.*\r?\n)*\1- /m.test(before);
  return document.toString({ lineWidth: 0, indentSeq, flowCollectionPadding: false });
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
