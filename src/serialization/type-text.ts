import type ts from 'typescript';
import { byPath } from '../project/project.ts';
import type { TypeScript } from '../typescript.ts';
import type { Shapes } from './type-structure.ts';

const maximumLength = 160;

/** A type as a message shows it: as TypeScript writes it, with the members of its unions in an order of their own. */
export function typeText({ ts, checker }: Shapes, type: ts.Type): string {
  const { AllowUniqueESSymbolType, NoTruncation, UseAliasDefinedOutsideCurrentScope } = ts.TypeFormatFlags;
  const flags = AllowUniqueESSymbolType | UseAliasDefinedOutsideCurrentScope;
  const cut = checker.typeToString(type, undefined, flags);
  if (!cut.includes('|')) return cut;
  const text = sortedUnions(ts, checker.typeToString(type, undefined, flags | NoTruncation));
  return text.length > maximumLength ? `${text.slice(0, maximumLength)}…` : text;
}

/** What is nothing stands last, as TypeScript writes it. */
function byText(one: string, other: string): number {
  const isNothing = (text: string): number => Number(text === 'null' || text === 'undefined');
  return isNothing(one) - isNothing(other) || byPath(one, other);
}

function sortedUnions(ts: TypeScript, text: string): string {
  const start = 'type T = '.length;
  const file = ts.createSourceFile('type.d.ts', `type T = ${text}`, ts.ScriptTarget.Latest);
  const [statement, ...others] = file.statements;
  if (!statement || others.length > 0 || !ts.isTypeAliasDeclaration(statement)) return text;
  const written = (node: ts.Node): string => {
    const from = node.getStart(file);
    let result = '';
    let at = from;
    const parts = ts.isUnionTypeNode(node) ? node.types.map((part) => written(part)).sort(byText) : undefined;
    if (parts) return parts.join(' | ');
    ts.forEachChild(node, (child) => {
      const childStart = child.getStart(file);
      result += file.text.slice(at, childStart) + written(child);
      at = child.end;
    });
    return result + file.text.slice(at, node.end);
  };
  const sorted = written(statement.type);
  return sorted.length === text.length && statement.end === start + text.length ? sorted : text;
}
