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
    'test/eslint/processes',
    'test/eslint/rules',
    'test/examples',
    'test/lsp',
    'test/pack',
    'test/project/order',
    'test/ts-plugin',
  ],
  {
    env: { ...process.env, DOORS: 'all' },
  },
);
