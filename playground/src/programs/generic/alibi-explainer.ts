// seldonio/alibiexplainer: explanations over REST, under the seldon and tensorflow protocols (seldon-facts §1.6, §7.3; failure-modes S37).
import type { Program, ProgramContext } from "../../kubelet/program.ts";
import {
  callHttp,
  dialErrorText,
  httpService,
  json,
  pathOf,
  type HttpAnswer,
  type HttpCall,
} from "../../support/http.ts";
import { isObject, listAt, parseJson, valueAt } from "../../support/json.ts";
import { listenAll, portOf, serveUntilStopped } from "../support/process.ts";
import { explanation } from "../mlserver/explainer-runtime.ts";
import { fail } from "../python/microservice.ts";

/** The explainers that cannot do without a trained artifact, and how the image says so. */
const NEEDS_ARTIFACT: Readonly<Record<string, string>> = {
  AnchorTabular: "Exception: Anchor tabular requires a built explainer",
  AnchorImages: "Exception: Anchor images requires a built explainer",
  KernelShap: "Exception: Kernel Shap requires a built explainer",
  TreeShap: "Exception: Tree Shap requires a built explainer",
  ALE: "Exception: ALE requires a built explainer",
  IntegratedGradients: "Exception: Integrated Gradients requires a Keras model",
};
const TYPES = ["AnchorTabular", "AnchorImages", "AnchorText", "KernelShap", "IntegratedGradients", "TreeShap", "ALE"];

export const alibiExplainer: Program = async context => {
  const type = context.command.find(word => /^[A-Z]\w+$/.test(word)) ?? "";
  if (!TYPES.includes(type)) {
    context.log(
      "usage: __main__.py [-h] [--predictor_host PREDICTOR_HOST] [--model_name MODEL_NAME] {AnchorTabular,…} ...",
      "stderr",
    );
    const choices = TYPES.map(name => `'${name}'`).join(", ");
    context.log(`__main__.py: error: argument command: invalid choice: '${type}' (choose from ${choices})`, "stderr");
    return { exitCode: 2 };
  }
  await context.sleep(4);
  const hasArtifact = context.files.list("/mnt/models").length > 0;
  const needs = NEEDS_ARTIFACT[type];
  if (!hasArtifact && needs !== undefined)
    return { exitCode: fail(context, ["Traceback (most recent call last):", needs]) };
  const port = Number(option(context, "http_port") ?? portOf(context, "PREDICTIVE_UNIT_HTTP_SERVICE_PORT", 9000));
  const taken = listenAll(context, [{ port, server: httpService(call => explain(context, type, call)) }]);
  if (taken !== undefined) return { exitCode: fail(context, [`OSError: [Errno 98] Address already in use: ${taken}`]) };
  context.log(`[I alibiexplainer] Listening on port ${port}`, "stderr");
  return serveUntilStopped(context);
};

function option(context: ProgramContext, name: string): string | undefined {
  const words = context.command.flatMap(word => word.split("="));
  const index = words.indexOf(`--${name}`);
  return index < 0 ? undefined : words[index + 1];
}

/** Asks the model first, as a real explainer does many times, and explains the first row. */
async function explain(context: ProgramContext, type: string, call: HttpCall): Promise<HttpAnswer> {
  const path = pathOf(call);
  if (path === "/") return json(200, "Explainer alive");
  const isSeldon = /^\/api\/v[\d.]+\/explain$/.test(path);
  if (!isSeldon && !/^\/v1\/models\/[^/:]+:explain$/.test(path)) return json(404, { error: "404: Not Found" });
  if (call.method !== "POST") return json(405, { error: "405: Method Not Allowed" });
  const body = parseJson(call.body);
  if (!isObject(body))
    return json(400, { error: "Unrecognized request format: Expecting value: line 1 column 1 (char 0)" });
  const rows = listAt(isSeldon ? valueAt(body["data"], "ndarray") : body["instances"]);
  const refused = await askModel(context, isSeldon, call.body);
  if (refused !== undefined) return json(500, { error: refused });
  return json(200, explanation(type, listAt(rows[0])));
}

async function askModel(context: ProgramContext, isSeldon: boolean, body: string): Promise<string | undefined> {
  const [host = "", port] = (option(context, "predictor_host") ?? "").split(":");
  if (host === "") return undefined;
  const path = isSeldon ? "/api/v1.0/predictions" : `/v1/models/${option(context, "model_name") ?? ""}:predict`;
  const headers = { "content-type": "application/json" };
  try {
    const answer = await callHttp(context.network, host, Number(port ?? 80), { method: "POST", path, headers, body });
    return answer.status === 200 ? undefined : answer.body;
  } catch (error) {
    return dialErrorText(error, host, Number(port ?? 80));
  }
}
