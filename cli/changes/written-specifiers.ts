import type ts from 'typescript';

/** All that a specifier can stand behind, and what stands there: a quotation mark, or a comment. */
const places = /\b(?:from\s*|(?:import|require)\s*(?:\(\s*)?)(?:(['"`])|\/[*/])/g;

/**
 * What a text may import, without parsing it: the specifiers of all its imports, and some that only a comment or a string has.
 *
 * @returns undefined where it has to be parsed to be known
 */
export function writtenSpecifiers(text: string): string[] | undefined {
  // A comment may refer to a file as well.
  if (/<reference\s/.test(text)) return undefined;
  const found = new Set<string>();
  for (const match of text.matchAll(places)) {
    const [{ length }, quote] = match;
    if (quote === undefined) return undefined;
    const start = match.index + length;
    const end = text.indexOf(quote, start);
    const specifier = text.slice(start, end);
    if (end === -1 || /[\\\n\r]/.test(specifier)) return undefined;
    found.add(specifier);
  }
  return [...found];
}

/**
 * Whether a text is certainly that of a module whose declarations are seen by nobody who does not import them. Only its start is read:
 * `false` is no answer.
 */
export function isSurelyModule(typescript: typeof ts, text: string): boolean {
  if (/\bdeclare\s+(?:global|module)\b/.test(text)) return false;
  const { SyntaxKind } = typescript;
  const scanner = typescript.createScanner(typescript.ScriptTarget.Latest, true, typescript.LanguageVariant.JSX, text);
  let token = scanner.scan();
  while (token === SyntaxKind.StringLiteral) {
    token = scanner.scan();
    if (token === SyntaxKind.SemicolonToken) token = scanner.scan();
  }
  // `export as namespace A` makes no module.
  if (token === SyntaxKind.ExportKeyword) return scanner.scan() !== SyntaxKind.AsKeyword;
  if (token !== SyntaxKind.ImportKeyword) return false;
  // Neither does `import(…)`, `import.meta` in a call, nor `import A = B.C`.
  token = scanner.scan();
  if (token === SyntaxKind.TypeKeyword) token = scanner.scan();
  const isNamed = token === SyntaxKind.Identifier;
  if (isNamed) token = scanner.scan();
  const isClause = token === SyntaxKind.OpenBraceToken || token === SyntaxKind.AsteriskToken;
  if (isNamed) return token === SyntaxKind.FromKeyword || token === SyntaxKind.CommaToken;
  return isClause || token === SyntaxKind.StringLiteral;
}
