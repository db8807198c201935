import type ts from 'typescript';
import { isHookName } from '../syntax/components.ts';
import { factsOf, type ExportFact } from '../facts/index.ts';
import type { Project } from '../project/project.ts';
import { membersOf } from '../serialization/type-structure.ts';
import { behindAlias } from '../syntax/types.ts';

/** A component that a file exports. */
export interface ClientComponent {
  /** By which messages call it. */
  readonly name: string;
  /** Where to point at the component itself: its name, the specifier, or the export statement. */
  readonly head: ts.Node;
  /** The props its type takes, each once; of a union those of every member. */
  readonly props: readonly ts.Symbol[];
}

/**
 * The components that a file exports, in whatever form: functions, what `memo` and `forwardRef` return, classes, typed constants,
 * re-exports. A component has a component's name, or is the default export, and takes one object; hooks and helpers are none.
 */
export function componentsOfFile(project: Project, checker: ts.TypeChecker, sourceFile: ts.SourceFile): ClientComponent[] {
  const { ts } = project;
  const moduleSymbol = checker.getSymbolAtLocation(sourceFile);
  if (!moduleSymbol) return [];
  const facts = factsOf(ts, sourceFile);
  return checker.getExportsOfModule(moduleSymbol).flatMap((symbol): ClientComponent[] => {
    const fact = facts.exportsNamed(symbol.name).find(({ erased }) => !erased) ?? facts.exportsNamed('*')[0];
    const value = behindAlias(ts, checker, symbol);
    if (!fact || !(value.flags & ts.SymbolFlags.Value)) return [];
    const name = componentName(symbol.name, fact);
    const propsType =
      name === undefined ? undefined : propsTypeOf(ts, checker, checker.getTypeOfSymbolAtLocation(value, sourceFile));
    return name !== undefined && propsType
      ? [{ name, head: headOfExport(ts, fact), props: propSymbols(project, checker, propsType) }]
      : [];
  });
}

function componentName(exported: string, { local }: ExportFact): string | undefined {
  const name = exported === 'default' ? local : exported;
  if (name === undefined) return 'default';
  return /^[A-Z]/.test(name) && !isHookName(name) ? name : undefined;
}

function headOfExport(ts: Project['ts'], { thing, node }: ExportFact): ts.Node {
  if (ts.isExportSpecifier(node)) return node;
  if (thing.kind === 'function' || thing.kind === 'class') return thing.node.name ?? node;
  return thing.kind === 'variable' ? thing.node.name : node;
}

/** What a component takes: the first parameter of its call signature, or the props of the class's instances. */
function propsTypeOf(ts: Project['ts'], checker: ts.TypeChecker, type: ts.Type): ts.Type | undefined {
  for (const signature of type.getCallSignatures()) {
    const [first] = signature.getParameters();
    if (first && isRenderable(ts, signature.getReturnType())) return checker.getTypeOfSymbol(first);
  }
  for (const signature of type.getConstructSignatures()) {
    const instance = signature.getReturnType();
    const props = instance.getProperty('render') && instance.getProperty('props');
    if (props) return checker.getTypeOfSymbol(props);
  }
  return undefined;
}

/** Whether React could render what a function returns. An object that is no element, and another function, it could not. */
function isRenderable(ts: Project['ts'], type: ts.Type): boolean {
  if (type.isUnion()) return type.types.some((member) => isRenderable(ts, member));
  if (!(type.flags & ts.TypeFlags.Object)) return (type.flags & (ts.TypeFlags.Void | ts.TypeFlags.Never)) === 0;
  const name = (type.symbol as ts.Symbol | undefined)?.name ?? '';
  return /^(?:Element|ReactElement|ReactPortal|Iterable|Array|Promise)$/.test(name);
}

function propSymbols({ ts }: Project, checker: ts.TypeChecker, type: ts.Type): ts.Symbol[] {
  const found = new Map<string, ts.Symbol>();
  const constraint = type.isTypeParameter() ? (checker.getBaseConstraintOfType(type) ?? type) : type;
  for (const member of membersOf({ ts, checker }, constraint)) {
    for (const symbol of checker.getPropertiesOfType(member)) {
      const before = found.get(symbol.name);
      if (!before) found.set(symbol.name, symbol);
    }
  }
  return [...found.values()];
}
