// A Secret for the initializer in a file of its own that cannot work, whoever names it (S03, S35).
import * as l10n from "@vscode/l10n";
import { defineResourceRule, fix, suggestion } from "../../lint/rule.ts";
import {
  Deployment,
  isFilledLater,
  isTemplated,
  mayShareNamespace,
  meantOption,
  RCLONE_BACKENDS,
  RCLONE_PREFIX,
  rcloneRemotes,
  remoteOption,
  type RcloneRemote,
} from "../../model/index.ts";
import { encodeBase64 } from "../../model/base64.ts";
import { insertEntry, renameKey } from "../../yaml/index.ts";

export const rcloneSecret = defineResourceRule({
  id: "rclone-secret",
  severity: "warning",
  title: "Require an initializer's Secret to define whole remotes",
  why: "A remote exists for rclone only if its `TYPE` is set, in upper case: `didn't find section in config file`. Half a pair of keys is worse than none: `secret_access_key not found`.",
  remedy: "Give each remote `RCLONE_CONFIG_<REMOTE>_TYPE`, and both keys or neither of them.",
  failureModes: ["S03", "S35"],
  resources: ["Secret"],
  messages: {
    noType: {
      text: 'The remote {remote} has options here but no {variable}, without which rclone knows no such remote: "didn\'t find section in config file". Add it.',
    },
    lowerCase: {
      text: 'rclone reads the names of remotes in upper case only, so that it does not see {written}: "didn\'t find section in config file". Write {wanted}.',
    },
    halfPair: {
      text: 'There is {present} here but no {absent}: "{symptom}". Add the other key, or take out both for a store that is public.',
    },
  },
  check({ resource, document, siblings, report }) {
    if (isFilledLater(resource)) return;
    const name = resource.at.at("metadata", "name").string();
    const namespace = resource.at.at("metadata", "namespace").string();
    const isNamedHere = siblings("SeldonDeployment").some(({ resource: other }) => {
      const deployment = new Deployment(other);
      const sources = [
        ...deployment.units.map(({ at }) => at),
        ...deployment.predictors.map(({ explainer }) => explainer),
      ];
      return sources.some(source => source.key("envSecretRefName").string() === name);
    });
    // Where the deployment stands beside it, or another manifest of the same name, more is known than here.
    const parts = siblings("Secret").filter(
      other =>
        other.resource.at.at("metadata", "name").string() === name &&
        mayShareNamespace(other.resource.at.at("metadata", "namespace").string(), namespace),
    );
    if (isNamedHere || parts.length > 1) return;
    for (const remote of rcloneRemotes(resource)) {
      const lower = remote.options.filter(({ entry }) => entry.key !== entry.key.toUpperCase());
      for (const { entry } of lower) {
        const wanted = entry.key.toUpperCase();
        // One of two that are spelt alike: the other would stay.
        const isTwice = entry.at.parent?.map?.entries.filter(({ key }) => key.text === entry.key).length !== 1;
        const edits = isTwice ? undefined : renameKey(document, entry.at, wanted);
        const fixes = [fix(l10n.t`Rename it to ${wanted}`, edits)];
        report({
          at: entry.at,
          range: entry.at.keyRange(),
          message: "lowerCase",
          data: { written: entry.key, wanted },
          fixes,
        });
      }
      if (lower.length > 0) continue;
      const type = remoteOption(remote, "TYPE");
      const first = remote.options[0];
      const variable = `${RCLONE_PREFIX}${remote.name}_TYPE`;
      if (!type && first && remote.options.length > 1) {
        const backend = RCLONE_BACKENDS.get(remote.name.toLowerCase());
        const { at, encoded } = first.entry;
        const value = backend === undefined ? undefined : encoded ? encodeBase64(backend) : backend;
        const edits = value === undefined || !at.parent ? undefined : insertEntry(document, at.parent, variable, value);
        const fixes = [suggestion(l10n.t`Add ${variable}: ${backend ?? ""}`, edits)];
        report({
          at,
          range: at.keyRange(),
          message: "noType",
          data: { remote: remote.name.toLowerCase(), variable },
          fixes,
        });
      } else if (type?.entry.value?.trim() === "s3") reportPair(remote);
    }

    function reportPair(remote: RcloneRemote): void {
      const environment = remoteOption(remote, "ENV_AUTH")?.entry.value?.trim() ?? "";
      if (/^(1|t|true)$/i.test(environment) || isTemplated(environment)) return;
      // A misspelt key is another rule's, and the other half of a pair all the same.
      const [id, key] = ["ACCESS_KEY_ID", "SECRET_ACCESS_KEY"].map(option =>
        remote.options.find(one => meantOption(one.name) === option),
      );
      const [present, absent, symptom] = id
        ? [id, "SECRET_ACCESS_KEY", "secret_access_key not found"]
        : [key, "ACCESS_KEY_ID", "access_key_id not found"];
      if (!present || (id && key)) return;
      const data = { present: present.entry.key, absent: `${RCLONE_PREFIX}${remote.name}_${absent}`, symptom };
      report({ at: present.entry.at, range: present.entry.at.keyRange(), message: "halfPair", data });
    }
  },
});
