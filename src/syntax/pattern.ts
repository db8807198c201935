/** A user's regular expression, asked in time that grows with the text alone: one engine's backtracking can take hours. */
interface Pattern {
  /** Whether it matches anywhere in a text, as `RegExp.test` says it. */
  test(text: string): boolean;
}

/** One state of a nondeterministic automaton: takes a character, or asks something of the place, or neither; then goes on. */
interface State {
  readonly takes?: RegExp;
  readonly asks?: (run: PatternRun, position: number) => boolean;
  next: readonly State[];
}

/** Makes the states that match something and go on with another state. */
type Fragment = (next: State) => State;

/** One text being matched; what was asked of a place is asked once. */
interface PatternRun {
  readonly text: string;
  readonly asked: Map<State, Map<number, boolean>>;
}

/** More states than this are no pattern of a name. */
const maximum = 2000;
const patterns = new Map<string, Pattern>();

/**
 * Compiles a regular expression without flags: all that JavaScript knows but back-references.
 *
 * @throws SyntaxError with a message that goes on from "…is no pattern: "
 */
export function patternOf(source: string): Pattern {
  let pattern = patterns.get(source);
  if (!pattern) patterns.set(source, (pattern = compile(source)));
  return pattern;
}

/** A text as a regular expression that matches it alone. */
export function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

/** Why a text is no pattern; undefined where it is one. */
export function patternProblem(source: string): string | undefined {
  try {
    patternOf(source);
    return undefined;
  } catch (error) {
    // "Invalid regular expression: /(a/: Unterminated group"
    return (error as Error).message.replace(/^Invalid regular expression: .*: /s, '');
  }
}

function compile(source: string): Pattern {
  // What is no regular expression of JavaScript is refused in its own words; all else is read below as JavaScript reads it.
  new RegExp(source);
  const end: State = { next: [] };
  const start = new Parser(source).parse()(end);
  return { test: (text) => isReached({ text, asked: new Map() }, start, end, 0, text.length, 'anywhere') };
}

/**
 * Whether a state is reached.
 *
 * @param mode `from`: it starts at `from`, and ends anywhere; `to`: it starts anywhere, and ends at `to`; or both
 */
function isReached(
  run: PatternRun,
  start: State,
  end: State,
  from: number,
  to: number,
  mode: 'anywhere' | 'from' | 'to',
): boolean {
  let current: State[] = [];
  for (let position = from; position <= to; position++) {
    if (mode !== 'from' || position === from) current.push(start);
    const open = closureOf(run, current, position);
    if (open.has(end) && (mode !== 'to' || position === to)) return true;
    const character = run.text.charAt(position);
    current = [...open].flatMap((state) => (state.takes?.test(character) ? state.next : []));
  }
  return false;
}

/** The states that can be reached from some at one place, without taking a character. */
function closureOf(run: PatternRun, states: readonly State[], position: number): Set<State> {
  const open = new Set<State>();
  const waiting = [...states];
  for (let state = waiting.pop(); state; state = waiting.pop()) {
    if (open.has(state) || (state.asks && !holdsAt(run, state, position))) continue;
    open.add(state);
    if (!state.takes) waiting.push(...state.next);
  }
  return open;
}

function holdsAt(run: PatternRun, state: State, position: number): boolean {
  let answers = run.asked.get(state);
  if (!answers) run.asked.set(state, (answers = new Map()));
  let answer = answers.get(position);
  if (answer === undefined) answers.set(position, (answer = state.asks!(run, position)));
  return answer;
}

const empty: Fragment = (next) => next;
const sequence = (parts: readonly Fragment[]): Fragment =>
  parts.reduceRight<Fragment>((rest, part) => (next) => part(rest(next)), empty);

/** Reads a regular expression that is known to be one. */
class Parser {
  readonly #source: string;
  #at = 0;
  #states = 0;

  constructor(source: string) {
    this.#source = source;
  }

  parse(): Fragment {
    const choices = [this.#sequence()];
    while (this.#eat(/\|/y)) choices.push(this.#sequence());
    return choices.length === 1 ? choices[0]! : (next) => this.#state({ next: choices.map((choice) => choice(next)) });
  }

  #sequence(): Fragment {
    const parts: Fragment[] = [];
    while (this.#at < this.#source.length && !/[|)]/.test(this.#source[this.#at]!)) parts.push(this.#repeated(this.#atom()));
    return sequence(parts);
  }

  #atom(): Fragment {
    if (this.#eat(/\^/y)) return this.#asking((_run, position) => position === 0);
    if (this.#eat(/\$/y)) return this.#asking(({ text }, position) => position === text.length);
    const edge = this.#eat(/\\[bB]/y);
    if (edge) return this.#asking(({ text }, position) => isEdge(text, position) === (edge === '\\b'));
    const look = this.#eat(/\(\?<?[=!]/y);
    if (look) return this.#looking(this.#group(), look.includes('<'), look.endsWith('!'));
    if (this.#eat(/\((?:\?:|\?<[^>]*>)?(?!\?)/y)) return this.#group();
    if (/\\(?:[1-9]|k<)/y.test(this.#source.slice(this.#at, this.#at + 3)))
      throw new SyntaxError('back-references are not supported');
    const character = this.#eat(/\[(?:\\.|[^\]\\])*\]|\\(?:u[\da-f]{4}|x[\da-f]{2}|c[a-z]|0[0-7]{0,2})|\\(?!c)[^]|[^]/iy)!;
    if (/^\(/.test(character)) throw new SyntaxError('this kind of group is not supported');
    // A backslash before a "c" that names no control character stands for itself, and so does a bracket that stands alone.
    const takes = new RegExp(`^${/^[\\{}\]]$/.test(character) ? `\\${character}` : character}$`);
    return (next) => this.#state({ takes, next: [next] });
  }

  #group(): Fragment {
    const inside = this.parse();
    this.#at++;
    return inside;
  }

  #repeated(part: Fragment): Fragment {
    const quantifier = this.#eat(/(?:[*+?]|\{\d+(?:,\d*)?\})\??/y);
    if (!quantifier) return part;
    const [least = 0, most = Infinity] = boundsOf(quantifier);
    const some = Array.from({ length: Math.min(least, maximum + 1) }, () => part);
    if (most === Infinity) return sequence([...some, (next) => this.#loop(part, next)]);
    const maybe: Fragment = (next) => this.#state({ next: [part(next), next] });
    const optional = Math.min(most - least, maximum + 1);
    // Each further one only behind the one before it, or nothing is lost: all lead to the same end.
    return sequence([...some, ...Array.from({ length: optional }, () => maybe)]);
  }

  #loop(part: Fragment, next: State): State {
    const loop = this.#state({ next: [] });
    loop.next = [part(loop), next];
    return loop;
  }

  #looking(inside: Fragment, isBehind: boolean, isNegative: boolean): Fragment {
    const end: State = { next: [] };
    const start = inside(end);
    return this.#asking((run, position) => {
      const isThere = isBehind
        ? isReached(run, start, end, 0, position, 'to')
        : isReached(run, start, end, position, run.text.length, 'from');
      return isThere !== isNegative;
    });
  }

  #asking(asks: NonNullable<State['asks']>): Fragment {
    return (next) => this.#state({ asks, next: [next] });
  }

  #state(state: State): State {
    if (++this.#states > maximum) throw new SyntaxError('it is too long');
    return state;
  }

  /** Takes what a sticky expression matches here. */
  #eat(expression: RegExp): string | undefined {
    expression.lastIndex = this.#at;
    const found = expression.exec(this.#source)?.[0];
    this.#at += found?.length ?? 0;
    return found;
  }
}

/** How often at least, and at most: undefined for no bound. */
function boundsOf(quantifier: string): [number?, number?] {
  if (quantifier.startsWith('*')) return [0];
  if (quantifier.startsWith('+')) return [1];
  if (quantifier.startsWith('?')) return [0, 1];
  const [least, most] = /\{(.*)\}/.exec(quantifier)![1]!.split(',');
  return [Number(least), most === undefined ? Number(least) : most === '' ? undefined : Number(most)];
}

/** Whether a word begins or ends at a place. */
function isEdge(text: string, position: number): boolean {
  const [before, after] = [text.charAt(position - 1), text.charAt(position)].map((character) => /\w/.test(character));
  return before !== after;
}
