// `npm run demo`: the main job on a real app with real mistakes in it.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { setup } from './setup.mjs';

setup({ quiet: true });
const cli = fileURLToPath(new URL('../dist/cli.mjs', import.meta.url));
const app = fileURLToPath(new URL('../examples/broken-app', import.meta.url));
const result = spawnSync(process.execPath, [cli, '--preset', 'all'], { cwd: app, stdio: 'inherit' });
// Findings are what the demo is for: exit 1 ("errors found") is its success.
process.exit(result.status === 1 ? 0 : (result.status ?? 1) || 1);
