// A request as a line or a script that others can run; secrets stay names.
import { flatten } from "../../../../schemas/src/index.ts";
import { portForwardLine, quoteForShell } from "../kubectl-lines.ts";
import { isMap, listAt, mapAt, textAt, valueAt, type PlainMap } from "../deploy/plain.ts";
import type { HeaderToSend, PreparedRequest } from "./exchange.ts";
import { pythonLiteral } from "./python-literal.ts";
import { parseJson } from "../json/index.ts";

export const COPY_FORMS = ["curl", "python-requests", "python-seldon-client", "grpcurl"] as const;
export type CopyForm = (typeof COPY_FORMS)[number];

/** Port on this machine that the kubectl line of a copy forwards. */
const LOCAL_PORT = 8003;

/** Characters of a body that still are a line to paste. */
const LONGEST_BODY = 1_000_000;

/** The forms that can say this request; none for bodies too large to paste. SeldonClient predicts in Seldon's own protocol only. */
export function copyForms({ call, protocol, endpoint }: PreparedRequest): CopyForm[] {
  const bytes = call.transport === "rest" ? call.body : textAt(call.message, "binData");
  if ((bytes?.length ?? 0) > LONGEST_BODY) return [];
  const isSeldons = protocol === "seldon" && endpoint === "predict" && seldonMessage(call) !== undefined;
  const own: CopyForm[] = call.transport === "rest" ? ["curl", "python-requests"] : ["grpcurl"];
  return isSeldons ? [...own, "python-seldon-client"] : own;
}

/**
 * `undefined` where the form cannot say this request. A request to a Service begins with the kubectl line that opens the
 * way; headers with secrets read them from environment variables of their names.
 */
export function copyAs(request: PreparedRequest, form: CopyForm): string | undefined {
  if (!copyForms(request).includes(form)) return undefined;
  const way = forwardComment(request);
  switch (form) {
    case "curl":
      return `${way}${curl(request)}\n`;
    case "grpcurl":
      return `${way}${grpcurl(request)}\n`;
    case "python-requests":
      return way + pythonRequests(request);
    case "python-seldon-client":
      return way + seldonClient(request);
  }
}

function forwardComment({ route }: PreparedRequest): string {
  if (route.kind === "url") return "";
  const line = portForwardLine({ namespace: route.namespace }, `svc/${route.service}`, LOCAL_PORT, route.port);
  return `# In another terminal: ${line}\n`;
}

function baseUrl({ route }: PreparedRequest): string {
  if (route.kind === "url") return route.url;
  return `${route.isSecure === true ? "https" : "http"}://localhost:${LOCAL_PORT}`;
}

/** Host and port, as gRPC's tools want them. */
function authority(request: PreparedRequest): string {
  return baseUrl(request)
    .replace(/^[a-z]+:\/\//i, "")
    .replace(/\/.*$/, "");
}

function isPlain(request: PreparedRequest): boolean {
  return !/^(https|grpcs):/i.test(baseUrl(request));
}

function curl(request: PreparedRequest): string {
  const { call } = request;
  if (call.transport !== "rest") return "";
  const isOwnCertificate = request.route.kind === "service" && request.route.isSecure === true;
  const words = [
    `curl -sS${isOwnCertificate ? "k" : ""} -X ${call.method} ${quoteForShell(baseUrl(request) + call.path)}`,
    ...(needsContentType(request) ? ["-H 'Content-Type: application/json'"] : []),
    ...request.headers.map(header => `-H ${shellHeader(header)}`),
    ...(call.body === undefined ? [] : [`--data-binary ${quoteForShell(call.body)}`]),
  ];
  return words.join(" \\\n  ");
}

/** Unless the file says another. */
function needsContentType({ call, headers }: PreparedRequest): boolean {
  if (call.transport !== "rest" || call.body === undefined) return false;
  return !headers.some(({ name }) => name.toLowerCase() === "content-type");
}

/** The text in single quotes, the variable beside it in double ones: one word for the shell. */
function shellHeader({ name, text, secret }: HeaderToSend): string {
  const words = `'${`${name}: ${text}`.replaceAll("'", "'\\''")}'`;
  return secret === undefined ? words : `${words}"$${secret}"`;
}

/** Seldon's executor tells its services itself (reflection); of v2 grpcurl needs the definition (seldon-facts §7.2). */
function grpcurl(request: PreparedRequest): string {
  const { call, protocol } = request;
  if (call.transport !== "grpc") return "";
  const words = [
    `grpcurl ${isPlain(request) ? "-plaintext" : "-insecure"}`,
    ...(protocol === "v2" ? ["-proto open_inference_grpc.proto"] : []),
    ...request.headers.map(header => `-H ${shellHeader(header)}`),
    `-d ${quoteForShell(JSON.stringify(call.message))}`,
    `${quoteForShell(authority(request))} ${call.service}/${call.method}`,
  ];
  return words.join(" \\\n  ");
}

function pythonRequests(request: PreparedRequest): string {
  const { call } = request;
  if (call.transport !== "rest") return "";
  const parsed = parseJson(call.body);
  const usesEnvironment = request.headers.some(header => header.secret !== undefined);
  const isText = parsed === undefined && needsContentType(request);
  const headers = [
    ...(isText ? ['"Content-Type": "application/json"'] : []),
    ...request.headers.map(header => `${pythonLiteral(header.name)}: ${pythonHeader(header)}`),
  ];
  const isOwnCertificate = request.route.kind === "service" && request.route.isSecure === true;
  const content =
    parsed === undefined
      ? `    data=${pythonLiteral(call.body ?? "")}.encode(),\n`
      : `    json=${pythonLiteral(parsed, "    ")},\n`;
  return [
    `${usesEnvironment ? "import os\n\n" : ""}import requests\n\n`,
    `answer = requests.${call.method.toLowerCase()}(\n`,
    `    ${pythonLiteral(baseUrl(request) + call.path)},\n`,
    call.body === undefined ? "" : content,
    headers.length === 0 ? "" : `    headers={${headers.join(", ")}},\n`,
    isOwnCertificate ? "    verify=False,\n" : "",
    `    timeout=${request.timeout / 1000},\n)\n`,
    "answer.raise_for_status()\nprint(answer.json())\n",
  ].join("");
}

function pythonHeader({ text, secret }: HeaderToSend): string {
  if (secret === undefined) return pythonLiteral(text);
  const value = `os.environ[${pythonLiteral(secret)}]`;
  return text === "" ? value : `${pythonLiteral(text)} + ${value}`;
}

/** A SeldonMessage that SeldonClient can be told: its data has to be rows or a tensor. */
function seldonMessage(call: PreparedRequest["call"]): PlainMap | undefined {
  const message = call.transport === "grpc" ? call.message : parseJson(call.body);
  if (!isMap(message)) return undefined;
  return ["data", "strData", "jsonData", "binData"].some(key => Object.hasOwn(message, key)) ? message : undefined;
}

/** A gateway prefix of nothing makes SeldonClient call the Service itself. */
function seldonClient(request: PreparedRequest): string {
  const message = seldonMessage(request.call) ?? {};
  const isTensor = valueAt(message, "data", "tensor") !== undefined;
  const isGrpc = request.call.transport === "grpc";
  const prefix = prefixOf(request);
  const usesEnvironment = request.headers.some(header => header.secret !== undefined);
  const usesArray = message["data"] !== undefined;
  const imports = [
    ...(message["binData"] === undefined ? [] : ["import base64"]),
    ...(usesEnvironment ? ["import os"] : []),
  ];
  const libraries = [
    ...(usesArray ? ["import numpy as np"] : []),
    "from seldon_core.seldon_client import SeldonClient",
  ];
  const headers = request.headers
    .filter(({ name }) => name !== "seldon" && name !== "namespace")
    .map(header => `${pythonLiteral(header.name)}: ${pythonHeader(header)}`);
  const namespace = request.headers.find(({ name }) => name === "namespace")?.text;
  return [
    imports.length === 0 ? "" : `${imports.join("\n")}\n\n`,
    `${libraries.join("\n")}\n\n`,
    "client = SeldonClient(\n",
    `    deployment_name=${pythonLiteral(request.deployment ?? "")},\n`,
    namespace === undefined ? "" : `    namespace=${pythonLiteral(namespace)},\n`,
    `    gateway="istio",\n    gateway_endpoint=${pythonLiteral(authority(request))},\n`,
    `    transport=${pythonLiteral(isGrpc ? "grpc" : "rest")},\n`,
    usesArray ? `    payload_type=${pythonLiteral(isTensor ? "tensor" : "ndarray")},\n` : "",
    ")\n",
    "answer = client.predict(\n",
    ...clientArguments(message),
    isGrpc ? "" : `    gateway_prefix=${pythonLiteral(prefix)},\n`,
    headers.length === 0 ? "" : `    headers={${headers.join(", ")}},\n`,
    ")\nprint(answer.response)\n",
  ].join("");
}

/** All of the path before the protocol's own. */
function prefixOf(request: PreparedRequest): string {
  if (request.call.transport !== "rest") return "";
  const url = baseUrl(request) + request.call.path;
  return url.replace(/^[a-z]+:\/\/[^/]*/i, "").replace(/\/api\/v1\.0\/predictions$/, "");
}

function clientArguments(message: PlainMap): string[] {
  const data = mapAt(message, "data");
  const names = listAt(data, "names");
  const named = names.length === 0 ? [] : [`    names=${pythonLiteral(names)},\n`];
  const { tensor, ndarray } = data;
  if (tensor !== undefined) {
    const values = `np.array(${pythonLiteral(listAt(tensor, "values"))}).reshape(${pythonLiteral(listAt(tensor, "shape"))})`;
    return [`    data=${values},\n`, ...named];
  }
  if (ndarray !== undefined) {
    // NumPy would make text of numbers that stand beside text.
    const isMixed = flatten(ndarray)?.every(value => typeof value === "number") !== true;
    return [`    data=np.array(${pythonLiteral(ndarray, "    ")}${isMixed ? ", dtype=object" : ""}),\n`, ...named];
  }
  const text = textAt(message, "strData");
  if (text !== undefined) return [`    str_data=${pythonLiteral(text)},\n`];
  const bytes = textAt(message, "binData");
  if (bytes !== undefined) return [`    bin_data=base64.b64decode(${pythonLiteral(bytes)}),\n`];
  return [`    json_data=${pythonLiteral(message["jsonData"] ?? null, "    ")},\n`];
}
