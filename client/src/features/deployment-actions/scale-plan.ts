// Which of a SeldonDeployment's numbers of replicas decide how many pods run, and the patch that changes one of them.
import * as l10n from "@vscode/l10n";
import type { PredictorSpec, SeldonDeploymentObject } from "../../domain/index.ts";
import type { JsonPatchOperation } from "../../kube/port.ts";

/** A number in the object that decides over pods. */
export interface ScalePlace {
  /** JSON pointer. */
  readonly path: string;
  /** As people write it: `spec.predictors[default].replicas`. */
  readonly words: string;
  /** What it decides over, for the end of a sentence. */
  readonly effect: string;
  /** Undefined where it is not set. */
  readonly current: number | undefined;
}

export interface ScalePlan {
  /** Those that have an effect, the widest first. */
  readonly places: readonly ScalePlace[];
  /** What has to be as it was for a change to mean what the user meant: the same object, with the same spec. */
  readonly tests: readonly JsonPatchOperation[];
  /** Sentences about numbers that have none, and why. */
  readonly notes: readonly string[];
}

/**
 * Precedence (seldon-facts §5.7): autoscaler, then `componentSpecs[].replicas`, then the predictor's, then the deployment's.
 * @param predictor name of the only predictor that is meant; undefined for the whole deployment
 */
export function scalePlan({ spec, metadata }: SeldonDeploymentObject, predictor?: string): ScalePlan {
  const predictors = (spec?.predictors ?? []).map((each, index) => ({ each, index }));
  const meant = predictors.filter(({ each }) => predictor === undefined || each.name === predictor);
  const whole =
    predictor === undefined
      ? deploymentPlace(
          spec?.replicas,
          meant.map(({ each }) => each),
        )
      : undefined;
  const places = [
    ...(whole ? [whole] : []),
    ...meant.flatMap(({ each, index }) => predictorPlaces(each, index, predictor !== undefined)),
  ];
  return {
    places,
    tests: [
      { op: "test", path: "/metadata/uid", value: metadata.uid },
      // Counts changes of the spec; those of the status, which are many, leave it as it is.
      { op: "test", path: "/metadata/generation", value: metadata.generation },
    ],
    notes: notesOf(
      meant.map(({ each }) => each),
      predictor === undefined,
    ),
  };
}

/** All operations or none: whoever changed the spec meanwhile wins, and the user is asked again. */
export function scalePatch(
  { tests }: ScalePlan,
  { path, current }: ScalePlace,
  replicas: number,
): readonly JsonPatchOperation[] {
  return [...tests, { op: current === undefined ? "add" : "replace", path, value: replicas }];
}

/** @returns what is wrong with the text, in words; undefined where it is a number of replicas */
export function replicasProblem(text: string): string | undefined {
  return /^\d{1,4}$/.test(text.trim()) ? undefined : l10n.t("Use a whole number from 0 on.");
}

function deploymentPlace(current: number | undefined, predictors: readonly PredictorSpec[]): ScalePlace | undefined {
  const decided = predictors.filter(predictor => predictor.replicas === undefined && hasOpenComponent(predictor));
  if (decided.length === 0) return undefined;
  return {
    path: "/spec/replicas",
    words: "spec.replicas",
    effect:
      decided.length === predictors.length
        ? l10n.t("every predictor")
        : l10n.t`the predictors without a number of their own: ${decided.map(({ name }) => name).join(", ")}`,
    current,
  };
}

/** @param isAsked whether this predictor is what the user pointed at: then its number is offered even if it has none yet */
function predictorPlaces(predictor: PredictorSpec, index: number, isAsked: boolean): ScalePlace[] {
  const at = `/spec/predictors/${index}`;
  const words = `spec.predictors[${predictor.name}]`;
  const isOffered = hasOpenComponent(predictor) && (isAsked || predictor.replicas !== undefined);
  const own: ScalePlace = {
    path: `${at}/replicas`,
    words: `${words}.replicas`,
    effect: l10n.t`predictor ${predictor.name}`,
    current: predictor.replicas,
  };
  const components = (predictor.componentSpecs ?? []).flatMap((component, place) => {
    if (component.replicas === undefined || isAutoscaled(component)) return [];
    const containers = (component.spec?.containers ?? []).map(({ name }) => name).join(", ");
    return {
      path: `${at}/componentSpecs/${place}/replicas`,
      words: `${words}.componentSpecs[${place}].replicas`,
      effect:
        containers === ""
          ? l10n.t`one componentSpec of predictor ${predictor.name}`
          : l10n.t`the pods with ${containers}`,
      current: component.replicas,
    };
  });
  return [...(isOffered ? [own] : []), ...components];
}

function notesOf(predictors: readonly PredictorSpec[], isWhole: boolean): string[] {
  const overruled = predictors.filter(({ replicas }) => replicas !== undefined).map(({ name }) => name);
  const autoscaled = predictors.filter(({ componentSpecs = [] }) => componentSpecs.some(isAutoscaled));
  return [
    ...(isWhole && overruled.length > 0
      ? [l10n.t`spec.replicas has no effect on ${overruled.join(", ")}: a predictor's own number comes first.`]
      : []),
    ...autoscaled.map(({ name }) => l10n.t`An autoscaler decides over pods of ${name}; no number here overrules it.`),
  ];
}

/** Whether some pods of the predictor follow its number, or the deployment's. Without componentSpecs defaulting makes one. */
function hasOpenComponent({ componentSpecs = [] }: PredictorSpec): boolean {
  return (
    componentSpecs.length === 0 ||
    componentSpecs.some(component => component.replicas === undefined && !isAutoscaled(component))
  );
}

function isAutoscaled({
  hpaSpec,
  kedaSpec,
}: {
  readonly hpaSpec?: object | null;
  readonly kedaSpec?: object | null;
}): boolean {
  return (hpaSpec ?? kedaSpec ?? undefined) !== undefined;
}
