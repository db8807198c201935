import { describe, expect, it } from 'vitest';
import { rules } from '../../src/rules/index.ts';
import { findingsInApp } from '../support/app.ts';
import { lengthsOf } from '../support/half-typed.ts';

const selected = rules
  .filter(({ name }) => /^(?:form-status-in-child|no-undebounced-action|server-actions-config)$/.test(name))
  .map((rule) => ({ rule }));

function found(fileName: string, text: string): string[] {
  const files = { [fileName]: text, 'actions.ts': `'use server'; export async function save() {}` };
  return findingsInApp(files, selected).map(({ rule, start, end }) => {
    expect([start >= 0, start <= end, end <= text.length]).toEqual([true, true, true]);
    return rule;
  });
}

const component = `'use client';
import { useFormStatus } from 'react-dom';
import { save } from './actions';
const a = b, b = a, useC = useC;
export default function Form({ type = 'text', ...rest }) {
  const { pending } = useFormStatus(), form = () => <form as={form}>{form()}</form>;
  const change = useCallback(change, []), { onMove } = useC(a);
  return <Form.Item><form onChange={change} onScroll={a.b.c}><input {...rest} type={type} onInput={(e) => e.key === 'a' ? save(e) : save?.()} {...{ onChange }} /></form>{form}</Form.Item>;
}
class A { onChange = this.onChange; render() { return <input onChange={this.onChange} onKeyDown={this.#p} onKeyUp={function () { switch (e.key) { case save(): } }} /> } }
window.onscroll = window.onscroll = save; addEventListener('scroll', ...[save]); addEventListener(\`scroll\`, save.bind());
`;

const config = `const { a = {} } = module.exports = exports.default = withX(() => module.exports, ...[c]);
config.experimental.serverActions = { allowedOrigins: [\`\${a}://\${b}/\`, ...c, , 'https://', '://', '*.*', null], bodySizeLimit: - 1 };
export default async (phase, { defaultConfig: d }) => ({ ...d, ...await config, experimental: { ...config, get serverActions() { return config }, ['serverActions']: 1, serverActions } });
const config = { ...config }, serverActions = serverActions; export { config as default };
`;

describe('half-typed source', () => {
  it.each([
    ['form.tsx', component],
    ['form.jsx', component],
    ['next.config.ts', config],
    ['next.config.js', config],
  ])('%s gives findings in its bounds at every length', (fileName, whole) => {
    for (const length of lengthsOf(whole)) {
      found(fileName, whole.slice(0, length));
      if (length % 4 === 0) found(fileName, whole.slice(length));
    }
  });
});

describe('huge source', () => {
  it('reads many handlers', () => {
    const fields = '<input onChange={(e) => save(e)} />'.repeat(1_000);
    expect(found('form.tsx', `import { save } from './actions'; export const fields = <>${fields}</>;`)).toHaveLength(1_000);
  });

  it('reads functions that call each other', () => {
    const functions = Array.from({ length: 1_000 }, (_, index) => `function f${index}() { f${index + 1}(); f${index}(); }`).join(
      '\n',
    );
    const text = `import { save } from './actions';\n${functions}\nfunction f1000() { save(); }\nexport const field = <input onChange={f0} />;`;
    expect(found('form.tsx', text)).toEqual(['no-undebounced-action']);
  });

  it('reads many origins, and conditions of any length', () => {
    const origins = `'https://example.com',`.repeat(2_000);
    const chain = 'a || '.repeat(5_000);
    const text = `export default { experimental: { serverActions: { allowedOrigins: [${origins} ${chain} '*'] } } };`;
    expect(found('next.config.mjs', text)).toHaveLength(2_001);
  });
});
