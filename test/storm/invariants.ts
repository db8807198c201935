import ts from 'typescript';
import { runRules } from '../../src/run-rules.ts';
import type { Finding, TextEdit } from '../../src/finding.ts';
import { applyEdits } from '../support/apply-edits.ts';
import type { Project } from '../../src/project/project.ts';
import { rules } from '../../src/rules/index.ts';

const on = rules.map((rule) => ({ rule }));

/** What was found in one file, and what should not have been. */
export interface Outcome {
  readonly findings: readonly Finding[];
  /** What broke a law, each as one line or more. */
  readonly faults: readonly string[];
}

/** Runs every rule over a file and holds what comes of it against the laws that no input may break. */
export function outcomeOf(project: Project, fileName: string): Outcome {
  const sourceFile = project.sourceFile(fileName);
  if (!sourceFile) return { findings: [], faults: [`${fileName} is not in the project`] };
  const faults: string[] = [];
  const findings = runRules(project, sourceFile, on, {
    onRuleError: (rule, error) => faults.push(`${rule.name} failed: ${error instanceof Error ? error.stack : String(error)}`),
  });
  for (const finding of findings) faults.push(...faultsOf(project, sourceFile, finding));
  return { findings, faults };
}

function faultsOf(project: Project, sourceFile: ts.SourceFile, finding: Finding): string[] {
  const faults: string[] = [];
  const add = (text: string): void => void faults.push(`${finding.rule} at ${finding.start}: ${text}`);
  if (!isInside(sourceFile, finding)) add(`the range ends at ${finding.end} of ${sourceFile.end}`);
  if (/\{\{\w+\}\}/.test(finding.message)) add(`a place of the message is empty: ${finding.message}`);
  for (const related of finding.related) {
    const file = project.sourceFile(related.fileName) ?? project.outsideFile(related.fileName);
    if (!file || !isInside(file, related)) add(`a related place is outside ${related.fileName}: ${related.start}–${related.end}`);
  }
  const changes = [...(finding.fix ? [finding.fix] : []), ...finding.suggestions.map(({ edits }) => edits)];
  if (changes.length > 0 && errorsOf(sourceFile) > 0) add('a file that does not parse is offered a change');
  for (const edits of changes) for (const text of faultsOfEdits(project, sourceFile, edits)) add(text);
  return faults;
}

function isInside({ text }: ts.SourceFile, { start, end }: { start: number; end: number }): boolean {
  return start >= 0 && start <= end && end <= text.length;
}

/** A change must stay inside its files, all of which parse before it and after. */
function faultsOfEdits(project: Project, own: ts.SourceFile, edits: readonly TextEdit[]): string[] {
  const names = new Set(edits.map(({ fileName }) => fileName ?? own.fileName));
  return [...names].flatMap((fileName) => {
    const file = fileName === own.fileName ? own : project.sourceFile(fileName);
    const inFile = edits.filter((edit) => (edit.fileName ?? own.fileName) === fileName);
    if (!file || inFile.some((edit) => !isInside(file, edit))) return [`an edit is outside ${fileName}`];
    if (errorsOf(file) > 0) return [`a change of ${fileName}, which does not parse`];
    const isBroken = hasSyntaxErrors(fileName, applyEdits(file.text, [inFile])) && !hasSyntaxErrors(fileName, file.text);
    return isBroken ? [`what is changed does not parse: ${JSON.stringify(inFile)}`] : [];
  });
}

/** Whether TypeScript's parser minds something in a text. */
export function hasSyntaxErrors(fileName: string, text: string): boolean {
  return errorsOf(ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest)) > 0;
}

function errorsOf(file: ts.SourceFile): number {
  return (file as unknown as { readonly parseDiagnostics: readonly unknown[] }).parseDiagnostics.length;
}

/** A finding as a text to be compared. */
export function textOfFinding(finding: Finding): string {
  return JSON.stringify(finding);
}
