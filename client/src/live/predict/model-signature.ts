// Asks a live model what it takes: the metadata of v2 servers and of Seldon's executor (seldon-facts §7.1).
import {
  isSuccess,
  signatureOfSeldonMetadata,
  signatureOfV2Metadata,
  type DeploymentToAsk,
  type PredictorToAsk,
  type PreparedRequest,
} from "../../domain/predict/index.ts";
import type { InputSignature } from "../../../../schemas/src/index.ts";
import type { Sender } from "./send-request.ts";
import { parseJson } from "../../domain/json/index.ts";

/** Milliseconds: a model that does not tell at once is not waited for. */
const PATIENCE = 4_000;

/** `undefined` where the model does not tell, as most do not. */
export async function askSignature(
  sender: Sender,
  ask: DeploymentToAsk,
  predictor: PredictorToAsk,
  signal?: AbortSignal,
): Promise<InputSignature | undefined> {
  const [unit] = predictor.units;
  if (!unit || ask.protocol === "tensorflow") return undefined;
  const request = metadataRequest(ask, predictor, unit.name);
  const outcome = await sender.send(request, { secrets: () => undefined, signal });
  if (outcome.kind === "failure" || !isSuccess(outcome)) return undefined;
  const metadata = parseJson(outcome.body);
  return ask.protocol === "v2" ? signatureOfV2Metadata(metadata) : signatureOfSeldonMetadata(metadata, unit.name);
}

function metadataRequest(ask: DeploymentToAsk, predictor: PredictorToAsk, unit: string): PreparedRequest {
  const model = encodeURIComponent(unit);
  const seldon = predictor.hasEngine ? `/api/v1.0/metadata/${model}` : "/metadata";
  return {
    protocol: ask.protocol,
    endpoint: "predict",
    route: {
      kind: "service",
      namespace: ask.namespace,
      service: predictor.service,
      port: predictor.httpPort,
      ...(predictor.hasTls && predictor.hasEngine && { isSecure: true as const }),
    },
    deployment: ask.name,
    predictor: predictor.name,
    headers: [],
    timeout: PATIENCE,
    call: {
      transport: "rest",
      method: "GET",
      path: ask.protocol === "v2" ? `/v2/models/${model}` : seldon,
      body: undefined,
    },
  };
}
