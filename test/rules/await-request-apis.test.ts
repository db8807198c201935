import { describe, expect, it } from 'vitest';
import { runRules } from '../../src/run-rules.ts';
import { awaitRequestApis } from '../../src/rules/await-request-apis.ts';
import { projectOfFiles, type AppFiles } from '../support/app.ts';

/** What is said of a page, and where, as it stands in the code; there are no types. */
function said(text: string, more: AppFiles = {}): string[] {
  const project = projectOfFiles({
    'app/[id]/page.tsx': text,
    'package.json': '{ "dependencies": { "next": "16.0.0" } }',
    ...more,
  });
  return runRules(project, project.sourceFile('/p/app/[id]/page.tsx')!, [{ rule: awaitRequestApis }]).map(
    ({ messageId, start, end }) => `${messageId} ${text.slice(start, end)}`,
  );
}

const types = `interface Props { params: { id: string } } interface Right { params: Promise<{ id: string }> } type Id = { id: string }; type Same = Props; type Part = { params: Id }; type Later = Promise<Id>; type Round = Round;`;

describe('what a type in view says', () => {
  it.each<[string, string[]]>([
    ['{ params: { id: string } }', ['type { id: string }']],
    ['{ params: string }', ['type string']],
    ['{ params: string[] }', ['type string[]']],
    ['{ params: Record<string, string> }', ['type Record<string, string>']],
    ['{ params: Partial<Id> }', ['type Partial<Id>']],
    ['{ params: Readonly<Id> }', ['type Readonly<Id>']],
    ['{ params: { [key in string]: string } }', ['type { [key in string]: string }']],
    ['{ params: ({ id: string }) }', ['type ({ id: string })']],
    ['({ params: { id: string } })', ['type { id: string }']],
    ['{ other: string; params: Id }', ['type Id']],
    ['{ params: Props }', ['type Props']],
    ['Props', ['type { id: string }']],
    ['Same', ['type { id: string }']],
    ['Part', ['type Id']],
    ['{ other: string } & Props', ['type { id: string }']],
    ['Props & { other: string }', ['type { id: string }']],
    ['{ params: Promise<Id> }', ['member params.id']],
    ['{ params: Later }', ['member params.id']],
    ['Right', ['member params.id']],
    ['{ other: string } & Right', ['member params.id']],
    // Out of view: the type may be what is wrong.
    ['{ params: Elsewhere }', ['member params.id']],
    ['{ params: A.B }', ['member params.id']],
    ['{ params: Round }', ['member params.id']],
    ['any', ['member params.id']],
    ['unknown', ['member params.id']],
    ['Elsewhere', []],
    ['A.Props', []],
    ['Round', []],
    ['{ other: string }', []],
    ['{ other: string } & Elsewhere', []],
    ['Elsewhere[]', []],
  ])('%s', (type, expected) => {
    expect(said(`${types}\nexport default function Page({ params }: ${type}) { return params.id; }`)).toEqual(expected);
  });

  it.each<[string, string[]]>([
    [`const Page: Of<Props> = ({ params }) => params.id; export default Page;`, []],
    [`const Page: any = ({ params }) => params.id; export default Page;`, ['member params.id']],
    [`const Page = ({ params }) => params.id; export default Page;`, ['member params.id']],
    [`const Page = (({ params }) => params.id) as Of<Props>; export default Page;`, []],
    [`const Page = (({ params }) => params.id) satisfies Of<Props>; export default Page;`, []],
  ])('%s', (text, expected) => expect(said(`${types}\n${text}`)).toEqual(expected));
});

describe('what is read of a promise', () => {
  it.each<[string, string[]]>([
    [`function Page({ params }) { return params.id; }`, ['member params.id']],
    [`function Page({ params }) { return params['id']; }`, [`member params['id']`]],
    [`function Page({ params }) { return params?.id; }`, ['member params?.id']],
    [`function Page({ params: { id } }) { return id; }`, ['pattern { id }']],
    [`function Page({ params }) { const { id } = params; return id; }`, ['pattern { id }']],
    [`function Page({ params }) { let id; ({ id } = params); return id; }`, ['pattern { id }']],
    [`function Page(props) { return props.params.id; }`, ['member props.params.id']],
    [`function Page(props) { const { params } = props; return params.id; }`, ['member params.id']],
    [`function Page(props) { const { params: { id } } = props; return id; }`, ['pattern { id }']],
    [`function Page({ params }) { const same = params; return same.id; }`, ['member same.id']],
    [`function Page({ searchParams }) { return searchParams.q; }`, ['member searchParams.q']],
    [`async function Page({ params }) { return (await params).id; }`, []],
    [`async function Page({ params }) { const { id } = await params; return id; }`, []],
    [`async function Page({ params }) { params.then(show); params.catch(show); return params; }`, []],
    [`function Page({ params }) { return use(params).id; }`, []],
    [`function Page({ params }) { return React.use(params).id; }`, []],
    [`function Page({ params }) { return show(params); }`, []],
    [`function Page({ params }) { return <Child params={params} />; }`, []],
    [`function Page({ params }) { params; return null; }`, []],
    [`function Page({ other }) { return other.id; }`, []],
    [`function Page({ params }) { return 'then' in params ? null : params.id; }`, []],
    [`function Page({ params }) { return params instanceof Promise ? null : params.id; }`, []],
  ])('%s', (text, expected) => expect(said(`export default ${text}`)).toEqual(expected));
});

describe('who is given it', () => {
  it.each<[string, string[]]>([
    [
      `export function generateMetadata({ params }) { return { title: params.id }; } export default () => null;`,
      ['member params.id'],
    ],
    [`export const generateMetadata = ({ params }) => ({ title: params.id }); export default () => null;`, ['member params.id']],
    [`export function other({ params }) { return params.id; } export default () => null;`, []],
    [`export function generateStaticParams({ params }) { return params.id; } export default () => null;`, []],
    [`function Page({ params }) { return params.id; } export default Page;`, ['member params.id']],
    [`function Page({ params }) { return params.id; } export { Page as default };`, ['member params.id']],
    [`import { memo } from 'react'; export default memo(({ params }) => params.id);`, ['member params.id']],
    [`import { memo } from 'react'; export default memo(function Page({ params }) { return params.id; });`, ['member params.id']],
    [`import { cache } from 'react'; export default cache(({ params }) => params.id);`, ['member params.id']],
    [`import { wrapped } from 'some-package'; export default wrapped(({ params }) => params.id);`, []],
    [`const make = () => ({ params }) => params.id; export default make();`, ['member params.id']],
    [
      `function Page({ params }) { return show(params); } function show(given) { return given.id; } export default Page;`,
      ['member given.id'],
    ],
    [
      `function Page({ params }) { return show(params); } function show({ id }) { return id; } export default Page;`,
      ['pattern { id }'],
    ],
    [
      `function Page(props) { return show(props); } function show({ params }) { return params.id; } export default Page;`,
      ['member params.id'],
    ],
    [
      `function Page({ params }) { return <Show params={params} />; } function Show({ params }) { return params.id; } export default Page;`,
      ['member params.id'],
    ],
    [`function Page({ params }) { return show(params); } function show(...all) { return all.id; } export default Page;`, []],
    [
      `function Page({ params }) { return show(params); } function show(given) { return given.id; } show({ id: 1 }); export default Page;`,
      [],
    ],
    [
      `function Page({ params }) { return show(params); } function show(given: { id: string }) { return given.id; } export default Page;`,
      [],
    ],
  ])('%s', (text, expected) => expect(said(text)).toEqual(expected));
});
