import type ts from 'typescript';
import { askForRoom, overflows, unbound } from '../node/deep-files.ts';

/** What there is to make a program from. */
export interface ProgramParts {
  readonly rootNames: readonly string[];
  readonly options: ts.CompilerOptions;
  readonly host: ts.CompilerHost;
  readonly projectReferences?: readonly ts.ProjectReference[];
  /** The files that are known to be too deep; more are added. */
  readonly tooDeep: Set<string>;
}

/** A program, and the files that had to stay out of it. */
export interface ReadProgram {
  readonly program: ts.Program;
  /** Files nested too deeply for TypeScript's parser or binder, sorted. */
  readonly tooDeep: readonly string[];
}

/**
 * Makes a program whose files are parsed and bound. TypeScript calls itself for each level of nesting and for each step of a chain
 * of imports, and some thousand are more than a stack can take: a file that is too deep stays out of the program, and a long chain is
 * followed from where the stack ended.
 *
 * @throws RangeError where something else is too deep: a `package.json`, a JSON module
 */
export function readProgram(typescript: typeof ts, parts: ProgramParts): ReadProgram {
  const { rootNames, options, host, projectReferences, tooDeep } = parts;
  const files = new Map<string, ts.SourceFile | undefined>();
  const missed = new Set<string>();
  let parsing: string | undefined;
  const parse = host.getSourceFile.bind(host);
  host.getSourceFile = (fileName, ...rest) => {
    askForRoom();
    if (tooDeep.has(fileName)) {
      missed.add(fileName);
      return undefined;
    }
    if (!files.has(fileName)) {
      parsing = fileName;
      files.set(fileName, parse(fileName, ...rest));
      parsing = undefined;
    }
    return files.get(fileName);
  };
  const fixed = { options, host, ...(projectReferences ? { projectReferences } : {}) };
  let roots = rootNames;
  for (let known = -1; ;) {
    let program: ts.Program | undefined;
    try {
      program = typescript.createProgram({ ...fixed, rootNames: roots });
      program.getTypeChecker();
      return { program, tooDeep: [...missed].sort() };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      const left = tooDeep.size;
      // At the end of a long chain the stack is short for any file: here it is not.
      if (parsing !== undefined && !overflows(() => parse(parsing!, typescript.ScriptTarget.Latest))) parsing = undefined;
      if (parsing !== undefined) tooDeep.add(parsing);
      else if (program) for (const fileName of unbound(typescript, program)) tooDeep.add(fileName);
      parsing = undefined;
      if (tooDeep.size === left && files.size === known) throw error;
      known = files.size;
      // The last that were reached first: what they import is then near the start of the stack.
      if (!program) roots = [...[...files.keys()].filter(isOwn).reverse(), ...rootNames];
    }
  }
}

function isOwn(fileName: string): boolean {
  return !fileName.includes('/node_modules/') && !/\.d\.[cm]?ts$/.test(fileName);
}
