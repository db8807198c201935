import { mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../support/build.ts';
import { chromiumPath } from '../support/chromium.ts';
import { runCli } from '../support/cli.ts';

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'rsc-boundary-page-')));
const example = join(folder, 'example.html');
let browser: Browser;

describe.skipIf(!chromiumPath)('the page of the module graph, in Chromium', () => {
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath!, args: ['--no-sandbox'] });
    expect(runCli(join(root, 'examples/next-app'), 'graph', '--format', 'html', '-o', example).code).toBe(0);
  });
  afterAll(async () => {
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a page and notes what must not happen: requests, errors. */
  async function open(file: string, colorScheme: 'light' | 'dark' = 'light'): Promise<{ page: Page; troubles: string[] }> {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 }, colorScheme });
    const troubles: string[] = [];
    page.on('request', (request) => void (request.url().startsWith('file:') || troubles.push(`request: ${request.url()}`)));
    page.on('pageerror', (error) => void troubles.push(`error: ${error.message}`));
    page.on('console', (message) => void troubles.push(`console: ${message.text()}`));
    await page.goto(pathToFileURL(file).href);
    return { page, troubles };
  }

  it('shows every module in the region of its side, and the boundaries beside', async () => {
    const { page, troubles } = await open(example);
    expect(await page.title()).toBe('next-app · module graph');
    const drawn = await page.locator('.module').count();
    expect(await page.locator('#summary').textContent()).toMatch(
      new RegExp(`^Next\\.js: ${drawn} modules, \\d+ boundaries$`, 'u'),
    );
    const [server, client] = (await page.evaluate(
      `['server', 'client'].map((side) => document.querySelector('g.' + side + ' .module').getBoundingClientRect().x)`,
    )) as number[];
    expect(server).toBeLessThan(client!);
    expect(await page.locator('.frontier').count()).toBe(1);
    const boundaries = await page.locator('#detail > ul button.file').allTextContents();
    expect(boundaries.length).toBe(await page.locator('.module.boundary').count());
    expect(troubles).toEqual([]);
    await page.close();
  });

  it('says of a module that is clicked why it is where it is, and leads on', async () => {
    const { page, troubles } = await open(example);
    await page.locator('[data-file="ui/clock.tsx"]').click();
    expect(await page.locator('#detail h2').textContent()).toBe('ui/clock.tsx');
    expect(await page.locator('#detail .tag').allTextContents()).toEqual(['client', 'boundary', '"use client"']);
    expect(await page.locator('#detail .chain.client .name').allTextContents()).toEqual(['app/notes/page.tsx', 'ui/clock.tsx']);
    expect(await page.locator('.edge.way').count()).toBe(1);
    await page.locator('#detail .chain .file').first().click();
    expect(await page.locator('#detail h2').textContent()).toBe('app/notes/page.tsx');
    await page.keyboard.press('Escape');
    expect(await page.locator('#detail h2').textContent()).toBe('The boundary');
    expect(troubles).toEqual([]);
    await page.close();
  });

  it('finds a module by parts of its name, from the keyboard alone', async () => {
    const { page } = await open(example);
    await page.keyboard.press('/');
    await page.locator('#search:focus').waitFor();
    await page.keyboard.type('note tit');
    expect(await page.locator('#results .name').allTextContents()).toEqual(['ui/note-title.tsx']);
    await page.keyboard.press('Enter');
    expect(await page.locator('#detail h2').textContent()).toBe('ui/note-title.tsx');
    await page.locator('#canvas').focus();
    await page.keyboard.press('ArrowLeft');
    expect(await page.locator('#detail h2').textContent()).not.toBe('ui/note-title.tsx');
    await page.locator('#search').fill('nothing of that name');
    expect(await page.locator('#results').textContent()).toBe('No module is called that.');
    await page.close();
  });

  it('hides and shows a side', async () => {
    const { page } = await open(example);
    const before = await page.locator('.module').count();
    const server = page.locator('#sides .server');
    await server.click();
    expect(await server.getAttribute('aria-pressed')).toBe('false');
    expect(await page.locator('g.server').count()).toBe(0);
    expect(await page.locator('.module').count()).toBeLessThan(before);
    await page.locator('#sides .server').click();
    expect(await page.locator('.module').count()).toBe(before);
    await page.close();
  });

  it('has a dark face, and opens at a module by its address', async () => {
    const paper = async (page: Page): Promise<string> => await page.evaluate('getComputedStyle(document.body).backgroundColor');
    const light = await open(example);
    const dark = await open(example, 'dark');
    expect(await paper(light.page)).not.toBe(await paper(dark.page));
    await light.page.goto(`${pathToFileURL(example).href}#${encodeURIComponent('ui/clock.tsx')}`);
    await light.page.reload();
    expect(await light.page.locator('#detail h2').textContent()).toBe('ui/clock.tsx');
    await Promise.all([light.page.close(), dark.page.close()]);
  });

  it('has the sides one below the other on a phone, whole and apart', async () => {
    const { page, troubles } = await open(example);
    await page.setViewportSize({ width: 390, height: 844 });
    await page.waitForFunction("Number(document.querySelector('.frontier')?.getAttribute('x2')) < 390");
    // Found and measured in one go: a map that is drawn again in between leaves elements that measure nothing.
    const regions = (await page.evaluate(`[...document.querySelectorAll('#canvas > g')].map((group) => {
      const { left, right, top, bottom } = group.getBoundingClientRect();
      return { left, right, top, bottom };
    })`)) as Array<{ left: number; right: number; top: number; bottom: number }>;
    expect(regions.length).toBeGreaterThan(2);
    for (const [index, { left, right, top }] of regions.entries()) {
      expect(left).toBeGreaterThanOrEqual(0);
      expect(right).toBeLessThanOrEqual(390);
      if (index > 0) expect(top).toBeGreaterThan(regions[index - 1]!.bottom);
    }
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(390);
    expect(troubles).toEqual([]);
    await page.close();
  });

  it('opens with an address that encodes nothing', async () => {
    const { page, troubles } = await open(example);
    for (const address of ['%', '%E0%A4%A', 'no/such/module.tsx']) {
      await page.goto(`${pathToFileURL(example).href}#${address}`);
      await page.reload();
      expect(await page.locator('#detail h2').textContent()).toBe('The boundary');
      expect(await page.locator('.module').count()).toBeGreaterThan(0);
    }
    expect(troubles).toEqual([]);
    await page.close();
  });

  it('takes hostile file names for names', async () => {
    const name = 'app/<img src=x onerror=alert(1)>/page.tsx';
    const map = {
      version: 1,
      modules: [{ file: name, server: [name], isBoundary: false, bytes: 3, imports: [] }],
      packages: [{ name: '</summary><img src=x onerror=alert(1)>', bytes: 3, importedBy: [name] }],
      boundaries: [],
    };
    const html = readFileSync(example, 'utf8');
    const data = JSON.stringify(map).replaceAll('<', '\\u003c');
    const file = join(folder, 'hostile.html');
    writeFileSync(
      file,
      html.replace(
        /(<script type="application\/json" id="data">).*?(<\/script>)/su,
        (_, open: string, close: string) => `${open}${data}${close}`,
      ),
    );
    const { page, troubles } = await open(file);
    await page.locator('.module').click();
    expect(await page.locator('#detail h2').textContent()).toBe(name);
    expect(troubles).toEqual([]);
    await page.close();
  });

  it('shows what turns the writing in a name, and goes from module to module by the arrows', async () => {
    const turned = 'app/\u202Exst.egap.tsx';
    const names = [turned, 'app/\u05E9\u05DC\u05D5\u05DD/page.tsx', 'ui/a.tsx', 'ui/b.tsx'];
    const modules = names.map((file) => ({ file, server: [file], isBoundary: false, bytes: 900, imports: [] }));
    const html = readFileSync(example, 'utf8');
    const file = join(folder, 'turned.html');
    writeFileSync(
      file,
      html.replace(
        /(id="data">).*?(<\/script>)/su,
        (_, open: string, close: string) => `${open}${JSON.stringify({ version: 1, modules, boundaries: [] })}${close}`,
      ),
    );
    const { page, troubles } = await open(file);
    const drawn = await page.locator('.label').allTextContents();
    expect(drawn.join(' ')).toContain('\\u202exst.egap.tsx');
    expect(drawn.join(' ')).not.toContain('\u202E');
    const isolated = await page.evaluate(
      `[...document.querySelectorAll('.label text')].every((one) => getComputedStyle(one).unicodeBidi === 'isolate')`,
    );
    expect(isolated).toBe(true);
    // Each arrow leads on; back leads back.
    await page.locator('#canvas').focus();
    const chosen = (): Promise<string | null> => page.locator('#detail h2').textContent();
    const met = new Set<string | null>();
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowUp']) {
      await page.keyboard.press(key);
      met.add(await chosen());
    }
    expect(met.size).toBeGreaterThan(2);
    await page.keyboard.press('Escape');
    expect(await chosen()).toBe('The boundary');
    expect(troubles).toEqual([]);
    await page.close();
  });

  it('stays quick and legible with 2,000 modules', async () => {
    const modules = Array.from({ length: 2000 }, (_, index) => {
      const file = `src/area-${index % 40}/part-${index % 7}/module-${index}.ts`;
      const side =
        index % 3 === 0 ? { server: [file] } : index % 3 === 1 ? { client: [file], clientSize: { modules: 1, bytes: 900 } } : {};
      return {
        file,
        ...side,
        isBoundary: index % 30 === 1,
        bytes: 200 + ((index * 7919) % 9000),
        imports:
          index > 40
            ? [
                {
                  file: `src/area-${(index - 40) % 40}/part-${(index - 40) % 7}/module-${index - 40}.ts`,
                  kind: 'import',
                  names: ['x'],
                },
              ]
            : [],
      };
    });
    const html = readFileSync(example, 'utf8');
    const file = join(folder, 'large.html');
    writeFileSync(
      file,
      html.replace(
        /(id="data">).*?(<\/script>)/su,
        (_, open: string, close: string) => `${open}${JSON.stringify({ version: 1, modules, boundaries: [] })}${close}`,
      ),
    );
    const { page, troubles } = await open(file);
    expect(await page.locator('.module').count()).toBe(2000);
    await page.locator('#search').fill('module-1999');
    await page.keyboard.press('Enter');
    expect(await page.locator('#detail h2').textContent()).toContain('module-1999');
    const outside = await page.evaluate(
      `[...document.querySelectorAll('.module')].filter((one) => { const { width, height } = one.getBoundingClientRect(); return !(width > 1 && height > 1); }).length`,
    );
    expect(outside).toBe(0);
    const { count, path } = { count: () => page.locator('.module').count(), path: () => page.locator('#folders').textContent() };
    await page.keyboard.press('Escape');
    await page
      .locator('[data-folder="src/area-39"]')
      .first()
      .click({ position: { x: 12, y: 6 } });
    expect([await path(), await count()]).toEqual(['all folders/ src/ area-39', 50]);
    await page.locator('#size').selectOption('5000');
    expect(await count()).toBeLessThan(50);
    await page.locator('#canvas').focus();
    await page.keyboard.press('Backspace');
    expect(await path()).toBe('all folders/ src');
    await page.locator('#size').selectOption('0');
    await page.locator('#search').fill('module-1');
    expect((await page.locator('#results .name').allTextContents()).slice(0, 2)).toEqual([
      'src/area-0/part-0/module-1120.ts',
      'src/area-0/part-0/module-1400.ts',
    ]);
    await page.locator('#folders button').first().click();
    expect(await count()).toBe(2000);
    const hanging = await page.evaluate(
      `[...document.querySelectorAll('.label')].filter((one) => getComputedStyle(one).overflow !== 'hidden').length`,
    );
    expect(hanging).toBe(0);
    const shot = join(folder, 'large.png');
    await page.screenshot({ path: shot });
    expect(statSync(shot).size).toBeGreaterThan(20_000);
    expect(troubles).toEqual([]);
    await page.close();
  });
});
