/** A box in the units of the page. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Something that takes room in proportion to its weight. */
export interface Weighted {
  readonly weight: number;
}

/**
 * Divides a box among items in proportion to their weights, as near to squares as may be (a squarified treemap: rows are laid along
 * the shorter side for as long as that makes their boxes squarer).
 *
 * @param items heaviest first
 * @returns one box an item, in the items' order
 */
export function divide(items: readonly Weighted[], box: Box): Box[] {
  const total = items.reduce((sum, { weight }) => sum + weight, 0);
  if (total <= 0 || box.width <= 0 || box.height <= 0) return items.map(() => ({ ...box, width: 0, height: 0 }));
  const scale = (box.width * box.height) / total;
  const areas = items.map(({ weight }) => weight * scale);
  const boxes: Box[] = [];
  let rest = box;
  for (let start = 0; start < areas.length;) {
    const side = Math.min(rest.width, rest.height);
    let end = start + 1;
    while (end < areas.length && worst(areas.slice(start, end + 1), side) <= worst(areas.slice(start, end), side)) end++;
    const row = areas.slice(start, end);
    rest = layRow(row, rest, boxes);
    start = end;
  }
  return boxes;
}

function worst(row: readonly number[], side: number): number {
  const sum = row.reduce((a, b) => a + b, 0);
  return Math.max((side * side * Math.max(...row)) / (sum * sum), (sum * sum) / (side * side * Math.min(...row)));
}

/** Lays a row along the shorter side, and returns what is left of the box. */
function layRow(row: readonly number[], box: Box, boxes: Box[]): Box {
  const sum = row.reduce((a, b) => a + b, 0);
  const isWide = box.width >= box.height;
  const thickness = sum / (isWide ? box.height : box.width);
  let at = isWide ? box.y : box.x;
  for (const area of row) {
    const length = area / thickness;
    boxes.push(
      isWide ? { x: box.x, y: at, width: thickness, height: length } : { x: at, y: box.y, width: length, height: thickness },
    );
    at += length;
  }
  return isWide
    ? { ...box, x: box.x + thickness, width: Math.max(0, box.width - thickness) }
    : { ...box, y: box.y + thickness, height: Math.max(0, box.height - thickness) };
}

/** A box with room left free on each side; never smaller than nothing. */
export function inset({ x, y, width, height }: Box, left: number, top: number, right: number, bottom: number): Box {
  return { x: x + left, y: y + top, width: Math.max(0, width - left - right), height: Math.max(0, height - top - bottom) };
}
