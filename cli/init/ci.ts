import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, isSeq, parseDocument, type Node, type YAMLMap } from 'yaml';
import { cleanInstallLine, commandLine, type SetupFound } from './found.ts';
import { byHand, changed, nothing, textOfFile, type StepResult } from './step.ts';

const workflowFolder = '.github/workflows';
const lints = /\b(?:lint|eslint|biome|oxlint)\b/;
const installs = /\b(?:npm (?:ci|i|install)|pnpm (?:i|install)|yarn(?: install)?|bun (?:i|install))\b/;

/** Adds a step to the CI there is. */
export function ciStep(found: SetupFound): StepResult {
  const { repository } = found;
  if (existsSync(join(repository, workflowFolder))) return githubStep(found);
  return existsSync(join(repository, '.gitlab-ci.yml')) ? gitlabStep(found) : nothing;
}

function githubStep({ repository, directory, agent }: SetupFound): StepResult {
  const line = commandLine(agent, '--format', 'github');
  const folder = join(repository, workflowFolder);
  const files = readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .sort()
    .map((name) => ({ file: join(folder, name), text: textOfFile(join(folder, name))! }));
  if (files.some(({ text }) => text.includes('rsc-boundary'))) return nothing;
  // Behind what lints, else behind what installs.
  for (const wanted of [lints, installs]) {
    for (const { file, text } of files) {
      const step = stepThat(text, wanted);
      if (!step) continue;
      const at = text.lastIndexOf('\n', step.start) + 1;
      const indent = text.slice(at, step.start).match(/^\s*/)![0];
      const below = directory.slice(repository.length).replaceAll('\\', '/').replace(/^\//, '');
      const lines = [`- run: ${line}`, ...(below ? [`  working-directory: ${below}`] : [])];
      const eol = text.includes('\r\n') ? '\r\n' : '\n';
      const head = text.slice(0, step.end).replace(/\s*$/, '');
      const rest = text.slice(head.length);
      return changed(file, text, `${head}${eol}${lines.map((one) => `${indent}${one}`).join(eol)}${rest || eol}`);
    }
  }
  return byHand(`No workflow of ${workflowFolder} lints or installs. Add a step with \`run: ${line}\` to the one that checks.`);
}

/** Where the last step of a job is that runs something, by its offsets. */
function stepThat(text: string, wanted: RegExp): { start: number; end: number } | undefined {
  const document = parseDocument(text);
  const jobs = document.errors.length === 0 ? document.get('jobs') : undefined;
  if (!isMap(jobs)) return undefined;
  for (const { value: job } of (jobs as YAMLMap<unknown, Node>).items) {
    const steps = isMap(job) ? job.get('steps') : undefined;
    if (!isSeq(steps) || steps.flow) continue;
    const step = steps.items.findLast((item) => isMap(item) && wanted.test(String(item.get('run') ?? '')));
    if (isMap(step) && step.range) return { start: step.range[0], end: step.range[1] };
  }
  return undefined;
}

function gitlabStep({ repository, agent }: SetupFound): StepResult {
  const file = join(repository, '.gitlab-ci.yml');
  const before = textOfFile(file)!;
  if (before.includes('rsc-boundary')) return nothing;
  const document = parseDocument(before);
  const line = commandLine(agent, '--format', 'gitlab:gl-code-quality-report.json');
  const manual = byHand(
    `.gitlab-ci.yml is not understood. Add a job that runs \`${line}\` and keeps the file as a codequality report.`,
  );
  if (document.errors.length > 0 || !isMap(document.contents)) return manual;
  const stages = document.get('stages');
  const names = isSeq(stages) ? stages.items.map((item) => (isScalar(item) ? String(item.value) : '')) : undefined;
  const stage = names && (names.find((name) => lints.test(name)) ?? names.find((name) => /test|check|verify/.test(name)));
  if (names && stage === undefined) return manual;
  const hasImage = document.has('image') || document.hasIn(['default', 'image']);
  const job = [
    'rsc-boundary:',
    ...(hasImage ? [] : ['  image: node:22']),
    ...(stage === undefined ? [] : [`  stage: ${stage}`]),
    '  script:',
    `    - ${cleanInstallLine(agent)}`,
    `    - ${line}`,
    '  artifacts:',
    '    when: always',
    '    reports:',
    '      codequality: gl-code-quality-report.json',
  ];
  const eol = before.includes('\r\n') ? '\r\n' : '\n';
  return changed(file, before, `${before.replace(/\s*$/, '')}${eol}${eol}${job.join(eol)}${eol}`);
}
