import type ts from 'typescript';
import type { TypeScript } from '../typescript.ts';
import { everyIdentifierNamed } from './file-index.ts';
import { isFunctionNode, unwrap } from './nodes.ts';
import { memoized } from './memoized.ts';
import { escaped } from './pattern.ts';
import { addTo } from './grouped.ts';

// What may stand between a name and what it is: comments count for nothing. Each text is read in one way only: a line of slashes could
// else be taken for comments in as many ways as there are to cut it. Nobody writes thirty comments between a name and its function.
const gap = String.raw`(?:\s+(?!\s)|\/\*(?:[^*]|\*(?!\/))*\*\/|\/\/.*(?:[\r\n\u2028\u2029]|$)){0,60}`;
// All that is not of ASCII may be part of a name, but for what is a blank: else a row of those could be cut in many ways too.
const nameCharacters = String.raw`\w$\u0080-\u009f\u00a1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\u2fff\u3001-\ufefe\uff00-\uffff`;
const word = `[${nameCharacters}]+`;
// How a function begins, also in parentheses or behind a type.
const beginning = String.raw`(?:async\b|function\b|\(|<|${word}${gap}=>)`;
const name = String.raw`(?<![.${nameCharacters}])#?(${word})['"]?\]?(?:${gap}[!?])?${gap}`;
/** `name(`, `name<`, `name: () =>`, `name = function`, `name: Handler = async`. A member that is read stands behind a dot. */
const declaredFunction = new RegExp(`${name}(?:[(<]|[:=](?!=)${gap}${beginning}|:[^=;]{1,400}=${gap}${beginning})`, 'g');
/** `export { a as name }`, `import name from …`: a namespace may hold the function by this name. */
const renamed = new RegExp(`\\b(?:as|import|import\\s+type)\\s+['"]?(${word})`, 'g');

/** The names under which a file may declare a function, read off its text: there may be more of them than functions, and none is missing. */
const functionNames = memoized((file: ts.SourceFile): readonly string[] => {
  const found = [declaredFunction, renamed].flatMap((pattern) => [...file.text.matchAll(pattern)].map(([, text]) => text!));
  return [...new Set(found)];
});

/**
 * The names by which some files declare functions: a method, an accessor, a property or a variable that holds one, what is imported or
 * exported under another name. To know of a member that no file declares it, the checker need not be asked what it is a member of;
 * most members are those of the language and of packages.
 */
export class DeclaredNames {
  readonly #ts: TypeScript;
  readonly #files = new Map<string, ts.SourceFile[]>();
  readonly #known = new Map<string, boolean>();

  constructor(typescript: TypeScript, files: readonly ts.SourceFile[]) {
    this.#ts = typescript;
    for (const file of files) {
      for (const text of functionNames(file)) {
        addTo(this.#files, text, file);
      }
    }
  }

  has(text: string): boolean {
    let known = this.#known.get(text);
    if (known === undefined) {
      known = text === 'default' || (this.#files.get(text)?.some((file) => this.#isDeclaredIn(file, text)) ?? false);
      this.#known.set(text, known);
    }
    return known;
  }

  #isDeclaredIn(file: ts.SourceFile, text: string): boolean {
    if (isQuotedName(file, text)) return true;
    return everyIdentifierNamed(this.#ts, file, text).some((node) => this.#isNameOfMember(node));
  }

  /** Whether a name is that of a function which could be read as a member: not of one inside another function. */
  #isNameOfMember(node: ts.Identifier): boolean {
    const ts = this.#ts;
    const { parent } = node;
    if (ts.isExportSpecifier(parent)) return true;
    if (isFunctionNode(ts, parent)) {
      const isMember = !ts.isFunctionDeclaration(parent) || isOfModule(ts, parent);
      return parent.name === node && parent.body !== undefined && isMember;
    }
    // `return { save }`, where the file has a function by this name.
    if (ts.isShorthandPropertyAssignment(parent)) return parent.name === node;
    const isProperty = ts.isPropertyAssignment(parent) || ts.isPropertyDeclaration(parent);
    if (!isProperty && !(ts.isVariableDeclaration(parent) && isOfModule(ts, parent.parent.parent))) return false;
    return parent.name === node && parent.initializer !== undefined && isFunctionNode(ts, unwrap(ts, parent.initializer));
  }
}

function isOfModule(ts: TypeScript, { parent }: ts.Node): boolean {
  return ts.isSourceFile(parent) || ts.isModuleBlock(parent);
}

/** `'name'() {}`, `'name': () => …` */
function isQuotedName({ text: source }: ts.SourceFile, text: string): boolean {
  const isQuoted = source.includes(`'${text}'`) || source.includes(`"${text}"`);
  return isQuoted && new RegExp(`['"]${escaped(text)}['"]\\]?(?:${gap}[!?])?${gap}[(<:=]`).test(source);
}
