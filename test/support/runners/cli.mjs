// A process that runs the built command line many times, one run after the other. Its own modules are loaded anew for each run; what is
// installed, TypeScript above all, is loaded once.
import { register } from 'node:module';
import { pathToFileURL } from 'node:url';

const [bin] = process.argv.slice(2);
let runs = 0;

register('./anew.mjs', import.meta.url);
process.on('message', ({ cwd, args, env }) => void run(cwd, args, env));

async function run(cwd, args, env) {
  const written = { stdout: '', stderr: '' };
  for (const name of Object.keys(written)) {
    process[name].write = (text, ...rest) => {
      written[name] += text;
      rest.at(-1)?.();
      return true;
    };
  }
  process.chdir(cwd);
  process.env = env;
  process.argv = [process.execPath, bin, ...args];
  process.exitCode = undefined;
  let error;
  try {
    await import(`${pathToFileURL(bin).href}?${++runs}`);
  } catch (thrown) {
    error = String(thrown?.stack ?? thrown);
  }
  for (const name of Object.keys(written)) process[name].removeAllListeners('error');
  process.send({ ...written, code: process.exitCode ?? 0, error });
}
