import { existsSync } from 'node:fs';

/** Where the browser is: `CHROMIUM_PATH`, or where Debian's package puts it; undefined where there is none. */
export const chromiumPath: string | undefined = [
  process.env['CHROMIUM_PATH'],
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
].find((path) => path !== undefined && existsSync(path));

if (!chromiumPath)
  console.log(
    'The page of the module graph is not tested: there is no Chromium (apt-get install chromium, or set CHROMIUM_PATH).',
  );
