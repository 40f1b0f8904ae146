// A typed view of a request file: whom it asks, and the requests and expectations in it.
import type { PayloadContext } from "../../../../schemas/src/index.ts";
import { Deployment, isSeldonDeployment, type Predictor, type Resource } from "../model/index.ts";
import type { Cursor } from "../yaml/index.ts";

type Protocol = PayloadContext["protocol"];

export interface PredictionTestView {
  readonly spec: Cursor;
  readonly target: Cursor;
  /** Written out; undefined where it is left to the deployment. */
  readonly protocol: Protocol | undefined;
  readonly transport: "rest" | "grpc";
  readonly endpoint: "predict" | "explain" | "feedback";
  readonly cases: readonly Cursor[];
  /** The request of the file and those of single cases. */
  readonly requests: readonly Cursor[];
  readonly expectations: readonly Cursor[];
}

export function viewTest({ at }: Resource): PredictionTestView {
  const spec = at.key("spec");
  const target = spec.key("target");
  const cases = spec.key("cases").items();
  const parts = [spec, ...cases];
  return {
    spec,
    target,
    protocol: oneOf(spec.key("protocol").string(), ["seldon", "v2", "tensorflow"]),
    transport: oneOf(spec.key("transport").string(), ["rest", "grpc"]) ?? "rest",
    endpoint: oneOf(target.key("endpoint").string(), ["predict", "explain", "feedback"]) ?? "predict",
    cases,
    requests: parts.map(part => part.key("request")).filter(request => request.map !== undefined),
    expectations: parts.map(part => part.key("expect")).filter(expect => expect.map !== undefined),
  };
}

function oneOf<T extends string>(text: string | undefined, words: readonly T[]): T | undefined {
  return words.find(word => word === text);
}

/** SeldonDeployments that stand beside the test. */
export function deploymentsAmong(resources: readonly Resource[]): readonly Deployment[] {
  return resources.filter(isSeldonDeployment).map(resource => new Deployment(resource));
}

/** The one that the test asks, where it stands beside it. */
export function askedDeployment(
  { target }: PredictionTestView,
  deployments: readonly Deployment[],
): Deployment | undefined {
  const name = target.key("deployment").string();
  const namespace = target.key("namespace").string();
  const found = deployments.filter(
    deployment =>
      deployment.name === name &&
      (namespace === undefined || deployment.namespace === undefined || deployment.namespace === namespace),
  );
  return found.length === 1 && target.key("url").isEmpty ? found[0] : undefined;
}

/** The predictor that answers: the one that is named, else the first that is no shadow. Undefined where several are asked. */
export function askedPredictor({ target }: PredictionTestView, deployment: Deployment): Predictor | undefined {
  const name = target.key("predictor").string();
  if (name === "*") return undefined;
  return name === undefined
    ? deployment.predictors.find(({ isShadow }) => !isShadow)
    : deployment.predictors.find(predictor => predictor.name === name);
}
