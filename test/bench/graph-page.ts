// The page of the graph preview in a browser, outside VS Code: from the state that its panel sends to the last box that is drawn.
import { readFileSync } from "node:fs";
import path from "node:path";
import * as z from "zod";
import { projectRoot } from "../../scripts/project-root.ts";
import type { GraphPageState, GraphUnit } from "../../schemas/src/index.ts";
import { launchChromium } from "../support/workbench.ts";
import { summarize, type MeasureOptions, type Timing } from "./measure.ts";

const NOWHERE = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Shows a state and answers, in the second frame after it, how many milliseconds it took and how many boxes there are. */
const SHOW = `state => new Promise(resolve => {
  const start = performance.now();
  window.dispatchEvent(new MessageEvent("message", { data: { kind: "state", state } }));
  requestAnimationFrame(() => requestAnimationFrame(() =>
    resolve({ took: performance.now() - start, boxes: document.querySelectorAll("g.unit").length })));
})`;

const Shown = z.object({ took: z.number(), boxes: z.number() });

/** Needs the built page (dist/webviews) and Chromium. @returns milliseconds with check, layout, elements and painting */
export async function benchGraphPage(units: readonly GraphUnit[], { runs, warmUp }: MeasureOptions): Promise<Timing> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
    await page.setContent('<!doctype html><main id="page"></main>');
    await page.addScriptTag({ content: "globalThis.acquireVsCodeApi = () => ({ postMessage() {} });" });
    const built = path.join(projectRoot, "dist", "webviews");
    await page.addStyleTag({ content: readFileSync(path.join(built, "graph.css"), "utf8") });
    await page.addScriptTag({ content: readFileSync(path.join(built, "graph.js"), "utf8") });
    const times: number[] = [];
    for (let round = 0; round < warmUp + runs; round++) {
      const shown = Shown.parse(await page.evaluate(`(${SHOW})(${JSON.stringify(stateOf(units, round))})`));
      if (shown.boxes !== units.length) throw new Error(`The page draws ${shown.boxes} boxes of ${units.length}.`);
      if (round >= warmUp) times.push(shown.took);
    }
    return summarize(times);
  } finally {
    await browser.close();
  }
}

/** Another name each time, as after an edit. */
function stateOf(units: readonly GraphUnit[], round: number): GraphPageState {
  const part = { problems: [], range: NOWHERE };
  const predictor = { ...part, id: "0", name: "main", isShadow: false, share: 100, shareWords: "all traffic" };
  const whole = { ...predictor, replicas: null, explainer: null, units: [...units] };
  const deployment = { ...part, name: `large-${round}`, namespace: null, protocol: "seldon", predictors: [whole] };
  return { file: "large.yaml", deployments: [deployment], hasSyntaxErrors: false, selected: null };
}
