import { spawnSync } from 'node:child_process';

/** Whether there is a Neovim to start. */
export const hasNeovim = spawnSync('nvim', ['--version']).status === 0;

if (!hasNeovim) console.log('The language server is not tested in Neovim: there is no nvim (apt-get install neovim).');
