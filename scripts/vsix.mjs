// `npm run vsix`: builds the package and VS Code's extension, and packs both into a .vsix.
// `--folder` packs nothing: the extension is then whole in its folder, which is what its tests run.
import { installExtension, run, setup } from './setup.mjs';

const isFolder = process.argv.includes('--folder');
setup({ quiet: true });
installExtension({ withDevelopment: !isFolder });
run('node', ['vscode/scripts/package.mjs', ...(isFolder ? ['--folder'] : [])]);
