import { button, db, files, lines, page, type Shape } from './shape-parts.ts';

/** Modules that import each other, and what they pass on. */
export const moduleShapes: Readonly<Record<string, Shape>> = {
  'a barrel of export *': (size) => ({
    ...files(
      size,
      (i) => `ui/p${i}.tsx`,
      (i) => `'use client';\nexport function P${i}() { return <p />; }\n`,
    ),
    'ui/index.ts': lines(size, (i) => `export * from './p${i}';`),
    'app/page.tsx': page(
      `return <p>${lines(size, (i) => `<P${i} on={() => 1} />`)}</p>;`,
      `import { ${lines(size, (i) => `P${i}`, ', ')} } from '../ui';`,
    ),
  }),
  'a barrel of export *, of actions': (size) => ({
    'lib/db.ts': db,
    ...files(
      size,
      (i) => `actions/a${i}.ts`,
      (i) =>
        `'use server';\nimport { db } from '../lib/db';\nexport async function save${i}(id: string) { await db.post.update(id); }\n`,
    ),
    'actions/index.ts': lines(size, (i) => `export * from './a${i}';`),
    'app/page.tsx': page(
      `return <p>${lines(size, (i) => `<form action={save${i}} />`)}</p>;`,
      `import { ${lines(size, (i) => `save${i}`, ', ')} } from '../actions';`,
    ),
  }),
  'barrels that pass each other on': (size) => ({
    ...files(
      size,
      (i) => `ui/b${i + 1}.ts`,
      (i) => `export * from './b${i}';\nexport const x${i} = ${i};\n`,
    ),
    'ui/b0.tsx': button,
    'app/page.tsx': page(`return <Button a={() => 1} />;`, `import { Button } from '../ui/b${size}';`),
  }),
  'barrels that pass each other on, with a page each': (size) => ({
    ...files(
      size,
      (i) => `ui/b${i + 1}.ts`,
      (i) => `export * from './b${i}';\nexport const x${i} = ${i};\n`,
    ),
    'ui/b0.tsx': button,
    ...files(
      size,
      (i) => `app/p${i}/page.tsx`,
      (i) => page(`return <Button a={() => 1} />;`, `import { Button } from '../../ui/b${i}';`),
    ),
  }),
  'renamed re-exports': (size) => ({
    'lib/all.tsx': `'use client';\n${lines(size, (i) => `export function F${i}() { return <p>${i}</p>; }`)}`,
    'lib/index.ts': lines(size, (i) => `export { F${i} as G${i} } from './all';`),
    'app/page.tsx': page(
      `return <p>${lines(size, (i) => `<G${i} on={() => 1} />`)}</p>;`,
      lines(size, (i) => `import { G${i} } from '../lib';`),
    ),
  }),
  'imports of one barrel, each for itself': (size) => ({
    'lib/all.ts': lines(size, (i) => `export function f${i}() { return document.title; }`),
    'lib/index.ts': `export * from './all';\n`,
    'app/page.tsx': page(
      `return <p>{[${lines(size, (i) => `f${i}()`, ', ')}]}</p>;`,
      lines(size, (i) => `import { f${i} } from '../lib';`),
    ),
  }),
  'pages over a chain of components': (size) => ({
    'ui/q.tsx': `'use client';\nimport { useSearchParams } from 'next/navigation';\nexport function Q() { return <p>{useSearchParams().get('a')}</p>; }\n`,
    'lib/c.tsx': `import { Q } from '../ui/q';\nexport function C0() { return <Q />; }\n${lines(size, (i) => `export function C${i + 1}() { return <C${i} />; }`)}\n`,
    ...files(
      size,
      (i) => `app/p${i}/page.tsx`,
      (i) => page(`return <C${i} />;`, `import { C${i} } from '../../lib/c';`),
    ),
  }),
  'client modules in a chain': (size) => ({
    ...files(
      size,
      (i) => `ui/c${i}.tsx`,
      (i) => `'use client';\nimport { C${i + 1} } from './c${i + 1}';\nexport function C${i}() { return <C${i + 1} />; }\n`,
    ),
    [`ui/c${size}.tsx`]: `'use client';\nexport function C${size}() { return <p>{window.name}</p>; }\n`,
    'app/page.tsx': page(`return <C0 />;`, `import { C0 } from '../ui/c0';`),
  }),
  'client modules of one module of the server': (size) => ({
    'lib/m0.ts': `import 'server-only';\nimport { cookies } from 'next/headers';\nexport function f0() { return cookies(); }\n`,
    ...files(
      size,
      (i) => `ui/a${i}.tsx`,
      (i) => `'use client';\nimport { f0 } from '../lib/m0';\nexport function A${i}() { return <p>{String(f0())}</p>; }\n`,
    ),
    'app/page.tsx': page(
      `return <p>${lines(size, (i) => `<A${i} />`)}</p>;`,
      lines(size, (i) => `import { A${i} } from '../ui/a${i}';`),
    ),
  }),
  'actions, each called in one place': (size) => ({
    'app/actions.ts': `'use server';\n${lines(size, (i) => `export async function save${i}(id: unknown) { return id; }`)}\n`,
    'ui/all.tsx': `'use client';\nimport { ${lines(size, (i) => `save${i}`, ', ')} } from '../app/actions';\nexport function A() { return <p>${lines(size, (i) => `<input onChange={(e) => save${i}(e)} /><form action={save${i}} />`)}</p>; }\n`,
    'app/page.tsx': page(`return <A />;`, `import { A } from '../ui/all';`),
  }),
  'an object of actions': (size) => ({
    'app/actions.ts': `'use server';\n${lines(size, (i) => `export async function save${i}(id: unknown) { return id; }`)}\n`,
    'ui/all.tsx': `'use client';\nimport { ${lines(size, (i) => `save${i}`, ', ')} } from '../app/actions';\nconst all = { ${lines(size, (i) => `save${i}`, ', ')} };\nexport function A() { return <p>${lines(size, (i) => `<input onChange={(e) => all.save${i}(e)} />`)}</p>; }\n`,
    'app/page.tsx': page(`return <A />;`, `import { A } from '../ui/all';`),
  }),
};
