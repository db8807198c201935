import type { MapModule, ProjectMap } from '../map.ts';
import { element, fileButton, moduleDetail, overview, type DetailContext } from './detail.ts';
import { drawMap, shape, type Places } from './draw.ts';
import { byName, seen, sideOf, sides, type Side } from './sides.ts';

const map = JSON.parse(byId('data').textContent) as ProjectMap;
const modules = new Map(map.modules.map((module) => [module.file, module]));
const importers = importersOf(map.modules);
const canvas = document.querySelector<SVGSVGElement>('#canvas')!;
const search = byId('search') as HTMLInputElement;
const size = byId('size') as HTMLSelectElement;
const results = byId('results');
const shown = new Set<Side>(sides);
let places: Places = new Map();
/** The size of the canvas that the map on it was drawn for. */
let drawnFor = '';
// The folder that is looked into; empty for all of the project.
let folder = '';
let smallest = 0;
let chosen: string | undefined;

const context: DetailContext = { modules, importers, boundaries: map.boundaries, packages: map.packages ?? [], choose };

function byId(id: string): HTMLElement {
  return document.querySelector<HTMLElement>(`#${id}`)!;
}

function importersOf(all: readonly MapModule[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { file, imports } of all) {
    for (const to of new Set(imports.map((edge) => edge.file))) found.set(to, [...(found.get(to) ?? []), file]);
  }
  return found;
}

/** Shows one module: its panel, its neighbours, and the way from the root to it. */
function choose(file: string | undefined): void {
  chosen = file !== undefined && modules.has(file) ? file : undefined;
  history.replaceState(null, '', chosen === undefined ? '#' : `#${encodeURIComponent(chosen)}`);
  results.hidden = true;
  const module = chosen === undefined ? undefined : modules.get(chosen);
  if (module && !isIn(module.file, folder)) folder = '';
  if (module && module.bytes < smallest) {
    smallest = 0;
    size.value = '0';
  }
  byId('detail').replaceChildren(...(module ? moduleDetail(context, module) : overview(context)));
  byId('detail').scrollTop = 0;
  if (module && !shown.has(sideOf(module))) {
    shown.add(sideOf(module));
    drawSides();
  }
  draw();
}

/** What the page's address names. It may be written by hand, with a `%` that encodes nothing. */
function addressed(): string {
  const written = location.hash.slice(1);
  try {
    return decodeURIComponent(written);
  } catch {
    return written;
  }
}

function draw(): void {
  // First the line of folders: how high it is decides how much is left for the map.
  drawPath();
  drawnFor = sizeOfCanvas();
  const wanted = map.modules.filter(({ file, bytes }) => isIn(file, folder) && bytes >= smallest);
  places = drawMap(canvas, wanted, shown, folder);
  const module = chosen === undefined ? undefined : modules.get(chosen);
  canvas.classList.toggle('faded', module !== undefined);
  if (!module) return;
  const way = [...(module.server ?? []), ...(module.client ?? [])];
  const near = new Set([module.file, ...way, ...module.imports.map(({ file }) => file), ...(importers.get(module.file) ?? [])]);
  for (const rectangle of canvas.querySelectorAll<SVGRectElement>('.module')) {
    const { file } = rectangle.dataset;
    rectangle.classList.toggle('near', near.has(file!));
    rectangle.classList.toggle('chosen', file === module.file);
  }
  for (const importer of importers.get(module.file) ?? []) drawEdge(importer, module.file, 'edge');
  for (const { file } of module.imports) drawEdge(module.file, file, 'edge');
  for (const chain of [module.server, module.client]) {
    chain?.slice(1).forEach((file, index) => drawEdge(chain[index]!, file, 'edge way'));
  }
}

function sizeOfCanvas(): string {
  const { width, height } = canvas.getBoundingClientRect();
  return `${width} ${height}`;
}

function isIn(file: string, path: string): boolean {
  return path === '' || file.startsWith(`${path}/`);
}

/** Looks into a folder. */
function enter(path: string): void {
  folder = path;
  if (chosen !== undefined && !isIn(chosen, path)) choose(undefined);
  else draw();
}

/** The way to the folder that is looked into, each step of it to go back to. */
function drawPath(): void {
  const names = folder === '' ? [] : folder.split('/');
  const steps = ['', ...names.map((_, index) => names.slice(0, index + 1).join('/'))];
  const buttons = steps.map((path, index) => {
    const button = element('button', '', index === 0 ? 'all folders' : `/ ${seen(names[index - 1]!)}`);
    button.type = 'button';
    if (path === folder) button.setAttribute('aria-current', 'true');
    button.addEventListener('click', () => enter(path));
    return button;
  });
  byId('folders').replaceChildren(...buttons);
}

function drawEdge(from: string, to: string, className: string): void {
  const [start, end] = [places.get(from), places.get(to)];
  if (!start || !end) return;
  const [x1, y1] = [start.x + start.width / 2, start.y + start.height / 2];
  const [x2, y2] = [end.x + end.width / 2, end.y + end.height / 2];
  const bend = Math.max(24, Math.abs(x2 - x1) / 2) * (x2 >= x1 ? 1 : -1);
  canvas.append(shape('path', { class: className, d: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}` }));
}

function drawSides(): void {
  const buttons = sides.map((side) => {
    const count = map.modules.filter((module) => sideOf(module) === side).length;
    const button = element('button', side, `${count} ${side}`);
    button.type = 'button';
    button.disabled = count === 0;
    button.setAttribute('aria-pressed', String(shown.has(side) && count > 0));
    button.addEventListener('click', () => {
      if (!shown.delete(side)) shown.add(side);
      drawSides();
      draw();
    });
    return button;
  });
  byId('sides').replaceChildren(...buttons);
}

function find(): void {
  const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
  const matches =
    words.length === 0
      ? []
      : map.modules
          .filter(({ file }) => words.every((word) => file.toLowerCase().includes(word)))
          .sort((one, other) => byName(one.file, other.file));
  const items = matches.slice(0, 60).map(({ file, isBoundary }) => {
    const item = element('li');
    item.append(fileButton(context, file, isBoundary ? 'boundary' : ''));
    return item;
  });
  if (words.length > 0 && items.length === 0) items.push(element('li', 'quiet', 'No module is called that.'));
  if (matches.length > 60) items.push(element('li', 'quiet', `… and ${matches.length - 60} more`));
  results.replaceChildren(...items);
  results.hidden = items.length === 0;
}

/** The nearest module in a direction, by the middle of its box. */
function neighbourOf(file: string, key: string): string | undefined {
  const from = places.get(file);
  if (!from) return undefined;
  const isAcross = key === 'ArrowLeft' || key === 'ArrowRight';
  const sign = key === 'ArrowRight' || key === 'ArrowDown' ? 1 : -1;
  let best: { file: string; cost: number } | undefined;
  for (const [other, box] of places) {
    const across = box.x + box.width / 2 - (from.x + from.width / 2);
    const down = box.y + box.height / 2 - (from.y + from.height / 2);
    const [along, aside] = isAcross ? [across * sign, down] : [down * sign, across];
    if (other === file || along <= 1) continue;
    const cost = along + 2 * Math.abs(aside);
    if (!best || cost < best.cost) best = { file: other, cost };
  }
  return best?.file;
}

canvas.addEventListener('click', ({ target }) => {
  const { file, folder: path } = (target as SVGElement).dataset;
  if (path === undefined) choose(file);
  else enter(path);
});
size.addEventListener('change', () => {
  smallest = Number(size.value);
  draw();
});
canvas.addEventListener('pointermove', ({ target }) => {
  const module = modules.get((target as SVGElement).dataset['file'] ?? '');
  byId('hint').textContent = module ? `${seen(module.file)}${module.isBoundary ? ' · boundary' : ''}` : '';
});
canvas.addEventListener('pointerleave', () => (byId('hint').textContent = ''));
canvas.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && chosen?.includes('/')) {
    // One folder nearer to the module at a time.
    const rest = chosen.slice(folder === '' ? 0 : folder.length + 1).split('/');
    if (rest.length > 1) enter(folder === '' ? rest[0]! : `${folder}/${rest[0]!}`);
  }
  if (event.key === 'Backspace' && folder !== '') enter(folder.slice(0, Math.max(0, folder.lastIndexOf('/'))));
  if (!event.key.startsWith('Arrow')) return;
  event.preventDefault();
  const next = chosen === undefined ? places.keys().next().value : neighbourOf(chosen, event.key);
  if (next !== undefined) choose(next);
});
search.addEventListener('input', find);
search.addEventListener('focus', find);
search.addEventListener('keydown', (event) => {
  if (event.key !== 'Enter' && event.key !== 'ArrowDown') return;
  const first = results.querySelector<HTMLButtonElement>('button');
  if (event.key === 'Enter') first?.click();
  else first?.focus();
  event.preventDefault();
});
results.addEventListener('keydown', (event) => {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const buttons = [...results.querySelectorAll('button')];
  const at = buttons.indexOf(document.activeElement as HTMLButtonElement) + (event.key === 'ArrowDown' ? 1 : -1);
  (buttons[at] ?? search).focus();
  event.preventDefault();
});
document.addEventListener('keydown', ({ key, target }) => {
  if (key === 'Escape') {
    search.value = '';
    if (chosen === undefined) folder = '';
    choose(undefined);
    canvas.focus();
  } else if (key === '/' && target !== search) setTimeout(() => search.focus());
});
document.addEventListener('click', ({ target }) => {
  if (!(target as Element).closest('header')) results.hidden = true;
});
let frame = 0;
// Not the window alone: the line of folders above grows and shrinks too.
new ResizeObserver(() => {
  if (sizeOfCanvas() === drawnFor) return;
  cancelAnimationFrame(frame);
  frame = requestAnimationFrame(draw);
}).observe(canvas);

const boundaries = map.boundaries.length;
byId('summary').textContent =
  `${(map.frameworks ?? []).map(({ name }) => `${name}: `).join('')}${map.modules.length} module${map.modules.length === 1 ? '' : 's'}, ${boundaries} ${boundaries === 1 ? 'boundary' : 'boundaries'}`;
drawSides();
choose(addressed() || undefined);
