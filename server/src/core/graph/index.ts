// The public face of inference graphs as pictures show them.
export { inferenceGraphs } from "./inference-graph.ts";
