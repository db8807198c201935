import type ts from 'typescript';
import { createProject } from '../../analysis/project.ts';
import { diskOf, readText, settingsFrom } from '../../node/disk.ts';
import { analyze } from '../../src/analyze.ts';
import type { Finding } from '../../src/finding.ts';
import { adoptLayout, graphOf, layoutKeyOf } from '../../src/graph/graph.ts';
import { Layout } from '../../src/graph/layout.ts';
import { mayBeImportedUnseen, waysTo } from '../../src/graph/reach.ts';
import { foreignFolders, isMentioned, type Project } from '../../src/project/project.ts';
import { PartialProject } from './partial-project.ts';
import { isGlobal, partsBelow, targetsOf } from './parts.ts';
import { RecordingProject } from './recording-project.ts';
import { hashOf, stampOf, Store, type KeptProgram, type KeptFile, type KeptPart } from './store.ts';
import { hashOrNull, programKeyOf, surroundings, type CacheQuestion } from './surroundings.ts';

/** A project all of whose findings are known. */
export interface CachedProject {
  /** Of an unchanged part it knows no more than names and texts. */
  readonly project: Project;
  /** By file, less what comments silence. */
  readonly findings: ReadonlyMap<string, readonly Finding[]>;
  /** How many files were judged anew. */
  readonly judged: number;
  /** The files in which something else may be found where some have changed, by name with the text they had. */
  readonly hangingOn: (changed: ReadonlyMap<string, string>) => ReadonlySet<string>;
}

/**
 * What is found in a program, from the cache as far as it holds. A part of the program (files of a folder that hang together by
 * imports) is analysed by itself, as a project of its own that writes down what it looked into beside its own files; its findings hold until
 * one of these, or of what they lead to, changes. Where the module graph or a setting changed, nothing holds.
 *
 * @returns undefined where a rule failed, or a file is too deep: then nothing is kept
 */
export function cachedProject(question: CacheQuestion): CachedProject | undefined {
  const { plan, rules, serverRoots } = question;
  const name = JSON.stringify([
    plan.configFile ?? plan.directory,
    rules.map(({ rule, severity }) => [rule.name, severity]),
    serverRoots,
  ]);
  const store = new Store(plan.directory, name);
  const before = store.read();
  const known = before && warm(question, before);
  if (known) {
    if (known.kept !== before) store.write(known.kept);
    return known.cached;
  }
  const fresh = cold(question);
  if (fresh) store.write(fresh.kept);
  return fresh?.cached;
}

interface Answer {
  readonly kept: KeptProgram;
  readonly cached: CachedProject;
}

function cold(question: CacheQuestion): Answer | undefined {
  const { typescript, view, plan, serverRoots } = question;
  const { program, tooDeep } = plan.make();
  if (tooDeep.length > 0) return undefined;
  const whole = createProject({ program, typescript, directory: plan.directory, serverRoots, disk: diskOf(view) });
  const own = new Set(whole.fileNames());
  const graphProject = new RecordingProject(whole, own);
  const { layout } = graphOf(graphProject);
  adoptLayout(whole, layout);
  const [first] = own;
  // What is kept by layout is made here, so that it is known what it hangs on.
  if (first !== undefined) {
    waysTo(graphProject, first);
    mayBeImportedUnseen(graphProject, first);
  }
  const targets = new Map(whole.sourceFiles().map((file) => [file.fileName, targetsOf(whole, file)]));
  const run = new PartRun(question, whole, layout, own);
  const parts = partsBelow(targets).map((files) => run.judge(files));
  if (run.hasFailed) return undefined;
  const files: Record<string, KeptFile> = {};
  for (const file of whole.sourceFiles()) files[file.fileName] = keptFile(whole, file, run.findings.get(file.fileName)!);
  const globals = whole.sourceFiles().filter((file) => isGlobal(typescript, file));
  const kept: KeptProgram = {
    key: programKeyOf(question, [...own]),
    layout: layout.data(),
    files,
    parts,
    global: [...new Set([...globals.map(({ fileName }) => fileName), ...graphProject.files])],
    graphMentions: mentionsIn(graphProject),
    ...surroundings(question, program, own, [graphProject, ...run.recorded]),
  };
  return { kept, cached: cachedOf(whole, kept, own.size) };
}

function warm(question: CacheQuestion, before: KeptProgram): Answer | undefined {
  const { typescript, view, plan, serverRoots } = question;
  const names = Object.keys(before.files);
  if (before.key !== programKeyOf(question, names)) return undefined;
  const isSame = (fileName: string): boolean => hashOrNull(view, fileName) === before.outside[fileName];
  if (!Object.keys(before.outside).every(isSame)) return undefined;
  const disk = diskOf(view);
  const isListedAs = ([extension, files]: [string, readonly string[]]): boolean =>
    String(disk.readDirectory?.(plan.directory, [extension], foreignFolders)) === String(files);
  if (!Object.entries(before.listed).every(isListedAs)) return undefined;
  if (!Object.entries(before.packages).every(([fileName, stamp]) => stampOf(fileName) === stamp)) return undefined;
  const texts = new Map<string, string>();
  const changed: string[] = [];
  for (const fileName of names) {
    const text = readText(view, fileName);
    if (text === undefined) return undefined;
    texts.set(fileName, text);
    if (hashOf(text) !== before.files[fileName]!.hash) changed.push(fileName);
  }
  const settings = settingsFrom(serverRoots, plan.directory);
  const whole = { ts: typescript, settings, compilerOptions: plan.options, directory: plan.directory };
  const layout = new Layout(before.layout);
  if (changed.length === 0) {
    const project = new PartialProject(whole, texts);
    adoptLayout(project, layout);
    return { kept: before, cached: cachedOf(project.finish(), before, 0) };
  }
  const isTold = (mentions: KeptPart['mentions']): boolean =>
    changed.some((fileName) => isMentionedIn(mentions, fileName, texts));
  if (changed.some((fileName) => before.global.includes(fileName)) || isTold(before.graphMentions)) return undefined;
  const leading = leadingTo(before, changed);
  const dirty = new Set(before.parts.filter((part) => hangsOn(part, leading) || isTold(part.mentions)));
  const held = new Set([...dirty].flatMap((part) => [...part.files, ...part.looked]));
  for (let tries = 0; tries < 3; tries++) {
    // Most of it: then the whole of it is as fast.
    if (held.size > names.length * 0.6) return undefined;
    const others = plan.rootNames.filter((fileName) => !texts.has(fileName));
    const { program, tooDeep } = plan.make([...others, ...before.global, ...held]);
    if (tooDeep.length > 0) return undefined;
    const part = createProject({ program, typescript, directory: plan.directory, serverRoots, disk });
    const project = new PartialProject(whole, texts, part);
    adoptLayout(project, layout);
    if (!changed.every((fileName) => isLaidOutAs(before, project, layout, fileName))) return undefined;
    const own = new Set(names);
    const run = new PartRun(question, project, layout, own);
    const judged = new Map([...dirty].map((one) => [one, run.judge(one.files)]));
    if (run.hasFailed) return undefined;
    if (project.missing.size > 0) {
      for (const fileName of project.missing) held.add(fileName);
      continue;
    }
    const files: Record<string, KeptFile> = { ...before.files };
    for (const fileName of run.findings.keys())
      files[fileName] = keptFile(project, project.sourceFile(fileName)!, run.findings.get(fileName)!);
    const around = surroundings(question, program, own, run.recorded);
    const kept: KeptProgram = {
      ...before,
      files,
      parts: before.parts.map((one) => judged.get(one) ?? one),
      listed: { ...before.listed, ...around.listed },
      outside: { ...before.outside, ...around.outside },
      packages: { ...before.packages, ...around.packages },
    };
    return { kept, cached: cachedOf(project.finish(), kept, run.findings.size) };
  }
  return undefined;
}

/** Judges parts, each as a project of its own. */
class PartRun {
  readonly findings = new Map<string, readonly Finding[]>();
  readonly recorded: RecordingProject[] = [];
  hasFailed = false;
  readonly #question: CacheQuestion;
  readonly #project: Project;
  readonly #layout: Layout;
  readonly #own: ReadonlySet<string>;

  constructor(question: CacheQuestion, project: Project, layout: Layout, own: ReadonlySet<string>) {
    this.#question = question;
    this.#project = project;
    this.#layout = layout;
    this.#own = own;
  }

  judge(files: readonly string[]): KeptPart {
    const { rules } = this.#question;
    const project = new RecordingProject(this.#project, this.#own);
    adoptLayout(project, this.#layout);
    this.recorded.push(project);
    for (const fileName of files) {
      const sourceFile = project.sourceFile(fileName);
      if (!sourceFile) continue;
      const found = analyze(project, sourceFile, { rules, onRuleError: () => (this.hasFailed = true) });
      this.findings.set(fileName, found);
    }
    const inside = new Set(files);
    return {
      files,
      looked: [...project.files].filter((fileName) => !inside.has(fileName)).sort(),
      isOfEverything: project.isOfEverything,
      mentions: mentionsIn(project),
    };
  }
}

function cachedOf(project: Project, kept: KeptProgram, judged: number): CachedProject {
  const hangingOn = (changed: ReadonlyMap<string, string>): ReadonlySet<string> => {
    const names = [...changed.keys()];
    const leading = leadingTo(kept, names);
    const isHanging = (part: KeptPart): boolean =>
      hangsOn(part, leading) || names.some((fileName) => isMentionedIn(part.mentions, fileName, changed));
    return new Set(kept.parts.filter(isHanging).flatMap(({ files }) => files));
  };
  const findings = new Map(Object.entries(kept.files).map(([fileName, file]) => [fileName, file.findings]));
  return { project, findings, judged, hangingOn };
}

function keptFile(project: Project, file: ts.SourceFile, findings: readonly Finding[]): KeptFile {
  return { hash: hashOf(file.text), layoutKey: layoutKeyOf(project, file), targets: targetsOf(project, file), findings };
}

/** Whether a file that has changed leads where it led, and says of its side what it said. */
function isLaidOutAs(before: KeptProgram, project: Project, layout: Layout, fileName: string): boolean {
  const { layoutKey, targets } = before.files[fileName]!;
  const file = project.sourceFile(fileName);
  return (
    file !== undefined &&
    !isGlobal(project.ts, file) &&
    layoutKeyOf(project, file) === layoutKey &&
    targetsOf(project, file).join() === targets.join() &&
    layout.hasSameEvidence(project, file)
  );
}

/** Some files, and all that lead to them: their types, and what their code does, may be made of these. */
function leadingTo({ files }: KeptProgram, fileNames: readonly string[]): ReadonlySet<string> {
  const importers = new Map<string, string[]>();
  for (const [fileName, { targets }] of Object.entries(files)) {
    for (const target of targets) {
      const known = importers.get(target);
      if (known) known.push(fileName);
      else importers.set(target, [fileName]);
    }
  }
  const found = new Set(fileNames);
  // The set grows while it is walked.
  for (const fileName of found) for (const importer of importers.get(fileName) ?? []) found.add(importer);
  return found;
}

/**
 * Whether a part's findings hang on files that have changed: on one of its own or that it looked into, or on what these lead to.
 *
 * @param leading see {@link leadingTo}
 */
function hangsOn({ files, looked, isOfEverything }: KeptPart, leading: ReadonlySet<string>): boolean {
  return isOfEverything || [files, looked].some((names) => names.some((fileName) => leading.has(fileName)));
}

function mentionsIn({ mentions }: RecordingProject): KeptPart['mentions'] {
  return [...mentions.values()].map(({ what, files }) => ({
    what: typeof what === 'string' ? what : what.source,
    isExpression: typeof what !== 'string',
    files,
  }));
}

function isMentionedIn(mentions: KeptPart['mentions'], fileName: string, texts: ReadonlyMap<string, string>): boolean {
  const text = texts.get(fileName)!;
  return mentions.some(
    ({ what, isExpression, files }) => files.includes(fileName) || isMentioned(text, isExpression ? new RegExp(what) : what),
  );
}
