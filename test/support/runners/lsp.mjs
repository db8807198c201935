// A process that serves one client of the language server after the other, each over a socket in place of standard input and output.
// The server's own modules are loaded anew for each; what is installed, TypeScript above all, is loaded once.
import { AsyncLocalStorage } from 'node:async_hooks';
import { register } from 'node:module';
import { createServer } from 'node:net';
import { PassThrough } from 'node:stream';
import { pathToFileURL } from 'node:url';

const [bin, address] = process.argv.slice(2);
const sessions = new AsyncLocalStorage();
const { exit } = process;
let runs = 0;

register('./anew.mjs', import.meta.url);
process.argv = [process.execPath, bin, 'lsp', '--stdio'];
for (const name of ['stdin', 'stdout']) Object.defineProperty(process, name, { get: () => sessions.getStore()[name] });
process.exit = (code) => sessions.getStore()?.end(code);
process.on('disconnect', () => exit.call(process));

createServer((socket) => {
  const session = { stdin: new PassThrough(), stdout: socket, end };
  let isOver = false;
  function end(code) {
    if (isOver) return;
    isOver = true;
    // What has been written goes out before.
    socket.end(() => socket.destroy());
    process.removeAllListeners('unhandledRejection');
    process.on('unhandledRejection', () => undefined);
    process.send({ code });
  }
  // The server listens to it anew.
  process.stderr.removeAllListeners('error');
  const within = (run) => (given) => sessions.run(session, run, given);
  socket.on(
    'data',
    within((chunk) => void session.stdin.write(chunk)),
  );
  // A client that is gone does not read what its server still writes.
  socket.on('error', () => undefined);
  socket.on(
    'close',
    within(() => void session.stdin.destroy()),
  );
  process.removeAllListeners('unhandledRejection');
  sessions.run(session, () => import(`${pathToFileURL(bin).href}?${++runs}`));
}).listen(address, () => process.send({ isListening: true }));
