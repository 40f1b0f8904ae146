// Options of an rclone remote that rclone does not know, or with a value it cannot read (F30, F12).
import * as l10n from "@vscode/l10n";
import { defineResourceRule, fix, suggestion, type DeploymentContext } from "../../lint/rule.ts";
import {
  isFilledLater,
  isTemplated,
  meantOption,
  RCLONE_PREFIX,
  RCLONE_TYPES,
  rcloneRemotes,
  remoteOption,
  setEntry,
  type RcloneOption,
  type RcloneRemote,
} from "../../model/index.ts";
import { removeValue, renameKey } from "../../yaml/index.ts";

export const rcloneOption = defineResourceRule({
  id: "rclone-option",
  severity: "warning",
  title: "Require options of a remote that rclone has",
  why: 'rclone ignores variables for options it does not have: the region or the keys stay unset without a word. A `TYPE` it does not know stops the initializer: `didn\'t find backend called "minio"`. MinIO is a provider, and the type of its remote is `s3`, in lower case.',
  remedy:
    "Write the option as rclone does: `REGION`, `ENDPOINT`, `ACCESS_KEY_ID`, `SECRET_ACCESS_KEY`, `PROVIDER`; and `s3` as the type.",
  failureModes: ["F30", "F12"],
  resources: ["Secret"],
  messages: {
    noSuchOption: {
      text: "rclone has no option {option}, so that this is ignored without a word. It reads {wanted}.",
    },
    pathStyle: {
      text: "rclone has no option {option}, so that this is ignored without a word. Its provider decides where the bucket goes: with Minio or Other into the path, with AWS before the host.",
    },
    noSuchType: {
      text: 'rclone has no store of the type {type}: "didn\'t find backend called "{type}"". {advice}.',
      severity: "error",
    },
    notBoolean: {
      text: 'rclone reads ENV_AUTH as a boolean: "couldn\'t parse config item "env_auth"". Write true or false.',
      severity: "error",
    },
  },
  check(context) {
    if (isFilledLater(context.resource)) return;
    for (const remote of rcloneRemotes(context.resource)) {
      checkType(context, remote);
      checkBoolean(context, remote);
      if (remoteOption(remote, "TYPE")?.entry.value?.trim().toLowerCase() !== "s3") continue;
      for (const option of remote.options) checkOption(context, remote, option);
    }
  },
});

type Context = DeploymentContext<"noSuchOption" | "pathStyle" | "noSuchType" | "notBoolean">;

function checkOption({ document, report }: Context, remote: RcloneRemote, { name, entry }: RcloneOption): void {
  const option = meantOption(name);
  if (option === undefined || option === name) return;
  const range = entry.at.keyRange();
  // Under its right name it is no help for AWS and a "false" breaks Minio and Other (S10, F10), so that renaming is a trap.
  if (option === "FORCE_PATH_STYLE") {
    const fixes = [suggestion(l10n.t`Remove ${entry.key}`, removeValue(document, entry.at))];
    report({ at: entry.at, range, message: "pathStyle", data: { option: name }, fixes });
    return;
  }
  const wanted = `${RCLONE_PREFIX}${remote.name}_${option}`;
  const isTaken = remote.options.some(other => other.name === option);
  const fixes = isTaken ? [] : [fix(l10n.t`Rename it to ${wanted}`, renameKey(document, entry.at, wanted))];
  report({ at: entry.at, range, message: "noSuchOption", data: { option: name, wanted }, fixes });
}

function checkType({ document, report }: Context, remote: RcloneRemote): void {
  const type = remoteOption(remote, "TYPE");
  const value = type?.entry.value ?? "";
  // A line break at its end is another rule's.
  if (!type || value.trim() !== value || value === "" || isTemplated(value) || RCLONE_TYPES.includes(value)) return;
  const lower = value.toLowerCase();
  const isProvider = ["minio", "aws", "ceph", "other", "wasabi"].includes(lower);
  const wanted = isProvider ? "s3" : RCLONE_TYPES.find(known => known === lower);
  // What is nothing like a type may be a secret in the wrong place, which no message is to hold.
  if (wanted === undefined) return;
  const advice = isProvider
    ? l10n.t`That is a provider: the type is s3, and the provider goes under PROVIDER`
    : l10n.t`Types are in lower case`;
  const fixes = [suggestion(l10n.t`Write ${wanted}`, setEntry(document, type.entry, wanted))];
  report({ at: type.entry.at, message: "noSuchType", data: { type: value, advice }, fixes });
}

function checkBoolean({ report }: Context, remote: RcloneRemote): void {
  const option = remoteOption(remote, "ENV_AUTH");
  const value = option?.entry.value?.trim() ?? "";
  if (!option || value === "" || isTemplated(value) || /^(1|0|t|f|true|false)$/i.test(value)) return;
  report({ at: option.entry.at, message: "notBoolean" });
}
