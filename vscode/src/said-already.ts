import { languages, type Diagnostic, type Uri } from 'vscode';

const SOURCE = 'rsc-boundary';

/**
 * Leaves out what somebody else in the same editor shows already at the same place: the ESLint extension with the plugin's rules, or
 * the plugin of TypeScript.
 */
export function withoutSaid(uri: Uri, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const others = languages.getDiagnostics(uri);
  return diagnostics.filter((own) => !others.some((other) => isSame(own, other)));
}

function isSame(own: Diagnostic, other: Diagnostic): boolean {
  if (!own.range.start.isEqual(other.range.start)) return false;
  const code = codeOf(other);
  if (other.source === 'eslint') return code === `${SOURCE}/${String(codeOf(own))}`;
  // The server's codes are names; the numbers are those of the plugin.
  return other.source === SOURCE && typeof code === 'number' && other.message === own.message;
}

function codeOf({ code }: Diagnostic): string | number | undefined {
  return typeof code === 'object' ? code.value : code;
}
