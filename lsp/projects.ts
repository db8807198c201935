import { dirname } from 'node:path';
import { configsAbove, configuredProject, plainProject, referencesOf, type ProjectConfig } from './configs.ts';
import { isWithin } from './paths.ts';
import { EditorProject, type ProjectHost } from './project.ts';

/** The projects of an editor: which one a file belongs to, made when it is first asked for. */
export class Projects {
  readonly #host: ProjectHost;
  /** By config file; for those without one by folder, with `/*` where it is meant as a whole. */
  readonly #projects = new Map<string, EditorProject>();
  /** Kept until their followers have taken over what they have parsed. */
  readonly #retired: EditorProject[] = [];
  #folders: readonly string[] = [];

  constructor(host: ProjectHost) {
    this.#host = host;
  }

  /** Takes the client's workspace folders; projects of none of them are let go. */
  setFolders(folders: readonly string[]): void {
    const gone = this.#folders.filter((folder) => !folders.includes(folder));
    this.#folders = folders;
    this.retire((project) => gone.some((folder) => isWithin(project.config.directory, folder)));
  }

  /**
   * The project of a file: of the nearest config that has it, directly or by a project it refers to; else of its workspace folder,
   * where there is no config at all; else one of files that belong to nothing.
   */
  of(fileName: string): EditorProject {
    const configs = [...configsAbove(this.#host.typescript, dirname(fileName))];
    for (const config of configs) {
      const found = this.#among(config, fileName, new Set());
      if (found) return found;
    }
    const folder = this.#folders.filter((folder) => isWithin(fileName, folder)).sort((a, b) => b.length - a.length)[0];
    const isWhole = configs.length === 0 && folder !== undefined;
    const directory = isWhole ? folder : dirname(configs[0] ?? fileName);
    const project = this.#get(isWhole ? `${directory}/*` : directory, () =>
      plainProject(this.#host.typescript, directory, isWhole),
    );
    if (!project.isRoot(fileName)) project.adopt(fileName);
    return project;
  }

  /** A file is closed: where it belonged to nothing, no more is known of it. */
  closed(fileName: string): void {
    for (const project of this.#projects.values()) {
      const { configFile, fileNames } = project.config;
      if (configFile === undefined && project.isRoot(fileName) && !fileNames.includes(fileName)) project.release(fileName);
    }
  }

  /** Takes new settings everywhere. */
  configure(): void {
    for (const project of this.#projects.values()) project.configure();
  }

  /** Has projects read anew when they are next asked for: a config has changed, or files have come or gone. */
  retire(isConcerned: (project: EditorProject) => boolean): void {
    for (const [name, project] of this.#projects) {
      if (!isConcerned(project)) continue;
      this.#projects.delete(name);
      this.#retired.push(project);
    }
  }

  /** Has those projects read anew whose config, or list of files, is no longer what was read: for a client that does not watch files. */
  lookAgain(): void {
    const { typescript } = this.#host;
    this.retire(({ config }) => {
      const { configFile, directory, isWhole } = config;
      const now = configFile ? configuredProject(typescript, configFile) : plainProject(typescript, directory, isWhole);
      return JSON.stringify(now) !== JSON.stringify(config);
    });
  }

  /**
   * Ends what is no longer needed: projects that were read anew, and those of which no file is open.
   *
   * @param open the files that are open
   */
  sweep(open: readonly string[]): void {
    const needed = new Set(open.map((fileName) => this.of(fileName)));
    // With the last file closed, the next one is likely to be of the same project.
    if (needed.size > 0) this.retire((project) => !needed.has(project));
    for (const project of this.#retired.splice(0)) project.dispose();
  }

  #among(configFile: string, fileName: string, seen: Set<string>): EditorProject | undefined {
    if (seen.has(configFile)) return undefined;
    seen.add(configFile);
    const project = this.#get(configFile, () => this.#read(configFile));
    if (project.isRoot(fileName)) return project;
    for (const reference of referencesOf(this.#host.typescript, project.config)) {
      const found = this.#among(reference, fileName, seen);
      if (found) return found;
    }
    return project.config.fileNames.length > 0 && project.has(fileName) ? project : undefined;
  }

  #read(configFile: string): ProjectConfig {
    const config = configuredProject(this.#host.typescript, configFile);
    if (config.problem !== undefined)
      this.#host.log(`${config.problem} Until it can be read, all source files of its folder are one project.`);
    return config;
  }

  #get(name: string, read: () => ProjectConfig): EditorProject {
    let project = this.#projects.get(name);
    if (!project) this.#projects.set(name, (project = new EditorProject(this.#host, read())));
    return project;
  }
}
