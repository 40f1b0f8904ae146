// The graph preview in a real VS Code: it follows the text, a box leads to its lines, the cursor highlights its box.
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
