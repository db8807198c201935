/** Packages and functions that mean the same in the browser and on the server. */

/** Packages of which it is known that they work the same without a browser, and the names they have there. */
export const indifferent: ReadonlyMap<string, ReadonlySet<string> | 'all'> = new Map<string, ReadonlySet<string> | 'all'>([
  [
    'react',
    new Set(
      '* default Children Fragment StrictMode Suspense cache cloneElement createElement isValidElement lazy memo'.split(' '),
    ),
  ],
  ['react/jsx-runtime', 'all'],
  ['next/link', new Set(['default'])],
  ['next/image', new Set(['default'])],
  ['next/navigation', new Set(['notFound', 'permanentRedirect', 'redirect'])],
  ...['class-variance-authority', 'classnames', 'clsx', 'tailwind-merge', 'tailwind-variants'].map(
    (name) => [name, 'all'] as const,
  ),
]);

/** Globals that mean the same on both sides. The clock, the locale and chance are not among them: they may be wanted of the browser. */
export const commonGlobals = new Set(
  `Array BigInt Boolean Error Infinity JSON Map NaN Number Object RegExp Set String Symbol TypeError console decodeURIComponent
  encodeURIComponent isFinite isNaN parseFloat parseInt undefined`.split(/\s+/),
);

/** Methods of plain values. A member of another name, called on a prop, is a function that was passed. */
export const plainMethods = new Set(
  `at charAt concat endsWith entries every fill filter find findIndex findLast flat flatMap forEach get has includes indexOf join keys
  lastIndexOf map match padEnd padStart reduce repeat replace replaceAll reverse slice some sort split startsWith substring toFixed
  toLowerCase toReversed toSorted toString toUpperCase trim trimEnd trimStart values`.split(/\s+/),
);

/** Functions that make text of what they are given: those that join class names (`clsx`, and `cn` as projects call theirs), and conversions. */
export const textFunctions = /^(?:cn|clsx|cx|classNames|twMerge|String|Number|Boolean)$/;
