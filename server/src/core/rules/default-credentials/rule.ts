// A store behind the password of its guide is open to everybody who knows the guide (S50).
import { defineResourceRule } from "../../lint/rule.ts";
import { secretEntries, type Deployment, type Resource } from "../../model/index.ts";
import type { Cursor } from "../../yaml/index.ts";
import { isDefaultPassword } from "./default-passwords.ts";

export const defaultCredentials = defineResourceRule({
  id: "default-credentials",
  severity: "hint",
  title: "Prefer credentials of your own to those of a guide",
  why: "MinIO starts with a well-known key and password, and its guides have others that are as well known. Nothing fails with them: whoever reaches the store can read every model in it and put another in its place.",
  remedy:
    "Give the store a password of your own, and keep it out of files under version control: as a SealedSecret, an ExternalSecret, or a Secret made by `kubectl create secret`.",
  failureModes: ["S50"],
  resources: ["SeldonDeployment", "Secret"],
  messages: {
    wellKnown: {
      text: "The value of {variable} is a default of MinIO or of its guides, which everybody knows: whoever reaches the store can read and replace the models. Use a password of your own.",
    },
  },
  check({ resource, deployment, report }) {
    const values = resource.kind === "Secret" ? ofSecret(resource) : ofContainers(deployment);
    for (const { variable, at, value } of values)
      if (IS_PASSWORD.test(variable) && isDefaultPassword(value))
        report({ at, message: "wellKnown", data: { variable } });
  },
});

interface Variable {
  readonly variable: string;
  readonly at: Cursor;
  /** Decoded. */
  readonly value: string;
}

/** Variables that hold the secret half of a store's credentials: one finding for each pair. */
const IS_PASSWORD = /(^|_)SECRET_ACCESS_KEY$|^MINIO_(ROOT_PASSWORD|SECRET_KEY)$/i;

function ofSecret(resource: Resource): readonly Variable[] {
  return secretEntries(resource).map(({ key, at, value = "" }) => ({ variable: key, at, value }));
}

function ofContainers({ predictors }: Deployment): readonly Variable[] {
  const containers = predictors
    .flatMap(({ componentSpecs }) => componentSpecs)
    .flatMap(spec => [...spec.containers, ...spec.initContainers]);
  return containers.flatMap(({ env }) =>
    env.map(item => ({
      variable: item.key("name").string() ?? "",
      at: item.key("value"),
      value: item.key("value").string() ?? "",
    })),
  );
}
