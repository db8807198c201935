import type ts from 'typescript';
import type { ImportFact } from '../facts/index.ts';
import { importsIn } from '../project/imports.ts';
import type { Project } from '../project/project.ts';
import { globImportsIn } from './glob-imports.ts';

/** One module's way to another. */
export interface Edge {
  /** The file that imports. */
  readonly from: string;
  /** The file the import lands on. */
  readonly to: string;
  readonly fact: ImportFact;
}

/** Where the imports of a file lead. */
export interface Links {
  /** In order; erased imports are no edges. */
  readonly edges: readonly Edge[];
  /** The specifiers that lead to no file in view: packages, and what cannot be resolved. */
  readonly unresolved: readonly string[];
}

interface KeptLinks extends Links {
  readonly fileSet: object;
}

const linksKept = new WeakMap<ts.SourceFile, KeptLinks>();

/** Where a file's imports lead. Kept by SourceFile as long as no file comes to the program or goes: an edit asks for one file anew. */
export function linksOf(project: Project, file: ts.SourceFile): Links {
  const { fileSet } = project;
  let links = linksKept.get(file);
  if (links?.fileSet !== fileSet) linksKept.set(file, (links = { fileSet, ...readLinks(project, file) }));
  return links;
}

function readLinks(project: Project, file: ts.SourceFile): Links {
  const edges: Edge[] = [];
  const unresolved: string[] = [];
  for (const fact of importsIn(project, file)) {
    if (fact.erased) continue;
    const to = project.resolve(file, fact.specifier);
    if (!to) unresolved.push(fact.specifier.text);
    else if (to !== file.fileName) edges.push({ from: file.fileName, to, fact });
  }
  for (const { to, fact } of globImportsIn(project, file)) edges.push({ from: file.fileName, to, fact });
  // Copies have no room to grow, and there are as many as modules.
  return { edges: [...edges], unresolved: [...unresolved] };
}
