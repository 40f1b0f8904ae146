// The picture of a large graph: how long the engine takes to tell it from the text, and the page to draw it. Between a rest of the text
// and the last box there are besides only the 150 ms for which the preview waits and two messages within VS Code, which are not measured.
import type { GraphUnit } from "../../schemas/src/index.ts";
import { layOut } from "../../client/src/webviews/graph/layout.ts";
import { inferenceGraphs, parseStream } from "../../server/src/core/index.ts";
import { benchGraphPage } from "./graph-page.ts";
import { measureSync, type Timing } from "./measure.ts";

export interface GraphBenchResult {
  readonly units: number;
  readonly levels: number;
  /** From the text to the graph; without the lowest levels, which no cluster keeps. */
  readonly read: Timing;
  /** Of that which follows: every box and arrow gets its place. */
  readonly layout: Timing;
  /** All that the page does, in a browser: from the state that is sent to it to the frame that shows every box. */
  readonly page: Timing;
}

const UNITS = 200;
const LEVELS = 12;
const RUNS = { runs: 20, warmUp: 3 };
const NOWHERE = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

interface Place {
  readonly name: string;
  readonly parent: number | undefined;
}

/** Needs a build, and Chromium. */
export async function benchGraph(): Promise<GraphBenchResult> {
  const places = graphPlaces();
  const text = JSON.stringify({
    apiVersion: "machinelearning.seldon.io/v1",
    kind: "SeldonDeployment",
    metadata: { name: "large" },
    spec: { predictors: [{ name: "main", graph: nested(places, 0) }] },
  });
  const units = places.map(unitAt);
  return {
    units: UNITS,
    levels: LEVELS,
    read: measureSync(() => inferenceGraphs(parseStream(text), []), RUNS),
    layout: measureSync(() => layOut(units), RUNS),
    page: await benchGraphPage(units, RUNS),
  };
}

/** A chain down to the last level, and the other units as further children of its links, evenly spread. */
function graphPlaces(): readonly Place[] {
  const chain = Array.from({ length: LEVELS }, (_, level) => ({
    name: `unit-${level}`,
    parent: level === 0 ? undefined : level - 1,
  }));
  const leaves = Array.from({ length: UNITS - LEVELS }, (_, index) => ({
    name: `leaf-${index}`,
    parent: index % (LEVELS - 1),
  }));
  return [...chain, ...leaves];
}

function nested(places: readonly Place[], index: number): object {
  const children = places.flatMap(({ parent }, child) => (parent === index ? [nested(places, child)] : []));
  return { name: places[index]?.name, type: "ROUTER", ...(children.length > 0 && { children }) };
}

function unitAt({ name, parent }: Place, index: number): GraphUnit {
  const nothing = { server: null, image: null, modelUri: null, port: null };
  return {
    ...{ id: String(index), parent: parent === undefined ? null : String(parent), name, role: "router" },
    ...nothing,
    problems: [],
    range: NOWHERE,
  };
}
