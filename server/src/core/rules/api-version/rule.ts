// A SeldonDeployment is of a group, kind and version that the cluster serves, or it is never read at all (F64, F72).
import * as l10n from "@vscode/l10n";
import { defineResourceRule, fix, suggestion, type DeploymentContext } from "../../lint/rule.ts";
import { isNearKind, isServed, isTemplated, SELDON_GROUP, SELDON_KIND, SERVED_VERSIONS } from "../../model/index.ts";
import { setValue } from "../../yaml/index.ts";

const CURRENT = `${SELDON_GROUP}/${SERVED_VERSIONS[0]}`;

// Nobody is said to refuse it (`refusedBy`): kubectl finds no such kind in the cluster's lists and sends nothing, so that neither
// the CRD's schema nor the webhook has a verdict on it (design §6).
export const apiVersion = defineResourceRule({
  id: "api-version",
  severity: "error",
  title: "Require a group, version and kind that Seldon Core serves",
  why: 'Seldon Core serves `machinelearning.seldon.io/v1`, `/v1alpha2` and `/v1alpha3` of `SeldonDeployment`, and nothing else. With any other version, group or kind kubectl stops before it sends anything: `no matches for kind "SeldonDeployment" in version "machinelearning.seldon.io/v1alpha1"`. No other rule looks at such a manifest, because Seldon never would.',
  remedy:
    "Write `apiVersion: machinelearning.seldon.io/v1` and `kind: SeldonDeployment`. The versions that are served have the same fields, so nothing else changes.",
  failureModes: ["F64", "F72"],
  resources: [SELDON_KIND],
  readsUnserved: true,
  messages: {
    notServed: {
      text: 'Seldon Core has no version {written}: kubectl stops with “no matches for kind "{kind}" in version "{written}"” before it sends anything. Write {current}.',
      uncovers: "What no API server knows is read by no other rule until it is of a version that is served.",
    },
    wrongGroup: {
      text: 'A SeldonDeployment is of the group {group}, not {written}: kubectl stops with “no matches for kind "{kind}" in version "{written}"” before it sends anything. Write {current}.',
      uncovers: "What no API server knows is read by no other rule until it is of the right group.",
    },
    wrongKind: {
      text: 'There is no kind {kind} in Seldon Core\'s group: kubectl stops with “no matches for kind "{kind}"” before it sends anything. By its graph this is meant as a {wanted}.',
      uncovers: "What no API server knows is read by no other rule until it is of the right kind.",
    },
    old: {
      text: "The version {written} is still served, but it is only another name of {current} with the same fields. Write {current}, which is the one that is stored.",
      severity: "hint",
    },
  },
  check(context) {
    checkVersion(context);
    checkKind(context);
  },
});

type Context = DeploymentContext<"notServed" | "wrongGroup" | "wrongKind" | "old">;

function checkVersion({ resource, document, report }: Context): void {
  const { apiVersion: written, kind } = resource;
  if (written === undefined || written === CURRENT || isTemplated(written)) return;
  const at = resource.at.key("apiVersion");
  const isGroupRight = written.split("/")[0] === SELDON_GROUP;
  report({
    at,
    message: isServed(written) ? "old" : isGroupRight ? "notServed" : "wrongGroup",
    data: { written, kind, group: SELDON_GROUP, current: CURRENT },
    fixes: [fix(l10n.t`Change to ${CURRENT}`, setValue(document, at, CURRENT))],
  });
}

/** A kind that is not even near may be meant for another product, which only its author can say. */
function checkKind({ resource, document, report }: Context): void {
  const { kind } = resource;
  if (kind === SELDON_KIND) return;
  const at = resource.at.key("kind");
  const edits = setValue(document, at, SELDON_KIND);
  const title = l10n.t`Change to ${SELDON_KIND}`;
  report({
    at,
    message: "wrongKind",
    data: { kind, wanted: SELDON_KIND },
    fixes: [isNearKind(kind) ? fix(title, edits) : suggestion(title, edits)],
  });
}
