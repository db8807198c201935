import type { MapModule } from '../map.ts';
import { divide, inset, type Box } from './layout.ts';
import { byName, bytesText, seen, sideOf, sides, type Side } from './sides.ts';

/** Where a module's box is. */
export type Places = ReadonlyMap<string, Box>;

const namespace = 'http://www.w3.org/2000/svg';

const titles: Readonly<Record<Side, readonly [title: string, note: string]>> = {
  server: ['Server', 'stays on the server'],
  both: ['Both', 'runs on either'],
  client: ['Client', 'is sent to the browser'],
  unknown: ['Unknown', 'reached by no root'],
};

/** In the units of the page: what is left free around the regions and between them, above each for its title, and below for the hint. */
const MARGIN = 22;
const GAP = 28;
const HEAD = 52;
const FOOT = 38;
/** Below this the titles of regions beside each other do not fit. */
const NARROW = 110;

/** An element of SVG with attributes. */
export function shape<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string | number>>,
  text = '',
): SVGElementTagNameMap[Name] {
  const made = document.createElementNS(namespace, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text) made.textContent = text;
  return made;
}

/**
 * Draws the regions of the sides, each a treemap of folders and modules by the size of their sources, with the boundary as a line in
 * front of what the browser gets: from left to right, or where that is too narrow, as on a phone, one below the other.
 *
 * @param into the folder that is looked into: names are shown from there on
 * @returns where each module's box is
 */
export function drawMap(svg: SVGSVGElement, modules: readonly MapModule[], shown: ReadonlySet<Side>, into = ''): Places {
  svg.replaceChildren();
  const { width, height } = svg.getBoundingClientRect();
  const places = new Map<string, Box>();
  const present = sides
    .map((side) => ({ side, modules: modules.filter((module) => sideOf(module) === side) }))
    .filter(({ side, modules: own }) => shown.has(side) && own.length > 0);
  const weights = present.map(
    ({ side, modules: own }) =>
      (side === 'unknown' ? 0.3 : 1) * Math.sqrt(own.reduce((sum, { bytes }) => sum + weightOf(bytes), 0)),
  );
  const wide = width - 2 * MARGIN - GAP * Math.max(0, present.length - 1);
  const isStacked = present.length > 1 && wide / present.length < NARROW;
  const lengths = isStacked ? shares(weights, height - FOOT - present.length * HEAD, 90) : shares(weights, wide, 130);
  let at = isStacked ? 0 : MARGIN;
  present.forEach(({ side, modules: own }, index) => {
    const length = lengths[index]!;
    const region = isStacked
      ? { x: MARGIN, y: at + HEAD, width: width - 2 * MARGIN, height: length - 8 }
      : { x: at, y: HEAD, width: length, height: Math.max(0, height - HEAD - FOOT) };
    const group = shape('g', { class: side });
    group.append(shape('text', { class: 'region-title', x: region.x, y: region.y - 24 }, `${titles[side][0]} · ${own.length}`));
    group.append(shape('text', { class: 'region-note', x: region.x, y: region.y - 8 }, titles[side][1]));
    svg.append(group);
    drawFolder(group, folderOf(own), region, places, into);
    at += isStacked ? HEAD + length : length + GAP;
    const next = present[index + 1]?.side;
    if (!next || !isFrontier(side, next)) return;
    const line = isStacked
      ? { x1: MARGIN, x2: width - MARGIN, y1: at + 3, y2: at + 3 }
      : { x1: at - GAP / 2, x2: at - GAP / 2, y1: 18, y2: height - FOOT };
    svg.append(shape('line', { class: 'frontier', ...line }));
  });
  return places;
}

/** Divides a length by weights: no part is ever so thin that nothing in it can be met. */
function shares(weights: readonly number[], length: number, least: number): number[] {
  const whole = weights.reduce((sum, weight) => sum + Math.max(weight, 1), 0);
  const smallest = Math.max(0, Math.min(least, length / Math.max(1, weights.length)));
  const spare = Math.max(0, length - smallest * weights.length);
  return weights.map((weight) => smallest + (spare * Math.max(weight, 1)) / whole);
}

/** The line stands in front of what only the browser runs. */
function isFrontier(left: Side, right: Side): boolean {
  return (left === 'server' || left === 'both') && right === 'client';
}

/** Small files stay large enough to be met. */
function weightOf(bytes: number): number {
  return 400 + bytes;
}

/** A folder of the map, with what is in it. A folder that holds nothing but one other is drawn as one with it. */
interface Folder {
  readonly path: string;
  readonly modules: MapModule[];
  readonly folders: Map<string, Folder>;
  weight: number;
}

function folderOf(modules: readonly MapModule[]): Folder {
  const root: Folder = { path: '', modules: [], folders: new Map(), weight: 0 };
  for (const module of modules) {
    const weight = weightOf(module.bytes);
    let at = root;
    at.weight += weight;
    for (const name of module.file.split('/').slice(0, -1)) {
      let next = at.folders.get(name);
      if (!next)
        at.folders.set(
          name,
          (next = { path: at.path ? `${at.path}/${name}` : name, modules: [], folders: new Map(), weight: 0 }),
        );
      next.weight += weight;
      at = next;
    }
    at.modules.push(module);
  }
  return root;
}

function drawFolder(group: SVGGElement, folder: Folder, box: Box, places: Map<string, Box>, above = ''): void {
  const [only] = folder.folders.values();
  if (only && folder.folders.size === 1 && folder.modules.length === 0) {
    drawFolder(group, only, box, places, above);
    return;
  }
  const isNamed = folder.path.length > above.length && box.width > 60 && box.height > 44;
  if (isNamed) {
    const name = above && folder.path.startsWith(`${above}/`) ? folder.path.slice(above.length + 1) : folder.path;
    const rectangle = shape('rect', { class: 'folder', ...rounded(inset(box, 1, 1, 1, 1), 5), 'data-folder': folder.path });
    rectangle.append(shape('title', {}, `${seen(folder.path)}: ${bytesText(folder.weight)}, click to look into it`));
    group.append(
      rectangle,
      label('folder-name', { ...box, x: box.x + 7, height: 17, width: box.width - 12 }, fitted(name, box.width - 12, true)),
    );
  }
  const inner = isNamed ? inset(box, 3, 17, 3, 3) : inset(box, 0.5, 0.5, 0.5, 0.5);
  const children = [
    ...[...folder.folders.values()].map((one) => ({ folder: one, module: undefined, weight: one.weight, name: one.path })),
    ...folder.modules.map((one) => ({ folder: undefined, module: one, weight: weightOf(one.bytes), name: one.file })),
  ].sort((one, other) => other.weight - one.weight || byName(one.name, other.name));
  divide(children, inner).forEach((place, index) => {
    const child = children[index]!;
    if (child.module) drawModule(group, child.module, place, places);
    else drawFolder(group, child.folder, place, places, isNamed ? folder.path : above);
  });
}

function drawModule(group: SVGGElement, module: MapModule, box: Box, places: Map<string, Box>): void {
  const { file, isBoundary, bytes, clientSize } = module;
  places.set(file, box);
  const rectangle = shape('rect', { class: isBoundary ? 'module boundary' : 'module', ...rounded(box, 3), 'data-file': file });
  const brought = clientSize && clientSize.modules > 1 ? `, ${bytesText(clientSize.bytes)} with what it brings` : '';
  rectangle.append(
    shape('title', {}, `${seen(file)}\n${sideOf(module)}${isBoundary ? ', boundary' : ''}, ${bytesText(bytes)}${brought}`),
  );
  group.append(rectangle);
  const name = file.slice(file.lastIndexOf('/') + 1);
  const text = box.height > 16 ? fitted(seen(name), box.width - 10, false) : '';
  group.append(label('module-name', { ...box, x: box.x + 5, width: box.width - 7 }, text));
}

/** A text that ends where its box does, whatever letters it has. */
function label(className: string, { x, y, width, height }: Box, text: string): SVGSVGElement {
  const clip = shape('svg', { x, y, width: Math.max(0, width), height: Math.max(0, height), class: `${className} label` });
  if (text) clip.append(shape('text', { x: 0, y: 13 }, text));
  return clip;
}

function rounded({ x, y, width, height }: Box, radius: number): Record<string, number> {
  return { x, y, width, height, rx: Math.min(radius, width / 2, height / 2) };
}

/** A name as long as there is room for it; of a path its end says more. */
function fitted(text: string, width: number, keepsEnd: boolean): string {
  const room = Math.floor(width / 6.1);
  if (text.length <= room) return text;
  if (room < 4) return '';
  return keepsEnd ? `…${text.slice(1 - room)}` : `${text.slice(0, room - 1)}…`;
}
