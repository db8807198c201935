// `npm run inject -- FOLDER…`: puts faults and look-alikes into real apps, and says which were missed or wrongly found.
import { run, setup } from './setup.mjs';

setup({ quiet: true });
run('npx', ['--no-install', 'tsdown', '--config', 'inject/tsdown.config.ts', '--logLevel', 'error']);
run('node', ['inject/dist/index.mjs', ...process.argv.slice(2)]);
