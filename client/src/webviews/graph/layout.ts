// Where the units of a graph go: layers from the root downwards, edges without crossings where that is possible.
import { Graph, layout, type EdgeLabel, type GraphLabel, type NodeLabel } from "@dagrejs/dagre";
import type { GraphUnit } from "../../../../schemas/src/index.ts";

/** Pixels. */
export const BOX = { width: 236, height: 66, heightWithProblems: 84 } as const;

export interface PlacedUnit {
  readonly unit: GraphUnit;
  /** Of the upper left corner. */
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

export interface PlacedGraph {
  readonly units: readonly PlacedUnit[];
  readonly edges: readonly { readonly points: readonly { readonly x: number; readonly y: number }[] }[];
  readonly width: number;
  readonly height: number;
}

/** @param units of one predictor, parents before their children */
export function layOut(units: readonly GraphUnit[]): PlacedGraph {
  const graph = new Graph<GraphLabel, NodeLabel, EdgeLabel>();
  graph.setGraph({ rankdir: "TB", nodesep: 24, ranksep: 40, marginx: 2, marginy: 2 });
  graph.setDefaultEdgeLabel(() => ({}));
  // One height for all, so that a row of boxes has one edge.
  const height = units.some(({ problems }) => problems.length > 0) ? BOX.heightWithProblems : BOX.height;
  for (const unit of units) graph.setNode(unit.id, { width: BOX.width, height });
  for (const { id, parent } of units) if (parent !== null) graph.setEdge(parent, id);
  // Children keep the order of the text, by which routers and A/B tests count them.
  layout(graph, { disableOptimalOrderHeuristic: true });
  const placed = units.map((unit): PlacedUnit => {
    const { x = 0, y = 0 } = graph.node(unit.id);
    return { unit, x: x - BOX.width / 2, y: y - height / 2, height };
  });
  const edges = graph.edges().map(edge => ({ points: graph.edge(edge).points ?? [] }));
  const right = Math.max(0, ...placed.map(({ x }) => x + BOX.width));
  const bottom = Math.max(0, ...placed.map(({ y, height }) => y + height));
  return { units: placed, edges, width: right + 2, height: bottom + 2 };
}
