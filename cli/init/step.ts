import { existsSync, readFileSync } from 'node:fs';
import { applyEdits, modify, parseTree, type JSONPath, type ParseError } from 'jsonc-parser';
import type { SetupFound } from './found.ts';

/** A file that is to be written. */
export interface SetupChange {
  /** Absolute. */
  readonly file: string;
  /** Undefined for a file that is not there yet. */
  readonly before: string | undefined;
  readonly after: string;
  readonly isExecutable?: boolean;
}

/** What a part of the set-up comes to. */
export interface StepResult {
  readonly changes: readonly SetupChange[];
  /** What it does not understand: one paragraph each, that says what to write by hand. */
  readonly byHand: readonly string[];
}

/** A part of the set-up. */
export type SetupStep = (found: SetupFound) => StepResult;

export const nothing: StepResult = { changes: [], byHand: [] };

/** A change, or nothing where the text stays as it is. */
export function changed(file: string, before: string | undefined, after: string): StepResult {
  return before === after ? nothing : { changes: [{ file, before, after }], byHand: [] };
}

/** What a person has to do. */
export function byHand(text: string): StepResult {
  return { changes: [], byHand: [text] };
}

/** A file's text; undefined where there is none. */
export function textOfFile(file: string): string | undefined {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
}

/** Whether a text is JSON, comments and all. */
export function isJson(text: string): boolean {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { allowTrailingComma: true });
  return errors.length === 0 && tree?.type === 'object';
}

/** Sets a value in a JSON text whose comments and layout stay. */
export function withJson(text: string, path: JSONPath, value: unknown, isArrayInsertion = false): string {
  const indent = /^([ \t]+)\S/m.exec(text)?.[1] ?? '  ';
  const formattingOptions = {
    insertSpaces: !indent.startsWith('\t'),
    tabSize: indent.length,
    eol: text.includes('\r\n') ? '\r\n' : '\n',
  };
  return applyEdits(text, modify(text, path, value, { formattingOptions, isArrayInsertion }));
}
