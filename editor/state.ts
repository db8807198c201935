import type ts from 'typescript';
import { createProject } from '../analysis/project.ts';
import { unmatchedRoots } from '../node/disk.ts';
import { analyze } from '../src/analyze.ts';
import type { Finding } from '../src/finding.ts';
import type { ConfiguredRule } from '../src/configuration.ts';
import type { Disk } from '../src/project/package-modules.ts';
import { isOwnSource, type Project } from '../src/project/project.ts';
import type { EditorFeature, EditorFeatures, ProjectSettings } from '../src/settings.ts';
import { describe, type GuardedDoor } from './guard.ts';

/** The name diagnostics carry in an editor. */
export const SOURCE = 'rsc-boundary';

/** What an editor's door gives for one project. */
export interface EditorHost extends GuardedDoor {
  /** The project's directory: absolute, forward slashes. */
  readonly directory: string;
  readonly disk: Disk;
  /** The Program as it is now, with what is being typed; undefined where there is none. */
  program(): ts.Program | undefined;
  /** Whether whoever asked no longer wants the answer. */
  isCancelled(): boolean;
}

/** All that is known of one project of an editor. There is one for each, and nothing in module variables. */
export interface EditorState extends GuardedDoor {
  /** Takes new settings, for all that is asked from now on. */
  configure(settings: ProjectSettings): void;
  /**
   * The findings of a file as it is now; none for a file that is not in the program, or not one of the project's own, and none
   * where the settings leave them to ESLint.
   *
   * @throws ts.OperationCanceledException where the request was cancelled
   */
  findingsOf(fileName: string): readonly Finding[];
  /** The file as the program has it. */
  sourceFile(fileName: string): ts.SourceFile | undefined;
  /** Whether a rule is on. */
  isOn(rule: string): boolean;
  /** Whether an editor is to offer something beside the findings. */
  offers(feature: EditorFeature): boolean;
  /** What a user has set of a rule's options; empty where the rule is off. */
  optionsOf(rule: string): object;
  /** The project as it is now; undefined where there is no program. */
  project(): Project | undefined;
}

/** Makes the state of one project. No rule is on until it is configured. */
export function createState(host: EditorHost): EditorState {
  const { typescript, disk } = host;
  let rules: readonly ConfiguredRule[] = [];
  let serverRoots: readonly string[] = [];
  let areShown = true;
  let features: Partial<EditorFeatures> = {};
  /** Server roots that were not looked for among the files yet. */
  let unseenRoots: readonly string[] = [];
  const said = new Set<string>();
  const log = (message: string): void => {
    // The same trouble at every keystroke is one line in the log.
    if (said.has(message)) return;
    said.add(message);
    host.log(message);
  };
  const throwIfCancelled = (): void => {
    if (host.isCancelled()) throw new typescript.OperationCanceledException();
  };
  const projectOf = (program: ts.Program): Project => {
    const project = createProject({ program, typescript, directory: host.directory, serverRoots, disk, throwIfCancelled });
    for (const glob of unmatchedRoots(unseenRoots, host.directory, unseenRoots.length > 0 ? project.fileNames() : []))
      log(`the server root "${glob}" matches no source file of the project in ${host.directory}`);
    unseenRoots = [];
    return project;
  };
  return {
    typescript,
    log,
    configure(given) {
      rules = given.rules;
      areShown = given.diagnostics;
      features = given.features;
      serverRoots = unseenRoots = given.serverRoots;
    },
    isOn: (name) => rules.some(({ rule }) => rule.name === name),
    offers: (feature) => features[feature] ?? false,
    optionsOf: (name) => rules.find(({ rule }) => rule.name === name)?.options ?? {},
    sourceFile: (fileName) => host.program()?.getSourceFile(fileName),
    project() {
      const program = host.program();
      return program && projectOf(program);
    },
    findingsOf(fileName) {
      const program = host.program();
      const sourceFile = program?.getSourceFile(fileName);
      if (!areShown || !program || !sourceFile || !isOwnSource(sourceFile.fileName)) return [];
      return analyze(projectOf(program), sourceFile, {
        rules,
        onRuleError(rule, error) {
          if (error instanceof typescript.OperationCanceledException) throw error;
          log(`rule ${rule.name} failed on ${fileName}: ${describe(error)}`);
        },
      });
    },
  };
}
