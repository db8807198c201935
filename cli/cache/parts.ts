import type ts from 'typescript';
import { graphOf } from '../../src/graph/graph.ts';
import type { Project } from '../../src/project/project.ts';

interface WithImports extends ts.SourceFile {
  /** Every specifier that TypeScript resolves, also those of types (`import('./a').A`); set by the program. */
  readonly imports?: readonly ts.StringLiteralLike[];
}

/** All own files that a file leads to, for its values or its types, by path. */
export function targetsOf(project: Project, file: ts.SourceFile): string[] {
  const specifiers = ((file as WithImports).imports ?? []).filter(({ pos }) => pos >= 0);
  const targets = specifiers.flatMap((specifier) => project.resolve(file, specifier) ?? []);
  const references = file.referencedFiles.map(({ fileName }) => project.ts.resolveTripleslashReference(fileName, file.fileName));
  return [
    ...new Set([
      ...targets,
      ...references,
      ...graphOf(project)
        .importsOf(file.fileName)
        .map(({ to }) => to),
    ]),
  ].sort();
}

/**
 * The files of a project in parts: those of one lie in one folder, and hang together by imports in whatever direction. With what one
 * file of a part makes known the next is judged sooner, and the smaller a part is the less is judged again.
 */
export function partsBelow(targets: ReadonlyMap<string, readonly string[]>): string[][] {
  return connected(targets).flatMap((files) => {
    const folders = new Map<string, string[]>();
    for (const fileName of files) {
      const folder = fileName.slice(0, fileName.lastIndexOf('/'));
      const known = folders.get(folder);
      if (known) known.push(fileName);
      else folders.set(folder, [fileName]);
    }
    return [...folders.values()];
  });
}

function connected(targets: ReadonlyMap<string, readonly string[]>): string[][] {
  const parents = new Map<string, string>([...targets.keys()].map((fileName) => [fileName, fileName]));
  const rootOf = (fileName: string): string => {
    let root = fileName;
    while (parents.get(root) !== root) root = parents.get(root)!;
    for (let at = fileName; at !== root;) {
      const next = parents.get(at)!;
      parents.set(at, root);
      at = next;
    }
    return root;
  };
  for (const [from, all] of targets) for (const to of all) if (parents.has(to)) parents.set(rootOf(from), rootOf(to));
  const parts = new Map<string, string[]>();
  for (const fileName of targets.keys()) {
    const root = rootOf(fileName);
    const part = parts.get(root);
    if (part) part.push(fileName);
    else parts.set(root, [fileName]);
  }
  return [...parts.values()];
}

/** Whether what a file declares is seen without an import. */
export function isGlobal(typescript: Project['ts'], file: ts.SourceFile): boolean {
  return !typescript.isExternalModule(file) || /\bdeclare\s+(?:global|module)\b/.test(file.text);
}
