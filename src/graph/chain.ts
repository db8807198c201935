import { factsOf, type ImportFact } from '../facts/index.ts';
import type { RelatedInformation } from '../finding.ts';
import type { Chain } from './environment.ts';
import { linksOf, type Links } from './links.ts';
import type { Project } from '../project/project.ts';
import { memoized } from '../syntax/memoized.ts';

/**
 * A chain of imports for a message: `app/page.tsx → ui/list.tsx → lib/format.ts`, relative to the project, long ones cut in
 * the middle.
 */
export function chainText(project: Project, chain: Chain): string {
  const names = chain.map((fileName) => relativeName(project, fileName));
  const shown = names.length > 5 ? [...names.slice(0, 2), `… ${names.length - 4} more …`, ...names.slice(-2)] : names;
  return shown.join(' → ');
}

/**
 * A file's name as messages give it: relative to the project's directory, `../` where a workspace package lies beside it; of a
 * file of an installed package from the package's name on, wherever a package manager keeps it.
 */
export function relativeName(project: Project, fileName: string): string {
  const installed = fileName.lastIndexOf('/node_modules/');
  if (installed !== -1) return fileName.slice(installed + '/node_modules/'.length);
  let base = project.directory.replace(/\/?$/, '/');
  let up = '';
  while (!fileName.startsWith(base)) {
    base = base.replace(/[^/]*\/$/, '');
    up += '../';
  }
  return base.length > 1 ? up + fileName.slice(base.length) : fileName;
}

/** The first import of each file that a file imports. */
const firstImports = memoized(
  (links: Links): ReadonlyMap<string, ImportFact> => new Map([...links.edges].reverse().map(({ to, fact }) => [to, fact])),
);

/** A file's name inside a sentence: the last two parts of its path. */
export function shortName(project: Project, fileName: string): string {
  return relativeName(project, fileName).split('/').slice(-2).join('/');
}

/** Where a chain starts, for a message: ` (from \`app/page.tsx\`)`; the steps are related places. Empty where it starts here. */
export function fromText(project: Project, chain: Chain): string {
  return chain.length > 1 ? ` (from \`${shortName(project, chain[0]!)}\`)` : '';
}

/** As {@link fromText}, for a chain on the client: the module on it that is client by its own directive. */
export function fromClientText(project: Project, chain: Chain): string {
  const { ts } = project;
  const start = chain.find((fileName) => {
    const file = project.sourceFile(fileName);
    return file && factsOf(ts, file).moduleDirective === 'use client';
  });
  return start === chain.at(-1) ? '' : fromText(project, start ? [start, chain.at(-1)!] : chain);
}

/** Each step of a chain as a place to go to: the import that leads from one file to the next. */
export function relatedSteps(project: Project, chain: Chain): RelatedInformation[] {
  const steps: RelatedInformation[] = [];
  for (let index = 0; index + 1 < chain.length; index++) {
    const [from, to] = [chain[index]!, chain[index + 1]!];
    const file = project.sourceFile(from);
    // Asked of the file as it is now: the graph may be older than its last edit.
    const fact = file && firstImports(linksOf(project, file)).get(to);
    if (!fact) continue;
    steps.push({
      fileName: from,
      start: fact.specifier.getStart(file),
      end: fact.specifier.end,
      message: `${relativeName(project, from)} imports ${relativeName(project, to)}`,
      kind: 'import',
    });
  }
  return steps;
}
