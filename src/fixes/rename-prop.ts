import type ts from 'typescript';
import type { TextEdit } from '../finding.ts';
import { identifiersNamed } from '../syntax/file-index.ts';
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
  for (const key of identifiersNamed(ts, sourceFile, name.text)) {
    const { parent } = key;
    if (ts.isPropertyAccessExpression(parent)) {
      if (parent.name === key && isIt(checker.getSymbolAtLocation(key))) replace(key, newName);
    } else if (ts.isBindingElement(parent) && ts.isObjectBindingPattern(parent.parent)) {
      if ((parent.propertyName ?? parent.name) !== key) continue;
      if (!isIt(checker.getTypeAtLocation(parent.parent).getProperty(name.text))) continue;
      replace(key, parent.propertyName ? newName : `${newName}: ${key.text}`);
    }
  }
  return edits.sort((a, b) => a.start - b.start);
}
