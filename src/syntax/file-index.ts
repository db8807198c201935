import type ts from 'typescript';
import { forEachDescendant, forEachRuntimeNode } from './descendants.ts';
import type { TypeScript } from '../typescript.ts';
import { isFunctionNode } from './nodes.ts';
import { memoized } from './memoized.ts';
import { isAnyAssignment, isAssignment } from './operators.ts';
import { addTo } from './grouped.ts';

/** What of a file is asked by name, over and over: found in one walk, kept with the file. */
interface FileIndex {
  /** The names that are left at run time, by their text. */
  identifiers?: ReadonlyMap<string, readonly ts.Identifier[]>;
  /** All names, those of types and of import and export declarations too. */
  everyIdentifier?: ReadonlyMap<string, readonly ts.Identifier[]>;
  /** The names that something is written to. */
  written?: ReadonlySet<string>;
  /** What names are assigned while the module loads. */
  assignments?: ReadonlyMap<string, readonly ts.Expression[]>;
}

const indexOf = memoized((_file: ts.SourceFile): FileIndex => ({}));

/** The places where a file says a name, in the order of the text: not in types, nor in its import and export declarations. */
export function identifiersNamed(ts: TypeScript, sourceFile: ts.SourceFile, name: string): readonly ts.Identifier[] {
  return runtimeNames(ts, sourceFile).get(name) ?? [];
}

/** As {@link identifiersNamed}, of several names. */
export function identifiersAmong(ts: TypeScript, sourceFile: ts.SourceFile, names: ReadonlySet<string>): ts.Identifier[] {
  const found: ts.Identifier[] = [];
  for (const [name, identifiers] of runtimeNames(ts, sourceFile)) if (names.has(name)) found.push(...identifiers);
  return found.sort((a, b) => a.pos - b.pos);
}

function runtimeNames(ts: TypeScript, sourceFile: ts.SourceFile): ReadonlyMap<string, readonly ts.Identifier[]> {
  const index = indexOf(sourceFile);
  if (!index.identifiers) {
    const found = new Map<string, ts.Identifier[]>();
    forEachRuntimeNode(ts, sourceFile, (node) => {
      if (ts.isIdentifier(node)) addTo(found, node.text, node);
      return undefined;
    });
    index.identifiers = found;
  }
  return index.identifiers;
}

/** As {@link identifiersNamed}, in types and in import and export declarations too; a file whose text lacks the name is not walked. */
export function everyIdentifierNamed(ts: TypeScript, sourceFile: ts.SourceFile, name: string): readonly ts.Identifier[] {
  const index = indexOf(sourceFile);
  if (!index.everyIdentifier) {
    if (!sourceFile.text.includes(name)) return [];
    const found = new Map<string, ts.Identifier[]>();
    forEachDescendant(ts, sourceFile, (node) => {
      if (ts.isIdentifier(node)) addTo(found, node.text, node);
      return undefined;
    });
    index.everyIdentifier = found;
  }
  return index.everyIdentifier.get(name) ?? [];
}

/** The names below a node, all of one text: as {@link everyIdentifierNamed}. */
export function identifiersBelow(ts: TypeScript, root: ts.Node, name: string): ts.Identifier[] {
  const all = everyIdentifierNamed(ts, root.getSourceFile(), name);
  return all.filter((node) => node !== root && node.pos >= root.pos && node.end <= root.end);
}

/** What a top-level variable is assigned while the module loads: functions and classes inside it are left out. */
export function assignmentsTo(ts: TypeScript, sourceFile: ts.SourceFile, name: string): readonly ts.Expression[] {
  const index = indexOf(sourceFile);
  if (!index.assignments) {
    const found = new Map<string, ts.Expression[]>();
    forEachDescendant(ts, sourceFile, (node) => {
      if (isFunctionNode(ts, node) || ts.isClassLike(node)) return false;
      if (isAssignment(ts, node) && ts.isIdentifier(node.left)) addTo(found, node.left.text, node.right);
      return undefined;
    });
    index.assignments = found;
  }
  return index.assignments.get(name) ?? [];
}

/** Whether anything anywhere in the file could write to a name: an assignment of any kind, a pattern, a loop. */
export function isWritten(ts: TypeScript, sourceFile: ts.SourceFile, name: string): boolean {
  const index = indexOf(sourceFile);
  if (!index.written) {
    const found = new Set<string>();
    // The end of the target that is being walked: what stands in it is written to, or may be.
    let end = -1;
    forEachDescendant(ts, sourceFile, (node) => {
      if (ts.isIdentifier(node)) {
        if (node.pos < end) found.add(node.text);
      } else if (isAnyAssignment(ts, node)) end = Math.max(end, node.left.end);
      else if (ts.isForOfStatement(node) || ts.isForInStatement(node)) end = Math.max(end, node.initializer.end);
      return undefined;
    });
    index.written = found;
  }
  return index.written.has(name);
}
