import type ts from 'typescript';
import { chainText, relativeName } from '../graph/chain.ts';
import { graphOf } from '../graph/graph.ts';
import { originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { adviceFor } from '../crossings/advice.ts';
import { functionShape, type FunctionShape } from '../crossings/function-shape.ts';
import { describeArrival, describeReason, pathText } from '../serialization/describe.ts';
import type { Judgement } from '../serialization/judgement.ts';
import type { PropCrossing } from '../crossings/crossing.ts';
import { crossingsOf } from '../crossings/crossings.ts';
import { isFault, verdictOf } from '../crossings/verdict.ts';
import { serverFunctionOf, serverFunctionText } from '../flow/server-function.ts';
import { landingOf } from '../crossings/landing.ts';
import { isJsx } from '../syntax/jsx.ts';

/**
 * Explains a JSX tag that lands on a Client Component (which file, why it is a crossing, what crosses), or the name of a prop given
 * to one. On an element of the document only what is no plain data is worth a word.
 *
 * @param node the tag's name, or the attribute's
 * @returns undefined where nothing crosses
 */
export function crossingLines(project: Project, sourceFile: ts.SourceFile, node: ts.Node): string[] | undefined {
  const { ts } = project;
  const { parent } = node;
  const tag = ts.isJsxOpeningLikeElement(parent) && parent.tagName === node ? parent : undefined;
  const isProp = ts.isJsxAttribute(parent) && parent.name === node;
  const { server } = graphOf(project).environmentOf(sourceFile.fileName);
  if (!server || (!tag && !isProp)) return undefined;
  const element = tag ?? parent.parent.parent;
  const props = crossingsOf(project, sourceFile, 'prop', 'spread', 'child').filter(({ site }) => site.node === element);
  const side = `This file is on the server side by ${chainText(project, server)}.`;
  if (isProp) {
    const prop = props.find(({ at }) => at === node);
    const explained = prop && explain(project, prop);
    return explained && (prop.site.target === 'client' || explained.kind !== 'data') ? [explained.text, side] : undefined;
  }
  if (!tag || landingOf(project, tag.tagName) !== 'client') return undefined;
  const { reference } = originOf(project, tag.tagName);
  return [
    ...(reference ? toClientLines(project, reference.fileName) : ['Crosses to the client: this is a Client Component.']),
    side,
    ...whatCrosses(project, tag, props),
  ];
}

/** What it means that a name comes from a client module. */
export function toClientLines(project: Project, fileName: string): string[] {
  return [
    `Crosses to the client: ${relativeName(project, fileName)} has "use client". On the server its exports are references: components to render, not functions to call.`,
  ];
}

function whatCrosses(project: Project, node: ts.JsxOpeningLikeElement, props: readonly PropCrossing[]): string[] {
  const { ts } = project;
  const given = props.map((prop) => {
    const name = prop.kind === 'spread' ? `…${prop.expression.getText()}` : prop.name;
    return `${name} (${explain(project, prop).short})`;
  });
  const children = ts.isJsxOpeningElement(node) && ts.isJsxElement(node.parent) ? node.parent.children : [];
  const isWritten = children.some(
    (child) => !ts.isJsxExpression(child) && !(ts.isJsxText(child) && child.containsOnlyTriviaWhiteSpaces),
  );
  if (isWritten) given.push('children (what they render)');
  return given.length > 0 ? [`What crosses here: ${[...new Set(given)].join(', ')}.`] : [];
}

/** How a value crosses, or why it cannot. */
interface Explained {
  readonly kind: 'data' | 'reference' | 'problem' | 'unknown';
  /** A sentence or two. */
  readonly text: string;
  /** The same in a word or two. */
  readonly short: string;
}

function explain(project: Project, prop: PropCrossing): Explained {
  const value = prop.expression;
  const name = prop.kind === 'spread' ? 'value' : prop.name;
  const { judgement } = verdictOf(project, prop);
  const { verdict, reason } = judgement;
  const isProblem = isFault(judgement) || verdict === 'handed' || (verdict === 'converts' && reason?.kind === 'error');
  if (isProblem) return problemText(name, judgement, functionShape(project, value, judgement.path));
  if (prop.name === 'key')
    return { kind: 'data', text: 'React keeps the key for itself: it does not cross.', short: 'does not cross' };
  const action = serverFunctionOf(project, value);
  if (action) {
    const bound = action.bound.length > 0 ? ', with the values bound to it' : '';
    return {
      kind: 'reference',
      text: `"${name}" crosses as a reference to ${serverFunctionText(action.name)}${bound}: calling it in the browser is a request.`,
      short: 'a Server Function',
    };
  }
  const { reference } =
    project.ts.isIdentifier(value) || project.ts.isPropertyAccessExpression(value) ? originOf(project, value) : {};
  if (reference?.directive === 'use client' && reference.members.length === 0) {
    return {
      kind: 'reference',
      text: `"${name}" crosses as a reference to a client module's export, and the browser loads it.`,
      short: 'a client reference',
    };
  }
  return dataText(project, name, value, judgement);
}

function dataText(project: Project, name: string, value: ts.Expression, { verdict, reason }: Judgement): Explained {
  const { ts, checker } = project;
  if (isJsx(ts, value)) {
    return {
      kind: 'data',
      text: `"${name}" crosses as what it renders: its Server Components stay on the server.`,
      short: 'an element',
    };
  }
  if (verdict === 'converts' && reason) {
    return {
      kind: 'data',
      text: `"${name}" crosses, and arrives ${describeArrival(reason, 'prop') ?? 'as something else'}.`,
      short: 'arrives changed',
    };
  }
  if (verdict === 'unknown' || verdict === 'maybe') {
    return {
      kind: 'unknown',
      text: `"${name}" is serialized on its way to the browser, and whether it can be is not known here.`,
      short: 'not known',
    };
  }
  if (checker?.getPropertyOfType(checker.getTypeAtLocation(value), 'then')) {
    return {
      kind: 'data',
      text: `"${name}" crosses as a promise: the page need not wait for it, and the component reads it with use().`,
      short: 'a promise',
    };
  }
  return { kind: 'data', text: `"${name}" crosses as plain data, serialized on its way to the browser.`, short: 'plain data' };
}

/** The words of the rule that reports it. */
function problemText(name: string, { verdict, reason, path }: Judgement, shape: FunctionShape): Explained {
  if (!reason) return { kind: 'unknown', text: `"${name}" is serialized on its way to the browser.`, short: 'not known' };
  const culprit = path.length > 0 ? `"${pathText(name, path)}"` : 'it';
  if (verdict === 'converts') {
    const arrival = describeArrival(reason, 'prop') ?? 'as something else';
    return {
      kind: 'problem',
      text: `"${name}" arrives changed: ${culprit} ${describeReason(reason)} and arrives ${arrival}.`,
      short: 'arrives changed',
    };
  }
  if (verdict === 'handed') {
    return {
      kind: 'problem',
      text: `"${name}" cannot cross unless every caller hands in a Server Function, and nothing says so.`,
      short: 'not known to cross',
    };
  }
  return {
    kind: 'problem',
    text: `\`${pathText(name, path)}\` ${describeReason(reason)} and cannot be passed from the server. ${adviceFor(reason, 'prop', shape)}`,
    short: 'cannot cross',
  };
}
