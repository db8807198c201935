import type ts from 'typescript';
import { analyze } from '../src/analyze.ts';
import { settingsFrom } from '../node/disk.ts';
import { configure, type ConfigurationResult, type ConfiguredRule } from '../src/configuration.ts';
import type { Finding } from '../src/finding.ts';
import type { Disk } from '../src/project/package-modules.ts';
import { projectOfProgram } from '../src/project/program-project.ts';
import { isOwnSource, type Project, type Settings } from '../src/project/project.ts';
import type { Severity } from '../src/rule.ts';
import { withoutSuppressed } from '../src/suppressions.ts';
import type { TypeScript } from '../src/typescript.ts';

/** A finding with how loudly it is to be said. */
export interface ConfiguredFinding {
  readonly finding: Finding;
  readonly rule: ConfiguredRule;
}

/** All the plugin knows of one project. There is one for each, and nothing in module variables. */
export interface PluginState {
  readonly typescript: TypeScript;
  readonly info: ts.server.PluginCreateInfo;
  /** Takes the tsconfig entry's settings. */
  configure(config: unknown): void;
  /** The findings of a file as it is now; none for a file that is not in the program. */
  findingsOf(fileName: string): readonly ConfiguredFinding[];
  /** The file as the program has it. */
  sourceFile(fileName: string): ts.SourceFile | undefined;
  /** What to do with what Next.js's own plugin says of the same places. */
  next(): 'quiet' | 'leave';
  /** Whether a rule is on. */
  isOn(rule: string): boolean;
  /** The services of later plugins that already leave out what this one has judged. */
  readonly quieted: WeakSet<ts.LanguageService>;
  /** The project as it is now; undefined where there is no program. */
  project(): Project | undefined;
  /** Writes a line to tsserver's log. */
  log(message: string): void;
}

/**
 * Makes the state of one project.
 *
 * @param info what tsserver gives a plugin for a project; `info.config` is the tsconfig entry
 */
export function stateOf(typescript: TypeScript, info: ts.server.PluginCreateInfo): PluginState {
  let rules: readonly ConfiguredRule[] = [];
  let settings: Settings = {};
  let next: 'quiet' | 'leave' = 'quiet';
  const said = new Set<string>();
  const log = (message: string): void => {
    // The same trouble at every keystroke is one line in the log.
    if (said.has(message)) return;
    said.add(message);
    info.project.projectService.logger.info(`rsc-boundary: ${message}`);
  };
  const { languageServiceHost } = info;
  const disk: Disk = {
    readFile: (fileName) => languageServiceHost.readFile(fileName),
    fileExists: (fileName) => languageServiceHost.fileExists(fileName),
    directoryExists: (name) => languageServiceHost.directoryExists?.(name) ?? true,
    realpath: (path) => languageServiceHost.realpath?.(path) ?? path,
  };
  const state: PluginState = {
    typescript,
    info,
    log,
    quieted: new WeakSet(),
    next: () => next,
    isOn: (name) => rules.some(({ rule }) => rule.name === name),
    configure(config) {
      const result = configureFrom(config);
      rules = result.rules;
      next = result.next;
      settings = settingsFrom(result.serverRoots, info.project.getCurrentDirectory().replaceAll('\\', '/'));
      for (const problem of result.problems) log(`in the tsconfig entry: ${problem}`);
    },
    sourceFile: (fileName) => info.languageService.getProgram()?.getSourceFile(fileName),
    project() {
      const program = info.languageService.getProgram();
      return program && projectOfProgram(typescript, program, settings, disk);
    },
    findingsOf(fileName) {
      const program = info.languageService.getProgram();
      const sourceFile = program?.getSourceFile(fileName);
      if (!program || !sourceFile || !isOwnSource(sourceFile.fileName)) return [];
      const project = projectOfProgram(typescript, program, settings, disk);
      const token = info.languageServiceHost.getCancellationToken?.();
      const isCancelled = (): boolean => token?.isCancellationRequested() ?? false;
      const findings = analyze(project, sourceFile, rules, {
        onRuleError(rule, error) {
          if (error instanceof typescript.OperationCanceledException) throw error;
          log(`rule ${rule.name} failed on ${fileName}: ${describe(error)}`);
        },
        isCancelled,
      });
      // Half of the findings would be taken for all of them.
      if (isCancelled()) throw new typescript.OperationCanceledException();
      return withoutSuppressed(typescript, sourceFile, findings).map((finding) => ({
        finding,
        rule: rules.find(({ rule }) => rule.name === finding.rule)!,
      }));
    },
  };
  state.configure(info.config);
  return state;
}

interface EntryResult extends ConfigurationResult {
  readonly serverRoots: readonly string[];
  readonly next: 'quiet' | 'leave';
}

function configureFrom(config: unknown): EntryResult {
  const { preset, rules, serverRoots, next = 'quiet', ...others } = (config ?? {}) as Record<string, unknown>;
  const problems: string[] = [];
  // tsserver's own keys of an entry; the rest is ours or a slip.
  for (const key of Object.keys(others).filter((key) => !['name', 'global', 'enableForWorkspaceTypeScriptVersions'].includes(key))) {
    problems.push(`There is no setting "${key}". There are: preset, rules, serverRoots, next.`);
  }
  const presets = typeof preset === 'string' ? [preset] : Array.isArray(preset) ? preset.map(String) : undefined;
  if (preset !== undefined && !presets) problems.push('"preset" takes the name of a preset, or a list of names.');
  const isRecord = typeof rules === 'object' && rules !== null && !Array.isArray(rules);
  if (rules !== undefined && !isRecord) problems.push('"rules" takes an object of rule names and severities.');
  const areGlobs = Array.isArray(serverRoots) && serverRoots.every((glob) => typeof glob === 'string');
  if (serverRoots !== undefined && !areGlobs) problems.push('"serverRoots" takes a list of globs.');
  if (next !== 'quiet' && next !== 'leave') problems.push('"next" takes "quiet" or "leave".');
  const result = configure({
    ...(presets ? { presets } : {}),
    ...(isRecord ? { rules: rules as Record<string, unknown> } : {}),
  });
  return {
    rules: result.rules,
    problems: [...problems, ...result.problems],
    next: next === 'leave' ? 'leave' : 'quiet',
    serverRoots: areGlobs ? (serverRoots as string[]) : [],
  };
}

/** An exception as one line of a log. */
export function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** What an editor shows for a severity. */
export function categoryOf(typescript: TypeScript, severity: Severity): ts.DiagnosticCategory {
  return severity === 'error' ? typescript.DiagnosticCategory.Error : typescript.DiagnosticCategory.Warning;
}

/** Runs what the plugin adds; on an exception it is logged and the fallback returned. A cancelled request stays cancelled. */
export function guard<T>(state: PluginState, operation: string, fallback: T, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof state.typescript.OperationCanceledException) throw error;
    state.log(`${operation} failed: ${describe(error)}`);
    return fallback;
  }
}
