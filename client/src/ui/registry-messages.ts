// Every sentence about MLflow's registry that stands in a notification: what happened, why, and what to do next.
import * as l10n from "@vscode/l10n";
import { asClause, type UserMessage } from "./messages.ts";

export function noRegistry(title: string): UserMessage {
  return {
    severity: "information",
    text: l10n.t`"${title}" has nothing to work on because no MLflow server is known. Connect to one first.`,
    actions: [{ title: l10n.t("Connect to MLflow…"), command: "seldon.models.connect" }],
  };
}

export function credentialsAreKept(address: string): UserMessage {
  return {
    severity: "information",
    text: l10n.t`The credentials are kept in VS Code's secret storage, and are sent to ${address} only.`,
    actions: [],
  };
}

export function credentialsAreForgotten(address: string): UserMessage {
  return {
    severity: "information",
    text: l10n.t`The credentials for ${address} are forgotten. Those of the environment, where it has any for that address, are used again.`,
    actions: [],
  };
}

/** @param what such as `churn, version 3` */
export function artifactIsOutOfReach(what: string, artifactUri: string, reason: string): UserMessage {
  return {
    severity: "warning",
    text: l10n.t`No manifest was made because pods cannot fetch ${what} from ${artifactUri}: ${asClause(reason)}. Copy the model to an object store, or register it from there.`,
    actions: [],
  };
}

/** The tracking server hands out artifacts itself, and tells nobody where it keeps them. */
export function artifactIsKeptByMlflow(what: string, artifactUri: string): UserMessage {
  return {
    severity: "warning",
    text: l10n.t`No manifest was made because MLflow's server keeps the artifacts of ${what} itself (${artifactUri}), and only its option --artifacts-destination says where. Write that into the setting seldon.mlflow.artifactsDestination, then run the command again.`,
    actions: [],
  };
}

export function registryFailed(title: string, reason: string): UserMessage {
  return {
    severity: "error",
    text: l10n.t`"${title}" could not be finished: ${asClause(reason)}. Nothing was changed.`,
    actions: [
      { title: l10n.t("Set MLflow Credentials…"), command: "seldon.models.setCredentials" },
      { title: l10n.t("Show Log"), command: "seldon.showLog" },
    ],
  };
}

export function noMlflowService(context: string): UserMessage {
  return {
    severity: "information",
    text: l10n.t`No Service of ${context} is called like MLflow. Type its namespace, name and port, or the server's address.`,
    actions: [{ title: l10n.t("Connect to MLflow…"), command: "seldon.models.connect" }],
  };
}
