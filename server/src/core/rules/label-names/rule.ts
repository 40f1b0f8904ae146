// Names of deployment, predictors and units become parts of Service names and label keys (F57).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion } from "../../lint/rule.ts";
import { isTemplated } from "../../model/index.ts";
import { setValue, type Cursor } from "../../yaml/index.ts";

/** A Service's name: RFC 1035, so it begins with a letter. */
const SERVICE_NAME = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
/** What may follow after the first part of a name. */
const NAME_PART = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
/** Longest unit name whose label key `seldon-app-svc-<name>` still has 63 characters (seldon-facts §5.3). */
const MAX_UNIT_NAME = 48;

export const labelNames = defineRule({
  id: "label-names",
  severity: "error",
  title: "Require names that Services can bear",
  why: 'Services are called `<deployment>-<predictor>` and `<deployment>-<predictor>-<unit>`. Neither CRD nor webhook checks the parts, so an upper-case letter or an underscore is found only when the operator creates the Service: `Service "…" is invalid: metadata.name: Invalid value`, and the state is Failed.',
  remedy:
    "Use lower-case letters, digits and hyphens, and begin the deployment's name with a letter. Keep unit names to 48 characters.",
  failureModes: ["F57"],
  messages: {
    invalid: {
      text: 'The name "{name}" cannot be part of a Service\'s name. The manifest is accepted, then the operator fails with "Service … is invalid: metadata.name: Invalid value". Use lower-case letters, digits and hyphens.',
    },
    startsWithDigit: {
      text: 'The deployment\'s name "{name}" begins with a digit, and so would its Services, which Kubernetes refuses: "a DNS-1035 label must … start with an alphabetic character".',
    },
    tooLong: {
      text: 'The unit\'s name has {length} characters. The operator uses it in the label key "seldon-app-svc-{name}", and such a key has at most 63, so the Deployment is refused. Keep it to 48.',
    },
  },
  check({ deployment, document, report }) {
    const check = (at: Cursor): void => {
      const name = at.string();
      if (name === undefined || name === "" || isTemplated(name) || NAME_PART.test(name)) return;
      const valid = toValid(name);
      const rename =
        valid === undefined ? undefined : suggestion(l10n.t`Rename to ${valid}`, setValue(document, at, valid));
      report({ at, message: "invalid", data: { name }, fixes: [rename] });
    };
    const name = deployment.at.at("metadata", "name");
    const text = name.string();
    if (text !== undefined && NAME_PART.test(text) && !SERVICE_NAME.test(text))
      report({ at: name, message: "startsWithDigit", data: { name: text } });
    for (const predictor of deployment.predictors) {
      check(predictor.at.key("name"));
      for (const unit of predictor.units) {
        if (!unit.isPrepackaged && !unit.container) continue;
        const unitName = unit.name ?? "";
        // A unit whose container bears the name too would have to be renamed in two places.
        check(unit.at.key("name"));
        if (unitName.length > MAX_UNIT_NAME)
          report({ at: unit.at.key("name"), message: "tooLong", data: { name: unitName, length: unitName.length } });
      }
    }
  },
});

function toValid(name: string): string | undefined {
  const valid = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "");
  return NAME_PART.test(valid) ? valid : undefined;
}
