import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { isFrom, originInFile, originOf, type Origin } from './origin.ts';
import type { Project } from '../project/project.ts';

/** A call that makes an element: `createElement(Table, props, child)`, `jsx(Table, props)`, `cloneElement(element, props, child)`. */
interface ElementCall {
  /** What it makes an element of; of a clone the element that it is made after. */
  readonly type: ts.Expression;
  readonly isClone: boolean;
  /** The props; of what a compiler writes for JSX the children are among them. */
  readonly props: ts.Expression | undefined;
  readonly children: readonly ts.Expression[];
}

const runtime = /^react\/jsx-(?:dev-)?runtime$/;

/** The element that a call makes, by whatever name it has the function of React. */
export function elementCallOf(project: Project, call: ts.CallExpression): ElementCall | undefined {
  return elementMadeBy(call, (callee) => originOf(project, callee));
}

/** As {@link elementCallOf}, as far as the file itself says it. */
export function elementCallInFile(ts: TypeScript, call: ts.CallExpression): ElementCall | undefined {
  return elementMadeBy(call, (callee) => originInFile(ts, callee));
}

/** Whether a text can have such calls, by the names that React has for it. */
export function mayMakeElements(text: string): boolean {
  return /(?:create|clone)Element|react\/jsx-/.test(text);
}

function elementMadeBy(call: ts.CallExpression, origin: (callee: ts.Expression) => Origin): ElementCall | undefined {
  const [type, props, ...rest] = call.arguments;
  if (!type) return undefined;
  const from = origin(call.expression);
  const isClone = isFrom(from, 'react', 'cloneElement');
  if (isClone || isFrom(from, 'react', 'createElement')) return { type, isClone, props, children: rest };
  const { end, members } = from;
  const isCompiled =
    end.kind === 'package' && runtime.test(end.module) && members.length === 0 && /^jsx(?:s|DEV)?$/.test(end.name);
  return isCompiled ? { type, isClone, props, children: [] } : undefined;
}
