// What another number of replicas changes: which pods become more or fewer, and which number decides over each.
import * as l10n from "@vscode/l10n";
import type { ComponentSpec, PredictorSpec, SeldonDeploymentObject } from "../../domain/index.ts";

/** A number and where it stands. */
interface Decided {
  readonly replicas: number | undefined;
  /** The end of a sentence: `spec.replicas decides`. */
  readonly by: string;
}

interface PodGroup {
  /** Such as `pods of main with classifier`. */
  readonly words: string;
  readonly decided: Decided;
}

/** Runs the executor in pods of its own (seldon-facts §5.3); read in the annotations of the spec only. */
const SEPARATE_ENGINE = "seldon.io/engine-separate-pod";

/**
 * A line for each group of pods, those that change first.
 * @param after what the dry run answered
 * @param predictor name of the only one that is meant
 */
export function scalePreview(
  before: SeldonDeploymentObject,
  after: SeldonDeploymentObject,
  predictor?: string,
): readonly string[] {
  const [old, next] = [podGroups(before, predictor), podGroups(after, predictor)];
  const lines = next.map(({ words, decided }) => {
    const was = old.find(group => group.words === words)?.decided.replicas;
    const { replicas, by } = decided;
    if (replicas === undefined) return { isChanged: false, text: l10n.t`${words}: unchanged, ${by}` };
    if (was === replicas) return { isChanged: false, text: l10n.t`${words}: stay ${replicas}, ${by}` };
    const hint = replicas === 0 ? l10n.t("; without pods, requests to them fail") : "";
    return { isChanged: true, text: `${words}: ${was ?? "?"} → ${replicas}, ${by}${hint}` };
  });
  return [...lines.filter(({ isChanged }) => isChanged), ...lines.filter(({ isChanged }) => !isChanged)].map(
    ({ text }) => `– ${text}`,
  );
}

function podGroups({ spec }: SeldonDeploymentObject, only: string | undefined): readonly PodGroup[] {
  const meant = (spec?.predictors ?? []).filter(({ name }) => only === undefined || name === only);
  const isSeparate = spec?.annotations?.[SEPARATE_ENGINE]?.toLowerCase() === "true";
  return meant.flatMap(predictor => {
    const shared = decidedFor(predictor, spec?.replicas);
    const { name, componentSpecs = [], svcOrchSpec, explainer } = predictor;
    // Defaulting makes a component where there is none.
    const components = componentSpecs.length === 0 ? [{}] : componentSpecs;
    const at = `spec.predictors[${name}]`;
    return [
      ...components.map((component, index) => ({
        words: componentWords(component, name, components.length > 1 ? index : undefined),
        decided: decidedForComponent(component, `${at}.componentSpecs[${index}]`, shared),
      })),
      ...(isSeparate
        ? [
            {
              words: l10n.t`executor pods of ${name}`,
              decided: own(svcOrchSpec?.replicas, `${at}.svcOrchSpec`) ?? shared,
            },
          ]
        : []),
      ...(explainer?.type === undefined || explainer.type === ""
        ? []
        : [{ words: l10n.t`explainer pods of ${name}`, decided: decidedForExplainer(explainer.replicas, at, shared) }]),
    ];
  });
}

/** Of a predictor's own number, the deployment's, and Kubernetes' default, the first that is set (seldon-facts §5.7). */
function decidedFor({ name, replicas }: PredictorSpec, whole: number | undefined): Decided {
  return (
    own(replicas, `spec.predictors[${name}]`) ??
    own(whole, "spec") ?? { replicas: 1, by: l10n.t("as no number is set; one that was set before stays in force") }
  );
}

function decidedForComponent(component: ComponentSpec, at: string, shared: Decided): Decided {
  if (component.hpaSpec ?? component.kedaSpec) return { replicas: undefined, by: l10n.t("an autoscaler decides") };
  return own(component.replicas, at) ?? shared;
}

/** None where the predictor has none, else its own number. */
function decidedForExplainer(replicas: number | undefined, at: string, shared: Decided): Decided {
  if (shared.replicas === 0) return shared;
  return own(replicas, `${at}.explainer`) ?? { replicas: 1, by: l10n.t("as the explainer has no number of its own") };
}

function own(replicas: number | undefined, at: string): Decided | undefined {
  return replicas === undefined ? undefined : { replicas, by: l10n.t`${at}.replicas decides` };
}

function componentWords({ spec }: ComponentSpec, predictor: string, index: number | undefined): string {
  const containers = (spec?.containers ?? []).map(({ name }) => name).join(", ");
  const place = index === undefined ? "" : l10n.t` from componentSpecs[${index}]`;
  return l10n.t`pods of ${predictor}${place}${containers === "" ? "" : l10n.t` with ${containers}`}`;
}
