import { setFlagsFromString } from 'node:v8';

/**
 * How often a function runs before V8 optimizes it, some fifteen times what it takes by itself. By the major version of Node.js, and only
 * those that were asked: V8 says of an option that it does not know that it is an error.
 */
const patience: Readonly<Record<string, string>> = {
  20: '--interrupt-budget=1000000',
  22: '--invocation-count-for-turbofan=45000',
  24: '--invocation-count-for-turbofan=45000',
};

/**
 * Says that this process ends in some seconds: most of what V8 optimizes by then, beside the run, would not run often enough to pay for
 * it. A fifth of the processor's time (measured), and what runs most is still optimized. To be called before TypeScript is loaded: what
 * is kept of compiled code is kept by these options too.
 */
export function endSoon(): void {
  const { node, bun, deno } = process.versions;
  const option = bun === undefined && deno === undefined ? patience[node.split('.', 1)[0]!] : undefined;
  if (option !== undefined) setFlagsFromString(option);
}
