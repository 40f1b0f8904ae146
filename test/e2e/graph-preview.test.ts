// The graph preview in a real VS Code: it follows the text, a box leads to its lines, the cursor highlights its box.
import { existsSync } from "node:fs";
import path from "node:path";
import type { FrameLocator } from "playwright-core";
import { expect, test } from "vitest";
import { projectRoot } from "../../scripts/project-root.ts";
import { runFromPalette } from "../support/quick-input.ts";
import { useSuiteWorkbench } from "../support/suite-workbench.ts";

const MANIFEST = `apiVersion: machinelearning.seldon.io/v1
kind: SeldonDeployment
metadata:
  name: fraud
  namespace: models
spec:
  predictors:
    - name: main
      traffic: 80
      componentSpecs:
        - spec:
            containers:
              - name: combiner
                image: example/combiner:1.0
      graph:
        name: combiner
        type: COMBINER
        children:
          - name: boosted
            implementation: XGBOOST_SERVER
            modelUri: gs://seldon-models/fraud/boosted
          - name: linear
            implementation: SKLEARN_SERVR
            modelUri: gs://seldon-models/fraud/linear
    - name: canary
      traffic: 20
      graph:
        name: classifier
        implementation: SKLEARN_SERVER
        modelUri: gs://seldon-models/fraud/v2
`;

const pictures = path.join(projectRoot, ".artifacts", "screenshots");
const readmePictures = process.env["SELDON_UPDATE_SCREENSHOTS"] === "1" ? path.join(projectRoot, "media") : pictures;

const suite = useSuiteWorkbench({
  files: { "fraud.yaml": MANIFEST },
  folderName: "graph",
  viewport: { width: 1400, height: 900 },
  settings: { "editor.minimap.enabled": false },
});

/** For what VS Code does in its own time, on a busy machine. */
const PATIENCE = { timeout: 60_000, interval: 250 };

function preview(): FrameLocator {
  return suite.window.page.frameLocator("iframe.webview.ready").frameLocator("iframe#active-frame");
}

test("draws predictors with their shares and units with what serves them", async () => {
  await suite.window.openFile("fraud.yaml");
  await runFromPalette(suite.window.page, "Seldon: Open Graph Preview");
  const boxes = preview().locator("g.unit");
  await expect.poll(() => boxes.count(), { timeout: 20_000 }).toBe(4);
  expect(await preview().locator("h2").allInnerTexts()).toEqual(["main · 80 % of traffic", "canary · 20 % of traffic"]);
  const linear = boxes.filter({ hasText: "linear" });
  await expect.poll(() => linear.getAttribute("class"), { timeout: 20_000 }).toContain("error");
  expect(await linear.locator(".problem").innerHTML()).toBe("1 error");
});

test("a box leads to its lines, by mouse and by keyboard, and the cursor highlights its box", async () => {
  const { page } = suite.window;
  const classifier = preview().locator("g.unit", { hasText: "classifier" });
  await classifier.click();
  await expect
    .poll(() => page.locator(".statusbar").innerText(), { timeout: 10_000 })
    .toMatch(/Ln \d+, Col \d+ \(\d+ selected\)/);
  await expect.poll(() => classifier.getAttribute("class"), { timeout: 10_000 }).toContain("selected");
  const boosted = preview().locator("g.unit", { hasText: "boosted" });
  await boosted.focus();
  await boosted.press("Enter");
  await expect.poll(() => boosted.getAttribute("class"), { timeout: 10_000 }).toContain("selected");
  expect(await classifier.getAttribute("class")).not.toContain("selected");
});

test.each(["light", "high-contrast-dark", "high-contrast-light", "dark"] as const)("a picture in %s", async theme => {
  await suite.window.switchTheme(theme);
  await expect.poll(() => preview().locator("g.unit").count(), { timeout: 10_000 }).toBe(4);
  await suite.window.screenshot(path.join(pictures, `graph-${theme}.png`));
  if (theme === "dark") await suite.window.screenshot(path.join(readmePictures, "screenshot-graph.png"));
});

test("nothing is cut off in a narrow column, and the text can still be read", async () => {
  const graph = preview().locator("svg.graph").first();
  const [drawn, page] = await Promise.all([graph.boundingBox(), preview().locator("body").boundingBox()]);
  if (!drawn || !page) throw new Error("There is no picture.");
  expect(drawn.x + drawn.width).toBeLessThanOrEqual(page.x + page.width);
  expect(drawn.width / Number(await graph.getAttribute("width"))).toBeGreaterThanOrEqual(0.75);
});

test("the list leads to the text as the picture does, and stays open", async () => {
  const list = preview().locator("section.predictor", { hasText: "canary" }).locator("details");
  await list.locator("summary").press("Enter");
  const entry = list.locator("button", { hasText: "classifier" });
  await entry.focus();
  await entry.press("Enter");
  const position = suite.window.page.locator("#status\\.editor\\.selection");
  // The last unit ends where the file does.
  const last = MANIFEST.split("\n").length;
  await expect.poll(() => position.innerText(), PATIENCE).toMatch(new RegExp(`^Ln ${last}, .*selected`, "u"));
  const box = preview().locator("g.unit", { hasText: "classifier" });
  await expect.poll(() => box.getAttribute("class"), PATIENCE).toContain("selected");
  expect(await list.getAttribute("open")).not.toBeNull();
});

test("is exported as a picture of its own, which needs no theme and no script", async () => {
  const { page } = suite.window;
  await preview().locator("button", { hasText: "Export as SVG…" }).click();
  const dialog = page.locator(".quick-input-widget:visible", { hasText: "Export Graph as SVG" });
  await expect.poll(() => dialog.locator("input[type=text]").inputValue(), PATIENCE).toMatch(/fraud\.svg$/u);
  // The dialog takes nothing while it reads the folder.
  const isThere = async (): Promise<boolean> => {
    if (await dialog.isVisible()) await page.keyboard.press("Enter");
    return existsSync(path.join(suite.folder, "fraud.svg"));
  };
  await expect.poll(isThere, PATIENCE).toBe(true);
  await expect.poll(() => suite.read("fraud.svg"), PATIENCE).toMatch(/<\/svg>\n$/u);
  const svg = suite.read("fraud.svg");
  expect(svg).toMatch(/^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="[\d.]+" height="[\d.]+">/u);
  for (const text of ["fraud · main · 80 % of traffic", "combiner", "boosted", "classifier", "1 error"])
    expect(svg).toContain(`>${text}</`);
  expect(svg).not.toMatch(/var\(|class=|<script|onclick/u);
});

test("follows the text while it is typed, saved or not", async () => {
  const { window } = suite;
  const { line, column } = await window.positionOf("name: classifier");
  await window.goto({ line, column: column + "name: classifier".length });
  await window.type("-next");
  await expect.poll(() => preview().locator("g.unit .name").allTextContents(), PATIENCE).toContain("classifier-next");
  // What is drawn anew leaves the keyboard to the text.
  await window.type("-one");
  await expect
    .poll(() => preview().locator("g.unit .name").allTextContents(), PATIENCE)
    .toContain("classifier-next-one");
  expect(suite.read("fraud.yaml")).toBe(MANIFEST);
});
