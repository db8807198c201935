/**
 * The one way to follow a value or a call. A rule never follows a call by itself: what it wants to know is one of these questions,
 * and a form of code that one of them understands all of them do (`test/flow` holds the table).
 *
 * - {@link originOf}: where the value of an expression comes from: a package's export, a declaration of the program, a parameter, a
 *   module, a global; with the first directive that it passes.
 * - {@link functionsOf}: the functions of the program that an expression may stand for, each branch of it.
 * - {@link calleesOf}: the functions that a call runs (`new`, templates, elements and getters too).
 * - {@link returnsOf}: the expressions that a function may return.
 * - {@link callersOf}: the call sites of a function, and whether all are in view.
 * - {@link usesOfExport}, {@link usesOfFunction}: every use across the program, by kind.
 * - {@link valuesOf}: what a parameter or prop is given at the call sites, and whether that is all.
 * - {@link runsWhen}: when a piece of code runs: at load, in a render, a request, an event, or later.
 * - {@link runOfArgument}: when a call runs the function that it is given.
 * - {@link search}, {@link searchCall}: the first hit in a function or in what it calls, with the way to it; a query may ask what plain
 *   arguments say where they hang on it ({@link toldBy}).
 * - `cachedFunctionsIn` (`cached-functions.ts`): the functions of a file whose results Next.js keeps.
 *
 * What they all follow: names, imports, barrels, namespaces, `import()`, `require`; members of object literals, arrays, classes
 * (inherited, static, of `this` and of `new`), what functions of the program return; `.bind`, `.call`, `.apply`; transparent
 * wrappers (`src/catalog/function-wrappers.ts`, and a project's own, read from its body); callbacks that functions of the program
 * call; both branches of a conditional. All of it by syntax and module resolution, so that it is the same with and without types; a
 * method of a typed value is resolved by the checker where there is one.
 *
 * Every answer is worked out when it is asked for, kept for the project, safe in circles, and the same whoever asked first.
 */
export { isFrom, originOf } from './origin.ts';
export { functionsOf } from './functions.ts';
export { calleesOf, runOfArgument, type CallLike } from './calls.ts';
export { returnsOf } from './returned.ts';
export { callersOf } from './callers.ts';
export { usesOfExport, usesOfFunction, type Taking, type Use, type Uses } from './uses.ts';
export { valuesOf } from './values.ts';
export { runsWhen } from './runs.ts';
export { search, searchCall, type Query, type Way } from './search.ts';
export { nothingTold, toldBy } from './own-code.ts';
export type { Told } from './query.ts';
