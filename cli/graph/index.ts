import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { normalize } from '../../node/disk.ts';
import { loadTypeScript } from '../../node/typescript.ts';
import { UsageError } from '../../node/usage-error.ts';
import type { Project } from '../../src/project/project.ts';
import { withBackend, type Backend } from '../backend.ts';
import { configuredProjects } from '../configured.ts';
import { formatTooDeep } from '../failures.ts';
import type { ProgramSource } from '../programs.ts';
import { checkOutput, jsonText, print, writeOutput } from '../terminal.ts';
import { mapHtml } from './html.ts';
import { differenceText, readMap } from './compare.ts';
import type { ProjectMap } from './map.ts';
import { mapOf, nameIn } from './model.ts';
import { moduleText, projectText } from './text.ts';

/** What `rsc-boundary graph` was asked to do. */
export interface GraphOptions {
  readonly project: readonly string[];
  readonly serverRoot: readonly string[];
  readonly format: 'text' | 'json' | 'html';
  readonly output: string | undefined;
  /** A map of an earlier run, as JSON: then what has changed since is shown. */
  readonly compare?: string | undefined;
  readonly backend?: Backend;
}

/**
 * Shows the map of one project, or what it says about single files. Writes to the output file where one is named, and to the
 * terminal otherwise.
 *
 * @param files the files asked about; none for the whole project
 * @throws UsageError for whatever the user asked that cannot be done
 */
export async function showGraph(files: readonly string[], options: GraphOptions, workingDirectory: string): Promise<void> {
  if (options.output !== undefined) checkOutput(options.output);
  const text = await withBackend(options, workingDirectory, (backend) =>
    graphText(files, options, workingDirectory, { backend }),
  );
  if (options.output === undefined) {
    await print(text);
    return;
  }
  writeOutput(options.output, text);
}

function graphText(
  files: readonly string[],
  { project: configs, serverRoot, format, compare }: GraphOptions,
  workingDirectory: string,
  source: ProgramSource,
): string {
  const typescript = loadTypeScript();
  const [first, ...others] = configuredProjects(typescript, { project: configs, serverRoot }, workingDirectory, source);
  if (!first || others.length > 0) {
    throw new UsageError('The map is of one project, and this config refers to several. Name one with --project.');
  }
  const { project, tooDeep } = first;
  process.stderr.write(formatTooDeep(tooDeep.map((fileName) => nameIn(project, fileName))));
  if (tooDeep.length > 0) process.exitCode = 2;
  const map = mapOf(project, readText);
  if (compare !== undefined) {
    if (files.length > 0 || format !== 'text')
      throw new UsageError('--compare shows what has changed in the whole project, as text.');
    return differenceText(readMap(compare), map);
  }
  const wanted = files.map((file) => moduleIn(map, project, file));
  if (format === 'html') {
    if (wanted.length > 0)
      throw new UsageError('The page shows the whole project: leave the files out, and click on them there.');
    return mapHtml(map, basename(project.directory) || 'project');
  }
  if (format === 'json') {
    const shown: ProjectMap =
      wanted.length === 0
        ? map
        : {
            ...map,
            modules: wanted,
            boundaries: map.boundaries.filter(({ file }) => wanted.some((module) => module.file === file)),
          };
    return jsonText(shown);
  }
  return wanted.length === 0 ? projectText(map) : wanted.map((module) => moduleText(module, map)).join('\n');
}

function readText(fileName: string): string | undefined {
  try {
    return readFileSync(fileName, 'utf8');
  } catch {
    return undefined;
  }
}

function moduleIn(map: ProjectMap, project: Project, file: string): ProjectMap['modules'][number] {
  const name = nameIn(project, normalize(file));
  const module = map.modules.find((candidate) => candidate.file === name);
  if (!module)
    throw new UsageError(`${file} is not a module of the project in ${project.directory}. Name its config with --project.`);
  return module;
}
