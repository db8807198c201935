import { normalize } from '../../node/disk.ts';
import { UsageError } from '../../node/usage-error.ts';
import { Git } from './git.ts';
import { decoded, type Overlay } from './overlay.ts';

/** A file that is another than it was; absolute names with forward slashes. */
export interface ChangedFile {
  /** Its name now, or the one it had where it is gone. */
  readonly fileName: string;
  /** The name it had; undefined where it is new. */
  readonly before: string | undefined;
  readonly isDeleted: boolean;
}

/** Two states of a work tree, and what changed from the one to the other. */
export interface Changes {
  /** The work tree's folder. */
  readonly root: string;
  readonly changes: readonly ChangedFile[];
  /** What is judged. */
  readonly after: Overlay;
  /** What it is compared with; in a merge, each of its parents. */
  readonly before: ReadonlyArray<{ readonly overlay: Overlay; readonly changes: readonly ChangedFile[] }>;
  /** The configs there are. */
  readonly configs: readonly string[];
  /** The files that are on the disk as they are in the index. */
  readonly isWhole: (fileName: string) => boolean;
}

/** One file of a comparison: `:100644 100644 <id> <id> M`, and its names. */
interface RawEntry {
  readonly status: string;
  readonly from: string;
  readonly to: string;
  readonly blob: string | undefined;
}

/** One work tree, as Git sees it. */
export class Repository {
  readonly root: string;
  readonly #git: Git;

  /**
   * @param directory any folder of the work tree
   * @throws UsageError where it is in none
   */
  constructor(directory: string) {
    const root = new Git(directory).line('rev-parse', '--show-toplevel');
    if (!root) throw new UsageError(`${directory} is in no work tree of git: --staged, --since and --changed need one.`);
    this.root = normalize(root);
    this.#git = new Git(this.root);
  }

  /** What is in the index, against HEAD: what the next commit is, whatever lies on the disk beside it. */
  staged(): Changes {
    const { overlay: after, unmerged } = this.#index();
    if (unmerged.length > 0)
      throw new UsageError(`${unmerged[0]} has conflicts that are not resolved: mend it, and "git add" it.`);
    const head = this.#git.line('rev-parse', '--verify', '--quiet', 'HEAD');
    // Before the first commit all is new.
    const bases = [head ?? this.#git.line('hash-object', '-t', 'tree', '--stdin')!, ...this.#merged()];
    const before = bases.map((base) => this.#against(after, ['--cached', base]));
    return {
      root: this.root,
      changes: before[0]!.changes,
      after,
      before,
      configs: this.#configs(after, '--cached'),
      isWhole: (fileName) => !after.has(fileName),
    };
  }

  /**
   * What lies on the disk, against the commit where a branch began.
   *
   * @param revision what the branch is compared with
   * @throws UsageError where there is no such commit, or nothing in common with it
   */
  since(revision: string): Changes {
    const commit = revision.startsWith('-')
      ? undefined
      : this.#git.line('rev-parse', '--verify', '--quiet', `${revision}^{commit}`);
    if (!commit) throw new UsageError(`There is no commit ${revision} here. In CI, fetch it first.`);
    const base = this.#git.line('merge-base', 'HEAD', commit);
    if (!base)
      throw new UsageError(`HEAD and ${revision} have no commit in common here. In CI, fetch the whole history (depth 0).`);
    const untracked = this.#git.list('ls-files', '-z', '--others', '--exclude-standard').map((path) => this.#absolute(path));
    const { overlay, changes } = this.#against(new Map(), [base]);
    const added = untracked.filter((fileName) => !fileName.includes('/node_modules/'));
    const all = [...changes, ...added.map((fileName): ChangedFile => ({ fileName, before: undefined, isDeleted: false }))];
    for (const fileName of added) overlay.set(fileName, undefined);
    return {
      root: this.root,
      changes: all,
      after: new Map(),
      before: [{ overlay, changes: all }],
      configs: this.#configs(new Map(), '--cached', '--others', '--exclude-standard'),
      isWhole: () => true,
    };
  }

  /** Puts files into the index as they lie on the disk. */
  stage(fileNames: readonly string[]): void {
    if (fileNames.length > 0) this.#git.run(['add', '--pathspec-from-file=-', '--pathspec-file-nul'], fileNames.join('\0'));
  }

  /** The index where it is another than the disk. */
  #index(): { overlay: Map<string, string | undefined>; unmerged: string[] } {
    const blobs = new Map<string, string>();
    const overlay = new Map<string, string | undefined>();
    const unmerged: string[] = [];
    const output = this.#git.list('status', '--porcelain=v2', '-z', '--untracked-files=normal', '--ignore-submodules=all');
    for (let index = 0; index < output.length; index++) {
      const entry = output[index]!;
      // A renamed file's former name stands behind it.
      if (entry.startsWith('2')) index++;
      if (entry.startsWith('u')) unmerged.push(entry.split(' ').slice(10).join(' '));
      else if (entry.startsWith('?')) this.#hide(overlay, entry.slice(2));
      else if (/^[12]/.test(entry)) {
        const [, states = '', , , indexMode = '', , , blob = '', ...rest] = entry.split(' ');
        const path = this.#absolute((entry.startsWith('2') ? rest.slice(1) : rest).join(' '));
        // A link and a submodule are as they are on the disk.
        if (states[1] === '.' || !/^(?:100|000)/.test(indexMode)) continue;
        // "git add -N" says about a file only that it is going to be added.
        if (states[1] === 'A') overlay.set(path, undefined);
        else blobs.set(path, blob);
      }
    }
    const texts = this.#git.blobs([...new Set(blobs.values())]);
    for (const [path, blob] of blobs) overlay.set(path, texts.has(blob) ? decoded(texts.get(blob)!) : undefined);
    return { overlay, unmerged };
  }

  /** A file or folder that is not in the index is not there, but for what is ignored or installed. */
  #hide(overlay: Map<string, string | undefined>, path: string): void {
    if (/(?:^|\/)node_modules\//.test(path)) return;
    const files = path.endsWith('/') ? this.#git.list('ls-files', '-z', '--others', '--exclude-standard', '--', path) : [path];
    for (const file of files) if (!/(?:^|\/)node_modules\//.test(file)) overlay.set(this.#absolute(file), undefined);
  }

  /** The commits that a merge brings into HEAD: what they have is not new. */
  #merged(): string[] {
    const commit = this.#git.line('rev-parse', '--verify', '--quiet', 'MERGE_HEAD');
    return commit === undefined ? [] : [commit];
  }

  /** A commit's state as an overlay over the disk, and what changed since. */
  #against(after: Overlay, compared: readonly string[]): { overlay: Map<string, string | undefined>; changes: ChangedFile[] } {
    const entries = this.#rawEntries(compared);
    const texts = this.#git.blobs([...new Set(entries.flatMap(({ blob }) => blob ?? []))]);
    const overlay = new Map(after);
    const changes: ChangedFile[] = [];
    for (const { status, from, to, blob } of entries) {
      const fileName = this.#absolute(to);
      const before = this.#absolute(from);
      // "git add -N": listed, and not there yet.
      if (status === 'A' && after.has(fileName) && after.get(fileName) === undefined) continue;
      if (status === 'A' || status === 'R' || status === 'C') overlay.set(fileName, undefined);
      if (status !== 'A' && blob !== undefined && texts.has(blob)) overlay.set(before, decoded(texts.get(blob)!));
      changes.push({ fileName, before: status === 'A' || status === 'C' ? undefined : before, isDeleted: status === 'D' });
    }
    return { overlay, changes };
  }

  #rawEntries(compared: readonly string[]): RawEntry[] {
    const output = this.#git.list('diff-index', '-z', '--raw', '--no-abbrev', '-M', '--ignore-submodules=all', ...compared);
    const entries: RawEntry[] = [];
    for (let index = 0; index < output.length;) {
      const [oldMode = '', newMode = '', blob = '', , status = ''] = output[index++]!.slice(1).split(' ');
      const from = output[index++]!;
      const isPair = /^[RC]/.test(status);
      const to = isPair ? output[index++]! : from;
      if (![oldMode, newMode].some((mode) => mode.startsWith('100'))) continue;
      entries.push({ status: status[0]!, from, to, blob: oldMode.startsWith('100') ? blob : undefined });
    }
    return entries;
  }

  #configs(state: Overlay, ...which: string[]): string[] {
    const paths = this.#git.list('ls-files', '-z', ...which, '--', ':(glob)**/tsconfig.json', ':(glob)**/jsconfig.json');
    const found = [...new Set(paths.map((path) => this.#absolute(path)))].filter(
      (fileName) => !fileName.includes('/node_modules/') && (!state.has(fileName) || state.get(fileName) !== undefined),
    );
    const isSecond = (fileName: string): boolean =>
      fileName.endsWith('/jsconfig.json') && found.includes(fileName.replace(/jsconfig\.json$/, 'tsconfig.json'));
    return found.filter((fileName) => !isSecond(fileName)).sort();
  }

  #absolute(path: string): string {
    return `${this.root}/${path}`;
  }
}
