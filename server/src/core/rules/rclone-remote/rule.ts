// The scheme of a model URI is the name of an rclone remote, which the unit's Secret has to define (S03, S35).
import * as l10n from "@vscode/l10n";
import { defineRule, type DeploymentContext } from "../../lint/rule.ts";
import {
  FOREIGN_URI_SCHEMES,
  PRESET_RCLONE_REMOTES,
  rcloneSources,
  remoteVariable,
  storeSecret,
  type ModelSource,
} from "../../model/index.ts";
import { secretElsewhere } from "../../workspace/index.ts";
import { isRightRemote, judgeElsewhere } from "./elsewhere.ts";
import { createSecret } from "./create-secret.ts";
import { completeSecret, convertSecret, nameSecret, switchRemote, writeRemote } from "./proposals.ts";
import { credentialProblem, remoteState, typeOf, type SeenSecret } from "./remote-settings.ts";

const STOPS = 'stops with “Failed to create file system for "{uri}": didn\'t find section in config file”';

export const rcloneRemote = defineRule({
  id: "rclone-remote",
  severity: "error",
  title: "Require a Secret that defines the rclone remote of a model URI",
  why: 'The storage initializer runs `rclone copy <modelUri> /mnt/models`, and rclone takes the scheme as the name of a remote. A remote exists only if its `RCLONE_CONFIG_<REMOTE>_TYPE` is in the environment, which comes from the Secret of `envSecretRefName` alone. Without it the pod goes to `Init:CrashLoopBackOff`: `Failed to create file system for "s3://models/churn": didn\'t find section in config file`. The variables of the AWS tools do not count.',
  remedy:
    "Put `RCLONE_CONFIG_S3_TYPE: s3`, `_PROVIDER`, `_ENV_AUTH`, `_ACCESS_KEY_ID`, `_SECRET_ACCESS_KEY` and `_ENDPOINT` into a Secret of the same namespace, with the scheme of the URI in place of `S3`, all in upper case, and name it under `envSecretRefName`.",
  failureModes: ["S03", "S35"],
  messages: {
    noSecret: {
      text: `No Secret tells the storage initializer what "{remote}" of {uri} is. Unless the operator has a default Secret for all models, the initializer ${STOPS}. Name a Secret with {variable} under envSecretRefName.`,
      severity: "warning",
      uncovers: "How bad a Secret's address is depends on whether a unit names the Secret.",
    },
    wrongCase: {
      text: `The Secret {secret} has {written}, but rclone reads upper case only and looks for {variable}. The storage initializer ${STOPS}. Rename the key.`,
    },
    missingType: {
      text: `The Secret {secret} has settings of the remote "{remote}" but not {variable}, without which rclone knows no such remote. The storage initializer ${STOPS}. Add the key.`,
    },
    awsKeys: {
      text: `The Secret {secret} has keys for the AWS tools, which rclone does not read. The storage initializer ${STOPS}. Give the Secret {variable} and its companions.`,
    },
    otherRemotes: {
      text: `The Secret {secret} defines {remotes}, but {uri} asks for the remote "{remote}". The storage initializer ${STOPS}. Write the URI with the remote that is defined, or add {variable}.`,
    },
    undefinedRemote: {
      text: `The Secret {secret} does not have {variable}. The storage initializer ${STOPS}. Add the settings of the remote "{remote}" to the Secret.`,
    },
    halfKeys: {
      text: 'The Secret {secret} has {present} but no {absent}. The storage initializer stops with "{symptom}". Add the other key.',
    },
    elsewhere: {
      text: `The Secret {secret} of {file} {problem}. The storage initializer ${STOPS}. If that is the Secret of this deployment, put it right there.`,
      severity: "warning",
    },
    halfKeysElsewhere: {
      text: 'The Secret {secret} of {file} has {present} but no {absent}. If that is the Secret of this deployment, the storage initializer stops with "{symptom}". Add the other key there.',
      severity: "warning",
    },
    anonymous: {
      text: 'The Secret {secret} has neither {variable} nor its secret key, so rclone asks the store anonymously. A bucket that is not public answers "AccessDenied: Access Denied" with status code 403. Add both keys, or set ENV_AUTH of the remote to "true" if the pod has a role for it.',
      severity: "warning",
    },
  },
  check(context) {
    for (const source of rcloneSources(context.deployment, context.seldon)) {
      if (source.parsed.kind !== "remote" || isDealtWith(source.parsed.remote)) continue;
      const { remote } = source.parsed;
      const secret = storeSecret(source, context.siblings);
      const reference = source.at.key("envSecretRefName");
      if (secret.kind === "seen") reportSeen(context, source, remote, secret);
      else if (
        secret.kind === "unnamed" &&
        (reference.isEmpty || reference.string() === "") &&
        !isForgottenByExplainer(source)
      )
        reportUnnamed(context, source, remote);
      else if (secret.kind === "unseen" && !secret.isPartlySeen) reportElsewhere(context, source, remote, secret.name);
    }
  },
});

type Message =
  | "noSecret"
  | "wrongCase"
  | "missingType"
  | "awsKeys"
  | "otherRemotes"
  | "undefinedRemote"
  | "halfKeys"
  | "anonymous"
  | "elsewhere"
  | "halfKeysElsewhere";
type Context = DeploymentContext<Message>;

/** Google's remote comes with the image; what has a foreign scheme or a template there is not a question of the Secret. */
function isDealtWith(remote: string): boolean {
  const name = remote.toLowerCase();
  return (
    PRESET_RCLONE_REMOTES.includes(name) || name === "pvc" || FOREIGN_URI_SCHEMES.has(name) || /[{}$<>]/.test(name)
  );
}

/** An explainer does not inherit the graph's Secret, which explainer-model reports (S37). */
function isForgottenByExplainer({ unit, predictor }: ModelSource): boolean {
  return unit === undefined && predictor.units.some(({ at }) => at.key("envSecretRefName").string());
}

function reportUnnamed({ document, siblings, elsewhere, report }: Context, source: ModelSource, remote: string): void {
  const data = { uri: source.text, remote, variable: remoteVariable(remote, "TYPE") };
  report({
    at: source.uri,
    message: "noSecret",
    data,
    fixes: [
      ...nameSecret(document, source, remote, siblings("Secret"), elsewhere({ kind: "Secret" })),
      ...createSecret(document, source, remote, siblings("Secret"), elsewhere({ kind: "Secret" })),
    ],
  });
}

function reportSeen(context: Context, source: ModelSource, remote: string, secret: SeenSecret): void {
  const state = remoteState(secret, remote);
  const data = { uri: source.text, remote, secret: secret.name, variable: remoteVariable(remote, "TYPE") };
  const at = source.at.key("envSecretRefName");
  switch (state.kind) {
    case "defined":
      reportCredentials(context, source, remote, secret);
      break;
    case "wrongCase": {
      const fixes = [completeSecret(secret, remote, l10n.t`Write the keys of the Secret ${secret.name} in upper case`)];
      context.report({ at, message: "wrongCase", data: { ...data, written: state.written }, fixes });
      break;
    }
    case "missingType": {
      const fixes = [completeSecret(secret, remote, l10n.t`Add ${data.variable} to the Secret ${secret.name}`)];
      context.report({ at, message: "missingType", data, fixes });
      break;
    }
    case "awsKeys":
      context.report({ at, message: "awsKeys", data, fixes: convertSecret(secret, remote) });
      break;
    case "otherRemotes": {
      const fixes = switchRemote(context.document, source, remote, secret, state.remotes);
      context.report({ at, message: "otherRemotes", data: { ...data, remotes: listed(state.remotes) }, fixes });
      break;
    }
    case "undefined":
      context.report({ at, message: "undefinedRemote", data });
      break;
  }
}

/** The Secret of another file, of which only the keys are known. Its text cannot be edited from here. */
function reportElsewhere(context: Context, source: ModelSource, remote: string, name: string): void {
  const { document, deployment, elsewhere, report } = context;
  const secret = secretElsewhere(name, deployment.namespace, { find: elsewhere });
  if (!secret) return;
  const at = source.at.key("envSecretRefName");
  const data = { secret: name, file: secret.file };
  const found = judgeElsewhere(secret, remote);
  if (found?.kind === "halfKeys") {
    const { present, absent, symptom } = found;
    report({ at, message: "halfKeysElsewhere", data: { ...data, present, absent, symptom } });
  } else if (found) {
    const fitting = found.remotes.filter(other => isRightRemote(secret, remote, other));
    const fixes = fitting.map(other => writeRemote(document, source, remote, other));
    report({ at, message: "elsewhere", data: { ...data, uri: source.text, problem: found.problem }, fixes });
  }
}

function listed(names: readonly string[]): string {
  return names.length === 1
    ? l10n.t`the remote ${names.map(name => `"${name}"`).join("")}`
    : l10n.t`the remotes ${names.map(name => `"${name}"`).join(", ")}`;
}

function reportCredentials({ report }: Context, source: ModelSource, remote: string, secret: SeenSecret): void {
  const problem = typeOf(secret, remote) === "s3" ? credentialProblem(secret, remote) : undefined;
  if (problem === undefined) return;
  const at = source.at.key("envSecretRefName");
  const id = remoteVariable(remote, "ACCESS_KEY_ID");
  const key = remoteVariable(remote, "SECRET_ACCESS_KEY");
  if (problem === "anonymous") report({ at, message: "anonymous", data: { secret: secret.name, variable: id } });
  else {
    const [present, absent, symptom] =
      problem === "onlyKeyId" ? [id, key, "secret_access_key not found"] : [key, id, "access_key_id not found"];
    report({ at, message: "halfKeys", data: { secret: secret.name, present, absent, symptom } });
  }
}
