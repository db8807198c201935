import type ts from 'typescript';

/** A file's tokens, without blanks and comments: two files with the same are the same to all that import them. */
export function codeOf(typescript: typeof ts, fileName: string, text: string): string {
  const file = typescript.createSourceFile(fileName, text, typescript.ScriptTarget.Latest, true);
  const tokens: string[] = [];
  const visit = (node: ts.Node): void => {
    if (typescript.isJSDoc(node)) return;
    const children = node.getChildren(file);
    if (children.length === 0) tokens.push(node.getText(file));
    else children.forEach(visit);
  };
  visit(file);
  return tokens.join('\u0000');
}
