// What an autoscaler measures: metrics in the right shape, and containers that say what their share is a share of (F38).
import * as l10n from "@vscode/l10n";
import { defineRule, fix } from "../../lint/rule.ts";
import { EXECUTOR_CONTAINER, isTemplated, type ComponentSpec } from "../../model/index.ts";
import { renameKey, type Cursor, type YamlDocument } from "../../yaml/index.ts";

export const autoscalerMetrics = defineRule({
  id: "autoscaler-metrics",
  severity: "error",
  title: "Require metrics that an autoscaler can measure",
  why: "`hpaSpec.metrics` has the shape of autoscaling/v2beta1 (`targetAverageUtilization`), `metricsv2` that of autoscaling/v2 (`target`). A `target` under `metrics` is dropped without a word, then the autoscaler is refused (`must set either a target raw value or a target utilization`), and since it is made first, nothing is deployed. A share of CPU or memory is a share of what containers request: where one of the pod requests none, the autoscaler shows `<unknown>/50%` and never scales.",
  remedy:
    "Write metrics that have a `target` under `metricsv2`. Give every container of the pod a request for what is measured, sidecars included.",
  failureModes: ["F38"],
  messages: {
    shape: {
      text: 'Metrics with a target belong under metricsv2. Under metrics the target is dropped, then the autoscaler is refused ("must set either a target raw value or a target utilization"), and as it is made first, nothing is deployed at all.',
      uncovers: "Only metrics in their right place are looked at further.",
    },
    noTarget: {
      text: 'This metric has no target. The autoscaler is refused ("must set either a target raw value or a target utilization"), and as it is made first, nothing is deployed at all. Write targetAverageUtilization or targetAverageValue.',
    },
    bounds: {
      text: 'maxReplicas is {max} and minReplicas {min}. The autoscaler is refused ("must be greater than or equal to `minReplicas`"), and as it is made first, nothing is deployed at all.',
    },
    overridden: {
      text: "Beside metrics this list has no effect: the operator takes metrics where both are given. Remove one of them.",
      severity: "warning",
    },
    noRequest: {
      text: "The share of {resource} is measured against what containers request, and {names} of this pod requests none. Unless the namespace sets a default, the autoscaler shows <unknown> and never scales: give every container a request for {resource}.",
      severity: "warning",
    },
  },
  check({ deployment, document, report }) {
    for (const componentSpec of deployment.predictors.flatMap(predictor => predictor.componentSpecs)) {
      const hpa = componentSpec.at.key("hpaSpec");
      // With kedaSpec beside it, nobody reads hpaSpec.
      if (!hpa.map || !componentSpec.at.key("kedaSpec").isEmpty) continue;
      const [max, min] = [hpa.key("maxReplicas"), hpa.key("minReplicas")];
      const [upper, lower] = [max.integer(), min.integer()];
      if (upper !== undefined && lower !== undefined && upper < lower)
        report({ at: max, message: "bounds", data: { max: upper, min: lower } });
      const [old, current] = [hpa.key("metrics"), hpa.key("metricsv2")];
      const isNew = old.items().some(hasNewShape);
      if (isNew) report({ at: old, message: "shape", fixes: [toMetricsV2(document, old, current)] });
      for (const metric of isNew ? [] : old.items().filter(lacksTarget))
        report({ at: metric.key("resource"), message: "noTarget" });
      if (!isNew && old.items().length > 0 && current.items().length > 0)
        report({ at: current, message: "overridden" });
      for (const { at, resource } of isNew ? [] : measuredShares(old, current)) {
        const names = withoutRequest(componentSpec, resource);
        if (names && names.length > 0)
          report({ at, message: "noRequest", data: { resource, names: names.join(", ") } });
      }
    }
  },
});

function hasNewShape(metric: Cursor): boolean {
  return ["resource", "pods", "object", "external"].some(
    source =>
      metric
        .key(source)
        .key("target")
        .map?.entries.some(({ key }) => NEW_TARGET.has(key.text)) === true,
  );
}

/** Fields of autoscaling/v2's target; in v2beta1 `object.target` is the object itself, with a kind and a name. */
const NEW_TARGET: ReadonlySet<string> = new Set(["type", "averageUtilization", "averageValue", "value"]);

function toMetricsV2(document: YamlDocument, old: Cursor, current: Cursor): ReturnType<typeof fix> {
  const isAll = old.items().every(hasNewShape);
  return isAll && !current.exists
    ? fix(l10n.t("Rename to metricsv2"), renameKey(document, old, "metricsv2"))
    : undefined;
}

/** Only what is there and readable; a template may still give it one. */
function lacksTarget(metric: Cursor): boolean {
  const resource = metric.key("resource");
  if (metric.key("type").string() !== "Resource" || !resource.map) return false;
  return ["targetAverageUtilization", "targetAverageValue"].every(name => resource.key(name).isEmpty);
}

interface MeasuredShare {
  readonly at: Cursor;
  readonly resource: string;
}

/** Metrics of CPU and memory as a share, in the shape that counts. */
function measuredShares(old: Cursor, current: Cursor): readonly MeasuredShare[] {
  const isOld = old.items().length > 0;
  return (isOld ? old : current).items().flatMap((metric): MeasuredShare[] => {
    const source = metric.key("resource");
    const at = isOld ? source.key("targetAverageUtilization") : source.at("target", "averageUtilization");
    const resource = source.key("name").string() ?? "";
    const isMeasured = metric.key("type").string() === "Resource" && ["cpu", "memory"].includes(resource);
    return isMeasured && at.integer() !== undefined ? [{ at, resource }] : [];
  });
}

/** Containers of the pod without a request; undefined where a template may bring one. */
function withoutRequest(componentSpec: ComponentSpec, resource: string): readonly string[] | undefined {
  const { containers, predictor } = componentSpec;
  const written = containers.map(({ at, name }) => ({
    name: name ?? l10n.t("a container"),
    resources: at.key("resources"),
  }));
  const added = componentSpec.index === 0 ? predictor.units.filter(unit => unit.isPrepackaged && !unit.container) : [];
  const executor = predictor.at.at("svcOrchSpec", "resources");
  if (componentSpec.carriesExecutor && executor.map) written.push({ name: EXECUTOR_CONTAINER, resources: executor });
  const all = written.flatMap(({ resources }) => [resources, resources.key("requests"), resources.key("limits")]);
  if (all.some(at => !at.isEmpty && !at.map) || written.some(({ name }) => isTemplated(name))) return undefined;
  const lacking = written.filter(({ resources }) =>
    // Kubernetes takes a limit for the request where there is none.
    ["requests", "limits"].every(bound => resources.key(bound).key(resource).isEmpty),
  );
  return [...lacking.map(({ name }) => name), ...added.map(unit => unit.name ?? l10n.t("a unit"))];
}
