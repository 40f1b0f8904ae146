// Installing the newest chart, or one that does not fit the Kubernetes of the same text (S44).
import * as l10n from "@vscode/l10n";
import { defineResourceRule } from "../../lint/rule.ts";
import { findAll, optionValues, scriptOf } from "../../files/index.ts";
import { isOlderVersion, releaseOf, SUPPORTED_SELDON_VERSIONS } from "../../model/index.ts";
import { isOperatorInstall } from "./operator-install.ts";

export const chartVersion = defineResourceRule({
  id: "chart-version",
  severity: "hint",
  title: "Prefer a version of Seldon's chart that fits the cluster",
  why: '`helm install` without `--version` takes the newest chart. Since Seldon 1.16 the operator makes autoscalers of `autoscaling/v2`, which Kubernetes has from 1.23 on, and up to 1.15 it asks for versions that Kubernetes 1.25 has dropped: `no matches for kind "HorizontalPodAutoscaler" in version "autoscaling/v2"`. A guide that worked once stops working with a release.',
  remedy: "Write `--version`, and choose it by the version of the cluster.",
  failureModes: ["S44"],
  resources: ["ShellScript"],
  messages: {
    unpinned: {
      text: "Without --version this installs the newest chart, and the next release may want another Kubernetes. Write the version that this was tried with.",
    },
    tooOld: {
      text: '{chart} needs Kubernetes {first} or newer, and this text speaks of Kubernetes {kubernetes}. The operator stops with "no matches for kind". Choose a chart that fits, or a newer Kubernetes.',
      severity: "warning",
    },
    tooNew: {
      text: '{chart} runs on Kubernetes up to {last}, and this text speaks of Kubernetes {kubernetes}. The operator stops with "no matches for kind". Choose a newer chart.',
      severity: "warning",
    },
  },
  check({ document, resource, siblings, report }) {
    const texts = [document, ...siblings("Page").map(page => page.document)].map(({ text }) => text);
    const [kubernetes, ...others] = new Set(
      texts.flatMap(text => findAll(text, KUBERNETES).flatMap(({ groups }) => groups[0] ?? [])),
    );
    for (const install of scriptOf(document).commands.filter(isOperatorInstall)) {
      const [first, second] = install.words;
      if (!first || !second) continue;
      const range = { start: first.start, end: second.end };
      const version = optionValues(install, "--version")[0];
      const written = version && /^v?(1\.\d+)/.exec(version.text)?.[1];
      const newest = SUPPORTED_SELDON_VERSIONS.at(-1) ?? "";
      const { release } = releaseOf(written ?? newest);
      const bounds = release.kubernetes;
      const chart = written === undefined ? l10n.t("The newest chart") : l10n.t`The chart ${version?.text ?? ""}`;
      // Several versions in one text are a choice or a history.
      const known = others.length === 0 && (version === undefined || written !== undefined) ? kubernetes : undefined;
      if (known !== undefined && isOlderVersion(known, bounds.first))
        report({ at: resource.at, range, message: "tooOld", data: { chart, first: bounds.first, kubernetes: known } });
      else if (known !== undefined && bounds.last !== undefined && isOlderVersion(bounds.last, known))
        report({ at: resource.at, range, message: "tooNew", data: { chart, last: bounds.last, kubernetes: known } });
      else if (version === undefined) report({ at: resource.at, range, message: "unpinned" });
    }
  },
});

/** `--kubernetes-version=v1.21.5`, `kindest/node:v1.21`, and prose such as “Kubernetes 1.21.5”. */
const KUBERNETES = /(?:--kubernetes-version[= ]v?|kindest\/node:v|\bKubernetes(?: version)? v?)(1\.\d{2})\b/g;
