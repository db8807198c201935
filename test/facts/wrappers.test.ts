import ts from 'typescript';
import { expect, it } from 'vitest';
import { unwrap, withWrappers } from '../../src/syntax/nodes.ts';

// What one rule sees through, each of them does, inwards and outwards.
it.each([
  'it',
  '(it)',
  'it!',
  'it as string',
  'it satisfies string',
  '<string>it',
  '((<string>it as unknown)!) satisfies unknown',
])('%s', (text) => {
  const file = ts.createSourceFile('a.ts', `f(${text});`, ts.ScriptTarget.Latest, true);
  const [statement] = file.statements;
  const call = (statement as ts.ExpressionStatement).expression as ts.CallExpression;
  const [whole] = call.arguments;
  const inner = unwrap(ts, whole!);
  expect(inner.getText()).toBe('it');
  expect(withWrappers(ts, inner)).toBe(whole);
  expect(withWrappers(ts, call)).toBe(call);
});
