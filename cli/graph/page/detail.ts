import type { MapBoundary, MapModule, MapPackage } from '../map.ts';
import { bytesText, byName, seen, sideOf, type Side } from './sides.ts';

/** What the panel needs to know of the map, and what a click on a file does. */
export interface DetailContext {
  readonly modules: ReadonlyMap<string, MapModule>;
  readonly importers: ReadonlyMap<string, readonly string[]>;
  readonly boundaries: readonly MapBoundary[];
  readonly packages: readonly MapPackage[];
  choose(file: string): void;
}

/** An element with a class and text. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
  text = '',
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
}

/** A button that leads to a file, with a note at its end. */
export function fileButton(context: DetailContext, file: string, note = ''): HTMLButtonElement {
  const module = context.modules.get(file);
  const button = element('button', `file ${module ? sideOf(module) : 'unknown'}`);
  button.type = 'button';
  button.append(element('i'), element('span', 'name', seen(file)));
  if (note) button.append(element('span', 'more', note));
  button.addEventListener('click', () => context.choose(file));
  return button;
}

/** The panel of one module: its sides, why it is on each, what it brings, its neighbours. */
export function moduleDetail(context: DetailContext, module: MapModule): Node[] {
  const { file, directive, entry, isBoundary, clientSize } = module;
  const nodes: Node[] = [element('h2', '', seen(file))];
  const tags = element('div', 'tags');
  tags.append(element('span', `tag ${sideOf(module)}`, sideNames[sideOf(module)]));
  if (isBoundary) tags.append(element('span', 'tag client', 'boundary'));
  if (directive) tags.append(element('span', 'tag', `"${directive}"`));
  if (entry) tags.append(element('span', 'tag', entry));
  nodes.push(tags);
  if (clientSize) {
    const others = clientSize.modules - 1;
    const text =
      others === 0
        ? `Sends ${bytesText(clientSize.bytes)} of source to the browser.`
        : `Brings ${others} more module${others === 1 ? '' : 's'} to the browser: ${bytesText(clientSize.bytes)} of source in all.`;
    nodes.push(heading('Size in the client graph'), element('p', '', text));
  } else nodes.push(heading('Size'), element('p', '', `${bytesText(module.bytes)} of source`));
  if (module.server) nodes.push(heading('On the server because of'), chain(context, module.server, 'server'));
  if (module.client) nodes.push(heading('On the client because of'), chain(context, module.client, 'client'));
  if (!module.server && !module.client)
    nodes.push(element('p', 'quiet', 'No root of the framework reaches it, and nothing in it tells its side.'));
  nodes.push(...neighbours(context, module));
  return nodes;
}

/** What the panel shows while no module is chosen: the boundaries, largest first. */
export function overview(context: DetailContext): Node[] {
  const { boundaries } = context;
  const nodes: Node[] = [element('h2', '', 'The boundary')];
  if (boundaries.length === 0)
    return [
      ...nodes,
      ...packageList(context),
      element('p', 'quiet', 'No server module reaches a "use client" file: nothing crosses to the client.'),
    ];
  nodes.push(
    element('p', 'quiet', 'The files through which the server enters the client graph, by what each brings to the browser.'),
  );
  const list = element('ul');
  for (const { file, size } of boundaries) {
    const item = element('li');
    item.append(fileButton(context, file, `${size.modules} · ${bytesText(size.bytes)}`));
    list.append(item);
  }
  return [...nodes, heading('Module · modules it brings, their size'), list, ...packageList(context)];
}

/** The packages of the client graph, heaviest first, each with the modules that import it. */
function packageList(context: DetailContext): Node[] {
  if (context.packages.length === 0) return [];
  const items = context.packages.map(({ name, bytes, importedBy }) => {
    const item = element('details');
    const summary = element('summary');
    summary.append(
      element('span', 'name', seen(name)),
      element('span', 'more', bytes > 0 ? bytesText(bytes) : `${importedBy.length}`),
    );
    const list = element('ul');
    for (const file of importedBy) {
      const entry = element('li');
      entry.append(fileButton(context, file));
      list.append(entry);
    }
    item.append(summary, list);
    return item;
  });
  return [heading('Packages in the client graph · size of their sources'), ...items];
}

const sideNames: Readonly<Record<Side, string>> = {
  server: 'server',
  client: 'client',
  both: 'server and client',
  unknown: 'unknown side',
};

function neighbours(context: DetailContext, { file, imports }: MapModule): Node[] {
  const nodes: Node[] = [];
  const add = (title: string, entries: ReadonlyArray<{ file: string; note: string }>): void => {
    if (entries.length === 0) return;
    const list = element('ul');
    for (const entry of [...entries].sort((one, other) => byName(one.file, other.file))) {
      const item = element('li');
      item.append(fileButton(context, entry.file, entry.note));
      list.append(item);
    }
    nodes.push(heading(`${title} (${entries.length})`), list);
  };
  add(
    'Imported by',
    (context.importers.get(file) ?? []).map((importer) => ({
      file: importer,
      note: shortNames(
        context.modules
          .get(importer)
          ?.imports.filter((edge) => edge.file === file)
          .flatMap(({ names }) => names) ?? [],
      ),
    })),
  );
  add(
    'Imports',
    imports.map((edge) => ({ file: edge.file, note: edge.kind === 'dynamic' ? 'import()' : shortNames(edge.names) })),
  );
  return nodes;
}

function shortNames(names: readonly string[]): string {
  return names.length > 2 ? `${names[0]}, ${names.length - 1} more` : names.join(', ');
}

function chain(context: DetailContext, files: readonly string[], side: 'server' | 'client'): HTMLOListElement {
  const list = element('ol', `chain ${side}`);
  for (const file of files) {
    const item = element('li', sideOf(context.modules.get(file)!));
    item.append(fileButton(context, file));
    list.append(item);
  }
  return list;
}

function heading(text: string): HTMLHeadingElement {
  return element('h3', '', text);
}
