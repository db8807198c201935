import type ts from 'typescript';
import { createProject } from '../analysis/project.ts';
import { diskOf, unmatchedRoots } from '../node/disk.ts';
import { entryOf } from '../node/plugin-entry.ts';
import { UsageError } from '../node/usage-error.ts';
import type { ConfiguredRule } from '../src/configuration.ts';
import type { Project } from '../src/project/project.ts';
import { entryNames, mergeSettings, readSettings } from '../src/settings.ts';
import type { Finding } from '../src/finding.ts';
import { cachedProject, type CachedProject } from './cache/cached-project.ts';
import { planPrograms, type ProgramPlan, type ProgramSource } from './programs.ts';
import { inPhase } from './progress.ts';

/** The phase of a run in which files are read, as `--timing` names it. */
const reading = 'reading the program';

/** What the command line's flags say about configs and settings. */
export interface SettingFlags {
  readonly project: readonly string[];
  readonly serverRoot: readonly string[];
  readonly preset?: readonly string[];
  readonly rule?: Readonly<Record<string, string>>;
  /** Whether what was found is kept from one run to the next. */
  readonly cache?: boolean;
}

/** A program's project, with the rules that are on in it. */
export interface ConfiguredProject {
  readonly project: Project;
  readonly rules: readonly ConfiguredRule[];
  /** Globs, relative to its directory. */
  readonly serverRoots: readonly string[];
  /** Its config, where it has one: absolute, forward slashes. */
  readonly configFile?: string | undefined;
  /** Files that had to stay out of its program, nested too deeply for TypeScript: absolute. */
  readonly tooDeep: readonly string[];
  /** Where a cache is kept: all that is found in it. */
  readonly cached?: CachedProject | undefined;
  /** Where it is judged already, in a cache or as a part of it: what is found, less what comments silence. */
  readonly known?: ReadonlyMap<string, readonly Finding[]> | undefined;
}

/** A project that need not be judged any more. */
export interface KnownFindings {
  readonly project: Project;
  /** By file, less what comments silence. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
}

/** A program that can be made, and what is asked of it. */
export interface ProgramQuestion {
  readonly typescript: typeof ts;
  /** The disk as the run sees it. */
  readonly view: typeof ts;
  readonly plan: ProgramPlan;
  readonly rules: readonly ConfiguredRule[];
  readonly serverRoots: readonly string[];
  /** Whether the run is about other programs too. */
  readonly isOneOfSeveral: boolean;
}

/** Where projects are read from. */
export interface ProjectSource extends ProgramSource {
  /** TypeScript on another disk than the one there is: a state of the repository. */
  readonly view?: typeof ts;
  /** Judges a part of a program, where that is enough. */
  readonly part?: (question: ProgramQuestion) => KnownFindings | undefined;
}

/**
 * The projects a run is about, each with what is set for it: in the entry of its tsconfig's `plugins`, and by flags over it.
 *
 * @throws UsageError where a config or a setting cannot be understood, or a server root matches no file
 */
export function configuredProjects(
  typescript: typeof ts,
  flags: SettingFlags,
  workingDirectory: string,
  source: ProjectSource = {},
): ConfiguredProject[] {
  const { preset = [], rule = {}, serverRoot } = flags;
  const given = {
    ...(preset.length > 0 ? { preset } : {}),
    rules: rule,
    ...(serverRoot.length > 0 ? { serverRoots: serverRoot } : {}),
  };
  refuse(readSettings(given).problems);
  const { view = typescript } = source;
  const plans = inPhase(reading, () => planPrograms(view, flags.project, workingDirectory, source));
  const projects = plans.map((plan): ConfiguredProject => {
    const { options, directory, configFile } = plan;
    const entry = entryOf(options);
    const place = `In the "plugins" of ${String(options['configFilePath'] ?? directory)}: `;
    refuse(readSettings(entry, [], entryNames).problems, place);
    const { rules, serverRoots } = readSettings(mergeSettings(entry, given), [], entryNames);
    const asked = { typescript, view, plan, rules, serverRoots };
    const cached = flags.cache ? cachedProject(asked) : undefined;
    const known = cached ?? source.part?.({ typescript, view, plan, rules, serverRoots, isOneOfSeveral: plans.length > 1 });
    const made = known ? undefined : inPhase(reading, () => plan.make());
    const project =
      known?.project ?? createProject({ program: made!.program, typescript, directory, serverRoots, disk: diskOf(view) });
    if (serverRoot.length === 0)
      refuse(
        unmatchedRoots(serverRoots, directory, project.fileNames()).map((glob) => unmatchedText(glob, directory)),
        place,
      );
    return { project, rules, serverRoots, configFile, tooDeep: made?.tooDeep ?? [], cached, known: known?.findings };
  });
  const isUnmatched = (glob: string): boolean =>
    projects.every(({ project }) => unmatchedRoots([glob], project.directory, project.fileNames()).length > 0);
  refuse(
    serverRoot
      .filter(isUnmatched)
      .map((glob) => unmatchedText(glob, projects.map(({ project }) => project.directory).join(', '))),
  );
  return projects;
}

function unmatchedText(glob: string, directory: string): string {
  return `The server root "${glob}" matches no source file of the project in ${directory}; it is a glob relative to that folder.`;
}

function refuse(problems: readonly string[], place = ''): void {
  if (problems.length > 0) throw new UsageError(`${place}${problems.join(' ')}`);
}
