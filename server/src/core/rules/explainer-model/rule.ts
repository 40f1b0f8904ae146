// An explainer needs a type the image knows and, for most types, a trained explainer to load (S37).
import * as l10n from "@vscode/l10n";
import { defineRule, fix, suggestion, type DeploymentContext, type FixProposal } from "../../lint/rule.ts";
import {
  EXPLAINER_TYPES,
  IMAGE_EXPLAINER_TYPES,
  isTemplated,
  MLSERVER_EXPLAINER_TYPES,
  nearest,
  parseImageReference,
  parseModelUri,
  sameSpelling,
  TRAINED_EXPLAINERS,
  type Predictor,
  type Unit,
} from "../../model/index.ts";
import { setValue, type Cursor, type YamlDocument } from "../../yaml/index.ts";

export const explainerModel = defineRule({
  id: "explainer-model",
  severity: "warning",
  title: "Require a known type and a trained model for explainers",
  why: "The webhook looks at none of it. An explainer without `type` is left out in silence, an unknown type fails when the explainer starts, and types such as AnchorTabular die without a trained explainer in `/mnt/models`: `Exception: Anchor tabular requires a built explainer`. The Secret of the graph does not hold for the explainer.",
  remedy: "Set `type`, a `modelUri` to the trained explainer, and the explainer's own `envSecretRefName`.",
  failureModes: ["S37"],
  messages: {
    noType: {
      text: "This explainer has no type, so the operator leaves it out without a word: no explainer is ever started. Set a type such as AnchorTabular.",
    },
    unknownType: {
      text: "The explainer has no type {type} under this protocol. {consequence}. Known types are {known}.",
      severity: "error",
    },
    notInRuntime: {
      text: "The operator takes the explainer type {type}, but the explainer runtime of MLServer {version}, which it starts under the v2 protocol, knows {known} only, so the explainer will not start. Use one of these, or an image of your own.",
    },
    noModel: {
      text: "An explainer of type {type} needs a trained one to load, and this one has no modelUri{orParameters}. {consequence}. Set modelUri to the folder of the trained explainer.",
    },
    noSecret: {
      text: "The Secret {secret} of the graph does not hold for the explainer, and the explainer has no envSecretRefName of its own, so unless the cluster has a default Secret its model cannot be downloaded. Name the Secret here, too.",
    },
  },
  check({ deployment, document, seldon, report }) {
    for (const predictor of deployment.predictors) {
      const { explainer } = predictor;
      const type = explainer.key("type");
      if (!explainer.map || (type.string() === undefined && !type.isEmpty)) continue;
      if (type.isEmpty || type.string() === "") {
        if (saysSomething(explainer)) report({ at: type.exists ? type : explainer, message: "noType" });
      } else if (!isTemplated(type.string() ?? "")) {
        if (isOutsideRuntime(predictor)) {
          const data = {
            type: type.string() ?? "",
            version: seldon.mlserverVersion,
            known: inWords(MLSERVER_EXPLAINER_TYPES),
          };
          report({ at: type, message: "notInRuntime", data });
          continue;
        }
        checkType(predictor, document, report);
        checkModel(predictor, document, report);
      }
      checkSecret(predictor, document, report);
    }
  },
});

type Report = DeploymentContext<"noType" | "unknownType" | "notInRuntime" | "noModel" | "noSecret">["report"];

/** False for the empty blocks that exported manifests carry. */
function saysSomething(explainer: Cursor): boolean {
  const isSet = (cursor: Cursor): boolean =>
    !cursor.isEmpty && cursor.string() !== "" && cursor.map?.entries.length !== 0;
  const own = explainer.entries().filter(entry => entry.name !== "type" && entry.name !== "containerSpec");
  return own.some(isSet) || isSet(explainer.at("containerSpec", "image"));
}

/** An image of the user's own takes what types it likes, except under v2, where the operator itself asks for one it knows. */
function isOwnImage(predictor: Predictor): boolean {
  return predictor.deployment.protocol !== "v2" && hasOwnImage(predictor);
}

function hasOwnImage(predictor: Predictor): boolean {
  const image = predictor.explainer.at("containerSpec", "image");
  if (image.isEmpty || image.string() === "") return false;
  const parsed = parseImageReference(image.string() ?? "");
  return parsed?.registry !== undefined || !parsed?.repository.startsWith("seldonio/");
}

/** Under v2 the operator lets through what MLServer has no code for; an image of the user's own may have it. */
function isOutsideRuntime(predictor: Predictor): boolean {
  const type = predictor.explainer.key("type").string() ?? "";
  const isAccepted = EXPLAINER_TYPES.some(known => known === type);
  return (
    predictor.deployment.protocol === "v2" &&
    isAccepted &&
    !MLSERVER_EXPLAINER_TYPES.includes(type) &&
    !hasOwnImage(predictor)
  );
}

function inWords(words: readonly string[]): string {
  return l10n.t`${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
}

function checkType(predictor: Predictor, document: YamlDocument, report: Report): void {
  const at = predictor.explainer.key("type");
  const type = at.string() ?? "";
  const isV2 = predictor.deployment.protocol === "v2";
  const known = isV2 ? EXPLAINER_TYPES : IMAGE_EXPLAINER_TYPES;
  if (known.some(name => name === type) || isOwnImage(predictor)) return;
  const consequence = isV2
    ? l10n.t`The operator stops with "${type} not supported"`
    : l10n.t('The explainer stops at once with "invalid choice"');
  const data = { type, consequence, known: known.join(", ") };
  report({ at, message: "unknownType", data, fixes: [spelling(document, at, type, known)] });
}

function spelling(document: YamlDocument, at: Cursor, type: string, known: readonly string[]): FixProposal | undefined {
  const same = sameSpelling(type, known);
  if (same !== undefined) return fix(l10n.t`Change to ${same}`, setValue(document, at, same));
  const near = nearest(type, known);
  return near === undefined ? undefined : suggestion(l10n.t`Change to ${near}`, setValue(document, at, near));
}

function checkModel(predictor: Predictor, document: YamlDocument, report: Report): void {
  const { explainer } = predictor;
  const at = explainer.key("type");
  const type = at.string() ?? "";
  const dying = Object.hasOwn(TRAINED_EXPLAINERS, type) ? TRAINED_EXPLAINERS[type] : undefined;
  if (dying === undefined || isOwnImage(predictor) || !isBlank(explainer.key("modelUri"))) return;
  const isV2 = predictor.deployment.protocol === "v2";
  if (isV2 && !isBlank(explainer.key("initParameters"))) return;
  const orParameters = isV2 ? l10n.t(" and no initParameters") : "";
  const consequence = isV2 ? l10n.t("MLServer then has nothing to load") : l10n.t`It stops with "Exception: ${dying}"`;
  report({
    at,
    message: "noModel",
    data: { type, orParameters, consequence },
    fixes: [besideModel(predictor, document)],
  });
}

function isBlank(cursor: Cursor): boolean {
  return cursor.isEmpty || cursor.string() === "";
}

/** The folder beside the model's is where most people keep the explainer; the author puts in the right one. */
function besideModel(predictor: Predictor, document: YamlDocument): FixProposal | undefined {
  const uri = predictor.units
    .flatMap(unit => unit.modelUri.string() ?? [])
    .find(text => /^[\w-]+:\/\/[^/]+\/.+/.test(text));
  if (uri === undefined || isTemplated(uri)) return undefined;
  const guess = uri.replace(/\/+[^/]*\/*$/, "/explainer");
  const at = predictor.explainer.key("modelUri");
  return suggestion(
    l10n.t`Load the explainer from ${guess} (put in your path)`,
    setValue(document, at, guess, { after: "type" }),
  );
}

/** The same remote needs the same Secret; a model that comes from somewhere else may need none. */
function checkSecret(predictor: Predictor, document: YamlDocument, report: Report): void {
  const { explainer } = predictor;
  const uri = explainer.key("modelUri");
  const remote = remoteIn(uri);
  const secretKey = explainer.key("envSecretRefName");
  if (remote === undefined || !isBlank(secretKey) || isBlank(explainer.key("type"))) return;
  const secrets = new Set(
    predictor.units.flatMap(unit => (remoteIn(unit.modelUri) === remote ? (secretOf(unit) ?? []) : [])),
  );
  const [secret] = secrets;
  if (secret === undefined) return;
  const edits = secrets.size === 1 ? setValue(document, secretKey, secret, { after: "modelUri" }) : undefined;
  report({
    at: uri,
    message: "noSecret",
    data: { secret },
    fixes: [suggestion(l10n.t`Use the Secret ${secret} here, too`, edits)],
  });
}

function remoteIn(modelUri: Cursor): string | undefined {
  const uri = parseModelUri(modelUri.string() ?? "");
  return uri.kind === "remote" ? uri.remote : undefined;
}

function secretOf(unit: Unit): string | undefined {
  const secret = unit.at.key("envSecretRefName").string();
  return secret === "" || (secret !== undefined && isTemplated(secret)) ? undefined : secret;
}
