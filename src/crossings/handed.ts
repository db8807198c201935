import type ts from 'typescript';
import { factsOf } from '../facts/index.ts';
import { enclosingFunction, forEachDescendant, type FunctionNode } from '../syntax/nodes.ts';
import { graphOf } from '../graph/graph.ts';
import { originOf, type Origin } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { judgeValue } from '../serialization/value.ts';

/** What a component is given for one of its props at the call sites in view. */
export type Handed =
  /** a Server Function everywhere */
  | 'server-functions'
  /** a function that is none, somewhere */
  | 'functions'
  /** nothing: no call site in view gives it */
  | 'nothing'
  /** no call site in view, or one whose value is unknown */
  | 'unknown';

/** How many files are searched for call sites. */
const maximumFiles = 400;

const knownSites = new WeakMap<Project, WeakMap<FunctionNode, readonly ts.JsxOpeningLikeElement[]>>();

/**
 * What a function that a Server Component was handed as a prop is, judged at the component's own call sites: through files that
 * import it, directly or by barrels.
 *
 * @param origin the origin of the prop's value, which ends at a parameter
 */
export function handedAs(project: Project, origin: Origin): Handed {
  const { ts } = project;
  if (origin.end.kind !== 'parameter') return 'unknown';
  const component = enclosingFunction(ts, origin.end.node);
  const name = propName(ts, origin);
  if (!component || name === undefined) return 'unknown';
  const sites = callSites(project, component);
  const judgements = sites.flatMap((element) => {
    const given = element.attributes.properties.map((property) => {
      if (ts.isJsxSpreadAttribute(property))
        return mayHold(project, property.expression, name) ? ('unknown' as const) : undefined;
      if (property.name.getText() !== name) return undefined;
      const { initializer } = property;
      const value = initializer && ts.isJsxExpression(initializer) ? initializer.expression : initializer;
      return value ? judgeValue({ project, direction: 'prop', side: 'server' }, value, name).verdict : undefined;
    });
    return given.filter((verdict) => verdict !== undefined);
  });
  if (judgements.includes('no')) return 'functions';
  if (sites.length > 0 && judgements.length === 0) {
    // `({ onEat = () => {} })`: what nobody gives is a function all the same.
    const substitute = ts.isBindingElement(origin.end.node) ? origin.end.node.initializer : undefined;
    const crosses = !substitute || judgeValue({ project, direction: 'prop', side: 'server' }, substitute, name).verdict === 'ok';
    return crosses ? 'nothing' : 'unknown';
  }
  return judgements.length > 0 && judgements.every((verdict) => verdict === 'ok') ? 'server-functions' : 'unknown';
}

/** Whether what is spread at a call site may bring a prop, by its type. */
function mayHold({ ts, checker }: Project, spread: ts.Expression, name: string): boolean {
  if (!checker) return true;
  const type = checker.getTypeAtLocation(spread);
  return (type.isUnion() ? type.types : [type]).some((part) => {
    if (part.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Instantiable)) return true;
    return (
      checker.getPropertyOfType(part, name) !== undefined || checker.getIndexInfoOfType(part, ts.IndexKind.String) !== undefined
    );
  });
}

/** The prop that a parameter's value is: `({ onSave })`, `({ onSave: save })`, `props.onSave`, also of `...props`. */
export function propName(ts: Project['ts'], { end, members }: Origin): string | undefined {
  if (end.kind !== 'parameter') return undefined;
  if (ts.isParameter(end.node)) return members[0];
  if (!ts.isObjectBindingPattern(end.node.parent) || !ts.isParameter(end.node.parent.parent)) return undefined;
  // `({ id, ...props })`
  if (end.node.dotDotDotToken) return members[0];
  const key = end.node.propertyName ?? end.node.name;
  return ts.isIdentifier(key) || ts.isStringLiteralLike(key) ? key.text : undefined;
}

/** The JSX elements of a component, in its own file and those that import it. */
export function callSites(project: Project, component: FunctionNode): readonly ts.JsxOpeningLikeElement[] {
  const known = knownSites.get(project) ?? new WeakMap<FunctionNode, readonly ts.JsxOpeningLikeElement[]>();
  knownSites.set(project, known);
  let sites = known.get(component);
  if (!sites) known.set(component, (sites = findSites(project, component)));
  return sites;
}

function findSites(project: Project, component: FunctionNode): ts.JsxOpeningLikeElement[] {
  const { ts } = project;
  const graph = graphOf(project);
  const found: ts.JsxOpeningLikeElement[] = [];
  const files = new Set([component.getSourceFile().fileName]);
  for (const fileName of files) {
    project.throwIfCancelled?.();
    // A door may have a newer state of the component's own file than the project.
    const sourceFile = fileName === component.getSourceFile().fileName ? component.getSourceFile() : project.sourceFile(fileName);
    if (!sourceFile || files.size > maximumFiles) break;
    forEachDescendant(ts, sourceFile, (node) => {
      if (!ts.isJsxOpeningElement(node) && !ts.isJsxSelfClosingElement(node)) return;
      const { end } = originOf(project, node.tagName);
      if (end.kind === 'declaration' && (isSame(end.node, component) || isSame(end.value, component))) found.push(node);
      return;
    });
    for (const { from, fact } of graph.importersOf(fileName)) {
      const isReExport = fact.kind === 'export';
      // Past a file that only uses the component nobody can see it.
      if (fileName === component.getSourceFile().fileName || isBarrel(project, fileName) || isReExport) files.add(from);
    }
  }
  return found;
}

/** A door may have parsed the file once more than the project has. */
function isSame(node: ts.Node | undefined, component: FunctionNode): boolean {
  if (!node || node === component) return node !== undefined;
  const isThere = node.pos === component.pos && node.end === component.end && node.kind === component.kind;
  return isThere && node.getSourceFile().fileName === component.getSourceFile().fileName;
}

function isBarrel(project: Project, fileName: string): boolean {
  const sourceFile = project.sourceFile(fileName);
  return sourceFile !== undefined && factsOf(project.ts, sourceFile).exports.some(({ thing }) => thing.kind === 're-export');
}
