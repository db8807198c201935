/** A module with a directive that a name is taken from. */
export interface Reference {
  /** Absolute. */
  readonly fileName: string;
  readonly directive: 'use client' | 'use server' | 'use cache';
  /** The exported name there. */
  readonly name: string;
  /** Members that are read of the export on the asker's side: `Menu.Item` reads `Item`. */
  readonly members: readonly string[];
}
