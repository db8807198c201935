import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { graphOf } from '../../src/graph/graph.ts';
import { originOf, type Reference } from '../../src/flow/origin.ts';
import { packageReference, plainExport } from '../../src/project/package-exports.ts';
import { projectOfProgram } from '../../src/project/program-project.ts';
import type { Project } from '../../src/project/project.ts';
import { projectOfFiles } from '../support/app.ts';

const options: ts.CompilerOptions = {
  jsx: ts.JsxEmit.Preserve,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  noLib: true,
  types: [],
  allowJs: true,
};

interface Shape {
  readonly files: Record<string, string>;
  /** Every file that was read for a package. */
  readonly read: string[];
  readonly project: Project;
}

/** A project over a Program that holds the declarations, and reads the JavaScript when it is asked for. */
function shapeOf(files: Record<string, string>): Shape {
  const read: string[] = [];
  const host: ts.CompilerHost = {
    getSourceFile: (fileName) => {
      const text = files[fileName.replace('/p/', '')];
      return text === undefined ? undefined : ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest);
    },
    fileExists: (fileName) => fileName.replace('/p/', '') in files,
    readFile: (fileName) => files[fileName.replace('/p/', '')],
    getDefaultLibFileName: () => 'lib.d.ts',
    writeFile: () => undefined,
    getCurrentDirectory: () => '/p',
    getCanonicalFileName: (fileName) => fileName,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => '\n',
  };
  const rootNames = Object.keys(files)
    .filter((name) => !name.startsWith('node_modules/'))
    .map((name) => `/p/${name}`);
  const program = ts.createProgram({ rootNames, options: { ...options }, host });
  const disk = {
    fileExists: host.fileExists,
    readFile: (fileName: string) => {
      if (fileName.startsWith('/p/node_modules/') && fileName.endsWith('js')) read.push(fileName.replace('/p/node_modules/', ''));
      return host.readFile(fileName);
    },
  };
  return { files, read, project: projectOfProgram(ts, program, {}, disk) };
}

/** Where the last variable of `app/page.tsx` comes from, as a reference; the same over the disk. */
function referenceIn(shape: Shape): Reference | undefined {
  const found = [shape.project, projectOfFiles(shape.files)].map((project) => {
    const file = project.sourceFile('/p/app/page.tsx')!;
    const statement = file.statements.filter((candidate) => ts.isVariableStatement(candidate)).at(-1)!;
    return originOf(project, statement.declarationList.declarations[0]!.initializer!).reference;
  });
  expect(found[1]).toEqual(found[0]);
  return found[0];
}

const declarations = 'export declare function Box(): null; export declare const size: number; export default Box;';
const client = `'use client';\nexport function Box() { return null }\nexport const size = 1;\nexport default Box;`;
const plain = client.replace(`'use client';\n`, '');

describe('a package with a directive of its own', () => {
  const named = { 'app/page.tsx': `import { Box } from 'kit'; export const value = Box` };
  const entry = {
    'node_modules/kit/package.json': '{"name":"kit","main":"index.js","types":"index.d.ts"}',
    'node_modules/kit/index.d.ts': declarations,
  };

  it.each([
    ['a named import', named['app/page.tsx'], 'Box'],
    ['the default', `import Kit from 'kit'; export const value = Kit`, 'default'],
    ['a namespace', `import * as Kit from 'kit'; export const value = Kit.Box`, 'Box'],
    ['a renamed import', `import { Box as B } from 'kit'; export const value = B`, 'Box'],
    [
      'next/dynamic',
      `import dynamic from 'next/dynamic'; export const value = dynamic(() => import('kit').then((kit) => kit.Box))`,
      'Box',
    ],
    ['React.lazy', `import { lazy } from 'react'; export const value = lazy(() => import('kit'))`, 'default'],
    ['a pattern', `import * as Kit from 'kit'; const { Box } = Kit; export const value = Box`, 'Box'],
  ])('is a client reference: %s', (_form, page, name) => {
    const shape = shapeOf({ ...entry, 'app/page.tsx': page, 'node_modules/kit/index.js': client });
    expect(referenceIn(shape)).toEqual({ fileName: '/p/node_modules/kit/index.js', directive: 'use client', name, members: [] });
  });

  it('a member that is read of it is a member of the reference', () => {
    const shape = shapeOf({
      ...entry,
      'app/page.tsx': `import { Box } from 'kit'; export const value = Box.Item`,
      'node_modules/kit/index.js': client,
    });
    expect(referenceIn(shape)).toEqual({
      fileName: '/p/node_modules/kit/index.js',
      directive: 'use client',
      name: 'Box',
      members: ['Item'],
    });
  });

  it('a package without one is none, nor is a string of that text further down, nor its types', () => {
    expect(referenceIn(shapeOf({ ...named, ...entry, 'node_modules/kit/index.js': plain }))).toBeUndefined();
    expect(referenceIn(shapeOf({ ...named, ...entry, 'node_modules/kit/index.js': `${plain}\n'use client';` }))).toBeUndefined();
    expect(
      referenceIn(
        shapeOf({
          ...named,
          ...entry,
          'node_modules/kit/index.d.ts': `'use client';\n${declarations}`,
          'node_modules/kit/index.js': plain,
        }),
      ),
    ).toBeUndefined();
  });

  it('what the server loads counts: the react-server condition before the others', () => {
    const conditions = { types: './index.d.ts', 'react-server': './server.js', import: './index.mjs', default: './index.cjs' };
    const files = {
      ...named,
      'node_modules/kit/package.json': JSON.stringify({
        name: 'kit',
        exports: { '.': conditions, './box': { types: './index.d.ts', import: './index.mjs' } },
      }),
      'node_modules/kit/index.d.ts': declarations,
      'node_modules/kit/server.js': plain,
      'node_modules/kit/index.mjs': client,
      'node_modules/kit/index.cjs': 'throw new Error()',
    };
    expect(referenceIn(shapeOf(files))).toBeUndefined();
    const { fileName } = referenceIn(
      shapeOf({ ...files, 'app/page.tsx': `import { Box } from 'kit/box'; export const value = Box` }),
    )!;
    expect(fileName).toBe('/p/node_modules/kit/index.mjs');
  });

  it('CommonJS and bundles with a licence before the directive have one too', () => {
    const commonJs = `/*!\n * MIT ${'x'.repeat(5000)}\n */\n"use strict";\n"use client";\nexports.Box = () => null;`;
    expect(referenceIn(shapeOf({ ...named, ...entry, 'node_modules/kit/index.js': commonJs }))?.directive).toBe('use client');
  });

  it('a module of Server Functions is known too', () => {
    const actions = `'use server';\nexport async function Box() {}`;
    expect(referenceIn(shapeOf({ ...named, ...entry, 'node_modules/kit/index.js': actions }))?.directive).toBe('use server');
  });
});

describe('a barrel of a package', () => {
  const base = {
    'app/page.tsx': `import { Box } from 'kit'; export const value = Box`,
    'node_modules/kit/package.json': '{"name":"kit","type":"module","main":"index.js","types":"index.d.ts"}',
    'node_modules/kit/index.d.ts': declarations,
  };

  it.each([
    ['by name', `export { Box } from './box.js';`, 'Box'],
    ['under another name', `export { default as Box } from './box.js';`, 'default'],
    ['by import and export', `import { Box as B } from './box.js'; export { B as Box };`, 'Box'],
    ['all of it', `export * from './other.js'; export * from './box.js';`, 'Box'],
    ['through a second barrel', `export * from './parts.js';`, 'Box'],
  ])('passes a reference on %s', (_how, index, name) => {
    const shape = shapeOf({
      ...base,
      'node_modules/kit/index.js': index,
      'node_modules/kit/parts.js': `export { Box } from './box.js';`,
      'node_modules/kit/other.js': `'use client';\nexport const other = 1;`,
      'node_modules/kit/box.js': client,
      'node_modules/kit/unasked.js': client,
    });
    expect(referenceIn(shape)).toEqual({ fileName: '/p/node_modules/kit/box.js', directive: 'use client', name, members: [] });
    expect(shape.read).not.toContain('kit/unasked.js');
  });

  it.each([
    ['by import and export', `import * as Menu from './menu.js'; export { Menu };`],
    ['by import and export under another name', `import * as M from './menu.js'; export { M as Menu };`],
    ['at once', `export * as Menu from './menu.js';`],
    ['by a barrel before it', `export { Menu } from './parts.js';`],
  ])('that passes on a namespace (%s): what it holds is a reference, itself it is none', (_how, index) => {
    const files = {
      ...base,
      'node_modules/kit/index.js': index,
      'node_modules/kit/parts.js': `import * as Menu from './menu.js'; export { Menu };`,
      'node_modules/kit/menu.js': client,
    };
    const read = (page: string): Reference | undefined => referenceIn(shapeOf({ ...files, 'app/page.tsx': page }));
    const box = { fileName: '/p/node_modules/kit/menu.js', directive: 'use client', name: 'Box', members: [] };
    expect(read(`import { Menu } from 'kit'; export const value = Menu`)).toBeUndefined();
    expect(read(`import { Menu } from 'kit'; export const value = Menu.Box`)).toEqual(box);
    expect(read(`import * as Kit from 'kit'; export const value = Kit.Menu.Box`)).toEqual(box);
    expect(read(`import { Menu } from 'kit'; export const value = Menu.Box.Item`)).toEqual({ ...box, members: ['Item'] });
  });

  it('that passes on a namespace of a module without a directive is none', () => {
    const files = {
      ...base,
      'node_modules/kit/index.js': `export * as Menu from './menu.js';`,
      'node_modules/kit/menu.js': plain,
    };
    expect(
      referenceIn(shapeOf({ ...files, 'app/page.tsx': `import { Menu } from 'kit'; export const value = Menu.Box` })),
    ).toBeUndefined();
  });

  it('that passes on another package, and one that goes round in a circle', () => {
    const another = {
      ...base,
      'node_modules/kit/index.js': `export { Box } from 'inner';`,
      'node_modules/inner/package.json': '{"name":"inner","main":"index.js"}',
      'node_modules/inner/index.js': client,
    };
    expect(referenceIn(shapeOf(another))?.fileName).toBe('/p/node_modules/inner/index.js');
    const circle = {
      ...base,
      'node_modules/kit/index.js': `export * from './again.js';`,
      'node_modules/kit/again.js': `export * from './index.js';`,
    };
    expect(referenceIn(shapeOf(circle))).toBeUndefined();
  });

  it('reads a file once, and nothing of a package that no name is followed to', () => {
    const shape = shapeOf({
      ...base,
      'app/other.tsx': `import { idle } from 'idle'; export const unused = idle`,
      'node_modules/kit/index.js': client,
      'node_modules/idle/package.json': '{"name":"idle","main":"index.js"}',
      'node_modules/idle/index.js': client,
    });
    graphOf(shape.project);
    referenceIn(shape);
    referenceIn(shape);
    expect(shape.read).toEqual(['kit/index.js']);
  });

  it('React and Next.js are asked nothing: their builds are put in their place', () => {
    const shape = shapeOf({
      ...base,
      'app/page.tsx': `import Link from 'next/link'; export const value = Link`,
      'node_modules/next/package.json': '{"name":"next"}',
      'node_modules/next/link.js': client,
    });
    expect(packageReference(shape.project, shape.project.sourceFile('/p/app/page.tsx')!, 'next/link', 'default')).toBeUndefined();
    expect(shape.read).toEqual([]);
  });
});

describe('what a package makes itself', () => {
  const files = {
    'node_modules/kit/package.json': '{ "name": "kit", "type": "module", "main": "index.js" }',
    'node_modules/kit/index.js': `import * as Menu from './made.js';
import whole, { icon as drawn } from './made.js';
import * as again from './made.js';
export { Menu, whole, drawn };
export { icon, default as whole2 } from './made.js';
export * as Parts from './made.js';
export * from './other.js';
export * from './made.js';
export * from './client.js';
export * from './missing.js';
export { lost } from './missing.js';
export const own = () => null;
export const taken = own;
export const list = [own];
export const number = 1;
function Held() { return null; }
export { Held, Held as Renamed };
export default Held;
`,
    'node_modules/kit/made.js': `export function icon() { return null; }
export class Box {}
export const shape = make();
const behind = () => null;
export { behind };
export default icon;
`,
    'node_modules/kit/other.js': `export const other = () => null;`,
    'node_modules/kit/client.js': `'use client';\nexport function Client() { return null; }`,
  };
  it.each([
    ['own', 'function'],
    ['Held', 'function'],
    ['Renamed', 'function'],
    ['default', 'function'],
    ['icon', 'function'],
    ['whole', 'function'],
    ['whole2', 'function'],
    ['drawn', 'function'],
    ['Box', 'function'],
    ['behind', 'function'],
    ['other', 'function'],
    ['shape', 'value'],
    ['list', undefined],
    ['number', undefined],
    ['Menu', undefined],
    ['Parts', undefined],
    ['Client', undefined],
    ['lost', undefined],
    ['nothing', undefined],
  ])('%s: %s', (name, expected) => {
    const { project } = shapeOf({ ...files, 'app/page.tsx': `import * as all from 'kit';\nexport default all;` });
    expect(plainExport(project, project.sourceFile('/p/app/page.tsx')!, 'kit', name)).toBe(expected);
  });
});

describe('a module of CommonJS', () => {
  const source = `'use strict';
var react = require('react');
const createIcon = (name) => react.forwardRef(() => name);
const Medal = createIcon('medal');
function Frame() { return null; }
const panel = require('./panel');
const Shown = _interopRequireDefault(panel);
exports.Medal = Medal;
exports.Frame = Frame;
exports.Shown = Shown;
exports.Panel = panel.Panel;
`;
  const asked = (text: string, name: string): unknown => {
    const { project } = shapeOf({
      'app/page.tsx': `import { ${name} } from 'icons';\nexport default ${name};`,
      'node_modules/icons/package.json': '{ "main": "index.cjs" }',
      'node_modules/icons/index.cjs': text,
      'node_modules/icons/panel.js': `'use client';\nexports.Panel = () => null;`,
    });
    return plainExport(project, project.sourceFile('/p/app/page.tsx')!, 'icons', name);
  };

  it('hands out what it makes itself, and that is no reference', () => {
    expect(['Medal', 'Frame'].map((name) => asked(source, name))).toEqual(['value', 'function']);
  });

  it('may hand out a reference that it has from another module', () => {
    expect(['Panel', 'Shown', 'Missing'].map((name) => asked(source, name))).toEqual([undefined, undefined, undefined]);
  });

  it('is a reference as a whole where it says so', () => {
    expect(asked(`'use client';\n${source}`, 'Medal')).toBeUndefined();
  });
});
