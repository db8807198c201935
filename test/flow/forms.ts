/**
 * One way in which a program comes to call a function. `hit()` stands in the function; `/*!*\/` in front of the call that runs it, which
 * stands in the page. The argument of that call is `'given'`, or the prop `value`.
 */
export interface Form {
  readonly files: Readonly<Record<string, string>>;
  /** Questions that have no answer for the form, with why. */
  readonly without?: Partial<Record<'callers' | 'values' | 'runs' | 'search' | 'callee', string>>;
}

const fn = `export function save(id: string) { hit(); }`;

/** A page that calls something. */
function page(imports: string, call: string, before = ''): string {
  return `${imports}\n${before}\nexport default function Page() { ${call}; return <p />; }`;
}

function called(imports: string, call: string, others: Record<string, string> = { 'lib/a.ts': fn }, before = ''): Form {
  return { files: { 'app/page.tsx': page(imports, call, before), ...others } };
}

const store = `export class Store { save(id: string) { hit(); } }`;

export const forms: Readonly<Record<string, Form>> = {
  'a function of the file': called('', `/*!*/ save('given')`, {}, fn.replace('export ', '')),
  'a constant': called('', `/*!*/ save('given')`, {}, `const save = (id: string) => { hit(); };`),
  'another name for it': called(
    '',
    `/*!*/ again('given')`,
    {},
    `const save = (id: string) => { hit(); }; const again = save as any;`,
  ),
  'an import': called(`import { save } from '../lib/a';`, `/*!*/ save('given')`),
  'an import under another name': called(`import { save as write } from '../lib/a';`, `/*!*/ write('given')`),
  'a default export': called(`import write from '../lib/a';`, `/*!*/ write('given')`, {
    'lib/a.ts': `export default function save(id: string) { hit(); }`,
  }),
  'a default export without a name': called(`import write from '../lib/a';`, `/*!*/ write('given')`, {
    'lib/a.ts': `export default (id: string) => { hit(); }`,
  }),
  'a namespace': called(`import * as a from '../lib/a';`, `/*!*/ a.save('given')`),
  'a namespace taken apart': called(`import * as a from '../lib/a';`, `/*!*/ save('given')`, undefined, `const { save } = a;`),
  'a barrel': called(`import { save } from '../lib';`, `/*!*/ save('given')`, {
    'lib/a.ts': fn,
    'lib/index.ts': `export { save } from './a';`,
  }),
  'a barrel of barrels': called(`import { write } from '../lib';`, `/*!*/ write('given')`, {
    'lib/deep/a.ts': fn,
    'lib/deep/index.ts': `export * from './a';`,
    'lib/index.ts': `export { save as write } from './deep';`,
  }),
  'a barrel that names a namespace': called(`import { a } from '../lib';`, `/*!*/ a.save('given')`, {
    'lib/a.ts': fn,
    'lib/index.ts': `export * as a from './a';`,
  }),
  'a barrel by import and export': called(`import { write } from '../lib';`, `/*!*/ write('given')`, {
    'lib/a.ts': fn,
    'lib/index.ts': `import { save } from './a'; export { save as write };`,
  }),
  'a default passed on under a name': called(`import { save } from '../lib';`, `/*!*/ save('given')`, {
    'lib/a.ts': `export default function save(id: string) { hit(); }`,
    'lib/index.ts': `export { default as save } from './a';`,
  }),
  'an awaited import()': {
    files: {
      'lib/a.ts': fn,
      'app/page.tsx': `export default async function Page() { const { save } = await import('../lib/a'); /*!*/ save('given'); return <p />; }`,
    },
  },
  'a member of an awaited import()': {
    files: {
      'lib/a.ts': fn,
      'app/page.tsx': `export default async function Page() { /*!*/ (await import('../lib/a')).save('given'); return <p />; }`,
    },
  },
  'import().then()': called('', `import('../lib/a').then((a) => /*!*/ a.save('given'))`),
  'import().then() taken apart': called('', `import('../lib/a').then(({ save }) => /*!*/ save('given'))`),
  'what import().then() picks': {
    files: {
      'lib/a.ts': fn,
      'app/page.tsx': `export default async function Page() { const write = await import('../lib/a').then((a) => a.save); /*!*/ write('given'); return <p />; }`,
    },
  },
  'require()': called(`const { save } = require('../lib/a');`, `/*!*/ save('given')`),
  'a method of an object': called(`import { a } from '../lib/a';`, `/*!*/ a.save('given')`, {
    'lib/a.ts': `export const a = { save(id: string) { hit(); } };`,
  }),
  'a function in an object': called(`import { a } from '../lib/a';`, `/*!*/ a.save('given')`, {
    'lib/a.ts': `const save = (id: string) => { hit(); }; export const a = { deep: 1, save };`,
  }),
  'an object in an object': called(`import { a } from '../lib/a';`, `/*!*/ a.posts.save('given')`, {
    'lib/a.ts': `export const a = { posts: { save: (id: string) => { hit(); } } };`,
  }),
  'an object by a constant key': called(
    `import { a } from '../lib/a';`,
    `/*!*/ a[KEY]('given')`,
    { 'lib/a.ts': `export const a = { save(id: string) { hit(); } };` },
    `const KEY = 'save';`,
  ),
  'an array by its index': called(
    '',
    `/*!*/ all[1]('given')`,
    {},
    `const save = (id: string) => { hit(); }; const all = [String, save];`,
  ),
  'an object that is spread into another': called(`import { a } from '../lib/a';`, `/*!*/ a.save('given')`, {
    'lib/a.ts': `const base = { save(id: string) { hit(); } }; export const a = { ...base, other: 1 };`,
  }),
  'a frozen object': called('', `/*!*/ a.save('given')`, {}, `const a = Object.freeze({ save(id: string) { hit(); } });`),
  'a static method': called(`import { Store } from '../lib/a';`, `/*!*/ Store.save('given')`, {
    'lib/a.ts': `export class Store { static save(id: string) { hit(); } }`,
  }),
  'an inherited static method': called(`import { Own } from '../lib/a';`, `/*!*/ Own.save('given')`, {
    'lib/a.ts': `class Store { static save(id: string) { hit(); } } export class Own extends Store {}`,
  }),
  'a method of what new makes': called(`import { Store } from '../lib/a';`, `/*!*/ new Store().save('given')`, {
    'lib/a.ts': store,
  }),
  'a method of a name for what new makes': called(
    `import { Store } from '../lib/a';`,
    `/*!*/ store.save('given')`,
    { 'lib/a.ts': store },
    `const store = new Store();`,
  ),
  'a method of an instance that is imported': called(`import { store } from '../lib/a';`, `/*!*/ store.save('given')`, {
    'lib/a.ts': `${store} export const store = new Store();`,
  }),
  'an inherited method': called(`import { Own } from '../lib/a';`, `/*!*/ new Own().save('given')`, {
    'lib/a.ts': `${store} export class Own extends Store {}`,
  }),
  'an inherited method of another file': called(`import { Own } from '../lib/b';`, `/*!*/ new Own().save('given')`, {
    'lib/a.ts': store,
    'lib/b.ts': `import { Store } from './a'; export class Own extends Store { other() {} }`,
  }),
  'a property of a class': called(`import { Store } from '../lib/a';`, `/*!*/ new Store().save('given')`, {
    'lib/a.ts': `export class Store { save = async (id: string) => { hit(); } }`,
  }),
  'this in an object': {
    files: {
      'app/page.tsx': `export default function Page() { const a = { save(id: string) { hit(); }, run() { /*!*/ this.save('given'); } }; a.run(); return <p />; }`,
    },
    without: { search: 'the call is not in the page' },
  },
  'this in a class': {
    files: {
      'app/page.tsx': `class A { save(id: string) { hit(); } run() { /*!*/ this.save('given'); } } export default function Page() { new A().run(); return <p />; }`,
    },
    without: { search: 'the call is not in the page' },
  },
  super: {
    files: {
      'app/page.tsx': `class B { save(id: string) { hit(); } } class A extends B { save(id: string) { /*!*/ super.save('given'); } } export default function Page() { new A().save(''); return <p />; }`,
    },
    without: { search: 'the call is not in the page' },
  },
  'a constructor': called(`import { Store } from '../lib/a';`, `/*!*/ new Store('given')`, {
    'lib/a.ts': `export class Store { constructor(id: string) { hit(); } }`,
  }),
  'a getter that gives a function': called(
    '',
    `/*!*/ a.save('given')`,
    {},
    `const save = (id: string) => { hit(); }; const a = { get save() { return save; } };`,
  ),
  'a getter': {
    files: { 'app/page.tsx': page('', `const x = /*!*/ a.id`, `class A { get id() { hit(); return 1; } } const a = new A();`) },
    without: { values: 'it takes nothing' },
  },
  'a parameter of the class’s type': {
    files: {
      'lib/a.ts': store,
      'app/page.tsx': `import { Store } from '../lib/a'; function run(store: Store) { /*!*/ store.save('given'); } export default function Page() { run(make()); return <p />; }`,
    },
    without: { search: 'the call is not in the page' },
  },
  'what a function of the program makes': called(
    `import { createStore } from '../lib/a';`,
    `/*!*/ store.save('given')`,
    { 'lib/a.ts': `export function createStore() { return { save(id: string) { hit(); } }; }` },
    `const store = createStore();`,
  ),
  'what a function of the program makes, taken apart': called(
    `import { createStore } from '../lib/a';`,
    `/*!*/ save('given')`,
    { 'lib/a.ts': `export function createStore() { const save = (id: string) => { hit(); }; return { save }; }` },
    `const { save } = createStore();`,
  ),
  'a tuple that a hook returns': {
    files: {
      'app/page.tsx': `function useSave() { const save = (id: string) => { hit(); }; return [1, save] as const; } export default function Page() { const [, save] = useSave(); /*!*/ save('given'); return <p />; }`,
    },
  },
  '.call': called(`import { save } from '../lib/a';`, `/*!*/ save.call(null, 'given')`),
  '.apply': {
    ...called(`import { save } from '../lib/a';`, `/*!*/ save.apply(null, ['given'])`),
    without: { values: 'arguments in a list' },
  },
  '.bind': called(`import { save } from '../lib/a';`, `/*!*/ bound()`, undefined, `const bound = save.bind(null, 'given');`),
  '.bind on the spot': called(`import { save } from '../lib/a';`, `/*!*/ save.bind(null)('given')`),
  useCallback: {
    files: {
      'app/page.tsx': `import { useCallback } from 'react'; export default function Page() { const save = useCallback((id: string) => { hit(); }, []); /*!*/ save('given'); return <p />; }`,
    },
  },
  'useCallback of a name': {
    files: {
      'lib/a.ts': fn,
      'app/page.tsx': `import { useCallback } from 'react'; import { save } from '../lib/a'; export default function Page() { const write = useCallback(save, []); /*!*/ write('given'); return <p />; }`,
    },
  },
  'a function that useMemo gives': {
    files: {
      'app/page.tsx': `import { useMemo } from 'react'; export default function Page() { const save = useMemo(() => (id: string) => { hit(); }, []); /*!*/ save('given'); return <p />; }`,
    },
    without: { callers: 'what a function returns is not followed to its callers', values: 'the same', runs: 'the same' },
  },
  'React’s cache': called(`import { save } from '../lib/a';`, `/*!*/ save('given')`, {
    'lib/a.ts': `import { cache } from 'react'; export const save = cache(async (id: string) => { hit(); });`,
  }),
  'React.cache': called(`import { save } from '../lib/a';`, `/*!*/ save('given')`, {
    'lib/a.ts': `import * as React from 'react'; export const save = React.cache(async (id: string) => { hit(); });`,
  }),
  unstable_cache: called(`import { save } from '../lib/a';`, `/*!*/ save('given')`, {
    'lib/a.ts': `import { unstable_cache as keep } from 'next/cache'; export const save = keep(async (id: string) => { hit(); }, ['a']);`,
  }),
  'a debounce': called(
    `import debounce from 'lodash/debounce';`,
    `/*!*/ slow('given')`,
    {},
    `const save = (id: string) => { hit(); }; const slow = debounce(save, 100);`,
  ),
  'a wrapper in a wrapper': called(
    `import { cache } from 'react'; import { unstable_cache } from 'next/cache';`,
    `/*!*/ save('given')`,
    {},
    `const save = cache(unstable_cache(async (id: string) => { hit(); }));`,
  ),
  'a wrapper of the program that returns what it is given': called(
    `import { keep } from '../lib/a';`,
    `/*!*/ save('given')`,
    { 'lib/a.ts': `export function keep<T>(run: T): T { return run; }` },
    `const save = keep((id: string) => { hit(); });`,
  ),
  'a wrapper of the program': {
    ...called(
      `import { guarded } from '../lib/a';`,
      `/*!*/ save('given')`,
      { 'lib/a.ts': `export const guarded = (run: any) => async (...args: any[]) => { check(); return run(...args); };` },
      `const save = guarded((id: string) => { hit(); });`,
    ),
    without: { values: 'the wrapper spreads what it has' },
  },
  'a wrapper of a wrapper of the program': {
    ...called(
      `import { guarded } from '../lib/a';`,
      `/*!*/ save('given')`,
      {
        'lib/a.ts': `const log = (run: any) => async (...args: any[]) => run(...args); export const guarded = (run: any) => log(async (...args: any[]) => run(...args));`,
      },
      `const save = guarded((id: string) => { hit(); });`,
    ),
    without: { values: 'the wrapper spreads what it has' },
  },
  'a wrapper that takes options first': {
    ...called(
      `import { guarded } from '../lib/a';`,
      `/*!*/ save('given')`,
      {
        'lib/a.ts': `export const guarded = (role: string) => (run: any) => async (...args: any[]) => { check(role); return run(...args); };`,
      },
      `const save = guarded('admin')((id: string) => { hit(); });`,
    ),
    without: { values: 'the wrapper spreads what it has' },
  },
  'one of two': called(`import { save, other } from '../lib/a';`, `/*!*/ (x ? other : save)('given')`, {
    'lib/a.ts': `${fn} export function other() {}`,
  }),
  'one of two under a name': called(
    `import { save, other } from '../lib/a';`,
    `/*!*/ run('given')`,
    { 'lib/a.ts': `${fn} export function other() {}` },
    `const run = x ?? (y ? save : other);`,
  ),
  'on the spot': {
    files: { 'app/page.tsx': page('', `/*!*/ ((id: string) => { hit(); })('given')`) },
    without: { search: 'it is the page’s own code' },
  },
  'a tagged template': {
    ...called(`import { save } from '../lib/a';`, '/*!*/ save`x`'),
    without: { values: 'a template has no arguments of its own' },
  },
  'an element': {
    files: {
      'lib/a.tsx': `export function Panel({ value }: any) { hit(); return <p />; }`,
      'app/page.tsx': `import { Panel } from '../lib/a'; export default function Page() { return /*!*/ <Panel value="given" />; }`,
    },
    without: { search: 'an element is no call' },
  },
  'an element of a namespace': {
    files: {
      'lib/a.tsx': `export function Panel({ value }: any) { hit(); return <p />; }`,
      'app/page.tsx': `import * as ui from '../lib/a'; export default function Page() { return /*!*/ <ui.Panel value="given" />; }`,
    },
    without: { search: 'an element is no call' },
  },
  'an element of memo and forwardRef': {
    files: {
      'lib/a.tsx': `import { memo, forwardRef } from 'react'; export const Panel = memo(forwardRef(function Panel({ value }: any, ref) { hit(); return <p />; }));`,
      'app/page.tsx': `import { Panel } from '../lib/a'; export default function Page() { return /*!*/ <Panel value="given" />; }`,
    },
    without: { search: 'an element is no call' },
  },
  'an element of next/dynamic': {
    files: {
      'lib/a.tsx': `export function Panel({ value }: any) { hit(); return <p />; }`,
      'app/page.tsx': `import dynamic from 'next/dynamic'; const Panel = dynamic(() => import('../lib/a').then((m) => m.Panel)); export default function Page() { return /*!*/ <Panel value="given" />; }`,
    },
    without: { search: 'an element is no call' },
  },
};

/** Ways in which the program calls a function that it has given to something else. */
export const callbacks: Readonly<Record<string, Form>> = {
  'given to map': called(`import { save } from '../lib/a';`, `/*!*/ ids.map(save)`),
  'given to then': called(`import { save } from '../lib/a';`, `/*!*/ load().then(save)`),
  'given to a function of the program': called(
    `import { each } from '../lib/each'; import { save } from '../lib/a';`,
    `/*!*/ each(save)`,
    { 'lib/a.ts': fn, 'lib/each.ts': `export function each(run: (id: string) => void) { run('given'); }` },
  ),
  'given to a function of the program in an object': called(
    `import { each } from '../lib/each'; import { save } from '../lib/a';`,
    `/*!*/ each({ run: save })`,
    { 'lib/a.ts': fn, 'lib/each.ts': `export function each({ run }: any) { run('given'); }` },
  ),
  'given through two functions of the program': called(
    `import { each } from '../lib/each'; import { save } from '../lib/a';`,
    `/*!*/ each(save)`,
    {
      'lib/a.ts': fn,
      'lib/each.ts': `function inner(run: any) { run('given'); } export function each(run: any) { inner(run); }`,
    },
  ),
  'written where it is given to a function of the program': called(
    `import { each } from '../lib/each';`,
    `/*!*/ each((id) => { hit(); })`,
    { 'lib/each.ts': `export function each(run: (id: string) => void) { run('given'); }` },
  ),
};
