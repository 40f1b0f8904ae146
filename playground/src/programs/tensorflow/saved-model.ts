// TensorFlow Serving's REST answers for one model (seldon-facts §3.4, §7.1, §7.4; failure-modes F33).
import type { ProgramContext } from "../../kubelet/program.ts";
import { json, pathOf, type HttpAnswer, type HttpHandler } from "../../support/http.ts";
import { isObject, listAt, parseJson, valueAt } from "../../support/json.ts";
import { filesAt, hasBucket } from "../store/object-store.ts";
import { parseModel, predictRow, type SimulatedModel } from "../store/simulated-model.ts";

interface Servable {
  readonly name: string;
  readonly version: string;
  readonly model: SimulatedModel;
}

/** The newest numbered version below the base path; `undefined` where there is none. */
export function findServable(context: ProgramContext, name: string, basePath: string): Servable | undefined {
  const files = filesBelow(context, basePath);
  const versions = [...files.keys()]
    .flatMap(path => /^(\d+)\/saved_model\.pb$/.exec(path)?.[1] ?? [])
    .sort((left, right) => Number(right) - Number(left));
  const [version] = versions;
  if (version === undefined) return undefined;
  const model = parseModel(files.get(`${version}/saved_model.pb`) ?? "");
  return model && { name, version, model };
}

/** Files by their path below a folder of the container, or of a public bucket, which TensorFlow Serving reads itself. */
function filesBelow(context: ProgramContext, basePath: string): Map<string, string> {
  const [, bucket, path = ""] = /^gs:\/\/([^/]+)\/?(.*)$/.exec(basePath) ?? [];
  if (bucket !== undefined) {
    return new Map(hasBucket(bucket, true) ? filesAt(bucket, path).map(file => [file.path, file.text]) : []);
  }
  const local = context.files.list(basePath);
  return new Map(local.map(file => [file.slice(basePath.length + 1), context.files.read(file) ?? ""]));
}

export function tensorflowApi({ name, version, model }: Servable): HttpHandler {
  return call => {
    const [, asked = "", action = ""] =
      /^\/v1\/models\/([^/:]+)(?:\/versions\/\d+)?(:\w+|\/metadata)?$/.exec(pathOf(call)) ?? [];
    if (asked === "") return json(404, { error: "Malformed request: " + call.method + " " + call.path });
    if (asked !== name) return json(404, { error: `Servable not found for request: Latest(${asked})` });
    if (action === "/metadata") {
      return json(200, { model_spec: { name, signature_name: "", version }, metadata: { signature_def: {} } });
    }
    if (action === "") {
      return json(200, {
        model_version_status: [{ version, state: "AVAILABLE", status: { error_code: "OK", error_message: "" } }],
      });
    }
    return call.method === "POST" ? predictions(model, call.body) : json(405, { error: "Method not allowed" });
  };
}

function predictions(model: SimulatedModel, body: string): HttpAnswer {
  const value = parseJson(body);
  if (!isObject(value)) return json(400, { error: "JSON Parse error: Invalid value. at offset: 0" });
  if (!("instances" in value) && !("inputs" in value)) {
    return json(400, { error: "Missing 'inputs' or 'instances' key" });
  }
  const instances = listAt(
    value["instances"] ??
      valueAt(value["inputs"], Object.keys(isObject(value["inputs"]) ? value["inputs"] : {})[0] ?? "") ??
      value["inputs"],
  );
  return json(200, { predictions: instances.map(instance => answerOf(model, instance)) });
}

/** A model of one weight works by element, as half_plus_two does; others take the flattened instance. */
function answerOf(model: SimulatedModel, instance: unknown): unknown {
  if (model.kind === "regressor" && typeof instance === "number") return predictRow(model, [instance])[0];
  const input = isObject(instance) ? Object.values(instance)[0] : instance;
  return predictRow(
    model,
    [input].flat(Infinity).filter(value => typeof value === "number"),
  );
}
