// For tests of predictions: a request file's case, files held in memory, and answers as the wire hands them over.
import type { Answer, PreparedRequest } from "../exchange.ts";
import type { CaseFiles, RunnableCase } from "../cases.ts";
import { runnableCases } from "../cases.ts";
import type { DeploymentToAsk } from "../ask.ts";
import { deploymentToAsk } from "../ask.ts";
import { prepareRequest, type PrepareOptions } from "../prepare.ts";

/** Fields split at commas, which is CSV enough for tests of what comes after the reading. */
export function filesHolding(texts: Readonly<Record<string, string>>): CaseFiles {
  return {
    text: path => texts[path],
    base64: path => texts[path],
    readCsv: text =>
      text
        .trim()
        .split("\n")
        .map(line => line.split(",")),
  };
}

export function testFile(spec: object): object {
  return { apiVersion: "seldon-deployments/v1", kind: "PredictionTest", metadata: { name: "wine" }, spec };
}

export function onlyCase(spec: object, files: CaseFiles = filesHolding({})): RunnableCase {
  const { cases, problems } = runnableCases(testFile(spec), files);
  const [only] = cases;
  if (!only || problems.length > 0) throw new Error(JSON.stringify(problems));
  return only;
}

/** A SeldonDeployment `wine` in `models` with one predictor `default` and one unit `classifier`. */
export function wine(spec: object = {}, predictor: object = {}): DeploymentToAsk {
  const unit = { name: "classifier", implementation: "SKLEARN_SERVER" };
  const ask = deploymentToAsk({
    metadata: { name: "wine", namespace: "models" },
    spec: { ...spec, predictors: [{ name: "default", graph: unit, ...predictor }] },
  });
  if (!ask) throw new Error("not to be asked");
  return ask;
}

/** @param rest of the spec, over a target that names the deployment */
export function prepared(
  rest: object,
  ask: DeploymentToAsk | undefined = wine(),
  files: CaseFiles = filesHolding({}),
  options: PrepareOptions = {},
): PreparedRequest {
  const one = onlyCase({ target: { deployment: "wine" }, ...rest }, files);
  const { request, problems } = prepareRequest(one, ask, files, options);
  if (!request) throw new Error(JSON.stringify(problems));
  return request;
}

export function answered(body: unknown, rest: Partial<Answer> = {}): Answer {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return {
    kind: "answer",
    transport: "rest",
    status: 200,
    headers: [],
    body: text,
    latency: 12,
    size: text.length,
    ...rest,
  };
}
