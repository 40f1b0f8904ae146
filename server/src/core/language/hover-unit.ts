// Tells what the operator makes of a graph unit: its server, its model, its container and the names and ports that follow.
import * as l10n from "@vscode/l10n";
import {
  isModelProvided,
  MAX_NAME_LENGTH,
  MODEL_MOUNT_PATH,
  parseModelUri,
  podContainers,
  PORTS,
  prepackagedServer,
  PRESET_RCLONE_REMOTES,
  remoteVariable,
  type PrepackagedServer,
  type SeldonFacts,
  type Unit,
} from "../model/index.ts";
import type { Path } from "../yaml/index.ts";
import { startBudget } from "./hover-probe.ts";
import { bullets, code, codeList } from "./markdown.ts";

/** What is to be said of a field of a graph unit; undefined where the field's own description says it all. */
export function describeUnitField(unit: Unit, path: Path, facts: SeldonFacts): string | undefined {
  const [field] = path;
  return typeof field === "string" ? DESCRIBERS.get(field)?.(unit, facts) : undefined;
}

const DESCRIBERS: ReadonlyMap<string, (unit: Unit, facts: SeldonFacts) => string | undefined> = new Map([
  ["name", describeName],
  ["implementation", describeImplementation],
  ["modelUri", describeModelUri],
  ["envSecretRefName", describeSecret],
  ["parameters", describeParameters],
]);

function describeImplementation(unit: Unit, facts: SeldonFacts): string | undefined {
  const { implementation } = unit;
  if (implementation === undefined || implementation === "") return undefined;
  const server = prepackagedServer(facts, unit.implementation);
  if (server) return describeServer(unit, implementation, server, facts);
  if (unit.isPrepackaged) {
    return l10n.t`**${code(implementation)}** is not among the servers that Seldon Core ${facts.version} brings with it. It works where an administrator has added it to ${code("predictor_servers")} of the ConfigMap ${code("seldon-config")}.`;
  }
  return BUILT_IN_NOTES[implementation];
}

/** What the executor does with each (seldon-facts §7.6). */
const BUILT_IN_NOTES: Readonly<Record<string, string>> = {
  UNKNOWN_IMPLEMENTATION: l10n.t(
    "**`UNKNOWN_IMPLEMENTATION`** is what the operator fills in where nothing is written: the unit runs in a container of your own with the unit's name, and `type` says how the executor calls it.",
  ),
  SIMPLE_MODEL: l10n.t("**`SIMPLE_MODEL`** has no code in the executor: the request comes back as it went in."),
  SIMPLE_ROUTER: l10n.t(
    "**`SIMPLE_ROUTER`** has no code in the executor: it routes nothing, and the first child's answer is returned.",
  ),
  RANDOM_ABTEST: l10n.t(
    "**`RANDOM_ABTEST`** sends each request to the first child with the probability `ratioA` and to the second otherwise. `ratioA` counts only where it is the sole parameter.",
  ),
  AVERAGE_COMBINER: l10n.t(
    "**`AVERAGE_COMBINER`** has no code in the executor: nothing is averaged, and the first child's answer is returned.",
  ),
};

function describeServer(unit: Unit, implementation: string, server: PrepackagedServer, facts: SeldonFacts): string {
  const { protocol } = unit.deployment;
  const image = protocol && server.images[protocol];
  const artifacts = (protocol && server.artifacts[protocol]) ?? [];
  return [
    `**${code(implementation)}**: ${server.summary}`,
    bullets([
      protocol && image === null
        ? l10n.t`Has an image for the protocol ${code(protocol)}, which is written in your cluster's ${code("seldon-config")}.`
        : undefined,
      protocol && image !== undefined && image !== null
        ? l10n.t`Image for the protocol ${code(protocol)} in Seldon Core ${facts.version}: ${code(image)}.`
        : undefined,
      protocol && image === undefined
        ? l10n.t`There is no image for the protocol ${code(protocol)}, only for ${codeList(Object.keys(server.images))}; the Deployment cannot be created like this.`
        : undefined,
      artifacts.length > 0 ? l10n.t`Looks for ${codeList(artifacts)} in the top folder of the model URI.` : undefined,
      parameterLine(unit, server),
      image === undefined ? undefined : startBudget(unit),
    ]),
  ].join("\n\n");
}

function describeParameters(unit: Unit, facts: SeldonFacts): string | undefined {
  const server = prepackagedServer(facts, unit.implementation);
  const line = server && parameterLine(unit, server);
  return line && l10n.t`**Parameters of ${code(unit.implementation ?? "")}**\n\n${bullets([line])}`;
}

/** Only the servers of the seldon protocol take `parameters` as constructor arguments (seldon-facts §3.3, §3.6). */
function parameterLine(unit: Unit, server: PrepackagedServer): string | undefined {
  if (!server.parameters) return undefined;
  if (server.isOfCluster)
    return server.parameters.length === 0
      ? l10n.t("It takes no parameters, as `.seldonlint.yaml` says.")
      : l10n.t`Parameters it takes, as ${code(".seldonlint.yaml")} says: ${codeList(server.parameters, "and")}.`;
  if (unit.deployment.protocol === "v2")
    return l10n.t("Parameters have no effect under the protocol `v2`: MLServer does not read them for this server.");
  if (unit.deployment.protocol !== "seldon") return undefined;
  const own = server.parameters.filter(name => name !== "model_uri");
  if (own.length === 0) return l10n.t("It takes no parameters: any name stops it at its start.");
  return l10n.t`Parameters it takes: ${codeList(own, "and")}. Any other name stops it at its start.`;
}

function describeModelUri(unit: Unit, facts: SeldonFacts): string | undefined {
  const uri = unit.modelUri.string();
  const { initializerName, modelContainerName } = unit;
  if (
    uri === undefined ||
    initializerName === undefined ||
    modelContainerName === undefined ||
    !isModelProvided(unit, facts)
  )
    return undefined;
  const runs = unit.ownInitializer
    ? l10n.t`The manifest has an init container ${code(initializerName)} of its own, so the operator adds only the mount and leaves the download to it.`
    : l10n.t`The init container ${code(initializerName)} (${code(initializerImage(unit, facts))}) runs ${code(`rclone copy ${uri} ${MODEL_MOUNT_PATH}`)} before ${code(modelContainerName)} starts.`;
  const source = unit.ownInitializer ? undefined : sourceLine(unit, uri);
  return [
    l10n.t("**Model URI**"),
    bullets([
      runs,
      source,
      l10n.t`The model then lies in ${code(MODEL_MOUNT_PATH)}, which ${code(modelContainerName)} sees read-only.`,
    ]),
  ].join("\n\n");
}

function initializerImage(unit: Unit, facts: SeldonFacts): string {
  const own = unit.at.key("storageInitializerImage").string();
  return own === undefined || own === "" ? facts.initializerImage : own;
}

function sourceLine(unit: Unit, uri: string): string | undefined {
  const source = parseModelUri(uri);
  if (source.kind === "inline") return undefined;
  if (source.kind === "path")
    return l10n.t(
      "Without a remote before a colon this is a folder inside the init container, where there is nothing.",
    );
  if (source.kind === "claim")
    return l10n.t`The PersistentVolumeClaim ${code(source.claim)} is mounted, and the folder in it is copied.`;
  const remote = code(source.remote);
  const keys = code(remoteVariable(source.remote, "*"));
  const secret = unit.at.key("envSecretRefName").string();
  if (secret !== undefined && secret !== "")
    return l10n.t`The remote ${remote} is described by the keys ${keys} of the Secret ${code(secret)} in the same namespace.`;
  if (PRESET_RCLONE_REMOTES.includes(source.remote))
    return l10n.t`The remote ${remote} is built in, for public buckets only; a private one needs ${code("envSecretRefName")} with ${keys}.`;
  return l10n.t`The remote ${remote} has to be described by ${keys}, and no Secret is named: set ${code("envSecretRefName")}, unless the operator has a default Secret.`;
}

function describeSecret(unit: Unit): string | undefined {
  const { initializerName } = unit;
  const source = parseModelUri(unit.modelUri.string() ?? "");
  if (initializerName === undefined) return undefined;
  return [
    l10n.t("**Secret for the model's download**"),
    bullets([
      l10n.t`Its keys become environment variables of the init container ${code(initializerName)} only; the model's container does not get them.`,
      l10n.t("It has to be in the namespace of the SeldonDeployment."),
      source.kind === "remote"
        ? l10n.t`For this model URI rclone reads ${code(remoteVariable(source.remote, "TYPE"))} and its siblings.`
        : undefined,
    ]),
  ].join("\n\n");
}

function describeName(unit: Unit, facts: SeldonFacts): string | undefined {
  const { name } = unit;
  if (name === undefined || (!unit.container && !unit.isPrepackaged)) return undefined;
  return [
    l10n.t`**Graph unit ${code(name)}**`,
    bullets([
      unit.container
        ? l10n.t`Runs in the container ${code(name)} of ${code("componentSpecs")}.`
        : l10n.t`The operator adds a container ${code(name)} to the first of ${code("componentSpecs")}.`,
      portLine(unit),
      sharesPodWithExecutor(unit)
        ? l10n.t`Shares its pod with the executor, which has ${PORTS.executorHttp} (HTTP) and ${PORTS.executorGrpc} (gRPC).`
        : undefined,
      serviceLine(unit, name),
      isModelProvided(unit, facts) &&
      !unit.ownInitializer &&
      unit.initializerName !== undefined &&
      unit.provisionVolumeName !== undefined
        ? l10n.t`The operator adds the init container ${code(unit.initializerName)} and the volume ${code(unit.provisionVolumeName)}.`
        : undefined,
      startBudget(unit),
    ]),
  ].join("\n\n");
}

function portLine(unit: Unit): string | undefined {
  const own = podContainers(unit.deployment)?.find(
    ({ predictor, name }) => predictor === unit.predictor && name === unit.name,
  );
  const number = (portName: "http" | "grpc"): number | undefined =>
    own?.ports.find(port => port.name === portName)?.number;
  const [http, grpc] = [number("http"), number("grpc")];
  return http === undefined || grpc === undefined ? undefined : l10n.t`Listens on ${http} (HTTP) and ${grpc} (gRPC).`;
}

/** Without componentSpecs the operator makes the first one, which carries the executor unless it runs apart or not at all. */
function sharesPodWithExecutor(unit: Unit): boolean {
  if (unit.componentSpec) return unit.componentSpec.carriesExecutor;
  return !unit.predictor.hasNoExecutor && !unit.deployment.hasSeparateExecutor;
}

/** Longer names are replaced by a hash, which says nothing to a reader (seldon-facts §5.1). */
function serviceLine(unit: Unit, name: string): string | undefined {
  const deployment = unit.deployment.name;
  const predictor = unit.predictor.name;
  if (deployment === undefined || predictor === undefined) return undefined;
  const service = `${deployment}-${predictor}-${name}`;
  if (service.length > MAX_NAME_LENGTH)
    return l10n.t`Its Service is named by a hash, since ${code(service)} has more than ${MAX_NAME_LENGTH} characters.`;
  return l10n.t`Its Service is ${code(service)}.`;
}
