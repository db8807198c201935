import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { capturesOf } from '../../src/crossings/captures.ts';
import { factsOf } from '../../src/facts/index.ts';
import { transform } from '../support/next-compiler.ts';

/** What Next.js's compiler captures: the arguments it encrypts, in its order. */
async function capturedByCompiler(source: string): Promise<string[]> {
  const code = await transform(source, '/project/app/page.tsx', 'rsc');
  const call = /encryptActionBoundArgs\("[^"]*"((?:, (?:[^()]|\([^()]*\))*)?)\)/u.exec(code);
  return call ? call[1]!.split(', ').filter((text) => text !== '') : [];
}

function capturedByUs(source: string): string[] {
  const file = ts.createSourceFile('/project/app/page.tsx', source, ts.ScriptTarget.Latest, true);
  const [action] = factsOf(ts, file).serverFunctions;
  return capturesOf(ts, action!.node).map(({ expression }) => expression.getText().replaceAll('!', ''));
}

/** What an action says of `o` (an object), `user` (a prop) and `outer` (of the module). */
const bodies = [
  'g(o)',
  'g(o.x)',
  'g(o.x.y)',
  'g(o.m())',
  'g(o.z.m())',
  'g(o.z.m().n)',
  'g(o[1])',
  'g(o.x[1])',
  'g(o["x"])',
  'g(o?.w)',
  'g(o.w?.v)',
  'g(o?.m())',
  'g({ o })',
  'g({ o: user })',
  'g({ [o.k]: 1 })',
  'g([...o.list])',
  'g(`${o.text}`)',
  'g(outer, o)',
  'const o = 1; g(o)',
  '{ const o = 1; g(o) } g(user)',
  'function user() {} g(user, o)',
  'const inner = () => g(o.x); inner()',
  'const inner = (o) => g(o); inner(user)',
  'for (const x of o.list) g(x)',
  'try { g(o) } catch (o) { g(o) }',
  'const { x } = o; g(x)',
  'const { x = user.name } = o; g(x)',
  'g(o.x, o.x)',
  'g(o.x); g(user.name); g(o.y)',
  'return <div title={o.x}>{user.name}</div>',
  'return <Component {...o} />',
  'new o.Klass()',
  'o.tag`x`',
  'o.count = 1',
  'delete o.x',
  'g(typeof o.x)',
  'g(o.x as string)',
  'g(o.x!)',
  'g(o!.x)',
  'g(o!.x!.y)',
  'g((o as any).x)',
  'g((o).x)',
  'o.count += 1',
  'o.count++',
  'o.x.y = 1',
  'o.list?.map(g)',
  'o?.list.map(g)',
  '[o.x] = g()',
  'await o.promise',
  'o()',
  'label: for (;;) break label',
];

describe('what an inline Server Function closes over', () => {
  it.each(bodies)('%s', async (body) => {
    const source = `import { g, Component } from './g';
const outer = 1;
export default function Page({ user }) {
  const o = g();
  async function action() { 'use server'; ${body} }
  return <form action={action} />;
}`;
    const theirs = await capturedByCompiler(source);
    // The compiler sorts nothing and captures what a longer chain holds once more; a set is what travels.
    expect(new Set(capturedByUs(source))).toEqual(new Set(theirs));
  });
});
