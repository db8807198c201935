import { javascript } from '@codemirror/lang-javascript';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, hoverTooltip, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { minimalSetup } from 'codemirror';
import { ask } from './analysis.ts';
import type { Shown } from './messages.ts';

// The colours are the page's, so that they are right in the dark too.
const colours = syntaxHighlighting(
  HighlightStyle.define([
    { tag: [tags.keyword, tags.modifier, tags.operatorKeyword], color: 'var(--keyword)' },
    { tag: [tags.string, tags.special(tags.string), tags.regexp], color: 'var(--string)' },
    { tag: [tags.number, tags.bool, tags.null], color: 'var(--number)' },
    { tag: [tags.comment], color: 'var(--quiet)', fontStyle: 'italic' },
    { tag: [tags.typeName, tags.tagName, tags.className], color: 'var(--type)' },
    { tag: [tags.function(tags.variableName), tags.attributeName], color: 'var(--function)' },
  ]),
);

const look = EditorView.theme({
  '&': { backgroundColor: 'var(--paper)', color: 'var(--ink)', fontSize: '13px' },
  '.cm-content': { fontFamily: 'var(--mono)', caretColor: 'var(--ink)', padding: '8px 0', lineHeight: '18px' },
  '.cm-gutters': { backgroundColor: 'var(--paper)', color: 'var(--quiet)', border: 'none' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '&.cm-focused .cm-selectionBackground, .cm-selectionBackground, .cm-content ::selection': {
    backgroundColor: 'var(--selection) !important',
  },
  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    color: 'var(--ink)',
    border: '1px solid var(--line)',
    borderRadius: '6px',
    maxWidth: 'min(36rem, 90vw)',
  },
  '.cm-tooltip .explained': { padding: '6px 10px', fontSize: '13px', lineHeight: '1.45' },
  '.cm-diagnostic': { padding: '6px 10px', whiteSpace: 'normal' },
});

/** The language of a file, by its name. */
function languageOf(name: string): Extension {
  return javascript({ jsx: /x$/.test(name), typescript: /\.[cm]?tsx?$/.test(name) });
}

/** What the analysis knows of a place, as a tooltip of its lines. */
function explained(fileOf: () => string): Extension {
  return hoverTooltip(async (_view, position) => {
    const found = await ask<'hover'>({ kind: 'hover', file: fileOf(), position });
    if (!found) return null;
    return {
      pos: found.start,
      end: found.end,
      create: () => {
        const dom = document.createElement('div');
        dom.className = 'explained';
        for (const line of found.lines) dom.append(Object.assign(document.createElement('div'), { textContent: line }));
        return { dom };
      },
    };
  });
}

/** The state of an editor on a file. */
export function stateOf(name: string, text: string, onChange: (text: string) => void, withHover: boolean): EditorState {
  return EditorState.create({
    doc: text,
    extensions: [
      minimalSetup,
      lineNumbers(),
      languageOf(name),
      colours,
      look,
      EditorView.contentAttributes.of({ 'aria-label': name }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onChange(update.state.doc.toString());
      }),
      ...(withHover ? [explained(() => name)] : []),
    ],
  });
}

/** Underlines findings. Those of an older text may lie behind the end of it. */
export function underline(view: EditorView, findings: readonly Shown[]): void {
  const { length } = view.state.doc;
  const diagnostics = findings
    .filter(({ end }) => end <= length)
    .map(({ start, end, message, rule, severity }): Diagnostic => ({
      from: start,
      to: end,
      message,
      source: rule,
      severity: severity === 'warn' ? 'warning' : 'error',
    }));
  view.dispatch(setDiagnostics(view.state, diagnostics));
}

/** A message with what it quotes from the code. */
export function worded(tag: 'p' | 'span', className: string, message: string): HTMLElement {
  const made = element(tag, className);
  message.split('`').forEach((part, index) => made.append(index % 2 === 1 ? element('code', '', part) : part));
  return made;
}

/** A finding as an element: text only, whoever wrote the files. */
export function element<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className = '',
  text = '',
): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}
