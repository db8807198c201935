import type ts from 'typescript';

/** The files of a program that TypeScript's binder cannot take: each is bound by itself. */
export function unbound(typescript: typeof ts, program: ts.Program): string[] {
  return deepFiles(typescript, program)
    .map(({ fileName, text }) => {
      const options: ts.CompilerOptions = { noLib: true, noResolve: true, allowJs: true, types: [] };
      const host: ts.CompilerHost = {
        getSourceFile: (name, version) =>
          name === fileName ? typescript.createSourceFile(fileName, text, version, true) : undefined,
        getDefaultLibFileName: () => '',
        getCurrentDirectory: () => '',
        getCanonicalFileName: (name) => name,
        useCaseSensitiveFileNames: () => true,
        getNewLine: () => '\n',
        fileExists: (name) => name === fileName,
        readFile: () => undefined,
        writeFile: () => undefined,
      };
      const bind = (): unknown => typescript.createProgram([fileName], options, host).getTypeChecker();
      return overflows(bind) ? fileName : '';
    })
    .filter((fileName) => fileName !== '');
}

/** The files of a program that are nested deeper than a person writes. */
export function deepFiles(typescript: typeof ts, program: ts.Program): ts.SourceFile[] {
  return program.getSourceFiles().filter((file) => !file.isDeclarationFile && isDeep(typescript, file));
}

/** A stack takes some hundred levels of any kind. */
const shallow = 200;

function isDeep(typescript: typeof ts, file: ts.SourceFile): boolean {
  let level: ts.Node[] = [file];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > shallow) return true;
    const next: ts.Node[] = [];
    for (const node of level) typescript.forEachChild(node, (child) => void next.push(child));
    level = next;
  }
  return false;
}

/** Whether something calls itself more often than a stack can take. */
export function overflows(run: () => unknown): boolean {
  try {
    run();
    return false;
  } catch (error) {
    if (error instanceof RangeError) return true;
    throw error;
  }
}

/**
 * Throws where little is left of the stack. What TypeScript asks the disk is answered with "no" there, since Node.js's own functions
 * overflow and TypeScript takes that for a file that is not there: the import would be lost without a word.
 *
 * @throws RangeError
 */
export function askForRoom(frames = 200): number {
  return frames === 0 ? 0 : askForRoom(frames - 1) + 1;
}
