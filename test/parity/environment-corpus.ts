import type { Layer, NextConfig } from '../support/next-compiler.ts';

/** A source of which the compiler's word depends on the layer, on the file's name or on `next.config`. */
export interface EnvironmentSource {
  readonly source: string;
  /** Below `/project`; `app/a.tsx` unless said otherwise. */
  readonly file?: string;
  readonly layer: Layer;
  readonly config?: NextConfig;
  /** What the compiler says: `kind:line`, parted by spaces; empty where it is silent. */
  readonly says: string;
}

type Case = readonly [source: string, says: string];

const group = (extra: Omit<EnvironmentSource, 'source' | 'says'>, ...cases: readonly Case[]): EnvironmentSource[] =>
  cases.map(([source, says]) => ({ ...extra, source, says }));

/** One named import for each name, used, so that no import is elided. */
const imports = (names: string, from: string, says: string): Case[] =>
  names.split(' ').map((name) => [`import { ${name} } from '${from}'⏎use(${name})`, says] as const);

const serverApis: EnvironmentSource[] = group(
  { layer: 'rsc' },
  ...imports(
    'createContext createFactory PureComponent useDeferredValue useEffect useEffectEvent useImperativeHandle useInsertionEffect useLayoutEffect useReducer useRef useState useSyncExternalStore useTransition useOptimistic useActionState experimental_useOptimistic',
    'react',
    'server-api-client-only:1',
  ),
  ...imports(
    'useMemo useCallback useId useDebugValue useContext lazy memo forwardRef cache Suspense startTransition act',
    'react',
    '',
  ),
  ...imports('flushSync unstable_batchedUpdates useFormStatus useFormState', 'react-dom', 'server-api-client-only:1'),
  ...imports('createPortal preload', 'react-dom', ''),
  ...imports(
    'useSearchParams usePathname useSelectedLayoutSegment useSelectedLayoutSegments useParams useRouter useServerInsertedHTML ServerInsertedHTMLContext unstable_isUnrecognizedActionError',
    'next/navigation',
    'server-api-client-only:1',
  ),
  ...imports('redirect notFound forbidden unauthorized permanentRedirect RedirectType', 'next/navigation', ''),
  [`import { useLinkStatus } from 'next/link'⏎useLinkStatus()`, 'server-api-client-only:1'],
  [`import { catchError } from 'next/error'⏎catchError()`, 'server-api-client-only:1'],
  [`import Link from 'next/link'⏎use(Link)`, ''],
  // how a name may be imported
  [`import { useState as useLocal } from 'react'⏎useLocal()`, 'server-api-client-only:1'],
  [`import {⏎ useMemo,⏎ useState,⏎} from 'react'⏎use(useMemo, useState)`, 'server-api-client-only:3'],
  [`import React, { useState } from 'react'⏎use(React, useState)`, 'server-api-client-only:1'],
  [`const a = 1⏎import { useEffect } from 'react'⏎useEffect(a)`, 'server-api-client-only:2'],
  [
    `import { useState } from 'react'⏎import { useRouter } from 'next/navigation'⏎use(useState, useRouter)`,
    'server-api-client-only:1 server-api-client-only:2',
  ],
  [`import React from 'react'⏎React.useState()`, ''],
  [`import * as React from 'react'⏎React.useState()`, ''],
  [`export { useState } from 'react'`, ''],
  [`const { useState } = require('react')⏎useState()`, ''],
  [`import { useState } from 'react'`, ''],
  [`import type { useState } from 'react'⏎type A = typeof useState`, ''],
  [`import { type useState } from 'react'⏎type A = typeof useState`, ''],
  [`import { useState } from 'preact'⏎useState()`, ''],
  [`import { useState } from './react'⏎useState()`, ''],
  [`import { useState } from 'react/index'⏎useState()`, ''],
  [`const useState = () => 1⏎useState()`, ''],
  [`'use client'⏎import { useState } from 'react'⏎useState()`, ''],
  [`'use strict'⏎'use client'⏎import { useState } from 'react'⏎useState()`, ''],
  [`import { useState } from 'react'⏎'use client'⏎useState()`, 'server-api-client-only:1 use-client-misplaced:2'],
  [`'use server'⏎import { useState } from 'react'⏎export async function a() { useState() }`, 'server-api-client-only:2'],
  // whole modules
  [`import { Component } from 'react'⏎export class A extends Component {}`, 'server-api-class-component:1'],
  [`import { Component as C } from 'react'⏎export class A extends C {}`, 'server-api-class-component:1'],
  [`import React from 'react'⏎export class A extends React.Component {}`, ''],
  [`import 'client-only'`, 'server-import-forbidden:1'],
  [`import a from 'client-only'⏎use(a)`, 'server-import-forbidden:1'],
  [`import 'react-dom/client'`, 'server-import-forbidden:1'],
  [`import { createRoot } from 'react-dom/client'⏎createRoot()`, 'server-import-forbidden:1'],
  [`import type { Root } from 'react-dom/client'⏎let a: Root`, ''],
  [`import { hydrateRoot } from 'react-dom/client'`, ''],
  [`export * from 'client-only'`, ''],
  [`export { createRoot } from 'react-dom/client'`, ''],
  [`require('client-only')`, ''],
  [`import('client-only')`, ''],
  [`'use client'⏎import 'client-only'`, ''],
  [`import { renderToString } from 'react-dom/server'⏎renderToString()`, 'server-import-react-dom-server:1'],
  [`import 'react-dom/server'`, 'server-import-react-dom-server:1'],
  [`import { renderToString } from 'react-dom/server.edge'⏎renderToString()`, ''],
  [`import { renderToString } from 'react-dom/server.browser'⏎renderToString()`, ''],
  [`import { useRouter } from 'next/router'⏎useRouter()`, 'server-import-next-router:1'],
  [`import Router from 'next/router'⏎use(Router)`, 'server-import-next-router:1'],
  [`import 'next/router'`, 'server-import-next-router:1'],
  [`import { useRouter } from 'next/router.js'⏎useRouter()`, ''],
  [`'use client'⏎import { useRouter } from 'next/router'⏎useRouter()`, ''],
  [`import 'server-only'`, ''],
  [`import { cookies } from 'next/headers'⏎cookies()`, ''],
  [`import { revalidatePath } from 'next/cache'⏎revalidatePath('/')`, ''],
  [`import { after } from 'next/server'⏎after()`, ''],
  [`import { ImageResponse } from 'next/server'⏎use(ImageResponse)`, 'deprecated-api:1'],
  [`import { ImageResponse } from 'next/og'⏎use(ImageResponse)`, ''],
  [`import { ImageResponse as Picture } from 'next/server'⏎use(Picture)`, 'deprecated-api:1'],
  [`export { ImageResponse } from 'next/server'`, ''],
  [`import { experimental_taintUniqueValue } from 'react'⏎use(experimental_taintUniqueValue)`, 'taint-without-config:1'],
  [`import { experimental_taintObjectReference } from 'react'⏎use(experimental_taintObjectReference)`, 'taint-without-config:1'],
);

const typesKept: EnvironmentSource[] = [
  ...group(
    { layer: 'rsc', file: 'app/a.js' },
    // Nothing is elided from JavaScript.
    [`import { useState } from 'react'`, 'server-api-client-only:1'],
    [`import { hydrateRoot } from 'react-dom/client'`, 'server-import-forbidden:1'],
    [`import { useRouter } from 'next/router'`, 'server-import-next-router:1'],
  ),
  ...group(
    { layer: 'ssr', file: 'app/a.jsx' },
    [`import { cookies } from 'next/headers'`, 'client-import-server-only:1'],
    [`import { after } from 'next/server'`, 'client-import-server-only:1'],
  ),
  ...group(
    { layer: 'rsc', file: 'node_modules/pkg/index.js' },
    [`import { useState } from 'react'⏎useState()`, ''],
    [`import 'client-only'`, ''],
  ),
];

const clientCases: Case[] = [
  [`import 'server-only'`, 'client-import-server-only:1'],
  [`'use client'⏎import 'server-only'`, 'client-import-server-only:2'],
  [`import { cookies } from 'next/headers'⏎cookies()`, 'client-import-server-only:1'],
  [`import * as headers from 'next/headers'⏎headers.cookies()`, 'client-import-server-only:1'],
  [`import { lang } from 'next/root-params'⏎lang()`, 'client-import-server-only:1'],
  [`import type { cookies } from 'next/headers'⏎type A = typeof cookies`, ''],
  [`import { cookies } from 'next/headers'`, ''],
  [`import { cookies } from 'next/headers.js'⏎cookies()`, ''],
  [`export { cookies } from 'next/headers'`, ''],
  [`require('server-only')`, ''],
  [`import('next/headers')`, ''],
  ...imports(
    'revalidatePath revalidateTag cacheLife unstable_cacheLife cacheTag unstable_cacheTag',
    'next/cache',
    'client-import-server-only:1',
  ),
  ...imports('updateTag refresh unstable_cache unstable_noStore', 'next/cache', ''),
  [`import * as cache from 'next/cache'⏎cache.revalidatePath('/')`, ''],
  [`import { after } from 'next/server'⏎after()`, 'client-import-server-only:1'],
  [`import { after as later } from 'next/server'⏎later()`, 'client-import-server-only:1'],
  [`import { NextResponse, connection } from 'next/server'⏎use(NextResponse, connection)`, ''],
  [
    `import {⏎ unstable_cache,⏎ revalidateTag,⏎} from 'next/cache'⏎use(unstable_cache, revalidateTag)`,
    'client-import-server-only:3',
  ],
  [
    `import 'server-only'⏎import { cookies } from 'next/headers'⏎cookies()`,
    'client-import-server-only:1 client-import-server-only:2',
  ],
  [`'use server'⏎import { cookies } from 'next/headers'⏎export async function a() { cookies() }`, ''],
  [`'use server'⏎import 'server-only'⏎export async function a() {}`, ''],
  [`'use cache'⏎import { cacheLife } from 'next/cache'⏎export async function a() { cacheLife() }`, ''],
  [`import { useState } from 'react'⏎useState()`, ''],
  [`import 'client-only'`, ''],
  [`import { useRouter } from 'next/router'⏎useRouter()`, ''],
  // directives inside functions
  [`export async function a() {⏎ 'use server'⏎}`, 'inline-use-server-in-client:2'],
  [`'use client'⏎export async function a() {⏎ 'use server'⏎}`, 'inline-use-server-in-client:3'],
  [`'use client'⏎export const a = async () => {⏎ 'use server'⏎}`, 'inline-use-server-in-client:3'],
  [`'use client'⏎export const a = { async m() {⏎ 'use server'⏎} }`, 'inline-use-server-in-client:3'],
  [`'use client'⏎export const A = () => <form action={async () => {⏎ 'use server'⏎}} />`, 'inline-use-server-in-client:3'],
  [`'use client'⏎export class A { static async m() {⏎ 'use server'⏎} }`, 'inline-use-server-in-client:3'],
  [`'use client'⏎export function a() {⏎ 'use server'⏎}`, 'inline-use-server-in-client:3'],
  [`'use client'⏎export async function a() {⏎ b()⏎ 'use server'⏎}`, 'inline-use-server-in-client:4'],
  [`'use client'⏎export async function a() {⏎ 'use cache'⏎}`, 'inline-use-cache-in-client:3'],
  [`'use client'⏎export async function a() {⏎ 'use cache: remote'⏎}`, 'inline-use-cache-in-client:3'],
  [`'use client'⏎export async function a() {⏎ if (b) { 'use server' }⏎}`, ''],
  [`'use client'⏎export const a = 'use server'`, ''],
  [`'use client'⏎export async function a() {⏎ return 'use server'⏎}`, ''],
  ["'use client'⏎export async function a() {⏎ `use server`⏎}", ''],
  [`'use server'⏎export async function a() {⏎ 'use server'⏎}`, ''],
];

const clientApis: EnvironmentSource[] = [
  ...group({ layer: 'ssr' }, ...clientCases),
  ...group(
    { layer: 'app-pages-browser' },
    [`import 'server-only'`, 'client-import-server-only:1'],
    [`import { cookies } from 'next/headers'⏎cookies()`, 'client-import-server-only:1'],
    [`import { revalidatePath } from 'next/cache'⏎revalidatePath('/')`, 'client-import-server-only:1'],
    [`'use client'⏎export async function a() {⏎ 'use server'⏎}`, 'inline-use-server-in-client:3'],
    [`import { useState } from 'react'⏎useState()`, ''],
  ),
  ...group(
    { layer: 'ssr', file: 'pages/a.tsx' },
    [`import 'server-only'`, 'pages-import-server-only:1'],
    [`import { cookies } from 'next/headers'⏎cookies()`, 'pages-import-server-only:1'],
    [`import { after } from 'next/server'⏎after()`, 'pages-import-server-only:1'],
    [`import { revalidateTag } from 'next/cache'⏎revalidateTag('a')`, 'pages-import-server-only:1'],
    [`import { unstable_cache } from 'next/cache'⏎unstable_cache()`, ''],
    [`export async function getServerSideProps() {}`, ''],
  ),
];

const dynamicImports: EnvironmentSource[] = [
  ...group(
    { layer: 'rsc' },
    [`import dynamic from 'next/dynamic'⏎const A = dynamic(() => import('./x'), { ssr: false })⏎use(A)`, 'dynamic-ssr-false:2'],
    [`import later from 'next/dynamic'⏎const A = later(() => import('./x'), { ssr: false })⏎use(A)`, 'dynamic-ssr-false:2'],
    [`import dynamic from 'next/dynamic'⏎const A = dynamic(() => import('./x'), { 'ssr': false })⏎use(A)`, 'dynamic-ssr-false:2'],
    [
      `import dynamic from 'next/dynamic'⏎const A = dynamic(() => import('./x'), { loading: () => null, ssr: false })⏎use(A)`,
      'dynamic-ssr-false:2',
    ],
    [`import dynamic from 'next/dynamic'⏎const A = dynamic(() => import('./x'), { ssr: true })⏎use(A)`, ''],
    [`import dynamic from 'next/dynamic'⏎const A = dynamic(() => import('./x'), { ssr: !1 })⏎use(A)`, ''],
    [`import dynamic from 'next/dynamic'⏎const ssr = false⏎const A = dynamic(() => import('./x'), { ssr })⏎use(A)`, ''],
    [`import dynamic from 'next/dynamic'⏎const A = dynamic({ loader: () => import('./x'), ssr: false })⏎use(A)`, ''],
    [`import dynamic from 'next/dynamic'⏎const A = dynamic(() => import('./x'))⏎use(A)`, ''],
    [`import dynamic from './dynamic'⏎const A = dynamic(() => import('./x'), { ssr: false })⏎use(A)`, ''],
    [`'use client'⏎import dynamic from 'next/dynamic'⏎const A = dynamic(() => import('./x'), { ssr: false })⏎use(A)`, ''],
    [
      `import dynamic from 'next/dynamic'⏎const options = {}⏎const A = dynamic(() => import('./x'), options)⏎use(A)`,
      'dynamic-options:3',
    ],
    [`import dynamic from 'next/dynamic'⏎use(dynamic())`, 'dynamic-options:2'],
    [
      `import dynamic from 'next/dynamic'⏎const A = dynamic(() => import('./x'), { ssr: false } as any)⏎use(A)`,
      'dynamic-ssr-false:2',
    ],
    [`import dynamic from 'next/dynamic'⏎const A = dynamic(() => import('./x'), ({ ssr: false }))⏎use(A)`, 'dynamic-options:2'],
    [
      `import dynamic from 'next/dynamic'⏎const A = dynamic(() => import('./x'), b ? { ssr: false } : {})⏎use(A)`,
      'dynamic-options:2',
    ],
    [`import dynamic from 'next/dynamic'⏎const A = dynamic(() => import('./x'), undefined)⏎use(A)`, 'dynamic-options:2'],
    [`import dynamic from 'next/dynamic'⏎const A = dynamic(() => import('./x'), ...b)⏎use(A)`, 'dynamic-options:2'],
    [`import dynamic from 'next/dynamic'⏎const A = dynamic(...b)⏎use(A)`, ''],
    [
      `import dynamic from 'next/dynamic'⏎const A = dynamic(() => import('./x'), { ...b, ssr: false })⏎use(A)`,
      'dynamic-ssr-false:2',
    ],
    [`import dynamic from 'next/dynamic'⏎const A = dynamic(() => import('./x'), { ssr: (false) })⏎use(A)`, ''],
    [
      `import dynamic from 'next/dynamic'⏎const A = dynamic(() => import('./x'), { ['ssr']: false })⏎use(A)`,
      'dynamic-ssr-false:2',
    ],
    [
      `import dynamic from 'next/dynamic'⏎const A = dynamic<object>(() => import('./x'), { ssr: false })⏎use(A)`,
      'dynamic-ssr-false:2',
    ],
    [
      `import dynamic from 'next/dynamic'⏎const A = dynamic({ loader: () => import('./x') }, { ssr: false })⏎use(A)`,
      'dynamic-ssr-false:2',
    ],
    [
      `import { default as later } from 'next/dynamic'⏎const A = later(() => import('./x'), { ssr: false })⏎use(A)`,
      'dynamic-ssr-false:2',
    ],
    [
      `import * as next from 'next/dynamic'⏎const A = next.default(() => import('./x'), { ssr: false })⏎use(A)`,
      'dynamic-ssr-false:2',
    ],
    [
      `import dynamic from 'next/dynamic'⏎function a(dynamic) { dynamic(() => import('./x'), { ssr: false }) }⏎use(a, dynamic)`,
      '',
    ],
  ),
  ...group(
    { layer: 'ssr' },
    [`import dynamic from 'next/dynamic'⏎const A = dynamic(() => import('./x'), { ssr: false })⏎use(A)`, ''],
    [
      `import dynamic from 'next/dynamic'⏎const options = {}⏎const A = dynamic(() => import('./x'), options)⏎use(A)`,
      'dynamic-options:3',
    ],
    [`import dynamic from 'next/dynamic'⏎use(dynamic(() => import('./x'), {}, 3))`, 'dynamic-options:2'],
  ),
];

const component = 'export default function A() { return null }';

const errorFiles: EnvironmentSource[] = [
  'app/error.tsx',
  'app/global-error.tsx',
  'app/shop/error.js',
  'app/(group)/error.jsx',
].flatMap((file) =>
  group(
    { layer: 'rsc', file },
    [component, 'error-file-must-be-client:1'],
    [`'use client'⏎${component}`, ''],
    ['', 'error-file-must-be-client:1'],
    ['// to be written⏎⏎', 'error-file-must-be-client:1'],
    [`⏎'use strict'⏎import { A } from './a'⏎use(A)`, 'error-file-must-be-client:2'],
    [`⏎'use server'`, 'error-file-must-be-client:2'],
    [`⏎⏎import { A } from './a'⏎use(A)`, 'error-file-must-be-client:3'],
    [`⏎export { default } from './client-error'`, 'error-file-must-be-client:2'],
  ),
);

const typedErrorFile = group({ layer: 'rsc', file: 'app/error.tsx' }, [
  `⏎import type { A } from './a'⏎interface B {}⏎import { C } from './c'⏎${component}⏎let c: C`,
  'error-file-must-be-client:5',
]);

const namedFiles: EnvironmentSource[] = [
  ...group({ layer: 'rsc', file: 'app/errors.tsx' }, [component, '']),
  ...group({ layer: 'rsc', file: 'lib/error.tsx' }, [component, '']),
  ...['app/page.tsx', 'app/layout.tsx', 'app/shop/page.js'].flatMap((file) => [
    ...group(
      { layer: 'ssr' as const, file },
      [`'use client'⏎export const metadata = {}⏎${component}`, 'client-metadata-export:2'],
      [`'use client'⏎export async function generateMetadata() {}⏎${component}`, 'client-metadata-export:2'],
      [`'use client'⏎const metadata = {}⏎export { metadata }⏎${component}`, 'client-metadata-export:3'],
      [`'use client'⏎const m = {}⏎export { m as metadata }⏎${component}`, ''],
      [`'use client'⏎const metadata = {}⏎use(metadata)⏎${component}`, ''],
      [`'use client'⏎const metadata = {}⏎export { metadata as other }⏎${component}`, 'client-metadata-export:3'],
      [`'use client'⏎export { metadata as other } from './m'⏎${component}`, 'client-metadata-export:2'],
      [`'use client'⏎export { metadata } from './m'⏎${component}`, 'client-metadata-export:2'],
      [`'use client'⏎import { metadata } from './m'⏎export { metadata }⏎${component}`, 'client-metadata-export:3'],
      [`'use client'⏎export let metadata⏎${component}`, 'client-metadata-export:2'],
      [`'use client'⏎export const { metadata } = use()⏎${component}`, ''],
      [`'use client'⏎export class metadata {}⏎${component}`, ''],
      [`'use client'⏎export const viewport = {}⏎${component}`, ''],
      [`'use client'⏎export const generateViewport = () => {}⏎${component}`, ''],
      [
        `'use client'⏎export const metadata = {}⏎export function generateMetadata() {}⏎${component}`,
        'client-metadata-export:2 client-metadata-export:3',
      ],
      [`export const metadata = {}⏎${component}`, 'client-metadata-export:1'],
      [`'use client'⏎export function getServerSideProps() {}⏎${component}`, 'invalid-page-api:2'],
    ),
    ...group(
      { layer: 'rsc' as const, file },
      [`export const metadata = {}⏎${component}`, ''],
      [`export const metadata = {}⏎export async function generateMetadata() {}⏎${component}`, 'metadata-conflict:1'],
      [`export async function getServerSideProps() {}⏎${component}`, 'invalid-page-api:1'],
      [`${component}⏎export const getStaticProps = () => {}`, 'invalid-page-api:2'],
      [`export const instant = true⏎${component}`, 'segment-config-requires:1'],
      [`export const ensureStatic = false⏎${component}`, ''],
      [`export async function generateMetadata() {}⏎export const metadata = {}⏎${component}`, 'metadata-conflict:1'],
      [`export { metadata,⏎ generateMetadata } from './m'⏎${component}`, 'metadata-conflict:1'],
      [`export { a as metadata, b as generateMetadata } from './m'⏎${component}`, ''],
      [`export const viewport = {}⏎export function generateViewport() {}⏎${component}`, ''],
      [`export function getStaticPaths() {}⏎${component}`, ''],
      [`export { getServerSideProps } from './m'⏎${component}`, 'invalid-page-api:1'],
      [`export { load as getServerSideProps } from './m'⏎${component}`, ''],
      [`export { getServerSideProps as load } from './m'⏎${component}`, 'invalid-page-api:1'],
    ),
  ]),
  ...group({ layer: 'ssr', file: 'app/a.tsx' }, [`'use client'⏎export const metadata = {}`, '']),
  ...group(
    { layer: 'rsc', file: 'app/a.tsx' },
    [`export async function getServerSideProps() {}`, ''],
    [`export const metadata = {}⏎export async function generateMetadata() {}`, ''],
    [`export const runtime = 'edge'`, ''],
  ),
  ...group(
    { layer: 'rsc', file: 'app/page.tsx', config: { useCache: false } },
    [`export const runtime = 'edge'⏎${component}`, ''],
    [`export const dynamic = 'force-static'⏎${component}`, ''],
    [`async function a() {⏎ 'use cache'⏎}⏎use(a)`, 'use-cache-not-enabled:2'],
  ),
  ...group(
    { layer: 'rsc', file: 'app/page.tsx', config: { useCache: true } },
    [`export const runtime = 'edge'⏎${component}`, 'segment-config-incompatible:1'],
    [`export const dynamic = 'force-static'⏎${component}`, ''],
    [`export const revalidate = 60⏎${component}`, ''],
  ),
  ...group(
    { layer: 'rsc', file: 'app/page.tsx', config: { cacheComponents: true } },
    ...['dynamic', 'dynamicParams', 'fetchCache', 'revalidate', 'runtime', 'experimental_ppr'].map((name): Case => [
      `${component}⏎export const ${name} = 1`,
      'segment-config-incompatible:2',
    ]),
    [`export const instant = true⏎${component}`, ''],
    [`export const maxDuration = 5⏎${component}`, ''],
    [`export const preferredRegion = 'home'⏎${component}`, ''],
  ),
  ...group({ layer: 'rsc', file: 'app/a.tsx', config: { taint: true } }, [
    `import { experimental_taintUniqueValue } from 'react'⏎use(experimental_taintUniqueValue)`,
    '',
  ]),
];

/** Every source of this corpus, line breaks put in. */
export const environmentCorpus: readonly EnvironmentSource[] = [
  ...serverApis,
  ...typesKept,
  ...clientApis,
  ...dynamicImports,
  ...errorFiles,
  ...typedErrorFile,
  ...namedFiles,
].map((entry) => ({ ...entry, source: entry.source.replaceAll('⏎', '\n') }));
