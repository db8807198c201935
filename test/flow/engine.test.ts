import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { calleesOf, callersOf, runsWhen, search, valuesOf, type CallLike, type Query } from '../../src/flow/index.ts';
import type { Project } from '../../src/project/project.ts';
import { isFunctionNode, type FunctionNode } from '../../src/syntax/nodes.ts';
import { projectOfFiles } from '../support/app.ts';
import { callbacks, forms, type Form } from './forms.ts';

interface Read {
  readonly project: Project;
  /** The function with `hit()` in it. */
  readonly target: FunctionNode;
  readonly call: CallLike;
  readonly page: FunctionNode;
}

const isHit = (node: ts.Node): boolean => ts.isCallExpression(node) && node.expression.getText() === 'hit';

function functionAround(node: ts.Node): FunctionNode {
  let outer = node.parent;
  while (!isFunctionNode(ts, outer)) outer = outer.parent;
  return outer;
}

function read({ files }: Form): Read {
  const project = projectOfFiles(files);
  let target: FunctionNode | undefined;
  let call: CallLike | undefined;
  let page: FunctionNode | undefined;
  for (const file of project.sourceFiles()) {
    const mark = file.text.indexOf('/*!*/');
    const visit = (node: ts.Node): void => {
      if (isHit(node)) target = functionAround(node);
      if (ts.isFunctionDeclaration(node) && node.name?.text === 'Page') page = node;
      const isCall =
        ts.isCallExpression(node) ||
        ts.isNewExpression(node) ||
        ts.isTaggedTemplateExpression(node) ||
        ts.isJsxSelfClosingElement(node) ||
        (ts.isPropertyAccessExpression(node) && ts.isVariableDeclaration(node.parent));
      // The outermost that begins at the mark.
      if (isCall && mark >= 0 && !call && node.getStart() === mark + '/*!*/ '.length) call = node;
      ts.forEachChild(node, visit);
    };
    visit(file);
  }
  return { project, target: target!, call: call!, page: page! };
}

const query: Query<true> = { hit: (_, node) => (isHit(node) ? true : undefined), inner: 'run' };

describe.each(Object.entries(forms))('%s', (_, form) => {
  const { without = {} } = form;

  it.skipIf(without.callee)('calleesOf', () => {
    const { project, target, call } = read(form);
    expect(calleesOf(project, call).all.map(({ node }) => node.getText())).toContain(target.getText());
  });

  it.skipIf(without.callers)('callersOf', () => {
    const { project, target, call } = read(form);
    expect(callersOf(project, target).sites.map(({ node }) => node.getText())).toContain(call.getText());
  });

  it.skipIf(without.search)('search', () => {
    const { project, target, call, page } = read(form);
    const way = search(project, page, query);
    expect(way?.calls[0]?.getText()).toBe(call.getText());
    expect(way?.functions.at(-1)).toBe(target);
  });

  it.skipIf(without.values)('valuesOf', () => {
    const { project, target } = read(form);
    const [parameter] = target.parameters;
    const asked = ts.isObjectBindingPattern(parameter!.name) ? parameter!.name.elements[0]! : parameter!;
    expect(valuesOf(project, asked).given.map(({ expression }) => expression?.getText().replaceAll('"', "'"))).toContain(
      "'given'",
    );
  });

  it.skipIf(without.runs)('runsWhen', () => {
    const { project, target } = read(form);
    expect(runsWhen(project, target.body!.getChildAt(1)).map(({ when }) => when)).toContain('render');
  });
});

describe.each(Object.entries(callbacks))('a function %s', (_, form) => {
  it('search', () => {
    const { project, target, call, page } = read(form);
    const way = search(project, page, query);
    expect(way?.calls[0]?.getText()).toBe(call.getText());
    expect(way?.functions.at(-1)).toBe(target);
  });

  it('runsWhen', () => {
    const { project, target } = read(form);
    expect(runsWhen(project, target.body!.getChildAt(1)).map(({ when }) => when)).toContain('render');
  });
});

describe('what a callback is given', () => {
  it.each(Object.entries(callbacks).filter(([, { files }]) => 'lib/each.ts' in files))('a function %s', (_, form) => {
    const { project, target } = read(form);
    expect(valuesOf(project, target.parameters[0]!).given.map(({ expression }) => expression?.getText())).toEqual(["'given'"]);
  });
});
