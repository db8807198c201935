import { exceptions, rows, type Row } from './react-exceptions.ts';

const primitives = rows(`
undefined
null
true
false
'text'
''
'$dollar'
'$$'
'$D2020-01-01T00:00:00.000Z'
'2020-01-01T00:00:00.000Z'
'x'.repeat(5000)
\`a\${1}b\`
0
-0
1.5
NaN
Infinity
-Infinity
Number.MAX_SAFE_INTEGER
10n
-(2n ** 70n)
Colour.Red
Size.Small
void 0
typeof 1
'a' as string | undefined
1 as number | null
'x' as string & { readonly brand: 'x' }
branded.parse('x')
Math.PI
JSON.stringify(base)
String(1)
Number('1')
Boolean(1)
BigInt(1)
process.version
`);

const builtins = rows(`
new Date(0)
new Date(NaN).getTime()
/x/
/x/gu
new RegExp('x')
new Map()
new Map([['a', 1]])
new Map([[{ a: 1 }, new Date(0)]])
new Map<string, unknown>()
new Map([['a', () => 1]])
new Map([[new Methods(), 1]])
new Map([['a', /x/]])
new Map([['a', new Map([['b', new Set([1])]])]])
new Set()
new Set([1, 'a'])
new Set([/x/])
new Set([() => 1])
new Set([new Set([1n])])
new Map([['a', 1]]).entries()
new Map([['a', 1]]).keys()
new Map([['a', () => 1]]).values()
new Set([1]).values()
[1, 2].values()
[1, 2].entries()
'ab'[Symbol.iterator]()
'ab'.matchAll(/a/g)
new WeakMap()
new WeakSet()
new WeakRef({})
new ArrayBuffer(4)
new SharedArrayBuffer(4)
new Int8Array(2)
new Uint8Array([1, 2])
new Uint8ClampedArray(2)
new Int16Array(2)
new Uint16Array(2)
new Int32Array(2)
new Uint32Array(2)
new Float32Array([1.5])
new Float64Array([1.5])
new BigInt64Array(1)
new BigUint64Array(1)
new DataView(new ArrayBuffer(2))
Buffer.from('ab')
Buffer.alloc(2)
new File(['ab'], 'a.txt', { type: 'text/plain' })
new FormData()
new URL('https://a.b/c')
new URL('https://a.b/c').href
new URL('https://a.b/c').searchParams
new URLSearchParams('a=1')
new URLSearchParams('a=1').toString()
new Headers({ a: '1' })
new Request('https://a.b')
new Response('x')
Response.json({})
new AbortController()
new AbortController().signal
AbortSignal.abort()
new Event('x')
new EventTarget()
new MessageChannel()
new TextEncoder()
new TextDecoder()
new TextEncoder().encode('a')
new Intl.NumberFormat()
new Intl.DateTimeFormat()
new Intl.Collator()
new Intl.PluralRules()
new Intl.RelativeTimeFormat('en')
new Intl.ListFormat()
new Intl.Segmenter()
new Intl.DisplayNames('en', { type: 'region' })
new Intl.Locale('en')
new Intl.NumberFormat().resolvedOptions()
new Intl.NumberFormat('en').formatToParts(1)
new Intl.NumberFormat('en').format(1)
new WebAssembly.Memory({ initial: 1 })
Math
JSON
Atomics
new Number(1)
new Boolean(true)
new String('ab')
performance.mark('x')
process.versions.node
new EventEmitter()
new Writable()
new WritableStream()
new TransformStream()
new CompressionStream('gzip')
statSync('/')
readdirSync('/', { withFileTypes: true })[0]!
readdirSync('/').length
webcrypto.getRandomValues(new Uint8Array(2)).length
structuredClone(base)
structuredClone(new Date(0))
Object.freeze({ a: 1 })
Object.seal({ a: 1 })
Object.entries(base)
Object.keys(base)
Object.values({ a: 1 })
Object.fromEntries([['a', 1]])
Object.assign({}, base)
Object.assign({ m: () => 1 }, base)
Object.assign({ a: 1 }, new Money().toJSON())
Object.getOwnPropertyDescriptor(base, 'a')
Array.from({ length: 2 }, (_, index) => index)
Array.from(new Map([['a', 1]]))
[...new Set([1])]
'a-b'.split('-')
'x'.match(/x/)
/x/.exec('x')
new Proxy(base, {})
new Proxy([1], {})
`);

const errors = rows(`
new Error('x')
new TypeError('x')
new RangeError('x')
new AggregateError([], 'x')
new Error('x', { cause: 1 })
new Failure('x')
new DOMException('x')
schema.safeParse({}).error!
{ error: new Error('x') }
{ ok: false, error: new Failure('x') } as const
[new Error('x')]
new Error('x').message
String(new Error('x'))
{ message: new Error('x').message }
`);

const objects = rows(`
{}
base
user
tree
{ a: undefined, b: null }
{ 'a:b': 1, 'c d': 2, 3: 'x' }
{ ...base, c: 3 }
{ ...user, tags: [] }
{ a: { b: { c: { d: { e: 'deep' } } } } }
{ at: new Date(0), map: new Map([['a', new Set([1n])]]) }
{ a: [1, 'x', null, { b: [new Date(0)] }] }
[base, base]
[[1, 2], [3, 4]]
[1, 'a', true] as const
[] as string[]
[1, , 3]
{ a: () => 1 }
{ a() { return 1 } }
{ onClick: () => {} }
{ onClick() {} }
{ a: { b: [{ c: plain }] } }
{ a: later }
{ fn: plain as () => number }
{ pattern: /x/ }
{ a: [{ pattern: /x/ }] }
{ columns: [{ key: 'a', render: (value: number) => value.toFixed() }] }
[() => 1]
[1, () => 1] as const
{ a: new Methods() }
{ a: [new Private()] }
{ price: new Money() }
{ site: new URL('https://a.b') }
{ query: new URLSearchParams('a=1') }
{ buffer: Buffer.from('a') }
{ file: new File(['x'], 'x.txt') }
{ signal: new AbortController().signal }
{ cache: new WeakMap() }
{ format: new Intl.NumberFormat() }
{ current: 1 }
{ current: null as string | null }
{ current: () => 1 }
{ toJSON: () => 1 }
{ a: 1, toJSON() { return { a: 1 } } }
{ [Symbol.toPrimitive]: 1, a: 1 }
{ inner: { [Symbol.unscopables]: 1, a: 1 } }
{ ...{ [Symbol.species]: () => 1 }, a: 1 }
{ ...{ f: () => 1 }, f: 1 }
{ ...{ f: () => 1, g: new Map([['f', () => 1]]) }, ...{ f: 1, g: 2 } }
{ ...new Private(), ...{ a: 1 } }
{ ...{ ...{ f: () => 1 }, f: 'plain' } }
{ [Symbol.iterator]: function* () { yield 1 } }
{ [Symbol.asyncIterator]: async function* () { yield 1 } }
{ then: (resolve: (value: number) => void) => resolve(1) }
{ count: count() }
{ promise: Promise.resolve(1) }
{ promise: Promise.resolve(() => 1) }
{ promise: Promise.resolve({ list: [/x/] }) }
{ action: save }
{ actions: { save, remove } }
[save, remove]
{ action: plain }
Colour
Size
Config
Tools
namespace
{ namespace }
{ get a() { return 1 } }
user.joined
user.tags
tree.children
base as Record<string, unknown>
base as { a: number }
base satisfies object
{ a: 1 } as any
{ a: 1 } as unknown
base!
JSON.parse('{"a":1}')
JSON.parse('{"a":1}') as User
schema.parse({ name: 'x' })
schema.safeParse({ name: 'x' }).data
{ success: true, data: schema.parse({ name: 'x' }) }
[1, 2].map((value) => ({ value }))
[1, 2].map((value) => () => value)
['a'].map((source) => new RegExp(source))
new Fields().x
new Methods().m()
{ ...new Methods() }
{ ...new Private() }
{ ...new Fields() }
`);

const classes = rows(`
new Methods()
new Private()
new Hidden()
new Parameters('a', 1)
new Derived()
new Holder().inner
new WithArrow()
new Generic(1)
new Generic('x').value
new Square() as Shape
new Money()
new Point()
new Range()
new Ticks()
new Later()
new Bag([['a', 1]])
new Group([1])
new Day(0)
new Bytes(2)
[new Methods()]
[new Square()]
{ user: new Parameters('a', 1) }
new Map([['a', new Derived()]])
new Set([new Generic(1)])
Methods
Empty
Statics
Square
class {}
{ Methods }
[Methods, Fields]
new Money().toJSON()
new Methods().x
schema
schema.shape
schema.shape.name
z.string()
{ schema }
new Parameters('a', 1).name
new class Named { method() {} }()
`);

const functions = rows(`
plain
later
count
ticks
() => 1
async () => 1
function () { return 1 }
function* () { yield 1 }
plain.bind(null)
parseInt
Math.max
console.log
new Methods().m
Statics.create
(value: number) => value + 1
() => save()
async () => save()
(() => plain)()
[plain, later]
{ ...{ plain } }
Object.assign(() => 1, { a: 1 })
setTimeout
fetch
JSON.parse
Array.isArray
Promise.resolve
Date
Map
Intl.NumberFormat
`);

const iterables = rows(`
count()
ticks()
[1, 2][Symbol.iterator]()
[() => 1].values()
[/x/].entries()
(function* () { yield () => 1 })()
(function* () { yield new Methods() })()
(async function* () { yield () => 1 })()
(async function* () { yield { a: /x/ } })()
new Map([[1, { a: 1 }]]).values()
Readable.from(['a', 'b'])
new Headers({ a: '1' }).entries()
new URLSearchParams('a=1').keys()
new FormData().entries()
Object.entries({ a: () => 1 })
new Map(Object.entries(base))
`);

const promises = rows(`
Promise.resolve(1)
Promise.resolve({ a: [1] })
Promise.resolve(() => 1)
Promise.resolve(new Methods())
Promise.resolve(/x/)
Promise.resolve(new URL('https://a.b'))
Promise.resolve(new Money())
Promise.resolve({ price: new Money() })
Promise.resolve([new URL('https://a.b')])
Promise.resolve(new Error('x'))
Promise.resolve(save)
Promise.resolve(Promise.resolve(1))
Promise.all([1, Promise.resolve('a')])
Promise.all([Promise.resolve(() => 1)])
Promise.resolve(new Map([['a', 1]]))
Promise.resolve(Buffer.from('a'))
later()
save()
(async () => base)()
(async () => new Methods())()
new Task((resolve) => resolve(1))
`);

const references = rows(`
save
remove
[save]
new Map([['save', save]])
{ save, label: 'Save' }
true ? save : remove
`);

const elements = rows(`
<div />
<div className="a">text</div>
<div>{[1, 2].map((value) => <i key={value}>{value}</i>)}</div>
<Suspense fallback={null}><div /></Suspense>
<form action={save} />
<button onClick={save as () => void} />
createElement('div')
[<a key="a" />, <b key="b" />]
{ icon: <i />, label: 'x' }
<div style={{ color: 'red' }} />
<div ref={null} />
<><i /></>
Fragment
Suspense
`);

const serverOnly: Row[] = rows(`
<Client v={1} />
{ header: <Client v={1} /> }
cache(plain)
save.bind(null)
`).map((row) => ({ ...row, side: 'server' as const }));

const symbols = rows(`
shared
{ key: shared }
[shared]
`);

const statements: Row[] = [
  { setup: 'const circular: { self?: unknown } = {}; circular.self = circular;', value: 'circular' },
  { setup: 'const list: unknown[] = []; list.push(list);', value: 'list' },
  { setup: 'const one = { a: 1 };', value: '{ x: one, y: one }' },
  { setup: 'const action = save;', value: 'action' },
  { setup: 'const data = new FormData(); data.append("a", "1");', value: 'data' },
  { setup: 'const data = new FormData(); data.append("a", new Blob(["x"]), "blob");', value: 'data' },
  { setup: 'const rows = await Promise.resolve([{ id: 1n, at: new Date(0) }]);', value: 'rows' },
  { setup: 'const { a, ...rest } = { a: 1, b: 2, c: [3] };', value: 'rest' },
  { setup: 'const fn: typeof plain = plain;', value: 'fn' },
  { setup: 'const handlers = { click: () => 1, move: () => 2 };', value: 'handlers' },
  { setup: 'const items = ["a"].map((label) => ({ label, onSelect: () => label }));', value: 'items' },
  { setup: 'interface Point2 { x: number; y: number } const point: Point2 = { x: 1, y: 2 };', value: 'point' },
  {
    setup: 'const result: { ok: true; value: number } | { ok: false; reason: string } = { ok: true, value: 1 };',
    value: 'result',
  },
  { setup: 'const table: Record<string, number[]> = { a: [1] };', value: 'table' },
  { setup: 'const picked: Pick<User, "name"> = { name: "x" };', value: 'picked' },
  { setup: 'const partial: Partial<User> = {};', value: 'partial' },
  { setup: 'const frozen: Readonly<User> = user;', value: 'frozen' },
  {
    setup: 'type Deep<T> = { [K in keyof T]: Deep<T[K]> }; const deep: Deep<{ a: { b: number } }> = { a: { b: 1 } };',
    value: 'deep',
  },
];

/** Server Functions, and functions made of them, by every way an expression can name them. */
const named: Row[] = [
  ...rows(`
(save)
save!
save as unknown as typeof remove
save satisfies () => Promise<void>
{ save }.save
[save][0]!
Math.min(1, 2) > 1 ? save : remove
(save as typeof save | null) ?? remove
(true as boolean) && save
{ a: true ? save : remove }
{ ...{ save } }
[...[save, remove]]
Object.freeze({ save })
new Set([save])
Promise.resolve({ save })
async (data: FormData) => { await save(); return data.get('a') }
{ save: () => save() }
{ save: async () => { await save() } }
[() => save()]
{ a: plain, b: save }
`),
  { setup: 'const action = save; const again = action;', value: 'again' },
  { setup: 'const actions = { save, remove };', value: 'actions.save' },
  { setup: 'const actions = { nested: { save } };', value: 'actions.nested.save' },
  { setup: 'const { save: renamed } = { save };', value: 'renamed' },
  { setup: 'const [first] = [save];', value: 'first' },
  { setup: 'const tools = { run: () => 1, label: "x" };', value: 'tools.run' },
  { setup: 'const tools = { run: () => 1, label: "x" };', value: 'tools.label' },
  { setup: 'const tools = { run: () => 1, label: "x" };', value: 'tools' },
  { setup: 'const { run } = { run: () => 1 };', value: 'run' },
  { setup: 'function local() { return 1 }', value: 'local' },
  { setup: 'function local() { return 1 }', value: 'local()' },
  { setup: 'const make = () => () => 1;', value: 'make()' },
  { setup: 'const make = () => ({ a: 1 });', value: 'make()' },
  { setup: 'const wrap = <T,>(action: T): T => action;', value: 'wrap(save)' },
  { setup: 'const pattern = /x/; const rules = { pattern };', value: 'rules' },
  { setup: 'const instance = new Methods(); const alias = instance;', value: '[alias]' },
  { value: '{ a: () => 1, toJSON: () => 1 }' },
  { value: '{ a: () => 1, then: (resolve: (value: number) => void) => resolve(1) }' },
  { setup: 'const list = [1, 2, 3];', value: 'list.filter((value) => value > 1)' },
  { setup: 'const key = "a"; const computed = { [key]: () => 1 };', value: 'computed' },
  { setup: 'const key = "a"; const computed = { [key]: 1 };', value: 'computed' },
  { setup: 'class Local { n = 1; grow() { this.n += 1 } }', value: 'new Local()' },
  { setup: 'class Local { n = 1; grow() { this.n += 1 } }', value: 'new Local().n' },
  { setup: 'const fn = function named() { return 1 };', value: 'fn' },
  { setup: 'const text = String(1);', value: '`${text}`' },
  { setup: 'let later2 = save; later2 = remove;', value: 'later2' },
];

/** All values: those that are as they seem, and the exceptions. */
export const values: readonly Row[] = [
  ...primitives,
  ...builtins,
  ...errors,
  ...objects,
  ...classes,
  ...functions,
  ...iterables,
  ...promises,
  ...references,
  ...elements,
  ...serverOnly,
  ...symbols,
  ...statements,
  ...named,
  ...exceptions,
];
