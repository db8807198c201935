import pc from 'picocolors';
import type { ClientSize, MapModule, ProjectMap } from './map.ts';
import { visible } from '../terminal.ts';
import { bytesText, sideOf, type Side } from './page/sides.ts';

type Colors = ReturnType<typeof pc.createColors>;

/** The project as a person reads it in a terminal: how many modules on each side, and the boundaries with what enters through each. */
export function projectText({ frameworks, modules, boundaries }: ProjectMap, colors: Colors = pc): string {
  const count = (side: Side): number => modules.filter((module) => sideOf(module) === side).length;
  const lines = [
    ...frameworks.map(({ name, folder, roots }) => {
      const shown = roots.length > 4 ? [...roots.slice(0, 3), `${roots.length - 3} more`] : roots;
      const where = folder === '' ? '' : ` in ${folder}`;
      return visible(`${name}${where}: ${shown.length > 0 ? `loads ${shown.join(', ')}` : 'loads no file by itself'}`);
    }),
    `${plural(modules.length, 'module')}: ${colors.cyan(`${count('server')} server`)}, ${colors.magenta(`${count('client')} client`)}, ${count('both')} on both sides, ${colors.dim(`${count('unknown')} unknown`)}`,
    '',
    boundaries.length === 0
      ? 'No module is a boundary: nothing crosses to the client.'
      : `${plural(boundaries.length, 'boundary', 'boundaries')}, by what each brings to the browser:`,
  ];
  for (const { file, size, importedBy } of boundaries) {
    lines.push('', `  ${colors.bold(visible(file))}  ${colors.dim(sizeText(size))}`);
    if (importedBy.length === 0) lines.push(`    ${colors.dim('loaded by the framework')}`);
    for (const { file: importer, names } of importedBy)
      lines.push(`    ← ${visible(importer)}${names.length > 0 ? colors.dim(`  ${visible(names.join(', '))}`) : ''}`);
  }
  return `${lines.join('\n')}\n`;
}

/** One module: its sides, and by which chain of imports it is on each. */
export function moduleText(module: MapModule, { modules, boundaries }: ProjectMap, colors: Colors = pc): string {
  const { file, server, client, directive, entry, clientSize, imports } = module;
  const lines = [colors.bold(visible(file))];
  const about = [
    directive && `"${directive}"`,
    entry && (entry === 'root' ? 'loaded by the framework' : `${entry} of the app`),
    module.isBoundary && 'a boundary',
  ].filter(Boolean);
  if (about.length > 0) lines.push(`  ${about.join(', ')}`);
  if (server) lines.push(`  ${colors.cyan('server')}  ${visible(server.join(' → '))}`);
  if (client) lines.push(`  ${colors.magenta('client')}  ${visible(client.join(' → '))}`);
  if (!server && !client) lines.push(`  ${colors.dim('unknown')}  no root of the framework reaches it, and nothing in it tells`);
  if (clientSize) lines.push(`  brings ${sizeText(clientSize)} to the browser`);
  const importers = modules.filter((other) => other.imports.some((edge) => edge.file === file)).map((other) => other.file);
  lines.push(...listText('imported by', importers), ...listText('imports', [...new Set(imports.map((edge) => edge.file))]));
  const entering = boundaries.find((boundary) => boundary.file === file)?.importedBy ?? [];
  for (const { file: importer, names } of entering)
    lines.push(`  enters here: ${visible(names.join(', ')) || 'the module'} (from ${visible(importer)})`);
  return `${lines.join('\n')}\n`;
}

function listText(title: string, files: readonly string[]): string[] {
  return files.length === 0 ? [] : [`  ${title}`, ...files.map((file) => `    ${visible(file)}`)];
}

function sizeText({ modules, bytes }: ClientSize): string {
  return `${plural(modules, 'module')}, ${bytesText(bytes)}`;
}

function plural(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
