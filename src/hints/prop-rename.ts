import type ts from 'typescript';
import { factsOf } from '../facts/index.ts';
import type { TextRange } from '../finding.ts';
import { usesOfExport } from '../flow/index.ts';
import { graphOf } from '../graph/graph.ts';
import { isOwnSource, type Project } from '../project/project.ts';
import { componentsOfFile } from '../rendering/client-components.ts';
import { nodeAt } from '../syntax/node-at.ts';
import { descendantsOf } from '../syntax/descendants.ts';
import type { TypeScript } from '../typescript.ts';

/** A prop of a component at the boundary, under a cursor. */
export interface BoundaryProp {
  /** The name under the cursor. */
  readonly node: ts.Identifier;
  readonly declaration: ts.Declaration;
  /** The elements that are given the component's props. */
  readonly elements: readonly ts.JsxOpeningLikeElement[];
  /** Names that the component takes already. */
  readonly others: ReadonlySet<string>;
}

/** A place whose text a rename replaces. */
interface RenamePlace extends TextRange {
  readonly fileName: string;
}

/** React's own: what they are called is not the component's to say. */
const reserved: ReadonlySet<string> = new Set(['children', 'key', 'ref']);

/**
 * The prop under a cursor, where it is one of a component that the server renders over the boundary: at an element, in the type of
 * the props, or where the component takes it out of them. All that is done with the component is to render it, so that all who give
 * the prop are in view.
 *
 * @param position UTF-16 offset, 0-based
 */
export function boundaryPropAt(project: Project, sourceFile: ts.SourceFile, position: number): BoundaryProp | undefined {
  const { ts, checker } = project;
  const node = checker && nodeAt(ts, sourceFile, position);
  if (!node || !ts.isIdentifier(node) || reserved.has(node.text)) return undefined;
  const declaration = propDeclarationOf(project, checker, node);
  if (!declaration) return undefined;
  const boundary = boundaryOf(project, checker, declaration, node.text);
  return boundary && { node, declaration, ...boundary };
}

/** The one declaration of the property that a name stands for: in the type of some props, in a file of the project's own. */
function propDeclarationOf({ ts }: Project, checker: ts.TypeChecker, node: ts.Identifier): ts.Declaration | undefined {
  const symbol = propertyOf(ts, checker, node);
  const [declaration, ...others] = symbol?.declarations ?? [];
  if (!declaration || others.length > 0) return undefined;
  if (!ts.isPropertySignature(declaration) && !ts.isMethodSignature(declaration)) return undefined;
  return isOwnSource(declaration.getSourceFile().fileName) && ts.isIdentifier(declaration.name) ? declaration : undefined;
}

/** The property that a name stands for: where it is given or taken out of a pattern, the name's own symbol is another. */
function propertyOf(ts: TypeScript, checker: ts.TypeChecker, node: ts.Identifier): ts.Symbol | undefined {
  const { parent } = node;
  if (ts.isJsxAttribute(parent) && parent.name === node) return checker.getContextualType(parent.parent)?.getProperty(node.text);
  const isKey = ts.isBindingElement(parent) && (parent.propertyName ?? parent.name) === node;
  if (isKey && ts.isObjectBindingPattern(parent.parent)) return checker.getTypeAtLocation(parent.parent).getProperty(node.text);
  return checker.getSymbolAtLocation(node);
}

/** What renders the components whose prop it is; undefined where none is at a boundary, or one is more than rendered. */
function boundaryOf(
  project: Project,
  checker: ts.TypeChecker,
  declaration: ts.Declaration,
  name: string,
): Pick<BoundaryProp, 'elements' | 'others'> | undefined {
  const graph = graphOf(project);
  const home = declaration.getSourceFile().fileName;
  const near = [home, ...graph.importersOf(home).map(({ from }) => from)];
  const elements: ts.JsxOpeningLikeElement[] = [];
  const others = new Set<string>();
  let isAtBoundary = false;
  for (const fileName of new Set(near)) {
    const file = project.sourceFile(fileName);
    if (!file || file.isDeclarationFile) continue;
    for (const component of componentsOfFile(project, checker, file)) {
      if (!component.props.some((prop) => prop.name === name && prop.declarations?.includes(declaration))) continue;
      const rendered = elementsOf(project, file, component.name);
      if (!rendered) return undefined;
      isAtBoundary ||= graph.isBoundary(fileName);
      elements.push(...rendered);
      for (const prop of component.props) others.add(prop.name);
    }
    if (spreadsProp(project, checker, file, declaration, name, elements)) return undefined;
  }
  return isAtBoundary ? { elements, others } : undefined;
}

/** The elements of a component; undefined where anything else is done with it. */
function elementsOf(project: Project, file: ts.SourceFile, name: string): ts.JsxOpeningLikeElement[] | undefined {
  const { exports } = factsOf(project.ts, file);
  const names = exports.filter(({ name: exported, local, erased }) => !erased && (exported === name || local === name));
  const uses = names.flatMap((fact) => usesOfExport(project, file, fact.name).uses);
  if (uses.some(({ kind }) => kind !== 'element' && kind !== 'exported' && kind !== 'type')) return undefined;
  return uses.flatMap(({ kind, by }) => (kind === 'element' ? [by as ts.JsxOpeningLikeElement] : []));
}

/** Whether a file spreads the props into something else, which wants them under the names they have. */
function spreadsProp(
  { ts }: Project,
  checker: ts.TypeChecker,
  file: ts.SourceFile,
  declaration: ts.Declaration,
  name: string,
  elements: readonly ts.JsxOpeningLikeElement[],
): boolean {
  if (!file.text.includes('...')) return false;
  return descendantsOf(ts, file, 'JsxSpreadAttribute', 'SpreadAssignment').some((node) => {
    if (ts.isJsxSpreadAttribute(node) && elements.includes(node.parent.parent)) return false;
    const property = checker.getPropertyOfType(checker.getTypeAtLocation(node.expression), name);
    return property?.declarations?.includes(declaration) ?? false;
  });
}

/**
 * Whether a rename reaches every place that gives the prop: each element that names it is among the places, and nothing that is
 * spread into one brings it under a name that is not.
 *
 * @param places what the language service would replace
 */
export function isWholeRename(
  project: Project,
  { elements, declaration, node }: BoundaryProp,
  places: readonly RenamePlace[],
): boolean {
  const { ts, checker } = project;
  const isPlace = (name: ts.Node): boolean => {
    const file = name.getSourceFile();
    return places.some(({ fileName, start }) => fileName === file.fileName && start === name.getStart(file));
  };
  if (!checker || places.some(({ fileName }) => !isOwnSource(fileName)) || !isPlace((declaration as ts.PropertySignature).name))
    return false;
  return elements.every(({ attributes }) =>
    attributes.properties.every((attribute) => {
      if (ts.isJsxAttribute(attribute)) return attribute.name.getText() !== node.text || isPlace(attribute.name);
      const type = checker.getTypeAtLocation(attribute.expression);
      if (type.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.Instantiable)) return false;
      const property = checker.getPropertyOfType(type, node.text);
      return (property?.declarations ?? []).every((found) => {
        const name = ts.getNameOfDeclaration(found);
        return found === declaration || (name !== undefined && isPlace(name));
      });
    }),
  );
}
