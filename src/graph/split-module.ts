import type ts from 'typescript';
import { factsOf, type ImportFact } from '../facts/index.ts';
import { sideOfRouteExport } from '../frameworks/react-router.ts';
import type { TypeScript } from '../typescript.ts';
import type { Side } from './environment.ts';
import { topLevelNames, topLevelOf } from './top-level.ts';
import { memoized } from '../syntax/memoized.ts';
import { addTo } from '../syntax/grouped.ts';

// A module whose exports are each on a side of their own: the framework compiles it once for the server and once for the client, each
// time without the exports of the other side and what only they use.

/** Whether an export of a split module is left out of its half for a side. */
export function isTakenAway(name: string, side: Side): boolean {
  const own = sideOfRouteExport(name);
  return own !== undefined && own !== side;
}

/** The sides a split module has a half for: those that one of its exports is on. */
export function sidesOfSplit(ts: TypeScript, sourceFile: ts.SourceFile): readonly Side[] {
  const names = factsOf(ts, sourceFile).exports.flatMap(({ name, erased }) => (erased ? [] : [name]));
  return (['server', 'client'] as const).filter((side) => names.some((name) => !isTakenAway(name, side)));
}

/** Whether an import of a split module is left in its half for a side. */
export function isKeptOn(ts: TypeScript, sourceFile: ts.SourceFile, side: Side, { kind, bindings, node }: ImportFact): boolean {
  if (kind === 'export') return bindings.some(({ local, erased }) => !erased && !isTakenAway(local, side));
  const kept = namesKeptOn(ts, sourceFile, side);
  if (bindings.length > 0) return bindings.some(({ local, erased }) => !erased && kept.has(local));
  return topLevelNames(ts, node)?.some((name) => kept.has(name)) ?? true;
}

/** The names that the import around a node brings: those of the specifier the node is in, or of the whole statement. */
export function namesImportedAround(ts: TypeScript, node: ts.Node): readonly string[] | undefined {
  let specifier: ts.ImportSpecifier | undefined;
  for (let outer = node; outer && !ts.isSourceFile(outer); outer = outer.parent) {
    if (ts.isImportSpecifier(outer)) specifier = outer;
    if (!ts.isImportDeclaration(outer)) continue;
    const { name, namedBindings } = outer.importClause ?? {};
    if (specifier) return [specifier.name.text];
    const named = namedBindings && ts.isNamedImports(namedBindings) ? namedBindings.elements.map((one) => one.name.text) : [];
    const whole = namedBindings && ts.isNamespaceImport(namedBindings) ? [namedBindings.name.text] : [];
    const names = [...(name ? [name.text] : []), ...named, ...whole];
    return names.length > 0 ? names : undefined;
  }
  return undefined;
}

/** The names at the top level that the half for a side still uses. */
const namesKeptOn = memoized(findNamesKept);

function findNamesKept(ts: TypeScript, sourceFile: ts.SourceFile, side: Side): ReadonlySet<string> {
  const { users, run, exportedAs } = topLevelOf(ts, sourceFile);
  const used = new Map<string, string[]>();
  for (const [mentioned, statements] of users) {
    for (const name of statements.flat()) {
      addTo(used, name, mentioned);
    }
  }
  const names = new Set(run);
  for (const [name, exported] of exportedAs) if (exported.some((one) => !isTakenAway(one, side))) names.add(name);
  // The set grows while it is walked.
  for (const name of names) for (const mentioned of used.get(name) ?? []) names.add(mentioned);
  return names;
}
