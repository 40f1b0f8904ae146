// Collects the variables that hold addresses of stores, from Secrets, ConfigMaps and the containers of a SeldonDeployment.
import type { Sibling } from "../../lint/rule.ts";
import {
  Deployment,
  ENDPOINT_VARIABLE,
  RCLONE_PREFIX,
  secretEntries,
  type ComponentSpec,
  type Predictor,
  type Resource,
} from "../../model/index.ts";
import type { Cursor } from "../../yaml/index.ts";

export interface Endpoint {
  readonly variable: string;
  /** The value as written. */
  readonly at: Cursor;
  /** True where it is base64. */
  readonly encoded: boolean;
  /** Decoded. */
  readonly value: string;
  /** Ports of containers that run beside the one that reads the variable, or may do so. */
  readonly podPorts: readonly PodPort[];
  /** True where the containers with these ports are certain to be in the reader's pod. */
  readonly isSamePod: boolean;
}

interface PodPort {
  readonly container: string;
  readonly port: number;
}

/** What a rule knows of the resource it looks at. */
interface Reader {
  readonly resource: Resource;
  readonly deployment: Deployment;
  readonly siblings: Siblings;
}

type Siblings = (kind: string) => readonly Sibling[];

/** Kinds of workload whose containers may read a Secret or a ConfigMap. */
const WORKLOADS = ["Deployment", "StatefulSet", "DaemonSet", "Pod"] as const;

/** Every endpoint variable of a resource, wherever it leads. */
export function endpointsOf({ resource, deployment, siblings }: Reader): readonly Endpoint[] {
  if (resource.kind === "SeldonDeployment") return deployment.predictors.flatMap(ofPredictor);
  if (resource.kind === "Secret")
    return secretEntries(resource).flatMap(({ key, at, encoded, value }) => ofEntry(key, at, encoded, value, siblings));
  return resource.at
    .key("data")
    .entries()
    .flatMap(at => ofEntry(at.name, at, false, at.string(), siblings));
}

function ofEntry(
  variable: string,
  at: Cursor,
  encoded: boolean,
  value: string | undefined,
  siblings: Siblings,
): readonly Endpoint[] {
  if (value === undefined || !ENDPOINT_VARIABLE.test(variable)) return [];
  // rclone runs in an init container, at a time when no other container of the pod does.
  const podPorts = variable.startsWith(RCLONE_PREFIX) ? [] : portsInFile(siblings);
  return [{ variable, at, encoded, value, podPorts, isSamePod: false }];
}

function portsInFile(siblings: Siblings): readonly PodPort[] {
  const predictors = siblings("SeldonDeployment").flatMap(({ resource }) => new Deployment(resource).predictors);
  const own = predictors.flatMap(({ containers }) => containers.flatMap(({ at }) => portsOf(at)));
  const others = WORKLOADS.flatMap(siblings).flatMap(({ resource }) => {
    const pod = resource.kind === "Pod" ? resource.at.key("spec") : resource.at.at("spec", "template", "spec");
    return pod.key("containers").items().flatMap(portsOf);
  });
  return [...own, ...others];
}

function portsOf(container: Cursor): readonly PodPort[] {
  const name = container.key("name").string() ?? "";
  const ports = container
    .key("ports")
    .items()
    .flatMap(item => item.key("containerPort").integer() ?? []);
  return ports.map(port => ({ container: name, port }));
}

function ofPredictor(predictor: Predictor): readonly Endpoint[] {
  const inPods = predictor.componentSpecs.flatMap(({ containers, initContainers }) => [
    ...initContainers.flatMap(({ env }) => ofEnv(env, [])),
    ...containers.flatMap(container =>
      ofEnv(
        container.env,
        containers.filter(other => other !== container).flatMap(({ at }) => portsOf(at)),
      ),
    ),
  ]);
  const beside = predictor.componentSpecs.filter(({ carriesExecutor }) => carriesExecutor).flatMap(portsOfPod);
  const executor = ofEnv(predictor.at.at("svcOrchSpec", "env").items(), beside);
  return [...inPods, ...executor, ...ofEnv(predictor.explainer.at("containerSpec", "env").items(), [])];
}

function portsOfPod({ containers }: ComponentSpec): readonly PodPort[] {
  return containers.flatMap(({ at }) => portsOf(at));
}

function ofEnv(env: readonly Cursor[], podPorts: readonly PodPort[]): readonly Endpoint[] {
  return env.flatMap(item => {
    const variable = item.key("name").string() ?? "";
    const at = item.key("value");
    const value = at.string();
    return value === undefined || !ENDPOINT_VARIABLE.test(variable)
      ? []
      : [{ variable, at, encoded: false, value, podPorts, isSamePod: true }];
  });
}
