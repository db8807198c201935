import { readdirSync, readFileSync } from 'node:fs';

const docs = new URL('../../node_modules/next/dist/docs/01-app/', import.meta.url);

/** The samples of one section that belong together: a small app. */
export interface GuideSample {
  /** `page › section`. */
  readonly section: string;
  /** The text of each file by its name. */
  readonly files: Readonly<Record<string, string>>;
}

/** The pages of the App Router's documentation, by their paths from its folder. */
export function pagesOfNextDocs(): string[] {
  return readdirSync(docs, { recursive: true, encoding: 'utf8' })
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => name.endsWith('.md'))
    .sort();
}

/**
 * The samples of a page of Next.js's documentation, as the package ships it. Blocks of one section are one app as long as no file
 * comes twice; its TypeScript and its JavaScript are two.
 *
 * @param page its path from the folder of the App Router's pages
 */
export function samplesOf(page: string): GuideSample[] {
  const found: Array<{ section: string; files: Record<string, string> }> = [];
  for (const part of readFileSync(new URL(page, docs), 'utf8')
    .split(/^#{2,5} (?=\S)/mu)
    .slice(1)) {
    const title = `${page.replace(/^.*\/(?:\d+-)?|\.md$/gu, '')} › ${part.split('\n')[0]!.trim()}`;
    const current: { typed?: Record<string, string>; plain?: Record<string, string> } = {};
    for (const [, fence = '', code = ''] of part.matchAll(/^[ \t]*```[jt]sx?\b(.*)\n([\s\S]*?)^[ \t]*```$/gmu)) {
      const file = /filename="([^"]+\.[jt]sx?)"/u.exec(fence)?.[1] ?? /^\/\/ (\S+\.[jt]sx?)\n/u.exec(code)?.[1];
      if (!file) continue;
      const kind = /\.tsx?$/u.test(file) ? 'typed' : 'plain';
      let files = current[kind];
      if (!files || file in files) found.push({ section: title, files: (files = current[kind] = {}) });
      files[file] = code;
    }
  }
  return found;
}
