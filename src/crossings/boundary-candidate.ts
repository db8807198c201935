import type ts from 'typescript';
import { descendantsOf } from '../syntax/descendants.ts';
import { isClassComponent, isComponentFunction } from '../syntax/components.ts';
import { expressionOf } from '../facts/exports.ts';
import { factsOf, type ExportFact } from '../facts/index.ts';
import { isAsync, isFunctionNode, unwrap } from '../syntax/nodes.ts';
import type { Chain } from '../graph/environment.ts';
import { graphOf } from '../graph/graph.ts';
import { originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { apiUsesOf } from '../flow/api-uses.ts';
import { isNodeOnlyModule, serverOnlyApis } from '../catalog/platform-apis.ts';

/**
 * The file in which `"use client"` would put a module of the server graph on the client: the module itself where it is a
 * module of components, else the nearest one above it on its chain that is. A hook or a context is no use to a Server Component
 * as a client reference, so the module that calls the hook must be the boundary.
 *
 * @param chain how the module came to be on the server
 * @returns absolute; undefined where no file can be: one of them exports metadata or Server Functions, is async, or needs the server
 */
export function boundaryCandidate(project: Project, chain: Chain): string | undefined {
  const judged = new Set<string>();
  for (const fileName of [...chain].reverse()) {
    const sourceFile = project.sourceFile(fileName);
    if (!sourceFile || !canBeClient(project, fileName, judged)) return undefined;
    if (givesOnlyComponents(project, sourceFile)) return fileName;
  }
  return undefined;
}

/** Whether a module, and all that it would take along, could be in the client graph. */
function canBeClient(project: Project, root: string, judged: Set<string>): boolean {
  const graph = graphOf(project);
  const queue = [root];
  for (const fileName of queue) {
    if (judged.has(fileName)) continue;
    judged.add(fileName);
    const sourceFile = project.sourceFile(fileName);
    if (!sourceFile || sourceFile.isDeclarationFile) continue;
    // Behind a directive it goes on as it is now.
    if (factsOf(project.ts, sourceFile).moduleDirective && fileName !== root) continue;
    if (needsServer(project, sourceFile)) return false;
    queue.push(...graph.importsOf(fileName).map(({ to }) => to));
  }
  return isFreeEntry(project, root);
}

function needsServer(project: Project, sourceFile: ts.SourceFile): boolean {
  const { ts } = project;
  const { moduleDirective, serverFunctions, imports, exports } = factsOf(ts, sourceFile);
  if (moduleDirective === 'use server' || moduleDirective === 'use cache' || serverFunctions.length > 0) return true;
  if (imports.some(({ erased, specifier }) => !erased && isNodeOnlyModule(specifier.text))) return true;
  if (apiUsesOf(project, sourceFile, serverOnlyApis).length > 0) return true;
  return exports.some((fact) => {
    const value = exportedNode(project, fact);
    return value !== undefined && isFunctionNode(ts, value) && isAsync(ts, value) && isComponentFunction(ts, value);
  });
}

/** Whether the framework would still take the file as an entry: it exports nothing but its component, and is no root layout. */
function isFreeEntry(project: Project, fileName: string): boolean {
  const { ts } = project;
  const { entries, roots } = graphOf(project);
  const sourceFile = project.sourceFile(fileName)!;
  const root = roots.get(fileName);
  // What else a framework reads of a file it needs on the server.
  if (root?.framework) return root.side === 'server' && exportsComponentAlone(project, sourceFile);
  const entry = entries.get(fileName);
  if (!entry) return true;
  const isComponentFile = /^(?:page|layout|template|default|loading|not-found|forbidden|unauthorized)$/.test(entry.name);
  if (entry.kind !== 'app' || !isComponentFile) return false;
  if (!exportsComponentAlone(project, sourceFile)) return false;
  const elements = descendantsOf(ts, sourceFile, 'JsxOpeningElement');
  return !elements.some(({ tagName }) => ts.isIdentifier(tagName) && tagName.text === 'html');
}

function exportsComponentAlone({ ts }: Project, sourceFile: ts.SourceFile): boolean {
  return factsOf(ts, sourceFile).exports.every(({ name, erased }) => erased || name === 'default');
}

/** Whether all that server modules take from a module are components, and it has some. */
function givesOnlyComponents(project: Project, sourceFile: ts.SourceFile): boolean {
  const graph = graphOf(project);
  const wanted = new Set(
    graph
      .importersOf(sourceFile.fileName)
      .flatMap(({ from, fact }) =>
        graph.environmentOf(from).server ? fact.bindings.flatMap(({ imported, erased }) => (erased ? [] : [imported])) : [],
      ),
  );
  const given = factsOf(project.ts, sourceFile).exports.filter(({ erased }) => !erased);
  const isTaken = ({ name }: ExportFact): boolean => wanted.size === 0 || wanted.has(name) || wanted.has('*');
  const taken = given.filter(isTaken);
  return taken.length > 0 && taken.every((fact) => isComponentExport(project, fact));
}

function isComponentExport(project: Project, fact: ExportFact): boolean {
  const { ts } = project;
  const value = exportedNode(project, fact);
  if (!value) return false;
  if (ts.isClassLike(value)) return isClassComponent(ts, value);
  if (isFunctionNode(ts, value)) return isComponentFunction(ts, value);
  // `memo(…)`, `forwardRef(…)`: what is wrapped decides.
  if (!ts.isCallExpression(value)) return false;
  const { end } = originOf(project, value.expression);
  const wraps = end.kind === 'package' && end.module === 'react' && (end.name === 'memo' || end.name === 'forwardRef');
  return wraps || value.arguments.some((argument) => isFunctionNode(ts, argument) && isComponentFunction(ts, argument));
}

/** The function, class or expression behind an export of the file's own. */
function exportedNode(project: Project, { thing }: ExportFact): ts.Node | undefined {
  const { ts } = project;
  if (thing.kind === 'function' || thing.kind === 'class') return thing.node;
  const expression = expressionOf(thing);
  if (!expression) return undefined;
  const inner = unwrap(ts, expression);
  if (!ts.isIdentifier(inner)) return inner;
  const { end } = originOf(project, inner);
  return end.kind === 'declaration' ? end.value : undefined;
}
