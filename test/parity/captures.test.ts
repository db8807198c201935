import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { capturesOf } from '../../src/crossings/captures.ts';
import { factsOf } from '../../src/facts/index.ts';
import { transform } from '../support/next-compiler.ts';
import { RandomRun, seed } from '../support/random-run.ts';
import { shrink, tokensOf } from '../support/shrink.ts';
import { random } from './generator.ts';

// A failing run is repeated with PARITY_SEED; `npm run parity` asks for a longer one.
const run = new RandomRun('bodies', 5);

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

/** A page whose action has a body. */
function pageWith(body: string): string {
  return `import { g, Component } from './g';
const outer = 1;
export default function Page({ user }) {
  const o = g();
  async function action() { 'use server'; ${body} }
  return <form action={action} />;
}`;
}

describe('what an inline Server Function closes over', () => {
  it.each(bodies)('%s', async (body) => {
    const source = pageWith(body);
    // The order says nothing: a set is what travels.
    expect(new Set(capturedByUs(source))).toEqual(new Set(await capturedByCompiler(source)));
  });

  it(`is the same on ${run.title}`, { timeout: 0 }, async () => {
    const next = random(seed);
    let done = 0;
    for (; run.goesOn(done); done++) {
      const body = compose(next);
      if ((await differenceIn(body)) === undefined) continue;
      const smallest = await shrink(tokensOf(body), async (text) => parses(text) && (await differenceIn(text)) !== undefined);
      expect.fail(`PARITY_SEED=${seed}, body ${done}\n${await differenceIn(smallest)}\n${smallest}`);
    }
    run.tell(done);
  });
});

async function differenceIn(body: string): Promise<string | undefined> {
  const source = pageWith(body);
  const theirs = [...new Set(await capturedByCompiler(source))].sort().join(', ');
  const ours = [...new Set(capturedByUs(source))].sort().join(', ');
  return ours === theirs ? undefined : `we say ${ours}; the compiler ${theirs}`;
}

function parses(body: string): boolean {
  const { diagnostics = [] } = ts.transpileModule(pageWith(body), { fileName: 'page.tsx', reportDiagnostics: true });
  return diagnostics.length === 0;
}

/** One to four statements about the same few names: chains of members, optional or not, in every kind of use. */
function compose(next: () => number): string {
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!;
  const chain = (): string => {
    let text = pick(['o', 'o', 'user']);
    while (next() < 0.6) text += pick(['.x', '.x', '.y', '?.x', '?.list', '!.x', '.list']);
    return text;
  };
  const plainChain = (): string => chain().replaceAll(/[?!]/g, '');
  const use = (depth: number): string =>
    pick([
      () => `g(${chain()})`,
      () => `if (!${chain()}) return`,
      () => `${chain()}.map((one) => g(one))`,
      () => `${chain()}?.map((one) => g(one))`,
      () => `await ${chain()}`,
      () => `g({ a: ${chain()}, b: ${chain()} })`,
      () => `g(\`\${${chain()}} and \${${chain()}}\`)`,
      () => `g([...${chain()}])`,
      () => `const { a, b = ${chain()} } = ${chain()}; g(a, b)`,
      () => `for (const one of ${chain()}) g(one, ${chain()})`,
      () => `g(${chain()} ? ${chain()} : ${chain()})`,
      () => `g(${chain()} ?? ${chain()})`,
      () => `g(${chain()} === ${chain()})`,
      () => `g(<Component {...${chain()}} a={${chain()}} />)`,
      () => `g(${chain()} as unknown)`,
      () => `g((${chain()}).x)`,
      () => `g(${chain()}[0])`,
      () => `new ${plainChain()}()`,
      () => `${plainChain()}.y = ${chain()}`,
      () => `${plainChain()}.y += ${chain()}`,
      () => `${plainChain()}.y++`,
      () => `delete ${plainChain()}.y`,
      () => `g(typeof ${chain()})`,
      () => `${plainChain()}.tag\`\${${chain()}}\``,
      () => `${chain()}.x(${chain()}).y(${chain()})`,
      () => `${chain()}?.x(${chain()})?.y(${chain()})`,
      () => `g(${chain()}['x'].y)`,
      () => `g({ [${chain()}]: 1, o: ${chain()}, user })`,
      () => `switch (${chain()}) { case ${chain()}: g(o) }`,
      () => `g(class { x = ${chain()}; static y = ${chain()} })`,
      () => `g((a = ${chain()}, { b = ${chain()} } = {}) => g(a, b, ${chain()}))`,
      () => `throw ${chain()}`,
      () => `return ${chain()}`,
      ...(depth > 0
        ? [
            () => `(async () => { ${use(depth - 1)} })()`,
            () => `g(async () => { ${use(depth - 1)} })(${chain()})`,
            () => `const run = async () => { ${use(depth - 1)}; ${use(depth - 1)} }; await run()`,
            () => `{ const o = g(${pick(['user', 'user.x'])}); ${use(depth - 1)} }`,
            () => `try { ${use(depth - 1)} } catch (error) { g(error); ${use(depth - 1)} }`,
            () => `g(async (user) => { ${use(depth - 1)} })`,
          ]
        : []),
    ])();
  return Array.from({ length: 1 + Math.floor(next() * 4) }, () => `{ ${use(2)} }`).join(' ');
}
