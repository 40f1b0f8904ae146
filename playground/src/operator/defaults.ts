// What the operator fills in before it builds anything: in memory only, the stored object stays as written (seldon-facts §2.4).
import type { ContainerSpec } from "../kubernetes/pod-types.ts";
import type { PredictiveUnit, PredictorSpec, SeldonDeployment } from "../kubernetes/seldon-types.ts";
import { isExecutorSeparate } from "./annotations.ts";
import type { OperatorConfig } from "./config.ts";
import { findContainer, findUnit, isPrepackaged, portNamed, unitsOf } from "./graph.ts";
import { containerServiceName } from "./names.ts";
import { findServer, imageFor } from "./server-images.ts";

/** A SeldonDeployment after defaulting: every container of a graph unit exists and has its ports. */
export interface DefaultedDeployment extends SeldonDeployment {
  spec: NonNullable<SeldonDeployment["spec"]>;
}

export const podInfoMount = { name: "seldon-podinfo", mountPath: "/etc/podinfo" };

/** Numbers run on across all predictors of the SeldonDeployment. */
interface PortNumbers {
  /** How many distinct container names have come so far, each with the number it got. */
  readonly byContainer: Map<string, number>;
  metrics: number;
}

const firstHttpPort = 9000;
const firstGrpcPort = 9500;
const firstMetricsPort = 6000;

/** A copy with all defaults. The given object is left as it is. */
export function withDefaults(sdep: SeldonDeployment, config: OperatorConfig): DefaultedDeployment {
  const copy = structuredClone(sdep);
  const defaulted = { ...copy, spec: copy.spec ?? { predictors: [] } };
  const numbers: PortNumbers = { byContainer: new Map(), metrics: firstMetricsPort };
  for (const predictor of defaulted.spec.predictors) {
    predictor.labels = { ...predictor.labels };
    predictor.labels["version"] ??= predictor.name;
    for (const unit of unitsOf(predictor.graph)) defaultUnit(unit);
    defaultGivenContainers(defaulted, predictor, numbers);
    for (const unit of unitsOf(predictor.graph)) {
      if (isPrepackaged(unit)) defaultServerContainer(defaulted, predictor, unit, numbers, config);
    }
  }
  return defaulted;
}

function defaultUnit(unit: PredictiveUnit): void {
  if (unit.type === undefined && unit.methods === undefined && unit.implementation === undefined) unit.type = "MODEL";
  if (unit.implementation === undefined) unit.implementation = "UNKNOWN_IMPLEMENTATION";
  else if (isPrepackaged(unit)) unit.type = "MODEL";
}

function defaultGivenContainers(sdep: DefaultedDeployment, predictor: PredictorSpec, numbers: PortNumbers): void {
  for (const [index, podSpec] of (predictor.componentSpecs ?? []).entries()) {
    for (const container of podSpec.spec?.containers ?? []) {
      numberOf(numbers, container.name);
      const unit = findUnit(predictor.graph, container.name);
      if (unit) defaultUnitContainer({ sdep, predictor, unit, container, index }, numbers);
    }
  }
}

function defaultServerContainer(
  sdep: DefaultedDeployment,
  predictor: PredictorSpec,
  unit: PredictiveUnit,
  numbers: PortNumbers,
  config: OperatorConfig,
): void {
  const found = findContainer(predictor, unit.name);
  const container: ContainerSpec = found?.container ?? { name: unit.name, volumeMounts: [{ ...podInfoMount }] };
  // The executor is told that a server's container is beside it, wherever the user has put it.
  defaultUnitContainer({ sdep, predictor, unit, container, index: 0 }, numbers);
  if (sdep.spec.protocol !== "tensorflow" && (container.image ?? "") === "") {
    const image = imageFor(findServer(config, unit.implementation ?? ""), sdep.spec.protocol);
    if (image !== "") container.image = image;
  }
  if (found) return;
  const [first] = predictor.componentSpecs ?? [];
  if (first) first.spec = { ...first.spec, containers: [...(first.spec?.containers ?? []), container] };
  else predictor.componentSpecs = [{ spec: { containers: [container] } }];
}

interface UnitContainer {
  readonly sdep: DefaultedDeployment;
  readonly predictor: PredictorSpec;
  readonly unit: PredictiveUnit;
  readonly container: ContainerSpec;
  /** Of the componentSpec: the executor goes into the first one's pod. */
  readonly index: number;
}

function defaultUnitContainer(place: UnitContainer, numbers: PortNumbers): void {
  const { sdep, predictor, unit, container } = place;
  const number = numberOf(numbers, container.name);
  const httpPort = portNamed(container, "http") ?? firstHttpPort + number;
  const grpcPort = portNamed(container, "grpc") ?? firstGrpcPort + number;
  container.imagePullPolicy ??= "IfNotPresent";
  container.terminationMessagePath ??= "/dev/termination-log";
  container["terminationMessagePolicy"] ??= "File";
  mountPodInfo(container);
  if (portNamed(container, "metrics") === undefined) {
    const port = { name: "metrics", containerPort: numbers.metrics, protocol: "TCP" };
    container.ports = [...(container.ports ?? []), port];
    numbers.metrics += 1;
  }
  const isLocal = place.index === 0 && !isExecutorSeparate(sdep);
  const service = containerServiceName(sdep.metadata.name, predictor, container.name);
  const namespace = sdep.metadata.namespace ?? "default";
  unit.endpoint = {
    ...unit.endpoint,
    service_host: isLocal ? "localhost" : `${service}.${namespace}.svc.cluster.local`,
    service_port: usesGrpc(sdep, unit) ? grpcPort : httpPort,
    httpPort,
    grpcPort,
  };
}

/** Whether probes and the readiness check go to a unit's gRPC port. */
export function usesGrpc(sdep: DefaultedDeployment, unit: PredictiveUnit): boolean {
  return sdep.spec.transport === "grpc" || unit.endpoint?.type === "GRPC";
}

// `podinfo` is the mount's name from before 1.2.
function mountPodInfo(container: ContainerSpec): void {
  const mounts = (container.volumeMounts ?? []).filter(mount => mount.name !== "podinfo");
  const isMounted = mounts.some(mount => mount.name === podInfoMount.name);
  container.volumeMounts = isMounted ? mounts : [...mounts, { ...podInfoMount }];
}

function numberOf(numbers: PortNumbers, container: string): number {
  const known = numbers.byContainer.get(container);
  if (known !== undefined) return known;
  const number = numbers.byContainer.size;
  numbers.byContainer.set(container, number);
  return number;
}
