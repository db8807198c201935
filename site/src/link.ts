import type { Files } from './messages.ts';

/** All that a link holds. */
export interface Shared {
  readonly files: Files;
  readonly presets: readonly string[];
  readonly off: readonly string[];
}

const maximumLink = 400_000;
const maximumText = 1_000_000;
const maximumFiles = 100;
const start = '#v1.';

/** The part of an address that holds files: JSON, compressed, in letters that an address may have. */
export async function linkOf({ files, presets, off }: Shared): Promise<string> {
  const text = JSON.stringify({ files: [...files], presets, off });
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return start + btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/**
 * What a link holds. Anyone may have made it: what is not of the shape, or too large, is refused whole.
 *
 * @returns undefined where the address holds nothing
 * @throws with a sentence for the reader
 */
export async function sharedIn(hash: string): Promise<Shared | undefined> {
  if (hash === '' || hash === '#') return undefined;
  if (!hash.startsWith(start)) throw new Error('This link holds nothing that can be read.');
  if (hash.length > maximumLink) throw new Error('This link is too long.');
  let value: unknown;
  try {
    value = JSON.parse(await inflated(hash.slice(start.length)));
  } catch (error) {
    throw error instanceof RangeError
      ? new Error('This link holds too much.', { cause: error })
      : new Error('This link is damaged.', { cause: error });
  }
  const shared = sharedFrom(value);
  if (!shared) throw new Error('This link holds nothing that can be read.');
  return shared;
}

async function inflated(encoded: string): Promise<string> {
  const bytes = Uint8Array.from(atob(encoded.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let text = '';
  // A few bytes may stand for very many: it ends where it is too much, not where all of it is there.
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    text += decoder.decode(value, { stream: true });
    if (text.length > maximumText) {
      void reader.cancel();
      throw new RangeError();
    }
  }
}

function sharedFrom(value: unknown): Shared | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { files, presets, off } = value as Partial<Record<string, unknown>>;
  if (!Array.isArray(files) || files.length === 0 || files.length > maximumFiles) return undefined;
  const found = new Map<string, string>();
  for (const entry of files as unknown[]) {
    if (!Array.isArray(entry) || entry.length !== 2) return undefined;
    const [name, text] = entry as unknown[];
    if (typeof name !== 'string' || typeof text !== 'string' || !isFileName(name)) return undefined;
    found.set(name, text);
  }
  return { files: found, presets: namesIn(presets), off: namesIn(off) };
}

function namesIn(value: unknown): string[] {
  if (!Array.isArray(value)) return [];
  return (value as unknown[])
    .filter((name): name is string => typeof name === 'string' && /^[a-z-]{1,40}$/.test(name))
    .slice(0, 100);
}

/** Whether a name can be one of a file below the app: no way out of it, nothing that cannot be seen. */
export function isFileName(name: string): boolean {
  const parts = name.split('/');
  const isPlain = parts.every((part) => part !== '' && part !== '.' && part !== '..' && part !== 'node_modules');
  return name.length <= 200 && isPlain && !/[\p{C}\\<>:"|?*]/u.test(name) && name.trim() === name;
}
