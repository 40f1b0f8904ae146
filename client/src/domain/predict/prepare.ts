// Makes of a case what is sent: payload, path, route, headers; or says why it cannot be sent.
import * as l10n from "@vscode/l10n";
import { checkPayload, type InputSignature, type Payload } from "../../../../schemas/src/index.ts";
import { isMap, type PlainMap } from "../deploy/plain.ts";
import { base64OfText } from "../deploy/base64.ts";
import { predictorNamed, type DeploymentToAsk } from "./ask.ts";
import type { CaseFiles, RunnableCase } from "./cases.ts";
import type { GrpcCall, HeaderToSend, PreparedRequest, RestCall, Route } from "./exchange.ts";
import { modelInPath, restPath } from "./paths.ts";
import { readPayload } from "./payload-files.ts";
import { problemAt, type RequestProblem } from "./request-problem.ts";
import { feedbackBody, seldonBody, type PayloadFiles } from "./seldon-body.ts";
import { tensorflowBody } from "./tensorflow-body.ts";
import { v2Body, v2Message } from "./v2-body.ts";
import { wayTo, type Aim } from "./way.ts";

export interface PrepareOptions {
  /** The way to the gateway, for `through: ingress`. The prefix and the metadata are added here. */
  readonly gateway?: Route | undefined;
  /** Of the context, where neither the file nor the deployment names one. */
  readonly namespace?: string | undefined;
  /** What the model is known to take. */
  readonly signature?: InputSignature | undefined;
}

/** `request` is there unless a problem is an error. */
export interface Prepared {
  readonly request: PreparedRequest | undefined;
  readonly problems: readonly RequestProblem[];
}

const DEFAULT_TIMEOUT = 30_000;
/** @param ask `undefined` where the case asks an address and no deployment is known */
export function prepareRequest(
  one: RunnableCase,
  ask: DeploymentToAsk | undefined,
  files: CaseFiles,
  options: PrepareOptions = {},
): Prepared {
  const aim = aimOf(one, ask, options);
  const way = wayTo(one, ask, aim, options.gateway);
  if ("severity" in way) return { request: undefined, problems: [way] };
  const read = readPayload(one, files);
  if ("severity" in read) return { request: undefined, problems: [read] };
  const problems = [
    ...protocolProblem(one, ask),
    ...predictorProblem(one, aim),
    ...payloadProblems(one, read, aim, options.signature),
  ];
  if (problems.some(problem => problem.severity === "error")) return { request: undefined, problems };
  const call = callOf(one, read, aim, way.prefix, options.signature);
  if ("severity" in call) return { request: undefined, problems: [...problems, call] };
  const request: PreparedRequest = {
    protocol: aim.protocol,
    endpoint: aim.endpoint,
    route: way.route,
    deployment: ask?.name ?? one.spec.target.deployment,
    predictor: way.isPastGateway ? undefined : aim.predictor?.name,
    headers: [...headersOf(one.spec.headers), ...way.headers],
    timeout: one.spec.timeoutSeconds === undefined ? DEFAULT_TIMEOUT : one.spec.timeoutSeconds * 1000,
    call,
  };
  return { request, problems };
}

function aimOf({ spec }: RunnableCase, ask: DeploymentToAsk | undefined, { namespace }: PrepareOptions): Aim {
  return {
    protocol: spec.protocol ?? ask?.protocol ?? "seldon",
    transport: spec.transport ?? "rest",
    endpoint: spec.target.endpoint ?? "predict",
    predictor: ask && predictorNamed(ask, spec.target.predictor === "*" ? undefined : spec.target.predictor),
    namespace: spec.target.namespace ?? ask?.namespace ?? namespace,
  };
}

/** The file may ask in another protocol than the deployment speaks, to see what happens; rarely is it meant. */
function protocolProblem({ spec }: RunnableCase, ask: DeploymentToAsk | undefined): RequestProblem[] {
  if (!ask || spec.protocol === undefined || spec.protocol === ask.protocol) return [];
  const message = l10n.t`The file says \`${spec.protocol}\`, but ${ask.name} speaks \`${ask.protocol}\`: it will most likely not understand the request. Leave \`protocol\` out to follow the deployment.`;
  return [{ path: ["spec", "protocol"], severity: "warning", message }];
}

/** Who is reached past a gateway is not for the request to say. */
function predictorProblem({ spec }: RunnableCase, { endpoint }: Aim): RequestProblem[] {
  const { through, predictor, url } = spec.target;
  if (through !== "ingress" || url !== undefined || predictor === undefined || endpoint === "explain") return [];
  const message = l10n.t`The gateway shares requests out by the traffic split, so ${predictor === "*" ? l10n.t("any predictor") : l10n.t`another predictor than ${predictor}`} may answer. Leave \`predictor\` out, or ask the Service.`;
  return [{ path: ["spec", "target", "predictor"], severity: "warning", message }];
}

function headersOf(headers: RunnableCase["spec"]["headers"]): HeaderToSend[] {
  return Object.entries(headers ?? {}).map(([name, value]) =>
    typeof value === "string" ? { name, text: value } : { name, text: value.prefix ?? "", secret: value.secret },
  );
}

/** A table from CSV is looked at like a data frame, and what is wrong is said where the CSV is named. */
function payloadProblems(
  { request, requestPath }: RunnableCase,
  { table }: PayloadFiles,
  { predictor, ...aim }: Aim,
  signature: InputSignature | undefined,
): RequestProblem[] {
  const { csv, ...rest } = request;
  const payload = csv && table ? { ...rest, dataframe: { columns: table.names, data: table.rows } } : request;
  const context = { ...aim, signature, implementation: predictor?.units[0]?.implementation };
  return checkPayload(payload, context).map(({ path, severity, message, fix }) => ({
    path: [...requestPath, ...(csv && path[0] === "dataframe" ? ["csv"] : path)],
    severity,
    message,
    ...(fix && !csv ? { fix } : {}),
  }));
}

function callOf(
  one: RunnableCase,
  files: PayloadFiles,
  aim: Aim,
  prefix: string,
  signature: InputSignature | undefined,
): RestCall | GrpcCall | RequestProblem {
  const { request, requestPath, spec } = one;
  const model = modelInPath(aim.protocol, aim.endpoint, aim.predictor, spec.target.model);
  try {
    if (aim.transport === "grpc") return grpcCall(one, files, aim, model, signature);
    const path = prefix + restPath(aim.protocol, aim.endpoint, model);
    return { transport: "rest", method: "POST", path, body: bodyText(request, files, aim, signature) };
  } catch (reason) {
    return problemAt(requestPath, reason instanceof Error ? reason.message : String(reason));
  }
}

function bodyOf(
  request: Payload,
  files: PayloadFiles,
  { protocol, endpoint }: Aim,
  signature: InputSignature | undefined,
): unknown {
  if (request.body !== undefined) return request.body;
  if (protocol === "v2") return v2Body(request, files.table, signature);
  if (protocol === "tensorflow") return tensorflowBody(request, files.table);
  const message = seldonBody(request, files);
  return endpoint === "feedback" ? feedbackBody(message, undefined, request.reward, request.truth) : message;
}

/** A text as body is sent as it is. Bytes are put in last: they may be very many, and base64 needs no escapes. */
function bodyText(request: Payload, files: PayloadFiles, aim: Aim, signature: InputSignature | undefined): string {
  if (typeof request.body === "string") return request.body;
  if (files.base64 === undefined || aim.endpoint === "feedback") {
    return JSON.stringify(bodyOf(request, files, aim, signature));
  }
  const meta = request.meta === undefined ? "" : `"meta":${JSON.stringify(request.meta)},`;
  return `{${meta}"binData":"${files.base64}"}`;
}

function grpcCall(
  one: RunnableCase,
  files: PayloadFiles,
  aim: Aim,
  model: string | undefined,
  signature: InputSignature | undefined,
): GrpcCall {
  const body = bodyOf(one.request, files, aim, signature);
  if (aim.protocol !== "v2") {
    const method = aim.endpoint === "feedback" ? "SendFeedback" : "Predict";
    return { transport: "grpc", service: "seldon.protos.Seldon", method, message: body };
  }
  const name = model ?? aim.predictor?.units[0]?.name;
  const given = isMap(body) ? body : {};
  if (name === undefined && given["modelName"] === undefined) {
    throw new Error(
      l10n.t("A v2 call over gRPC names its model, which is not known here. Give `model` in the target."),
    );
  }
  const message: PlainMap = one.request.body === undefined ? v2Message(given, name ?? "", base64OfText) : given;
  return { transport: "grpc", service: "inference.GRPCInferenceService", method: "ModelInfer", message };
}
