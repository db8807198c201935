import type ts from 'typescript';
import { clientOnlyApis } from '../catalog/platform-apis.ts';
import { factsOf } from '../facts/index.ts';
import type { TextRange } from '../finding.ts';
import { declarationIn, movableOf, type Movable } from '../fixes/moved-declarations.ts';
import { moveToFile, type SplitFile } from '../fixes/move-to-file.ts';
import { originOf } from '../flow/origin.ts';
import { findEntries } from '../frameworks/next/conventions.ts';
import { graphOf } from '../graph/graph.ts';
import type { Project } from '../project/project.ts';
import { isComponentFunction } from '../syntax/components.ts';
import { hasNode } from '../syntax/descendants.ts';
import { nodeAt } from '../syntax/node-at.ts';
import { isAsync, isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';

/** A change that makes two files of one, for a person to choose. */
export interface Refactoring {
  readonly title: string;
  readonly split: SplitFile;
}

/**
 * What could be moved to the other side at a place: a Server Function out of a file of the client, a component that needs the browser
 * out of a file of the server. Offered at its head, or at the directive in it.
 *
 * @param range what is selected
 */
export function splitsAt(project: Project, sourceFile: ts.SourceFile, { start, end }: TextRange): Refactoring[] {
  const { ts, checker } = project;
  const facts = factsOf(ts, sourceFile);
  const { server, client } = graphOf(project).environmentOf(sourceFile.fileName);
  const isClient = facts.moduleDirective === 'use client' || (client !== undefined && server === undefined);
  const node = checker && nodeAt(ts, sourceFile, start);
  if (!node || facts.moduleDirective === 'use server' || (!isClient && server === undefined)) return [];
  for (let at: ts.Node = node; !ts.isSourceFile(at); at = at.parent) {
    const found = movableFunction(ts, at);
    if (!found || !isAtHead(sourceFile, found.fn, found.statement, start, end)) continue;
    const isMeant = isClient
      ? facts.serverFunctions.some(
          ({ node: fn, by, directive }) => fn === found.fn && by === 'body' && directive === 'use server',
        )
      : ts.isSourceFile(found.statement.parent) && needsBrowser(project, found.fn);
    if (!isMeant) continue;
    const directive = isClient ? 'use server' : 'use client';
    const name = declarationIn(ts, found.statement).name!.getText();
    const stem = freeStem(project, sourceFile, isClient && isFree(project, sourceFile, 'actions') ? 'actions' : name);
    const split = stem === undefined ? undefined : moveToFile(project, checker, { statement: found.statement, directive, stem });
    if (split) return [{ title: `Move \`${name}\` to ${split.fileName.split('/').at(-1)!}, a new "${directive}" file`, split }];
  }
  return [];
}

function movableFunction(ts: Project['ts'], node: ts.Node): { fn: FunctionNode; statement: Movable } | undefined {
  // `const Row = () => …`: the name stands in front of the function.
  const initializer = ts.isVariableStatement(node) ? node.declarationList.declarations[0]?.initializer : undefined;
  const fn = initializer ? unwrap(ts, initializer) : node;
  if (!fn || !isFunctionNode(ts, fn)) return undefined;
  const statement = movableOf(ts, ts.isFunctionDeclaration(fn) ? fn : fn.parent);
  return statement && { fn, statement };
}

/** In front of its body, or in the first line of it, where a directive stands. */
function isAtHead(sourceFile: ts.SourceFile, { body }: FunctionNode, statement: ts.Node, start: number, end: number): boolean {
  const { text } = sourceFile;
  const open = body?.getStart(sourceFile) ?? statement.end;
  const first = /^\{\s*(["'])use server\1/.exec(text.slice(open, open + 200));
  return statement.getStart(sourceFile) <= start && end <= open + (first?.[0].length ?? 1);
}

/** Whether a component takes what only Client Components have, or handles events. */
function needsBrowser(project: Project, fn: FunctionNode): boolean {
  const { ts } = project;
  if (!isComponentFunction(ts, fn) || isAsync(ts, fn) || !fn.body) return false;
  return hasNode(ts, fn.body, (node) => {
    if (ts.isCallExpression(node)) {
      const { end, members } = originOf(project, node.expression);
      return end.kind === 'package' && members.length === 0 && clientOnlyApis.get(end.module)?.has(end.name) === true;
    }
    if (!ts.isJsxAttribute(node)) return false;
    const value = node.initializer && ts.isJsxExpression(node.initializer) ? node.initializer.expression : undefined;
    return /^on[A-Z]/.test(node.name.getText()) && value !== undefined && isFunctionNode(ts, unwrap(ts, value));
  });
}

/** A name for a file that is not there yet and that no framework loads by itself: written as the file beside it is. */
function freeStem(project: Project, sourceFile: ts.SourceFile, name: string): string | undefined {
  const isPascal = /\/[A-Z][^/]*$/.test(sourceFile.fileName);
  const stem = isPascal ? name : name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
  return [stem, `${stem}-part`].find((candidate) => isFree(project, sourceFile, candidate));
}

function isFree(project: Project, { fileName }: ts.SourceFile, stem: string): boolean {
  const path = fileName.replace(/[^/]*$/, '') + stem;
  const extensions = ['ts', 'tsx', 'js', 'jsx', 'mts', 'mjs'];
  const isThere = extensions.some((extension) => project.outsideFile(`${path}.${extension}`) !== undefined);
  return !isThere && findEntries([fileName, `${path}.tsx`], project.directory).get(`${path}.tsx`) === undefined;
}
