import type { AppFiles } from './app.ts';

/** The worst a person or a generator writes, of a given size. */
export type Shape = (size: number) => AppFiles;

/** A line for each number below `size`. */
export function lines(size: number, line: (index: number) => string, separator = '\n'): string {
  return Array.from({ length: size }, (_, index) => line(index)).join(separator);
}

/** `around` around itself, so deep. */
export function nested(size: number, open: string, inner: string, close: string): string {
  return open.repeat(size) + inner + close.repeat(size);
}

/** A file for each number below `size`. */
export function files(size: number, name: (index: number) => string, text: (index: number) => string): AppFiles {
  return Object.fromEntries(Array.from({ length: size }, (_, index) => [name(index), text(index)]));
}

/** A page of these statements. */
export function page(body: string, imports = ''): string {
  return `${imports}\nexport default async function Page(props: { params: Promise<{ id: string }> }) {\n${body}\n}\n`;
}

/** A Client Component that takes anything. */
export const button = `'use client';\nexport function Button(props: { [key: string]: unknown }) { return <button />; }\n`;

/** What actions write to. */
export const db = `export const db = { post: { update: async (value: unknown) => void value } };\n`;

/** How a file of actions that write begins. */
export const actionHead = `'use server';\nimport { db } from '../lib/db';\n`;
