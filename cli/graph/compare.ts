import { readFileSync } from 'node:fs';
import { UsageError } from '../../node/usage-error.ts';
import { visible } from '../terminal.ts';
import type { MapModule, ProjectMap } from './map.ts';
import { byName, bytesText, sideOf } from './page/sides.ts';

/**
 * A map that `graph --format json` has written.
 *
 * @throws UsageError where the file is none
 */
export function readMap(fileName: string): ProjectMap {
  let text: string;
  try {
    text = readFileSync(fileName, 'utf8');
  } catch {
    throw new UsageError(`${fileName} cannot be read.`);
  }
  let map: unknown;
  try {
    map = JSON.parse(text);
  } catch {
    map = undefined;
  }
  if (!isMap(map)) throw new UsageError(`${fileName} is no map of \`rsc-boundary graph --format json\`.`);
  return map;
}

function isMap(value: unknown): value is ProjectMap {
  if (typeof value !== 'object' || value === null) return false;
  const { version, modules, boundaries } = value as Partial<Record<keyof ProjectMap, unknown>>;
  return version === 1 && Array.isArray(modules) && Array.isArray(boundaries);
}

/** What has changed from one map to another: sides, boundaries and what each brings, modules that came and went. */
export function differenceText(before: ProjectMap, after: ProjectMap): string {
  const old = new Map(before.modules.map((module) => [module.file, module]));
  const now = new Map(after.modules.map((module) => [module.file, module]));
  const sections = [
    section('Client graph', totalOf(before) === totalOf(after) ? [] : [`${totalOf(before)} → ${totalOf(after)}`]),
    section(
      'Now elsewhere',
      after.modules.flatMap((module) => {
        const was = old.get(module.file);
        return was && sideOf(was) !== sideOf(module)
          ? [`${module.file}  ${sideOf(was)} → ${sideOf(module)}${wayOf(module)}`]
          : [];
      }),
    ),
    section('New boundaries', boundariesOf(after, before)),
    section('No boundaries any more', boundariesOf(before, after)),
    section(
      'Boundaries that bring more or less',
      after.boundaries.flatMap(({ file, size }) => {
        const was = before.boundaries.find((one) => one.file === file)?.size;
        return was && was.bytes !== size.bytes ? [`${file}  ${bytesText(was.bytes)} → ${bytesText(size.bytes)}`] : [];
      }),
    ),
    section('New in the client graph', after.modules.filter((module) => module.client && !old.has(module.file)).map(nameOf)),
    section('Gone from the client graph', before.modules.filter((module) => module.client && !now.has(module.file)).map(nameOf)),
  ].filter(Boolean);
  return sections.length > 0 ? `${sections.join('\n\n')}\n` : 'Nothing has changed.\n';
}

function nameOf({ file, bytes }: MapModule): string {
  return `${file}  ${bytesText(bytes)}`;
}

function totalOf({ modules }: ProjectMap): string {
  const own = modules.filter(({ client }) => client);
  return `${own.length} module${own.length === 1 ? '' : 's'}, ${bytesText(own.reduce((sum, { bytes }) => sum + bytes, 0))}`;
}

function wayOf({ client }: MapModule): string {
  return client && client.length > 1 ? `  (${client.join(' → ')})` : '';
}

function boundariesOf(those: ProjectMap, notThese: ProjectMap): string[] {
  const known = new Set(notThese.boundaries.map(({ file }) => file));
  return those.boundaries.filter(({ file }) => !known.has(file)).map(({ file, size }) => `${file}  ${bytesText(size.bytes)}`);
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : [title, ...[...lines].sort(byName).map((line) => `  ${visible(line)}`)].join('\n');
}
