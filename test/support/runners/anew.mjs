// A resolve hook: what a module with `?…` at its end imports from its own folder, or one below, is loaded anew with the same end.
export async function resolve(specifier, context, next) {
  const found = await next(specifier, context);
  const { parentURL = '' } = context;
  const end = parentURL.indexOf('?');
  const isOwn = end > 0 && found.url.startsWith(parentURL.slice(0, parentURL.lastIndexOf('/', end) + 1));
  return isOwn ? { ...found, url: found.url + parentURL.slice(end) } : found;
}
