// Drives a real VS Code workbench in Chromium the way a person does, by keyboard wherever there is a key, so that
// end-to-end tests read as what the person does and sees.
import { mkdirSync } from "node:fs";
import path from "node:path";
import { chromium } from "playwright-core";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { ensureChromium } from "../../scripts/chromium.ts";
import { prepareVsCodeServer, startVsCodeServer } from "../../scripts/vscode-server.ts";
import type { PayloadEntry, VsCodeServer, VsCodeServerOptions } from "../../scripts/vscode-server.ts";
import { pickCompletion, readCompletions } from "./completion-list.ts";
import { openLightBulb } from "./light-bulb.ts";
import type { LightBulb } from "./light-bulb.ts";
import { readNotifications } from "./notification-center.ts";
import { readProblems } from "./problems-panel.ts";
import type { Problem } from "./problems-panel.ts";
import { openQuickInput, pickInQuickInput, runFromPalette } from "./quick-input.ts";

export interface WorkbenchOptions extends Omit<VsCodeServerOptions, "trust"> {
  /** Absolute path of the folder to open. */
  readonly folder: string;
  /** A file to open with it, relative to the folder. VS Code's page takes no more than one. */
  readonly file?: string;
  /** Absolute path of an unpacked extension to load beside the installed ones. VS Code's page takes no more than one. */
  readonly developmentExtension?: string;
  /** "all" unless said otherwise: tests of the trust dialog say "ask". */
  readonly trust?: VsCodeServerOptions["trust"];
  /** Display language, such as `de`: VS Code's own words stay English, as no language pack is installed. */
  readonly language?: string;
  readonly viewport?: { readonly width: number; readonly height: number };
}

export type ThemeKind = "dark" | "light" | "high-contrast-dark" | "high-contrast-light";

/** Where something stands in an editor, counted from 1 as the status bar does. */
export interface EditorPosition {
  readonly line: number;
  readonly column: number;
}

/** Patience for things VS Code does by itself; generous, because two cores may be shared with other work. */
const PATIENCE_MS = 30_000;
/** The host by which VS Code's web views name local files; it answers these requests itself. */
const LOCAL_FILES_HOST = ".vscode-resource.vscode-cdn.net";
/** Patience between two looks at something no event announces. */
const LOOK_INTERVAL_MS = 50;

const themes: Readonly<Record<ThemeKind, { label: string; bodyClass: string }>> = {
  dark: { label: "Dark Modern", bodyClass: "vs-dark" },
  light: { label: "Light Modern", bodyClass: "vs" },
  "high-contrast-dark": { label: "Dark High Contrast", bodyClass: "hc-black" },
  "high-contrast-light": { label: "Light High Contrast", bodyClass: "hc-light" },
};

/** Starts server and browser, opens the folder, and resolves when the workbench stands. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const { folder, file, developmentExtension, trust = "all", viewport, language, ...serverOptions } = options;
  await prepareVsCodeServer();
  const server = await startVsCodeServer({
    smokeTestDriver: true,
    ...serverOptions,
    settings: { "workbench.colorTheme": themes.dark.label, ...serverOptions.settings },
    trust,
  });
  let browser: Browser | undefined;
  try {
    browser = await launchChromium();
    const context = await browser.newContext({
      viewport: viewport ?? { width: 1400, height: 900 },
    });
    if (language !== undefined) await context.addInitScript(`globalThis._VSCODE_NLS_LANGUAGE = "${language}";`);
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const workbench = new Workbench({ server, browser, context, page });
    await workbench.open(folder, file, developmentExtension);
    return workbench;
  } catch (error) {
    await browser?.close();
    await server.stop();
    throw error;
  }
}

/** A Chromium without sandbox (containers refuse it) that talks to nobody by itself. */
export async function launchChromium(): Promise<Browser> {
  return await chromium.launch({
    executablePath: ensureChromium(),
    args: ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update"],
  });
}

/** One VS Code window. Every method waits for what it promises and throws after 30 s. */
export class Workbench {
  readonly server: VsCodeServer;
  readonly page: Page;
  /** Hosts other than our own server that the page has asked: an end-to-end test expects none. */
  readonly foreignRequests: string[] = [];
  readonly #browser: Browser;

  constructor(parts: { server: VsCodeServer; browser: Browser; context: BrowserContext; page: Page }) {
    this.server = parts.server;
    this.page = parts.page;
    this.#browser = parts.browser;
    parts.page.on("request", request => {
      const url = new URL(request.url());
      const isOwn = url.hostname === "127.0.0.1" || url.hostname.endsWith(LOCAL_FILES_HOST);
      if (url.protocol.startsWith("http") && !isOwn) this.foreignRequests.push(url.href);
    });
  }

  /** Opens a folder (again, or another one) in this window. */
  async open(folder: string, file?: string, developmentExtension?: string): Promise<void> {
    const payload: PayloadEntry[] = [];
    if (developmentExtension !== undefined) {
      payload.push(["extensionDevelopmentPath", this.server.remoteUri(developmentExtension)]);
    }
    if (file !== undefined) payload.push(["openFile", this.server.remoteUri(path.join(folder, file))]);
    await this.page.goto(this.server.folderUrl(folder, payload), { waitUntil: "commit" });
    await this.page.locator(".monaco-workbench .part.statusbar").waitFor();
    if (file !== undefined) await this.#editorLines().first().waitFor();
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.server.stop();
  }

  /** Opens a file of the folder by name through Quick Open. */
  async openFile(name: string): Promise<void> {
    await openQuickInput(this.page, "Control+P");
    await pickInQuickInput(this.page, name, path.basename(name));
    await this.page
      .locator(".tab.active", { hasText: path.basename(name) })
      .first()
      .waitFor();
    await this.#editorLines().first().waitFor();
  }

  /** Closes the active editor; the text must be saved. */
  async closeEditor(): Promise<void> {
    await this.runCommand("View: Close Editor");
  }

  /** All rows of the Problems view, in its order; empty when it says that there are none. */
  async problems(): Promise<readonly Problem[]> {
    return await readProblems(this.page);
  }

  /** Reads the Problems view until it satisfies `wanted`, and returns what it then shows. */
  async problemsWhen(
    wanted: (problems: readonly Problem[]) => boolean,
    timeoutMs = PATIENCE_MS,
  ): Promise<readonly Problem[]> {
    const deadline = Date.now() + timeoutMs;
    for (;;) {
      const problems = await this.problems();
      if (wanted(problems)) return problems;
      if (Date.now() > deadline) {
        const shown = problems.map(
          ({ file, line, severity, code, message }) => `${file}:${line} ${severity} ${code}: ${message.slice(0, 80)}`,
        );
        throw new Error(
          `The Problems view did not come to the expected state. It shows:\n${shown.join("\n") || "nothing"}`,
        );
      }
      await this.page.waitForTimeout(LOOK_INTERVAL_MS);
    }
  }

  /** The wavy underlines on the visible lines of the active editor. */
  squiggles(severity: "error" | "warning" | "info" | "hint"): Locator {
    return this.page.locator(`.editor-instance .squiggly-${severity}`);
  }

  /** Puts the cursor at a position of the active editor. */
  async goto(position: EditorPosition): Promise<void> {
    await this.focusEditor();
    await this.page.keyboard.press("Control+G");
    const input = this.page.locator(".quick-input-widget:visible input[type=text]");
    await input.fill(`:${position.line}:${position.column}`);
    await input.press("Enter");
    await this.page
      .locator("#status\\.editor\\.selection", { hasText: `Ln ${position.line}, Col ${position.column}` })
      .waitFor();
  }

  /** Where `text` first stands in the active editor. */
  async positionOf(text: string): Promise<EditorPosition> {
    const content = await this.editorText();
    const offset = content.indexOf(text);
    if (offset < 0) throw new Error(`The active editor does not hold "${text}". It holds:\n${content}`);
    const before = content.slice(0, offset).split("\n");
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  }

  /** The hover over `text`, once it holds `expected` (or, without that, as soon as it is there); `use` may do something with it. */
  async hoverAt(
    text: string,
    expected: string | RegExp = /\S/u,
    use?: (hover: Locator) => Promise<void>,
  ): Promise<string> {
    await this.goto(await this.positionOf(text));
    const hover = this.page.locator(".monaco-hover:visible", { hasText: expected });
    const deadline = Date.now() + PATIENCE_MS;
    // VS Code closes a hover when the text below it gets new problems: asked again until it stays.
    while (!(await hover.isVisible())) {
      if (Date.now() > deadline) throw new Error(`No hover with ${String(expected)} appeared over "${text}".`);
      await this.page.keyboard.press("Control+K");
      await this.page.keyboard.press("Control+I");
      await hover
        .first()
        .waitFor({ timeout: 2_000 })
        .catch(() => undefined);
    }
    const shown = await hover.first().innerText();
    await use?.(hover.first());
    await this.page.keyboard.press("Escape");
    return shown;
  }

  /** Opens the menu of fixes where `text` first stands in the active editor. */
  async lightBulb(text: string): Promise<LightBulb> {
    return await this.lightBulbAt(await this.positionOf(text));
  }

  async lightBulbAt(position: EditorPosition): Promise<LightBulb> {
    await this.goto(position);
    return await openLightBulb(this.page, PATIENCE_MS);
  }

  /** What completion offers at the cursor, asked for by its key; leaves the list open. */
  async completions(): Promise<readonly string[]> {
    await this.page.keyboard.press("Control+Space");
    return await readCompletions(this.page);
  }

  /** Takes the entry of the open completion list that is labeled `label`. */
  async acceptCompletion(label: string): Promise<void> {
    await pickCompletion(this.page, label);
  }

  /** Runs a command by the title it has in the palette, category included: "Seldon: Show Log". */
  async runCommand(title: string): Promise<void> {
    await runFromPalette(this.page, title);
  }

  /** Takes the row with this label from the picker that a command has opened. */
  async pick(label: string): Promise<void> {
    await pickInQuickInput(this.page, label, label);
  }

  /** The whole text of the active editor, saved or not, with `\n` between its lines. */
  async editorText(): Promise<string> {
    await this.focusEditor();
    // A marker shows when the copy has arrived: the clipboard has no event, and an empty editor copies nothing.
    const marker = `clipboard-before-copy-${Date.now()}`;
    await this.#writeClipboard(marker);
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.press("Control+C");
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const copied = await this.page.evaluate<string>("navigator.clipboard.readText()");
      if (copied !== marker) return copied.replaceAll("\r\n", "\n");
      if (Date.now() > deadline) throw new Error("The text of the editor did not arrive in the clipboard.");
      await this.page.waitForTimeout(LOOK_INTERVAL_MS);
    }
  }

  /** Types into the active editor at the cursor. */
  async type(text: string): Promise<void> {
    await this.page.keyboard.type(text);
  }

  /** Replaces the whole text of the active editor, as pasting does. */
  async replaceText(text: string): Promise<void> {
    await this.focusEditor();
    await this.#writeClipboard(text);
    await this.page.keyboard.press("Control+A");
    await this.page.keyboard.press("Control+V");
  }

  /** Saves the active editor and waits until its tab says so. */
  async save(): Promise<void> {
    await this.page.keyboard.press("Control+S");
    // The group with the keyboard's focus: a panel beside it has an active tab, too.
    await this.page.locator(".editor-group-container.active .tab.active:not(.dirty)").waitFor();
  }

  /** Undoes the last change of the active editor. */
  async undo(): Promise<void> {
    await this.focusEditor();
    await this.page.keyboard.press("Control+Z");
  }

  /** The messages in the notification center, newest first. Under the smoke-test driver there are no toasts. */
  async notifications(): Promise<readonly string[]> {
    return await readNotifications(this.page);
  }

  /** The status bar entry that holds `text`. */
  statusBarItem(text: string): Locator {
    return this.page.locator(".part.statusbar .statusbar-item", { hasText: text });
  }

  /** Picks one of VS Code's own themes of that kind and waits until the window wears it. */
  async switchTheme(kind: ThemeKind): Promise<void> {
    const theme = themes[kind];
    await this.runCommand("Preferences: Color Theme");
    await pickInQuickInput(this.page, theme.label, theme.label);
    await this.page.locator(`.monaco-workbench.${theme.bodyClass}`).waitFor();
  }

  /** Grants trust to a folder that was opened in restricted mode (`trust: "ask"`). */
  async trustFolder(): Promise<void> {
    await this.runCommand("Workspaces: Manage Workspace Trust");
    const editor = this.page.locator(".workspace-trust-editor");
    await editor
      .locator(".monaco-button", { hasText: /^Trust$/u })
      .first()
      .click();
    await this.statusBarItem("Restricted Mode").waitFor({ state: "detached" });
    // Extensions start anew with the trust, which can take the keyboard's focus for a moment.
    await this.#repeatUntil(
      () => editor.press("Escape", { timeout: 1_000 }).catch(() => undefined),
      () => editor.isHidden(),
    );
  }

  /** Takes the trust back that {@link trustFolder} granted; extensions start anew in restricted mode. */
  async distrustFolder(): Promise<void> {
    await this.runCommand("Workspaces: Manage Workspace Trust");
    const editor = this.page.locator(".workspace-trust-editor");
    const folder = editor.locator(".trusted-uris-table .monaco-table-tr").last();
    await folder.hover();
    // The window loads anew.
    const navigated = this.page.waitForEvent("framenavigated");
    await folder.locator("[class*='workspace-trust-editor-remove-folder']").click();
    await navigated;
    await this.statusBarItem("Restricted Mode").waitFor();
    await this.#repeatUntil(
      () => editor.press("Escape", { timeout: 1_000 }).catch(() => undefined),
      () => editor.isHidden(),
    );
  }

  /**
   * Takes a picture of the window, cursor blinking stopped; makes the folder if need be.
   * @param restsMouse false where what the mouse hovers over belongs to the picture
   */
  async screenshot(file: string, { restsMouse = true } = {}): Promise<void> {
    mkdirSync(path.dirname(file), { recursive: true });
    if (restsMouse) await this.#restMouse();
    await this.page.screenshot({ path: file, animations: "disabled", caret: "hide" });
  }

  /** Gives the keyboard to the text of the first editor group. */
  async focusEditor(): Promise<void> {
    await this.page.keyboard.press("Control+1");
    await this.page.locator(".editor-instance .monaco-editor.focused").first().waitFor();
  }

  /** For keys that VS Code may swallow while it is busy; the action must do no harm when it is repeated. */
  async #repeatUntil(action: () => Promise<void>, done: () => Promise<boolean>): Promise<void> {
    const deadline = Date.now() + PATIENCE_MS;
    while (!(await done())) {
      if (Date.now() > deadline) throw new Error("VS Code did not react to a key that was pressed again and again.");
      await action();
      await this.page.waitForTimeout(4 * LOOK_INTERVAL_MS);
    }
  }

  /** Where the mouse rests, tooltips appear: at the edge there are none. */
  async #restMouse(): Promise<void> {
    await this.page.mouse.move(0, 0);
  }

  async #writeClipboard(text: string): Promise<void> {
    await this.page.evaluate(`navigator.clipboard.writeText(${JSON.stringify(text)})`);
  }

  #editorLines(): Locator {
    return this.page.locator(".editor-instance .view-lines .view-line");
  }
}
