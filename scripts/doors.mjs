// `npm run doors`: every fixture, key and order through every door, of which `npm test` takes a part.
import { run, setup } from './setup.mjs';

setup({ quiet: true });
run(
  'npx',
  [
    '--no-install',
    'vitest',
    'run',
    'test/cli',
    'test/eslint/fixtures',
    'test/eslint/rules',
    'test/lsp/fixtures',
    'test/project/order',
    'test/ts-plugin',
  ],
  {
    env: { ...process.env, DOORS: 'all' },
  },
);
