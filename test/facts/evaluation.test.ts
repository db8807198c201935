import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { evaluationOf } from '../../src/syntax/evaluation.ts';

/** When the identifier `here` runs. */
function whenIn(code: string): string {
  const file = ts.createSourceFile('/p/main.tsx', code, ts.ScriptTarget.Latest, true);
  let here: ts.Node | undefined;
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === 'here') here = node;
    ts.forEachChild(node, visit);
  };
  visit(file);
  return evaluationOf(ts, here!).when;
}

describe('when code runs', () => {
  it.each([
    ['here', 'load'],
    ['export const a = [1].map(() => here)', 'load'],
    ['(() => { here })()', 'load'],
    ['(async function () { await here })()', 'load'],
    ['class A { static a = here; static { here } }', 'load'],
    ['const p = new Promise((resolve) => resolve(here))', 'load'],
    ['class A { a = here }', 'later'],
    ['class A { [here] = 1 }', 'load'],
    ['function f() { here }', 'later'],
    ['const f = () => here', 'later'],
    ['export default function Page() { here; redirect("/") }', 'render'],
    ['export default async () => { return <a>{here}</a> }', 'render'],
    ['function Row() { const x = here; return <a/> }', 'render'],
    ['const Row = (p = here) => <a/>', 'render'],
    ['const Row = memo(function (props) { return <a>{here}</a> })', 'render'],
    ['export default memo(forwardRef((props, ref) => <a>{here}</a>))', 'render'],
    ['function Row() { return <ul>{items.map((item) => <li>{here}</li>)}</ul> }', 'render'],
    ['function Row() { const [a] = useState(() => here); return <a/> }', 'render'],
    ['function Row() { const a = React.useMemo(() => here, []); return <a/> }', 'render'],
    ['function Row() { useEffect(() => { here }); return <a/> }', 'later'],
    ['function Row() { return <a onClick={() => here}/> }', 'later'],
    ['function Row() { async function act() { "use server"; here } return <form action={act}/> }', 'later'],
    ['function useThing() { return here }', 'render'],
    ['export async function generateMetadata() { return { title: here } }', 'render'],
    ['class A extends React.Component { render() { return here } }', 'render'],
    ['class A extends React.Component { componentDidMount() { here } }', 'later'],
    ['class A { render() { return here } }', 'later'],
    ['function Make() { return here }', 'later'],
    ['function Row() { return createElement("a", { title: here }) }', 'render'],
    ['function Page() { here } export default Page', 'render'],
    ['const Page = () => { here }; export { Page as default }', 'render'],
    ['export const GET = async () => { here }', 'later'],
  ])('%s: %s', (code, expected) => {
    expect(whenIn(code)).toBe(expected);
  });
});
