import type ts from 'typescript';
import { functionBehind } from '../facts/functions.ts';
import { factsOf } from '../facts/index.ts';
import { usesOfExport, usesOfFunction, type Uses } from '../flow/index.ts';
import { enclosingFunction, nameOfFunction, withWrappers, type FunctionNode } from '../syntax/nodes.ts';
import { relativeName } from '../graph/chain.ts';
import { isTestFile } from '../project/file-purpose.ts';
import type { Project } from '../project/project.ts';
import type { TypeScript } from '../typescript.ts';

/**
 * The places that use a Server Function: call it, pass it on, or look at it. Tests do not count.
 *
 * @param fn the function itself
 * @param head its name, or that of the variable that holds what a wrapper made of it
 */
export function usePlacesOf(project: Project, fn: FunctionNode, head: ts.Node): ts.Node[] {
  const { ts } = project;
  const sourceFile = fn.getSourceFile();
  const names = factsOf(ts, sourceFile).exports.flatMap(({ name, thing, erased }) =>
    !erased && (functionBehind(ts, thing) === fn || (thing.kind === 'variable' && thing.node.name === head)) ? [name] : [],
  );
  const all: Uses[] =
    names.length > 0 ? names.map((name) => usesOfExport(project, sourceFile, name)) : [usesOfFunction(project, fn)];
  const found = all.flatMap(({ uses }) => uses).filter(({ kind }) => kind !== 'type' && kind !== 'exported');
  const isShown = (node: ts.Node): boolean => !isTestFile(project, node.getSourceFile().fileName) && node !== fn;
  return [...new Set(found.flatMap(({ node }) => (isShown(node) ? [node] : [])))];
}

/**
 * Who uses a Server Function, one sentence each: who calls it or passes it on, and in which file.
 *
 * @param head as {@link usePlacesOf} takes it
 */
export function usersOf(project: Project, fn: FunctionNode, head: ts.Node): string[] {
  return [...new Set(usePlacesOf(project, fn, head).map((node) => sentenceFor(project, node)))];
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
  const inner = withWrappers(ts, used);
  const { parent } = inner;
  if (ts.isCallExpression(parent)) {
    return parent.expression === inner
      ? { how: 'Called', from: parent }
      : { how: `Passed to ${calleeText(parent.expression)}()`, from: parent };
  }
  if (ts.isJsxExpression(parent) && ts.isJsxAttribute(parent.parent)) {
    const { name, parent: attributes } = parent.parent;
    return { how: `Passed to <${attributes.parent.tagName.getText()} ${name.getText()}>`, from: parent };
  }
  return { how: 'Used', from: parent };
}

function calleeText(callee: ts.Expression): string {
  const text = callee.getText();
  return /^[\w$.]{1,40}$/.test(text) ? text : '…';
}
