// Answers `seldon/graph`: the inference graphs of an open document, with the problems that stand in each part.
import { RequestType } from "vscode-languageserver/node";
import type { GraphParams, GraphResult } from "../../../schemas/src/index.ts";
import { inferenceGraphs, type LineIndex, type Range } from "../core/index.ts";
import type { DocumentStore } from "./document-store.ts";
import type { SettingsStore } from "./settings-store.ts";
import { toRange } from "./to-lsp.ts";

/** The name is `GRAPH_METHOD`'s; its module is not loaded here, since zod would slow the start. */
export const GraphRequest = new RequestType<GraphParams, GraphResult, never>("seldon/graph");

export const NO_GRAPH: GraphResult = { version: null, hasSyntaxErrors: false, deployments: [] };

export async function graph(
  { documents, settings }: { readonly documents: DocumentStore; readonly settings: SettingsStore },
  { uri }: GraphParams,
): Promise<GraphResult> {
  const linted = documents.lint(uri, await settings.of(uri));
  const stream = linted?.result.state.stream;
  if (!linted || !stream) return NO_GRAPH;
  const placed = placedIn(linted.lines);
  return {
    version: linted.version,
    hasSyntaxErrors: stream.documents.some(({ document }) => document.problems.length > 0),
    deployments: inferenceGraphs(stream, linted.result.findings).map(deployment => ({
      ...placed(deployment),
      predictors: deployment.predictors.map(predictor => ({
        ...placed(predictor),
        units: predictor.units.map(placed),
      })),
    })),
  };
}

interface Part {
  readonly range: Range;
  readonly problems: readonly GraphResult["deployments"][number]["problems"][number][];
}

/** Offsets become positions; lists become the contract's own. */
function placedIn(lines: LineIndex) {
  return <P extends Part>(
    part: P,
  ): Omit<P, "range" | "problems"> & Pick<GraphResult["deployments"][number], "range" | "problems"> => ({
    ...part,
    range: toRange(lines, part.range),
    problems: [...part.problems],
  });
}
