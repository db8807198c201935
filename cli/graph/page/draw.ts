import type { MapModule } from '../map.ts';
import { divide, inset, type Box } from './layout.ts';
import { sideOf, sides, type Side } from './sides.ts';

/** Where a module's box is. */
export type Places = ReadonlyMap<string, Box>;

const namespace = 'http://www.w3.org/2000/svg';

const titles: Readonly<Record<Side, readonly [title: string, note: string]>> = {
  server: ['Server', 'stays on the server'],
  both: ['Both', 'runs on either'],
  client: ['Client', 'is sent to the browser'],
  unknown: ['Unknown', 'reached by no root'],
};

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
 * Draws the regions of the sides from left to right, each a treemap of folders and modules by the size of their sources, with the
 * boundary as a line in front of what the browser gets.
 *
 * @returns where each module's box is
 */
export function drawMap(svg: SVGSVGElement, modules: readonly MapModule[], shown: ReadonlySet<Side>): Places {
  svg.replaceChildren();
  const { width, height } = svg.getBoundingClientRect();
  const places = new Map<string, Box>();
  const present = sides
    .map((side) => ({ side, modules: modules.filter((module) => sideOf(module) === side) }))
    .filter(({ side, modules: own }) => shown.has(side) && own.length > 0);
  // A region is never so thin that nothing in it can be met.
  const room = width - 44 - 28 * Math.max(0, present.length - 1);
  const weights = present.map(
    ({ side, modules: own }) =>
      (side === 'unknown' ? 0.3 : 1) * Math.sqrt(own.reduce((sum, { bytes }) => sum + weightOf(bytes), 0)),
  );
  const whole = weights.reduce((sum, weight) => sum + Math.max(weight, 1), 0);
  const smallest = Math.min(130, room / Math.max(1, present.length));
  const spare = room - smallest * present.length;
  let x = 22;
  present.forEach(({ side, modules: own }, index) => {
    const region = {
      x,
      y: 52,
      width: smallest + (spare * Math.max(weights[index]!, 1)) / whole,
      height: Math.max(0, height - 90),
    };
    const group = shape('g', { class: side });
    group.append(shape('text', { class: 'region-title', x: region.x, y: 28 }, `${titles[side][0]} · ${own.length}`));
    group.append(shape('text', { class: 'region-note', x: region.x, y: 44 }, titles[side][1]));
    svg.append(group);
    drawFolders(group, own, region, places);
    const next = present[index + 1]?.side;
    if (next && isFrontier(side, next)) {
      const line = region.x + region.width + 14;
      svg.append(shape('line', { class: 'frontier', x1: line, x2: line, y1: 18, y2: height - 38 }));
    }
    x += region.width + 28;
  });
  return places;
}

/** The line stands in front of what only the browser runs. */
function isFrontier(left: Side, right: Side): boolean {
  return (left === 'server' || left === 'both') && right === 'client';
}

/** Small files stay large enough to be met. */
function weightOf(bytes: number): number {
  return 400 + bytes;
}

function drawFolders(group: SVGGElement, modules: readonly MapModule[], region: Box, places: Map<string, Box>): void {
  const byFolder = new Map<string, MapModule[]>();
  for (const module of modules) {
    const folder = module.file.slice(0, Math.max(0, module.file.lastIndexOf('/')));
    byFolder.set(folder, [...(byFolder.get(folder) ?? []), module]);
  }
  const folders = [...byFolder]
    .map(([name, own]) => ({ name, own, weight: own.reduce((sum, { bytes }) => sum + weightOf(bytes), 0) }))
    .sort((a, b) => b.weight - a.weight || (a.name < b.name ? -1 : 1));
  divide(folders, region).forEach((box, index) => {
    const { name, own } = folders[index]!;
    const isNamed = box.width > 60 && box.height > 44;
    const inner = isNamed ? inset(box, 3, 17, 3, 3) : inset(box, 1, 1, 1, 1);
    if (isNamed) {
      group.append(shape('rect', { class: 'folder', ...rounded(inset(box, 1, 1, 1, 1), 5) }));
      group.append(
        shape('text', { class: 'folder-name', x: box.x + 7, y: box.y + 13 }, fitted(name || '.', box.width - 12, true)),
      );
    }
    const sorted = [...own].sort((a, b) => b.bytes - a.bytes || (a.file < b.file ? -1 : 1));
    divide(
      sorted.map(({ bytes }) => ({ weight: weightOf(bytes) })),
      inner,
    ).forEach((place, at) => drawModule(group, sorted[at]!, place, places));
  });
}

function drawModule(group: SVGGElement, { file, isBoundary }: MapModule, box: Box, places: Map<string, Box>): void {
  places.set(file, box);
  const rectangle = shape('rect', { class: isBoundary ? 'module boundary' : 'module', ...rounded(box, 3), 'data-file': file });
  group.append(rectangle);
  const name = file.slice(file.lastIndexOf('/') + 1);
  const text = box.height > 16 ? fitted(name, box.width - 10, false) : '';
  group.append(shape('text', { class: 'module-name', x: box.x + 5, y: box.y + 13 }, text));
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
