import { writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { diskOf, normalize, settingsFrom } from '../../node/disk.ts';
import { loadTypeScript } from '../../node/typescript.ts';
import { UsageError } from '../../node/usage-error.ts';
import { projectOfProgram } from '../../src/project/program-project.ts';
import type { Project } from '../../src/project/project.ts';
import { createPrograms } from '../programs.ts';
import { mapHtml } from './html.ts';
import type { ProjectMap } from './map.ts';
import { mapOf, nameIn } from './model.ts';
import { moduleText, projectText } from './text.ts';

/** What `rsc-boundary graph` was asked to do. */
export interface GraphOptions {
  readonly project: readonly string[];
  readonly serverRoot: readonly string[];
  readonly format: 'text' | 'json' | 'html';
  readonly output: string | undefined;
}

/**
 * Shows the map of one project, or what it says of single files. Writes to the output file where one is named, and to the
 * terminal otherwise.
 *
 * @param files the files asked about; none for the whole project
 * @throws UsageError for whatever the user asked that cannot be done
 */
export function showGraph(files: readonly string[], options: GraphOptions, workingDirectory: string): void {
  const text = graphText(files, options, workingDirectory);
  if (options.output === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    writeFileSync(options.output, text);
  } catch (error) {
    throw new UsageError(`${options.output} cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)}).`);
  }
}

function graphText(
  files: readonly string[],
  { project: configs, serverRoot, format }: GraphOptions,
  workingDirectory: string,
): string {
  const typescript = loadTypeScript();
  const programs = createPrograms(typescript, configs, workingDirectory);
  const [first, ...others] = programs;
  if (!first || others.length > 0) {
    throw new UsageError('The map is of one project, and this config refers to several. Name one with --project.');
  }
  const { program, directory } = first;
  const project = projectOfProgram(typescript, program, settingsFrom(serverRoot, directory), diskOf(typescript));
  const map = mapOf(project);
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
    return `${JSON.stringify(shown, null, 2)}\n`;
  }
  return wanted.length === 0 ? projectText(map) : wanted.map((module) => moduleText(module, map)).join('\n');
}

function moduleIn(map: ProjectMap, project: Project, file: string): ProjectMap['modules'][number] {
  const name = nameIn(project, normalize(file));
  const module = map.modules.find((candidate) => candidate.file === name);
  if (!module)
    throw new UsageError(`${file} is not a module of the project in ${project.directory}. Name its config with --project.`);
  return module;
}
