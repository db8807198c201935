import type ts from 'typescript';
import { exportNamed } from '../facts/exports.ts';
import { factsOf, type ExportFact } from '../facts/index.ts';
import type { FunctionNode } from '../syntax/nodes.ts';
import type { Uses } from './use.ts';
import { UseSearch } from './use-search.ts';
import type { Project } from '../project/project.ts';

const known = new WeakMap<Project, WeakMap<ts.Node, Map<string, Uses>>>();

/**
 * What the program does with an export of a file: through imports, barrels, namespaces, `import()`, `require()`, aliases, objects
 * that hold it, `.bind` and transparent wrappers, in its own file too. Files are read as far as they import it.
 *
 * @param name the exported name; `default` may be one
 */
export function usesOfExport(project: Project, sourceFile: ts.SourceFile, name: string): Uses {
  return remembered(project, sourceFile, name, (search) => {
    const fact = exportNamed(factsOf(project.ts, sourceFile).exports, name);
    const own = fact && ownDeclaration(fact.thing, fact.local);
    if (own) search.declared(own);
    search.exported(sourceFile.fileName, name, []);
  });
}

/** What the program does with a function, wherever it stands: declared, given to a name, a member of an object or class, written where it is used. */
export function usesOfFunction(project: Project, fn: FunctionNode): Uses {
  return remembered(project, fn, '', (search) => search.ofFunction(fn));
}

/** What the program does with the value of an expression, from where it stands. */
export function usesOfValue(project: Project, expression: ts.Expression): Uses {
  return remembered(project, expression, 'value', (search) => search.value(expression, []));
}

/** What the program does with a name that is declared in a file: a variable, a parameter, a name of a pattern, a function, a class. */
export function usesOfDeclaration(project: Project, declaration: ts.NamedDeclaration): Uses {
  return remembered(project, declaration, 'declared', (search) => search.declared(declaration));
}

function remembered(project: Project, node: ts.Node, key: string, ask: (search: UseSearch) => void): Uses {
  let answers = known.get(project);
  if (!answers) known.set(project, (answers = new WeakMap()));
  let byKey = answers.get(node);
  if (!byKey) answers.set(node, (byKey = new Map()));
  let uses = byKey.get(key);
  if (!uses) {
    const search = new UseSearch(project);
    ask(search);
    byKey.set(key, (uses = search.result()));
  }
  return uses;
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
