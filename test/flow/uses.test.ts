import { describe, expect, it } from 'vitest';
import { usesOfExport } from '../../src/flow/index.ts';
import { projectOfFiles, type AppFiles } from '../support/app.ts';

/** The uses of `save` of `actions.ts`, one line each. */
function usesIn(files: AppFiles): string[] {
  const project = projectOfFiles({ 'actions.ts': 'export async function save() {} export async function other() {}', ...files });
  return usesOfExport(project, project.sourceFile('/p/actions.ts')!, 'save').uses.map(({ kind, node, members }) =>
    [kind, node.getText(), ...(members.length > 0 ? [`held by ${members.join('.')}`] : [])].join(' '),
  );
}

describe('the uses of an export', () => {
  it.each([
    [`import { save } from './actions'; save();`, ['called save']],
    [`import { save } from './actions'; async function f() { await save(); }`, ['called save']],
    [`import { save } from './actions'; async function f() { await save.call(null); }`, ['called save']],
    [`import { save } from './actions'; run(save);`, ['handed save']],
    [`import { save } from './actions'; const a = <form action={save} />;`, ['handed save']],
    [`import { save } from './actions'; const a = <form action={save.bind(null, 1)} />;`, ['handed save']],
    [`import { save } from './actions'; export { save };`, ['exported save']],
    [`import { save } from './actions'; export default save;`, ['exported export default save;']],
    [`export { save } from './actions';`, ['exported save']],
    [`export * from './actions';`, ["exported export * from './actions';"]],
    [`import { save } from './actions'; type T = typeof save; save();`, ['type save', 'called save']],
    [`import { save } from './actions'; typeof save; if (save) {}`, ['read save', 'read save']],
    [`import { save } from './actions'; const all = { save }; all.save();`, ['called all.save']],
    [`import { save } from './actions'; const all = { save }; all.other();`, []],
    [`import { save } from './actions'; const all = { save }; run(all);`, ['handed all held by save']],
    [`import { save } from './actions'; const all = [save]; all[0]();`, ['called all[0]']],
    [`import { save } from './actions'; function f(save) { save(); }`, []],
    [`import { other } from './actions'; other();`, []],
    [`import * as actions from './actions'; actions.save();`, ['called actions.save']],
    [`import * as actions from './actions'; actions.other();`, []],
    [`import * as actions from './actions'; run(actions);`, ['handed actions held by save']],
    [`import * as actions from './actions'; const { other } = actions; other();`, []],
    [`import * as actions from './actions'; const { save } = actions; save();`, ['called save']],
    [`import * as actions from './actions'; const { other, ...rest } = actions; run(rest);`, ['handed rest held by save']],
    [`import('./actions').then((m) => m.save());`, ['called m.save']],
    [`import('./actions').then((m) => m.other());`, []],
    [`import('./actions').then(({ save }) => save());`, ['called save']],
    [`import('./actions').then(run);`, [`handed import('./actions') held by save`]],
    [`async function f() { (await import('./actions')).other(); }`, []],
    [`async function f() { const actions = await import('./actions'); await actions.save(); }`, ['called actions.save']],
    [`async function f() { const loading = import('./actions'); (await loading).save(); }`, ['called (await loading).save']],
    [`export const load = () => import('./actions');`, [`handed import('./actions') held by save`]],
    [`import dynamic from 'next/dynamic'; const A = dynamic(() => import('./actions').then((m) => m.other));`, []],
    [`const { save } = require('./actions'); save();`, ['called save']],
    [`const actions = require('./actions'); actions.other();`, []],
    [`import actions = require('./actions'); actions.save();`, ['called actions.save']],
    [
      `import { useCallback } from 'react'; import { save } from './actions'; const f = useCallback(save, []); f();`,
      ['called f'],
    ],
    [`import { save } from './actions'; const f = x ? save : other; f();`, ['called f']],
    [`import { save } from './actions'; let f; f = save; f();`, ['called f']],
  ])('%s', (text, expected) => {
    expect(usesIn({ 'main.tsx': text })).toEqual(expected);
  });

  it('through barrels of barrels, under other names', () => {
    expect(
      usesIn({
        'lib/index.ts': `export * from '../actions';`,
        'index.ts': `export { save as write } from './lib';`,
        'main.tsx': `import { write } from './index'; write();`,
      }),
    ).toEqual([`exported export * from '../actions';`, 'exported save', 'called write']);
  });
});
