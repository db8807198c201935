import ts from 'typescript';
import { projectOfProgram } from '../../src/project/program-project.ts';
import type { AppFiles } from './app.ts';
import { memoryApp, type MemoryApp } from './memory-app.ts';

/** An app of which is counted what is done with it. */
export interface CountedApp extends MemoryApp {
  /** How often the analysis has asked what a node is, gone through its children, or asked the checker, since it was last read. */
  readonly count: () => number;
  /** Runs something of which also is counted what it copies and searches through. */
  readonly counting: <T>(run: () => T) => T;
}

/** Counts what is copied and gone through as well, while something runs: none of it asks what a node is. */
export function countingCopies<T>(add: (steps: number) => void, run: () => T): T {
  const { add: addToSet } = Set.prototype;
  const { includes, indexOf, find, some } = Array.prototype;
  Set.prototype.add = function (this: Set<unknown>, value: unknown) {
    add(1);
    return addToSet.call(this, value);
  };
  const methods = { includes, indexOf, find, some } as Record<string, (...given: never[]) => unknown>;
  for (const [name, method] of Object.entries(methods)) {
    (Array.prototype as unknown as Record<string, unknown>)[name] = function (this: unknown[], ...given: never[]) {
      add(this.length);
      return method.apply(this, given);
    };
  }
  try {
    return run();
  } finally {
    Set.prototype.add = addToSet;
    Object.assign(Array.prototype, methods);
  }
}

/** @param files as for {@link memoryApp} */
export function countedApp(files: AppFiles): CountedApp {
  let count = 0;
  const counted = <T extends object>(value: T, isCounted: (key: string) => boolean): T =>
    Object.fromEntries(
      Object.entries(value).map(([key, member]) => {
        if (typeof member !== 'function' || !isCounted(key)) return [key, member as unknown];
        return [key, (...given: unknown[]) => (count++, (member as (...args: unknown[]) => unknown)(...given))];
      }),
    ) as T;
  const typescript = counted(ts, (key) => key === 'forEachChild' || /^is[A-Z]/.test(key));
  const app = memoryApp(files, (program, disk) => {
    const checker = counted(program.getTypeChecker(), () => true);
    const over = { ...program, getTypeChecker: () => checker };
    return projectOfProgram(typescript, over, {}, disk);
  });
  return {
    ...app,
    counting: (run) => countingCopies((steps) => (count += steps), run),
    count: () => {
      const result = count;
      count = 0;
      return result;
    },
  };
}
