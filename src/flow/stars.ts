import type ts from 'typescript';
import { factsOf } from '../facts/index.ts';
import { importedFile, type Project } from '../project/project.ts';
import { memoized } from '../syntax/memoized.ts';
import { isForeignFile } from '../syntax/nodes.ts';
import { addTo } from '../syntax/grouped.ts';

/** The `export * from` of a file, by what they may bring. */
interface Stars {
  readonly specifiers: readonly ts.StringLiteralLike[];
  /** By name, the places in the list of those whose module exports it itself. */
  readonly byName: ReadonlyMap<string, readonly number[]>;
  /** The places of those of which that does not tell: a package, a file that passes on others. */
  readonly open: readonly number[];
}

/** The specifiers of `export * from` in a file by which a name may come, in the order of the text: a barrel may have as many as names. */
export function starsWith(project: Project, file: ts.SourceFile, name: string): ts.StringLiteralLike[] {
  const { specifiers, byName, open } = starsOf(project, file);
  return [...(byName.get(name) ?? []), ...open].sort((a, b) => a - b).map((place) => specifiers[place]!);
}

const starsOf = memoized(readStars);

function readStars(project: Project, file: ts.SourceFile): Stars {
  const specifiers: ts.StringLiteralLike[] = [];
  const byName = new Map<string, number[]>();
  const open: number[] = [];
  for (const { thing, erased } of factsOf(project.ts, file).exportsNamed('*')) {
    if (erased || thing.kind !== 're-export' || !thing.specifier) continue;
    const place = specifiers.push(thing.specifier) - 1;
    const target = importedFile(project, file, thing.specifier);
    const exports = target && !isForeignFile(target) ? factsOf(project.ts, target).exports : undefined;
    if (!exports || exports.some(({ name }) => name === '*')) open.push(place);
    else for (const name of new Set(exports.map((fact) => fact.name))) addTo(byName, name, place);
  }
  return { specifiers, byName, open };
}
