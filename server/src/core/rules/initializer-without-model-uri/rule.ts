// Init containers of the author's that mean to fetch the model but are never told where it lies (S02).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion, type DeploymentContext, type FixProposal } from "../../lint/rule.ts";
import {
  isModelProvided,
  isTemplated,
  MODEL_MOUNT_PATH,
  parseImageReference,
  type ComponentSpec,
  type Container,
  type Unit,
} from "../../model/index.ts";
import { removeValue, setValue, type Edits, type YamlDocument } from "../../yaml/index.ts";

export const initializerWithoutModelUri = defineRule({
  id: "initializer-without-model-uri",
  severity: "information",
  title: "Report init containers that fetch a model beside Seldon's own initializer",
  why: "`modelUri` becomes an argument of the operator's own initializer and of nothing else. An init container beside it starts without a source: `Command copy needs 2 arguments minimum: you provided 0 non flag arguments: []`, or an empty variable in its script. And Seldon's initializer runs all the same.",
  remedy:
    "Remove the init container and give the unit an `envSecretRefName`. Or name it `<unit>-model-initializer`, so that the operator leaves the fetching to it, and give it the URI, `/mnt/models` and the volume `<unit>-provision-location` itself.",
  failureModes: ["S02"],
  messages: {
    alsoRuns: {
      text: "The init container {container} gets nothing of the modelUri of {unit}: only the initializer that Seldon adds does, and both run. Remove it, or name it {initializer} and give it the source itself, so that Seldon adds none.",
    },
    unsetVariable: {
      text: "The init container {container} uses {variable}, which nothing sets: modelUri goes to Seldon's own initializer only. The variable is empty when the container runs. Set it under env, or remove the container.",
      severity: "warning",
    },
  },
  check(context) {
    for (const predictor of context.deployment.predictors) {
      const initializers = new Set(predictor.units.map(unit => unit.initializerName));
      for (const componentSpec of predictor.componentSpecs) {
        const units = predictor.units.filter(
          unit => isModelProvided(unit, context.seldon) && unit.componentSpec === componentSpec,
        );
        const [unit] = units;
        if (!unit) continue;
        const custom = componentSpec.initContainers.filter(({ name }) => name !== undefined && !initializers.has(name));
        for (const container of custom)
          if (isFetcher(container, units)) reportFetcher(context, container, unit, units.length === 1);
      }
    }
  },
});

type Context = DeploymentContext<"alsoRuns" | "unsetVariable">;

function reportFetcher({ document, report }: Context, container: Container, unit: Unit, isOnlyUnit: boolean): void {
  const variable = unsetVariable(container);
  const remove = suggestion(
    l10n.t`Remove the init container ${container.name ?? ""}: Seldon's own fetches the model`,
    removeValue(document, container.at),
  );
  const data = {
    container: container.name ?? "",
    unit: unit.name ?? "",
    initializer: unit.initializerName ?? "",
    variable: variable ?? "",
  };
  if (variable !== undefined) {
    const fixes = isOnlyUnit ? [setVariable(document, container, unit, variable), remove] : [remove];
    report({ at: container.at, message: "unsetVariable", data, fixes });
  } else if (!unit.ownInitializer && (concernsModel(container, unit) || !namesSource(container))) {
    report({
      at: container.at,
      message: "alsoRuns",
      data,
      fixes: isOnlyUnit ? [remove, takeOver(document, container, unit)] : [remove],
    });
  }
}

const FETCHING_IMAGE = /rclone|gsutil|storage-initializer/;
const FETCHING_COMMAND = /(^|[\s;&|(/])(rclone|gsutil)(\s|$)/m;

/** Tools that do much else, such as asking whether a store is there. */
const STORE_IMAGE = /(^|\/)(mc|aws-cli|awscli)$/;
const STORE_COMMAND = /(^|[\s;&|(/])(aws|mc)(\s|$)/m;
const COPYING = /(^|\s)(cp|sync|copy|mirror)(\s|$)/m;

/** By its image or its command it copies from object stores; init containers with other duties are left alone. */
function isFetcher(container: Container, units: readonly Unit[]): boolean {
  const { image, words } = container;
  const repository = (image === undefined ? undefined : parseImageReference(image)?.repository) ?? "";
  if (FETCHING_IMAGE.test(repository) || words.some(word => FETCHING_COMMAND.test(word))) return true;
  const usesStore = STORE_IMAGE.test(repository) || words.some(word => STORE_COMMAND.test(word));
  const copies = words.some(word => COPYING.test(word)) || units.some(unit => concernsModel(container, unit));
  return usesStore && copies;
}

/** It writes where the model belongs. */
function concernsModel({ volumeMounts, words }: Container, unit: Unit): boolean {
  const mounts = volumeMounts.some(
    mount =>
      mount.key("name").string() === unit.provisionVolumeName || mount.key("mountPath").string() === MODEL_MOUNT_PATH,
  );
  return mounts || words.some(word => word.includes(MODEL_MOUNT_PATH));
}

function namesSource({ words }: Container): boolean {
  return words.some(word => /(^|[\s"'=])[\w.-]+:\/?\/?[\w$<{]/.test(word));
}

const MODEL_URI_VARIABLE = /\$\{?(MODEL_URI|modelUri)\b\}?|\$\((MODEL_URI|modelUri)\)/;

/** The model URI's variable as it is used, if the container uses one and nothing in it says what it is. */
function unsetVariable(container: Container): string | undefined {
  const match = container.words.map(word => MODEL_URI_VARIABLE.exec(word)).find(found => found !== null);
  const name = match?.[1] ?? match?.[2];
  if (name === undefined) return undefined;
  const isSet =
    container.env.some(item => item.key("name").string() === name) || container.at.key("envFrom").items().length > 0;
  const isAssigned = container.words.some(word => new RegExp(`\\b${name}=`).test(word));
  return isSet || isAssigned ? undefined : name;
}

function setVariable(document: YamlDocument, container: Container, unit: Unit, name: string): FixProposal | undefined {
  const uri = unit.modelUri.string() ?? "";
  if (isTemplated(uri)) return undefined;
  const edits = setValue(
    document,
    container.at.at("env", container.env.length),
    { name, value: uri },
    { after: "image" },
  );
  return suggestion(l10n.t`Set ${name} to the modelUri of ${unit.name ?? l10n.t("the unit")}`, edits);
}

/**
 * Makes the container the unit's initializer, as the operator would make its own. Only for images that take a source and a
 * folder as arguments, and where there are none yet: what a script does is not ours to change.
 */
function takeOver(document: YamlDocument, container: Container, unit: Unit): FixProposal | undefined {
  const { initializerName, provisionVolumeName } = unit;
  const uri = unit.modelUri.string() ?? "";
  const isInitializer = (container.image ?? "").includes("storage-initializer") && container.words.length === 0;
  if (initializerName === undefined || provisionVolumeName === undefined || !isInitializer || isTemplated(uri))
    return undefined;
  const edits = [
    setValue(document, container.at.key("name"), initializerName),
    setValue(document, container.at.key("args"), [uri, MODEL_MOUNT_PATH], { after: "image" }),
    passSecret(document, container, unit.at.key("envSecretRefName").string()),
    mountVolume(document, container, provisionVolumeName),
    declareVolume(document, container.componentSpec, provisionVolumeName),
  ];
  const title = l10n.t`Make it the initializer of ${unit.name ?? l10n.t("the unit")}: name, arguments, settings, mount and volume`;
  return suggestion(title, edits.every(edit => edit !== undefined) ? edits.flat() : undefined);
}

function passSecret(document: YamlDocument, { at }: Container, name: string | undefined): Edits | undefined {
  if (name === undefined || name === "" || at.key("envFrom").exists) return [];
  return setValue(document, at.key("envFrom"), [{ secretRef: { name } }], { after: "image" });
}

function mountVolume(document: YamlDocument, { at, volumeMounts }: Container, name: string): Edits | undefined {
  if (volumeMounts.some(mount => mount.key("name").string() === name)) return [];
  if (volumeMounts.some(mount => mount.key("mountPath").string() === MODEL_MOUNT_PATH)) return undefined;
  return setValue(document, at.at("volumeMounts", volumeMounts.length), { name, mountPath: MODEL_MOUNT_PATH });
}

function declareVolume(document: YamlDocument, { pod, volumes }: ComponentSpec, name: string): Edits | undefined {
  if (volumes.some(volume => volume.key("name").string() === name)) return [];
  return setValue(document, pod.at("volumes", volumes.length), { name, emptyDir: {} });
}
