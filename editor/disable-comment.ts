import type ts from 'typescript';
import { newLineOf } from '../src/fixes/edits.ts';
import type { TextEdit } from '../src/finding.ts';
import { RULE_PREFIX } from '../src/suppressions.ts';
import type { TypeScript } from '../src/typescript.ts';

/**
 * The edit that silences a rule for the line a position is in: a comment on a line of its own above it, indented as that line
 * and in the form its surroundings allow, with room for the reason behind `--`.
 *
 * @param position UTF-16 offset, 0-based
 * @param rule the rule's name without the plugin's prefix
 * @returns undefined where no comment can stand: inside a string, a template or another comment
 */
export function disableComment(
  typescript: TypeScript,
  sourceFile: ts.SourceFile,
  position: number,
  rule: string,
): TextEdit | undefined {
  const { line } = sourceFile.getLineAndCharacterOfPosition(position);
  const lineStart = sourceFile.getLineStarts()[line]!;
  const start = sourceFile.text.charCodeAt(lineStart) === 0xfeff ? lineStart + 1 : lineStart;
  const indent = /^[ \t]*/.exec(sourceFile.text.slice(start, position))![0];
  const place = placeOf(typescript, sourceFile, start + indent.length);
  if (place === 'text') return undefined;
  const text = `eslint-disable-next-line ${RULE_PREFIX}/${rule} -- `;
  const comment = place === 'jsx' ? `{/* ${text}*/}` : `// ${text}`;
  return { start, end: start, newText: `${indent}${comment}${newLineOf(sourceFile)}` };
}

/** What stands around a position: code, the children of a JSX element (where `//` is text), or text in which no comment can be. */
function placeOf(typescript: TypeScript, sourceFile: ts.SourceFile, position: number): 'code' | 'jsx' | 'text' {
  let node: ts.Node = sourceFile;
  for (;;) {
    const child: ts.Node | undefined = typescript.forEachChild(node, (candidate) =>
      candidate.getStart(sourceFile) < position && position < candidate.end ? candidate : undefined,
    );
    if (!child) break;
    node = child;
  }
  if (typescript.isJsxText(node)) return 'jsx';
  if (typescript.isJsxElement(node)) {
    const { openingElement, closingElement } = node;
    return openingElement.end <= position && position <= closingElement.getStart(sourceFile) ? 'jsx' : 'code';
  }
  if (typescript.isJsxFragment(node)) {
    const { openingFragment, closingFragment } = node;
    return openingFragment.end <= position && position <= closingFragment.getStart(sourceFile) ? 'jsx' : 'code';
  }
  // Of a literal only its inside can hold the start of a line.
  if (typescript.isLiteralExpression(node) || typescript.isTemplateMiddleOrTemplateTail(node)) return 'text';
  if (node.kind === typescript.SyntaxKind.TemplateHead) return 'text';
  return isInComment(typescript, sourceFile, node, position) ? 'text' : 'code';
}

/** Whether a block comment begins above a position and ends below it. */
function isInComment(typescript: TypeScript, sourceFile: ts.SourceFile, around: ts.Node, position: number): boolean {
  const { text } = sourceFile;
  const next = typescript.forEachChild(around, (child) => (child.pos <= position && position < child.end ? child : undefined));
  if (!next) return false;
  const comments = [
    ...(typescript.getTrailingCommentRanges(text, next.pos) ?? []),
    ...(typescript.getLeadingCommentRanges(text, next.pos) ?? []),
  ];
  return comments.some((comment) => comment.pos < position && position < comment.end);
}
