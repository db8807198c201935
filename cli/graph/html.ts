import { readFileSync } from 'node:fs';
import { visible, visibleJson } from '../terminal.ts';
import type { ProjectMap } from './map.ts';

/**
 * The map as one page that needs nothing else: style, script and data are inside it.
 *
 * @param title what the page is called: the project's folder
 */
export function mapHtml(map: ProjectMap, title: string): string {
  const part = (name: string): string => readFileSync(new URL(`./graph-page/${name}`, import.meta.url), 'utf8');
  const fill: Readonly<Record<string, string>> = {
    title: escapeHtml(visible(title)),
    style: part('page.css'),
    script: readFileSync(new URL('./graph-page.iife.js', import.meta.url), 'utf8').replaceAll('</script', '<\\/script'),
    // A file may be called `</script>`: no `<` of the data reaches the parser of HTML.
    data: visibleJson(JSON.stringify(map)).replaceAll('<', '\\u003c'),
  };
  return part('page.html').replace(/\{\{(title|style|script|data)\}\}/g, (_, name: string) => fill[name]!);
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
