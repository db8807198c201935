import { Layout } from '../../src/graph/layout.ts';
import { lastPart } from '../../src/graph/reach.ts';
import type { ScannedProject } from './scanned-project.ts';

/**
 * Some files of a scanned program, with all that may import them, at any distance: what is known of these is what the whole program
 * would say, and only these are parsed.
 */
export class Region {
  /** The files that were asked about and are none of it: with them an answer may be another. */
  readonly missing = new Set<string>();
  readonly #project: ScannedProject;
  readonly #files = new Set<string>();

  constructor(project: ScannedProject, files: Iterable<string>) {
    this.#project = project;
    this.#add(files);
  }

  /** Takes in what is missing. */
  grow(): void {
    this.#add(this.missing);
    this.missing.clear();
  }

  /** Takes all files in. */
  growWhole(): void {
    this.#add(this.#project.fileNames());
  }

  /** The module graph of the region, which tells of what else it is asked about. */
  layout(): Layout {
    const project = this.#project;
    const others = project.fileNames().filter((fileName) => !this.#files.has(fileName));
    const byName = new Map<string, string[]>();
    const unresolved = new Set<string>();
    for (const fileName of others) {
      for (const specifier of project.mayMiss(fileName)) {
        unresolved.add(specifier);
        const name = lastPart(specifier);
        const known = byName.get(name);
        if (known) known.push(fileName);
        else byName.set(name, [fileName]);
      }
    }
    return new Layout(project, {
      files: project.fileNames().flatMap((fileName) => (this.#files.has(fileName) ? (project.sourceFile(fileName) ?? []) : [])),
      unresolved,
      onOther: (fileName, hangsOn) => {
        if (project.texts.has(fileName)) this.missing.add(fileName);
        // Of a package: it imports nothing in view, and any file may import it.
        else if (hangsOn === 'importers') for (const other of others) this.missing.add(other);
      },
      onName: (name) => {
        for (const fileName of byName.get(name) ?? []) this.missing.add(fileName);
      },
    });
  }

  #add(fileNames: Iterable<string>): void {
    const added = new Set(fileNames);
    // The set grows while it is walked.
    for (const fileName of added) {
      if (this.#files.has(fileName)) continue;
      this.#files.add(fileName);
      for (const importer of this.#project.mayImport(fileName)) added.add(importer);
    }
  }
}
