import { languages, type CodeAction, type Command, type Diagnostic, type Uri } from 'vscode';

const SOURCE = 'rsc-boundary';

/**
 * Leaves out what somebody else in the same editor shows already at the same place: the ESLint extension with the plugin's rules, or
 * the plugin of TypeScript.
 */
export function withoutSaid(uri: Uri, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const others = languages.getDiagnostics(uri);
  return diagnostics.filter((own) => !others.some((other) => isSame(own, other)));
}

/**
 * Leaves out the actions for such findings: who shows the finding offers them too. What changes other files as well stays, since
 * ESLint changes only the one it reads.
 */
export function withoutOffered(uri: Uri, actions: ReadonlyArray<CodeAction | Command>): Array<CodeAction | Command> {
  return actions.filter((action) => {
    const { diagnostics = [], edit } = action as CodeAction;
    if (diagnostics.length === 0 || withoutSaid(uri, diagnostics).length > 0) return true;
    return edit?.entries().some(([changed]) => changed.toString() !== uri.toString());
  });
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
