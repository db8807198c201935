import type ts from 'typescript';
import { createProject } from '../../analysis/project.ts';
import { diskOf, settingsFrom } from '../../node/disk.ts';
import { analyze } from '../../src/analyze.ts';
import type { Finding } from '../../src/finding.ts';
import { adoptLayout } from '../../src/graph/graph.ts';
import { linksOf } from '../../src/graph/links.ts';
import type { Project } from '../../src/project/project.ts';
import { PartialProject } from '../cache/partial-project.ts';
import { isGlobal } from '../cache/parts.ts';
import type { KnownFindings, ProgramQuestion } from '../configured.ts';
import type { SourceFiles } from '../source-files.ts';
import { Region } from './region.ts';
import { scannedProject } from './scanned-project.ts';
import { isSurelyModule } from './written-specifiers.ts';

/** So much of a program at most is a part of it: with more, the whole is as fast. */
const largest = 0.6;
/** How often a part is made larger. */
const maxTries = 6;

/**
 * What is found in some files of a program, of which only these are looked into with types: with all that they import, and what the
 * rules look into beside. The others are parsed, and no more, so that it is known who imports whom.
 *
 * @param filesOf the files to judge, of the program as it was scanned
 * @param isListed whether it is enough to know them
 * @returns undefined where the whole program has to be made
 */
export function partOf(
  question: ProgramQuestion,
  sourceFiles: SourceFiles,
  filesOf: (project: Project) => ReadonlySet<string>,
  isListed: boolean,
): KnownFindings | undefined {
  const { typescript, view, plan, serverRoots, isOneOfSeveral } = question;
  const settings = settingsFrom(serverRoots, plan.directory);
  const whole = scannedProject(view, plan, settings, sourceFiles);
  if (!whole) return undefined;
  const files = filesOf(whole);
  const nothing: KnownFindings = { project: whole, findings: new Map() };
  if (isListed || files.size === 0) return nothing;
  const texts = new Map(whole.fileNames().map((fileName) => [fileName, whole.texts.get(fileName)!]));
  if (files.size > texts.size * largest) return undefined;
  const globals = whole.fileNames().filter((fileName) => {
    const file = isSurelyModule(typescript, texts.get(fileName)!) ? undefined : whole.sourceFile(fileName);
    return file && isGlobal(typescript, file);
  });
  const always = [...plan.rootNames.filter((name) => !texts.has(name)), ...globals];
  // Who imports a file is what rules look into most, and what it imports is what the module graph is asked about.
  const held = new Set([...files, ...[...files].flatMap((name) => whole.importersOf(name))]);
  const imported = [...held].flatMap((name) => {
    const file = whole.sourceFile(name);
    return file ? linksOf(whole, file).edges.flatMap(({ to }) => (texts.has(to) ? to : [])) : [];
  });
  const region = new Region(whole, [...held, ...imported]);
  // A file of several programs is judged by where each of them puts it.
  if (isOneOfSeveral) region.growWhole();
  for (let tries = 0; tries < maxTries && held.size <= texts.size * largest; tries++) {
    const { program, tooDeep } = plan.make([...always, ...held]);
    const layout = region.layout();
    if (tooDeep.length > 0 || whole.isTooDeep) return undefined;
    const part = createProject({ program, typescript, directory: plan.directory, serverRoots, disk: diskOf(view) });
    const project = new PartialProject(
      { ts: typescript, settings, compilerOptions: plan.options, directory: plan.directory },
      texts,
      part,
    );
    adoptLayout(project, layout);
    const findings = judged(question, project, files);
    if (!findings) return undefined;
    if (project.missing.size === 0 && region.missing.size === 0) return { project: project.finish(), findings };
    for (const fileName of project.missing) {
      held.add(fileName);
      region.missing.add(fileName);
    }
    region.grow();
  }
  return undefined;
}

/** What is found in some files; undefined where a rule fails: then the whole program is judged, and it is said. */
function judged(
  { rules }: Pick<ProgramQuestion, 'rules'>,
  project: Project,
  files: ReadonlySet<string>,
): Map<string, readonly Finding[]> | undefined {
  const findings = new Map<string, readonly Finding[]>();
  let hasFailed = false;
  for (const fileName of files) {
    const sourceFile: ts.SourceFile | undefined = project.sourceFile(fileName);
    if (!sourceFile) continue;
    findings.set(fileName, analyze(project, sourceFile, { rules, onRuleError: () => (hasFailed = true) }));
  }
  return hasFailed ? undefined : findings;
}
