// A folder that is open in the real VS Code, used as a person would use it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium as playwright } from 'playwright-core';
import { chromium, root, startCodeServer } from './code-server.mjs';

/** The machine may be slow; nothing here waits longer than it must. */
export const PATIENCE = 180_000;
const pictures = join(root, 'node_modules/.cache/vscode-screenshots');

/**
 * Opens a folder.
 *
 * @param {string} folder
 * @param {object} options
 * @param {string} options.name what its pictures begin with
 * @param {object} [options.settings] of the user
 * @param {string[]} [options.extensions] folders of further extensions
 */
export async function openWorkbench(folder, { name, settings, extensions }) {
  mkdirSync(pictures, { recursive: true });
  const server = await startCodeServer(
    {
      'workbench.startupEditor': 'none',
      'workbench.tips.enabled': false,
      'workbench.enableExperiments': false,
      'extensions.ignoreRecommendations': true,
      'window.commandCenter': false,
      'editor.minimap.enabled': false,
      'editor.hover.delay': 100,
      'telemetry.telemetryLevel': 'off',
      'git.enabled': false,
      ...settings,
    },
    extensions,
  );
  const browser = await playwright.launch({ executablePath: chromium, args: ['--no-sandbox', '--disable-gpu'] });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(PATIENCE);
  await page.goto(`${server.url}/?folder=${folder}`);
  await page.locator('.monaco-workbench .statusbar').waitFor();

  const picture = (what) => page.screenshot({ path: join(pictures, `${name}-${what}.png`) });

  /** Waits until something of the page says a text; the blanks of VS Code are of many kinds. */
  async function says(selector, wanted) {
    try {
      await page.waitForFunction(
        ([at, text]) =>
          [...document.querySelectorAll(at)].some((element) =>
            `${element.getAttribute('aria-label') ?? ''} ${element.textContent}`
              .replace(/[\s\u200b-\u200f]+/g, ' ')
              .includes(text),
          ),
        [selector, wanted],
        { timeout: PATIENCE },
      );
    } catch (error) {
      await picture('failed');
      const seen = (await page.locator(selector).allInnerTexts()).map((text) => text.slice(0, 300));
      throw new Error(`${selector} does not say ${JSON.stringify(wanted)} but ${JSON.stringify(seen)}`, { cause: error });
    }
  }

  async function command(title) {
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').fill(`>${title}`);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  async function open(file) {
    await page.keyboard.press('Control+P');
    await page.locator('.quick-input-widget input').fill(join(folder, file));
    await page
      .locator('.quick-input-list .monaco-list-row', { hasText: file.split('/').at(-1) })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.tab.active', { hasText: file.split('/').at(-1) }).waitFor();
    await page.locator('.editor-instance .view-lines').first().waitFor();
  }

  /** Puts the cursor at a line and column, counted from 1. */
  async function goTo(line, column) {
    await page.keyboard.press('Control+G');
    await page.locator('.quick-input-widget input').fill(`:${line}:${column}`);
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
  }

  /** Opens the hover at the cursor, and waits until it says a text. */
  async function hovers(wanted) {
    const hover = page.locator('.monaco-hover', { hasText: wanted });
    for (let tries = 1; (await hover.count()) === 0; tries++) {
      await page.keyboard.press('Escape');
      await command('Show or Focus Hover');
      // A hover that was asked for before a server was ready stays without its words.
      await hover
        .first()
        .waitFor({ timeout: PATIENCE / 10 })
        .catch((error) => {
          if (tries === 10) throw error;
        });
    }
  }

  /** Opens the list of code actions at the cursor. */
  const codeActions = (title) => listed('.action-widget', 'Control+.', title);

  /** Opens the list of completions at the cursor. */
  const completions = (label) => listed('.suggest-widget', 'Control+Space', label);

  /** Opens a list at the cursor: again where it closed at once, since a text, a finding or a server was just coming or going. */
  async function listed(widget, keys, text) {
    const wanted = page.locator(`${widget} .monaco-list-row`, { hasText: text });
    for (let tries = 1; (await wanted.count()) === 0; tries++) {
      await page.keyboard.press('Escape');
      await page.keyboard.press(keys);
      await wanted
        .first()
        .waitFor({ timeout: PATIENCE / 10 })
        .catch((error) => {
          if (tries === 10) throw error;
        });
    }
    return wanted;
  }

  async function close() {
    await browser.close();
    server.stop();
  }

  return { page, picture, says, command, open, goTo, hovers, codeActions, completions, close };
}
