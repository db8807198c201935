import type ts from 'typescript';
import type { TextEdit } from '../finding.ts';
import { forEachDescendant } from '../syntax/nodes.ts';
import type { TypeScript } from '../typescript.ts';

/** The name under which a prop takes a Server Function: `onSave` and `save` become `saveAction`. */
export function actionNameFor(name: string): string {
  const plain = /^on[A-Z]/.test(name) ? `${name[2]!.toLowerCase()}${name.slice(3)}` : name;
  return `${plain}Action`;
}

/**
 * Renames a prop in the file that declares it: where it is declared, where a pattern takes it out of the props (its local name
 * stays), and where it is read as a member.
 *
 * @param declaration the prop's declaration in the file
 * @returns undefined where a name cannot be replaced: one in quotes, or in a comment of JSDoc
 */
export function renameProp(
  ts: TypeScript,
  checker: ts.TypeChecker,
  declaration: ts.Declaration,
  newName: string,
): TextEdit[] | undefined {
  const name = ts.getNameOfDeclaration(declaration);
  if (!name || !ts.isIdentifier(name) || !(ts.isPropertySignature(declaration) || ts.isMethodSignature(declaration)))
    return undefined;
  const sourceFile = declaration.getSourceFile();
  const isIt = (symbol: ts.Symbol | undefined): boolean => symbol?.declarations?.includes(declaration) ?? false;
  const edits: TextEdit[] = [];
  const replace = (node: ts.Node, newText: string): void =>
    void edits.push({ start: node.getStart(sourceFile), end: node.end, newText });
  replace(name, newName);
  forEachDescendant(ts, sourceFile, (node) => {
    if (ts.isPropertyAccessExpression(node) && node.name.text === name.text && isIt(checker.getSymbolAtLocation(node.name)))
      replace(node.name, newName);
    if (!ts.isBindingElement(node) || !ts.isObjectBindingPattern(node.parent)) return;
    const key = node.propertyName ?? node.name;
    if (!ts.isIdentifier(key) || key.text !== name.text || !isIt(checker.getTypeAtLocation(node.parent).getProperty(name.text)))
      return;
    if (node.propertyName) replace(key, newName);
    else replace(key, `${newName}: ${key.text}`);
  });
  return edits.sort((a, b) => a.start - b.start);
}
