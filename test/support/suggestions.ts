import { expect } from 'vitest';
import type { Finding } from '../../src/finding.ts';
import { applyEdits } from './apply-edits.ts';
import type { FixtureFile } from './fixtures.ts';
import { syntaxErrorsOf } from './inputs.ts';

/** Each suggestion by its title, with the lines it would change; each must parse. */
export function suggestionsText({ fileName, text }: FixtureFile, findings: readonly Finding[]): string {
  const parts: string[] = [];
  for (const finding of findings) {
    const line = text.slice(0, finding.start).split('\n').length;
    for (const { message, edits } of finding.suggestions) {
      parts.push(`line ${line}: ${message}`);
      const changed = applyEdits(text, [edits.filter((edit) => edit.fileName === undefined)]);
      expect(syntaxErrorsOf(fileName, changed), changed).toEqual(syntaxErrorsOf(fileName, text));
      for (const edit of edits) {
        const where = edit.fileName ? ` in ${edit.fileName.split('/fixtures/')[1]}` : '';
        const before = edit.fileName ? '' : text.slice(edit.start, edit.end);
        parts.push(`  ${JSON.stringify(before)} → ${JSON.stringify(edit.newText)}${where}`);
      }
    }
  }
  return `${parts.join('\n')}\n`;
}
