/** One row of the matrix: what is installed together. */
export interface Cell {
  readonly next: string;
  readonly react: string;
  readonly typescript: string;
  readonly eslint: string;
}

/** Next.js with the React it is made for; `MATRIX_NEXT` names others, such as `canary`. */
const frameworks = (process.env['MATRIX_NEXT'] ?? '14,15,16').split(',').map((next) => ({
  next,
  react: next === '14' ? '18' : '19',
}));

const compilers = ['5.5', '5.9', '6.0'];
const linters = ['9', '10'];

/**
 * Every TypeScript with every Next.js, and the versions of ESLint in turn, so that each meets each TypeScript and each Next.js: what
 * one of them changes shows without all the combinations there are.
 */
export const cells: readonly Cell[] = frameworks.flatMap((framework, row) =>
  compilers.map((typescript, column) => ({ ...framework, typescript, eslint: linters[(row + column) % 2]! })),
);

/** What is installed for a cell, as npm takes it. */
export function packagesOf({ next, react, typescript, eslint }: Cell): string[] {
  return [
    `next@${next}`,
    `react@${react}`,
    `react-dom@${react}`,
    `@types/react@${react}`,
    `@types/react-dom@${react}`,
    '@types/node@20',
    `typescript@~${typescript}`,
    `eslint@${eslint}`,
    '@typescript-eslint/parser@8',
  ];
}
