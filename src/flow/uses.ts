import type ts from 'typescript';
import { exportNamed } from '../facts/exports.ts';
import { factsOf, type ExportFact } from '../facts/index.ts';
import { memoized } from '../syntax/memoized.ts';
import type { FunctionNode } from '../syntax/nodes.ts';
import type { Uses } from './use.ts';
import { UseSearch } from './use-search.ts';
import type { Project } from '../project/project.ts';

/**
 * What the program does with an export of a file: through imports, barrels, namespaces, `import()`, `require()`, aliases, objects
 * that hold it, `.bind` and transparent wrappers, in its own file too. Files are read as far as they import it.
 *
 * @param name the exported name; `default` may be one
 */
export const usesOfExport = memoized((project: Project, sourceFile: ts.SourceFile, name: string) =>
  searched(project, (search) => {
    const fact = exportNamed(factsOf(project.ts, sourceFile).exports, name);
    const own = fact && ownDeclaration(fact.thing, fact.local);
    if (own) search.declared(own);
    search.exported(sourceFile.fileName, name, []);
  }),
);

/** What the program does with a function, wherever it stands: declared, given to a name, a member of an object or class, written where it is used. */
export const usesOfFunction = memoized((project: Project, fn: FunctionNode) =>
  searched(project, (search) => search.ofFunction(fn)),
);

/** What the program does with the value of an expression, from where it stands. */
export const usesOfValue = memoized((project: Project, expression: ts.Expression) =>
  searched(project, (search) => search.value(expression, [])),
);

/** What the program does with a name that is declared in a file: a variable, a parameter, a name of a pattern, a function, a class. */
export const usesOfDeclaration = memoized((project: Project, declaration: ts.NamedDeclaration) =>
  searched(project, (search) => search.declared(declaration)),
);

function searched(project: Project, ask: (search: UseSearch) => void): Uses {
  const search = new UseSearch(project);
  ask(search);
  return search.result();
}

function ownDeclaration(thing: ExportFact['thing'], local: string | undefined): ts.NamedDeclaration | undefined {
  switch (thing.kind) {
    case 'function':
    case 'class':
    case 'enum':
    case 'variable':
      return local === undefined ? undefined : thing.node;
    default:
      return undefined;
  }
}

export type { Taking, Use, Uses } from './use.ts';
