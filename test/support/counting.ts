import ts from 'typescript';
import { projectOfProgram } from '../../src/project/program-project.ts';
import type { AppFiles } from './app.ts';
import { memoryApp, type MemoryApp } from './memory-app.ts';

/** An app of which is counted what is done with it. */
export interface CountedApp extends MemoryApp {
  /** How often the analysis has asked what a node is, gone through its children, or asked the checker, since it was last read. */
  readonly count: () => number;
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
    count: () => {
      const result = count;
      count = 0;
      return result;
    },
  };
}
