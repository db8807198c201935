import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { valuesOf } from '../../src/flow/index.ts';
import { projectOfFiles } from '../support/app.ts';

/** What the name `it` of a parameter list is given, a text each, and `…` where there may be more. */
function given(text: string): string[] {
  const project = projectOfFiles({ 'main.tsx': text });
  let asked: ts.ParameterDeclaration | ts.BindingElement | undefined;
  const visit = (node: ts.Node): void => {
    const isName = ts.isParameter(node) || ts.isBindingElement(node);
    if (isName && ts.isIdentifier(node.name) && node.name.text === 'it') asked ??= node;
    ts.forEachChild(node, visit);
  };
  visit(project.sourceFile('/p/main.tsx')!);
  const { given: values, isComplete } = valuesOf(project, asked!);
  const texts = values.map(({ kind, expression, members }) =>
    [kind === 'value' ? expression?.getText() : kind, ...members].join('.'),
  );
  return isComplete ? texts : [...texts, '…'];
}

describe('what a parameter is given', () => {
  it.each([
    ['function f(it) {} f(1); f(2);', ['1', '2']],
    ['function f(one, it) {} f(1, 2);', ['2']],
    ['function f(this: Window, it) {} f(1);', ['1']],
    ['function f(it) {} f();', ['nothing']],
    ['function f(...it) {} f(1);', ['…']],
    ['function f(it) {} f(...all);', ['…']],
    ['function f(it, more) {} f(1, ...all);', ['1']],
    ['function f(it) {} f.call(null, 1);', ['1']],
    ['function f(it) {} f.apply(null, [1]);', ['…']],
    ['function f(one, it) {} f.bind(null, 1)(2);', ['2']],
    ['export function f(it) {} f(1);', ['1', '…']],
    ['function f(it) {} f(1); other(f);', ['1', '…']],
    ['function f({ it }) {} f({ it: 1 });', ['1']],
    ['function f({ it }) {} f({});', ['nothing']],
    ['function f({ it }) {} f(all);', ['all.it']],
    ['function f({ a: { it } }) {} f({ a: all });', ['all.it']],
    ['function f({ it }) {} f({ it: 1, ...all });', ['spread.it', '1', '…']],
    ['function f({ it }) {} f({ ...all, it: 1 });', ['1']],
    ['class A { constructor(it) {} } new A(1);', ['1']],
    ['class A { m(it) {} } new A().m(1);', ['1']],
    ['const f = (it) => {}; const g = f; g(1);', ['1']],
  ])('%s', (text, expected) => {
    expect(given(text)).toEqual(expected);
  });
});

describe('what a prop is given', () => {
  it.each([
    ['function C({ it }) { return <p /> } const a = <C it={1} />;', ['1']],
    ['function C({ it }) { return <p /> } const a = <C it="x" />;', ['"x"']],
    ['function C({ it }) { return <p /> } const a = <C />;', ['nothing']],
    ['function C({ it }) { return <p /> } const a = <C {...all} />;', ['spread.it', 'nothing', '…']],
    ['function C({ it }) { return <p /> } const a = <C {...all} it={1} />;', ['1']],
    ['function C(it) { return <p /> } const a = <C x={1} />;', ['…']],
    ['function C({ children: it }) { return <p /> } const a = <C>{1}</C>;', ['1']],
    [`import { createElement } from 'react'; function C({ it }) { return null } createElement(C, { it: 1 });`, ['1']],
    [`import { createElement } from 'react'; function C({ it }) { return null } createElement(C);`, ['nothing']],
    [`import { createElement } from 'react'; function C({ children: it }) { return null } createElement(C, null, 1);`, ['1']],
    [
      `import { createElement } from 'react'; function C({ children: it }) { return null } createElement(C, { children: 2 });`,
      ['2'],
    ],
  ])('%s', (text, expected) => {
    expect(given(text)).toEqual(expected);
  });
});
