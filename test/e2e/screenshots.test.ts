// Pictures of the extension at work: for people to look at in .artifacts/, and with SELDON_UPDATE_SCREENSHOTS=1 the two of the README.
import { statSync } from "node:fs";
import path from "node:path";
import process from "node:process";
import { expect, test } from "vitest";
import { projectRoot } from "../../scripts/project-root.ts";
import { readDiary } from "../support/diary.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const TABS = ["01-duplicate-volume.yaml", "04-secret-without-remote.yaml", "09-killed-while-starting.yaml"] as const;
const LIVENESS = "livenessProbe:";
/** The part of the hover that comes last, from the server. */
const HOVER = "Liveness budget: 210 s";
const FIX = "Add a startupProbe: 1200 s to start";
const MAX_BYTES = 200_000;

const pictures = path.join(projectRoot, ".artifacts", "screenshots");
const readmePictures = process.env["SELDON_UPDATE_SCREENSHOTS"] === "1" ? path.join(projectRoot, "media") : pictures;

const suite = useSuiteWorkbench({
  files: Object.fromEntries(TABS.map(manifest => [manifest, readDiary(manifest)])),
  folderName: "diary",
  viewport: { width: 1280, height: 800 },
  settings: { "editor.minimap.enabled": false, "editor.stickyScroll.enabled": false },
});

test("the README's picture of problems", async () => {
  const { window } = suite;
  for (const manifest of TABS) await window.openFile(manifest);
  await window.problemsWhen(all => new Set(all.map(({ file }) => file)).size === TABS.length);
  await window.hoverAt(LIVENESS, HOVER, () => take(readmePictures, "screenshot-problems"));
});

test("the README's picture of a fix", async () => {
  const { window } = suite;
  const lightBulb = await window.lightBulb(LIVENESS);
  expect(lightBulb.titles).toContain(FIX);
  await take(readmePictures, "screenshot-fix");
  await lightBulb.close();
});

test.each(["light", "high-contrast-dark", "high-contrast-light", "dark"] as const)(
  "problems, hover and fixes in %s",
  async theme => {
    const { window } = suite;
    await window.switchTheme(theme);
    await window.hoverAt(LIVENESS, HOVER, () => take(pictures, `hover-${theme}`));
    const lightBulb = await window.lightBulb(LIVENESS);
    await take(pictures, `fix-${theme}`);
    await lightBulb.close();
  },
);

async function take(folder: string, name: string): Promise<void> {
  const file = path.join(folder, `${name}.png`);
  await suite.window.screenshot(file);
  expect(statSync(file).size).toBeLessThan(MAX_BYTES);
}
