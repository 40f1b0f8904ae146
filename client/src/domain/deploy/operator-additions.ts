// What the operator adds to a predictor before it hands it to the executor, taken out again so that it is not added twice.
import { isList, isMap, listAt, textAt, type PlainMap } from "./plain.ts";

/** Variables of every graph unit's container; the operator appends them whether they are there or not (seldon-facts §2.4). */
const VARIABLES =
  /^(?:PREDICTIVE_UNIT_(?:SERVICE_PORT|HTTP_SERVICE_PORT|GRPC_SERVICE_PORT|PARAMETERS|ID|IMAGE|METRICS_SERVICE_PORT|METRICS_ENDPOINT)|MLSERVER_(?:HTTP_PORT|GRPC_PORT|MODEL_URI|MODEL_NAME|METRICS_PORT|METRICS_ENDPOINT)|PREDICTOR_ID|PREDICTOR_LABELS|SELDON_DEPLOYMENT_ID|SELDON_EXECUTOR_ENABLED)$/;

/**
 * A predictor as its executor got it, without what the operator makes anew each time: variables, the model's volume and its
 * initializer (twice they would be refused, S01), endpoints, and defaults of containers. Ports, probes and images stay.
 */
export function withoutOperatorAdditions(predictor: PlainMap): PlainMap {
  const { graph, componentSpecs, ...rest } = predictor;
  const components = isList(componentSpecs) ? { componentSpecs: componentSpecs.map(componentOf) } : {};
  return { ...rest, ...(isMap(graph) && { graph: unitOf(graph) }), ...components };
}

function unitOf({ endpoint: _endpoint, children, ...unit }: PlainMap): PlainMap {
  const units = isList(children) ? children.filter(isMap).map(unitOf) : [];
  return { ...unit, ...(units.length > 0 && { children: units }) };
}

function componentOf(component: unknown): unknown {
  if (!isMap(component) || !isMap(component["spec"])) return component;
  const { containers, initContainers, volumes, ...rest } = component["spec"];
  const spec = {
    ...rest,
    ...some(
      "volumes",
      items(volumes).filter(volume => !isProvision(volume)),
    ),
    ...some(
      "initContainers",
      items(initContainers).filter(container => !isInitializer(container)),
    ),
    containers: items(containers).map(containerOf),
  };
  return { ...component, spec };
}

function containerOf(container: PlainMap): PlainMap {
  const { env, volumeMounts, terminationMessagePath: _path, terminationMessagePolicy: _policy, ...rest } = container;
  const mounts = items(volumeMounts).filter(mount => !isProvision(mount) && textAt(mount, "name") !== "seldon-podinfo");
  const variables = items(env).filter(variable => !VARIABLES.test(textAt(variable, "name") ?? ""));
  return { ...rest, ...some("env", variables), ...some("volumeMounts", mounts) };
}

function items(list: unknown): PlainMap[] {
  return listAt(list).filter(isMap);
}

function some(key: string, list: readonly unknown[]): PlainMap {
  return list.length > 0 ? { [key]: list } : {};
}

function isProvision(item: PlainMap): boolean {
  return (textAt(item, "name") ?? "").endsWith("-provision-location");
}

function isInitializer(container: PlainMap): boolean {
  return (
    (textAt(container, "name") ?? "").endsWith("-model-initializer") &&
    (textAt(container, "image") ?? "").includes("storage-initializer")
  );
}
