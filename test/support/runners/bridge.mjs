// The thread that hears a runner's answers while the test's own thread waits.
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';

const { bin, answers, signal } = workerData;
/** What one process runs: what it keeps of each run does not become too much. */
const most = 100;
let runner;
let runs = 0;

parentPort.on('message', (request) => {
  if (runs++ % most === 0) {
    runner?.removeAllListeners();
    runner?.disconnect();
    runner = fork(fileURLToPath(new URL('./cli.mjs', import.meta.url)), [bin], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    runner.on('message', answer).on('exit', (code, killer) => answer({ error: `The process ended: ${code ?? killer}` }));
  }
  runner.send(request);
});

function answer(result) {
  answers.postMessage(result);
  Atomics.store(signal, 0, 1);
  Atomics.notify(signal, 0);
}
