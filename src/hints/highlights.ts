import type ts from 'typescript';
import { crossingsOf } from '../crossings/crossings.ts';
import { factsOf } from '../facts/index.ts';
import type { TextRange } from '../finding.ts';
import type { Project } from '../project/project.ts';
import { nodeAt } from '../syntax/node-at.ts';

/**
 * What goes over the boundary at the place of a cursor, as ranges of the file: at the tag of a Client Component the names of its
 * props, at a prop its name and its value, at the directive or the name of an inline Server Function what it closes over, at the
 * name of a Server Function that is called its arguments.
 *
 * @param position UTF-16 offset, 0-based
 * @returns none where nothing crosses
 */
export function crossingRangesAt(project: Project, sourceFile: ts.SourceFile, position: number): TextRange[] {
  if (sourceFile.isDeclarationFile) return [];
  const node = nodeAt(project.ts, sourceFile, position);
  if (!node) return [];
  const crossing =
    atElement(project, sourceFile, node) ?? atAction(project, sourceFile, node) ?? atCall(project, sourceFile, node);
  return (crossing ?? []).map((place) => ({ start: place.getStart(sourceFile), end: place.end }));
}

function atElement(project: Project, sourceFile: ts.SourceFile, node: ts.Node): ts.Node[] | undefined {
  const { ts } = project;
  const { parent } = node;
  const tag = ts.isJsxOpeningLikeElement(parent) && parent.tagName === node ? parent : undefined;
  const isProp = ts.isJsxAttribute(parent) && parent.name === node;
  if (!tag && !isProp) return undefined;
  const props = crossingsOf(project, sourceFile, 'prop', 'spread', 'child').filter(({ site }) => site.target === 'client');
  if (isProp) {
    const prop = props.find(({ at }) => at === node);
    return prop && [node, prop.expression];
  }
  const given = props.filter(({ site }) => site.node === tag);
  return given.length > 0
    ? [node, ...given.map(({ kind, at, expression }) => (kind === 'prop' ? (at as ts.Node) : expression))]
    : undefined;
}

function atAction(project: Project, sourceFile: ts.SourceFile, node: ts.Node): ts.Node[] | undefined {
  const facts = factsOf(project.ts, sourceFile);
  const directive = facts.directives.find(({ literal, counts }) => counts && literal === node);
  const action = facts.serverFunctions.find(
    (fn) => fn.by === 'body' && (fn.head === node || (directive?.owner !== undefined && fn.node === directive.owner)),
  );
  const captures = action ? crossingsOf(project, sourceFile, 'capture').filter((crossing) => crossing.action === action) : [];
  return captures.length > 0 ? [node, ...captures.map(({ expression }) => expression)] : undefined;
}

function atCall(project: Project, sourceFile: ts.SourceFile, node: ts.Node): ts.Node[] | undefined {
  const { ts } = project;
  const callee = ts.isPropertyAccessExpression(node.parent) && node.parent.name === node ? node.parent : node;
  const { parent } = callee;
  if (!ts.isCallExpression(parent) || parent.expression !== callee) return undefined;
  const sent = crossingsOf(project, sourceFile, 'argument').filter(({ expression }) => parent.arguments.includes(expression));
  return sent.length > 0 ? [node, ...sent.map(({ expression }) => expression)] : undefined;
}
