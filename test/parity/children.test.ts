import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { noChildrenInspection } from '../../src/rules/no-children-inspection.ts';
import { findingsInApp, type AppFiles } from '../support/app.ts';
import { startReactApp, type ReactApp } from '../support/react-app.ts';

// Client Components that look into their children, which a page gives them: once as a Server Component, with React's own encoder
// between them, and once as a module of the browser. Where the two show something else, the children do not say what the code asks.

/** What a component of `'use client'` makes of `children`: an expression whose value it shows. */
const looks = {
  type: 'Children.map(children, (child: any) => (child.type === Item || child.type === Tab ? "known " : "other "))',
  typeOfItem: 'Children.toArray(children).filter((child: any) => child.type === Item).length',
  typeOfTab: 'Children.toArray(children).some((child: any) => child?.type === Tab) ? "tab" : "none"',
  displayName: 'Children.map(children, (child: any) => `${child.type.displayName} `)',
  typeOfOnly: 'isValidElement(children) && children.type === Tab ? "tab" : "other"',
  destructured:
    '(Children.toArray(children) as any[]).map((child) => { const { type } = child; return type === Item ? "item" : "no" })',
  props: '(Children.toArray(children) as any[]).map((child) => String(child.props.label))',
  propsOfOnly: 'String((children as any).props.label)',
  propsInLoop:
    '(() => { let text = ""; for (const child of Children.toArray(children) as any[]) text += child.props.label; return text })()',
  clone: 'Children.map(children, (child: any) => cloneElement(child, { label: "b" }))',
  cloneOnly: 'cloneElement(children as any, { label: "b" })',
  cloneByReact: 'React.Children.map(children, (child: any) => React.cloneElement(child, { label: "b" }))',
  tag: 'Children.map(children, (child: any) => (child.type === "h1" ? "heading " : "other "))',
  count: 'Children.count(children)',
  list: 'Children.toArray(children).length',
  element: 'Children.map(children, (child) => String(isValidElement(child)))',
  shown: 'children',
  around: 'Children.map(children, (child) => <i>{child}</i>)',
};

/** The children that the page gives. */
const children = {
  server: '<Item label="a" />',
  client: '<Tab label="a" />',
  host: '<b title="a">a</b>',
  imported: '<Barrel.Item label="a" />',
  renamed: '<Entry label="a" />',
};

const shared = `export function Item({ label }: { label: string }) { return <h1 title={label}>{label}</h1> }
Item.displayName = 'Item';
`;
const tab = `'use client';
export function Tab({ label }: { label: string }) { return <em title={label}>{label}</em> }
Tab.displayName = 'Tab';
`;

function appOf(look: string, given: string): AppFiles {
  return {
    'app/item.tsx': shared,
    'app/barrel.ts': "export { Item } from './item';",
    'app/tab.tsx': tab,
    'app/look.tsx': `'use client';
import * as React from 'react';
import { Children, cloneElement, isValidElement } from 'react';
import { Item } from './item';
import { Tab } from './tab';
export function Look({ children }: { children: React.ReactNode }) {
  return <p>{${look}}</p>;
}
`,
    'app/page.tsx': `import * as Barrel from './barrel';
import { Item, Item as Entry } from './item';
import { Look } from './look';
import { Tab } from './tab';
export default function Page() {
  return <Look>${given}</Look>;
}
`,
  };
}

let react: ReactApp;
beforeAll(async () => {
  react = await startReactApp('production');
});
afterAll(() => {
  react.close();
});

describe.each(Object.entries(looks))('%s', (_, look) => {
  it.each(Object.entries(children))('of %s', async (_name, given) => {
    const files = appOf(look, given);
    const meant = await react.show(files, 'app/page.tsx');
    const got = await react.render(files, 'app/page.tsx');
    const found = findingsInApp(files, [{ rule: noChildrenInspection }]);
    const isOther = got.errors.length > 0 || meant.seen[0] !== got.seen[0];
    // The element at the top of a Server Component's output answers for it: of a tag nothing is said.
    expect(found.length > 0).toBe(isOther && look !== looks.tag);
  });
});
