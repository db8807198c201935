import type ts from 'typescript';
import { normalize } from '../node/disk.ts';
import { analyze as findIn, type AnalyzeOptions as InnerOptions } from '../src/analyze.ts';
import { configure as understand, type RuleSetting } from '../src/configuration.ts';
import type { Finding as AnyFinding, Severity } from '../src/finding.ts';
import type { Environment } from '../src/graph/environment.ts';
import { graphOf } from '../src/graph/graph.ts';
import type { PresetName, Reach } from '../src/rule.ts';
import { rules as registry, type RuleName } from '../src/rules/index.ts';
import { createProject as create, projectIn, type DirectoryOptions, type ProgramOptions } from './project.ts';

export type { DirectoryOptions, ProgramOptions } from './project.ts';
export type { RelatedInformation, Severity, Suggestion, TextEdit, TextRange } from '../src/finding.ts';
export type { Chain, Environment, Side } from '../src/graph/environment.ts';
export type { RuleSetting } from '../src/configuration.ts';
export type { Reach } from '../src/rule.ts';
export type { RuleName } from '../src/rules/index.ts';

/** The presets a rule can be switched on by. */
export type Preset = 'recommended' | 'strict' | 'security' | 'all';

/** What a rule found in a file: the same range and the same words as in ESLint, in an editor and on the command line. */
export interface Finding extends AnyFinding {
  readonly rule: RuleName;
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
  /** Absent where there is no Program: then rules say only what the syntax and the imports show. */
  readonly checker: ts.TypeChecker | undefined;
  /** The project's own source files: absolute, forward slashes, sorted, without declaration files and node_modules. */
  fileNames(): readonly string[];
}

/** A rule that is on, and how. */
export interface ConfiguredRule {
  readonly rule: Rule;
  readonly severity: Severity;
  /** What is set of its options; its defaults hold for the rest. */
  readonly options?: object | undefined;
}

/** Which rules are on; `recommended` where nothing is said. */
export interface Settings {
  readonly presets?: readonly Preset[];
  /** Over the presets. */
  readonly rules?: Readonly<Partial<Record<RuleName, RuleSetting>>>;
}

/** Which rules are on, and what is to be known beside the findings. */
export interface AnalyzeOptions extends Omit<Settings, 'rules'> {
  /** Settings, or the rules that {@link configure} has made of settings: then presets are not looked at. */
  readonly rules?: Settings['rules'] | readonly ConfiguredRule[];
  /** Told of an exception inside a rule, whose findings for this file are then lost; the other rules go on. Without it the exception is thrown. */
  onRuleError?(rule: Rule, error: unknown): void;
  /** Runs a rule for the analysis, to know how long it takes. */
  measure?<Result>(rule: Rule, run: () => Result): Result;
  /** Whether what an `eslint-disable` comment silences is given too: for a host that applies its comments itself. */
  readonly withSilenced?: boolean;
}

/** Every rule, in the order of the documentation. */
export const rules = registry as readonly Rule[];

/** Makes a project out of a TypeScript Program, or out of what is on the disk. */
export const createProject: (options: ProgramOptions | DirectoryOptions) => Project = create;

/** The rules that are on, of settings of any origin, and a sentence for each thing in them that cannot be understood. */
export const configure: (settings: Settings) => {
  readonly rules: readonly ConfiguredRule[];
  readonly problems: readonly string[];
} = understand as never;

/**
 * What the rules find in a file of a project, in order, without what an `eslint-disable` comment silences.
 *
 * @param file its name, absolute; or the SourceFile itself, as the project's Program has it
 * @throws where the file is not there, or a setting cannot be understood
 */
export function analyze(project: Project, file: string | ts.SourceFile, options: AnalyzeOptions = {}): Finding[] {
  const asked = typeof file === 'string' ? normalize(file) : file;
  return findIn(projectIn(project), asked, options as InnerOptions) as Finding[];
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
  const modules = graphOf(projectIn(project));
  return {
    environmentOf: (fileName) => modules.environmentOf(normalize(fileName)),
    isBoundary: (fileName) => modules.isBoundary(normalize(fileName)),
    importsOf: (fileName) => modules.importsOf(normalize(fileName)).map(({ to }) => to),
    importersOf: (fileName) => modules.importersOf(normalize(fileName)).map(({ from }) => from),
  };
}
