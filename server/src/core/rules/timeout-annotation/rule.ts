// Timeouts are annotations in milliseconds: too short ones, dead keys, and graphs that outlast the gateway's 3 seconds (F14, F61).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion, type DeploymentContext } from "../../lint/rule.ts";
import { annotationMaps, isTemplated, OBSOLETE_ANNOTATIONS, TIMEOUT_ANNOTATIONS } from "../../model/index.ts";
import { renameKey, setValue, type Cursor, type YamlDocument } from "../../yaml/index.ts";

export const timeoutAnnotation = defineRule({
  id: "timeout-annotation",
  severity: "warning",
  title: "Require timeouts in milliseconds, under keys that are read",
  why: '`seldon.io/rest-timeout` and `seldon.io/grpc-timeout` count milliseconds, for each call of a graph unit. `"30"` ends nearly every request with HTTP 504. Without one, the mapping that the operator writes for Ambassador ends every request after 3 s with `upstream request timeout`, which explainers nearly always outlast. The keys of the retired Java engine are read by nobody.',
  remedy: 'Write the longest time a unit may take, such as `seldon.io/rest-timeout: "60000"` under `spec.annotations`.',
  failureModes: ["F14", "F61"],
  messages: {
    tooShort: {
      text: "{key} counts milliseconds, so this gives each unit {value} ms to answer: nearly every request ends with HTTP 504. {proposed} would be {value} seconds.",
    },
    notNumber: {
      text: '"{value}" is no whole number of milliseconds. With Ambassador the operator cannot read it and the deployment goes to Failed; the executor leaves it out.',
    },
    obsolete: {
      text: "{key} was read by the Java engine, which is gone since Seldon Core 1.9. Nobody reads it now; {instead}.",
    },
    defaultTimeout: {
      text: 'Behind Ambassador this deployment gets 3 seconds for an answer, then "upstream request timeout" (HTTP 504), and {reason}. Set seldon.io/rest-timeout if it may take longer.',
      severity: "hint",
    },
  },
  check({ deployment, document, report }) {
    const maps = annotationMaps(deployment);
    for (const { at } of maps) checkMap(document, at, report);
    const hasTimeout = maps.some(({ at }) => !at.key("seldon.io/rest-timeout").isEmpty);
    const [slow] = hasTimeout ? [] : deployment.predictors.flatMap(slowPart);
    if (!slow) return;
    const annotation = deployment.spec.key("annotations").key("seldon.io/rest-timeout");
    report({
      at: slow.at,
      message: "defaultTimeout",
      data: { reason: slow.reason },
      fixes: [suggestion(l10n.t("Allow 60 s with seldon.io/rest-timeout"), setValue(document, annotation, "60000"))],
    });
  },
});

type Context = DeploymentContext<"tooShort" | "notNumber" | "obsolete" | "defaultTimeout">;
type Predictor = Context["deployment"]["predictors"][number];

/** Shorter than any model needs on a network; nobody means it (F61). */
const SHORTEST_MS = 500;

/** So many units in a graph take their time one after the other (F14). */
const MANY_UNITS = 3;

function checkMap(document: YamlDocument, annotations: Cursor, report: Context["report"]): void {
  for (const at of annotations.entries()) {
    const key = at.name;
    const instead = OBSOLETE_ANNOTATIONS.get(key);
    if (instead !== undefined) reportObsolete(document, at, instead, report);
    if (TIMEOUT_ANNOTATIONS.includes(key)) checkTimeout(document, at, report);
  }
}

function reportObsolete(document: YamlDocument, at: Cursor, instead: string, report: Context["report"]): void {
  const isReplaced = instead !== "";
  report({
    at,
    range: at.keyRange(),
    message: "obsolete",
    data: { key: at.name, instead: isReplaced ? l10n.t`${instead} has taken its place` : l10n.t("it can go") },
    fixes: [isReplaced ? suggestion(l10n.t`Rename to ${instead}`, renameKey(document, at, instead)) : undefined],
  });
}

function checkTimeout(document: YamlDocument, at: Cursor, report: Context["report"]): void {
  const text = at.string();
  if (text === undefined || text === "" || isTemplated(text)) return;
  const key = at.name;
  if (!/^[+-]?\d+$/.test(text)) {
    report({ at, message: "notNumber", data: { key, value: text } });
    return;
  }
  const value = Number(text);
  if (value <= 0 || value >= SHORTEST_MS) return;
  const proposed = String(value * 1000);
  report({
    at,
    message: "tooShort",
    data: { key, value, proposed },
    fixes: [suggestion(l10n.t`Change to ${proposed} (${value} s)`, setValue(document, at, proposed))],
  });
}

function slowPart(predictor: Predictor): readonly { readonly at: Cursor; readonly reason: string }[] {
  const type = predictor.explainer.key("type");
  if ((type.string() ?? "") !== "") return [{ at: type, reason: l10n.t("explanations nearly always take longer") }];
  const { units, graph } = predictor;
  if (units.length < MANY_UNITS || !graph) return [];
  return [{ at: graph.at.key("name"), reason: l10n.t`${units.length} units have to answer within it` }];
}
