/** Functions of `react-dom` that render elements to text or a stream (React 18 and 19). */

/** The functions that render; `resume…` since React 19.2. */
export const renderers =
  /^(?:renderToString|renderToStaticMarkup|renderToPipeableStream|renderToReadableStream|renderToStaticNodeStream|renderToNodeStream|prerender|prerenderToNodeStream|resume\w*)$/;

/** The modules they are in. */
export const rendererModules = /^react-dom\/(?:server|static)(?:\.(?:node|edge|browser|bun))?$/;
