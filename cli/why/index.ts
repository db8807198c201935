import { dirname } from 'node:path';
import { loadTypeScript } from '../../node/typescript.ts';
import { UsageError } from '../../node/usage-error.ts';
import { normalize } from '../../node/disk.ts';
import type { TextRange } from '../../src/finding.ts';
import { whyAt } from '../../src/why/why.ts';
import { withBackend, type Backend } from '../backend.ts';
import { configuredProjects } from '../configured.ts';
import { judgedIn } from '../placements.ts';
import type { ProgramSource } from '../programs.ts';
import { jsonText, print } from '../terminal.ts';
import { placeAt, toJson, type Answer } from './answer.ts';
import { whyText } from './text.ts';

/** What `rsc-boundary why` was asked to do. */
export interface WhyOptions {
  readonly project: readonly string[];
  readonly preset: readonly string[];
  readonly rule: Readonly<Record<string, string>>;
  readonly serverRoot: readonly string[];
  readonly format: 'text' | 'json';
  readonly backend?: Backend;
}

/**
 * Says why something is found at a place, or nothing: once for each program that puts its module on other sides.
 *
 * @param place `FILE:LINE` or `FILE:LINE:COLUMN`, 1-based
 * @throws UsageError for whatever the user asked that cannot be done
 */
export async function showWhy(place: string, options: WhyOptions, workingDirectory: string): Promise<void> {
  await print(await withBackend(options, workingDirectory, (backend) => whyOf(place, options, workingDirectory, { backend })));
}

function whyOf(place: string, options: WhyOptions, workingDirectory: string, source: ProgramSource): string {
  const { file, line, column } = parsePlace(place);
  const projects = configuredProjects(loadTypeScript(), options, workingDirectory, {
    ...source,
    near: [dirname(normalize(file))],
  });
  const judges = judgedIn(projects).get(normalize(file));
  if (!judges) {
    const folders = projects.map(({ project }) => project.directory).join(', ');
    throw new UsageError(`${file} is not a module of the project in ${folders}. Name its config with --project.`);
  }
  const answers = judges.map(({ project, rules }): Answer => {
    const sourceFile = project.sourceFile(normalize(file))!;
    const starts = sourceFile.getLineStarts();
    const start = starts[line - 1];
    const end = start === undefined ? 0 : start + /^[^\r\n]*/.exec(sourceFile.text.slice(start))![0].length;
    if (start === undefined) throw new UsageError(`${file} has ${starts.length} lines, and no line ${line}.`);
    if (column !== undefined && start + column - 1 > end)
      throw new UsageError(`Line ${line} of ${file} has ${end - start} columns, and no column ${column}.`);
    const range: TextRange = column === undefined ? { start, end } : { start: start + column - 1, end: start + column - 1 };
    const why = whyAt(project, sourceFile, range, rules);
    return {
      why,
      project,
      sourceFile,
      at: placeAt(project, workingDirectory, { fileName: sourceFile.fileName, ...range })!,
      workingDirectory,
    };
  });
  return options.format === 'json' ? jsonText(answers.map(toJson)) : answers.map((answer) => whyText(answer)).join('\n');
}

function parsePlace(place: string): { file: string; line: number; column: number | undefined } {
  const match = /^(.+?):(\d+)(?::(\d+))?$/s.exec(place);
  const [line, column] = [Number(match?.[2]), match?.[3] === undefined ? undefined : Number(match[3])];
  if (!match || line < 1 || (column !== undefined && column < 1))
    throw new UsageError(`"${place}" is no place: name it as FILE:LINE or FILE:LINE:COLUMN, counted from 1.`);
  return { file: match[1]!, line, column };
}
