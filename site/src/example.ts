import { EditorView } from '@codemirror/view';
import { ask } from './analysis.ts';
import { element, stateOf, underline, worded } from './editor.ts';
import { linkOf } from './link.ts';
import type { Shown } from './messages.ts';

// The examples of a rule's page: each can be changed in its place, and what is found in it stands below.

interface Part {
  readonly name: string;
  readonly place: HTMLElement;
  text: string;
  view?: EditorView;
}

const apps = new Map<string, Part[]>();
for (const place of document.querySelectorAll<HTMLElement>('.example')) {
  const app = place.dataset['app']!;
  const part = { name: place.dataset['file']!, place, text: place.querySelector('code')!.textContent };
  apps.set(app, [...(apps.get(app) ?? []), part]);
}

for (const parts of apps.values()) {
  const watch = new IntersectionObserver((entries) => {
    if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
    watch.disconnect();
    open(parts);
  });
  for (const { place } of parts) watch.observe(place);
}

function open(parts: readonly Part[]): void {
  const rule = parts[0]!.place.dataset['rule']!;
  const result = element('div', 'found');
  parts.at(-1)!.place.after(result);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const check = (): void => {
    void ask<'check'>({
      kind: 'check',
      files: parts.map(({ name, text }) => [name, text]),
      presets: [],
      off: [],
      only: rule,
      withMap: false,
    }).then(
      ({ findings }) => show(parts, result, findings),
      (error: unknown) => result.replaceChildren(element('p', 'quiet', String(error))),
    );
  };
  for (const part of parts) {
    part.place.querySelector('pre')!.remove();
    const onChange = (text: string): void => {
      part.text = text;
      clearTimeout(timer);
      timer = setTimeout(check, 300);
    };
    part.view = new EditorView({ state: stateOf(part.name, part.text, onChange, false), parent: part.place });
  }
  check();
}

function show(parts: readonly Part[], result: HTMLElement, findings: readonly Shown[]): void {
  for (const { name, view } of parts)
    if (view)
      underline(
        view,
        findings.filter(({ file }) => file === name),
      );
  const lines = findings.map(({ file, line, message, severity }) => {
    const item = element('p', severity);
    item.append(element('span', 'place', `${file}:${line}`), ' ', worded('span', '', message));
    return item;
  });
  const link = element('button', 'quiet', 'Open in the playground');
  link.type = 'button';
  link.addEventListener('click', () => {
    const files = new Map(parts.map(({ name, text }) => [name, text]));
    void linkOf({ files, presets: ['all'], off: [] }).then((hash) => {
      // The pages of the rules lie two folders down.
      location.href = `../../playground.html${hash}`;
    });
  });
  result.replaceChildren(...(lines.length > 0 ? lines : [element('p', 'quiet', 'Nothing is found here.')]), link);
}
