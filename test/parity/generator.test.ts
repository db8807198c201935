import { expect, it } from 'vitest';
import { ask, askCompiler, type Statements } from '../support/parity.ts';
import { RandomRun, seed } from '../support/random-run.ts';
import { linesOf, shrink } from '../support/shrink.ts';
import { generate, random, type Generated } from './generator.ts';

// A failing run is repeated with PARITY_SEED; `npm run parity` asks for a longer one.
const run = new RandomRun('modules', 1);

it(`agrees with the compiler on ${run.title}`, { timeout: 0 }, async () => {
  const next = random(seed);
  let spoken = 0;
  let index = 0;
  for (; run.goesOn(index); index++) {
    const generated = generate(next);
    const [ours, theirs] = [ask(generated.source, pathOf(generated)), await askCompiler(generated.source, pathOf(generated))];
    if (theirs.length > 0) spoken += 1;
    if (differenceOf(generated.source, ours, theirs) === undefined) continue;
    const smallest = await shrunk(generated);
    const difference = await differenceIn(smallest);
    expect.fail(`PARITY_SEED=${seed}, module ${index}, ${generated.file}\n${difference}\n${smallest.source}`);
  }
  // A generator whose modules the compiler never minds would prove nothing.
  expect(spoken).toBeGreaterThan(index / 3);
  run.tell(index);
});

/** Leaves out lines as long as what is left still parses and still differs. */
async function shrunk(generated: Generated): Promise<Generated> {
  const differs = async (source: string): Promise<boolean> => (await differenceIn({ ...generated, source })) !== undefined;
  return { ...generated, source: await shrink(linesOf(generated.source), differs) };
}

async function differenceIn(generated: Generated): Promise<string | undefined> {
  const path = pathOf(generated);
  return differenceOf(generated.source, ask(generated.source, path), await askCompiler(generated.source, path));
}

function pathOf({ file }: Generated): string {
  return `/project/app/${file}`;
}

function differenceOf(source: string, ours: Statements, theirs: Statements): string | undefined {
  const isConflict = (statement: string): boolean => statement.startsWith('no-conflicting') && isOnTop(source, statement);
  // With two directives on top the compiler goes on with both, and what it says then holds for neither file.
  // So it does with a misspelt second one; we ask for the spelling first.
  const isMisspelt = (statement: string): boolean =>
    isConflict(statement) && ours.includes(statement.replace('no-conflicting-directives', 'directive-spelling'));
  if (ours.some(isConflict) || theirs.some(isMisspelt)) return theirs.length > 0 ? undefined : `we alone say ${ours.join(', ')}`;
  const missing = theirs.filter((statement) => !ours.includes(statement) && !isLeftOverThis(source, statement));
  if (missing.length > 0) return `the compiler alone says ${missing.join(', ')}; we say ${ours.join(', ')}`;
  // At the first export it does not allow, the compiler stops looking at the rest of the file.
  const stopsEarly = theirs.some((statement) => statement.startsWith('server-module-exports'));
  const extra = ours.filter(
    (statement) => !theirs.includes(statement) && !isBeyond(source, statement) && !isInRejectedMethod(source, statement, theirs),
  );
  return extra.length > 0 && !stopsEarly ? `we alone say ${extra.join(', ')}` : undefined;
}

/** After an arrow or an accessor that is a Server Function the compiler goes on minding `this` in what follows: a fault of its own. */
function isLeftOverThis(source: string, statement: string): boolean {
  if (!statement.startsWith('server-function-syntax')) return false;
  const before = source.split('\n').slice(0, Number(statement.split(':')[1]) - 1);
  return before.some((line) => /=> \{$|get m\(\) \{$/.test(line)) && /\bthis\b|\barguments\b/.test(source);
}

/** An instance method that is an action is rejected as a whole: the compiler looks at nothing in it. */
function isInRejectedMethod(source: string, statement: string, theirs: Statements): boolean {
  const lines = source.split('\n');
  for (let line = Number(statement.split(':')[1]); line > 0; line--) {
    const text = lines[line - 1] ?? '';
    if (text.includes('= class { ')) return theirs.includes(`server-function-syntax:${line}`);
    if (text.startsWith('}')) return false;
  }
  return false;
}

function isOnTop(source: string, statement: string): boolean {
  return !(source.split('\n')[Number(statement.split(':')[1]) - 1] ?? '').startsWith(' ');
}

/** Whether a statement of ours is about a line with one of the forms the compiler has no eye for. */
function isBeyond(source: string, statement: string): boolean {
  const [rule = '', line = '1'] = statement.split(':');
  const text = source.split('\n')[Number(line) - 1] ?? '';
  if (rule === 'directive-placement') return /[{)] ?'use (?:server|client|cache)' ?}?|^'use client'/.test(text.trim());
  return rule === 'server-module-exports' && /^export \{|^export (?:enum|const \w+ = (?:[{[<]|class))/.test(text);
}
