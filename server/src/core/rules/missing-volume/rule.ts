// A mount needs a volume of its name (F73); with an initializer of one's own that is so for the model's, too (F24).
import * as l10n from "@vscode/l10n";
import { defineRule, fix, suggestion, type DeploymentContext, type FixProposal } from "../../lint/rule.ts";
import {
  isModelProvided,
  isTemplated,
  MODEL_MOUNT_PATH,
  nearest,
  OPERATOR_VOLUMES,
  PVC_SOURCE,
  type ComponentSpec,
  type Container,
  type SeldonFacts,
  type Unit,
} from "../../model/index.ts";
import { setValue, type YamlDocument } from "../../yaml/index.ts";

export const missingVolume = defineRule({
  id: "missing-volume",
  severity: "error",
  title: "Require a volume for every mount",
  why: 'Neither CRD nor webhook looks at mounts, so the manifest is accepted, and then its Deployment is refused: `spec.template.spec.containers[0].volumeMounts[0].name: Not found: "…"`; no pod ever appears. The operator adds the model\'s volume `<unit>-provision-location` itself, but not where the manifest has an init container called `<unit>-model-initializer`: then it adds the mount only.',
  remedy:
    "Declare the volume under `volumes` of the same componentSpec. With an initializer of your own, declare `<unit>-provision-location` as an `emptyDir` and mount it into the initializer at `/mnt/models`.",
  failureModes: ["F24", "F73"],
  messages: {
    notFound: {
      text: 'There is no volume "{volume}" in this pod. The manifest is accepted, then its Deployment is refused: “volumeMounts[…].name: Not found: "{volume}"”. Declare it under volumes.',
    },
    initializer: {
      text: 'With an init container of this name the operator adds no volume for the model, but mounts "{volume}" into {container} all the same. The Deployment is refused: “volumeMounts[…].name: Not found: "{volume}"”. Declare the volume as an emptyDir and mount it here at /mnt/models.',
    },
    initializerMount: {
      text: 'The model\'s volume "{volume}" is not mounted for writing here, so nothing that this container fetches gets to {container}, which then finds an empty /mnt/models. Mount it at /mnt/models.',
      severity: "warning",
    },
  },
  check({ deployment, document, seldon, report }) {
    for (const predictor of deployment.predictors) {
      for (const componentSpec of predictor.componentSpecs) {
        const declared = volumeNames(componentSpec);
        if (!declared) continue;
        const units = predictor.units.filter(
          unit => unit.componentSpec === componentSpec && isModelProvided(unit, seldon),
        );
        for (const unit of units) checkInitializer(document, unit, declared, report);
        const known = new Set([...declared, ...OPERATOR_VOLUMES, ...modelVolumes(componentSpec, seldon)]);
        for (const container of [...componentSpec.containers, ...componentSpec.initContainers])
          checkMounts(document, container, known, declared, report);
      }
    }
  },
});

type Report = DeploymentContext<"notFound" | "initializer" | "initializerMount">["report"];

/** Names of the volumes that the manifest declares; undefined where a template hides one. */
function volumeNames(componentSpec: ComponentSpec): readonly string[] | undefined {
  const list = componentSpec.pod.key("volumes");
  if (!list.isEmpty && !list.sequence) return undefined;
  const names = componentSpec.volumes.map(volume => volume.key("name").string());
  return names.every(name => name !== undefined && !isTemplated(name)) ? names.flatMap(name => name ?? []) : undefined;
}

/** What the operator adds for models, and what the check of initializers speaks of. */
function modelVolumes(componentSpec: ComponentSpec, seldon: SeldonFacts): readonly string[] {
  const units = componentSpec.predictor.units.filter(unit => isModelProvided(unit, seldon));
  return units.flatMap(unit => [unit.provisionVolumeName ?? "", PVC_SOURCE.volume]);
}

function checkMounts(
  document: YamlDocument,
  container: Container,
  known: ReadonlySet<string>,
  declared: readonly string[],
  report: Report,
): void {
  for (const mount of container.volumeMounts) {
    const at = mount.key("name");
    const volume = at.string();
    if (volume === undefined || volume === "" || isTemplated(volume) || known.has(volume)) continue;
    const near = nearest(volume, declared);
    const rename = near === undefined ? undefined : suggestion(l10n.t`Mount ${near}`, setValue(document, at, near));
    report({ at, message: "notFound", data: { volume }, fixes: [rename] });
  }
}

/** The trap: a volume that the operator adds must not be declared, so this is offered beside an own initializer only (S01, F24). */
function checkInitializer(document: YamlDocument, unit: Unit, declared: readonly string[], report: Report): void {
  const { ownInitializer: initializer, provisionVolumeName: volume, componentSpec } = unit;
  if (!initializer || volume === undefined || !componentSpec) return;
  const mount = initializer.volumeMounts.find(candidate => candidate.key("name").string() === volume);
  const isWritable = mount !== undefined && mount.key("readOnly").boolean() !== true;
  const data = { volume, container: unit.modelContainerName ?? "" };
  if (!declared.includes(volume)) {
    const fixes = [declareVolume(document, componentSpec, mount ? undefined : initializer, volume)];
    report({ at: initializer.at.key("name"), message: "initializer", data, fixes });
  } else if (!isWritable) {
    const edits = mount ? undefined : mountEdits(document, initializer, volume);
    const fixes = [suggestion(l10n.t`Mount ${volume} at ${MODEL_MOUNT_PATH}`, edits)];
    report({ at: initializer.at.key("name"), message: "initializerMount", data, fixes });
  }
}

function declareVolume(
  document: YamlDocument,
  componentSpec: ComponentSpec,
  unmounted: Container | undefined,
  volume: string,
): FixProposal | undefined {
  const next = componentSpec.pod.key("volumes").at(componentSpec.volumes.length);
  const added = setValue(document, next, { name: volume, emptyDir: {} });
  const mounted = unmounted ? mountEdits(document, unmounted, volume) : [];
  const title = l10n.t`Add the volume ${volume}${unmounted ? l10n.t` and mount it at ${MODEL_MOUNT_PATH}` : ""}`;
  return fix(title, added && mounted && [...added, ...mounted]);
}

/** None where something else is mounted there. */
function mountEdits(document: YamlDocument, container: Container, volume: string): ReturnType<typeof setValue> {
  const mounts = container.volumeMounts;
  if (mounts.some(mount => mount.key("mountPath").string() === MODEL_MOUNT_PATH)) return undefined;
  const next = container.at.key("volumeMounts").at(mounts.length);
  return setValue(document, next, { name: volume, mountPath: MODEL_MOUNT_PATH });
}
