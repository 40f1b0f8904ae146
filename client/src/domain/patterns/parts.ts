// The parts that manifests of several patterns share: units with prepackaged servers, their containers, containers of the user's own.
import type { ModelServer } from "./pattern.ts";
import { commented, indented, item, scalar, type Lines } from "./yaml-lines.ts";

export interface ModelUnit {
  readonly name: string;
  readonly server: ModelServer;
  readonly modelUri: string;
  readonly secret: string | undefined;
  readonly takesColumns: boolean;
}

/** A graph unit with a server of Seldon's. */
export function modelUnit({ name, server, modelUri, secret, takesColumns }: ModelUnit): Lines {
  return [
    `name: ${scalar(name)}`,
    `implementation: ${server.implementation}`,
    `modelUri: ${scalar(modelUri)}`,
    ...(secret === undefined ? [] : [`envSecretRefName: ${scalar(secret)}`]),
    ...(takesColumns && buildsEnvironment(server) ? TABLE_PARAMETER : []),
  ];
}

/** By default mlflowserver hands on an array without names (F27). */
const TABLE_PARAMETER: Lines = [
  "parameters:",
  "  # The model's signature names columns: with this it gets a table, made of the names in the request.",
  "  - name: xtype",
  "    value: DataFrame",
  "    type: STRING",
];

/** A graph unit that the container of its name serves. */
export function ownUnit(name: string, type: string, more: Lines = []): Lines {
  return [`name: ${scalar(name)}`, `type: ${type}`, ...more];
}

export function childrenOf(units: readonly Lines[]): Lines {
  return ["children:", ...units.flatMap(unit => indented(2, item(unit)))];
}

export function graph(unit: Lines): Lines {
  return ["graph:", ...indented(2, unit)];
}

/** A componentSpec with these containers; nothing where there are none, since the operator then makes its own. */
export function componentSpecs(containers: readonly Lines[]): Lines {
  if (containers.length === 0) return [];
  return [
    "componentSpecs:",
    "  - spec:",
    "      containers:",
    ...containers.flatMap(container => indented(8, container)),
  ];
}

/** True for the server that builds a conda environment before it opens its port (S15, S16, seldon-facts §9.3). */
export function buildsEnvironment({ implementation, protocol }: ModelServer): boolean {
  return implementation === "MLFLOW_SERVER" && protocol === "seldon";
}

/** What a predictor has to say for units that take long to start: nothing for most servers. */
export function patience(server: ModelServer | undefined): Lines {
  if (!server || !buildsEnvironment(server)) return [];
  return [
    "# Longer than the startupProbe waits, or the state turns Failed while conda still runs.",
    "progressDeadlineSeconds: 1500",
  ];
}

/** Containers for the units of a server of Seldon's, where the operator's own would not do. */
export function serverContainers(server: ModelServer, units: readonly string[]): readonly Lines[] {
  return buildsEnvironment(server) ? units.map(mlflowContainer) : [];
}

/** Memory and time for conda (S15, S16). The operator adds the image. */
function mlflowContainer(name: string): Lines {
  return item([
    `name: ${scalar(name)}`,
    "resources:",
    "  requests:",
    "    memory: 2Gi",
    "  limits:",
    "    memory: 8Gi",
    "# MLFLOW_SERVER builds a conda environment at every start: 20 minutes at most.",
    "startupProbe:",
    "  tcpSocket:",
    "    port: http",
    "  periodSeconds: 10",
    "  failureThreshold: 120",
  ]);
}

/** A container of an image that somebody still has to build. */
export function ownContainer(name: string, image: string, comments: Lines): Lines {
  return commented(
    comments,
    item([
      `name: ${scalar(name)}`,
      `image: ${scalar(image)}`,
      "resources:",
      "  requests:",
      "    cpu: 250m",
      "    memory: 512Mi",
      "  limits:",
      "    memory: 512Mi",
    ]),
  );
}
