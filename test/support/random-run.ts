/** What a run of `npm run parity` is repeated with. */
export const seed = Number(process.env['PARITY_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

const minutes = process.env['PARITY_MINUTES'];

/** How long a comparison with random inputs goes on: so many inputs, or with PARITY_MINUTES for so long. */
export class RandomRun {
  readonly title: string;
  readonly #count: number;
  readonly #what: string;
  #end: number | undefined;

  /**
   * @param what the inputs, in the plural
   * @param share how many of PARITY_COUNT's inputs there are one of these for: they differ in what one costs
   */
  constructor(what: string, share: number) {
    this.#what = what;
    this.#count = Math.ceil(Number(process.env['PARITY_COUNT'] ?? 1500) / share);
    this.title = `${minutes === undefined ? this.#count : `${Number(minutes).toFixed(1)} minutes of`} random ${what} (PARITY_SEED=${seed})`;
  }

  /** Whether there is to be another one after so many. */
  goesOn(done: number): boolean {
    if (minutes === undefined) return done < this.#count;
    this.#end ??= Date.now() + Number(minutes) * 60_000;
    return Date.now() < this.#end;
  }

  /** Tells how many there were, where that was not known before. */
  tell(done: number): void {
    if (minutes !== undefined) process.stderr.write(`${done} random ${this.#what}, seed ${seed}\n`);
  }
}
