// Alibi explanations as the playground makes them: shaped like the real ones, from the inputs alone.
import type { ProgramContext } from "../../kubelet/program.ts";
import { asText, parseJson, valueAt } from "../../support/json.ts";
import { inputRows, outputOf } from "./inference.ts";
import { failure, type RuntimeFailure } from "./runtime-failure.ts";
import type { V2Model } from "./v2-api.ts";

/** Explainer types that MLServer 1.3.5 knows (seldon-facts §1.6). */
const KNOWN = ["anchor_tabular", "anchor_image", "anchor_text", "kernel_shap", "integrated_gradients"];

/** MLServer's alibi runtime (v2). */
export function explainerModel(
  context: ProgramContext,
  base: { readonly name: string; readonly version: string },
): V2Model | RuntimeFailure {
  const extra = parseJson(context.env.get("MLSERVER_MODEL_EXTRA") ?? "{}");
  const type = asText(valueAt(extra, "explainer_type")) ?? "anchor_tabular";
  if (!KNOWN.includes(type))
    return failure(`mlserver_alibi_explain.errors.InvalidExplanationType: Invalid explainer type: ${type}`);
  const hasArtifact = context.files.list("/mnt/models").length > 0;
  if (!hasArtifact && valueAt(extra, "init_parameters") === undefined && type !== "anchor_text") {
    return failure("FileNotFoundError: [Errno 2] No such file or directory: '/mnt/models/meta.dill'");
  }
  return {
    ...base,
    platform: "alibi",
    infer: request => [
      outputOf("explanation", [JSON.stringify(explanation(type, inputRows(request.inputs)[0] ?? []))]),
    ],
  };
}

/** An explanation of one row, with Alibi's keys. */
export function explanation(type: string, row: readonly unknown[]): Record<string, unknown> {
  const name = type.toLowerCase().replace(/_/g, "");
  if (name.startsWith("anchor")) {
    const anchor = row.slice(0, 2).map((value, index) => `feature ${index} <= ${String(value)}`);
    return {
      meta: { name: "AnchorTabular", type: ["blackbox"], explanations: ["local"], params: { seed: 1 } },
      data: { anchor, precision: 0.98, coverage: 0.32, raw: { instance: row } },
    };
  }
  const values = row.map((value, index) => (typeof value === "number" ? value / (index + 2) : 0));
  return {
    meta: { name: "KernelShap", type: ["blackbox"], explanations: ["local", "global"], params: {} },
    data: { shap_values: [[values]], expected_value: [0.5], raw: { instances: [row] } },
  };
}
