import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startReact, type React, type Saying } from '../support/react-encoder.ts';
import { prelude } from './react-prelude.ts';

interface Text {
  readonly code: string;
  readonly value: string;
  /** The first line of what React throws, or of what it writes to the console. */
  readonly error?: string;
  readonly warning?: string;
  /** The number that stands for the error in production, in the browser. */
  readonly number?: number;
}

const onlyPlain = 'Only plain objects can be passed to Client Components from Server Components.';
const onlyPlainBack = 'Only plain objects can be passed to Server Functions from the Client.';
const functions =
  'Functions cannot be passed directly to Client Components unless you explicitly expose it by marking it with "use server". Or maybe you meant to call this function rather than return it.';

/** What React says on the server, the same in development and in production but for the warnings. */
const onServer: Text[] = [
  { code: 'fn', value: '<Client v={plain} />', error: functions },
  { code: 'fn, nested', value: '<Client v={{ a: [() => 1] }} />', error: functions },
  { code: 'fn, host element', value: '<form action={plain} />', error: functions },
  {
    code: 'event',
    value: '<Client v={{ onClick: plain }} />',
    error: 'Event handlers cannot be passed to Client Component props.',
  },
  {
    code: 'event, host element',
    value: '<button onClick={plain} />',
    error: 'Event handlers cannot be passed to Client Component props.',
  },
  {
    code: 'class',
    value: '<Client v={new Methods()} />',
    error:
      'Only plain objects, and a few built-ins, can be passed to Client Components from Server Components. Classes or null prototypes are not supported.',
  },
  {
    code: 'class, null prototype',
    value: '<Client v={Object.create(null)} />',
    error:
      'Only plain objects, and a few built-ins, can be passed to Client Components from Server Components. Classes or null prototypes are not supported.',
  },
  {
    code: 'symbol',
    value: '<Client v={local} />',
    error:
      'Only global symbols received from Symbol.for(...) can be passed to Client Components. The symbol Symbol.for(local) cannot be found among global symbols.',
  },
  {
    code: 'ref, object',
    value: '<div ref={{ current: null }} />',
    error: 'Refs cannot be used in Server Components, nor passed to Client Components.',
  },
  {
    code: 'ref, callback',
    value: '<div ref={() => undefined} />',
    error: 'Refs cannot be used in Server Components, nor passed to Client Components.',
  },
  { code: 'ref, null', value: '<div ref={null} />' },
  {
    code: 'await',
    value: "await Promise.resolve(require('./proxied').Client)",
    error: 'Cannot await or return from a thenable. You cannot await a client module from a server component.',
  },
  {
    code: 'dot',
    value: "require('./proxied').Client.member",
    error:
      'Cannot access Client.member on the server. You cannot dot into a client module from a server component. You can only pass the imported name through.',
  },
  { code: 'a Server Function as an event handler', value: '<button onClick={save} />' },
];

/** What React says in the browser: in development the text, in production its number. */
const inBrowser: Text[] = [
  {
    code: 'arg fn',
    value: 'plain',
    error:
      'Client Functions cannot be passed directly to Server Functions. Only Functions passed from the Server can be passed back again.',
    number: 469,
  },
  {
    code: 'arg class',
    value: 'new Methods()',
    error:
      'Only plain objects, and a few built-ins, can be passed to Server Functions. Classes or null prototypes are not supported.',
    number: 499,
  },
  {
    code: 'arg error',
    value: 'new Error("x")',
    error:
      'Only plain objects, and a few built-ins, can be passed to Server Functions. Classes or null prototypes are not supported.',
    number: 499,
  },
  {
    code: 'arg JSX',
    number: 510,
    value: '<div />',
    error:
      'React Element cannot be passed to Server Functions from the Client without a temporary reference set. Pass a TemporaryReferenceSet to the options.',
  },
  {
    code: 'arg symbol',
    value: 'shared',
    error:
      'Symbols cannot be passed to a Server Function without a temporary reference set. Pass a TemporaryReferenceSet to the options.',
    number: 517,
  },
  { code: 'arg warn tag', value: 'Math', warning: `${onlyPlainBack} Math objects are not supported.` },
  {
    code: 'arg warn toJSON',
    value: 'new Money()',
    warning: `${onlyPlainBack} Objects with toJSON methods are not supported. Convert it manually to a simple value before passing it to props.`,
  },
  {
    code: 'arg warn symbol key',
    value: '{ [local]: 1 }',
    warning: `${onlyPlainBack} Objects with symbol properties like local are not supported.`,
  },
];

/** What React only warns of on the server, in development. */
const warnings: Text[] = [
  {
    code: 'warn toJSON',
    value: '<Client v={new Money()} />',
    warning: `${onlyPlain} Objects with toJSON methods are not supported. Convert it manually to a simple value before passing it to props.`,
  },
  { code: 'warn tag', value: '<Client v={new URL("https://a.b")} />', warning: `${onlyPlain} URL objects are not supported.` },
  { code: 'warn tag, namespace', value: '<Client v={Math} />', warning: `${onlyPlain} Math objects are not supported.` },
  {
    code: 'warn symbol key',
    value: '<Client v={{ [local]: 1 }} />',
    warning: `${onlyPlain} Objects with symbol properties like local are not supported.`,
  },
  {
    code: 'warn methods',
    value: '<Client v={Object.defineProperty({}, "a", { value: () => 1 })} />',
    warning: `${onlyPlain} Classes or other objects with methods are not supported.`,
  },
  {
    code: 'warn Buffer',
    value: '<Client v={Buffer.from("a")} />',
    warning:
      'Binary data with a toJSON method, such as a Node.js Buffer, is serialized through toJSON instead of as binary. Pass a Uint8Array or ArrayBuffer to send binary data.',
  },
  { code: 'no warning', value: '<Client v={new URLSearchParams("a=1")} />' },
  {
    code: 'child fn',
    value: '<Client>{plain as never}</Client>',
    error:
      'Functions are not valid as a child of Client Components. This may happen if you return plain instead of <plain /> from render. Or maybe you meant to call this function rather than return it.',
  },
];

const sides = { development: [...onServer, ...warnings], production: onServer };

describe.each(['development', 'production'] as const)('in %s React says', (mode) => {
  let react: React;
  let said: { server: Saying[]; client: Saying[] };

  beforeAll(async () => {
    react = await startReact(mode);
    await react.load(module(sides[mode]), { client: false });
    await react.load(module(inBrowser), { server: false });
    said = {
      server: await react.say('server', [...sides[mode].keys()]),
      client: await react.say('client', [...inBrowser.keys()]),
    };
  });

  afterAll(() => {
    react.close();
  });

  it.each(sides[mode].map((text, index) => ({ ...text, index })))('on the server, $code', ({ error, warning, index }) => {
    const { error: thrown, warnings: written } = said.server[index]!;
    expect(firstLine(thrown)).toBe(error);
    expect(firstLine(written[0])).toBe(warning);
  });

  it.each(inBrowser.map((text, index) => ({ ...text, index })))('in the browser, $code', ({ error, warning, number, index }) => {
    const { error: thrown, warnings: written } = said.client[index]!;
    if (mode === 'development') {
      expect(firstLine(thrown)).toBe(error);
      expect(firstLine(written[0])).toBe(warning);
    } else {
      expect(/^Minified React error #(\d+)/.exec(thrown ?? '')?.[1]).toBe(number?.toString());
    }
  });
});

function module(texts: readonly Text[]): string {
  return `${prelude}\nexport const values = [\n${texts.map(({ value }) => `async () => [(${value})],`).join('\n')}\n];`;
}

/** React goes on with the value drawn out. */
function firstLine(text: string | undefined): string | undefined {
  return text?.split('\n')[0]?.trim();
}
