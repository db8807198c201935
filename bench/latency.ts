import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { TsServer } from '../test/support/tsserver.ts';
import { median, sum, type Figure } from './statistics.ts';

/** An app twice on the disk, alike but for the plugin's entry in the tsconfig of the second. */
export interface App {
  readonly name: string;
  readonly without: string;
  readonly with: string;
  /** The files that are opened and edited, relative. */
  readonly files: readonly string[];
}

/** A server with an app's files open in it. */
class Session {
  readonly #server: TsServer;
  readonly #directory: string;
  readonly #lineCounts = new Map<string, number>();

  constructor(directory: string) {
    this.#server = new TsServer('typescript');
    this.#directory = directory;
  }

  /** Opens files and waits until their project is loaded: what is measured from there on is checking. */
  async open(files: readonly string[]): Promise<void> {
    for (const file of files) this.#server.open(`${this.#directory}/${file}`);
    await this.#server.request('projectInfo', { file: `${this.#directory}/${files[0]!}`, needFileNameList: false });
  }

  /** How long the diagnostics of a file take, in milliseconds. */
  async ask(file: string): Promise<number> {
    const start = performance.now();
    await this.#server.diagnostics(`${this.#directory}/${file}`);
    return performance.now() - start;
  }

  /** Adds a line to the end of a file, as typing does, and asks for its diagnostics. */
  async editAndAsk(file: string, round: number): Promise<number> {
    const fileName = `${this.#directory}/${file}`;
    const lines = this.#lineCounts.get(file) ?? readFileSync(fileName, 'utf8').split('\n').length;
    this.#lineCounts.set(file, lines + 1);
    const at = { line: lines, offset: 1 };
    const start = performance.now();
    await this.#server.request('updateOpen', {
      changedFiles: [{ fileName, textChanges: [{ start: at, end: at, newText: `const probe${round} = ${round};\n` }] }],
    });
    await this.#server.diagnostics(fileName);
    return performance.now() - start;
  }

  close(): void {
    this.#server.close();
  }
}

const keys = ['without', 'with', 'again'] as const;

/** One reading of each of the three servers: without the plugin, with it, and once more without. */
type Reading = Readonly<Record<(typeof keys)[number], number>>;

/**
 * What the plugin costs in an editor: three tsservers side by side, two without it and one with it, asked the same in turn. The two
 * without it are the measure's own noise.
 *
 * @param edits how many edits to make; they go round the app's files
 * @param starts how many times to start the servers for their first diagnostics
 */
export async function measureLatency(app: App, edits: number, starts: number): Promise<Figure[]> {
  const directories = { without: app.without, with: app.with, again: app.without };
  let sessions = new Map<string, Session>();
  let turn = 0;
  /** Asks the three one after the other, another first each time: who comes first finds the processor cold. */
  const inTurn = async (ask: (key: (typeof keys)[number]) => Promise<number>): Promise<Reading> => {
    const reading = { without: 0, with: 0, again: 0 };
    turn++;
    for (let step = 0; step < keys.length; step++) {
      const key = keys[(turn + step) % keys.length]!;
      reading[key] = await ask(key);
    }
    return reading;
  };
  const closeAll = (): void => sessions.forEach((session) => session.close());
  try {
    const cold: Reading[] = [];
    const checking: Reading[] = [];
    for (let start = 0; start < starts; start++) {
      closeAll();
      sessions = new Map();
      const checked = { without: 0, with: 0, again: 0 };
      cold.push(
        await inTurn(async (key) => {
          const session = new Session(directories[key]);
          sessions.set(key, session);
          const begun = performance.now();
          await session.open(app.files);
          const times: number[] = [];
          for (const file of app.files) times.push(await session.ask(file));
          checked[key] = sum(times);
          return performance.now() - begun;
        }),
      );
      checking.push(checked);
    }
    const unchanged: Reading[] = [];
    const rounds = Math.max(1, Math.round(200 / app.files.length));
    for (let round = 0; round < rounds; round++)
      for (const file of app.files) unchanged.push(await inTurn((key) => sessions.get(key)!.ask(file)));
    const edited: Reading[] = [];
    for (let round = 0; round < edits; round++) {
      // A step that shares no divisor with the number of files, so that few edits meet files of every kind.
      const file = app.files[(round * 11) % app.files.length]!;
      edited.push(await inTurn((key) => sessions.get(key)!.editAndAsk(file, round)));
    }
    const ratio = (readings: readonly Reading[], key: 'with' | 'again'): number =>
      median(readings.map((reading) => reading[key] / reading.without));
    const over = (key: 'with' | 'again'): number => median(unchanged.map((reading) => reading[key] - reading.without));
    return [
      {
        what: `${app.name}: cold start`,
        value: ratio(cold, 'with'),
        unit: '×',
        bound: 1.1,
        how: `with / without, from opening ${app.files.length} files to their diagnostics, median of ${starts} starts`,
      },
      { what: `${app.name}: cold start, noise`, value: ratio(cold, 'again'), unit: '×', how: 'without / without' },
      {
        what: `${app.name}: of it, checking the files`,
        value: ratio(checking, 'with'),
        unit: '×',
        how: 'with / without, once the project is loaded: the graph and all rules, run for the first time',
      },
      {
        what: `${app.name}: of it, checking the files, noise`,
        value: ratio(checking, 'again'),
        unit: '×',
        how: 'without / without',
      },
      {
        what: `${app.name}: edit to diagnostics`,
        value: ratio(edited, 'with'),
        unit: '×',
        bound: 1.05,
        how: `with / without, median of ${edits} pairs`,
      },
      {
        what: `${app.name}: an answer after a change`,
        value: median(edited.map((reading) => reading.with)),
        unit: 'ms',
        bound: 100,
        how: `on the clock, with the plugin, median of ${edits} edits; ${median(edited.map((reading) => reading.without)).toFixed(0)} ms without`,
      },
      { what: `${app.name}: edit to diagnostics, noise`, value: ratio(edited, 'again'), unit: '×', how: 'without / without' },
      {
        what: `${app.name}: an unchanged file`,
        value: over('with'),
        unit: 'ms',
        bound: 0.5,
        how: `with − without, median of ${unchanged.length} pairs`,
      },
      { what: `${app.name}: an unchanged file, noise`, value: over('again'), unit: 'ms', how: 'without − without' },
    ];
  } finally {
    closeAll();
  }
}
