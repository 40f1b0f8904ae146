// An MLmodel without the flavor that mlflowserver loads, often because its indentation was lost (S21).
import * as l10n from "@vscode/l10n";
import { defineResourceRule, fix, type FixProposal } from "../../lint/rule.ts";
import { indentEntries, type Cursor, type YamlDocument } from "../../yaml/index.ts";

export const mlmodelFlavors = defineResourceRule({
  id: "mlmodel-flavors",
  severity: "error",
  title: "Require flavors below the key of that name in MLmodel",
  why: "mlflowserver reads `flavors.python_function`. Where a page has lost the indentation, `flavors` is empty and its children stand beside it: `TypeError: 'NoneType' object is not subscriptable`. A model that was saved without that flavor, as Spark's and R's may be, ends in `KeyError: 'python_function'`.",
  remedy: "Indent the flavors below `flavors`, or log the model with its `python_function` flavor.",
  failureModes: ["S21"],
  resources: ["MLmodel"],
  messages: {
    dedented: {
      text: "The indentation is lost here: {flavors} below flavors, which is empty. mlflowserver stops with \"TypeError: 'NoneType' object is not subscriptable\". Indent it.",
      uncovers: "What the flavors say is checked only once they are flavors.",
    },
    noPythonFunction: {
      text: "This model has no python_function flavor, which MLFLOW_SERVER loads: \"KeyError: 'python_function'\". If it is to be served by that, log it with the flavor.",
      severity: "information",
    },
  },
  check({ resource: { at }, document, report }) {
    const flavors = at.key("flavors");
    const beside = at.entries().filter(({ name, map }) => map !== undefined && IS_FLAVOR.test(name));
    const lost = flavors.isEmpty ? beside.filter(({ entry }) => isBehind(flavors, entry)) : [];
    const [first] = lost;
    if (first) {
      const names = belonging(lost.map(({ name }) => name));
      report({
        at: first,
        range: first.keyRange(),
        message: "dedented",
        data: { flavors: names },
        related: [{ at: flavors, message: l10n.t("This is empty.") }],
        fixes: [indent(document, lost)],
      });
    } else if (flavors.map && !flavors.key("python_function").exists)
      report({ at: flavors, message: "noPythonFunction" });
  },
});

/** Names of flavors that MLflow has. */
const IS_FLAVOR =
  /^(python_function|sklearn|xgboost|lightgbm|catboost|pytorch|tensorflow|keras|spark|spacy|fastai|onnx|h2o|statsmodels|prophet|pmdarima|paddle|gluon|mleap|crate|transformers|langchain|openai|diviner|sentence_transformers|rfunc)$/;

function isBehind(flavors: Cursor, entry: Cursor["entry"]): boolean {
  return entry !== undefined && (flavors.entry?.key.start ?? 0) < entry.key.start;
}

function indent(document: YamlDocument, lost: readonly Cursor[]): FixProposal | undefined {
  const [first, last] = [lost[0], lost.at(-1)];
  const edits = first && last && indentEntries(document, first, last);
  return fix(l10n.t("Indent the flavors below flavors"), edits);
}

function inWords(names: readonly string[]): string {
  return names.length > 1 ? l10n.t`${names.slice(0, -1).join(", ")} and ${names.at(-1) ?? ""}` : names.join("");
}

function belonging(names: readonly string[]): string {
  return names.length === 1 ? l10n.t`${inWords(names)} belongs` : l10n.t`${inWords(names)} belong`;
}
