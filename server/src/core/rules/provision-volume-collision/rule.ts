// Volumes and mounts that the operator adds for the model must not be in the manifest already (S01).
import * as l10n from "@vscode/l10n";
import { defineRule, fix, suggestion, type DeploymentContext, type FixProposal } from "../../lint/rule.ts";
import {
  isModelProvided,
  MODEL_MOUNT_PATH,
  parseModelUri,
  PVC_SOURCE,
  type ComponentSpec,
  type Predictor,
  type Unit,
} from "../../model/index.ts";
import { removeValue, setValue, type Cursor, type YamlDocument } from "../../yaml/index.ts";

export const provisionVolumeCollision = defineRule({
  id: "provision-volume-collision",
  severity: "error",
  title: "Disallow volumes and mounts that the operator adds itself",
  why: "For a unit with `modelUri` the operator adds the volume `<unit>-provision-location` and mounts it at `/mnt/models`, without looking for one that is there. The webhook accepts the manifest, but the Deployment made of it is refused (`spec.template.spec.volumes[…].name: Duplicate value`), so that no pod ever appears and the SeldonDeployment goes to `Failed`.",
  remedy:
    "Leave the volume out; containers may mount it all the same. To fetch the model yourself, give the init container the name `<unit>-model-initializer`: the operator then adds neither its own nor the volume.",
  failureModes: ["S01"],
  messages: {
    volume: {
      text: 'The volume {volume} is there twice: the operator adds it itself, because the unit {unit} has a modelUri. Kubernetes refuses the Deployment: “Duplicate value: "{volume}"”, and no pod is ever made. Delete this one; mounts of it may stay.',
    },
    mount: {
      text: 'The path {path} is taken in the container {container}: the operator mounts the volume {volume} there, because the unit {unit} has a modelUri. Kubernetes refuses the Deployment: “Invalid value: "{path}": must be unique”. Mount this volume somewhere else or remove the mount.',
    },
    secondClaim: {
      text: 'The units {first} and {unit} share a pod and both read from pvc://, for which the operator adds the volume {volume} twice. Kubernetes refuses the Deployment: “Duplicate value: "{volume}"”. Give each unit a componentSpec of its own, or fetch one of the models from elsewhere.',
    },
  },
  check(context) {
    for (const predictor of context.deployment.predictors) {
      const units = firstOfEachName(predictor.units.filter(unit => isModelProvided(unit, context.seldon)));
      const reported = new Set<string>();
      for (const unit of units) {
        reportVolumes(context, unit, reported);
        reportMounts(context, unit);
      }
      reportSecondClaims(context, predictor, units);
    }
  },
});

type Context = DeploymentContext<"volume" | "mount" | "secondClaim">;

/** Units of one name share a container, which gets everything only once. */
function firstOfEachName(units: readonly Unit[]): readonly Unit[] {
  return units.filter((unit, index) => units.findIndex(other => other.name === unit.name) === index);
}

interface AddedVolume {
  readonly name: string;
  readonly mountPath: string;
}

/** What the operator mounts into the unit's container; where the user has an initializer, the volumes are the user's to declare. */
function addedMounts(unit: Unit): readonly AddedVolume[] {
  const { provisionVolumeName: name } = unit;
  if (name === undefined) return [];
  const model = { name, mountPath: MODEL_MOUNT_PATH };
  return isClaim(unit) ? [model, { name: PVC_SOURCE.volume, mountPath: PVC_SOURCE.mountPath }] : [model];
}

function isClaim(unit: Unit): boolean {
  return !unit.ownInitializer && parseModelUri(unit.modelUri.string() ?? "").kind === "claim";
}

function reportVolumes({ document, report }: Context, unit: Unit, reported: Set<string>): void {
  const { componentSpec } = unit;
  if (!componentSpec || unit.ownInitializer) return;
  for (const added of addedMounts(unit)) {
    for (const volume of componentSpec.volumes.filter(item => item.key("name").string() === added.name)) {
      if (reported.has(volume.path.join("/"))) continue;
      reported.add(volume.path.join("/"));
      report({
        at: volume,
        message: "volume",
        data: { volume: added.name, unit: unit.name ?? "" },
        fixes: [
          deleteVolume(document, volume, added.name),
          renameInitializer(document, componentSpec, unit, added.name),
        ],
      });
    }
  }
}

/** A plain emptyDir is just what the operator adds; anything else was meant in its own way, so its removal is a choice. */
function deleteVolume(document: YamlDocument, volume: Cursor, name: string): FixProposal | undefined {
  const emptyDir = volume.key("emptyDir");
  const propose = emptyDir.exists && emptyDir.entries().length === 0 ? fix : suggestion;
  return propose(l10n.t`Delete the volume ${name}: the operator adds it`, removeValue(document, volume));
}

/** Steps the operator's initializer aside for the one init container that fills the volume already. */
function renameInitializer(
  document: YamlDocument,
  spec: ComponentSpec,
  unit: Unit,
  volume: string,
): FixProposal | undefined {
  const filling = spec.initContainers.filter(({ volumeMounts }) =>
    volumeMounts.some(mount => mount.key("name").string() === volume),
  );
  const [custom] = filling;
  const { initializerName } = unit;
  if (!custom || filling.length > 1 || initializerName === undefined || volume !== unit.provisionVolumeName)
    return undefined;
  const title = l10n.t`Rename the init container ${custom.name ?? ""} to ${initializerName}, so that it alone fetches the model`;
  return suggestion(title, setValue(document, custom.at.key("name"), initializerName));
}

function reportMounts({ document, report }: Context, unit: Unit): void {
  const container = unit.predictor.container(unit.modelContainerName ?? "");
  if (!container) return;
  for (const added of addedMounts(unit)) {
    const { volumeMounts } = container;
    if (volumeMounts.some(mount => mount.key("name").string() === added.name)) continue;
    const mount = volumeMounts.find(item => item.key("mountPath").string() === added.mountPath);
    if (!mount) continue;
    report({
      at: mount.key("mountPath"),
      message: "mount",
      data: { volume: added.name, path: added.mountPath, container: container.name ?? "", unit: unit.name ?? "" },
      fixes: [
        suggestion(
          l10n.t`Remove this mount: ${added.mountPath} gets what modelUri names`,
          removeValue(document, mount),
        ),
      ],
    });
  }
}

function reportSecondClaims({ report }: Context, predictor: Predictor, units: readonly Unit[]): void {
  const firstOf = new Map<number, Unit>();
  for (const unit of units.filter(isClaim)) {
    const pod = unit.componentSpec?.index ?? predictor.componentSpecs.length;
    const first = firstOf.get(pod);
    if (!first) firstOf.set(pod, unit);
    else {
      const data = { first: first.name ?? "", unit: unit.name ?? "", volume: PVC_SOURCE.volume };
      report({ at: unit.modelUri, message: "secondClaim", data });
    }
  }
}
