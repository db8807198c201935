import type ts from 'typescript';
import { createProject } from '../../analysis/project.ts';
import { diskOf } from '../../node/disk.ts';
import { loadTypeScript } from '../../node/typescript.ts';
import type { NativeBackend } from '../../node/typescript7/backend.ts';
import { UsageError } from '../../node/usage-error.ts';
import type { CheckOptions } from '../arguments.ts';
import { Baseline } from '../baseline.ts';
import type { Project } from '../../src/project/project.ts';
import type { CachedProject } from '../cache/cached-project.ts';
import { configuredProjects, type ConfiguredProject, type KnownFindings, type ProgramQuestion } from '../configured.ts';
import { findAll, type Found } from '../find.ts';
import { fingerprintsOf } from '../fingerprints.ts';
import { Fixer, mayFix } from '../fix.ts';
import { note, noteMissingRoots } from '../notices.ts';
import { isAt, namedPaths, type FileFilter } from '../paths.ts';
import { planPrograms } from '../programs.ts';
import type { ReportedFinding } from '../reported-finding.ts';
import { SourceFiles } from '../source-files.ts';
import { affectedBy, isTelling, type AffectedReason } from './affected.ts';
import { affectedFiles, type AffectedFile } from './list.ts';
import { withOverlay, type Overlay } from './overlay.ts';
import { partOf } from './part.ts';
import { Repository, type ChangedFile, type Changes } from './repository.ts';

/** The options that say which change a run is about. */
export type ChangeOptions = Pick<
  CheckOptions,
  'staged' | 'since' | 'changed' | 'baseline' | 'writeBaseline' | 'cache' | 'project' | 'preset' | 'rule' | 'serverRoot' | 'fix'
>;

/** A run's state of the repository: the projects that hold what changed, and the files in which that can tell. */
interface Judged {
  readonly repository: Repository;
  readonly state: Changes;
  readonly projects: readonly ConfiguredProject[];
  readonly affected: ReadonlyMap<string, AffectedReason>;
  readonly sourceFiles: SourceFiles;
  readonly backend: NativeBackend | undefined;
}

/**
 * Checks what a change can alter, and says what is new.
 *
 * @param paths files or folders to report on; everything where there are none
 * @param backend what answers for types in the place of the TypeScript that reads the configs
 * @throws UsageError for whatever the user asked that cannot be done
 */
export function checkChanges(
  paths: readonly string[],
  options: ChangeOptions,
  workingDirectory: string,
  backend?: NativeBackend,
): Found {
  const typescript = loadTypeScript();
  const named = namedPaths(paths);
  const isNamed: FileFilter = (fileName) => named.length === 0 || named.some(({ absolute }) => isAt(fileName, absolute));
  const find = (): { judged: Judged; found: Found } => {
    const judged = judge(typescript, options, workingDirectory, backend);
    const isWanted: FileFilter = (fileName) => judged.affected.has(fileName) && isNamed(fileName);
    const found = findAll(judged.projects, workingDirectory, isWanted);
    if (found.failures.length > 0) backend?.assertAlive();
    return { judged, found: { ...found, findings: newAmong(typescript, judged, found.findings, workingDirectory) } };
  };
  let { judged, found } = find();
  if (options.fix && mayFix(found)) {
    const fixer = new Fixer(typescript, judged.repository.root, [`${judged.repository.root}/`]);
    const isFixable = (name: string): boolean =>
      judged.projects.some(({ rules }) => rules.some(({ rule }) => rule.name === name && rule.fixable));
    for (;;) {
      const changed = new Set(judged.state.changes.map(({ fileName }) => fileName));
      for (const { file, finding, sourceFile } of found.findings) {
        if (!finding.fix) continue;
        if (!changed.has(sourceFile.fileName))
          fixer.leave(file, options.staged ? 'it is not staged' : 'it is not of this change');
        else if (!judged.state.isWhole(sourceFile.fileName)) fixer.leave(file, 'only a part of it is staged');
      }
      if (!fixer.pass(found.findings, isFixable)) break;
      if (options.staged) judged.repository.stage([...fixer.written]);
      ({ judged, found } = find());
    }
    for (const text of fixer.notes()) note(text);
  }
  if (judged.affected.size > 0) noteMissingRoots(judged.projects.map(({ project }) => project));
  if (options.baseline === undefined) return found;
  // Only a part is judged: what is not found says nothing of what is gone.
  return { ...found, findings: new Baseline(options.baseline).filter(found.findings, () => false) };
}

/** The files in which a change can alter what is found, each with the way to what changed. */
export function listChanges(options: ChangeOptions, workingDirectory: string): AffectedFile[] {
  return affectedFiles(judge(loadTypeScript(), { ...options, cache: false }, workingDirectory).affected, workingDirectory);
}

function judge(typescript: typeof ts, options: ChangeOptions, workingDirectory: string, backend?: NativeBackend): Judged {
  if (options.writeBaseline !== undefined)
    throw new UsageError('A baseline is of the whole project: write it without --staged, --since and --changed.');
  if (options.staged && options.since !== undefined)
    throw new UsageError('--staged and --since are two questions: what the commit brings, and what the branch brings. Ask one.');
  const repository = new Repository(workingDirectory);
  const state = options.staged ? repository.staged() : repository.since(options.since ?? 'HEAD');
  const sourceFiles = new SourceFiles();
  const nothing: Judged = { repository, state, projects: [], affected: new Map(), sourceFiles, backend };
  if (!state.before.some(({ changes }) => changes.some(({ fileName }) => isTelling(fileName)))) return nothing;
  const view = withOverlay(typescript, state.after);
  const affected = new Map<string, AffectedReason>();
  const addAffected = (project: Project): ReadonlySet<string> => {
    const found = new Set<string>();
    for (const { overlay, changes } of state.before) {
      const former = { typescript: withOverlay(typescript, overlay), overlay, changes };
      for (const [fileName, reason] of affectedBy(project, former)) {
        found.add(fileName);
        if (reason.kind === 'changed' || !affected.has(fileName)) affected.set(fileName, reason);
      }
    }
    return found;
  };
  const isListed = options.changed === true;
  const part = (question: ProgramQuestion): KnownFindings | undefined => partOf(question, sourceFiles, addAffected, isListed);
  const source = { view, sourceFiles, backend, configs: state.configs, ...(options.cache ? {} : { part }) };
  const projects = configuredProjects(typescript, options, repository.root, source);
  const own = new Set<string>();
  for (const { project, cached, known } of projects) {
    for (const fileName of project.fileNames()) own.add(fileName);
    if (!known) addAffected(project);
    else if (cached)
      for (const { overlay, changes } of state.before)
        for (const fileName of hangingOn(cached, overlay, changes)) affected.set(fileName, { kind: 'everything' });
  }
  const unread = state.changes.filter(({ fileName, isDeleted }) => !isDeleted && isModule(fileName) && !own.has(fileName));
  if (unread.length > 0) note(unreadText(unread));
  return { ...nothing, projects, affected };
}

/** As {@link affectedBy}, of a project whose parts are known. */
function hangingOn(cached: CachedProject, overlay: Overlay, changes: readonly ChangedFile[]): Iterable<string> {
  const own = new Set(cached.project.fileNames());
  const telling = changes.filter(({ fileName }) => isTelling(fileName));
  const former = new Map(
    telling.flatMap(({ fileName, before }) => {
      const text = fileName === before && own.has(fileName) ? overlay.get(fileName) : undefined;
      return text === undefined ? [] : [[fileName, text]];
    }),
  );
  // What has come, gone or been moved, and settings, may tell everywhere.
  return former.size === telling.length ? cached.hangingOn(former) : own;
}

function isModule(fileName: string): boolean {
  return /\.(?:tsx|jsx|[cm]?ts)$/.test(fileName) && !/\.d\.(?:[^./]+\.)?[cm]?ts$/.test(fileName);
}

function unreadText(changes: readonly ChangedFile[]): string {
  const [first, ...others] = changes;
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  return `${first!.fileName}${more} is changed and in no program: no tsconfig.json of the repository includes it, so nothing is said of it.`;
}

/** The findings that no state before had: by rule and content, not by line. */
function newAmong(
  typescript: typeof ts,
  judged: Judged,
  findings: readonly ReportedFinding[],
  workingDirectory: string,
): readonly ReportedFinding[] {
  let left = findings;
  for (const { overlay, changes } of judged.state.before) {
    if (left.length === 0) break;
    const before = formerFindings(typescript, judged, left, overlay, changes, workingDirectory);
    left = without(left, before, new Map(changes.flatMap((change) => (change.before ? [[change.before, change.fileName]] : []))));
  }
  return left;
}

function without(
  findings: readonly ReportedFinding[],
  before: readonly ReportedFinding[],
  names: ReadonlyMap<string, string>,
): ReportedFinding[] {
  const known = new Set(fingerprintsOf(before, ({ sourceFile }) => names.get(sourceFile.fileName) ?? sourceFile.fileName));
  const marks = fingerprintsOf(findings, ({ sourceFile }) => sourceFile.fileName);
  return findings.filter((_finding, index) => !known.has(marks[index]!));
}

/** What was found before in the files where something is found now, by the rules of now. */
function formerFindings(
  typescript: typeof ts,
  { projects, repository, sourceFiles, backend }: Judged,
  findings: readonly ReportedFinding[],
  overlay: ReadonlyMap<string, string | undefined>,
  changes: readonly ChangedFile[],
  workingDirectory: string,
): readonly ReportedFinding[] {
  const formerName = new Map(changes.map(({ fileName, before }) => [fileName, before]));
  const names = new Set(
    findings.flatMap(({ sourceFile: { fileName } }) => (formerName.has(fileName) ? (formerName.get(fileName) ?? []) : fileName)),
  );
  if (names.size === 0) return [];
  const view = withOverlay(typescript, overlay);
  const found = new Set(findings.map(({ sourceFile }) => sourceFile.fileName));
  const concerned = projects.filter(({ project }) => project.fileNames().some((fileName) => found.has(fileName)));
  const configs = concerned.flatMap(({ configFile }) => (configFile && view.sys.fileExists(configFile) ? configFile : []));
  if (configs.length === 0 && concerned.some(({ configFile }) => configFile)) return [];
  try {
    const plans = planPrograms(view, [], repository.root, { sourceFiles, configs, backend });
    const former = plans.flatMap((plan): ConfiguredProject[] => {
      const now = concerned.find(({ configFile }) => configFile === plan.configFile);
      if (!now) return [];
      const { rules, serverRoots } = now;
      const known = partOf(
        { typescript, view, plan, rules, serverRoots, isOneOfSeveral: plans.length > 1 },
        sourceFiles,
        (project) => ownAmong(names, project),
        false,
      );
      const project =
        known?.project ??
        createProject({ program: plan.make().program, typescript, directory: plan.directory, serverRoots, disk: diskOf(view) });
      return [{ rules, serverRoots, configFile: plan.configFile, tooDeep: [], project, known: known?.findings }];
    });
    return findAll(former, workingDirectory, (fileName) => names.has(fileName)).findings;
  } catch (error) {
    // What could not be read before has no findings to know again.
    if (error instanceof UsageError) return [];
    throw error;
  }
}

function ownAmong(names: ReadonlySet<string>, project: Project): ReadonlySet<string> {
  return new Set(project.fileNames().filter((fileName) => names.has(fileName)));
}
