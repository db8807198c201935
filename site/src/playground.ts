import { EditorView } from '@codemirror/view';
import type { EditorState } from '@codemirror/state';
import { ask } from './analysis.ts';
import { element, stateOf, underline, worded } from './editor.ts';
import { isFileName, linkOf, sharedIn, type Shared } from './link.ts';
import type { Answers, Change, RuleName, Shown } from './messages.ts';
import { samples } from './samples.ts';

const presets = ['recommended', 'strict', 'security', 'all'];
const texts = new Map<string, string>();
const states = new Map<string, EditorState>();
const off = new Set<string>();
let preset = 'all';
let open = '';
let last: Answers['check'] | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;
let round = 0;

const view = new EditorView({ parent: byId('editor') });
const share = byId('share') as HTMLButtonElement;

function byId(id: string): HTMLElement {
  return document.querySelector<HTMLElement>(`#${id}`)!;
}

function say(text: string): void {
  byId('notice').textContent = text;
  byId('notice').hidden = text === '';
}

// The files.

function load({ files, presets: given, off: without }: Shared): void {
  texts.clear();
  states.clear();
  for (const [name, text] of files) texts.set(name, text);
  preset = given.find((name) => presets.includes(name)) ?? 'all';
  off.clear();
  for (const name of without) off.add(name);
  (byId('preset') as HTMLSelectElement).value = preset;
  show([...texts.keys()].find((name) => /\.[jt]sx?$/.test(name) && !/config/.test(name)) ?? [...texts.keys()][0]!);
  drawRules();
  check();
}

function show(name: string, position?: number): void {
  if (open !== '' && texts.has(open)) states.set(open, view.state);
  open = name;
  const text = texts.get(name)!;
  const onChange = (changed: string): void => {
    texts.set(name, changed);
    clearTimeout(timer);
    timer = setTimeout(check, 300);
  };
  view.setState(states.get(name) ?? stateOf(name, text, onChange, true));
  drawFiles();
  underline(view, last?.findings.filter(({ file }) => file === name) ?? []);
  if (position === undefined) return;
  const at = Math.min(position, view.state.doc.length);
  view.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
  view.focus();
}

function drawFiles(): void {
  const tabs = [...texts.keys()].map((name) => {
    const tab = element('button', last?.findings.some(({ file }) => file === name) ? 'has-findings' : '');
    tab.type = 'button';
    tab.setAttribute('role', 'tab');
    tab.setAttribute('aria-selected', String(name === open));
    // Names from right to left are shown, and do not turn what stands beside them.
    tab.append(element('bdi', '', name));
    tab.addEventListener('click', () => show(name));
    return tab;
  });
  const add = element('button', 'quiet', '+ file');
  add.type = 'button';
  add.addEventListener('click', () => rename(''));
  const change = element('button', 'quiet', 'rename');
  change.type = 'button';
  change.addEventListener('click', () => rename(open));
  const remove = element('button', 'quiet', 'remove');
  remove.type = 'button';
  remove.disabled = texts.size === 1;
  remove.addEventListener('click', () => {
    texts.delete(open);
    states.delete(open);
    show([...texts.keys()][0]!);
    check();
  });
  byId('files').replaceChildren(...tabs, add, change, remove);
}

/** Asks for a file's name in the place of the tabs; an empty one makes a new file. */
function rename(from: string): void {
  const input = element('input');
  input.value = from || 'app/new.tsx';
  input.setAttribute('aria-label', from ? `New name of ${from}` : 'Name of the new file');
  input.spellcheck = false;
  let isDone = false;
  const finish = (isKept: boolean): void => {
    if (isDone) return;
    isDone = true;
    const name = input.value.trim();
    if (!isKept || name === from) drawFiles();
    else if (!isFileName(name) || texts.has(name)) {
      say(texts.has(name) ? `There is a file ${name}.` : 'A file needs a name like app/page.tsx.');
      drawFiles();
    } else {
      say('');
      texts.set(name, from ? texts.get(from)! : '');
      if (from) texts.delete(from);
      show(name);
      check();
    }
  };
  input.addEventListener('keydown', ({ key }) => {
    if (key === 'Enter') finish(true);
    else if (key === 'Escape') finish(false);
  });
  input.addEventListener('blur', () => finish(true));
  byId('files').append(input);
  input.focus();
  input.select();
}

// What is found.

function check(): void {
  const own = ++round;
  byId('status').textContent = last ? 'checking …' : 'loading TypeScript …';
  ask<'check'>({ kind: 'check', files: [...texts], presets: [preset], off: [...off], withMap: true }).then(
    (result) => {
      // An older answer says nothing of what stands there now.
      if (own !== round) return;
      last = result;
      const count = result.findings.length;
      byId('status').textContent = `${count} finding${count === 1 ? '' : 's'}, ${Math.round(result.milliseconds)} ms`;
      drawFindings();
      drawFiles();
      underline(
        view,
        result.findings.filter(({ file }) => file === open),
      );
      if (!byId('map').hidden) drawMap();
    },
    (error: unknown) => {
      if (own === round) byId('status').textContent = error instanceof Error ? error.message : String(error);
    },
  );
}

function drawFindings(): void {
  const { findings, failed } = last!;
  const cards = findings.map(cardOf);
  const words = failed.map((name) => element('p', 'quiet', `The rule ${name} failed on these files.`));
  byId('findings').replaceChildren(...words, ...(cards.length > 0 ? cards : [element('p', 'quiet', 'Nothing is found.')]));
}

function cardOf({ file, start, line, rule, message, severity, related, changes }: Shown): HTMLElement {
  const card = element('article', severity);
  const place = element('button', 'place', `${file}:${line}`);
  place.type = 'button';
  place.addEventListener('click', () => show(file, start));
  const link = element('a', '', rule);
  link.href = `./docs/rules/${encodeURIComponent(rule)}.html`;
  const head = element('p', 'head');
  head.append(place, link);
  card.append(head, worded('p', 'message', message));
  if (related.length > 0) {
    const list = element('ul', 'related');
    for (const other of related) {
      const item = element('li');
      const to = element('button', 'place', `${other.file}:${other.line}`);
      to.type = 'button';
      to.addEventListener('click', () => show(other.file, other.start));
      item.append(to, ' ', other.message);
      list.append(item);
    }
    card.append(list);
  }
  if (changes.length > 0) {
    const row = element('p', 'changes');
    for (const change of changes) {
      const button = element('button', '', change.title);
      button.type = 'button';
      button.addEventListener('click', () => apply(change));
      row.append(button);
    }
    card.append(row);
  }
  return card;
}

function apply({ edits }: Change): void {
  const files = new Set(edits.map(({ file }) => file));
  if (open !== '') states.set(open, view.state);
  for (const file of files) {
    let text = texts.get(file) ?? '';
    const own = edits.filter((edit) => edit.file === file).sort((one, other) => other.start - one.start);
    for (const { start, end, newText } of own) text = text.slice(0, start) + newText + text.slice(end);
    texts.set(file, text);
    states.delete(file);
  }
  const now = open;
  open = '';
  show(now);
  check();
}

// The map is a page of its own: it is loaded anew with each map.

function drawMap(): void {
  const frame = element('iframe');
  frame.title = 'The module graph';
  frame.src = './map.html';
  byId('map').replaceChildren(frame);
}

addEventListener('message', ({ data, source, origin }) => {
  const frame = byId('map').querySelector('iframe');
  if (data !== 'ready' || !frame || source !== frame.contentWindow || origin !== location.origin || !last?.map) return;
  frame.contentWindow!.postMessage({ map: JSON.stringify(last.map) }, location.origin);
});

// The rules.

let known: readonly RuleName[] = [];

function drawRules(): void {
  const items = known.map(({ name, description, presets: own }) => {
    const label = element('label', 'rule');
    const box = element('input');
    box.type = 'checkbox';
    box.disabled = preset !== 'all' && !own.includes(preset);
    box.checked = !box.disabled && !off.has(name);
    box.addEventListener('change', () => {
      if (box.checked) off.delete(name);
      else off.add(name);
      check();
    });
    const words = element('span');
    words.append(element('b', '', name), ' ', description);
    label.append(box, words);
    return label;
  });
  byId('rules').replaceChildren(...items);
}

// The page.

const tabs = ['findings', 'map', 'rules'];

function turnTo(name: string): void {
  for (const tab of tabs) {
    byId(tab).hidden = tab !== name;
    byId(`tab-${tab}`).setAttribute('aria-selected', String(tab === name));
  }
  if (name === 'map' && last) drawMap();
}

for (const tab of tabs) byId(`tab-${tab}`).addEventListener('click', () => turnTo(tab));
for (const list of document.querySelectorAll<HTMLElement>('[role=tablist]')) {
  list.addEventListener('keydown', ({ key, target }) => {
    if (key !== 'ArrowRight' && key !== 'ArrowLeft') return;
    const buttons = [...list.querySelectorAll<HTMLButtonElement>('[role=tab]')];
    const at = buttons.indexOf(target as HTMLButtonElement);
    if (at >= 0) buttons[(at + (key === 'ArrowRight' ? 1 : -1) + buttons.length) % buttons.length]!.focus();
  });
}

for (const name of presets) byId('preset').append(new Option(name, name));
byId('preset').addEventListener('change', () => {
  preset = (byId('preset') as HTMLSelectElement).value;
  drawRules();
  check();
});
for (const name of samples.keys()) byId('samples').append(new Option(name, name));
byId('samples').addEventListener('change', () => {
  const files = samples.get((byId('samples') as HTMLSelectElement).value)!;
  history.replaceState(null, '', location.pathname);
  load({ files, presets: [preset], off: [...off] });
});
share.addEventListener('click', () => {
  void linkOf({ files: texts, presets: [preset], off: [...off] }).then(async (hash) => {
    history.replaceState(null, '', hash);
    try {
      await navigator.clipboard.writeText(location.href);
      share.textContent = 'Copied';
    } catch {
      share.textContent = 'In the address bar';
    }
    setTimeout(() => (share.textContent = 'Copy link'), 2000);
  });
});

async function begin(): Promise<void> {
  let shared: Shared | undefined;
  try {
    shared = await sharedIn(location.hash);
    say('');
  } catch (error) {
    say(`${(error as Error).message} Here is an app to begin with.`);
  }
  load(shared ?? { files: samples.get('Next.js')!, presets: ['all'], off: [] });
}

addEventListener('hashchange', () => void begin());
void ask<'rules'>({ kind: 'rules' }).then((names) => {
  known = names;
  drawRules();
});
void begin();
