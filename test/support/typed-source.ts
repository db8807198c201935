import { fileURLToPath } from 'node:url';
import typescript from 'typescript';

const directory = fileURLToPath(new URL('../..', import.meta.url));

/** A source with its types: TypeScript's library, `@types/node`, `@types/react` and the dev dependencies can be imported. */
export interface TypedSource {
  readonly program: typescript.Program;
  readonly checker: typescript.TypeChecker;
  readonly sourceFile: typescript.SourceFile;
  /** The initializer of a top-level `const`. @throws where there is none */
  expression(name: string): typescript.Expression;
  /** The type behind a top-level name: a const's, or the one a type alias or interface declares. @throws where there is none */
  type(name: string): typescript.Type;
}

/**
 * Type-checks a source as one of the project's own files.
 *
 * @param others more files beside it, by name
 * @param ts another version of TypeScript to ask
 */
export function typedSource(
  source: string,
  { others = {}, ts = typescript }: { others?: Record<string, string>; ts?: typeof typescript } = {},
): TypedSource {
  const fileName = `${directory}source.tsx`;
  const files = new Map([
    [fileName, source],
    ...Object.entries(others).map(([name, text]) => [`${directory}${name}`, text] as const),
  ]);
  const options: typescript.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.esnext.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    jsx: ts.JsxEmit.ReactJSX,
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: ['node', 'react'],
  };
  const host = ts.createCompilerHost(options, true);
  const { getSourceFile, fileExists, readFile } = host;
  host.getCurrentDirectory = () => directory;
  host.fileExists = (name) => files.has(name) || fileExists(name);
  host.readFile = (name) => files.get(name) ?? readFile(name);
  host.getSourceFile = (name, languageVersion, onError) => {
    const text = files.get(name);
    return text === undefined
      ? libraryFile(ts, name, () => getSourceFile(name, languageVersion, onError))
      : ts.createSourceFile(name, text, languageVersion, true);
  };
  const program = ts.createProgram({ rootNames: [...files.keys()], options, host });
  const checker = program.getTypeChecker();
  const sourceFile = program.getSourceFile(fileName)!;
  const declarations = new Map<string, typescript.Declaration>();
  for (const statement of sourceFile.statements) {
    if (ts.isVariableStatement(statement))
      for (const each of statement.declarationList.declarations) declarations.set(each.name.getText(), each);
    else if (ts.isTypeAliasDeclaration(statement) || ts.isInterfaceDeclaration(statement))
      declarations.set(statement.name.text, statement);
  }
  return {
    program,
    checker,
    sourceFile,
    expression(name) {
      const declaration = declarations.get(name);
      if (!declaration || !ts.isVariableDeclaration(declaration) || !declaration.initializer) throw new Error(`no value ${name}`);
      return declaration.initializer;
    },
    type(name) {
      const declaration = declarations.get(name);
      if (!declaration) throw new Error(`nothing called ${name}`);
      return checker.getTypeAtLocation(declaration);
    },
  };
}

const libraryFiles = new WeakMap<object, Map<string, typescript.SourceFile | undefined>>();

/** Library files are parsed once for all sources. */
function libraryFile(
  ts: object,
  name: string,
  parse: () => typescript.SourceFile | undefined,
): typescript.SourceFile | undefined {
  let files = libraryFiles.get(ts);
  if (!files) libraryFiles.set(ts, (files = new Map()));
  if (!files.has(name)) files.set(name, parse());
  return files.get(name);
}
