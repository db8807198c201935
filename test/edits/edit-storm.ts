import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as after } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { pick, randomFrom, type Random } from '../storm/mutants.ts';
import { removeProject, temporaryProject } from '../support/tsserver.ts';
import { pluginName } from '../ts-plugin/support.ts';
import { coldFindings } from './cold.ts';
import { applyToDisk, changeBetween, EditWorld, type Edit } from './edit-world.ts';
import { LanguageServerUnderEdits } from './language-server.ts';
import { hasSyntaxErrors, TsServerUnderEdits } from './tsserver-under-edits.ts';

const examples = fileURLToPath(new URL('../../examples/', import.meta.url));

/** What a storm has tried and what it has found. */
export interface EditResult {
  readonly edits: number;
  /** How many states were compared with a cold run. */
  readonly states: number;
  readonly faults: readonly string[];
}

/** An example app in three servers at once, edited at random. */
export class EditStorm {
  readonly #random: Random;
  readonly #world: EditWorld;
  readonly #with: TsServerUnderEdits;
  readonly #without: TsServerUnderEdits;
  readonly #server: LanguageServerUnderEdits;
  readonly #cold: string;
  readonly #folders: string[];
  readonly #faults: string[] = [];
  /** Whether something has changed on the disk since the servers were last seen to agree: they are told of it in their own time. */
  #isUnsettled = false;
  #edits = 0;
  #states = 0;
  #last = '';
  #tell: ((progress: string) => void) | undefined;

  /** @param app the name of an example */
  constructor(app: string, seed: number) {
    this.#random = randomFrom(seed);
    this.#folders = [true, false, true].map((isWith) => copyOf(app, isWith));
    const [withPlugin, without, cold] = this.#folders as [string, string, string];
    this.#cold = cold;
    this.#world = new EditWorld(withPlugin, this.#random);
    this.#with = new TsServerUnderEdits(withPlugin);
    this.#without = new TsServerUnderEdits(without);
    this.#server = new LanguageServerUnderEdits(withPlugin);
  }

  /**
   * Makes so many edits; every so many of them the whole state is compared with a cold run of the command line.
   *
   * @param every after how many edits that is
   * @param minutes after which it ends, whatever is left
   * @param tell told now and then how far it is
   */
  async run(edits: number, every: number, minutes = Infinity, tell?: (progress: string) => void): Promise<EditResult> {
    const end = Date.now() + minutes * 60_000;
    this.#tell = tell;
    await this.#server.start();
    for (let step = 1; step <= edits && this.#faults.length < 5 && Date.now() < end; step++) {
      for (const edit of this.#world.next()) await this.#do(edit);
      if (step % every !== 0 && step !== edits) continue;
      await this.#compareWithCold();
      tell?.(`${this.#edits} edits, ${this.#states} states, ${this.#faults.length} faults`);
    }
    const ofTypeScript = this.#without.failures();
    const failures = this.#with.failures().filter((failure) => !ofTypeScript.includes(failure));
    this.#faults.push(...failures.slice(0, 3), ...(await this.#server.stop()));
    return { edits: this.#edits, states: this.#states, faults: this.#faults };
  }

  close(): void {
    this.#with.close();
    this.#without.close();
    this.#server.kill();
    this.#folders.forEach(removeProject);
  }

  #fault(text: string): void {
    const fault = `${text}\n  edit ${this.#edits}: ${this.#last}`;
    this.#faults.push(fault);
    this.#tell?.(fault);
  }

  async #do(edit: Edit): Promise<void> {
    this.#edits++;
    this.#last = edit.kind === 'rename' ? `rename ${edit.file} ${edit.to}` : `${edit.kind} ${edit.file}`;
    for (const folder of [this.#folders[0]!, this.#folders[1]!]) if (applyToDisk(folder, edit)) this.#isUnsettled = true;
    const change = edit.kind === 'change' ? changeBetween(this.#with.textOf(edit.file), edit.text) : undefined;
    for (const server of [this.#with, this.#without, this.#server]) await server.take(edit, change);
    const text = this.#world.open.get(edit.file);
    if (text === undefined || edit.kind === 'write') return;
    const position = Math.floor(this.#random() * (text.length + 1));
    const kind = pick(this.#random, TsServerUnderEdits.questions);
    await this.#agree(async () => {
      const [ours, theirs] = [
        await this.#with.answers(edit.file, kind, position),
        await this.#without.answers(edit.file, kind, position),
      ];
      return difference(ours, theirs);
    }, `TypeScript's own answers about ${edit.file} differ (${kind} at ${position})`);
    const trouble = await this.#server.askAround(edit.file, position, this.#random);
    if (trouble) this.#fault(trouble);
  }

  /** Asks until there is no difference. Where nothing changed on the disk since the last time, there must be none at once. */
  async #agree(differenceNow: () => Promise<string | undefined>, what: string): Promise<void> {
    const end = Date.now() + 300_000;
    for (;;) {
      const found = await differenceNow();
      if (found === undefined) return;
      if (!this.#isUnsettled || Date.now() > end) {
        this.#fault(`${what}\n  ${found}`);
        return;
      }
      await after(250);
    }
  }

  async #compareWithCold(): Promise<void> {
    const state = this.#world.state();
    const cold = coldFindings(this.#cold, state);
    this.#states++;
    const files = [...state.keys()];
    const patience = Date.now() + 10_000;
    let isReloaded = false;
    let isReopened = false;
    await this.#agree(async () => {
      const [ours, theirs] = [await this.#with.whole(files, state), await this.#without.whole(files, state)];
      // A file that TypeScript does not take back into its project has no plugin to speak of it, and those that import it miss it.
      const isWhole = !isReopened || theirs.strays.length === 0;
      if (!isWhole) this.#tell?.(`not compared with a cold run: TypeScript has lost ${theirs.strays.join(', ')}`);
      const found = difference(ours.own, theirs.own) ?? (isWhole ? difference(ours.findings, cold) : undefined);
      if (found === undefined || (this.#isUnsettled && Date.now() < patience)) return found;
      if (theirs.strays.length > 0 && !isReloaded) {
        isReloaded = this.#isUnsettled = true;
        this.#tell?.(`reloaded: TypeScript has lost ${theirs.strays.join(', ')}`);
        for (const server of [this.#with, this.#without]) await server.reload();
      } else if (!isReopened) {
        // Of a text with errors TypeScript's parser may keep another tree from before an edit than it makes of the whole text.
        const open = [...this.#world.open].filter(([file, text]) => theirs.strays.includes(file) || hasSyntaxErrors(file, text));
        isReopened = this.#isUnsettled = true;
        this.#tell?.(`opened again: ${open.map(([file]) => file).join(', ')}`);
        for (const server of [this.#with, this.#without]) open.forEach(([file]) => server.reopen(file));
      }
      return found;
    }, 'tsserver and a cold run differ');
    this.#isUnsettled = false;
    const found = difference(await this.#server.whole(files, state), cold);
    if (found !== undefined) this.#fault(`the language server and a cold run differ\n  ${found}`);
  }
}

/** The first lines that are in one list only. */
function difference(ours: readonly string[], theirs: readonly string[]): string | undefined {
  const more = ours.filter((line) => !theirs.includes(line));
  const fewer = theirs.filter((line) => !ours.includes(line));
  if (more.length + fewer.length === 0) return ours.length === theirs.length ? undefined : 'something is said twice';
  return [...more.slice(0, 3).map((line) => `+ ${line}`), ...fewer.slice(0, 3).map((line) => `- ${line}`)].join('\n  ');
}

/** A copy of an example whose config names this plugin, or none. */
function copyOf(app: string, isWith: boolean): string {
  const directory = temporaryProject(`${examples}${app}`);
  const tsconfig = join(directory, 'tsconfig.json');
  const { config } = ts.parseConfigFileTextToJson(tsconfig, readFileSync(tsconfig, 'utf8')) as {
    config: { compilerOptions: object };
  };
  const plugins = isWith ? [{ name: pluginName, preset: 'all' }] : [];
  writeFileSync(tsconfig, JSON.stringify({ ...config, compilerOptions: { ...config.compilerOptions, plugins } }));
  return directory;
}
