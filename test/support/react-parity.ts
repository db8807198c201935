import ts from 'typescript';
import type { Direction, Judgement } from '../../src/serialization/judgement.ts';
import { judgeType, type TypeCrossing } from '../../src/serialization/serializable.ts';
import { judgeValue } from '../../src/serialization/value.ts';
import type { Project } from '../../src/project/project.ts';
import { projectOfProgram } from '../../src/project/program-project.ts';
import { positions, type Case, type Outcome, type Position, type React } from './react-encoder.ts';
import { typedSource, type TypedSource } from './typed-source.ts';

/** A value to send over the boundary by its expression. */
export interface Value {
  readonly value: string;
  /** Statements before it. */
  readonly setup?: string;
  /** The only side that can make it; both where absent. */
  readonly side?: 'server' | 'client';
}

/** What there is to compare of one value in one place: what we say and what React does. */
export interface Comparison extends Case {
  readonly ours: Judgement;
  readonly theirs: Outcome;
}

/** Judges an expression of a source; the judgement by type is the one where nothing else is given. */
export type Judge = (source: TypedSource, expression: ts.Expression, crossing: TypeCrossing) => Judgement;

export const directions: readonly Direction[] = ['prop', 'argument', 'result', 'bound'];

export const judgeByType: Judge = ({ checker }, expression, crossing) =>
  judgeType(ts, checker, checker.getTypeAtLocation(expression), crossing);

/** By expression first, as the rules ask: outward on the server, arguments in the browser. */
export const judgeByValue: Judge = ({ program }, expression, { direction }) => {
  const side = direction === 'argument' ? 'client' : 'server';
  return judgeValue({ project: projectOfProgram(ts, program, {}), direction, side }, expression);
};

/** What the syntax alone shows, as where there is no Program. */
export const judgeBySyntax: Judge = ({ program }, expression, { direction }) => {
  const typed = projectOfProgram(ts, program, {});
  const project: Project = {
    ts,
    checker: undefined,
    compilerOptions: typed.compilerOptions,
    settings: typed.settings,
    directory: typed.directory,
    fileNames: () => typed.fileNames(),
    sourceFiles: () => typed.sourceFiles(),
    fileSet: typed.fileSet,
    sourceFile: (fileName) => typed.sourceFile(fileName),
    outsideFile: (fileName) => typed.outsideFile(fileName),
    resolve: (from, specifier) => typed.resolve(from, specifier),
    packageModule: (from, specifier) => typed.packageModule(from, specifier),
  };
  return judgeValue({ project, direction, side: direction === 'argument' ? 'client' : 'server' }, expression);
};

/** The modules a value may import: on each side React's references stand for them. */
const others = {
  'actions.ts': "'use server'; export async function save() {} export async function remove() {}",
  'client.tsx':
    "'use client'; export function Client(_: { v?: unknown }) { return null } export function useClient() {} export const constant = 1",
  'namespace.ts': "export const a = 1; export const b = 'two'",
};

const inPosition: Record<Position, (value: string) => string> = {
  direct: (value) => `(${value})`,
  object: (value) => `({ v: (${value}) })`,
  array: (value) => `[(${value})]`,
  mapValue: (value) => `new Map([['k', (${value})]])`,
  setItem: (value) => `new Set([(${value})])`,
  promise: (value) => `Promise.resolve((${value}))`,
};

/** The values with their types, each in its positions. */
export class Values {
  readonly source: TypedSource;
  readonly #prelude: string;
  readonly #values: readonly Value[];
  readonly #positions: readonly Position[];
  readonly #expressions: ReadonlyArray<readonly ts.Expression[]>;

  constructor(prelude: string, values: readonly Value[], { in: used = positions }: { in?: readonly Position[] } = {}) {
    this.#prelude = prelude;
    this.#values = values;
    this.#positions = used;
    const functions = values.map(({ setup = '', value }) => {
      const parts = used.map((position) => inPosition[position](value));
      return `async function given() { ${setup}\n return [${parts.join(',\n')}] as const; }`;
    });
    this.source = typedSource(`${prelude}\n{${functions.join('}\n{')}}`, { others });
    this.#expressions = this.source.sourceFile.statements.filter(ts.isBlock).map(({ statements: [given] }) => {
      const last = (given as ts.FunctionDeclaration).body!.statements.at(-1) as ts.ReturnStatement;
      return [...((last.expression as ts.AsExpression).expression as ts.ArrayLiteralExpression).elements];
    });
  }

  /** What TypeScript finds wrong with them. */
  mistakes(): string[] {
    const { program, sourceFile } = this.source;
    return program.getSemanticDiagnostics(sourceFile).map(({ messageText, start = 0 }) => {
      return `${sourceFile.text.slice(start, start + 60)}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  }

  /** Sends every value each way from each position, and judges it with each judge: by the value's index. */
  async compare(react: React, judges: Readonly<Record<string, Judge>>): Promise<Array<Record<string, Comparison[]>>> {
    const lines = this.#values.map(({ setup = '', value }) => `async () => { ${setup}\n return [(${value})]; },`);
    await react.load(`${this.#prelude}\nexport const values = [\n${lines.join('\n')}\n];`);
    const cases = this.#values.flatMap(({ side }, id) =>
      directions
        .filter((direction) => side === undefined || (side === 'client') === (direction === 'argument'))
        .flatMap((direction) => this.#positions.map((position) => ({ id, position, direction }))),
    );
    const outcomes = await react.send(cases);
    const compared = this.#values.map(() => Object.fromEntries(Object.keys(judges).map((name) => [name, [] as Comparison[]])));
    cases.forEach((one, index) => {
      const expression = this.#expressions[one.id]![this.#positions.indexOf(one.position)]!;
      for (const [name, judge] of Object.entries(judges)) {
        const ours = judge(this.source, expression, { direction: one.direction, position: 'root' });
        compared[one.id]![name]!.push({ ...one, ours, theirs: outcomes[index]! });
      }
    });
    return compared;
  }
}

/** Whether we say for certain what becomes of a value. */
export function isCertain({ ours: { verdict } }: Comparison): boolean {
  return verdict !== 'unknown' && verdict !== 'maybe';
}

/**
 * The difference between what we say and what React does; undefined where there is none. Saying nothing is none where React
 * takes the value as it is.
 */
export function differenceOf(one: Comparison): string | undefined {
  const { direction, position, ours, theirs } = one;
  const did = { ok: 'ok', converted: 'converts', error: 'no' }[theirs.kind];
  if (ours.verdict === did || (!isCertain(one) && did === 'ok')) return undefined;
  const how =
    theirs.kind === 'error'
      ? `: ${theirs.message.split('\n')[0]}`
      : theirs.kind === 'converted'
        ? `: ${theirs.from} → ${theirs.to}`
        : '';
  return `${direction}, ${position}: we say ${ours.verdict} (${ours.reason?.kind ?? ''}), React ${did}${how}`;
}
