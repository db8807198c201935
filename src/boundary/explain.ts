import type ts from 'typescript';
import { factsOf, type ImportBinding, type ImportFact } from '../facts/index.ts';
import type { TextRange } from '../finding.ts';
import { chainText, relativeName } from '../project/chain.ts';
import { graphOf, type ModuleGraph } from '../project/graph.ts';
import type { Project } from '../project/project.ts';

/** What there is to know about a place: the range it is about, and one sentence a line. */
export interface Explanation extends TextRange {
  readonly lines: readonly string[];
}

interface Question {
  readonly project: Project;
  readonly graph: ModuleGraph;
  readonly sourceFile: ts.SourceFile;
  /** The innermost node at the position. */
  readonly node: ts.Node;
}

/**
 * Explains what stands under a cursor, where it has to do with the boundary: a directive (which side, why), an import or a JSX
 * tag that crosses (what crosses), a prop at a crossing, a Server Function (a public endpoint, and who imports it).
 *
 * @param position UTF-16 offset, 0-based
 * @returns undefined where there is nothing certain to say
 */
export function explainAt(project: Project, sourceFile: ts.SourceFile, position: number): Explanation | undefined {
  if (sourceFile.isDeclarationFile) return undefined;
  const node = nodeAt(project, sourceFile, position);
  if (!node) return undefined;
  const question = { project, graph: graphOf(project), sourceFile, node };
  const lines = directiveLines(question) ?? serverFunctionLines(question) ?? importLines(question) ?? tagLines(question);
  return lines && lines.length > 0 ? { start: node.getStart(sourceFile), end: node.end, lines } : undefined;
}

function nodeAt({ ts }: Project, sourceFile: ts.SourceFile, position: number): ts.Node | undefined {
  let node: ts.Node = sourceFile;
  for (;;) {
    const child: ts.Node | undefined = ts.forEachChild(node, (candidate) =>
      candidate.getStart(sourceFile) <= position && position <= candidate.end ? candidate : undefined,
    );
    if (!child) return node === sourceFile ? undefined : node;
    node = child;
  }
}

function directiveLines(question: Question): string[] | undefined {
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
  if (directive.owner) return ['A Server Function: a public endpoint. Anyone can call it with any arguments; so check who calls and what.'];
  return [
    'Every function exported here is a Server Function: a public endpoint. Anyone can call it with any arguments; so check who calls and what.',
    importersLine(question, fileName),
  ];
}

function serverFunctionLines(question: Question): string[] | undefined {
  const { project, sourceFile, node } = question;
  const { serverFunctions } = factsOf(project.ts, sourceFile);
  const found = serverFunctions.find((candidate) => candidate.head === node && candidate.directive === 'use server');
  if (!found) return undefined;
  return [
    'A Server Function: a public endpoint. Anyone can call it with any arguments.',
    ...(found.by === 'module' ? [importersLine(question, sourceFile.fileName, found.name)] : []),
  ];
}

/** Who imports a module, or one name of it. */
function importersLine({ project, graph }: Question, fileName: string, name?: string): string {
  const importers = graph
    .importersOf(fileName)
    .filter(({ fact }) => name === undefined || fact.bindings.some((b) => b.imported === name || b.imported === '*'))
    .map(({ from }) => relativeName(project, from));
  const names = [...new Set(importers)];
  if (names.length === 0) return 'No import of it was found.';
  return `Imported by ${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}.`;
}

function importLines(question: Question): string[] | undefined {
  const { project, sourceFile, node } = question;
  const { imports } = factsOf(project.ts, sourceFile);
  const direct = imports.find((fact) => fact.specifier === node);
  if (direct) return landingLines(question, direct);
  const named = imports.find((fact) => !fact.erased && fact.bindings.some((binding) => isOf(binding, node)));
  return named && landingLines(question, named);
}

function isOf(binding: ImportBinding, node: ts.Node): boolean {
  return binding.node === node || binding.node === node.parent;
}

/** What it means that an import lands where it does; nothing where both ends are on the same side. */
function landingLines(question: Question, fact: ImportFact): string[] | undefined {
  const { project, graph, sourceFile } = question;
  const target = fact.erased ? undefined : project.resolve(sourceFile, fact.specifier);
  const targetFile = target === undefined ? undefined : project.sourceFile(target);
  if (!targetFile || targetFile.isDeclarationFile) return undefined;
  const name = relativeName(project, targetFile.fileName);
  const { moduleDirective } = factsOf(project.ts, targetFile);
  const here = graph.environmentOf(sourceFile.fileName);
  if (moduleDirective === 'use client' && here.server) {
    return [
      `Crosses to the client: ${name} has "use client". On the server its exports are references: components to render, not functions to call.`,
      `This file is on the server side by ${chainText(project, here.server)}.`,
    ];
  }
  if (moduleDirective === 'use server') {
    if (!here.client) return [`${name} has "use server": its exports are Server Functions, public endpoints.`];
    return [
      `Crosses to the server: ${name} has "use server". Its exports arrive as references; calling one is a request, and its arguments and result are serialized.`,
      `This file is on the client side by ${chainText(project, here.client)}.`,
    ];
  }
  return undefined;
}

/** A JSX tag that lands on a Client Component, or one of its props. */
function tagLines(question: Question): string[] | undefined {
  const { project, sourceFile, node } = question;
  const { ts } = project;
  const { parent } = node;
  if (ts.isJsxAttribute(parent) && parent.name === node) {
    const element = parent.parent.parent;
    const fact = crossingOf(question, element.tagName);
    return fact && [`Crosses to the client: the value of "${node.getText(sourceFile)}" is serialized on its way to the browser.`];
  }
  const isTag = (ts.isJsxOpeningElement(parent) || ts.isJsxSelfClosingElement(parent)) && parent.tagName === node;
  const fact = isTag ? crossingOf(question, node) : undefined;
  if (!fact || !isTag) return undefined;
  const crossing = parent.attributes.properties.map((property) =>
    ts.isJsxAttribute(property) ? property.name.getText(sourceFile) : `…${property.expression.getText(sourceFile)}`,
  );
  if (ts.isJsxOpeningElement(parent)) crossing.push('children');
  return [
    ...(landingLines(question, fact) ?? []),
    ...(crossing.length > 0 ? [`What crosses here: ${crossing.join(', ')}.`] : []),
  ];
}

/** The import a JSX tag comes from, where rendering it crosses from the server to the client. */
function crossingOf({ project, graph, sourceFile }: Question, tag: ts.Node): ImportFact | undefined {
  const { ts, checker } = project;
  if (!checker || !ts.isIdentifier(tag)) return undefined;
  const declaration = checker.getSymbolAtLocation(tag)?.declarations?.[0];
  const { imports } = factsOf(ts, sourceFile);
  const fact = imports.find(
    ({ erased, node }) => !erased && declaration !== undefined && node.pos <= declaration.pos && declaration.end <= node.end,
  );
  const target = fact && project.resolve(sourceFile, fact.specifier);
  const targetFile = target === undefined ? undefined : project.sourceFile(target);
  const isClient = targetFile !== undefined && factsOf(ts, targetFile).moduleDirective === 'use client';
  return isClient && graph.environmentOf(sourceFile.fileName).server ? fact : undefined;
}
