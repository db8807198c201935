import { basename, dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import ts from 'typescript';
import { runRules } from '../src/run-rules.ts';
import { projectOfProgram } from '../src/project/program-project.ts';
import { rules } from '../src/rules/index.ts';
import { withoutSuppressed } from '../src/suppressions.ts';
import { App, placesOf, type Place } from './app.ts';
import { isFault, type Fault } from './fault.ts';
import { actions } from './faults/actions.ts';
import { hidden } from './faults/hidden.ts';
import { props } from './faults/props.ts';
import { rendering } from './faults/rendering.ts';
import { sides } from './faults/sides.ts';

/** A finding, by what does not change when lines are put in above it. */
interface Found {
  readonly rule: string;
  readonly fileName: string;
  /** 1-based. */
  readonly line: number;
  readonly text: string;
  readonly message: string;
}

/** A fault at its place, with the texts of the files it changes or makes. */
interface Injected {
  readonly fault: Fault;
  readonly place: Place;
  readonly changed: ReadonlyMap<string, string>;
  readonly number: number;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '1' },
    rule: { type: 'string', multiple: true },
    verbose: { type: 'boolean', default: false },
  },
});

const all = [...sides, ...props, ...actions, ...rendering, ...hidden];
/** The oldest Next.js the tool is for; before it Server Actions were an experiment that has to be switched on. */
const oldestNext = 14;
let state = Number(values.seed);

/** The next random number below a bound, the same for the same seed. */
function random(bound: number): number {
  state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
  return (state >>> 8) % bound;
}

function main(): number {
  if (positionals.length === 0) {
    console.error('Name the folder of an app: npm run inject -- ../my-app');
    return 2;
  }
  let wrong = 0;
  for (const folder of positionals) wrong += injectInto(resolve(folder));
  return wrong > 0 ? 1 : 0;
}

function injectInto(directory: string): number {
  const next = versionOf(directory, 'next');
  if (next > 0 && next < oldestNext) {
    console.log(`${basename(directory)}: left out, its Next.js ${next} has no Server Functions by default`);
    return 0;
  }
  const app = new App(directory);
  const { program, system } = app.programWith(new Map());
  const places = placesOf(app, program);
  const before = new Map<string, number>();
  for (const found of findingsOf(program, system)) count(before, keyOf(found));
  const react = versionOf(directory, 'react');
  const wanted = all.filter(
    ({ rule, since = {} }) =>
      (!values.rule || values.rule.includes(rule)) && (since.next ?? 0) <= next && (since.react ?? 0) <= react,
  );
  const waiting: Injected[] = [];
  let homeless = 0;
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const fault of wanted) {
      const fitting = places.filter(({ kind, element }) => kind === fault.place && (!fault.jsx || element));
      if (fitting.length === 0) homeless++;
      else waiting.push(inject(fault, fitting[random(fitting.length)]!, waiting.length + 1));
    }
  }
  const tried = waiting.length;
  const wrong: string[] = [];
  while (waiting.length > 0) {
    const batch = [waiting.shift()!];
    if (!batch[0]!.fault.isAlone) {
      const taken = new Set([batch[0]!.place.fileName]);
      for (const injected of [...waiting]) {
        if (injected.fault.isAlone || taken.has(injected.place.fileName)) continue;
        taken.add(injected.place.fileName);
        batch.push(injected);
        waiting.splice(waiting.indexOf(injected), 1);
      }
    }
    wrong.push(...judge(app, batch, before));
  }
  console.log(
    `${basename(directory)}: ${tried} put in, ${wrong.length} wrong, ${homeless} without a place (seed ${values.seed})`,
  );
  for (const text of wrong) console.log(text);
  return wrong.length;
}

function inject(fault: Fault, place: Place, number: number): Injected {
  const fill = (text: string): string => text.replaceAll('__', `${number}`);
  const source = ts.sys.readFile(place.fileName)!.replace(/^\uFEFF/, '');
  const edits: Array<{ start: number; end: number; text: string }> = [];
  if (fault.directive && place.directive) edits.push({ ...place.directive, text: fill(fault.directive) });
  if (fault.imports) edits.push({ start: place.importsAt, end: place.importsAt, text: `\n${fill(fault.imports)}\n` });
  if (fault.jsx && place.element) {
    const { start, end } = place.element;
    edits.push({ start, end: start, text: `<>${fill(fault.jsx)}` }, { start: end, end, text: '</>' });
  }
  edits.push({ start: source.length, end: source.length, text: `\n${fill(fault.append ?? '')}\n` });
  let text = source;
  for (const edit of edits.sort((a, b) => b.start - a.start)) text = text.slice(0, edit.start) + edit.text + text.slice(edit.end);
  const changed = new Map([[place.fileName, text]]);
  for (const [name, content] of Object.entries(fault.files ?? {})) {
    changed.set(join(dirname(place.fileName), fill(name)), fill(content));
  }
  return { fault, place, changed, number };
}

function judge(app: App, batch: readonly Injected[], before: ReadonlyMap<string, number>): string[] {
  const changed = new Map(batch.flatMap((injected) => [...injected.changed]));
  const { program, system } = app.programWith(changed);
  const left = new Map(before);
  const found = findingsOf(program, system).filter((finding) => {
    const many = left.get(keyOf(finding)) ?? 0;
    left.set(keyOf(finding), many - 1);
    return many <= 0;
  });
  return batch.flatMap(({ fault, place, changed: texts, number }) => {
    const here = found.filter(({ fileName }) => texts.has(fileName));
    const name = `${fault.rule}, ${fault.how}\n    in ${relative(app.directory, place.fileName)}`;
    const wrong: string[] = [];
    const expected = new Set<Found>();
    for (const [fileName, text] of texts) {
      text.split('\n').forEach((line, index) => {
        const rule = /[/*] !([a-z-]+)/.exec(line)?.[1];
        if (!rule) return;
        const match = here.find(
          (finding) => finding.rule === rule && finding.fileName === fileName && finding.line === index + 1,
        );
        if (match) expected.add(match);
        else
          wrong.push(
            `  missed: ${name}\n    ${line.trim()}\n${here.map((other) => `      instead: ${describe(other)}`).join('\n')}`,
          );
      });
    }
    // What a fault does to others is its own affair; a look-alike does nothing.
    const isMine = (finding: Found): boolean => !isFault(fault) || finding.rule === fault.rule;
    for (const finding of here) {
      if (expected.has(finding) || !isMine(finding) || fault.isAlone) continue;
      if (!finding.text.includes(`${number}`) && isFault(fault)) continue;
      wrong.push(`  false: ${name}\n    ${describe(finding)}\n    ${finding.text}`);
    }
    if (values.verbose) console.log(`${fault.rule}, ${fault.how}: ${wrong.length === 0 ? 'as it should be' : 'wrong'}`);
    return wrong;
  });
}

const describe = ({ rule, line, message }: Found): string => `${line} ${rule}: ${message}`;
const keyOf = ({ rule, fileName, text }: Found): string => `${rule} ${fileName} ${text}`;

function count(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}

function findingsOf(program: ts.Program, system: ts.System): Found[] {
  const project = projectOfProgram(ts, program, {}, system);
  const selected = rules.map((rule) => ({ rule }));
  return program.getSourceFiles().flatMap((sourceFile) => {
    const { fileName } = sourceFile;
    if (sourceFile.isDeclarationFile || fileName.includes('/node_modules/')) return [];
    const lines = sourceFile.text.split('\n');
    return withoutSuppressed(ts, sourceFile, runRules(project, sourceFile, selected)).map(({ rule, start, message }) => {
      const { line } = sourceFile.getLineAndCharacterOfPosition(start);
      return { rule, fileName, line: line + 1, text: lines[line]!.trim(), message };
    });
  });
}

/** The major version of an installed package, else 0. */
function versionOf(directory: string, name: string): number {
  for (let folder = directory; ; folder = dirname(folder)) {
    const text = ts.sys.readFile(join(folder, 'node_modules', name, 'package.json'));
    if (text) return Number((JSON.parse(text) as { version: string }).version.split('.')[0]);
    if (folder === dirname(folder)) return 0;
  }
}

process.exitCode = main();
