// Where in a manifest a failure that a cluster showed is told: at the field that most likely has to change.
import type { ObservedFailure } from "../../../../../schemas/src/index.ts";
import type { Container, Deployment, Predictor, Unit } from "../../model/index.ts";
import type { Cursor } from "../../yaml/index.ts";

/** The parts of a manifest that a failure is about, as far as it says so. */
export interface Scene {
  readonly failure: ObservedFailure;
  readonly deployment: Deployment;
  readonly predictor: Predictor | undefined;
  readonly unit: Unit | undefined;
  /** A container of the manifest; what the operator adds has none. */
  readonly container: Container | undefined;
}

/** Undefined where the manifest does not have the predictor or unit any more: then the failure is of an older version. */
export function sceneOf(failure: ObservedFailure, deployment: Deployment): Scene | undefined {
  const predictor = deployment.predictors.find(({ name }) => name === failure.predictor);
  const unit = predictor?.units.find(({ name }) => name === failure.unit);
  if (failure.predictor !== undefined && !predictor) return undefined;
  if (failure.unit !== undefined && !unit) return undefined;
  const named = failure.container === undefined ? undefined : containerOf(predictor, failure.container);
  return { failure, deployment, predictor, unit, container: named ?? unit?.container };
}

function containerOf(predictor: Predictor | undefined, name: string): Container | undefined {
  const initContainers = predictor?.componentSpecs.flatMap(spec => spec.initContainers);
  return predictor?.container(name) ?? initContainers?.find(container => container.name === name);
}

/** Always a place: a field that tells more, else the name of the smallest part that the failure is about. */
export function tellingPlace(scene: Scene): Cursor {
  for (const mode of scene.failure.failureModes) {
    const field = FIELDS[mode]?.(scene).find(cursor => cursor?.isEmpty === false);
    if (field) return field;
  }
  return nameOf(scene);
}

/** The values of the manifest that the failure is about: other rules' findings in them may name its cause. */
export function partsOf({ failure, deployment, predictor, unit, container }: Scene): readonly Cursor[] {
  if (!predictor) return [deployment.at];
  if (failure.isExplainer === true) return [predictor.explainer];
  if (!unit || predictor.units.length === 1) return [predictor.at];
  const pod = unit.componentSpec?.pod;
  const shared = pod ? [pod.key("initContainers"), pod.key("volumes")] : [];
  return [unit.at, ...(container ? [container.at] : []), ...shared];
}

function nameOf({ failure, deployment, predictor, unit, container }: Scene): Cursor {
  const explainer = failure.isExplainer === true ? predictor?.explainer.key("type") : undefined;
  const names = [
    explainer,
    unit?.at.key("name"),
    container?.at.key("name"),
    predictor?.at.key("name"),
    deployment.at.at("metadata", "name"),
  ];
  return names.find(name => name?.isEmpty === false) ?? deployment.at;
}

/** Fields that may be to blame, the likeliest first. */
type Fields = (scene: Scene) => readonly (Cursor | undefined)[];

const modelUri: Fields = scene => [modelOwner(scene)?.key("modelUri")];
/** The initializer alone gets the Secret (seldon-facts §4); what a model asks the store for by itself comes with its own `env`. */
const storeAccess: Fields = scene =>
  isInitializer(scene)
    ? [modelOwner(scene)?.key("envSecretRefName"), ...modelUri(scene)]
    : [scene.container?.at.key("env"), scene.container?.at.key("envFrom")];
const image: Fields = scene => [containerSpec(scene)?.key("image"), scene.unit?.at.key("implementation")];
const server: Fields = scene => [scene.unit?.at.key("implementation"), ...image(scene)];
const memoryLimit: Fields = scene => [containerSpec(scene)?.at("resources", "limits", "memory")];
const executorMemory: Fields = ({ predictor }) => [predictor?.at.at("svcOrchSpec", "resources", "limits", "memory")];
const resources: Fields = scene => [
  containerSpec(scene)?.at("resources", "requests"),
  containerSpec(scene)?.key("resources"),
];
const gpu: Fields = scene => [containerSpec(scene)?.at("resources", "limits"), ...resources(scene)];
const livenessProbe: Fields = scene => [containerSpec(scene)?.key("livenessProbe")];
const ports: Fields = scene => [containerSpec(scene)?.key("ports"), scene.unit?.at.key("endpoint")];
const autoscaler: Fields = ({ predictor }) => predictor?.componentSpecs.map(({ at }) => at.key("hpaSpec")) ?? [];
const disruptionBudget: Fields = ({ predictor }) => predictor?.componentSpecs.map(({ at }) => at.key("pdbSpec")) ?? [];
const componentSpecs: Fields = ({ predictor }) => [predictor?.at.key("componentSpecs")];
const explainerType: Fields = ({ predictor }) => [predictor?.explainer.key("type")];
const logger: Fields = ({ unit }) => [unit?.at.key("logger")];

/** What is missing is named by the cluster, so the field that names it, too, is the one (F09). */
const missingObject: Fields = scene => {
  const said = saidOf(scene);
  const owner = modelOwner(scene);
  const accounts = (scene.predictor?.componentSpecs ?? []).map(({ pod }) => pod.key("serviceAccountName"));
  const own = [owner?.key("envSecretRefName"), owner?.key("serviceAccountName")];
  const names = isInitializer(scene)
    ? [...own, ...references(scene), ...accounts]
    : [...references(scene), ...own, ...accounts];
  return names.filter(name => hasWord(said, name?.string()));
};

/** The claim of a volume of the manifest's own, or the one that `pvc://` names (F40). */
const claim: Fields = scene => [
  ...missingObject(scene),
  ...modelUri(scene).filter(uri => uri?.string()?.startsWith("pvc:") === true),
];

/** Names of Secrets, ConfigMaps and claims that the container and its pod use. */
function references({ container }: Scene): readonly Cursor[] {
  if (!container) return [];
  return [
    ...container.env.flatMap(item => REFERENCES.env.map(kind => item.at("valueFrom", kind, "name"))),
    ...container.at
      .key("envFrom")
      .items()
      .flatMap(item => REFERENCES.envFrom.map(kind => item.at(kind, "name"))),
    ...container.componentSpec.volumes.flatMap(item => REFERENCES.volumes.map(path => item.at(...path))),
  ];
}

const REFERENCES = {
  env: ["secretKeyRef", "configMapKeyRef"],
  envFrom: ["secretRef", "configMapRef"],
  volumes: [
    ["secret", "secretName"],
    ["configMap", "name"],
    ["persistentVolumeClaim", "claimName"],
  ],
} as const;

/** The parameter that the log names; all of them where it names none (S14). */
const parameter: Fields = scene => {
  const { unit } = scene;
  const named = unit?.parameters.find(item => hasWord(saidOf(scene), item.key("name").string()));
  return [named?.key("name"), unit?.at.key("parameters")];
};

/** By entry of the catalogue (failure-modes.md): where its cause or its cure is written. */
const FIELDS: Readonly<Record<string, Fields | undefined>> = {
  S03: storeAccess,
  S04: storeAccess,
  S06: modelUri,
  S07: modelUri,
  S08: storeAccess,
  S09: storeAccess,
  S10: storeAccess,
  S11: modelUri,
  S12: modelUri,
  S14: parameter,
  S15: memoryLimit,
  S16: livenessProbe,
  S18: server,
  S19: modelUri,
  S20: modelUri,
  S21: modelUri,
  S23: modelUri,
  S25: modelUri,
  S35: storeAccess,
  S36: scene => [...explainerImage(scene), ...explainerType(scene)],
  S37: explainerType,
  S39: ports,
  S51: missingObject,
  S52: storeAccess,
  S54: storeAccess,
  S55: storeAccess,
  S56: image,
  F01: modelUri,
  F03: server,
  F06: modelUri,
  F07: modelUri,
  F08: storeAccess,
  F09: missingObject,
  F10: storeAccess,
  F11: storeAccess,
  F12: storeAccess,
  F15: image,
  F18: server,
  F21: server,
  F23: ports,
  F26: modelUri,
  F29: storeAccess,
  F30: storeAccess,
  F31: resources,
  F32: storeAccess,
  F33: modelUri,
  F36: livenessProbe,
  F37: componentSpecs,
  F38: autoscaler,
  F40: claim,
  F41: modelUri,
  F42: scene => [scene.predictor?.explainer.key("modelUri"), ...explainerType(scene)],
  F43: modelUri,
  F44: memoryLimit,
  F46: image,
  F47: storeAccess,
  F48: storeAccess,
  F53: executorMemory,
  F55: logger,
  F62: server,
  F67: gpu,
  F68: disruptionBudget,
};

function explainerImage({ predictor }: Scene): readonly (Cursor | undefined)[] {
  return [predictor?.explainer.at("containerSpec", "image")];
}

/** Units and explainers name their model, Secret and service account alike. */
function modelOwner({ failure, predictor, unit }: Scene): Cursor | undefined {
  return failure.isExplainer === true ? predictor?.explainer : unit?.at;
}

/** Of the manifest; an explainer's stands in a place of its own. */
function containerSpec({ failure, predictor, container }: Scene): Cursor | undefined {
  return failure.isExplainer === true ? predictor?.explainer.key("containerSpec") : container?.at;
}

function isInitializer({ failure, unit }: Scene): boolean {
  const name = failure.container;
  return name === undefined || name === unit?.initializerName || name.endsWith("-model-initializer");
}

function saidOf({ failure }: Scene): string {
  return `${failure.evidence.line ?? ""} ${failure.title}`;
}

function hasWord(text: string, word: string | undefined): boolean {
  return word !== undefined && word !== "" && text.split(/[^\w.-]+/).some(part => part.replace(/\.$/, "") === word);
}
