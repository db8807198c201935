import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';

const kinds = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
};

/** Serves a folder as any host of static files does. */
export function serve(folder) {
  const server = createServer((request, response) => {
    const name = join(
      folder,
      normalize(decodeURIComponent(new URL(request.url, 'http://a').pathname)).replace(/\/$/, '/index.html'),
    );
    if (!name.startsWith(folder) || !existsSync(name) || statSync(name).isDirectory()) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': `${kinds[extname(name)] ?? 'application/octet-stream'}; charset=utf-8` });
    createReadStream(name).pipe(response);
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () =>
      resolve({ address: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() }),
    );
  });
}
