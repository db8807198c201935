/** Names by which programs ask on which side their code runs. */

/** Names of conditions that plainly ask where the code runs. Asked only where what they stand for is not in view. */
export const askingSide =
  /^(?:is|in|on|has|can|use|did)_?(?:browser|client|server|ssr|csr|dom|window|web|hydrated|mounted)|^(?:browser|ssr|mounted|hydrated|canUseDOM)$/i;

/** Globals of Node.js, of the edge runtime and of other runtimes. Bundlers put some of them into the browser too: what they say is unclear. */
export const runtimeGlobal = /^(?:process|global|require|module|EdgeRuntime|Deno|Bun|importScripts)$/;
