// `sklearn` is the name of the import, not of the package (S25).
import * as l10n from "@vscode/l10n";
import { defineResourceRule, fix } from "../../lint/rule.ts";
import { findAll } from "../../files/index.ts";
import { askedPackages } from "../model-requirements/asked-packages.ts";

export const pipNameSklearn = defineResourceRule({
  id: "pip-name-sklearn",
  severity: "error",
  title: "Disallow sklearn as the name of a package",
  why: "The package is called `scikit-learn`. The stand-in `sklearn` refuses to be installed since December 2023: `The 'sklearn' PyPI package is deprecated, use 'scikit-learn' rather than 'sklearn' for pip commands.`",
  remedy: "Write `scikit-learn`. In Python it goes on being imported as `sklearn`.",
  failureModes: ["S25"],
  resources: ["CondaEnvironment", "Requirements", "Dockerfile", "PythonCode"],
  messages: {
    deprecated: {
      text: "The package is called scikit-learn: pip stops with \"The 'sklearn' PyPI package is deprecated, use 'scikit-learn' rather than 'sklearn' for pip commands.\" Write scikit-learn.",
    },
  },
  check({ resource, document, report }) {
    const places =
      resource.kind === "CondaEnvironment" || resource.kind === "Requirements"
        ? askedPackages(resource, document).flatMap(({ name, at, range }) => {
            const start = range?.start ?? at.node?.start;
            const from = name === "sklearn" && start !== undefined ? document.text.indexOf("sklearn", start) : -1;
            return from === -1 ? [] : [{ start: from, end: from + "sklearn".length }];
          })
        : findAll(document.text, resource.kind === "Dockerfile" ? IN_COMMAND : IN_LIST);
    for (const { start, end } of places) {
      const fixes = [fix(l10n.t("Write scikit-learn"), [{ start, end, newText: "scikit-learn" }])];
      report({ at: resource.at, range: { start, end }, message: "deprecated", fixes });
    }
  },
});

const IN_COMMAND = /\bpip3? install[^&|;\n]*?[\s"'](sklearn)(?=[\s"'=<>~!\\]|$)/gm;
const IN_LIST = /packages_to_install\s*=\s*\[[^\]]*["'](sklearn)(?=["'=<>~!])/g;
