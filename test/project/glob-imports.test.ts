import { describe, expect, it } from 'vitest';
import { graphOf } from '../../src/graph/graph.ts';
import { projectOfFiles } from '../support/app.ts';

const pages = {
  'package.json': '{ "name": "a" }',
  'src/pages/home.tsx': 'export default 1;',
  'src/pages/posts/[id].tsx': 'export default 1;',
  'src/pages/posts/list.ts': 'export default 1;',
  'src/(shop)/entry.tsx': 'export default 1;',
  'src/(shop)/cart.tsx': 'export default 1;',
};

/** Where a module of `src` leads by what it holds. */
function edgesOf(text: string, file = 'src/main.ts'): string[] {
  const graph = graphOf(projectOfFiles({ ...pages, [file]: text }));
  return graph.importsOf(`/p/${file}`).map(({ to, fact }) => `${to.slice('/p/'.length)} ${fact.kind}`);
}

describe('import.meta.glob', () => {
  it.each<[string, string, string[]]>([
    ['one folder', `import.meta.glob('./pages/*.tsx');`, ['src/pages/home.tsx dynamic']],
    ['at once', `import.meta.glob('./pages/*.tsx', { eager: true });`, ['src/pages/home.tsx dynamic']],
    ['with a type', `import.meta.glob<{ default: number }>('./pages/*.tsx');`, ['src/pages/home.tsx dynamic']],
    [
      'all below, of two kinds',
      `import.meta.glob('./pages/**/*.{ts,tsx}');`,
      ['src/pages/home.tsx dynamic', 'src/pages/posts/[id].tsx dynamic', 'src/pages/posts/list.ts dynamic'],
    ],
    [
      'a list, and what is left out of it',
      `import.meta.glob(['./pages/**', '!**/list.ts']);`,
      ['src/pages/home.tsx dynamic', 'src/pages/posts/[id].tsx dynamic'],
    ],
    ['from the top', `import.meta.glob('/src/pages/*.tsx');`, ['src/pages/home.tsx dynamic']],
    ['from a base', `import.meta.glob('./*.ts', { base: './pages/posts' });`, ['src/pages/posts/list.ts dynamic']],
    ['half-typed, or no range', `import.meta.glob(['./pages/[z-a].tsx', './pages/[', './pages/{a,(', './pages/[!']);`, []],
    ['as text', `import.meta.glob('./pages/*.tsx', { query: '?raw', import: 'default' });`, []],
    ['an alias, which only the configuration knows', `import.meta.glob('@/pages/*.tsx');`, []],
    ['a pattern that is not written there', `const at = './pages/*.tsx'; import.meta.glob(at);`, []],
    ['what only looks like it', `({ glob: (at: string) => at }).glob('./pages/*.tsx'); // import.meta.glob`, []],
  ])('%s', (_what, text, expected) => {
    expect(edgesOf(text)).toEqual(expected);
  });

  it('a folder with brackets is no pattern, and a file does not load itself', () => {
    expect(edgesOf(`import.meta.glob('./*.tsx');`, 'src/(shop)/entry.tsx')).toEqual(['src/(shop)/cart.tsx dynamic']);
    expect(edgesOf(`import.meta.glob('../pages/*.tsx');`, 'src/(shop)/entry.tsx')).toEqual(['src/pages/home.tsx dynamic']);
  });
});
