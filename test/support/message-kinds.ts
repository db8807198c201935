/**
 * What the compiler can say, by kind: the sentence it is told from, and the rule of ours that speaks there. The order matters
 * where one sentence holds another.
 */
const table = [
  ['use-client-misplaced', /"use client" directive must be placed before other expressions/, 'directive-placement'],
  [
    'misplaced-directive',
    /directive must be at the top of the (?:file|function body)|must be placed at the top of the file/,
    'directive-placement',
  ],
  ['wrapped-directive', /cannot be wrapped in parentheses|wrapped in parentheses/i, 'directive-placement'],
  ['misspelled-directive', /is not a supported directive name/, 'directive-spelling'],
  ['unknown-cache-kind', /^Unknown cache kind/, 'directive-spelling'],
  ['use-cache-not-enabled', /^To use "use cache.*", please enable the feature flag/, undefined],
  ['conflicting-directives', /It's not possible to have both|Conflicting directives/i, 'no-conflicting-directives'],
  ['exported-non-async', /Only async functions are allowed to be exported/, 'server-module-exports'],
  ['must-be-async', /must be async functions/, 'async-server-functions'],
  ['class-instance-method', /annotated class instance methods/, 'server-function-syntax'],
  ['forbidden-expression', /cannot use `?(?:this|super|arguments)/, 'server-function-syntax'],
  ['inline-use-server-in-client', /not allowed to define inline "use server"/, 'no-server-directive-in-client'],
  ['inline-use-cache-in-client', /not allowed to define inline "use cache/, 'no-server-directive-in-client'],
  ['server-api-client-only', /into a React Server Component module/, 'client-only-api'],
  ['server-api-class-component', /importing a class component/, 'client-only-api'],
  [
    'server-import-forbidden',
    /imports (?:client-only|react-dom\/client)\. It only works in a Client Component/,
    'client-only-api',
  ],
  ['server-import-react-dom-server', /imports react-dom\/server\./, 'client-only-api'],
  ['server-import-next-router', /Server Component that imports next\/router/, 'client-only-api'],
  ['client-import-server-only', /into a React Client Component module/, 'server-only-api'],
  ['pages-import-server-only', /you are using it in the Pages Router/, 'server-only-api'],
  ['taint-without-config', /which requires `experimental\.taint: true`/, 'next-file-conventions'],
  ['deprecated-api', /moved from "next\/server" to "next\/og"/, 'next-file-conventions'],
  ['dynamic-ssr-false', /`ssr: false` is not allowed with `next\/dynamic` in Server Components/, 'next-file-conventions'],
  [
    'dynamic-options',
    /next\/dynamic (?:options must be an object literal|requires at least one argument|only accepts 2 arguments)/,
    'next-file-conventions',
  ],
  ['error-file-must-be-client', /must be a Client Component\. Add the "use client" directive/, 'next-file-conventions'],
  ['client-metadata-export', /attempting to export "\w+" from a component marked with "use client"/, 'next-file-conventions'],
  ['metadata-conflict', /^"metadata" and "generateMetadata" cannot be exported at the same time/, 'next-file-conventions'],
  ['invalid-page-api', /is not supported in app\//, 'next-file-conventions'],
  ['segment-config-incompatible', /^Route segment config "\w+" is not compatible with/, 'next-file-conventions'],
  ['segment-config-requires', /^Route segment config "\w+" requires/, 'next-file-conventions'],
] as const;

/** A kind of mistake, in one word for each sentence the compiler has. */
export type CompilerKind = (typeof table)[number][0];

/**
 * The kind of mistake a sentence of the compiler is about.
 *
 * @returns undefined for what none of the kinds is (a syntax error)
 */
export function kindOfMessage(message: string): CompilerKind | undefined {
  return table.find(([, pattern]) => pattern.test(message))?.[0];
}

/**
 * Which of our rules speaks where the compiler says a thing of this kind.
 *
 * @returns undefined where none does: the mistake has nothing to do with the boundary
 */
export function ruleOfKind(kind: CompilerKind): string | undefined {
  return table.find(([name]) => name === kind)?.[2];
}
