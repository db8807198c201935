import { dirname } from 'node:path';
import ts from 'typescript';
import { diskHost, normalize } from '../../node/disk.ts';
import { DiskProject, type DiskHost } from '../../src/project/disk-project.ts';
import { projectOfProgram } from '../../src/project/program-project.ts';
import type { Project } from '../../src/project/project.ts';
import { outcomeOf, textOfFinding } from './invariants.ts';
import { nameOfMutant, type Mutant, type World } from './worlds.ts';

/** What a mutant has shown. */
export interface Fault {
  readonly mutant: Mutant;
  readonly door: string;
  readonly text: string;
}

/** A fault as a person reads it. */
export function describeFault({ mutant, door, text }: Fault): string {
  return `${door}, ${nameOfMutant(mutant)}\n  ${text
    .split('\n')
    .slice(0, 6)
    .map((line) => line.slice(0, 300))
    .join('\n  ')}`;
}

// What a world has on the disk stays as it is while the storm goes on.
const untouched = new Map<World, DiskProject>();

/** The analysis without types, on a world with one file changed. */
export function untypedFaults(mutant: Mutant): Fault[] {
  const { files } = mutant.world;
  return outcomesOf(files, untyped(mutant, files)).flatMap(({ faults }) =>
    faults.map((text) => ({ mutant, door: 'untyped', text })),
  );
}

/** What is found otherwise once the files are listed, and asked about, in another order. */
export function orderFaults(mutant: Mutant): Fault[] {
  const { files } = mutant.world;
  const reversed = [...files].reverse();
  const first = outcomesOf(files, untyped(mutant, files));
  const again = outcomesOf(reversed, untyped(mutant, reversed)).reverse();
  return differencesOf(files, first, again).map((text) => ({ mutant, door: 'order', text }));
}

function untyped({ world, fileName: changed, text }: Mutant, files: readonly string[]): Project {
  const disk = diskOf(world);
  const host = {
    ...disk,
    fileNames: () => files,
    readFile: (fileName: string) => (fileName === changed ? text : disk.readFile(fileName)),
  };
  const project = new DiskProject(ts, host, {}, untouched.get(world));
  if (!untouched.has(world)) untouched.set(world, project);
  return project;
}

const disks = new Map<World, DiskHost>();

/** A world's disk, asked once for each thing: nothing on it changes while the storm goes on. */
function diskOf(world: World): DiskHost {
  let disk = disks.get(world);
  if (!disk) {
    const { directory, compilerOptions, ...host } = diskHost(ts, world.directory);
    disk = {
      directory,
      compilerOptions,
      fileNames: () => world.files,
      readFile: once(host.readFile),
      fileExists: once(host.fileExists),
      directoryExists: once(host.directoryExists!),
      getDirectories: once(host.getDirectories!),
      realpath: once(host.realpath!),
      getCurrentDirectory: () => directory,
    };
    disks.set(world, disk);
  }
  return disk;
}

function once<T>(ask: (name: string) => T): (name: string) => T {
  const answers = new Map<string, T>();
  return (name) => {
    if (!answers.has(name)) answers.set(name, ask(name));
    return answers.get(name)!;
  };
}

function outcomesOf(files: readonly string[], project: Project): Array<ReturnType<typeof outcomeOf>> {
  return files.map((fileName) => {
    try {
      return outcomeOf(project, fileName);
    } catch (error) {
      return { findings: [], faults: [error instanceof Error ? (error.stack ?? error.message) : String(error)] };
    }
  });
}

type Outcomes = ReturnType<typeof outcomesOf>;

function differencesOf(files: readonly string[], first: Outcomes, again: Outcomes): string[] {
  return files.flatMap((fileName, index) => {
    const others = new Set(again[index]!.findings.map(textOfFinding));
    const missing = first[index]!.findings.find((finding) => !others.has(textOfFinding(finding)));
    if (!missing && others.size === first[index]!.findings.length) return [];
    return [`${missing?.rule ?? 'a rule'} finds something else\nin ${fileName}: ${missing?.message}`];
  });
}

interface Kept {
  readonly rootNames: readonly string[];
  readonly options: ts.CompilerOptions;
  program: ts.Program | undefined;
}

const kept = new Map<string, Kept>();
const libraries = new Map<string, ts.SourceFile | undefined>();

/**
 * The analysis with types, on worlds of one config with one file changed in each.
 *
 * @param among the worlds of the storm: of a config's program they alone are read
 */
export function typedFaults(mutants: readonly Mutant[], among: readonly World[]): Fault[] {
  const byConfig = new Map<string, Mutant[]>();
  for (const mutant of mutants) byConfig.set(mutant.world.tsconfig, [...(byConfig.get(mutant.world.tsconfig) ?? []), mutant]);
  return [...byConfig].flatMap(([tsconfig, inConfig]) => {
    const program = programOf(tsconfig, among, new Map(inConfig.map(({ fileName, text }) => [fileName, text])));
    const project = projectOfProgram(ts, program, {}, ts.sys);
    return inConfig.flatMap((mutant) => {
      const files = mutant.world.files.filter((fileName) => program.getSourceFile(fileName));
      return outcomesOf(files, project).flatMap(({ faults }) => faults.map((text) => ({ mutant, door: 'typed', text })));
    });
  });
}

function programOf(tsconfig: string, among: readonly World[], changed: ReadonlyMap<string, string>): ts.Program {
  let known = kept.get(tsconfig);
  if (!known) {
    const parsed = ts.getParsedCommandLineOfConfigFile(
      tsconfig,
      {},
      { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined },
    );
    if (!parsed) throw new Error(`${tsconfig} cannot be read`);
    const directories = among.filter((world) => world.tsconfig === tsconfig).map(({ directory }) => `${directory}/`);
    const isRead = (name: string): boolean =>
      name.endsWith('.d.ts') || directories.some((directory) => name.startsWith(directory));
    known = { rootNames: parsed.fileNames.map(normalize).filter(isRead), options: parsed.options, program: undefined };
    kept.set(tsconfig, known);
  }
  const { rootNames, options } = known;
  const host = ts.createCompilerHost(options, true);
  const read = host.getSourceFile.bind(host);
  host.getCurrentDirectory = () => dirname(tsconfig);
  host.getSourceFile = (fileName, languageVersion, onError) => {
    const text = changed.get(fileName);
    if (text !== undefined) return ts.createSourceFile(fileName, text, languageVersion, true);
    if (!libraries.has(fileName)) libraries.set(fileName, read(fileName, languageVersion, onError));
    return libraries.get(fileName);
  };
  // Files that have stayed the same are taken over with all that is known of them.
  known.program = ts.createProgram({ rootNames, options, host, ...(known.program ? { oldProgram: known.program } : {}) });
  return known.program;
}
