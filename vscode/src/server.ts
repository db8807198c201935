import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The package whose command line is the server. */
const PACKAGE = 'eslint-plugin-rsc-boundary';

/** A command line that can be started with Node. */
export interface Server {
  /** The script's absolute path. */
  readonly script: string;
  readonly version: string;
  /** Whether it is the project's own. */
  readonly isOwn: boolean;
}

/**
 * The server of a project: the package that is installed in a folder or above it, or else the one the extension brings.
 *
 * @param folder absolute; undefined where a project's code must not be run
 * @param extension the extension's own folder
 * @returns undefined where there is neither
 */
export function findServer(folder: string | undefined, extension: string): Server | undefined {
  for (let at = folder; at !== undefined; at = dirname(at) === at ? undefined : dirname(at)) {
    const found = serverIn(join(at, 'node_modules', PACKAGE), true);
    if (found) return found;
  }
  return serverIn(join(extension, 'server', 'node_modules', PACKAGE), false);
}

function serverIn(directory: string, isOwn: boolean): Server | undefined {
  try {
    const { bin, version } = JSON.parse(readFileSync(join(directory, 'package.json'), 'utf8')) as {
      bin?: Record<string, string>;
      version?: string;
    };
    const script = bin?.['rsc-boundary'] === undefined ? undefined : join(directory, bin['rsc-boundary']);
    return script !== undefined && existsSync(script) ? { script, version: version ?? '', isOwn } : undefined;
  } catch {
    // Not installed here.
    return undefined;
  }
}
