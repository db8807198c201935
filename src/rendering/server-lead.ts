import type ts from 'typescript';
import { serverOnlyApis } from '../catalog/platform-apis.ts';
import { factsOf, type ImportBinding } from '../facts/index.ts';
import { apiUsesOf, isOnlyAskedFor, type ApiUse } from '../flow/api-uses.ts';
import { originOf } from '../flow/origin.ts';
import type { Chain } from '../graph/environment.ts';
import type { Side } from '../graph/environment.ts';
import { graphOf } from '../graph/graph.ts';
import { sideDirectiveOf } from '../graph/side-directive.ts';
import type { Edge } from '../graph/links.ts';
import { isUsedOn } from '../graph/liveness.ts';
import { isShakenOut } from '../graph/shaken-out.ts';
import { isKeptOn } from '../graph/split-module.ts';
import type { Project } from '../project/project.ts';
import { evaluationOf } from '../syntax/evaluation.ts';
import { isKeptFrom } from './guards.ts';
import { Leading } from '../syntax/leading.ts';
import { memoized } from '../syntax/memoized.ts';
import { isImportCall } from '../syntax/nodes.ts';

/** An import of a `"use client"` module that leads to a module which fails in the browser. */
interface ServerLead {
  /** The imported name, or the import where it has none. */
  readonly at: ts.Node;
  /** What is imported, as a message names it. */
  readonly name: string;
  /** From the client module to the one that fails, in as few steps as there are. */
  readonly chain: Chain;
  /** What fails there. */
  readonly use: ApiUse;
  /** The module that the name could be imported from directly: what fails is only a neighbour in a barrel. */
  readonly direct: string | undefined;
}

/** The imports of a `"use client"` module that lead to modules which fail in the browser, one for each import. */
export function serverLeadsOf(project: Project, sourceFile: ts.SourceFile): ServerLead[] {
  const found: ServerLead[] = [];
  const isSplitFile = isSplit(project, sourceFile);
  for (const edge of graphOf(project).importsOf(sourceFile.fileName)) {
    if (isSplitFile && !isKeptOn(project.ts, sourceFile, 'client', edge.fact)) continue;
    const use = failing(project).nearest(edge.to);
    if (!use) continue;
    const way = failing(project).way(edge.to);
    found.push({ ...placeOfEdge(project, edge), chain: [sourceFile.fileName, edge.to, ...way.map(({ key }) => key)], use });
  }
  return found;
}

/** Whether what fails in a module is said where it is to be mended: at the imports of `"use client"` modules that lead to it. */
export function isSaidAtClient(project: Project, sourceFile: ts.SourceFile): boolean {
  if (!failingUseOf(project, sourceFile.fileName)) return false;
  const { layout } = graphOf(project);
  const seen = new Set([sourceFile.fileName]);
  // The set grows while it is walked.
  for (const fileName of seen) {
    for (const from of layout.importersOf(fileName)) {
      if (!isClientByItself(project, from)) {
        if (directiveOfFile(project, from) === undefined) seen.add(from);
      } else if (layout.importsOn(from, 'client').includes(fileName)) return true;
    }
  }
  return false;
}

/** Whether a module is on the client by its own directive, or because the framework loads it there. */
export function isClientByItself(project: Project, fileName: string): boolean {
  if (directiveOfFile(project, fileName) === 'use client') return true;
  const graph = graphOf(project);
  const side = graph.roots.get(fileName)?.side;
  return side === 'client' || (side === 'per-export' && graph.environmentOf(fileName).client?.length === 1);
}

function isSplit(project: Project, { fileName }: ts.SourceFile): boolean {
  return graphOf(project).roots.get(fileName)?.side === 'per-export';
}

/** Through modules without a directive: another client module has imports of its own to mend. */
const failing = memoized((project: Project) => {
  const { layout } = graphOf(project);
  return new Leading<string, ApiUse>((fileName) => {
    if (!layout.has(fileName) || directiveOfFile(project, fileName) !== undefined) return false;
    return failingUseOf(project, fileName) ?? layout.importsOf(fileName);
  });
});

function directiveOfFile(project: Project, fileName: string): string | undefined {
  const file = project.sourceFile(fileName);
  return file && sideDirectiveOf(project.ts, file);
}

/** The first use of a server-only module in a module of the client graph that imports one by its own words. */
const failingUseOf = memoized((project: Project, fileName: string): ApiUse | undefined => {
  const file = project.sourceFile(fileName);
  const isPlain = file && sideDirectiveOf(project.ts, file) === undefined;
  if (!isPlain || !graphOf(project).environmentOf(fileName).client) return undefined;
  const names = factsOf(project.ts, file).imports.map(({ specifier }) => specifier.text.replace(/\.js$/, ''));
  if (!names.some((name) => serverOnlyApis.has(name))) return undefined;
  return apiUsesOf(project, file, serverOnlyApis).find((one) => failsOnClient(project, file, one));
});

/** Whether an `import()` or `require()` of a module that a side has not fails there. */
export function failsAsLoaded(project: Project, at: ts.Node, how: ApiUse['how'], side: Side): boolean {
  const { ts } = project;
  if (how === 'bundler') return true;
  const isRequire = ts.isCallExpression(at) && !isImportCall(ts, at);
  return isRequire && evaluationOf(ts, at).when === 'load' && !isKeptFrom(project, at, side);
}

/** Whether a use of a server-only module makes the client's build fail, or fails when it runs there. */
export function failsOnClient(project: Project, sourceFile: ts.SourceFile, { at, form, how }: ApiUse): boolean {
  const { ts } = project;
  if (form === 'import')
    return how === 'run-time' ? isUsedOn(project, 'client', at) : !isShakenOut(project, 'client', sourceFile, at);
  if (form === 'load') return failsAsLoaded(project, at, how, 'client');
  return !isOnlyAskedFor(ts, at) && !isKeptFrom(project, at, 'client') && isUsedOn(project, 'client', at);
}

/** The name of an import that leads to what fails; where none does by itself, its first one, with where to import it from. */
function placeOfEdge(project: Project, { fact }: Edge): Pick<ServerLead, 'at' | 'name' | 'direct'> {
  const whole = { at: fact.node, name: fact.specifier.text, direct: undefined };
  if (fact.kind !== 'import') return whole;
  const names = fact.bindings.filter(({ erased }) => !erased);
  let beside: Pick<ServerLead, 'at' | 'name' | 'direct'> | undefined;
  for (const binding of names) {
    const home = homeOf(project, binding);
    const isClean = home !== undefined && !failing(project).leads(home);
    if (!isClean) return { at: binding.node, name: importedNameOf(binding), direct: undefined };
    beside ??= { at: binding.node, name: importedNameOf(binding), direct: home };
  }
  return beside ?? whole;
}

function importedNameOf({ imported, local }: ImportBinding): string {
  return imported === '*' || imported === 'default' ? local : imported;
}

/** The module that declares what an import brings; undefined where that is not in view. */
function homeOf(project: Project, { node, local }: ImportBinding): string | undefined {
  const { ts } = project;
  const identifier = ts.isImportSpecifier(node.parent) ? node.parent.name : ts.isIdentifier(node) ? node : undefined;
  if (identifier?.text !== local) return undefined;
  const { end, reference } = originOf(project, identifier);
  return reference?.fileName ?? (end.kind === 'declaration' ? end.node.getSourceFile().fileName : undefined);
}
