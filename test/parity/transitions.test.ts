import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requireTransition } from '../../src/rules/require-transition.ts';
import { findingsInApp, type AppFiles } from '../support/app.ts';
import { RandomRun, seed } from '../support/random-run.ts';
import { startReactApp, type ReactApp } from '../support/react-app.ts';
import { random } from './generator.ts';

// Components that dispatch, each shown by React's development build in a document, and its button pressed: React warns of a
// dispatch outside a transition exactly where the rule finds one.

/** A hook that hands out a dispatcher, and the call of it. */
interface Hook {
  readonly hook: string;
  readonly call: string;
}

const actionStates: Hook[] = [
  { hook: 'const [count, dispatch] = useActionState(like, 0);', call: 'dispatch()' },
  { hook: 'const [count, dispatch] = useActionState(async (old: number) => old + 1, 0);', call: 'dispatch()' },
  { hook: 'const [count, dispatch] = React.useActionState(likeLater, 0);', call: 'dispatch()' },
  { hook: 'const [count, dispatch] = useLike(0);', call: 'dispatch()' },
  { hook: 'const { count, dispatch: vote } = useLikes(0);', call: 'vote()' },
  { hook: 'const state = useActionState(like, 0); const [count] = state;', call: 'state[1]()' },
  { hook: 'const [count, dispatch, isPending] = useActionState(like, 0);', call: 'if (!isPending) dispatch()' },
];

const synchronous: Hook[] = [
  { hook: 'const [count, dispatch] = useActionState((old: number) => old + 1, 0);', call: 'dispatch()' },
  { hook: 'const [count, dispatch] = useReducer((old: number) => old + 1, 0);', call: 'dispatch()' },
  { hook: 'const [count, dispatch] = useState(0);', call: 'dispatch(1)' },
];

const optimistic: Hook[] = [
  { hook: 'const [count, show] = useOptimistic(0);', call: 'show(1)' },
  { hook: 'const [count, show] = React.useOptimistic(0, (old: number) => old + 1);', call: 'show(1)' },
  { hook: 'const { shown: count, show } = useShown(0);', call: 'show(1)' },
];

/** What stands around the call, in a function of its own or not. */
const wrappers = {
  plain: (call: string) => call,
  condition: (call: string) => `if (count < 9) { ${call} }`,
  attempt: (call: string) => `try { ${call} } finally { noted() }`,
  each: (call: string) => `[1].forEach(() => { ${call} })`,
  atOnce: (call: string) => `(() => { ${call} })()`,
  asyncAtOnce: (call: string) => `void (async () => { ${call} })()`,
  awaited: (call: string) => `void (async () => { await pause(); ${call} })()`,
  named: (call: string) => `const run = () => { ${call} }; run()`,
  started: (call: string) => `startTransition(() => { ${call} })`,
  startedByReact: (call: string) => `React.startTransition(() => { ${call} })`,
  startedByHook: (call: string) => `begin(() => { ${call} })`,
  startedNamed: (call: string) => `const run = () => { ${call} }; startTransition(run)`,
  startedBeforeAwait: (call: string) => `startTransition(async () => { ${call}; await pause() })`,
  startedAfterAwait: (call: string) => `startTransition(async () => { await pause(); ${call} })`,
  timer: (call: string) => `setTimeout(() => { ${call} })`,
  microtask: (call: string) => `queueMicrotask(() => { ${call} })`,
  then: (call: string) => `pause().then(() => { ${call} })`,
};

type Wrapper = keyof typeof wrappers;

/** How the code comes to run. */
const carriers = {
  onClick: (code: string) => ({ jsx: `<button onClick={() => { ${code} }}>{count}</button>` }),
  onClickAsync: (code: string) => ({ jsx: `<button onClick={async () => { ${code} }}>{count}</button>` }),
  named: (code: string) => ({
    before: `const press = () => { ${code} };`,
    jsx: '<button onClick={press}>{count}</button>',
  }),
  declared: (code: string) => ({
    before: `function press() { ${code} }`,
    jsx: '<button onClick={() => press()}>{count}</button>',
  }),
  callback: (code: string) => ({
    before: `const press = useCallback(() => { ${code} }, []);`,
    jsx: '<button onClick={press}>{count}</button>',
  }),
  action: (code: string) => ({ jsx: `<form action={() => { ${code} }}><button>{count}</button></form>` }),
  actionNamed: (code: string) => ({
    before: `async function send() { ${code} }`,
    jsx: '<form action={send}><button>{count}</button></form>',
  }),
  formAction: (code: string) => ({ jsx: `<form><button formAction={() => { ${code} }}>{count}</button></form>` }),
  onSubmit: (code: string) => ({
    jsx: `<form onSubmit={(event) => { event.preventDefault(); ${code} }}><button>{count}</button></form>`,
  }),
  effect: (code: string) => ({ before: `useEffect(() => { ${code} }, []);`, jsx: '<p>{count}</p>' }),
  press: (code: string) => ({ jsx: `<Press onPress={() => { ${code} }} />` }),
  careful: (code: string) => ({ jsx: `<Careful onPress={() => { ${code} }} />` }),
};

type Carrier = keyof typeof carriers;

const own = `import { startTransition, useActionState, useOptimistic } from 'react';
export async function like(old: number) { return old + 1 }
export const likeLater = async (old: number) => { await pause(); return old + 1 };
export function pause() { return new Promise<void>((resolve) => setTimeout(resolve)) }
export function noted() {}
export function useLike(start: number) { return useActionState(like, start) }
export function useLikes(start: number) { const [count, dispatch] = useActionState(like, start); return { count, dispatch } }
export function useShown(start: number) { const [shown, show] = useOptimistic(start); return { shown, show } }
export function Press({ onPress }: { onPress: () => void }) { return <button onClick={() => onPress()}>Press</button> }
export function Careful({ onPress }: { onPress: () => void }) {
  return <button onClick={() => startTransition(onPress)}>Press</button>;
}
`;

function componentOf(hook: Hook, around: readonly Wrapper[], carrier: Carrier): AppFiles {
  const code = around.reduceRight((inner, wrapper) => wrappers[wrapper](inner), hook.call);
  const { before = '', jsx } = carriers[carrier](code) as { before?: string; jsx: string };
  const view = `'use client';
import * as React from 'react';
import { startTransition, useActionState, useCallback, useEffect, useOptimistic, useReducer, useState, useTransition } from 'react';
import { Careful, like, likeLater, noted, pause, Press, useLike, useLikes, useShown } from './own';
export default function View() {
  const [, begin] = useTransition();
  ${hook.hook}
  ${before}
  return ${jsx};
}
`;
  return { 'app/view.tsx': view, 'app/own.tsx': own };
}

const isPutOff = (wrapper: Wrapper): boolean => ['awaited', 'timer', 'microtask', 'then'].includes(wrapper);

/** Where the rule may be silent although React warns: an action may be under way by then still, and a setter is right as long as it is. */
function mayBeUnsaid(hook: Hook, around: readonly Wrapper[], carrier: Carrier): boolean {
  const isInAction = /[aA]ction|careful/.test(carrier) || around.some((wrapper) => wrapper.startsWith('started'));
  return optimistic.includes(hook) && isInAction && around.some(isPutOff);
}

let react: ReactApp;
beforeAll(async () => {
  react = await startReactApp('development');
});
afterAll(() => {
  react.close();
});

async function expectAgreement(hook: Hook, around: readonly Wrapper[], carrier: Carrier): Promise<boolean> {
  const files = componentOf(hook, around, carrier);
  const { errors } = await react.show(files, 'app/view.tsx');
  const warnings = errors.filter((text) => /outside (?:of )?a transition/.test(text));
  expect(errors).toEqual(warnings);
  const found = findingsInApp(files, [{ rule: requireTransition }]);
  const isWarned = warnings.length > 0;
  if (isWarned && found.length === 0 && mayBeUnsaid(hook, around, carrier)) return isWarned;
  expect(found.length > 0, files['app/view.tsx']).toBe(isWarned);
  return isWarned;
}

// Each carrier has a third of the wrappers here, another one each time; `npm run parity` has them all.
const isWhole = process.env['PARITY_BUILDS'] !== undefined;
const carrierNames = Object.keys(carriers) as Carrier[];
const wrapperNames = Object.keys(wrappers) as Wrapper[];

describe.each([
  ['a dispatch of useActionState', actionStates],
  ['a synchronous reducer', synchronous],
  ['the setter of useOptimistic', optimistic],
] as const)('%s', (_, hooks) => {
  it.each(carrierNames)('%s', async (carrier) => {
    for (const [index, wrapper] of wrapperNames.entries()) {
      const isLeftOut = !isWhole && (index + carrierNames.indexOf(carrier)) % 3 !== 0;
      if (!isLeftOut) await expectAgreement(hooks[index % hooks.length]!, [wrapper], carrier);
    }
  });
});

const run = new RandomRun('components that dispatch', 100);

it(`warns where the rule finds one, on ${run.title}`, { timeout: 0 }, async () => {
  const next = random(seed);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(next() * items.length)]!;
  let done = 0;
  let warned = 0;
  for (; run.goesOn(done); done++) {
    const around = Array.from({ length: 1 + Math.floor(next() * 3) }, () => pick(wrapperNames));
    if (await expectAgreement(pick([...actionStates, ...optimistic]), around, pick(carrierNames))) warned++;
  }
  expect(warned).toBeGreaterThan(done / 10);
  run.tell(done);
});
