// A model URI has to name a store that rclone knows, which MLflow's registry, files and some schemes are not (S06).
import * as l10n from "@vscode/l10n";
import { defineRule, suggestion, type FixProposal, type Sibling } from "../../lint/rule.ts";
import {
  FOREIGN_URI_SCHEMES,
  isTemplated,
  rcloneSources,
  registryAddress,
  remoteVariable,
  storeSecret,
  type ForeignScheme,
  type ModelSource,
  type StoreSecret,
} from "../../model/index.ts";
import { setValue, type YamlDocument } from "../../yaml/index.ts";
import { onlyRemote } from "./only-remote.ts";
import { resolution } from "./resolution.ts";

const STOPS =
  'takes "{remote}" as an rclone remote and stops with “Failed to create file system for "{uri}": didn\'t find section in config file”.';

export const modelUriScheme = defineRule({
  id: "model-uri-scheme",
  severity: "error",
  title: "Disallow model URIs of MLflow's registry, of files and of stores without a remote",
  why: 'The webhook accepts any `modelUri`, but Seldon hands it to rclone as it is. rclone takes what stands before the colon as the name of a remote, and without one the init container stops: `Failed to create file system for "models:/churn/3": didn\'t find section in config file`. Seldon never asks an MLflow server.',
  remedy:
    "Write the place where the artifact lies in the object store. Where the extension or a facts file knows MLflow's registry, the fix does that, and remembers the alias in an annotation. Else MLflow tells it (`mlflow.artifacts` or the run's page): `s3://<bucket>/<experiment>/<run>/artifacts/model`. For a volume in the cluster write `pvc://<claim>/<path>`.",
  failureModes: ["S06"],
  messages: {
    mlflow: {
      text: `{uri} is an address inside MLflow, which Seldon never asks. The storage initializer ${STOPS} Write where the artifact lies, as in s3://bucket/experiment/run/artifacts/model.`,
    },
    resolved: {
      text: `{uri} is an address inside MLflow, which Seldon never asks. The storage initializer ${STOPS} MLflow says that it lies at {artifact}. Write that.`,
    },
    notInRegistry: {
      text: `{uri} is an address inside MLflow, which Seldon never asks. The storage initializer ${STOPS} MLflow was asked and has no such model, version or run. Look in the view Models for what it has, and write where the artifact lies.`,
    },
    keptByMlflow: {
      text: `{uri} is an address inside MLflow, which Seldon never asks. The storage initializer ${STOPS} MLflow says {artifact}, which only its own server can read: it hands out artifacts itself. Write where it keeps them, which is what its option --artifacts-destination says; in VS Code the setting seldon.mlflow.artifactsDestination.`,
    },
    notInStore: {
      text: `{uri} is an address inside MLflow, which Seldon never asks. The storage initializer ${STOPS} MLflow says that it lies at {artifact}, where no pod can fetch it. Copy the model to an object store, and write its address there.`,
    },
    file: {
      text: `{uri} cannot be fetched: the storage initializer ${STOPS} A file of the node or of the image is out of its reach. Put the model into an object store, or onto a PersistentVolumeClaim and write pvc://claim/path.`,
    },
    azure: {
      text: `{uri} is an address for Hadoop's or MLflow's Azure driver. The storage initializer ${STOPS} Write azureblob://container/path and define RCLONE_CONFIG_AZUREBLOB_TYPE in the Secret of envSecretRefName.`,
    },
    store: {
      text: `{uri} cannot be fetched: the storage initializer ${STOPS} Copy the model to an object store, or define the remote with {variable} in the Secret of envSecretRefName.`,
    },
    claim: {
      text: `The operator mounts a PersistentVolumeClaim only for a modelUri that begins with exactly pvc://. For {uri} the storage initializer ${STOPS} Write pvc://claim/path.`,
    },
    unconfirmed: {
      text: `The storage initializer takes "{remote}" of {uri} as an rclone remote. Unless the Secret {secret} defines {variable}, it stops with "didn't find section in config file". Check that it does, or write the address of an object store.`,
      severity: "warning",
    },
  },
  check({ deployment, document, seldon, siblings, facts, report }) {
    const sources = rcloneSources(deployment, seldon);
    for (const source of sources) {
      if (source.parsed.kind !== "remote") continue;
      const { remote } = source.parsed;
      const family = remote.toLowerCase() === "pvc" ? "claim" : FOREIGN_URI_SCHEMES.get(remote.toLowerCase());
      const secret = storeSecret(source, siblings);
      const variable = remoteVariable(remote, "TYPE");
      if (family === undefined || (secret.kind === "seen" && secret.keys.has(variable))) continue;
      const known = family === "mlflow" ? registryAddress(facts.registry, source.text) : undefined;
      const artifact = known?.artifactUri ?? "";
      const data = {
        uri: source.text,
        remote,
        variable,
        artifact,
        secret: secret.kind === "unseen" ? secret.name : "",
      };
      const resolved = known && resolution({ document, source, sources, known, secret });
      if (resolved && "fix" in resolved) {
        report({
          at: source.uri,
          message: "resolved",
          data: { ...data, artifact: resolved.uri },
          fixes: [resolved.fix],
        });
        continue;
      }
      report({
        at: source.uri,
        message: resolved?.message ?? (secret.kind === "unseen" && mayBeRemote(family) ? "unconfirmed" : family),
        data,
        fixes: [replacement(document, source, family, secret)],
      });
    }
  },
});

type Family = ForeignScheme | "claim";
type Secret = StoreSecret<Sibling>;

/** Nobody calls a remote `models` or `file`; one called `http` or `hdfs` is what rclone's own documentation does. */
function mayBeRemote(family: Family): boolean {
  return family === "store" || family === "azure";
}

/** The form that the address should have, with what cannot be known as a placeholder in angle brackets. */
function replacement(
  document: YamlDocument,
  source: ModelSource,
  family: Family,
  secret: Secret,
): FixProposal | undefined {
  const uri = isTemplated(source.text) ? undefined : rewritten(source, family, secret);
  return uri === undefined ? undefined : suggestion(l10n.t`Replace it by ${uri}`, setValue(document, source.uri, uri));
}

function rewritten({ text, parsed }: ModelSource, family: Family, secret: Secret): string | undefined {
  if (parsed.kind !== "remote") return undefined;
  if (family === "claim") return `pvc://${parsed.path}`;
  if (family === "file") return "pvc://<claim>/<path>";
  if (family === "azure") return `azureblob://${parsed.path.replace(/^([^/@]+)@[^/]+/, "$1")}`;
  if (family === "store") return undefined;
  const store = `${onlyRemote(secret) ?? "s3"}://<bucket>`;
  if (parsed.remote.toLowerCase() === "runs") {
    const [run, ...path] = parsed.path.split("/");
    return `${store}/<experiment-id>/${run}/artifacts/${path.join("/")}`.replace(/\/$/, "");
  }
  if (parsed.remote.toLowerCase() === "models") return `${store}/<experiment-id>/<run-id>/artifacts/model`;
  const path = /^[^:]+:\/\/[^/]/.test(text) ? parsed.path.replace(/^[^/]*\/?/, "") : parsed.path;
  return `${store}/${path}`;
}
