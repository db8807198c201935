import type ts from 'typescript';
import { diskHost, diskOf, normalize, settingsFrom } from '../node/disk.ts';
import { loadTypeScript } from '../node/typescript.ts';
import { analyzeUnsilenced as findIn } from '../src/analyze.ts';
import { configure, type RuleSetting } from '../src/configuration.ts';
import { severityOf, type Finding as FoundByRule, type Severity } from '../src/finding.ts';
import type { Environment } from '../src/graph/environment.ts';
import { graphOf } from '../src/graph/graph.ts';
import { projectOfDisk } from '../src/project/disk-project.ts';
import { directoryOf, projectOfProgram } from '../src/project/program-project.ts';
import type { Project as InnerProject } from '../src/project/project.ts';
import type { PresetName, Reach, Rule as InnerRule } from '../src/rule.ts';
import { rules as registry, type RuleName } from '../src/rules/index.ts';

export type { RelatedInformation, Severity, Suggestion, TextEdit, TextRange } from '../src/finding.ts';
export type { Chain, Environment, Side } from '../src/graph/environment.ts';
export type { RuleSetting } from '../src/configuration.ts';
export type { Reach } from '../src/rule.ts';
export type { RuleName } from '../src/rules/index.ts';

/** The presets a rule can be switched on by. */
export type Preset = 'recommended' | 'strict' | 'security' | 'all';

/** What a rule found in a file: the same range and the same words as in ESLint, in an editor and on the command line. */
export interface Finding extends Omit<FoundByRule, 'rule' | 'severity'> {
  readonly rule: RuleName;
  /** As the settings say, `warn` at most where the finding itself is a warning. */
  readonly severity: Severity;
}

/** What a rule is and says. */
export interface Rule {
  readonly name: RuleName;
  /** The number of its diagnostics in an editor. */
  readonly code: number;
  readonly description: string;
  readonly reach: readonly Reach[];
  readonly presets: readonly PresetName[];
  /** Its severity where it is not configured. */
  readonly severity: Severity;
  /** Texts by messageId, of findings and of suggestions, with `{{name}}` places. */
  readonly messages: Readonly<Record<string, string>>;
  readonly fixable: boolean;
  readonly hasSuggestions: boolean;
  /** The JSON schema of its one options object, and what holds where nothing is set. */
  readonly options?: { readonly schema: Readonly<Record<string, unknown>>; readonly defaults: object };
}

/** A project that can be asked. What is worked out for it is kept by it: make one, and ask it often. */
export interface Project {
  /** The project's directory: absolute, forward slashes. */
  readonly directory: string;
  /** Whether there is a type checker. Without one, rules say only what the syntax and the imports show. */
  readonly hasTypes: boolean;
  /** The project's own source files: absolute, forward slashes, sorted, without declaration files and node_modules. */
  fileNames(): readonly string[];
}

/** A project over a Program, with its types. */
export interface ProgramOptions {
  readonly program: ts.Program;
  /** The TypeScript the Program was made with, 5.5 to 6; the one that `import 'typescript'` finds where it is left out. */
  readonly typescript?: typeof ts;
  /** Globs, relative to the project's directory, of the files that a framework other than Next.js renders on the server. */
  readonly serverRoots?: readonly string[];
}

/** A project over the disk, without types: the files of the nearest tsconfig.json, or the JavaScript of a folder that has none. */
export interface DirectoryOptions {
  readonly directory: string;
  /** See {@link ProgramOptions.serverRoots}. */
  readonly serverRoots?: readonly string[];
}

/** Which rules are on; `recommended` where nothing is said. */
export interface AnalyzeOptions {
  readonly presets?: readonly Preset[];
  readonly rules?: Readonly<Partial<Record<RuleName, RuleSetting>>>;
}

const inner = new WeakMap<Project, InnerProject>();

/** Every rule, in the order of the documentation. */
export const rules: readonly Rule[] = registry as ReadonlyArray<InnerRule & { readonly name: RuleName }>;

/** Makes a project out of a TypeScript Program, or out of what is on the disk. */
export function createProject(options: ProgramOptions | DirectoryOptions): Project {
  const made = 'program' in options ? overProgram(options) : overDisk(options);
  const project: Project = {
    directory: made.directory,
    hasTypes: made.checker !== undefined,
    fileNames: () => made.fileNames(),
  };
  inner.set(project, made);
  return project;
}

/**
 * What the rules find in a file of a project, in order, without what an `eslint-disable` comment silences.
 *
 * @param fileName absolute; any file of the program
 * @throws where the file is not there, or a setting cannot be understood
 */
export function analyze(project: Project, fileName: string, { presets, rules: settings }: AnalyzeOptions = {}): Finding[] {
  const asked = innerOf(project);
  const sourceFile = asked.sourceFile(normalize(fileName));
  if (!sourceFile) throw new Error(`${fileName} is not a file of the project in ${project.directory}.`);
  const configured = configure({ ...(presets ? { presets } : {}), ...(settings ? { rules: settings } : {}) });
  if (configured.problems.length > 0) throw new Error(configured.problems.join('\n'));
  const severities = new Map(configured.rules.map(({ rule, severity }) => [rule.name, severity]));
  return findIn(asked, sourceFile, configured.rules).map((finding) => ({
    ...finding,
    rule: finding.rule as RuleName,
    severity: severityOf(finding, severities.get(finding.rule)!),
  }));
}

/** Who imports whom, and on which side of the boundary each module is, with the chain of imports that puts it there. */
export interface Graph {
  /** On which sides a module is; neither means unknown. */
  environmentOf(fileName: string): Environment;
  /** Whether it is a `"use client"` module that the server reaches: then its props cross the boundary. */
  isBoundary(fileName: string): boolean;
  /** The modules that a module imports, as the files they are in. */
  importsOf(fileName: string): readonly string[];
  /** The modules that import it. */
  importersOf(fileName: string): readonly string[];
}

/** The module graph of a project. File names are absolute, with forward slashes. */
export function graph(project: Project): Graph {
  const modules = graphOf(innerOf(project));
  return {
    environmentOf: (fileName) => modules.environmentOf(normalize(fileName)),
    isBoundary: (fileName) => modules.isBoundary(normalize(fileName)),
    importsOf: (fileName) => modules.importsOf(normalize(fileName)).map(({ to }) => to),
    importersOf: (fileName) => modules.importersOf(normalize(fileName)).map(({ from }) => from),
  };
}

function overProgram({ program, typescript = loadTypeScript(), serverRoots }: ProgramOptions): InnerProject {
  return projectOfProgram(typescript, program, settingsFrom(serverRoots, directoryOf(program)), diskOf(typescript));
}

function overDisk({ directory, serverRoots }: DirectoryOptions): InnerProject {
  const typescript = loadTypeScript();
  const host = diskHost(typescript, normalize(directory));
  return projectOfDisk(typescript, host, settingsFrom(serverRoots, host.directory));
}

function innerOf(project: Project): InnerProject {
  const found = inner.get(project);
  if (!found) throw new Error('A project is what createProject() has made.');
  return found;
}
