/** Packages as Next.js treats them on the server. */

/** What there is on the server, or is replaced there, whatever it does (Next.js 13.4 to 16.4: its aliases of the layers). */
export const replacedOnServer =
  /^(?:next|react|react-dom|react-server-dom-[\w-]+|scheduler|server-only|client-only|styled-jsx|node:.*)(?:\/|$)/;

/**
 * Packages of React's world that Next.js does not bundle on the server: they get the whole of React. From `server-external-packages` of
 * the package, read in 16.4.
 */
export const externalOnServer = /^(?:@react-pdf\/renderer|mdx-bundler|next-mdx-remote|next-seo)(?:\/|$)/;

/** Modules of Next.js whose default export is a Client Component, whatever its compiler aliases them to (13.4 to 16.4; `form` since 15). */
export const clientComponentModules: ReadonlySet<string> = new Set([
  'next/link',
  'next/image',
  'next/script',
  'next/form',
  'next/legacy/image',
]);

/** Functions of `next/navigation` that work by throwing (13 and later; `forbidden` and `unauthorized` since 15.1). */
export const throwingNavigation: ReadonlySet<string> = new Set([
  'redirect',
  'permanentRedirect',
  'notFound',
  'forbidden',
  'unauthorized',
]);
