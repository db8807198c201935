import type ts from 'typescript';
import type { Finding } from './finding.ts';
import type { TypeScript } from './typescript.ts';
import { nodesTo } from './syntax/node-at.ts';

/** The prefix of this plugin's rules in comments and configurations. */
export const RULE_PREFIX = 'rsc-boundary';

interface Directive {
  readonly kind: 'disable' | 'enable' | 'disable-line' | 'disable-next-line';
  /** Names without the prefix; undefined for every rule. */
  readonly rules: ReadonlySet<string> | undefined;
  readonly start: number;
  /** 0-based lines. */
  readonly startLine: number;
  readonly endLine: number;
}

/**
 * Leaves out the findings that `eslint-disable`, `-line`, `-next-line` and `eslint-enable` comments silence, so that one
 * comment does for lint, editor and command line. ESLint applies its own; this is for the other doors.
 *
 * @param sourceFile the file the findings are of
 */
export function withoutSuppressed(ts: TypeScript, sourceFile: ts.SourceFile, findings: readonly Finding[]): Finding[] {
  if (findings.length === 0 || !sourceFile.text.includes('eslint-')) return [...findings];
  const directives = directivesOf(ts, sourceFile);
  return findings.filter((finding) => !silencing(sourceFile, directives, finding));
}

/** The comment that silences a finding, by where it starts; undefined where none does. */
export function suppressionOf(
  ts: TypeScript,
  sourceFile: ts.SourceFile,
  finding: Finding,
): { readonly start: number } | undefined {
  return silencing(sourceFile, directivesOf(ts, sourceFile), finding);
}

function silencing(sourceFile: ts.SourceFile, directives: readonly Directive[], finding: Finding): Directive | undefined {
  const { line } = sourceFile.getLineAndCharacterOfPosition(finding.start);
  let disabled: Directive | undefined;
  for (const directive of directives) {
    if (directive.rules && !directive.rules.has(finding.rule)) continue;
    if (directive.kind === 'disable-line' && directive.startLine === line) return directive;
    if (directive.kind === 'disable-next-line' && directive.endLine + 1 === line) return directive;
    if (directive.start > finding.start) continue;
    if (directive.kind === 'disable') disabled = directive;
    if (directive.kind === 'enable') disabled = undefined;
  }
  return disabled;
}

function directivesOf(ts: TypeScript, sourceFile: ts.SourceFile): Directive[] {
  const found: Directive[] = [];
  for (const { text, isBlock, start, end } of commentsOf(ts, sourceFile)) {
    // What stands behind ` -- ` is a reason for people.
    const [head = ''] = text.split(/\s-{2,}\s/u);
    const match = /^\s*eslint-(disable|enable)(-line|-next-line)?(?:\s+|$)/u.exec(head);
    if (!match || (match[1] === 'enable' && match[2])) continue;
    // ESLint takes a line comment only for one line.
    if (!isBlock && !match[2]) continue;
    const rules = rulesListed(head.slice(match[0].length));
    if (rules?.size === 0) continue;
    found.push({
      kind: `${match[1]}${match[2] ?? ''}` as Directive['kind'],
      rules,
      start,
      startLine: sourceFile.getLineAndCharacterOfPosition(start).line,
      endLine: sourceFile.getLineAndCharacterOfPosition(end).line,
    });
  }
  return found;
}

/** The plugin's rules in a comma-separated list; undefined where the list is empty and means every rule. */
function rulesListed(list: string): Set<string> | undefined {
  const names = list.split(',').map((name) => name.trim());
  if (names.every((name) => name === '')) return undefined;
  return new Set(names.filter((name) => name.startsWith(`${RULE_PREFIX}/`)).map((name) => name.slice(RULE_PREFIX.length + 1)));
}

interface Comment {
  readonly text: string;
  readonly isBlock: boolean;
  readonly start: number;
  readonly end: number;
}

/** The comments of a file that mention eslint. Found in the text, then checked against the tree, so that no string or JSX text counts. */
function* commentsOf(ts: TypeScript, sourceFile: ts.SourceFile): Generator<Comment> {
  const { text } = sourceFile;
  for (const match of text.matchAll(/\/\/[^\n\r]*|\/\*[\s\S]*?\*\//gu)) {
    if (!match[0].includes('eslint-')) continue;
    const start = match.index;
    if (isInsideToken(ts, sourceFile, start)) continue;
    const isBlock = match[0].startsWith('/*');
    const end = start + match[0].length;
    yield { text: isBlock ? match[0].slice(2, -2) : match[0].slice(2), isBlock, start, end };
  }
}

function isInsideToken(ts: TypeScript, sourceFile: ts.SourceFile, position: number): boolean {
  const token = nodesTo(ts, sourceFile, (node) => node.pos <= position && position < node.end).at(-1);
  return token !== undefined && ts.isToken(token) && token.getStart(sourceFile) <= position;
}
