// A Secret that was copied out of a cluster with what the API server wrote into it (S51).
import * as l10n from "@vscode/l10n";
import { defineResourceRule, fix } from "../../lint/rule.ts";
import { allEdits, removeValue } from "../../yaml/index.ts";

export const copiedSecret = defineResourceRule({
  id: "copied-secret",
  severity: "warning",
  title: "Disallow a Secret that carries what the API server wrote into another",
  why: "`kubectl get secret -o yaml`, edited and applied to another namespace, takes `resourceVersion`, `uid` and `ownerReferences` along. The first apply creates the Secret, and later ones are refused: `metadata.uid: Invalid value: field is immutable`, or `the object has been modified; please apply your changes to the latest version and try again`. With `ownerReferences` to an owner that is not in the namespace the garbage collector deletes it.",
  remedy: "Remove the fields of the API server, and keep name, namespace, labels of your own, type and data.",
  failureModes: ["S51"],
  resources: ["Secret"],
  messages: {
    serverFields: {
      text: "This Secret has {fields} in its metadata, as the API server writes it: it is a copy from a cluster. {symptom} Remove what the API server wrote.",
    },
  },
  check({ resource, document, report }) {
    const metadata = resource.at.key("metadata");
    const present = OF_THE_SERVER.filter(name => !metadata.key(name).isEmpty);
    const telling = present.filter(name => SYMPTOMS.has(name));
    const [first] = telling;
    if (first === undefined) return;
    report({
      at: metadata.key(first),
      message: "serverFields",
      data: { fields: telling.join(", "), symptom: SYMPTOMS.get(first) ?? "" },
      fixes: [
        fix(
          l10n.t`Remove ${present.join(", ")}`,
          allEdits(...present.map(name => removeValue(document, metadata.key(name)))),
        ),
      ],
    });
  },
});

/** What each leads to, as a real API server and its garbage collector have it. */
const SYMPTOMS: ReadonlyMap<string, string> = new Map([
  ["uid", l10n.t('Once the Secret is there, each further apply is refused: "metadata.uid: field is immutable".')],
  [
    "resourceVersion",
    l10n.t('Once the Secret is there, each further apply is refused: "the object has been modified".'),
  ],
  ["ownerReferences", l10n.t("Where the owner is not in the namespace, the garbage collector deletes the Secret.")],
]);

/** `creationTimestamp: null` and the rest do no harm, and go with the others. */
const OF_THE_SERVER = ["uid", "resourceVersion", "ownerReferences", "creationTimestamp", "selfLink", "managedFields"];
