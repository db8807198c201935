import type ts from 'typescript';
import { factsOf, type ImportBinding } from '../facts/index.ts';
import { nodeAt } from '../syntax/node-at.ts';
import type { FunctionNode } from '../syntax/nodes.ts';
import type { TextRange } from '../finding.ts';
import { chainText, relativeName } from '../graph/chain.ts';
import { graphOf, type ModuleGraph } from '../graph/graph.ts';
import type { Reference } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { usersOf } from '../server-functions/action-callers.ts';
import { crossingLines, toClientLines } from './explain-crossing.ts';
import { referenceOfImport } from './import-landing.ts';
import { serverFunctionsIn } from '../server-functions/offered.ts';

/** What there is to know about a place: the range it is about, and one sentence a line. */
export interface Explanation extends TextRange {
  readonly lines: readonly string[];
}

interface Hovered {
  readonly project: Project;
  readonly graph: ModuleGraph;
  readonly sourceFile: ts.SourceFile;
  /** The innermost node at the position. */
  readonly node: ts.Node;
}

/**
 * Explains what stands under a cursor, where it has to do with the boundary: a directive (which side, why), an import or a JSX
 * tag that crosses (what crosses), a prop at a crossing (as what, or why not), a Server Function (a public endpoint, and who calls it).
 *
 * @param position UTF-16 offset, 0-based
 * @returns undefined where there is nothing certain to say
 */
export function explainAt(project: Project, sourceFile: ts.SourceFile, position: number): Explanation | undefined {
  if (sourceFile.isDeclarationFile) return undefined;
  const node = nodeAt(project.ts, sourceFile, position);
  if (!node) return undefined;
  const question = { project, graph: graphOf(project), sourceFile, node };
  const lines =
    directiveLines(question) ??
    serverFunctionLines(question) ??
    importLines(question) ??
    crossingLines(project, sourceFile, node);
  return lines && lines.length > 0 ? { start: node.getStart(sourceFile), end: node.end, lines } : undefined;
}

function directiveLines(question: Hovered): string[] | undefined {
  const { project, graph, sourceFile, node } = question;
  const directive = factsOf(project.ts, sourceFile).directives.find((candidate) => candidate.literal === node);
  if (!directive?.counts) return undefined;
  const { fileName } = sourceFile;
  if (directive.name === 'use client') {
    const { client } = graph.environmentOf(fileName);
    const isBoundary = graph.isBoundary(fileName);
    // A chain of one is the module's own word, not an import.
    if (!client || (client.length === 1 && !isBoundary)) {
      return ['Client side, once something imports it: no import that leads here was found.'];
    }
    if (!isBoundary) {
      return [`Client side already, by ${chainText(project, client)}: here the directive draws no line.`];
    }
    return [
      'The boundary: this module and all it imports are sent to the browser, and props its components get from the server are serialized.',
      ...(client.length > 1 ? [`Reached from the server by ${chainText(project, client)}.`] : []),
    ];
  }
  if (directive.name !== 'use server') return undefined;
  if (directive.owner) {
    return [
      'A Server Function: a public endpoint. Anyone can call it with any arguments; so check who calls and what.',
      ...userLines(question, directive.owner),
    ];
  }
  return [
    'Every function exported here is a Server Function: a public endpoint. Anyone can call it with any arguments; so check who calls and what.',
    importersLine(question, fileName),
  ];
}

/** On the name of a Server Function, or the name that what a wrapper made of one is exported under. */
function serverFunctionLines(question: Hovered): string[] | undefined {
  const { project, sourceFile, node } = question;
  const facts = factsOf(project.ts, sourceFile);
  const found = serverFunctionsIn(project, facts).find(({ head }) => head === node);
  if (!found) return undefined;
  return ['A Server Function: a public endpoint. Anyone can call it with any arguments.', ...userLines(question, found.node)];
}

/** Who uses a Server Function, of which `node` is the name, or a directive in it. */
function userLines({ project, node }: Hovered, fn: FunctionNode): string[] {
  const users = usersOf(project, fn, node);
  if (users.length === 0) return ['No use of it was found.'];
  return users.length > 6 ? [...users.slice(0, 5), `And ${users.length - 5} more.`] : users;
}

/** Who imports a module. */
function importersLine({ project, graph }: Hovered, fileName: string): string {
  const names = [...new Set(graph.importersOf(fileName).map(({ from }) => relativeName(project, from)))];
  if (names.length === 0) return 'No import of it was found.';
  return `Imported by ${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}.`;
}

function importLines(question: Hovered): string[] | undefined {
  const { project, sourceFile, node } = question;
  const { imports } = factsOf(project.ts, sourceFile);
  const direct = imports.find((fact) => fact.specifier === node);
  const named = direct ?? imports.find((fact) => fact.bindings.some((binding) => isOf(binding, node)));
  if (!named) return undefined;
  const binding = direct ? undefined : named.bindings.find((candidate) => isOf(candidate, node));
  const reference = referenceOfImport(project, sourceFile, named, binding);
  return reference && landingLines(question, reference);
}

function isOf(binding: ImportBinding, node: ts.Node): boolean {
  return binding.node === node || binding.node === node.parent;
}

/** What it means that an import lands where it does; nothing where both ends are on the same side. */
function landingLines(
  { project, graph, sourceFile }: Hovered,
  { fileName, directive }: Pick<Reference, 'fileName' | 'directive'>,
): string[] | undefined {
  const here = graph.environmentOf(sourceFile.fileName);
  if (directive === 'use client' && here.server) {
    return [...toClientLines(project, fileName), `This file is on the server side by ${chainText(project, here.server)}.`];
  }
  if (directive !== 'use server') return undefined;
  const name = relativeName(project, fileName);
  if (!here.client) return [`${name} has "use server": its exports are Server Functions, public endpoints.`];
  return [
    `Crosses to the server: ${name} has "use server". Its exports arrive as references; calling one is a request, and its arguments and result are serialized.`,
    `This file is on the client side by ${chainText(project, here.client)}.`,
  ];
}
