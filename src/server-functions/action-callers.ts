import type ts from 'typescript';
import { factsOf } from '../facts/index.ts';
import { forEachRuntimeNode, isValueUse } from '../syntax/references.ts';
import { enclosingFunction, nameOfFunction } from '../syntax/nodes.ts';
import { relativeName } from '../graph/chain.ts';
import { graphOf } from '../graph/graph.ts';
import { originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { isTestFile } from '../graph/reach.ts';
import type { TypeScript } from '../typescript.ts';

/** A Server Function to look for. */
export interface Wanted {
  readonly sourceFile: ts.SourceFile;
  /** The names its module exports it under; none for one that is not exported. */
  readonly names: ReadonlySet<string>;
  /** The function, or the name of the variable that holds what a wrapper made of it. */
  readonly nodes: readonly ts.Node[];
}

/** How many files are read for the uses of one function. */
const maximumFiles = 100;

/**
 * Who uses a Server Function, one sentence each: who calls it, passes it on or binds it, and in which file. Looks only into the
 * files that import its module, directly or through re-exports, and of an inline function into its own.
 */
export function usersOf(project: Project, wanted: Wanted): string[] {
  const { ts } = project;
  const found = new Set<string>();
  for (const [file, names] of filesToRead(project, wanted)) {
    project.throwIfCancelled?.();
    forEachRuntimeNode(ts, file, (node) => {
      if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) return false;
      if (!ts.isIdentifier(node) || (names && !names.has(node.text)) || !isValueUse(ts, node)) return undefined;
      const used = [node, node.parent].find((candidate) => isWanted(project, candidate, wanted));
      if (used) found.add(sentenceFor(project, used));
      return undefined;
    });
  }
  return [...found];
}

/** The files that may use it, with the names under which it can come there; of its own file any name. */
function filesToRead(
  project: Project,
  { sourceFile, names: exported }: Wanted,
): Map<ts.SourceFile, ReadonlySet<string> | undefined> {
  const graph = graphOf(project);
  const files = new Map<ts.SourceFile, Set<string> | undefined>([[sourceFile, undefined]]);
  if (exported.size === 0) return files;
  const modules = new Set([sourceFile.fileName]);
  for (const fileName of modules) {
    for (const { from, fact } of graph.importersOf(fileName)) {
      const file = project.sourceFile(from);
      if (!file || isTestFile(project, from) || files.size > maximumFiles) continue;
      const isPassedOn =
        fact.kind === 'export' || factsOf(project.ts, file).exports.some(({ thing }) => thing.kind === 're-export');
      if (isPassedOn) modules.add(from);
      if (fact.kind === 'export' || file === sourceFile) continue;
      const names = files.get(file) ?? new Set();
      for (const { local } of fact.bindings) names.add(local);
      files.set(file, names);
    }
  }
  return files;
}

function isWanted(project: Project, node: ts.Node, wanted: Wanted): boolean {
  const { ts } = project;
  if (!ts.isIdentifier(node) && !ts.isPropertyAccessExpression(node)) return false;
  const { end, reference, members } = originOf(project, node);
  if (members.length > 0) return false;
  if (reference)
    return (
      reference.fileName === wanted.sourceFile.fileName && wanted.names.has(reference.name) && reference.members.length === 0
    );
  if (end.kind !== 'declaration') return false;
  const declared = [end.value, ts.isVariableDeclaration(end.node) ? end.node.name : end.node];
  return wanted.nodes.some((wantedNode) => declared.some((found) => found === wantedNode));
}

/** `Called by onClick of Menu in ui/menu.tsx.` */
function sentenceFor(project: Project, used: ts.Node): string {
  const { ts } = project;
  const file = relativeName(project, used.getSourceFile().fileName);
  const { how, from } = roleOf(ts, used);
  const names: string[] = [];
  for (let fn = enclosingFunction(ts, from); fn; fn = enclosingFunction(ts, fn)) {
    const name = nameOfFunction(ts, fn);
    if (name && ts.isIdentifier(name)) names.push(name.text);
  }
  return names.length > 0 ? `${how} by ${names.join(' of ')} in ${file}.` : `${how} in ${file}.`;
}

/** What is done with it where it is used, and the node whose surroundings do it. */
function roleOf(ts: TypeScript, used: ts.Node): { how: string; from: ts.Node } {
  let inner = used;
  while (ts.isParenthesizedExpression(inner.parent) || ts.isAsExpression(inner.parent) || ts.isNonNullExpression(inner.parent))
    inner = inner.parent;
  const { parent } = inner;
  if (ts.isCallExpression(parent)) {
    return parent.expression === inner
      ? { how: 'Called', from: parent }
      : { how: `Passed to ${textOf(parent.expression)}()`, from: parent };
  }
  if (ts.isPropertyAccessExpression(parent) && parent.expression === inner && parent.name.text === 'bind')
    return { how: 'Bound', from: parent };
  if (ts.isJsxExpression(parent) && ts.isJsxAttribute(parent.parent)) {
    const { name, parent: attributes } = parent.parent;
    return { how: `Passed to <${attributes.parent.tagName.getText()} ${name.getText()}>`, from: parent };
  }
  return { how: 'Used', from: parent };
}

function textOf(callee: ts.Expression): string {
  const text = callee.getText();
  return /^[\w$.]{1,40}$/.test(text) ? text : '…';
}
