// `npm run site`: builds the documentation and the playground into site/dist, as static pages.
import { install, installSite, run } from './setup.mjs';

install();
installSite();
run('node', ['site/build.mjs']);
