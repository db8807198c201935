import type ts from 'typescript';

/** How a program of these options parses its files: whether a file is a module hangs on more than its text. */
export function parseOptionsOf(
  typescript: typeof ts,
  options: ts.CompilerOptions,
  disk: ts.CompilerHost,
): (fileName: string) => ts.CreateSourceFileOptions {
  let format: ts.CreateSourceFileOptions = { languageVersion: typescript.ScriptTarget.Latest };
  const name = '/module.ts';
  typescript.createProgram(
    [name],
    { ...options, noResolve: true, noLib: true, types: [] },
    {
      ...disk,
      getSourceFile: (fileName, given) => {
        format = typeof given === 'object' ? given : { languageVersion: given };
        return fileName === name ? typescript.createSourceFile(fileName, '', given) : undefined;
      },
      fileExists: (fileName) => fileName === name,
      readFile: () => undefined,
    },
  );
  return (fileName) => {
    const impliedNodeFormat = typescript.getImpliedNodeFormatForFile(fileName, undefined, disk, options);
    return impliedNodeFormat === undefined ? format : { ...format, impliedNodeFormat };
  };
}
