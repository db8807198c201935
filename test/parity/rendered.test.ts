import { afterAll, beforeAll, expect, it } from 'vitest';
import { clientReferenceUse } from '../../src/rules/client-reference-use.ts';
import { findingsInApp, type AppFiles } from '../support/app.ts';
import { startReactApp, type ReactApp } from '../support/react-app.ts';

// `react-dom/server` on elements that a server module makes: React's own renderer meets React's own client references.

const elements = {
  wrong: [
    '<Button label="a" />',
    '<div><Button label="a" /></div>',
    '<><p /><Button label="a" /></>',
    '<WithButton />',
    '<Deep />',
    '<Card><Button label="a" /></Card>',
    '<Card><WithButton /></Card>',
    '<Ui.Button label="a" />',
    '<Entry label="a" />',
    '<Default />',
    'createElement(Button, { label: "a" })',
    'createElement("div", null, <Button label="a" />)',
    '[1].map((key) => <Button key={key} label="a" />)',
    '<Suspense fallback={null}><div>{[<Button key="a" label="a" />]}</div></Suspense>',
    'node',
    '<Card>{node}</Card>',
    '(isOn ? <Button label="a" /> : <p />)',
    '(isOn && <Button label="a" />)',
    '<Wrapped />',
    '<Own />',
    '<Slot part={<Button label="a" />} />',
    '<Slot part={node} />',
    '<Reads part={node} />',
  ],
  right: [
    '<p>a</p>',
    '<Plain label="a" />',
    '<Card><Plain label="a" /></Card>',
    '<Local />',
    '<Memoed />',
    'createElement(Plain, { label: "a" })',
    '[1].map((key) => <Plain key={key} label="a" />)',
    '<Suspense fallback={null}><Plain label="a" /></Suspense>',
    '"a"',
    'null',
    '<Slot part={<Plain label="a" />} />',
    '<Ignores part={<Button label="a" />} />',
    '<Omits part={<Button label="a" />} />',
    '<Memoed><Button label="a" /></Memoed>',
    '<p>{typeof Button}</p>',
  ],
};

const renderers = ['renderToString', 'renderToStaticMarkup', 'server.renderToString', 'late'];

function appOf(element: string, renderer: string): AppFiles {
  return {
    'app/button.tsx': `'use client';
export function Button({ label }: { label: string }) { return <button>{label}</button> }
export default function Default() { return <button>a</button> }
`,
    'app/ui.ts': "export { Button, Button as Entry } from './button';",
    'app/parts.tsx': `import { memo, type ReactNode } from 'react';
import { Button } from './button';
export function Plain({ label }: { label: string }) { return <p>{label}</p> }
export function Card({ children }: { children: ReactNode }) { return <section>{children}</section> }
export function WithButton() { return <div><Button label="a" /></div> }
export const Deep = () => <Card><WithButton /></Card>;
export const Wrapped = memo(WithButton);
export const Memoed = memo(() => <Plain label="a" />);
export function Slot({ part }: { part: ReactNode }) { return <div>{part}</div> }
export function Reads(props: { part: ReactNode }) { return <div>{props.part}</div> }
export function Ignores(_: { part: ReactNode }) { return <div /> }
export function Omits({ title }: { title?: string; part: ReactNode }) { return <div title={title} /> }
`,
    'app/mail/route.tsx': `import { createElement, Suspense } from 'react';
import * as server from 'react-dom/server';
import { renderToStaticMarkup, renderToString } from 'react-dom/server';
import Default, { Button } from '../button';
import { Card, Deep, Ignores, Memoed, Omits, Plain, Reads, Slot, WithButton, Wrapped } from '../parts';
import * as Ui from '../ui';
import { Entry } from '../ui';
const isOn = Math.random() < 2;
const node = <Button label="a" />;
function Local() { return <b>a</b> }
function Own() { return <i><Button label="a" /></i> }
export async function GET() {
  const { renderToString: late } = await import('react-dom/server');
  return ${renderer}(${element} as never);
}
export default GET;
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

const found = (files: AppFiles): string[] =>
  findingsInApp(files, [{ rule: clientReferenceUse }]).map(({ messageId }) => messageId);

it.each(elements.wrong)('%s fails', async (element) => {
  for (const renderer of renderers) {
    const files = appOf(element, renderer);
    const { text, error } = await react.text(files, 'app/mail/route.tsx');
    // Below a Suspense the renderer leaves it to a browser, of which there is none.
    if (element.includes('Suspense')) expect(text, renderer).not.toContain('button');
    else expect(error, renderer).toMatch(/from the server but \w+ is on the client/);
    expect(found(files), renderer).toEqual(['rendered']);
  }
});

it.each(elements.right)('%s is rendered', async (element) => {
  for (const renderer of renderers) {
    const files = appOf(element, renderer);
    expect((await react.text(files, 'app/mail/route.tsx')).error, renderer).toBeUndefined();
    expect(found(files), renderer).toEqual([]);
  }
});
