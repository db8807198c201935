import type { Fault } from '../fault.ts';

const widget = `'use client';
import { useState, type ReactNode } from 'react';
export function Widget__(props: { onPick?: unknown; row?: unknown; children?: ReactNode; id?: string }) {
  const [id] = useState(props.id);
  return <p id={id}>{props.children}</p>;
}
`;

/** A component beside the one of the file, that renders a Client Component, and is rendered. */
function tag(how: string, attributes: string, more: Partial<Fault> = {}): Fault {
  return {
    rule: 'serializable-props',
    how,
    place: 'page',
    imports: `import { Widget__ } from './widget__';`,
    files: { 'widget__.tsx': widget },
    jsx: '<Probe__ />',
    ...more,
    append: `${more.append ?? ''}\nfunction Probe__() {\n  return <Widget__ ${attributes}\n  />;\n}\n`,
  };
}
const wrong = '// !serializable-props';

/** What cannot be given to a Client Component, and what can. */
export const props: readonly Fault[] = [
  tag('an arrow function', `onPick={() => 1} ${wrong}`),
  tag('a function of the file', `onPick={pick__} ${wrong}`, { append: 'function pick__() { return 1; }' }),
  tag('a function of another file', `onPick={pick__} ${wrong}`, {
    imports: `import { Widget__ } from './widget__';\nimport { pick__ } from './helper__';`,
    files: { 'widget__.tsx': widget, 'helper__.ts': 'export const pick__ = () => 1;\n' },
  }),
  tag('a function through a barrel under another name', `onPick={other__} ${wrong}`, {
    imports: `import { Widget__ } from './widget__';\nimport { other__ } from './barrel__';`,
    files: {
      'widget__.tsx': widget,
      'helper__.ts': 'export const pick__ = () => 1;\n',
      'barrel__.ts': `export { pick__ as other__ } from './helper__';\n`,
    },
  }),
  tag('a function in a spread', `{...more__} ${wrong}`, { append: 'const more__ = { onPick: () => 1 };' }),
  tag('a function in an object', `row={{ pick: () => 1 }} ${wrong}`),
  tag('a function in a list of another file', `row={rows__} ${wrong}`, {
    imports: `import { Widget__ } from './widget__';\nimport { rows__ } from './helper__';`,
    files: { 'widget__.tsx': widget, 'helper__.ts': 'export const rows__ = [{ id: 1, run: () => 1 }];\n' },
  }),
  tag('an instance of a class', `row={new Row__()} ${wrong}`, { append: 'class Row__ { id = 1; }' }),
  tag('an instance that a helper returns', `row={make__()} ${wrong}`, {
    imports: `import { Widget__ } from './widget__';\nimport { make__ } from './helper__';`,
    files: { 'widget__.tsx': widget, 'helper__.ts': 'class Row__ { id = 1; }\nexport const make__ = () => new Row__();\n' },
  }),
  tag('a branch of a condition', `onPick={Math.random() > 0.5 ? () => 1 : undefined} ${wrong}`),
  tag('a regular expression', `row={/a/} ${wrong}`),
  tag('a URL', `row={new URL('https://example.com')} ${wrong}`),
  tag('a symbol', `row={Symbol('a')} ${wrong}`),
  tag('a WeakMap', `row={new WeakMap()} ${wrong}`),
  tag('a function in a Map', `row={new Map([['a', () => 1]])} ${wrong}`),
  {
    ...tag('a render function as child', ''),
    append: `function Probe__() {\n  return (\n    <Widget__>\n      {() => <b />}{/* !serializable-props */}\n    </Widget__>\n  );\n}\n`,
  },
  tag('a Client Component behind a barrel', `onPick={() => 1} ${wrong}`, {
    imports: `import { Renamed__ as Widget__ } from './barrel__';`,
    files: { 'widget__.tsx': widget, 'barrel__.ts': `export { Widget__ as Renamed__ } from './widget__';\n` },
  }),
  tag('a memo component', `onPick={() => 1} ${wrong}`, {
    files: {
      'widget__.tsx': `'use client';\nimport { memo } from 'react';\nfunction Inner(props: { onPick?: unknown }) {\n  return <p>{String(props.onPick)}</p>;\n}\nexport const Widget__ = memo(Inner);\n`,
    },
  }),
  tag('a higher-order component of the project', `onPick={() => 1} ${wrong}`, {
    files: {
      'widget__.tsx': `'use client';\nimport type { ComponentType } from 'react';\nfunction withFrame<P extends object>(Inner: ComponentType<P>) {\n  return function Framed(props: P) {\n    return <section><Inner {...props} /></section>;\n  };\n}\nfunction Base(props: { onPick?: unknown }) {\n  return <p>{String(props.onPick)}</p>;\n}\nexport const Widget__ = withFrame(Base);\n`,
    },
  }),
  tag('a default export', `onPick={() => 1} ${wrong}`, {
    imports: `import Widget__ from './widget__';`,
    files: {
      'widget__.tsx': `'use client';\nexport default function Widget(props: { onPick?: unknown }) {\n  return <p>{String(props.onPick)}</p>;\n}\n`,
    },
  }),
  tag('a lazy component', `onPick={() => 1} ${wrong}`, {
    imports: `import dynamic__ from 'next/dynamic';`,
    append: `const Widget__ = dynamic__(() => import('./widget__').then((module) => module.Widget__));`,
  }),
  // What may be given.
  tag(
    'right: text, numbers, dates, maps',
    `id="a" row={{ at: new Date(0), all: new Map([[1, 'a']]), of: new Set([1]), big: 1n }}`,
  ),
  tag('right: an element', `row={<b />}`),
  tag('right: a promise', `row={Promise.resolve({ id: 1 })}`),
  tag('right: a Server Function', `onPick={save__}`, {
    append: `async function save__() {\n  'use server';\n  console.log('saved');\n}`,
  }),
  tag('right: a client export', `onPick={format__}`, {
    imports: `import { Widget__, format__ } from './widget__';`,
    files: { 'widget__.tsx': `${widget}export function format__() {\n  return 'a';\n}\n` },
  }),
  tag('right: a component without a directive', `onPick={() => 1}`, {
    files: {
      'widget__.tsx': widget
        .replace(/'use client'[^]*from 'react';\nexport/, "import type { ReactNode } from 'react';\nexport")
        .replace('const [id] = useState(props.id);', 'const { id } = props;'),
    },
  }),
  tag('right: a later property stands over the spread', `{...more__} onPick="a"`, {
    append: 'const more__ = { onPick: () => 1 };',
  }),
  tag('right: a registered symbol', `row={Symbol.for('a')}`),
  tag('right: a plain copy of an instance', `row={{ ...new Row__() }}`, { append: 'class Row__ { id = 1; }' }),
  {
    rule: 'serializable-props',
    how: 'right: between client components',
    place: 'client',
    imports: `import { Widget__ } from './widget__';`,
    files: {
      'widget__.tsx': widget
        .replace(/'use client'[^]*from 'react';\nexport/, "import type { ReactNode } from 'react';\nexport")
        .replace('const [id] = useState(props.id);', 'const { id } = props;'),
    },
    append: `export function Probe__() {\n  return <Widget__ onPick={() => 1} row={/a/} />;\n}\n`,
  },
  {
    rule: 'serializable-props',
    how: 'a function passed on by a component in between',
    place: 'page',
    imports: `import { Widget__ } from './widget__';`,
    files: { 'widget__.tsx': widget },
    append: `function Between__(props: { pick: () => number }) {\n  return <Widget__ onPick={props.pick} />; // !serializable-props\n}\nfunction Probe__() {\n  return <Between__ pick={() => 1} />;\n}\n`,
    jsx: '<Probe__ />',
  },
  {
    rule: 'client-entry-props',
    how: 'a function prop of a component that nobody imports yet',
    place: 'client',
    files: {
      'field__.tsx': `'use client';\nexport function Field__({ onPick }: {\n  onPick: () => void; // !client-entry-props\n}) {\n  return <button onClick={onPick}>pick</button>;\n}\n`,
    },
  },
  {
    rule: 'client-entry-props',
    how: 'right: an action prop of a component that nobody imports yet',
    place: 'client',
    files: {
      'field__.tsx': `'use client';\nexport function Field__({ saveAction, label }: { saveAction: () => Promise<void>; label: string }) {\n  return <form action={saveAction}>{label}</form>;\n}\n`,
    },
  },
];
