import {
  commands,
  workspace,
  type CompletionItem,
  type Hover,
  type InlayHint,
  type MarkdownString,
  type MarkedString,
  type Position,
  type TextDocument,
} from 'vscode';

// VS Code asks every extension for hovers, hints and completions and shows them all. Where TypeScript's server has loaded the plugin
// it gives the same ones, so that server is asked first. Whether it has loaded it only it knows: `tsconfig.json` may name a plugin
// that is not looked for, and TypeScript 7 loads none.

/** The requests that VS Code lets other extensions send to TypeScript's server by this command. */
const REQUEST = 'typescript.tsserverRequest';

/** Whether TypeScript's own hover at a place has these words in it. */
export async function isInHoverOfTypeScript(document: TextDocument, at: Position, hover: Hover): Promise<boolean> {
  const info = await ask<{ documentation?: string | ReadonlyArray<{ text: string }> }>('quickinfo', document, at);
  const said = info?.documentation ?? '';
  const text = typeof said === 'string' ? said : said.map((part) => part.text).join('');
  const words = hover.contents.map(textOf).join('\n\n').trim();
  return words !== '' && text.includes(words);
}

/** The completions that TypeScript does not offer at the same place. */
export async function withoutCompletionsOfTypeScript(
  document: TextDocument,
  at: Position,
  items: readonly CompletionItem[],
): Promise<CompletionItem[]> {
  const info =
    items.length > 0 ? await ask<{ entries: ReadonlyArray<{ name: string }> }>('completionInfo', document, at) : undefined;
  const offered = new Set(info?.entries.map(({ name }) => name));
  return items.filter(({ label }) => !offered.has(typeof label === 'string' ? label : label.label));
}

/**
 * The hints that TypeScript does not show: all where it shows none.
 *
 * @param hoverAt what the server says at a place
 */
export async function withoutHintsOfTypeScript(
  document: TextDocument,
  hints: readonly InlayHint[],
  hoverAt: (at: Position) => Promise<Hover | null | undefined>,
): Promise<readonly InlayHint[]> {
  const [first] = hints;
  if (!first || !asksForHints(document)) return hints;
  // While it loads the project another server of TypeScript's answers, without plugins. For diagnostics it always waits.
  await ask('semanticDiagnosticsSync', document, first.position);
  // Just before the hint stands what it is about, and there the plugin has a hover.
  const at = first.position.translate(0, -1);
  const hover = await hoverAt(at);
  return hover && (await isInHoverOfTypeScript(document, at, hover)) ? [] : hints;
}

/** Whether VS Code asks TypeScript for hints: only where one kind of its own is switched on. */
function asksForHints(document: TextDocument): boolean {
  const language = document.languageId.startsWith('javascript') ? 'javascript' : 'typescript';
  const kinds = workspace.getConfiguration(language, document).get<Record<string, { enabled?: unknown }>>('inlayHints', {});
  return Object.values(kinds).some(({ enabled }) => enabled !== undefined && enabled !== false && enabled !== 'none');
}

async function ask<T>(request: string, document: TextDocument, at: Position): Promise<T | undefined> {
  const place = { file: document.uri, line: at.line + 1, offset: at.character + 1 };
  try {
    const answer = await commands.executeCommand<{ body?: T } | undefined>(REQUEST, request, place);
    return answer?.body;
  } catch {
    // There is no such server: another extension serves TypeScript, or it has ended.
    return undefined;
  }
}

function textOf(content: MarkdownString | MarkedString): string {
  // The server escapes what would be marks of Markdown.
  return (typeof content === 'string' ? content : content.value).replace(/\\([\\`*<_])/gu, '$1');
}
