import type ts from 'typescript';
import { forEachDescendant } from '../syntax/descendants.ts';
import { callersOf, isFrom, originOf } from '../flow/index.ts';
import { calleesOf, functionCalled } from '../flow/calls.ts';
import { factsOf } from '../facts/index.ts';
import { graphOf } from '../graph/graph.ts';
import { isTestFile } from '../project/file-purpose.ts';
import { memoized } from '../syntax/memoized.ts';
import { enclosingFunction, isFunctionNode, unwrap, type FunctionNode } from '../syntax/nodes.ts';
import { isClassComponent } from '../syntax/components.ts';
import { elementsOfClass } from './class-elements.ts';
import { returnedExpressions } from '../syntax/returns.ts';
import { declarationOf } from '../syntax/scope.ts';
import type { Project } from '../project/project.ts';

/** A component: a function, or a class. */
type Component = FunctionNode | ts.ClassLikeDeclaration;

/** A prop of a component: `children`, or another that elements are given for. */
interface Slot {
  readonly component: Component;
  readonly prop: string;
}

/** A component that a module of the server gives to a Client Component among its children, or as another prop. */
interface GivenChild {
  readonly element: ts.JsxOpeningLikeElement;
  /** Whether it renders on the server, so that what arrives is its output; else it is a client reference. */
  readonly isServer: boolean;
}

/** The components that modules of the server give to a component for one of its props, where that can be seen. */
export function childrenFromServer(project: Project, { component, prop }: Slot): readonly GivenChild[] {
  return keptChildren(project, component, prop);
}

const keptChildren = memoized((project: Project, component: Component, prop: string): GivenChild[] => {
  const { ts } = project;
  const sites = isFunctionNode(ts, component) ? callersOf(project, component).sites : elementsOfClass(project, component);
  return sites.flatMap(({ node, isDirect }) => {
    if (!isDirect || !ts.isJsxOpeningLikeElement(node) || !isOfServer(project, node.getSourceFile())) return [];
    const between = prop === 'children' && ts.isJsxOpeningElement(node) ? node.parent.children : [];
    const attribute = node.attributes.properties.find((one) => ts.isJsxAttribute(one) && one.name.getText() === prop);
    const value = attribute && ts.isJsxAttribute(attribute) ? attribute.initializer : undefined;
    const children = between.length > 0 ? between : value ? [value] : [];
    return children.flatMap((child) => elementsIn(ts, child)).flatMap((element) => given(project, element));
  });
});

function isOfServer(project: Project, file: ts.SourceFile): boolean {
  const { server } = graphOf(project).environmentOf(file.fileName);
  return (
    server !== undefined && factsOf(project.ts, file).moduleDirective !== 'use client' && !isTestFile(project, file.fileName)
  );
}

/** The elements that a child is: itself, or those of a list or condition; what stands inside them is theirs. */
function elementsIn(ts: Project['ts'], child: ts.Node): ts.JsxOpeningLikeElement[] {
  if (ts.isJsxElement(child)) return [child.openingElement];
  if (ts.isJsxSelfClosingElement(child)) return [child];
  if (!ts.isJsxExpression(child)) return [];
  const found: ts.JsxOpeningLikeElement[] = [];
  forEachDescendant(ts, child, (node) => {
    if (ts.isJsxElement(node)) found.push(node.openingElement);
    else if (ts.isJsxSelfClosingElement(node)) found.push(node);
    else return ts.isJsxFragment(node) ? false : undefined;
    return false;
  });
  return found;
}

function given(project: Project, element: ts.JsxOpeningLikeElement): GivenChild[] {
  const { end, members, reference } = originOf(project, element.tagName);
  if (reference) return reference.directive === 'use client' ? [{ element, isServer: false }] : [];
  if (end.kind !== 'declaration' || members.length > 0) return [];
  return calleesOf(project, element).all.length > 0 ? [{ element, isServer: true }] : [];
}

const callbackMethods = /^(?:map|forEach|filter|find|findLast|some|every|flatMap|findIndex|reduce)$/;

/**
 * The prop whose child an expression is: what `Children.map` and its kin hand their callbacks, an item of
 * `Children.toArray(children)`, `Children.only(children)`, `children` itself.
 */
export function holderOfChild(project: Project, expression: ts.Node, depth = 0): Slot | undefined {
  const { ts } = project;
  if (depth > 8 || !ts.isExpression(expression)) return undefined;
  const inner = unwrap(ts, expression);
  const further = (node: ts.Node | undefined): Slot | undefined => node && holderOfChild(project, node, depth + 1);
  if (ts.isCallExpression(inner)) {
    if (reactChildren(project, inner) === 'only') return holderOfList(project, inner.arguments[0], depth + 1);
    const callee = unwrap(ts, inner.expression);
    const isFind = ts.isPropertyAccessExpression(callee) && /^(?:find|findLast|at|pop|shift)$/.test(callee.name.text);
    return isFind ? holderOfList(project, callee.expression, depth + 1) : undefined;
  }
  if (ts.isElementAccessExpression(inner)) return holderOfList(project, inner.expression, depth + 1);
  if (ts.isPropertyAccessExpression(inner)) return holderOfChildren(project, inner);
  if (!ts.isIdentifier(inner)) return undefined;
  const own = holderOfChildren(project, inner);
  if (own) return own;
  const declaration = declarationOf(ts, inner);
  if (!declaration) return undefined;
  if (ts.isVariableDeclaration(declaration)) {
    const loop = declaration.parent.parent;
    if (ts.isForOfStatement(loop)) return holderOfList(project, loop.expression, depth + 1);
    return further(declaration.initializer);
  }
  if (!ts.isParameter(declaration)) return undefined;
  const callback = declaration.parent as FunctionNode;
  const index = callback.parameters.indexOf(declaration);
  for (const { call, isHanded } of callsRunning(project, callback)) {
    const found = isHanded ? holderOfItem(project, call, index, depth) : further(call.arguments[index]);
    if (found) return found;
  }
  return undefined;
}

/** The calls that a function is written in or given to by name, and those that call it. */
function callsRunning(project: Project, fn: FunctionNode): ReadonlyArray<{ call: ts.CallExpression; isHanded: boolean }> {
  const { ts } = project;
  if (ts.isCallExpression(fn.parent)) return [{ call: fn.parent, isHanded: true }];
  return callersOf(project, fn).sites.flatMap(({ node, isDirect }) =>
    ts.isCallExpression(node) ? [{ call: node, isHanded: !isDirect }] : [],
  );
}

/** The prop whose children a call hands to a callback, as what the callback is given at a place. */
function holderOfItem(project: Project, call: ts.CallExpression, index: number, depth: number): Slot | undefined {
  const { ts } = project;
  const method = reactChildren(project, call);
  if (method === 'map' || method === 'forEach')
    return index === 0 ? holderOfList(project, call.arguments[0], depth + 1) : undefined;
  const callee = unwrap(ts, call.expression);
  if (!ts.isPropertyAccessExpression(callee) || !callbackMethods.test(callee.name.text)) return undefined;
  return index === (callee.name.text === 'reduce' ? 1 : 0) ? holderOfList(project, callee.expression, depth + 1) : undefined;
}

/** The prop whose elements a list is. */
function holderOfList(project: Project, expression: ts.Node | undefined, depth: number): Slot | undefined {
  const { ts } = project;
  if (!expression || depth > 8 || !ts.isExpression(expression)) return undefined;
  const inner = unwrap(ts, expression);
  const own = holderOfChildren(project, inner);
  if (own) return own;
  if (ts.isConditionalExpression(inner))
    return holderOfList(project, inner.whenTrue, depth + 1) ?? holderOfList(project, inner.whenFalse, depth + 1);
  if (ts.isArrayLiteralExpression(inner) && inner.elements.length === 1)
    return holderOfList(project, inner.elements[0], depth + 1);
  if (ts.isCallExpression(inner)) {
    if (reactChildren(project, inner) === 'toArray') return holderOfList(project, inner.arguments[0], depth + 1);
    const callee = unwrap(ts, inner.expression);
    const isList =
      ts.isPropertyAccessExpression(callee) && /^(?:filter|slice|reverse|toReversed|flat|concat)$/.test(callee.name.text);
    if (isList) return holderOfList(project, callee.expression, depth + 1);
    // `(children) => Children.toArray(children)`
    const fn = functionCalled(project, inner)?.node;
    const [returned, another] = fn ? returnedExpressions(ts, fn) : [];
    const made = returned && !another ? unwrap(ts, returned) : undefined;
    if (!fn || !made || !ts.isCallExpression(made) || reactChildren(project, made) !== 'toArray') return undefined;
    const [given] = made.arguments;
    const parameter = given && declarationOf(ts, given);
    const index = parameter && ts.isParameter(parameter) ? fn.parameters.indexOf(parameter) : -1;
    return index < 0 ? undefined : holderOfList(project, inner.arguments[index], depth + 1);
  }
  if (!ts.isIdentifier(inner)) return undefined;
  const declaration = declarationOf(ts, inner);
  if (declaration && ts.isVariableDeclaration(declaration)) return holderOfList(project, declaration.initializer, depth + 1);
  if (!declaration || !ts.isParameter(declaration)) return undefined;
  // `useTitles(children)`
  const fn = declaration.parent as FunctionNode;
  for (const { call, isHanded } of callsRunning(project, fn)) {
    const found = isHanded ? undefined : holderOfList(project, call.arguments[fn.parameters.indexOf(declaration)], depth + 1);
    if (found) return found;
  }
  return undefined;
}

/** The prop that an expression names: `children` of the parameter's pattern, `props.icon`, `this.props.children`. */
function holderOfChildren({ ts }: Project, expression: ts.Expression): Slot | undefined {
  let prop: string;
  let declaration: ts.Node | undefined;
  if (ts.isPropertyAccessExpression(expression)) {
    prop = expression.name.text;
    const component = classOfProps(ts, expression.expression);
    if (component) return { component, prop };
    declaration = ts.isIdentifier(expression.expression) ? declarationOf(ts, expression.expression) : undefined;
  } else {
    declaration = declarationOf(ts, expression);
    if (!declaration || !ts.isBindingElement(declaration) || declaration.dotDotDotToken) return undefined;
    prop = (declaration.propertyName ?? declaration.name).getText();
    declaration = declaration.parent.parent;
    // `const { children } = props`
    if (ts.isVariableDeclaration(declaration)) {
      const holder = declaration.initializer;
      const component = holder && classOfProps(ts, holder);
      if (component) return { component, prop };
      declaration = holder && declarationOf(ts, holder);
    }
  }
  if (!declaration || !ts.isParameter(declaration)) return undefined;
  const component = enclosingFunction(ts, declaration);
  return component?.parameters[0] === declaration ? { component, prop } : undefined;
}

/** The class component whose `this.props` an expression is. */
function classOfProps(ts: Project['ts'], expression: ts.Expression): ts.ClassLikeDeclaration | undefined {
  const inner = unwrap(ts, expression);
  if (!ts.isPropertyAccessExpression(inner) || inner.name.text !== 'props') return undefined;
  if (inner.expression.kind !== ts.SyntaxKind.ThisKeyword) return undefined;
  let outer: ts.Node = inner;
  while (outer.parent && !ts.isClassLike(outer)) outer = outer.parent;
  return ts.isClassLike(outer) && isClassComponent(ts, outer) ? outer : undefined;
}

/** The name of the member of React's `Children` that is called. */
function reactChildren(project: Project, call: ts.CallExpression): string | undefined {
  const { ts } = project;
  const callee = unwrap(ts, call.expression);
  if (!ts.isPropertyAccessExpression(callee)) return undefined;
  return isFrom(originOf(project, callee.expression), 'react', 'Children') ? callee.name.text : undefined;
}
