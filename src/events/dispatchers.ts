import type ts from 'typescript';
import { descendantsOf } from '../syntax/descendants.ts';
import { directFunction } from '../flow/direct-function.ts';
import { declaredValue, isFrom, originOf } from '../flow/origin.ts';
import type { Project } from '../project/project.ts';
import { unwrap } from '../syntax/nodes.ts';
import { usesOfDeclared } from '../syntax/declared-uses.ts';
import { returnedExpressions } from '../syntax/returns.ts';
import { declarationOf, initializerOf } from '../syntax/scope.ts';
import { valueNamed } from '../syntax/members.ts';

/** A name for the dispatch of `useActionState`, or the setter of `useOptimistic`. */
export interface Dispatcher {
  readonly kind: 'dispatch' | 'setter';
  /** The call of React's hook. */
  readonly hook: ts.CallExpression;
  /** Its name, or what stands for it. */
  readonly name: string;
  /** Where it is meant. */
  readonly uses: readonly ts.Expression[];
}

const maximumDepth = 3;

/**
 * The dispatchers that a file takes out of a hook: of React's, or of a hook of the program that returns one. `madeBy` of the engine
 * tells the call that a name comes from; this asks on, which of React's hooks that call comes to.
 */
export function dispatchersIn(project: Project, sourceFile: ts.SourceFile): Dispatcher[] {
  const { ts } = project;
  const found: Dispatcher[] = [];
  if (!/\buse[A-Z]/.test(sourceFile.text)) return found;
  for (const node of descendantsOf(ts, sourceFile, 'BindingElement', 'VariableDeclaration')) {
    if (ts.isVariableDeclaration(node)) {
      found.push(...dispatchersHeld(project, node));
      continue;
    }
    if (!ts.isIdentifier(node.name) || node.dotDotDotToken) continue;
    const hook = hookBehind(project, node, 0);
    if (hook) found.push({ ...hook, name: node.name.text, uses: usesByAnyName(ts, node, node.name, 0) });
  }
  return found;
}

/** Where a name is meant, also by another name that was given to it: `const send = dispatch`. */
function usesByAnyName(
  ts: Project['ts'],
  declaration: ts.BindingElement | ts.VariableDeclaration,
  name: ts.Identifier,
  depth: number,
): ts.Expression[] {
  return usesOfDeclared(ts, declaration, name).flatMap((use) => {
    const { parent } = use;
    const isAlias = ts.isVariableDeclaration(parent) && parent.initializer === use && ts.isIdentifier(parent.name);
    return isAlias && depth < maximumDepth ? usesByAnyName(ts, parent, parent.name as ts.Identifier, depth + 1) : [use];
  });
}

/** `const state = useActionState(…)`, and `state[1]`; `const vote = useVote()`, and `vote.send`. */
function dispatchersHeld(project: Project, declaration: ts.VariableDeclaration): Dispatcher[] {
  const { ts } = project;
  const { name, initializer } = declaration;
  const call = initializer && unwrap(ts, initializer);
  if (!ts.isIdentifier(name) || !call || !ts.isCallExpression(call) || !/(?:^|\.)use[A-Z]\w*$/.test(call.expression.getText()))
    return [];
  const found = new Map<string, Dispatcher & { uses: ts.Expression[] }>();
  for (const { parent } of usesOfDeclared(ts, declaration, name)) {
    const isElement = ts.isElementAccessExpression(parent);
    if (!isElement && !ts.isPropertyAccessExpression(parent)) continue;
    const key = isElement ? parent.argumentExpression.getText() : parent.name.text;
    const hook = hookHandingOut(project, call, isElement && /^\d$/.test(key) ? Number(key) : -1, key, 0);
    if (!hook) continue;
    const known = found.get(key);
    if (known) known.uses.push(parent);
    else found.set(key, { ...hook, name: isElement ? `${name.text}[${key}]` : `${name.text}.${key}`, uses: [parent] });
  }
  return [...found.values()];
}

/** The one of React's hooks that a call is, where it gives a dispatcher under an index. */
function hookCalled(project: Project, call: ts.CallExpression, index: number): Hook | undefined {
  const origin = originOf(project, call.expression);
  if (index !== 1) return undefined;
  if (isFrom(origin, 'react', 'useActionState') || isFrom(origin, 'react-dom', 'useFormState'))
    return { kind: 'dispatch', hook: call };
  if (isFrom(origin, 'react', 'useOptimistic') || isFrom(origin, 'react', 'experimental_useOptimistic'))
    return { kind: 'setter', hook: call };
  return undefined;
}

type Hook = Pick<Dispatcher, 'kind' | 'hook'>;

/** The hook that a name is taken out of: by its place in a list, or by its key. */
function hookBehind(project: Project, element: ts.BindingElement, depth: number): Hook | undefined {
  const { ts } = project;
  const pattern = element.parent;
  const holder = pattern.parent;
  if (depth > maximumDepth || !ts.isVariableDeclaration(holder) || !holder.initializer) return undefined;
  const call = unwrap(ts, holder.initializer);
  if (!ts.isCallExpression(call)) return undefined;
  const index = ts.isArrayBindingPattern(pattern) ? pattern.elements.indexOf(element) : -1;
  return hookHandingOut(project, call, index, (element.propertyName ?? element.name).getText(), depth);
}

/** The hook of React's whose dispatcher a call of a hook gives, under an index or a key. */
function hookHandingOut(project: Project, call: ts.CallExpression, index: number, key: string, depth: number): Hook | undefined {
  const { ts } = project;
  const own = hookCalled(project, call, index);
  if (own || depth > maximumDepth) return own;
  const origin = originOf(project, call.expression);
  // A hook of the program is called like one; React's may have another name here.
  if (!/(?:^|\.)use[A-Z]\w*$/.test(call.expression.getText())) return undefined;
  const fn = directFunction(project, declaredValue(origin));
  for (const returned of fn ? returnedExpressions(ts, fn) : []) {
    const value = valueReturned(project, returned);
    // `return useActionState(…)`
    if (ts.isCallExpression(value)) {
      const inner = hookHandingOut(project, value, index, key, depth + 1);
      if (inner) return inner;
      continue;
    }
    const member = partReturned(project, value, index, key);
    const declaration = member && declarationOf(ts, member);
    const hook = declaration && ts.isBindingElement(declaration) ? hookBehind(project, declaration, depth + 1) : undefined;
    if (hook) return hook;
  }
  return undefined;
}

/** What is returned, or what a name for it stands for: `const state = useActionState(…); return state;`. */
function valueReturned({ ts }: Project, returned: ts.Expression): ts.Expression {
  const value = unwrap(ts, returned);
  const initializer = initializerOf(ts, value);
  return initializer ? unwrap(ts, initializer) : value;
}

function partReturned({ ts }: Project, value: ts.Expression, index: number, key: string): ts.Expression | undefined {
  const element = ts.isArrayLiteralExpression(value) ? value.elements[index] : undefined;
  const member = index < 0 && ts.isObjectLiteralExpression(value) ? valueNamed(ts, value, key) : element;
  return member && unwrap(ts, member);
}
