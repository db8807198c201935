// `npm run ecosystem -- FOLDER`: what the rules say of the apps that are checked out there, and what is new or gone against the list.
import { run, setup } from './setup.mjs';

setup({ quiet: true });
run('npx', ['--no-install', 'tsdown', '--config', 'ecosystem/tsdown.config.ts', '--logLevel', 'error']);
run('node', ['ecosystem/dist/index.mjs', ...process.argv.slice(2)]);
