// Seldon's sample models are pickles of one release each: the path without a version has those of years ago (F03).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion } from "../../lint/rule.ts";
import { stockServer } from "../../model/index.ts";
import { setValue } from "../../yaml/index.ts";

export const sampleModel = defineRule({
  id: "sample-model",
  severity: "warning",
  title: "Require the sample model of the release that serves it",
  why: "The models under `gs://seldon-models/sklearn` were pickled with a scikit-learn of years ago. The server of today has another one and cannot read them: `ModuleNotFoundError: No module named 'sklearn.linear_model.logistic'`, `AttributeError: Can't get attribute …`. Each release of Seldon Core has its own copies under `gs://seldon-models/v<version>`.",
  remedy: "Put the release into the path, as in `gs://seldon-models/v1.17.1/sklearn/iris`.",
  failureModes: ["F03"],
  messages: {
    unversioned: {
      text: "This sample was pickled with a scikit-learn of years ago, and SKLEARN_SERVER {version} has {sklearn}: it may not load (\"No module named 'sklearn…'\"). Use the copy of the release, {proposed}.",
    },
  },
  check({ deployment, document, seldon, report }) {
    for (const unit of deployment.units) {
      const uri = unit.modelUri.string() ?? "";
      const sample = SAMPLE.exec(uri)?.[1];
      if (sample === undefined || unit.implementation !== "SKLEARN_SERVER" || !stockServer(unit, seldon)) continue;
      const proposed = `gs://seldon-models/v${seldon.version}/${sample}`;
      const fixes = [suggestion(l10n.t`Change to ${proposed}`, setValue(document, unit.modelUri, proposed))];
      const data = { version: seldon.version, sklearn: seldon.release.sklearnServer.sklearn, proposed };
      report({ at: unit.modelUri, message: "unversioned", data, fixes });
    }
  },
});

/** The one sample of which a copy in each release is known. */
const SAMPLE = /^gs:\/\/seldon-models\/(sklearn\/iris)\/?$/;
