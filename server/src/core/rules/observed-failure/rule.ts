// What a cluster shows of a deployment stands at the line of its manifest that has to do with it (design §4.4).
import * as l10n from "@vscode/l10n";
import type { ObservedFailure } from "../../../../../schemas/src/index.ts";
import { defineRule } from "../../lint/rule.ts";
import type { Deployment } from "../../model/index.ts";
import { partsOf, sceneOf, tellingPlace } from "./telling-place.ts";

/** Characters of a log line that are quoted; more would hide what it means. */
const LONGEST_LINE = 300;

export const observedFailure = defineRule({
  id: "observed-failure",
  severity: "warning",
  title: "Report what fails in the cluster",
  why: "Most failures of a deployment show only after it was applied, in a log or an event of some pod, while the manifest looks right. The extension watches the clusters that its explorer shows. What it recognises there it reports at the line that has to do with it, as long as the cluster shows it. On the command line `--facts FILE` gives the same. Where another rule knows the cause from the manifest alone, that rule's finding says what was seen, and its fixes are offered.",
  remedy:
    "The message says what the cluster showed, what that means and what to do. The finding goes away by itself once the cluster has moved on, such as after a corrected manifest was applied.",
  failureModes: [],
  needs: ["observed"],
  messages: {
    seen: { text: "Seen in {cluster}: {title}. {evidence}. {meaning} {remedy}." },
  },
  check({ deployment, facts, report }) {
    for (const failure of facts.observed ?? []) {
      const scene = isAbout(failure, deployment) ? sceneOf(failure, deployment) : undefined;
      if (!scene) continue;
      const { title, meaning, remedy, failureModes } = failure;
      const cluster = failure.cluster === undefined ? l10n.t("the cluster") : l10n.t`the cluster ${failure.cluster}`;
      const evidence = describe(failure.evidence);
      report({
        at: tellingPlace(scene),
        message: "seen",
        data: { cluster, title, evidence, meaning, remedy: remedy.replace(/\.$/, "") },
        sighting: {
          failureModes,
          about: partsOf(scene).map(({ path }) => path),
          sentence: l10n.t`Seen in ${cluster}: ${title}. ${evidence}.`,
        },
      });
    }
  },
});

/** A manifest that names no namespace may have been applied to any. */
function isAbout({ name, namespace }: ObservedFailure, deployment: Deployment): boolean {
  const written = deployment.namespace;
  return deployment.name === name && (written === undefined || namespace === undefined || written === namespace);
}

function describe({ object, time, line }: ObservedFailure["evidence"]): string {
  const when = time === undefined ? "" : l10n.t` at ${time}`;
  return line === undefined ? `${object}${when}` : l10n.t`${object}${when} said “${clipped(line)}”`;
}

function clipped(line: string): string {
  const text = line.replace(/[\p{Cc}\s]+/gu, " ").trim();
  return text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE).trimEnd()}…` : text;
}
