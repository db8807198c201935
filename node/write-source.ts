import { randomUUID } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import {
  chmodSync,
  chownSync,
  closeSync,
  constants,
  accessSync,
  fsyncSync,
  lstatSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
  type Stats,
} from 'node:fs';
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';

/** What a program may write to. */
export interface Permission {
  /** Files that the user has named: absolute. They may be links, and lie anywhere. */
  readonly files: readonly string[];
  /** Folders whose files may be written: the working directory, and what the user has named. */
  readonly folders: readonly string[];
}

const byteOrderMark = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * Writes the new text of a source file in place of the old one: whole or not at all, with the mode and the byte order mark it has.
 *
 * @param before the text as it was read, without a byte order mark; what has been changed since is not written over
 * @returns why nothing was written, as the end of a sentence; undefined where it was
 */
export function writeSource(fileName: string, before: string, after: string, permission: Permission): string | undefined {
  try {
    return refusal(fileName, permission) ?? replace(realpathSync(fileName), before, after);
  } catch (error) {
    return `it cannot be written (${error instanceof Error ? error.message : String(error)})`;
  }
}

function refusal(fileName: string, { files, folders }: Permission): string | undefined {
  if (files.includes(fileName)) return undefined;
  if (lstatSync(fileName).isSymbolicLink()) return 'it is a symbolic link; name it to have it fixed';
  // A folder on the way may be a link as well: what it leads to counts.
  const real = realpathSync(fileName);
  const isInside = folders.some((folder) => isBelow(real, realpathSync(folder)));
  return isInside ? undefined : 'it is outside the working directory; name it to have it fixed';
}

function isBelow(fileName: string, folder: string): boolean {
  const path = relative(folder, fileName);
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

function replace(fileName: string, before: string, after: string): string | undefined {
  const stats = statSync(fileName);
  if (!stats.isFile()) return 'it is no regular file';
  if (isReadOnly(fileName, stats)) return 'it is read-only';
  const bytes = readFileSync(fileName);
  if (!isUtf8(bytes)) return 'it is not UTF-8';
  const mark = bytes.subarray(0, 3).equals(byteOrderMark) ? byteOrderMark : Buffer.alloc(0);
  const encode = (text: string): Buffer => Buffer.concat([mark, Buffer.from(text)]);
  if (!encode(before).equals(bytes)) return 'it was changed while it was read';
  replaceBytes(fileName, encode(after), stats);
  return undefined;
}

/** Also for a user whom the system lets write anything. */
function isReadOnly(fileName: string, { mode }: Stats): boolean {
  if ((mode & 0o222) === 0) return true;
  try {
    accessSync(fileName, constants.W_OK);
    return false;
  } catch {
    return true;
  }
}

/** To a file beside it and renamed: a full disk or a kill leaves the old one. */
function replaceBytes(fileName: string, bytes: Buffer, { mode, uid, gid }: Stats): void {
  const temporary = join(dirname(fileName), `.${basename(fileName)}.${randomUUID()}.tmp`);
  const file = openSync(temporary, 'wx', 0o600);
  try {
    try {
      writeFileSync(file, bytes);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    keepOwner(temporary, uid, gid);
    chmodSync(temporary, mode & 0o7777);
    renameSync(temporary, fileName);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

function keepOwner(fileName: string, uid: number, gid: number): void {
  const own = statSync(fileName);
  if (own.uid === uid && own.gid === gid) return;
  try {
    chownSync(fileName, uid, gid);
  } catch {
    // Only the superuser can give a file away.
  }
}
