import * as react from 'react';
import { renderToString } from 'react-dom/server';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { noMutationInRender } from '../../src/rules/no-mutation-in-render.ts';
import { findingsInApp } from '../support/app.ts';

const hooks =
  'useActionState, useDeferredValue, useEffect, useMemo, useOptimistic, useReducer, useRef, useState, useSyncExternalStore, useTransition';

function isFound(body: string): boolean {
  const files = {
    'app/page.tsx': `import { View } from './view'; export default function Page() { return <View />; }`,
    'app/view.tsx': `'use client';\nimport { ${hooks} } from 'react';\nimport { save } from './actions';\nexport function View() { ${body} }`,
    'app/actions.ts': `'use server';\nimport { db } from './db';\nexport async function save() { await db.insert(1); }`,
  };
  return findingsInApp(files, [{ rule: noMutationInRender }]).length > 0;
}

/** Whether React itself comes to the call as it renders first. */
function isReached(body: string): boolean {
  const script = ts.transpile(`(({ createElement, ${hooks} }, save) => () => { ${body} })`, {
    target: ts.ScriptTarget.ESNext,
    jsx: ts.JsxEmit.React,
    jsxFactory: 'createElement',
  });
  let isCalled = false;
  const save = (): void => void (isCalled = true);
  const make = (0, eval)(script) as (hooks: object, save: () => void) => react.FunctionComponent;
  renderToString(react.createElement(make(react, save)));
  return isCalled;
}

/** What a component has before it asks, and what it asks. */
const asked: ReadonlyArray<readonly [before: string, condition: string]> = [
  ['const [is] = useState(false);', 'is'],
  ['const [is] = useState(true);', 'is'],
  ['const [is] = useState();', 'is'],
  ['const [is] = useState(() => false);', 'is'],
  ['const [is] = useState(() => true);', 'is'],
  ['const [is] = useState(null);', 'is'],
  ['const [is] = useState(null);', 'is !== null'],
  ['const [is] = useState(null);', 'is === null'],
  ['const [is] = useState(null);', 'is != undefined'],
  ['const [is] = useState(null);', 'is == undefined'],
  ['const [is] = useState(undefined);', 'is == null'],
  ['const [is] = useState(undefined);', 'is === null'],
  ['const [is] = useState("");', 'is'],
  ['const [is] = useState("a");', 'is'],
  ['const [is] = useState("a");', 'is === "a"'],
  ['const [is] = useState("a");', 'is !== "a"'],
  ['const [is] = useState("a");', 'is === "b"'],
  ['const [count] = useState(0);', 'count'],
  ['const [count] = useState(0);', 'count > 0'],
  ['const [count] = useState(1);', 'count > 0'],
  ['const [list] = useState([]);', 'list.length'],
  ['const [list] = useState([]);', 'list.length > 0'],
  ['const [list] = useState([]);', 'list.length === 0'],
  ['const [list] = useState([]);', 'list'],
  ['const [one] = useState({});', 'one'],
  ['const [one] = useState(null);', 'one?.name'],
  ['const [is] = useState(false);', '!is'],
  ['const [is] = useState(false);', '!!is'],
  ['const [is] = useState(false);', 'Boolean(is)'],
  ['const [is] = useState(true);', 'Boolean(is)'],
  ['const [is] = useState(false); const [other] = useState(true);', 'is && other'],
  ['const [is] = useState(false); const [other] = useState(true);', 'other && is'],
  ['const [is] = useState(true); const [other] = useState(true);', 'is && other'],
  ['const [is] = useState(false); const [other] = useState(true);', 'is || other'],
  ['const [is] = useState(false); const [other] = useState(false);', 'is || other'],
  ['const [is] = useState(true); const [other] = useState(false);', 'is || other'],
  ['const [is] = useState(null); const [other] = useState(true);', 'is ?? other'],
  ['const [is] = useState(false); const [other] = useState(true);', 'is ?? other'],
  ['const [is] = useState(undefined); const [other] = useState(false);', 'is ?? other'],
  ['const [is] = useReducer((it) => it, false);', 'is'],
  ['const [is] = useReducer((it) => it, true);', 'is'],
  ['const [is] = useOptimistic(false);', 'is'],
  ['const [is] = useOptimistic(true);', 'is'],
  ['const [isPending] = useTransition();', 'isPending'],
  ['const [isPending] = useTransition();', '!isPending'],
  ['const [state] = useActionState(async () => 1, null);', 'state'],
  ['const [state] = useActionState(async () => 1, 1);', 'state'],
  ['const [, , isPending] = useActionState(async () => 1, null);', 'isPending'],
  ['const [, , isPending] = useActionState(async () => 1, null);', '!isPending'],
  ['const is = useSyncExternalStore(() => () => {}, () => true, () => false);', 'is'],
  ['const is = useSyncExternalStore(() => () => {}, () => false, () => true);', 'is'],
  ['const is = useDeferredValue(true, false);', 'is'],
  ['const is = useDeferredValue(false, true);', 'is'],
  ['const ref = useRef(null);', 'ref.current'],
  ['const ref = useRef();', 'ref.current'],
  ['const ref = useRef(1);', 'ref.current'],
  ['const ref = useRef(null);', '!ref.current'],
  ['const ref = useRef(false); useEffect(() => { ref.current = true; }, []);', 'ref.current'],
  ['const useIs = () => { const [is] = useState(false); return is; }; const is = useIs();', 'is'],
  ['const useIs = () => { const [is] = useState(true); return is; }; const is = useIs();', 'is'],
  ['const is = false;', 'is'],
  ['const is = true;', 'is'],
  ['const is = null;', 'is'],
];

describe('what React comes to as it renders first', () => {
  it.each(asked)('%s %s', (before, condition) => {
    for (const body of [
      `${before} return <p>{${condition} ? save() : null}</p>;`,
      `${before} if (${condition}) save(); return <p />;`,
      `${before} (${condition}) && save(); return <p />;`,
      `${before} if (!(${condition})) return <p />; save(); return <p />;`,
      `${before} return ${condition} ? <p /> : <p>{save()}</p>;`,
    ]) {
      expect({ body, isFound: isFound(body) }).toEqual({ body, isFound: isReached(body) });
    }
  });
});
