// `npm run bench`: what the tool costs, as ratios against what is there without it. Arguments go to bench/index.ts.
import { run, setup } from './setup.mjs';

setup({ quiet: true });
run('npx', ['--no-install', 'tsdown', '--config', 'bench/tsdown.config.ts', '--logLevel', 'error']);
run('node', ['--expose-gc', 'bench/dist/index.mjs', ...process.argv.slice(2)]);
